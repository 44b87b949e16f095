"""What Mesa's data collector keeps of a run; functions by name, since a model with nameless ones cannot be pickled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from sim.agents import AccountAgent, VendorAgent
    from sim.model import RelationshipModel

_OF_VENDOR = ("cash", "revenue", "contribution")
_OF_ACCOUNT = ("price", "support", "commitment", "contribution", "level", "dependence_vendor", "dependence_account")


def collector(account_class: type[AccountAgent]) -> mesa.DataCollector:
    """Make a collector of the vendor's and the accounts' main figures.

    Parameters
    ----------
    account_class : type
        The class of the accounts.

    Returns
    -------
    mesa.DataCollector
        For one model.
    """
    of_vendor = {name: partial(_of_vendor, name=name) for name in _OF_VENDOR}
    of_account = {name: partial(_of_row, name=name) for name in _OF_ACCOUNT}
    return mesa.DataCollector(
        model_reporters=of_vendor | {"accounts": _accounts, "failed": _failed},
        agenttype_reporters={account_class: of_account},
    )


def _of_row(agent: VendorAgent | AccountAgent, name: str) -> float:
    return float(agent.row[name])


def _of_vendor(model: RelationshipModel, name: str) -> float:
    return _of_row(model.vendor, name)


def _accounts(model: RelationshipModel) -> int:
    return len(model.accounts)


def _failed(model: RelationshipModel) -> bool:
    return bool(model.vendor.row.failed)

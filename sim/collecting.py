"""What Mesa's data collector keeps of a run; functions by name, since a model with nameless ones cannot be pickled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from equipoise.sim.agents import AccountAgent
    from equipoise.sim.model import RelationshipModel

_OF_ACCOUNT = ("price", "support", "commitment", "contribution", "level", "dependence_vendor", "dependence_account")


def collector(account_class: type[AccountAgent]) -> mesa.DataCollector:
    """Make a collector of the vendor's and the accounts' main figures."""
    of_model = {
        "cash": _cash,
        "revenue": _revenue,
        "contribution": _contribution,
        "accounts": _accounts,
        "failed": _failed,
    }
    of_account = {name: partial(_of_row, name=name) for name in _OF_ACCOUNT}
    return mesa.DataCollector(model_reporters=of_model, agenttype_reporters={account_class: of_account})


def _of_row(account: AccountAgent, name: str) -> float:
    return float(account.model.world.rows[name][account.slot])


def _cash(model: RelationshipModel) -> float:
    return float(model.vendor.row.cash)


def _revenue(model: RelationshipModel) -> float:
    return float(model.vendor.row.revenue)


def _contribution(model: RelationshipModel) -> float:
    return float(model.vendor.row.contribution)


def _accounts(model: RelationshipModel) -> int:
    return len(model.accounts)


def _failed(model: RelationshipModel) -> bool:
    return bool(model.vendor.row.failed)

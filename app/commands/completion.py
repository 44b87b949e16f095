"""What the shell offers when a word is begun; where no name begins like that, it offers files."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def among(names: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """Offer those names that begin with what is typed."""

    def offered(incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return offered


def _accounts() -> list[str]:
    """Accounts of the scenarios in the words typed so far, as the shells' scripts hand them over.

    An unfinished option keeps Typer from telling the words.
    """
    from equipoise.sim.files import load_scenario

    words = (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()
    found: list[str] = []
    for name in words:
        if name.endswith(".toml") or name in _scenarios():
            with suppress(EquipoiseError):  # a shell that asks for words has no use for a message
                found += load_scenario(name).account_names
    return list(dict.fromkeys(found))


def _scenarios() -> list[str]:
    from equipoise.sim.files import list_businesses, list_scenarios

    return [*list_scenarios(), *list_businesses()]


def _policies() -> list[str]:
    from equipoise.sim.files import list_policies

    return list_policies()


def list_studies() -> list[str]:
    """Name the studies that come with the program."""
    from equipoise.experiments.studies import reading

    return reading.list_studies()


def list_workshops() -> list[str]:
    """Name the workshops that come with the program."""
    from equipoise.experiments.workshop import loading

    return loading.list_workshops()


def _outcomes() -> list[str]:
    from equipoise.sim.outcomes import OUTCOMES

    return [outcome.name for outcome in OUTCOMES]


def _regularities() -> list[str]:
    from equipoise.experiments.regularities import names

    return names()


def _designs() -> list[str]:
    from equipoise.experiments.studies.designs import USES

    return [f"{kind}:" for kind in USES]


def _keys() -> list[str]:
    from equipoise.sim.parameters import declarations

    return [declared.key for declared in declarations()]


def _settings() -> list[str]:
    """What ``--set`` takes: parameters, levers of policies, traits of the scenario's accounts."""
    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.files.settings import OWN
    from equipoise.sim.policy import Levers, OwnLevers

    traits = [trait for trait in Account.model_fields if trait not in {"name", "count", OWN}]
    traits += [f"{OWN}.{lever}" for lever in OwnLevers.model_fields]
    keys = [*_keys(), *(f"business.{fact}" for fact in Business.model_fields)]
    keys += [f"policy.{lever}" for lever in Levers.model_fields]
    keys += [f"accounts.{name}.{trait}" for name in _accounts() for trait in traits]
    return [f"{key}=" for key in keys]


scenarios = among(_scenarios)
policies = among(_policies)
studies = among(list_studies)
workshops = among(list_workshops)
outcomes = among(_outcomes)
regularities = among(_regularities)
designs = among(_designs)
accounts = among(_accounts)
keys = among(_keys)
settings = among(_settings)

"""What the shell offers when a word is begun: names are looked up, never what they stand for."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _begun(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def scenarios(incomplete: str) -> list[str]:
    """Offer the shipped scenarios; with none of that beginning, the shell offers files."""
    from equipoise.sim.files import list_scenarios  # noqa: PLC0415 - help must not wait for it

    return _begun(list_scenarios(), incomplete)


def policies(incomplete: str) -> list[str]:
    """Offer the shipped policies."""
    from equipoise.sim.files import list_policies  # noqa: PLC0415 - help must not wait for it

    return _begun(list_policies(), incomplete)


def keys(incomplete: str) -> list[str]:
    """Offer the keys of all parameters."""
    from equipoise.sim.parameters import declarations  # noqa: PLC0415 - help must not wait for it

    return _begun((declared.key for declared in declarations()), incomplete)


def accounts(incomplete: str) -> list[str]:
    """Offer the accounts of the scenarios that are on the command line already."""
    from equipoise.sim.faults import EquipoiseError  # noqa: PLC0415 - help must not wait for it
    from equipoise.sim.files import load_scenario  # noqa: PLC0415 - help must not wait for it

    found: list[str] = []
    for name in _typed():
        if name in scenarios(name) or name.endswith(".toml"):
            with suppress(EquipoiseError):  # a shell that asks for words has no use for a message
                found += load_scenario(name).account_names
    return _begun(dict.fromkeys(found), incomplete)


def _typed() -> list[str]:
    """The words typed so far, as the shells' scripts hand them over; an unfinished option keeps Typer from telling."""
    return (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()


def settings(incomplete: str) -> list[str]:
    """Offer the keys that ``--set`` takes: parameters, levers of policies, traits of the scenario's accounts."""
    from equipoise.sim.policy import Levers  # noqa: PLC0415 - help must not wait for it
    from equipoise.sim.scenario import Account  # noqa: PLC0415 - help must not wait for it

    traits = [trait for trait in Account.model_fields if trait not in {"name", "count"}]
    offered = [f"{key}=" for key in keys(incomplete)]
    offered += [f"policy.{lever}=" for lever in Levers.model_fields]
    offered += [f"accounts.{name}.{trait}=" for name in accounts("") for trait in traits]
    return _begun(offered, incomplete)


def outcomes(incomplete: str) -> list[str]:
    """Offer the names of outcomes."""
    from equipoise.sim.outcomes import OUTCOMES  # noqa: PLC0415 - help must not wait for it

    return _begun((outcome.name for outcome in OUTCOMES), incomplete)


def studies(incomplete: str) -> list[str]:
    """Offer the shipped studies; with none of that beginning, the shell offers files."""
    from equipoise.experiments.studies.reading import list_studies  # noqa: PLC0415 - help must not wait for it

    return _begun(list_studies(), incomplete)


def designs(incomplete: str) -> list[str]:
    """Offer the kinds of designs."""
    from equipoise.experiments.studies.designs import USES  # noqa: PLC0415 - help must not wait for it

    return _begun((f"{kind}:" for kind in USES), incomplete)


def claims(incomplete: str) -> list[str]:
    """Offer the claims."""
    from equipoise.experiments.claims import ids  # noqa: PLC0415 - help must not wait for it

    return _begun(ids(), incomplete.upper())


def regularities(incomplete: str) -> list[str]:
    """Offer the published regularities."""
    from equipoise.experiments.regularities import names  # noqa: PLC0415 - help must not wait for it

    return _begun(names(), incomplete)

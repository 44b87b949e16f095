"""Which accounts are taken away, when, and the scenario without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.twins.account_side import YEAR
from equipoise.sim.characters import as_spelt
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import joined
from equipoise.sim.scenario import Scenario
from equipoise.sim.whole_numbers import ROUNDS, WholeNumber
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Sequence


def without(scenario: Scenario, account: str, first: int | None) -> Scenario:
    """The scenario with one account taken away; accounts of a ``count`` are told apart.

    With the same slots, and so the same luck.
    """
    single = [
        one.model_copy(update={"name": name, "count": 1} | ({"leaves": first} if name == account else {}))
        for one in scenario.accounts
        for name in one.called
    ]
    return scenario.model_copy(update={"accounts": single})


def accounts_called(scenario: Scenario, names: Sequence[str]) -> list[str]:
    """Resolve which accounts are taken away, in the order of the scenario, each once."""
    own = scenario.account_names
    if not own:
        raise EquipoiseError(f"{scenario.name} has no accounts of its own: there is nobody to take away")
    called = {account.name: account.called for account in scenario.accounts} | {name: [name] for name in own}
    names = [as_spelt(name, called) for name in names]
    for name in names:
        if name not in called:
            there = listed([account.name for account in scenario.accounts], "and")
            near = did_you_mean(name, called) or f"; there are {there}"
            raise EquipoiseError(f'{scenario.name} has no account "{name}"{near}')
    wanted = {found for name in names or called for found in called[name]}
    return [name for name in own if name in wanted]


def unstated(scenario: Scenario, account: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List what of a business nobody states and a failure rests on: the vendor's, and that of the account's business.

    A scenario without a business is a case of its own, whose defaults are its facts.
    """
    business = scenario.business
    if business is None:
        return (), ()
    vendor, usual = scenario.parameters.vendor, Scenario().parameters.vendor
    engine = {"cash": vendor.cash != usual.cash, "overhead": vendor.fixed_cost != usual.fixed_cost}
    own = tuple(f"business.{fact}" for fact, set_ in engine.items() if getattr(business, fact) is None and not set_)
    its = next(one for one in scenario.accounts if account in one.called)
    known = its.its_margin is not None or its.own_margin is not None
    return own, () if known else (joined(("accounts", its.name, "its_margin")),)


def check_round(first: int, rounds: int) -> int:
    """Refuse a round after which too little is played to tell anything."""
    last = rounds - YEAR
    if last < 0:
        raise EquipoiseError(f"a run of {rounds} rounds is too short: what follows is told over a year, 4 rounds")
    first = WholeNumber("first", 0, ROUNDS.high).checked(first)
    if first > last:
        raise EquipoiseError(
            f"after {first} rounds too little is left to tell: runs have {rounds} rounds, and it takes a year to see "
            f"what follows; it may be 0 to {last}"
        )
    return first

"""From a business to what is played: solved once for a scenario's content, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.books import Books, books_of
from equipoise.sim.business.rest import AtRest, at_rest
from equipoise.sim.business.translation import translated
from equipoise.sim.faults import ArgumentError
from equipoise.sim.files import policy_of
from equipoise.sim.wording import key

if TYPE_CHECKING:
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

MOST_REMEMBERED = 256
"""Businesses of which what was solved is kept."""

_WITHOUT_BEARING = {"name", "title", "question", "claims", "policies", "run"}
"""What of a scenario does not bear on its business."""


class Solved(NamedTuple):
    """A business's books, and the market at rest."""

    books: Books
    at_rest: AtRest


_solved: OrderedDict[tuple[str, str], Solved] = OrderedDict()


def in_engine_units(scenario: Scenario) -> Scenario:
    """Write a scenario in the engine's units: itself where it states no business.

    Parameters
    ----------
    scenario : Scenario
        It stays as it is.

    Returns
    -------
    Scenario
        What every driver plays.

    Raises
    ------
    equipoise.sim.faults.ArgumentError
        When the business contradicts itself.
    """
    if scenario.business is None:
        return scenario
    found = solved(scenario)
    return translated(scenario, scenario.business, found.books, found.at_rest.rest)


def solved(scenario: Scenario) -> Solved:
    """Solve a scenario's business, or recall it: the same content has the same market, whatever is played."""
    business = scenario.business
    if business is None:
        raise ArgumentError("business   is not stated")
    policy = first_policy(scenario)
    stays = scenario.model_copy(
        update={"accounts": [account.model_copy(update={"leaves": None}) for account in scenario.accounts]}
    )
    content = stays.model_dump_json(exclude=_WITHOUT_BEARING), policy.model_dump_json()
    if content not in _solved:
        if found := stays.conflicts():
            raise ArgumentError("\n".join(f"{key(one.places[0])}   {one.words}" for one in found))
        books = books_of(stays, business)
        _solved[content] = Solved(books, at_rest(stays, business, books, policy))
        while len(_solved) > MOST_REMEMBERED:
            _solved.popitem(last=False)
    return _solved[content]


def first_policy(scenario: Scenario) -> Policy:
    """The policy that a business has had until now: the first that it compares."""
    return policy_of(scenario.policies[0])

"""From a business to what is played: solved once for a scenario's content, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from equipoise.sim.business.books import Books, books_of
from equipoise.sim.business.drawn import market_of, points_of
from equipoise.sim.business.first_year import Stated
from equipoise.sim.business.rest import AtRest, at_rest, roughly_at_rest
from equipoise.sim.business.translation import translated
from equipoise.sim.faults import ArgumentError
from equipoise.sim.files import policy_of
from equipoise.sim.ranges import with_values
from equipoise.sim.recalled import Recalled
from equipoise.sim.threads import cores, in_order
from equipoise.sim.wanted import each_wanted
from equipoise.sim.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.sim.business.drawn import Market
    from equipoise.sim.business.translation import Rest
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

MOST_REMEMBERED = 256
"""Businesses of which what was solved is kept."""

_WITHOUT_BEARING: dict[str, Any] = {
    **dict.fromkeys(("name", "title", "question", "claims", "policies", "run"), True),
    "business": {"payout"},
}
"""What of a scenario does not bear on its market: owners take out cash after all else that the first year brings."""


class Solved(NamedTuple):
    """A business's books, and the market at rest."""

    books: Books
    at_rest: AtRest


Content: TypeAlias = tuple[str, str]
"""What bears on a market: of a scenario, and of the policy that it has had until now."""

_solved = Recalled[Solved](MOST_REMEMBERED)
_markets = Recalled["Market"](MOST_REMEMBERED)


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


def played_with(scenario: Scenario, drawn: Sequence[Mapping[str, float]]) -> list[Scenario]:
    """Write a scenario in the engine's units as each of some runs plays it.

    What is stated is met in each: see :mod:`equipoise.sim.business.drawn`.

    Parameters
    ----------
    scenario : Scenario
        It stays as it is.
    drawn : sequence of mapping
        What was drawn for each run.

    Returns
    -------
    list of Scenario
        One for each run; one for all where nothing was drawn.
    """
    if not drawn or not scenario.varies:
        return [in_engine_units(scenario)]
    if scenario.business is None:
        return [with_values(scenario, values) for values in each_wanted(drawn)]
    known = _market(scenario)
    return [known.with_drawn(scenario, values) for values in each_wanted(drawn)]


def _market(scenario: Scenario) -> Market:
    """The market of a business of which facts are drawn, solved or recalled."""

    def solved_there(there: Scenario) -> tuple[Books, Rest]:
        found = solved(there)
        return found.books, found.at_rest.rest

    def solve() -> Market:
        return market_of(scenario, in_order(solved_there, points_of(scenario), cores(None)))

    return _markets.of(_content(_staying(scenario), first_policy(scenario)), solve)


def solved(scenario: Scenario) -> Solved:
    """Solve a scenario's business, or recall it: the same content has the same market, whatever is played."""
    stays = _without_contradictions(scenario)

    def solve() -> Solved:
        stated = _stated(stays)
        return Solved(stated.books, at_rest(stated))

    return _solved.of(_content(stays, first_policy(stays)), solve)


def is_solved(scenario: Scenario) -> bool:
    """Whether the market of a business is known, so that nobody waits for it."""
    content = _content(_staying(scenario), first_policy(scenario))
    return content in (_markets if scenario.varies else _solved)


def _stated(stays: Scenario) -> Stated:
    business = stays.business
    assert business is not None  # noqa: S101 - what is without one is refused before
    return Stated(stays, business, books_of(stays, business), first_policy(stays))


def _staying(scenario: Scenario) -> Scenario:
    """The market is that of accounts of which none is going to leave."""
    staying = [account.model_copy(update={"leaves": None}) for account in scenario.accounts]
    return scenario.model_copy(update={"accounts": staying})


def _content(stays: Scenario, policy: Policy) -> Content:
    """What bears on the market at rest."""
    return stays.model_dump_json(exclude=_WITHOUT_BEARING), policy.model_dump_json()


def market_moved(scenario: Scenario, known: Scenario) -> Market:
    """The market of a business that varies, of which one number is another than in one that is known.

    Its middle is solved whole; along each range it moves as that of the other does.
    """
    found = solved(scenario)
    return _market(known).moved(scenario, found.books, found.at_rest.rest)


def market_between(scenario: Scenario, ends: Sequence[tuple[Scenario, float]]) -> Market:
    """The market of a business that varies, of which one number lies between those of others, with their weights.

    Its middle is solved whole, as a number that is put far from what it was needs; along each range it moves as those
    of the others do.
    """
    if ends[0][0] is scenario:
        return _market(scenario)
    found = solved(scenario)
    markets = [_market(there).moved(scenario, found.books, found.at_rest.rest) for there, _ in ends]
    weights = [weight for _, weight in ends]
    return markets[0].blended(markets, weights)


def market_near(scenario: Scenario, known: Scenario) -> Market | None:
    """Roughly the market of a business that differs by little from one that is solved, in a fraction of the time.

    None where it is not found soon.
    """
    stated = _stated(_without_contradictions(scenario))
    rest = roughly_at_rest(stated, solved(known).at_rest)
    return None if rest is None else _market(known).moved(scenario, stated.books, rest)


def _without_contradictions(scenario: Scenario) -> Scenario:
    """What is solved of a business: the middle of what varies, with accounts that stay."""
    if scenario.business is None:
        raise ArgumentError("business   is not stated")
    stays = _staying(with_values(scenario, {}))
    if found := stays.conflicts():
        raise ArgumentError("\n".join(f"{key(one.places[0])}   {one.words}" for one in found))
    return stays


def first_policy(scenario: Scenario) -> Policy:
    """The policy that a business has had until now: the first that it compares."""
    return policy_of(scenario.policies[0])

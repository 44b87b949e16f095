"""A business of which facts are drawn: what is stated is met in each run, as it is where they are numbers.

The market is solved along each range by itself, at a few values, and put together for what a run draws:
x(v) = x(m) + sum_i (x_i(v_i) - x(m)), with x_i linear between the values that are solved and m the middle of all. Of
quotes q, what is put together is (q + u) / p, with u what a unit is worth beyond what others give and p its price: the
pie that a stated price leaves others is nearly the same whatever is stated of replacing the vendor or of the price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.business.books import books_of, rounded
from equipoise.sim.business.quotes import LEAST_RIGID, MOST_RIGID
from equipoise.sim.business.rest import LEAST_BOUGHT, LEAST_ROOM
from equipoise.sim.business.terms import ceilings, floors
from equipoise.sim.business.translation import Rest, bound_of, translated, unique_of
from equipoise.sim.ranges import is_whole, owner_of, with_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.business.books import Books
    from equipoise.sim.scenario import Scenario

BETWEEN = (0.5, 1.0)
"""Where a range is solved, on each side of its middle: parts of the way to its end."""


class Curve(NamedTuple):
    """What is at rest along one range: its middle, the values that are solved, ascending, and a row for each."""

    middle: float
    values: NDArray[np.float64]
    rows: NDArray[np.float64]

    def at(self, value: float) -> NDArray[np.float64]:
        """What is at rest at a value, linear between those that are solved."""
        k = min(max(int(np.searchsorted(self.values, value)) - 1, 0), len(self.values) - 2)
        first, last = self.values[k : k + 2]
        part = (value - first) / (last - first)
        row: NDArray[np.float64] = (1.0 - part) * self.rows[k] + part * self.rows[k + 1]
        return row


class Market(NamedTuple):
    """A business's market at the middle of what varies, with the row of that, and along each range."""

    books: Books
    rest: Rest
    row: NDArray[np.float64]
    curves: dict[str, Curve]

    def with_drawn(self, scenario: Scenario, drawn: Mapping[str, float]) -> Scenario:
        """Write a run's scenario in the engine's units, of which those of money and volume are the same in all runs."""
        one, books, rest = with_values(scenario, drawn), self.books, self.rest
        business = one.business
        assert business is not None  # noqa: S101 - there is a market of businesses alone
        curves = {key: curve for key, curve in self.curves.items() if drawn.get(key, curve.middle) != curve.middle}
        if curves:
            own = books_of(one, business)
            row = self.row + sum(curve.at(drawn[key]) - self.row for key, curve in curves.items())
            rest, grown = _rest(one, own, rest, row), own.money / books.money
            books = own._replace(money=books.money, shares=tuple(grown * share for share in own.shares))
        return translated(one, business, books, rest)

    def moved(self, scenario: Scenario, books: Books, rest: Rest) -> Market:
        """The market of the same business with another number, of which the middle is solved.

        Along each range that is left it moves as it did, but for the unit of its money.
        """
        row = _row(with_values(scenario, {}), books, rest, books.money)
        units = np.ones(len(row))
        units[_IN_MONEY] = self.books.money / books.money
        curves = {
            key: curve._replace(rows=row + units * (curve.rows - self.row))
            for key, curve in self.curves.items()
            if key in scenario.drawn_keys
        }
        return Market(books, rest, row, curves)

    def blended(self, others: Sequence[Market], weights: Sequence[float]) -> Market:
        """The same at its middle, and along each range between some others, which have its middle too."""
        curves = {
            key: curve._replace(rows=sum(
                (weight * one.curves[key].rows for one, weight in zip(others, weights, strict=True)),
                np.zeros_like(curve.rows),
            ))
            for key, curve in self.curves.items()
        }  # fmt: skip
        return self._replace(curves=curves)


def market_of(scenario: Scenario, solved: Iterable[tuple[Books, Rest]]) -> Market:
    """Put together what is solved of each of a scenario's :func:`points_of`, in their order."""
    found = iter(solved)
    books, rest = next(found)

    def row(there: Scenario) -> NDArray[np.float64]:
        return _row(there, *next(found), books.money)

    curves = {
        key: Curve(middle, np.array([*points]), np.array([row(there) for there in points.values()]))
        for key, middle, points in _along_ranges(scenario)
    }
    return Market(books, rest, _row(with_values(scenario, {}), books, rest, books.money), curves)


def points_of(scenario: Scenario) -> Iterator[Scenario]:
    """Say of what a market is solved: the middle of all that varies, and values along each range."""
    yield scenario
    for _, _, points in _along_ranges(scenario):
        yield from points.values()


def _along_ranges(scenario: Scenario) -> Iterator[tuple[str, float, dict[float, Scenario]]]:
    """Each range of some width: its key, its middle, and the values that are solved, ascending."""
    certain = with_values(scenario, {})
    for one in scenario.varying:
        owner = owner_of(scenario, one.key)
        assert owner is not None  # noqa: S101 - what varies are numbers of the scenario
        stands = float(getattr(*owner))
        values = {stands, *(stands + part * (end - stands) for end in one.ends for part in BETWEEN)}
        ascending = sorted({float(round(value)) for value in values} if is_whole(type(owner[0]), owner[1]) else values)
        if len(ascending) > 1:
            yield one.key, stands, {value: with_values(certain, {one.key: value}) for value in ascending}


_IN_MONEY = slice(-4, -2)
"""Which of a row are amounts of money a round."""


def _row(scenario: Scenario, books: Books, rest: Rest, money: float) -> NDArray[np.float64]:
    """What is put together, in a row; ``money`` is what 1 of the engine's is in all runs."""
    unique = [unique_of(scenario, books, k) for k in range(len(books.prices))]
    return np.array([
        *((quote + u) / price for quote, u, price in zip(rest.quotes, unique, books.prices, strict=True)),
        *rest.bought,
        *rest.commitments,
        *rest.supports,
        *(1.0 / MOST_RIGID if one is None else 1.0 / one for one in rest.rigidities),  # by which more is bound
        rest.fixed_cost * books.money / money,
        rest.served * books.money / money,
        rest.room,
        rest.win_hazard,
    ])  # fmt: skip


def _rest(one: Scenario, books: Books, usual: Rest, row: NDArray[np.float64]) -> Rest:
    """Read a row again; what is stated is as it is stated."""
    n, accounts = len(books.prices), one.accounts
    quoted, bought, commitments, supports, bind = (row[k * n : (k + 1) * n] for k in range(5))
    fixed_cost, served, room, win_hazard = row[5 * n :].tolist()
    quotes = [price * of_price - unique_of(one, books, k) for k, (price, of_price) in enumerate(
        zip(books.prices, quoted.tolist(), strict=True))]  # fmt: skip
    bounds = [bound_of(account) for account in accounts]
    return Rest(
        tuple(map(rounded, np.clip(quotes, floors(one, books), ceilings(one)).tolist())),
        tuple(map(rounded, np.clip(bought, LEAST_BOUGHT, 1.0).tolist())),
        tuple(at if bound is None else bound for at, bound in zip(
            np.clip(commitments, 0.0, 1.0).tolist(), bounds, strict=True)),
        tuple(stated if known else at for at, stated, known in zip(
            np.maximum(supports, 0.0).tolist(), books.supports, books.support_is_stated, strict=True)),
        tuple(None if before is None else rounded(1.0 / at) for before, at in zip(
            usual.rigidities, np.clip(bind, 1.0 / MOST_RIGID, 1.0 / LEAST_RIGID).tolist(), strict=True)),
        max(rounded(fixed_cost), 0.0),
        max(rounded(served), 0.0),
        min(max(rounded(room), LEAST_ROOM), 1.0),
        usual.price_moves,
        min(max(rounded(win_hazard), 0.0), 1.0),
    )  # fmt: skip

"""A vendor's books and portfolio, round by round: what every figure is made of, for both panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from equipoise.sim.business.played import played_with
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.parameters import parameter_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from equipoise.sim.rows import Rows
    from equipoise.sim.scenario import Scenario


def ratio(above: ArrayLike, below: ArrayLike) -> NDArray[np.float64]:
    """One figure over another, NaN where the other is not above zero."""
    above, below = np.asarray(above, np.float64), np.asarray(below, np.float64)
    shape = np.broadcast_shapes(above.shape, below.shape)
    result: NDArray[np.float64] = np.divide(above, below, out=np.full(shape, np.nan), where=below > 0.0)
    return result


class Books:
    """Rows and vendor of some runs after every round, and sums over the accounts that were served."""

    def __init__(
        self, scenario: Scenario, drawn: NDArray[np.float64], rows: NDArray[np.void], vendor: NDArray[np.void]
    ) -> None:
        self.rows, self.vendor = rows, vendor  # of shape (n, rounds, slots) and (n, rounds)
        self.params = parameters_of(scenario, drawn)  # a row for all runs, or a row a run where some are drawn
        self.served: NDArray[np.bool_] = rows["active"] > 0.0  # in the round, to its end if it ended
        self.ended: NDArray[np.bool_] = self.served & (rows["cause"] > 0.0)
        self.last = self.ended.copy()  # whether it was served for the last time: it ended, or the run did
        if rows.shape[1]:
            self.last[:, -1] |= self.served[:, -1]

    def of_the_run(self, name: str) -> NDArray[np.float64]:
        """A parameter, of shape (n or 1, 1, 1): what it was in each run."""
        values: NDArray[np.float64] = self.params[name][:, None, None]
        return values

    def params_at(self, run: NDArray[np.int64]) -> Rows:
        """The parameters of some runs by their place: a row for each of them, or one for all."""
        return self.params if len(self.params) == 1 else self.params[run].view(np.recarray)

    def column(self, name: str) -> NDArray[np.float64]:
        """A column of the rows, or one that follows from them; 0 where nobody was served."""
        values = LINES[name](self) if name in LINES else self.rows[name]
        return np.where(self.served, values, 0.0)

    def sum(self, name: str) -> NDArray[np.float64]:
        """Sum of a column over the accounts served in a round."""
        total: NDArray[np.float64] = self.column(name).sum(axis=-1)
        return total

    def mean(self, name: str, weight: str = "one") -> NDArray[np.float64]:
        """Mean of a column over the accounts served in a round, weighted by another; NaN without any."""
        weights = self.column(weight)
        return ratio((self.column(name) * weights).sum(axis=-1), weights.sum(axis=-1))


def parameters_of(scenario: Scenario, drawn: NDArray[np.float64]) -> Rows:
    """The parameters that runs were played with: one row for all of them, or a row a run where some are drawn."""
    if not scenario.varies or not len(drawn):
        return parameter_row(played_with(scenario, [])[0].parameters)
    each = [dict(zip(scenario.drawn_keys, values, strict=True)) for values in drawn.tolist()]
    rows = np.concatenate([parameter_row(played.parameters) for played in played_with(scenario, each)])
    return rows.view(np.recarray)


def _selling_cost(books: Books) -> NDArray[np.float64]:
    """A relationship that ended at the table or over a demand did not trade, and cost no selling."""
    traded = books.rows["cost_to_serve"] > books.rows["relationship_cost"]
    return np.where(traded, books.of_the_run("selling_cost"), 0.0)


LINES: dict[str, Callable[[Books], Any]] = {
    "one": lambda b: np.ones_like(b.rows["active"]),
    "units": lambda b: b.rows["bought"] * b.rows["volume"],
    "elsewhere": lambda b: (1.0 - b.rows["bought"]) * b.rows["volume"],
    "support_cost": lambda b: b.rows["bought"] * b.rows["volume"] * b.rows["support"],
    "selling_cost": _selling_cost,
    "receivables": lambda b: b.of_the_run("receivables") * b.rows["revenue"],
    "profit": lambda b: b.rows["contribution"] - b.rows["fixed_cost"],
    "referral_value": lambda b: b.rows["referrals"] * b.vendor["win_worth"][..., None],
    "flagged": lambda b: b.rows["red_flags"] > 0.0,
    "demands": lambda b: b.rows["asked"] > 0.0,
    "negotiated": lambda b: b.rows["exchanges"] >= 0.0,
    "offers": lambda b: np.maximum(b.rows["exchanges"], 0.0),
    "reorganisations": lambda b: b.rows["reorganised"] == np.arange(b.rows.shape[1])[:, None],
    "charters": lambda b: b.rows["charter"],
    "joint_dependence": lambda b: b.rows["dependence_vendor"] + b.rows["dependence_account"],
}
"""Lines of the books that follow from a row: each gives its values for all slots, served or not."""


class Figure(NamedTuple):
    """One declared column of a panel."""

    name: str  # as documented to users
    unit: str
    meaning: str
    of: Callable[[Books], Any]  # from the books to its values, of shape (n, rounds)


def total(name: str) -> Callable[[Books], Any]:
    """A figure that is the sum of a column over the accounts served."""
    return lambda books: books.sum(name)


def average(name: str, weight: str = "one") -> Callable[[Books], Any]:
    """A figure that is the mean of a column over the accounts served."""
    return lambda books: books.mean(name, weight)


def kept(name: str) -> Callable[[Books], Any]:
    """A figure that the vendor's row holds."""
    return lambda books: books.vendor[name]


def operating_profit(books: Books) -> NDArray[np.float64]:
    """Contribution less fixed cost and the cost of winning accounts."""
    vendor = books.vendor
    profit: NDArray[np.float64] = vendor["contribution"] - vendor["fixed_cost"] - vendor["winning_cost"]
    return profit


def losses(books: Books) -> NDArray[np.int64]:
    """Accounts lost so far, for whatever cause."""
    return np.cumsum(books.ended.sum(axis=-1), axis=-1)


def cells(values: ArrayLike, shape: tuple[int, ...]) -> pl.Series:
    """Values as a table's column, empty where they do not exist."""
    return pl.Series(np.ascontiguousarray(np.broadcast_to(values, shape)).reshape(-1), nan_to_null=True)


def year(rounds: int) -> NDArray[np.int64]:
    """Year of every round, from 1."""
    return np.arange(rounds) // ROUNDS_A_YEAR + 1


def top_share(books: Books) -> NDArray[np.float64]:
    """Share of the largest account in revenue; 0 without revenue."""
    shares: NDArray[np.float64] = books.column("revenue_share").max(axis=-1, initial=0.0)
    return shares

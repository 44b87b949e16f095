"""What a round of a relationship is besides its row: its fate, its place in the portfolio, and what it has come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.rules.red_flags import AWAY, ELSEWHERE, GOALS_MISSED, LOW_RETURN, REORGANISED
from equipoise.sim.tables.books import Books, losses, operating_profit, ratio, top_share, year

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


class Spells:
    """Rounds of relationships, and sums over the rounds of each."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.run, self.t, self.slot = np.nonzero(books.served)  # of each round served, in this order
        self.rows = books.rows[self.run, self.t, self.slot]
        self.first: NDArray[np.int64] = np.maximum(self.rows["start"], 0.0).astype(np.int64)  # of the run
        rounds = books.rows.shape[1]
        last = np.where(books.last, np.arange(rounds)[:, None], rounds)
        until = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
        self.last: NDArray[np.int64] = until[self.run, self.t, self.slot]

    def __call__(self, name: str) -> NDArray[np.float64]:
        """A column of the books (see :meth:`Books.column`), a value a round served."""
        return self.books.column(name)[self.run, self.t, self.slot]

    def vendor(self, values: NDArray[Any]) -> NDArray[Any]:
        """A figure of the vendor's, of shape (n, rounds), a value a round served."""
        return values[self.run, self.t]

    def so_far(self, name: str) -> NDArray[np.float64]:
        """Sum of a column over the rounds of the relationship, this one included."""
        return self._until(name, self.t)

    def to_come(self, name: str) -> NDArray[np.float64]:
        """Sum of a column over the rounds of the relationship that follow, as far as the run goes."""
        return self._until(name, self.last) - self._until(name, self.t)

    def _until(self, name: str, t: NDArray[np.int64]) -> NDArray[np.float64]:
        sums = np.cumsum(self.books.column(name), axis=1)
        before = np.where(self.first > 0, sums[self.run, np.maximum(self.first - 1, 0), self.slot], 0.0)
        return sums[self.run, t, self.slot] - before

    def change(self, name: str) -> NDArray[np.float64]:
        """Change of a column on the relationship's round before; empty in its first."""
        before = self.books.column(name)[self.run, np.maximum(self.t - 1, 0), self.slot]
        return np.where(self.t > self.first, self(name) - before, np.nan)


class Detail(NamedTuple):
    """One declared column of the panel that follows from rows."""

    name: str  # as documented to users
    unit: str
    meaning: str
    of: Callable[[Spells], Any]  # from the rounds of relationships to a value each


def _flag(bit: int) -> Callable[[Spells], Any]:
    return lambda s: (s.rows["red_flags"].astype(np.int64) & bit) // bit


def _count(name: str) -> Callable[[Spells], Any]:
    return lambda s: np.rint(s.so_far(name)).astype(np.int64)


def _held_in_a_year(s: Spells) -> NDArray[np.float64]:
    then = s.t + ROUNDS_A_YEAR
    ended = s.books.ended[s.run, s.last, s.slot]
    held = (s.last > then) | ((s.last == then) & ~ended)
    known = (then < s.books.rows.shape[1]) & (s.rows["cause"] == 0.0)
    return np.where(known, held.astype(np.float64), np.nan)


def _rank(s: Spells) -> NDArray[np.int64]:
    revenue = np.where(s.books.served, s.books.rows["revenue"], -np.inf)
    order = np.argsort(-revenue, axis=-1, kind="stable")
    rank: NDArray[np.int64] = np.argsort(order, axis=-1, kind="stable")[s.run, s.t, s.slot] + 1
    return rank


def _since_reorganised(s: Spells) -> NDArray[np.float64]:
    at = s.rows["reorganised"]
    return np.where(at >= 0.0, s.t - at, np.nan)


def _contract_age(s: Spells) -> NDArray[np.float64]:
    in_force = (s.rows["contract"] > 0.0) & (s.rows["away"] == 0.0)
    return np.where(in_force, s.t - s.rows["signed"], np.nan)


_TIME = (
    Detail("slot", "count", "Slot of the account, from 0.", lambda s: s.slot),
    Detail("year", "year", "Year of the run, from 1; four rounds each.", lambda s: year(s.books.rows.shape[1])[s.t]),
    Detail("quarter", "quarter", "Quarter of the year, 1 to 4.", lambda s: s.t % 4 + 1),
)
_FATE = (
    Detail("ended", "0 or 1", "The relationship ended in this round: the event of a hazard model.",
           lambda s: (s.rows["cause"] > 0.0).astype(np.int64)),
    Detail("held_next_round", "0 or 1", "It is still held after this round.",
           lambda s: (s.rows["cause"] == 0.0).astype(np.int64)),
    Detail("held_in_a_year", "0 or 1", "It is still held four rounds after this one; empty where the run is over by "
           "then, or it ended in this round.", _held_in_a_year),
    Detail("rounds_to_come", "rounds", "Rounds served after this one, as far as the run goes.", lambda s: s.last - s.t),
    Detail("censored", "0 or 1", "It is still held when the run is over, so that its length is not known.",
           lambda s: (~s.books.ended[s.run, s.last, s.slot]).astype(np.int64)),
)  # fmt: skip
_CONTRACT = (
    Detail("contract_age", "rounds", "Rounds since the contract in force was signed; empty without one.",
           _contract_age),
    Detail("negotiated", "0 or 1", "The two negotiated in this round.", lambda s: s("negotiated").astype(np.int64)),
    Detail("reorganised", "0 or 1", "The account reorganised in this round.",
           lambda s: s("reorganisations").astype(np.int64)),
    Detail("rounds_since_reorganised", "rounds", "Rounds since its last reorganisation; empty if there was none.",
           _since_reorganised),
    Detail("price_change", "money/unit", "Price less that of the round before; empty in the first.",
           lambda s: s.change("price")),
    Detail("relative_price", "1", "Price over the expected price of the best alternative.",
           lambda s: ratio(s.rows["price"], s.rows["alternative"])),
    Detail("price_premium", "money/unit", "Price less the expected price of the best alternative.",
           lambda s: s.rows["price"] - s.rows["alternative"]),
)  # fmt: skip
_TRADE = (
    Detail("units", "units", "Volume bought from the vendor.", lambda s: s("units")),
    Detail("elsewhere", "units", "Volume wanted, and not bought from the vendor.", lambda s: s("elsewhere")),
    Detail("volume_growth", "1", "Growth of the wallet since the relationship began.",
           lambda s: ratio(s.rows["volume"], s.rows["base_volume"]) - 1.0),
    Detail("gross_margin", "1", "Gross margin over revenue; empty without revenue.",
           lambda s: ratio(s.rows["gross"], s.rows["revenue"])),
    Detail("contribution_margin", "1", "Contribution over revenue; empty without revenue.",
           lambda s: ratio(s.rows["contribution"], s.rows["revenue"])),
    Detail("return_on_assets", "1/year", "Contribution, a year at this rate, over the assets tied up; empty without.",
           lambda s: ratio(s.rows["contribution"] * ROUNDS_A_YEAR, s.rows["assets"])),
    Detail("profit", "money", "Contribution less the account's share of fixed cost.", lambda s: s("profit")),
    Detail("support_cost", "money", "Cost of the support in the contract.", lambda s: s("support_cost")),
    Detail("selling_cost", "money", "Fixed cost of selling to the account.", lambda s: s("selling_cost")),
    Detail("receivables", "money", "What the account owes at the end of the round: trade credit.",
           lambda s: s("receivables")),
    Detail("dedicated_assets", "money", "Capacity dedicated to the account: assets less receivables.",
           lambda s: s("assets") - s("receivables")),
    Detail("rank", "rank", "Rank of the account by revenue in the round; 1 is the largest.", _rank),
    Detail("joint_dependence", "1", "D_v + D_b (Emerson).", lambda s: s("joint_dependence")),
    Detail("dependence_asymmetry", "1", "D_v - D_b: above 0, the vendor depends more.",
           lambda s: s.rows["dependence_vendor"] - s.rows["dependence_account"]),
    Detail("level_gap", "levels", "Level as the vendor sees it, less the account's own view.",
           lambda s: s.rows["level_seen"] - s.rows["level"]),
    Detail("referral_value", "money", "Referrals of the round, each at the worth of a typical win.",
           lambda s: s("referral_value")),
)  # fmt: skip
_FLAGS = (
    Detail("flag_elsewhere", "0 or 1", "Red flag: business goes elsewhere.", _flag(ELSEWHERE)),
    Detail("flag_reorganised", "0 or 1", "Red flag: the account reorganised lately.", _flag(REORGANISED)),
    Detail("flag_low_return", "0 or 1", "Red flag: a side sees no return.", _flag(LOW_RETURN)),
    Detail("flag_goals_missed", "0 or 1", "Red flag: goals were missed.", _flag(GOALS_MISSED)),
    Detail("flag_away", "0 or 1", "Red flag: the account is away after a breakdown.", _flag(AWAY)),
)
_SUMS = {
    "revenue": ("money", "Revenue"),
    "units": ("units", "Volume bought"),
    "elsewhere": ("units", "Volume wanted, and not bought from the vendor"),
    "gross": ("money", "Gross margin"),
    "contribution": ("money", "Contribution (lifetime value)"),
    "profit": ("money", "Contribution less the account's share of fixed cost"),
    "cost_to_serve": ("money", "Cost to serve"),
    "asked": ("money", "Worth of what was demanded"),
    "granted": ("money", "Worth of what was granted"),
    "free_support": ("money", "Free support"),
    "account_surplus": ("money", "The account's gain against buying elsewhere"),
    "referrals": ("accounts", "Referrals"),
    "referral_value": ("money", "Referral value"),
}
_COUNTS = {
    "demands": ("count", "Demands"),
    "negotiated": ("count", "Negotiations"),
    "offers": ("exchanges", "Exchanges of offers"),
    "reorganisations": ("count", "Reorganisations"),
    "flagged": ("rounds", "Rounds with a red flag up"),
    "charters": ("rounds", "Rounds under a charter"),
}


def _so_far(name: str) -> Callable[[Spells], Any]:
    return lambda s: s.so_far(name)


_TOTALS = (
    *(Detail(f"{name}_so_far", unit, f"{meaning}, summed over the relationship so far.", _so_far(name))
      for name, (unit, meaning) in _SUMS.items()),
    *(Detail(f"{name}_so_far", unit, f"{meaning} in the relationship so far.", _count(name))
      for name, (unit, meaning) in _COUNTS.items()),
    Detail("contribution_to_come", "money", "Contribution of the rounds that follow, as far as the run goes.",
           lambda s: s.to_come("contribution")),
)  # fmt: skip


def _of_vendor(name: str) -> Callable[[Spells], Any]:
    return lambda s: s.vendor(s.books.vendor[name])


def _sum_of_vendor(name: str) -> Callable[[Spells], Any]:
    return lambda s: s.vendor(s.books.sum(name))


_VENDOR = (
    Detail("vendor_accounts", "accounts", "Accounts that the vendor served in the round.",
           lambda s: s.vendor(s.books.served.sum(axis=-1))),
    Detail("vendor_wins", "accounts", "Accounts won so far.",
           lambda s: s.vendor(s.books.vendor["wins"]).astype(np.int64)),
    Detail("vendor_losses", "accounts", "The vendor's relationships that ended so far.",
           lambda s: s.vendor(losses(s.books))),
    Detail("top_share", "1", "Share of the vendor's largest account in its revenue.",
           lambda s: s.vendor(top_share(s.books))),
    Detail("vendor_revenue", "money", "The vendor's revenue of the round.", _of_vendor("revenue")),
    Detail("vendor_gross", "money", "Its gross margin.", _sum_of_vendor("gross")),
    Detail("vendor_cost_to_serve", "money", "Its cost to serve.", _sum_of_vendor("cost_to_serve")),
    Detail("vendor_selling_cost", "money", "Its selling cost.", _sum_of_vendor("selling_cost")),
    Detail("vendor_contribution", "money", "Its contribution.", _of_vendor("contribution")),
    Detail("vendor_fixed_cost", "money", "Its fixed cost.", _of_vendor("fixed_cost")),
    Detail("vendor_winning_cost", "money", "What it spent on winning accounts.", _of_vendor("winning_cost")),
    Detail("vendor_operating_profit", "money", "Its contribution less fixed cost and winning cost.",
           lambda s: s.vendor(operating_profit(s.books))),
    Detail("vendor_paid_out", "money", "What it paid to its owners.", _of_vendor("paid_out")),
    Detail("vendor_assets", "money", "Assets that it ties up by serving accounts.", _sum_of_vendor("assets")),
    Detail("credibility", "1", "Credibility lent to it by references.", _of_vendor("credibility")),
    Detail("alternative", "money/unit", "Expected price of its best alternative, p_alt.",
           lambda s: s.rows["alternative"]),
    Detail("insolvent", "0 or 1", "Its cash has run out by then.",
           lambda s: s.vendor(s.books.vendor["insolvent"]).astype(np.int64)),
    Detail("rivals", "vendors", "Rivals that quote to it each round.",
           lambda s: s.rows["rivals"].astype(np.int64)),
    Detail("unit_cost", "money/unit", "The vendor's cost of a unit without support.",
           lambda s: s.rows["unit_cost"]),
)  # fmt: skip

DETAILS = (*_TIME, *_FATE, *_CONTRACT, *_TRADE, *_FLAGS, *_TOTALS, *_VENDOR)
"""Columns of the panel that follow from rows, in their order."""

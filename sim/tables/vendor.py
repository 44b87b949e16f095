"""A row a vendor and round: its books, its portfolio, and what its relationships are like on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.tables.books import (
    Books,
    Figure,
    average,
    cells,
    kept,
    losses,
    operating_profit,
    ratio,
    top_share,
    total,
    year,
)
from equipoise.sim.tables.naming import RUN_HEAD, run_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.scenario import Scenario


def _growth(books: Books) -> NDArray[np.float64]:
    revenue = books.vendor["revenue"]
    grown = np.full(revenue.shape, np.nan)
    grown[:, 1:] = ratio(revenue[:, 1:], revenue[:, :-1]) - 1.0
    return grown


def _won(books: Books) -> NDArray[np.int64]:
    return np.diff(books.vendor["wins"], axis=-1, prepend=0.0).astype(np.int64)


_TIME = (
    Figure("round", "round", "Round, from 0.", lambda b: np.arange(b.rows.shape[1])),
    Figure("year", "year", "Year, from 1; four rounds each.", lambda b: year(b.rows.shape[1])),
    Figure("quarter", "quarter", "Quarter of the year, 1 to 4.", lambda b: np.arange(b.rows.shape[1]) % 4 + 1),
)
_PORTFOLIO = (
    Figure("accounts", "accounts", "Accounts served in the round.", lambda b: b.served.sum(axis=-1)),
    Figure(
        "own_accounts",
        "accounts",
        "Of these, the scenario's own.",
        lambda b: b.sum("joined_at_start").astype(np.int64),
    ),
    Figure("won", "accounts", "Accounts won in the round.", _won),
    Figure("lost", "accounts", "Relationships that ended in the round.", lambda b: b.ended.sum(axis=-1)),
    Figure("wins", "accounts", "Accounts won so far.", lambda b: b.vendor["wins"].astype(np.int64)),
    Figure("losses", "accounts", "Relationships that ended so far.", losses),
    Figure("concentration", "1", "Customer concentration of revenue (Herfindahl index); 0 without revenue.",
           kept("concentration")),
    Figure("top_share", "1", "Share of the largest account in revenue; 0 without revenue.", top_share),
    Figure("effective_accounts", "accounts", "1 over the Herfindahl index: equal accounts as concentrated as these.",
           lambda b: ratio(1.0, b.vendor["concentration"])),
    Figure("wallet", "units", "Volume that the accounts served want.", total("volume")),
    Figure("units", "units", "Volume that they bought from the vendor.", total("units")),
    Figure("share_of_wallet", "1", "Units over wallet.", lambda b: ratio(b.sum("units"), b.sum("volume"))),
)  # fmt: skip
_BOOKS = (
    Figure("revenue", "money", "Revenue.", kept("revenue")),
    Figure("gross", "money", "Revenue less cost of goods.", total("gross")),
    Figure("support_cost", "money", "Cost of the support in contracts.", total("support_cost")),
    Figure("selling_cost", "money", "Fixed cost of selling to the accounts that traded.", total("selling_cost")),
    Figure("relationship_cost", "money", "Focus, channel, team, sponsor and survey.", total("relationship_cost")),
    Figure("cost_to_serve", "money", "Support, selling, relationship cost and rigidity.", total("cost_to_serve")),
    Figure("asked", "money", "Worth of the free products and support demanded.", total("asked")),
    Figure("granted", "money", "Worth of what was given.", total("granted")),
    Figure("free_support", "money", "Granted demands, and support beyond its efficient level.",
           total("free_support")),
    Figure("contribution", "money", "Gross margin less cost to serve and granted demands.",
           kept("contribution")),
    Figure("fixed_cost", "money", "Fixed cost; none once cash has run out.", kept("fixed_cost")),
    Figure("winning_cost", "money", "Spent on winning accounts.", kept("winning_cost")),
    Figure("operating_profit", "money", "Contribution less fixed cost and winning cost.", operating_profit),
    Figure("overheads", "money", "Selling, general and administrative cost: gross margin less operating profit.",
           lambda b: b.sum("gross") - operating_profit(b)),
    Figure("paid_out", "money", "Paid to owners.", kept("paid_out")),
    Figure("cash", "money", "Cash at the end of the round.", kept("cash")),
    Figure("receivables", "money", "What accounts owe at the end of the round: trade credit.", total("receivables")),
    Figure("assets", "money", "Assets tied up by accounts: receivables and dedicated capacity.", total("assets")),
    Figure("account_surplus", "money", "What the accounts gain against buying elsewhere.",
           total("account_surplus")),
    Figure("segment_revenue", "money", "Revenue from opened segments.", kept("segment_revenue")),
    Figure("profit_so_far", "money", "Operating profit of all rounds so far.",
           lambda b: np.cumsum(operating_profit(b), axis=-1)),
)  # fmt: skip
_RATIOS = (
    Figure("gross_margin", "1", "Gross margin over revenue.", lambda b: ratio(b.sum("gross"), b.vendor["revenue"])),
    Figure("contribution_margin", "1", "Contribution over revenue.",
           lambda b: ratio(b.vendor["contribution"], b.vendor["revenue"])),
    Figure("selling_per_sale", "1", "Selling cost over revenue.",
           lambda b: ratio(b.sum("selling_cost"), b.vendor["revenue"])),
    Figure("service_per_sale", "1", "Cost to serve over revenue.",
           lambda b: ratio(b.sum("cost_to_serve"), b.vendor["revenue"])),
    Figure("overheads_per_sale", "1", "Overheads over revenue (SG&A per sale).",
           lambda b: ratio(b.sum("gross") - operating_profit(b), b.vendor["revenue"])),
    Figure("return_on_sales", "1", "Operating profit over revenue.",
           lambda b: ratio(operating_profit(b), b.vendor["revenue"])),
    Figure("return_on_assets", "1/year", "Operating profit, a year at this rate, over assets.",
           lambda b: ratio(operating_profit(b) * ROUNDS_A_YEAR, b.sum("assets"))),
    Figure("asset_turnover", "1/year", "Revenue, a year at this rate, over assets.",
           lambda b: ratio(b.vendor["revenue"] * ROUNDS_A_YEAR, b.sum("assets"))),
    Figure("revenue_growth", "1", "Growth of revenue on the round before.", _growth),
)  # fmt: skip
_MARKET = (
    Figure("price", "money/unit", "Mean price, by volume.", lambda b: ratio(b.vendor["revenue"], b.sum("units"))),
    Figure("alternative", "money/unit", "Expected price of the best alternative, p_alt.",
           kept("alternative")),
    Figure("relative_price", "1", "Mean price over the price of the best alternative.",
           lambda b: ratio(ratio(b.vendor["revenue"], b.sum("units")), b.vendor["alternative"])),
    Figure("credibility", "1", "Credibility lent by references that are held and shown.",
           kept("credibility")),
    Figure("referrals", "accounts", "Accounts won in the round thanks to references, expected.",
           total("referrals")),
    Figure("win_worth", "money", "Worth of a typical win, net of its cost.", kept("win_worth")),
)  # fmt: skip
_AVERAGED = {
    "tenure": ("rounds", "Rounds served before this one"),
    "dependence_vendor": ("1", "The vendor's dependence on an account, D_v"),
    "dependence_account": ("1", "An account's dependence on the vendor, D_b"),
    "level": ("level", "Level on the Buy-Sell Hierarchy, as accounts see it"),
    "commitment": ("share of wallet", "Share of the wallet bound by contract"),
    "channel": ("1", "The communication channel, h"),
    "lock_in": ("1", "How far an account is locked in, z"),
    "unique": ("money/unit", "Unique contribution u"),
    "belief": ("probability", "An account's belief that the vendor depends on it"),
    "orientation": ("1", "How far an account wants a long-term win-win (hidden from the vendor)"),
    "charter": ("1", "Share under a charter"),
    "flagged": ("1", "Share with a red flag up"),
}
_MEANS = [
    Figure(f"mean_{name}", unit, f"{meaning}; mean over the accounts served.", average(name))
    for name, (unit, meaning) in _AVERAGED.items()
]
_WEIGHTED = [
    Figure(
        f"weighted_{name}",
        _AVERAGED[name][0],
        f"{_AVERAGED[name][1]}; mean by revenue.",
        average(name, "revenue"),
    )
    for name in ("tenure", "dependence_vendor", "dependence_account", "level")
]
_FATE = (
    Figure("failed", "0 or 1", "The go-to-market has failed by then.", lambda b: b.vendor["failed"].astype(np.int64)),
    Figure("insolvent", "0 or 1", "Cash has run out by then; every relationship ended.",
           lambda b: b.vendor["insolvent"].astype(np.int64)),
)  # fmt: skip
_FIXED = (
    Figure("slots", "accounts", "Slots for accounts.", lambda b: b.rows.shape[2]),
    Figure("rivals", "vendors", "Rivals that quote each round.",
           lambda b: b.of_the_run("rivals")[..., 0].astype(np.int64)),
    Figure("unit_cost", "money/unit", "The vendor's cost of a unit without support.",
           lambda b: b.of_the_run("unit_cost")[..., 0]),
)  # fmt: skip

_FIGURES = (*_TIME, *_PORTFOLIO, *_BOOKS, *_RATIOS, *_MARKET, *_MEANS, *_WEIGHTED, *_FATE, *_FIXED)
VENDOR_PANEL_COLUMNS = RUN_HEAD | {figure.name: (figure.unit, figure.meaning) for figure in _FIGURES}
"""Unit and meaning of every column of the vendors' panel."""


def vendor_panel_table(scenario: Scenario, policy: str, chunk: Chunk) -> pl.DataFrame:
    """A row a run and round."""
    books, shape = Books(scenario, chunk.drawn, chunk.panel, chunk.vendor), chunk.vendor.shape
    replication = np.repeat(chunk.runs["replication"], shape[1])
    table = run_columns(scenario, policy, replication)
    for figure in _FIGURES:
        table[figure.name] = cells(figure.of(books), shape)
    return pl.DataFrame(table).select(list(VENDOR_PANEL_COLUMNS))

"""A population of vendors that differ: what every regularity is looked for in, declared once.

A published regularity is one over firms, or over the relationships of many firms, and firms differ. Each vendor here is
a point of a Latin hypercube over the number and the sizes of its accounts, a few traits of its business and of its
market, and its policy, around the defaults; it is played once, with luck of its own. The ranges were set before any
regression was run: half of the default either way where nothing else is said. Nothing in here is fitted to a result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from equipoise.experiments.scales import between
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.tables import PANEL_COLUMNS, VENDOR_PANEL_COLUMNS, panel_table, vendor_panel_table
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

SEED = 20
ROUNDS = 40
VENDORS, QUICK_VENDORS = 1000, 300
PLACEBO_VENDORS = 300
"""Vendors that are played again with a mechanism off: the first ones of the population."""
POLICIES = ("transactional", "accommodating", "strategic")


class Axis(NamedTuple):
    """One way in which vendors differ."""

    # as documented to users; the column that holds a vendor's value
    name: str
    unit: str
    meaning: str
    # the range
    low: float
    high: float
    even: str = "value"  # on which scale the values are spread evenly: ``value``, ``logarithm`` or ``whole`` (numbers)
    key: str = ""  # the parameter that it sets; empty for those of the portfolio

    def at(self, share: float) -> float:
        """The value at a share of the range, in [0, 1)."""
        if self.even == "logarithm":
            return float(self.low * (self.high / self.low) ** share)  # other bits than `between` has
        if self.even == "whole":
            return float(np.floor(between(self.low, self.high + 1.0, share)))
        return between(self.low, self.high, float(share))


AXES = (
    Axis("trait_accounts", "accounts", "Accounts that the vendor begins with.", 2, 16, "whole"),
    Axis("trait_volume", "units", "Volume that they want together, at first.", 4.0, 16.0, "logarithm"),
    Axis("trait_spread", "1", "Spread (log) of their sizes.", 0.0, 1.2),
    Axis("trait_unit_cost", "money/unit", "Cost of a unit.", 0.6, 0.8, key="product.unit_cost"),
    Axis("trait_rivals", "vendors", "Rivals that quote.", 2, 6, "whole", "market.rivals"),
    Axis("trait_contribution", "money/unit", "Unique contribution at level 5.", 0.2, 0.6, key="hierarchy.contribution"),
    Axis("trait_switching_cost", "money/unit", "Cost of switching.", 0.75, 2.25, key="lock_in.switching_cost"),
    Axis(
        "trait_selling_cost", "money/round", "Cost of selling to an account.", 0.01, 0.03, key="portfolio.selling_cost"
    ),
    Axis("trait_fixed_cost", "1", "Fixed cost, over that of a vendor of its size.", 0.5, 1.5),
    Axis("trait_policy", "1", "Policy: 0 transactional, 1 accommodating, 2 strategic.", 0, 2, "whole"),
)
"""How vendors differ. A vendor's cash, reserve and fixed cost are in proportion to its volume, as the base scenario's
are to its eight units; new accounts are as large as its own; a fifth of its slots is still open, as there."""

REFERENCES = 0.3
"""Share of accounts that lend credibility: as much as a uniform draw from .1 to .9 says, whatever their size."""

IDENTITY = {
    "vendor": ("count", "Vendor of the population, from 0; the independent unit, by which errors are clustered."),
    "relationship": ("count", "Relationship, from 0 within the population."),
}
TRAITS = {axis.name: (axis.unit, axis.meaning) for axis in AXES}
USED = (
    *("policy", "account", "round", "year", "quarter", "slot", "tenure", "size", "orientation", "own_margin"),
    *("support_worth", "match", "reference", "joined_at_start", "price", "relative_price", "price_change", "support"),
    *("commitment", "channel", "lock_in", "level", "unique", "charter", "vendor_invested", "account_invested"),
    *("dependence_vendor", "dependence_account", "joint_dependence", "dependence_asymmetry", "revenue_share", "rank"),
    *("volume", "bought", "units", "revenue", "gross_margin", "contribution", "contribution_margin", "profit"),
    *("cost_to_serve", "account_surplus", "asked", "granted", "referrals", "referral_value", "referral_value_so_far"),
    *("contribution_so_far", "contract_age", "negotiated", "ended", "held_next_round", "held_in_a_year", "cause"),
    *("reorganised", "rounds_since_reorganised", "red_flags", "concentration", "alternative", "vendor_accounts"),
)
"""Columns of the panel that are kept of every relationship and round; a new regularity may add to them."""

RELATIONSHIP_ROUNDS = IDENTITY | {name: PANEL_COLUMNS[name] for name in USED} | TRAITS
VENDOR_ROUNDS = {"vendor": IDENTITY["vendor"]} | {
    name: entry for name, entry in VENDOR_PANEL_COLUMNS.items() if name not in {"scenario", "replication"}
} | TRAITS  # fmt: skip
"""Unit and meaning of the columns of both panels of the population."""


@dataclass(frozen=True)
class Population:
    """The vendors of a population, and what became of them."""

    vendors: int = VENDORS  # how many
    seed: int = SEED  # seed of the design and of the luck
    progress: Callable[[float], None] | None = None  # told of each vendor that has been played
    _played: dict[tuple[tuple[str, object], ...], Panels] = field(default_factory=dict, repr=False)

    def played(self, settings: Mapping[str, object] | None = None) -> Panels:
        """Play the vendors, or look up what came of it."""
        key = tuple(sorted((settings or {}).items()))
        if key not in self._played:
            self._played[key] = self._play(dict(key))
        return self._played[key]

    def same(self) -> Panels:
        """The vendors that are played with settings too, as they are.

        Both panels of the first ``PLACEBO_VENDORS`` vendors.
        """
        first = pl.col("vendor") < PLACEBO_VENDORS
        return Panels(*(panel.filter(first) for panel in self.played()))

    def _play(self, settings: dict[str, object]) -> Panels:
        points = design(self.vendors, self.seed)
        count = min(self.vendors, PLACEBO_VENDORS) if settings else self.vendors

        def play(number: int) -> Panels:
            scenario, policy = vendor(points[number], number, self.seed)
            scenario = with_settings(scenario, settings) if settings else scenario
            chunk = play_chunk(Arm(scenario, policy, self.seed, ROUNDS), [number], panel=True)
            what = (scenario, policy.name, chunk)
            traits = [pl.lit(value).alias(axis.name) for axis, value in zip(AXES, points[number], strict=True)]
            who = pl.lit(number, pl.Int64).alias("vendor")
            rounds = panel_table(*what).select(who, *USED, *traits)
            return Panels(rounds, vendor_panel_table(*what).select(who, pl.exclude("scenario", "replication"), *traits))

        relationships, books = [], []
        for played in in_order(play, range(count), cores(None)):
            relationships.append(played.relationships)
            books.append(played.vendors)
            if self.progress is not None:
                self.progress(1.0)
        rounds = pl.concat(relationships)
        numbered = rounds.with_columns(
            (pl.struct("vendor", "account").rank("dense") - 1).cast(pl.Int64).alias("relationship")
        )
        return Panels(numbered.select(list(RELATIONSHIP_ROUNDS)), pl.concat(books).select(list(VENDOR_ROUNDS)))


class Panels(NamedTuple):
    """What became of the vendors."""

    relationships: pl.DataFrame  # a row a relationship and round; columns as in ``RELATIONSHIP_ROUNDS``
    vendors: pl.DataFrame  # a row a vendor and round; columns as in ``VENDOR_ROUNDS``


@cache
def design(vendors: int, seed: int = SEED) -> NDArray[np.float64]:
    """The design: a Latin hypercube, the same at every call. Shape (vendors, axes): values of the axes."""
    from scipy.stats import qmc

    shares = qmc.LatinHypercube(len(AXES), rng=np.random.default_rng(seed)).random(vendors)
    return np.array([[axis.at(share) for axis, share in zip(AXES, point, strict=True)] for point in shares])


def vendor(point: Sequence[float], number: int, seed: int = SEED) -> tuple[Scenario, Policy]:
    """The vendor at a point of the design."""
    traits = dict(zip((axis.name for axis in AXES), point, strict=True))
    accounts, volume, spread = int(traits["trait_accounts"]), traits["trait_volume"], traits["trait_spread"]
    draws = np.random.default_rng([seed, number])
    sizes = np.exp(spread * draws.standard_normal(accounts))
    sizes *= volume / sizes.sum()
    lends = np.where(draws.random(accounts) < REFERENCES, draws.uniform(0.1, 0.9, accounts), 0.0)
    base = _base()
    scale = volume / _BASE_VOLUME
    settings: dict[str, object] = {
        "vendor.slots": accounts + max(round(accounts / 4), 1),
        "vendor.cash": base.parameters.vendor.cash * scale,
        "vendor.reserve": base.parameters.vendor.reserve * scale,
        "vendor.fixed_cost": base.parameters.vendor.fixed_cost * scale * traits["trait_fixed_cost"],
        "portfolio.typical_size": volume / accounts,
        "newcomers.size_spread": spread,
    }
    for axis in AXES:
        if axis.key:
            settings[axis.key] = int(traits[axis.name]) if axis.even == "whole" else traits[axis.name]
    named = [
        Account(name=f"account {k + 1}", size=float(size), reference=float(lent))
        for k, (size, lent) in enumerate(zip(sizes, lends, strict=True))
    ]
    scenario = with_settings(base.model_copy(update={"name": f"vendor {number}", "accounts": named}), settings)
    return scenario, _policies()[int(traits["trait_policy"])]


@cache
def _base() -> Scenario:
    return load_scenario("base")


@cache
def _policies() -> list[Policy]:
    return [load_policy(name) for name in POLICIES]


_BASE_VOLUME = 8.0
"""What the accounts of the base scenario want together."""

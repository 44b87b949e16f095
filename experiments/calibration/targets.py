"""Targets beside what comes out: the tables of docs/calibration.md.

Runs are exact repetitions, so the tables change only when the program does. Of all that stands in them, annual
survival and cost to serve alone were fitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.calibration.plays import PAIR, RUNS, Play, Table, estimate, play_all
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.outcomes import account_outcomes, run_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

YEAR, FIVE_YEARS, TEN_YEARS = 4, 20, 40
_SURE = 1.96
"""Half-width of a 95% interval in standard errors."""


def _alive(records: NDArray[np.void], rounds: int) -> NDArray[np.bool_]:
    alive: NDArray[np.bool_] = (records["cause"] == 0) | (records["rounds"] > rounds)
    return alive


def links() -> Table:
    """Survival of links within a year, and over five and ten years."""
    plays = [Play(policy) for policy in ("transactional", *PAIR)]
    plays += [Play(policy, "strategic-vendor") for policy in PAIR]
    rows = [["scenario", "policy", "survive a year", "alive after five years", "alive after ten"]]
    for chosen, chunk in zip(plays, play_all(plays), strict=True):
        year = chunk.runs["years_retained"] / chunk.runs["years_at_risk"]
        held = [_alive(chunk.named, rounds).mean(axis=1) for rounds in (FIVE_YEARS, TEN_YEARS)]
        rows.append([str(chosen.scenario), chosen.policy, *(estimate(values) for values in (year, *held))])
    return rows


_ALIKE: dict[str, object] = {
    "newcomers.own_margin_spread": 0.0, "newcomers.orientation_low": 0.5, "newcomers.orientation_high": 0.5,
    "product.support_worth_spread": 0.0, "switches.match": False,
}  # fmt: skip


def ages() -> Table:
    """Share of the relationships at the start of a year of their life that end in it."""
    plays = [Play("accommodating"), Play("strategic"), Play("accommodating", settings=_ALIKE)]
    plays.append(Play("accommodating", settings={**_ALIKE, "switches.commitment": False}))
    names = ["accommodating", "strategic", "accommodating, accounts all alike", "the same, without commitment"]
    years = (1, 2, 3, 4, 6, 8, 10)
    rows = [["hazard in year", *map(str, years)]]
    for name, chunk in zip(names, play_all(plays), strict=True):
        alive = [_alive(chunk.named, YEAR * year).sum(axis=1) for year in range(max(years) + 1)]
        alive[0] = np.full(RUNS, chunk.named.shape[1])
        rows.append([name, *(_hazard(alive[year - 1], alive[year]) for year in years)])
    return rows


def _hazard(before: NDArray[np.int64], after: NDArray[np.int64]) -> str:
    """Share of those before that are gone after, over all runs; its error is that of a ratio over runs."""
    hazard = 1.0 - after.sum() / before.sum()
    error = np.sqrt(np.sum((before - after - hazard * before) ** 2)) / before.sum()
    return f"{hazard:.3f} ± {_SURE * error:.3f}"


def _slopes(x: NDArray[np.float64], y: NDArray[np.float64], runs: NDArray[np.float64]) -> list[str]:
    """Slope at the mean of x, and the coefficient of its square, of y on x and x^2; errors clustered by run."""
    centred = x - x.mean()
    table = pl.DataFrame({"y": y, "x": centred, "square": centred**2, "run": runs})
    terms = least_squares(table, "y", ["x", "square"], cluster="run").terms
    return [f"{term.value:.3f} ({term.low:.3f} to {term.high:.3f})" for term in (terms["x"], terms["square"])]


def dependence() -> Table:
    """Contribution margin against the accounts' dependence: over relationships of a year or more, and over vendors."""
    rows = [["over", "policy", "slope at the mean", "coefficient of the square"]]
    plays = [Play(policy, relationships=True) for policy in PAIR]
    for chosen, chunk in zip(plays, play_all(plays), strict=True):
        rec = chunk.records[(chunk.records["rounds"] >= YEAR) & (chunk.records["revenue"] > 0)]
        depends, margin = rec["dependence_account"] / rec["rounds"], rec["contribution"] / rec["revenue"]
        rows.append(["relationships", chosen.policy, *_slopes(depends, margin, rec["replication"])])
        outcomes = run_outcomes(chunk)
        mean, sales = outcomes["dependence_account"], outcomes["operating_margin"]
        rows.append(["vendors (operating margin)", chosen.policy, *_slopes(mean, sales, chunk.runs["replication"])])
    return rows


def concentration() -> Table:
    """The same total volume in ever fewer accounts, which are not replaced."""
    base = Arm.of("base", settings={"vendor.slots": 16, "switches.acquisition": False}).scenario
    sizes = [[0.5] * 16, [1.0] * 8, [2.0] * 4, [4.0, *[1.0] * 4], [4.0] * 2, [8.0]]
    accounts = [[Account(name=f"account {k + 1}", size=size) for k, size in enumerate(chosen)] for chosen in sizes]
    plays = [Play("accommodating", base.model_copy(update={"accounts": chosen}), runs=1000) for chosen in accounts]
    rows = [["sizes", "concentration", "gross margin", "selling / sales", "contribution margin", "return on assets"]]
    for chosen, chunk in zip(sizes, play_all(plays), strict=True):
        outcomes = run_outcomes(chunk)
        sold = chunk.runs["revenue"] > 0
        selling = base.parameters.portfolio.selling_cost * chunk.runs["served"][sold] / chunk.runs["revenue"][sold]
        rows.append(
            [
                " + ".join(f"{chosen.count(size)} x {size:g}" for size in sorted(set(chosen), reverse=True)),
                estimate(outcomes["concentration"]),
                estimate(outcomes["gross_margin"]),
                estimate(selling, 4),
                estimate(outcomes["contribution_margin"]),
                estimate(outcomes["return_on_assets"]),
            ]
        )
    return rows


def tenure() -> Table:
    """Price paid by years of tenure, against the first year, over all relationships and within each."""
    plays = [Play(policy, runs=400, panel=True) for policy in PAIR]
    spans = ((4, 8), (8, 20), (20, 40))
    rows = [["price against the first year's", "policy", "second year", "third to fifth", "sixth to tenth"]]
    for chosen, chunk in zip(plays, play_all(plays), strict=True):
        served = (chunk.panel["active"] > 0) & (chunk.panel["revenue"] > 0)
        run, _, slot = np.nonzero(served)
        row = chunk.panel[served]
        _, which = np.unique(np.stack([run, slot, row["start"]]), axis=1, return_inverse=True)
        first = np.full(which.max() + 1, np.nan)
        first[which[row["tenure"] == 0]] = row["price"][row["tenure"] == 0]
        for name, price in (("all relationships", row["price"]), ("within relationships", row["price"] / first[which])):
            base = _by_run(price, run, row["tenure"] < YEAR, chosen.runs)
            changes = [
                _by_run(price, run, (row["tenure"] >= low) & (row["tenure"] < high), chosen.runs) / base - 1
                for low, high in spans
            ]
            rows.append([name, chosen.policy, *(estimate(100 * change, 1) + " %" for change in changes)])
    return rows


def _by_run(
    values: NDArray[np.float64], run: NDArray[np.int64], chosen: NDArray[np.bool_], runs: int
) -> NDArray[np.float64]:
    """Mean of the chosen values in each run; NaN where a run has none."""
    use = chosen & ~np.isnan(values)
    count = np.bincount(run[use], minlength=runs)
    total = np.bincount(run[use], weights=values[use], minlength=runs)
    means: NDArray[np.float64] = np.divide(total, count, out=np.full(runs, np.nan), where=count > 0)
    return means


def margins() -> Table:
    """Gross margin by the kind of business."""
    kinds: dict[str, dict[str, object]] = {
        "defaults": {},
        "12 rivals": {"market.rivals": 12},
        "no rival": {"market.rivals": 0},
        "unit cost .80": {"product.unit_cost": 0.8},
        "unit cost .35": {"product.unit_cost": 0.35},
    }
    rows = [["business", "gross margin", "contribution margin"]]
    chunks = play_all([Play("accommodating", settings=settings, runs=1000) for settings in kinds.values()])
    for name, chunk in zip(kinds, chunks, strict=True):
        outcomes = run_outcomes(chunk)
        rows.append([name, estimate(outcomes["gross_margin"]), estimate(outcomes["contribution_margin"])])
    return rows


def replacement() -> Table:
    """What the ratio of the cost of winning an account to that of keeping one changes, from 1 to 10."""
    rows = [["scenario", "ratio", "accounts won", "operating margin", "vendor's dependence", "fails", "lead in profit"]]
    plays = [
        Play(policy, scenario, {"portfolio.replace_ratio": ratio}, 1000)
        for scenario in ("base", "over-a-barrel")
        for ratio in (1.0, 2.0, 5.0, 10.0)
        for policy in PAIR
    ]
    chunks = play_all(plays)
    for chosen, giving_in, strategic in zip(plays[::2], chunks[::2], chunks[1::2], strict=True):
        ours, theirs = run_outcomes(giving_in), run_outcomes(strategic)
        depends = account_outcomes(giving_in, 0)["dependence_vendor"]
        row = (ours["wins"], ours["operating_margin"], depends, ours["gtm_failure"], theirs["profit"] - ours["profit"])
        ratio = chosen.settings["portfolio.replace_ratio"]
        rows.append([str(chosen.scenario), f"{ratio:g}", *map(estimate, row)])
    return rows


TABLES: dict[str, Callable[[], Table]] = {
    "links": links, "ages": ages, "dependence": dependence, "concentration": concentration, "tenure": tenure,
    "margins": margins, "replacement": replacement,
}  # fmt: skip
"""Tables by the mark of their place in the document."""

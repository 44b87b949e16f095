"""Year by year: what a comparison says of a year is what the panel of the same runs holds."""

import json

import numpy as np
import polars as pl
import pytest

from equipoise.analysis.intervals import wilson
from equipoise.analysis.results import Comparison
from equipoise.experiments.compare import compare, to_json
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.tally import YEARS

RUNS, ROUNDS, ACCOUNTS = 40, 23, ("Giant", "North", "South")
SETTINGS = {"portfolio.exit_hazard": 0.04, "portfolio.win_hazard": 0.3, "bargaining.collapse": 0.1, "vendor.cash": 1.0}
LIKE = ("dependence_vendor", "dependence_account", "price", "support", "belief")


@pytest.fixture(scope="module")
def arms() -> list[Arm]:
    return [Arm.of("over-a-barrel", policy, SETTINGS, rounds=ROUNDS) for policy in ("accommodating", "strategic")]


@pytest.fixture(scope="module")
def comparison(arms: list[Arm]) -> Comparison:
    return compare(arms, RUNS)


@pytest.mark.parametrize("arm", [0, 1])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_account_is_as_the_panel_has_it(arms: list[Arm], comparison: Comparison, arm: int, account: str) -> None:
    panel = Ensemble(arms[arm], RUNS).panel().filter(pl.col("joined_at_start") == 1, account=account)
    track = next(t for t in comparison.by_year if (t.arm, t.account) == (arms[arm].policy.name, account))
    assert track.years == [1, 2, 3, 4, 5]
    for place, year in enumerate(track.years):
        rows = panel.filter(pl.col("year") == year)
        there = rows.filter(pl.col("quarter") == 4, pl.col("ended") == 0)
        assert track.held[place] == pytest.approx(there.height / RUNS)
        for name in LIKE:
            expected = there[name].mean() if there.height else np.nan
            assert track.like[name][place] == pytest.approx(expected, nan_ok=True), name
        sums = rows.group_by("replication").agg(pl.col("contribution", "revenue").sum()).filter(pl.col("revenue") > 0)
        margins = (sums["contribution"] / sums["revenue"]).to_numpy()
        for level, values in track.margin.items():
            assert values[place] == pytest.approx(np.quantile(margins, level) if len(margins) else np.nan, nan_ok=True)
    assert min(track.held) < 1.0


def test_of_all_accounts_the_margin_is_the_vendor_s_own(arms: list[Arm], comparison: Comparison) -> None:
    vendors = Ensemble(arms[1], RUNS).vendor_panel()
    (track,) = [t for t in comparison.by_year if (t.arm, t.account) == ("strategic", "all")]
    assert track.like == {}
    for place, year in enumerate(track.years):
        rows = vendors.filter(pl.col("year") == year)
        sums = rows.group_by("replication").agg(pl.col("contribution", "revenue").sum()).filter(pl.col("revenue") > 0)
        margins = (sums["contribution"] / sums["revenue"]).to_numpy()
        assert [values[place] for values in track.margin.values()] == pytest.approx(
            [np.quantile(margins, level) for level in track.margin]
        )
    accounts = [t.held for t in comparison.by_year if t.arm == "strategic" and t.account != "all"]
    assert track.held == pytest.approx(np.mean(accounts, axis=0))


def test_json_has_a_list_for_each_arm_and_account(comparison: Comparison) -> None:
    document = json.loads(json.dumps(to_json(comparison), allow_nan=False))["by_year"]
    assert [(one["arm"], one["account"]) for one in document] == [
        (arm, account) for arm in ("accommodating", "strategic") for account in ("all", *ACCOUNTS)
    ]
    assert document[1].keys() == {"arm", "account", "years", "held", "low", "high", *LIKE, "unit", "margin"}
    assert document[0].keys() == {"arm", "account", "years", "held", "margin"}
    assert [*document[1]["margin"]] == ["0.05", "0.25", "0.5", "0.75", "0.95"]
    assert all(len(values) == 5 for values in document[1]["margin"].values())


def test_shares_of_runs_have_the_interval_of_a_proportion(comparison: Comparison) -> None:
    for track in comparison.by_year:
        ends = [] if track.account == "all" else [wilson(round(share * RUNS), RUNS) for share in track.held]
        assert [*zip(track.low, track.high, strict=True)] == ends


@pytest.mark.parametrize(("rounds", "years"), [(3, 0), (4, 1), (48, YEARS)])
def test_whole_years_are_told_up_to_ten(rounds: int, years: int) -> None:
    found = compare([Arm.of("over-a-barrel", "strategic", rounds=rounds)], 3)
    assert all(track.years == [*range(1, years + 1)] for track in found.by_year)

"""Points: a function of the study and their values alone, with the means that a comparison gives."""

import json
from math import isnan
from typing import Any

import numpy as np
import polars as pl
import pytest

from equipoise.analysis.sequential import looks
from equipoise.experiments.compare import compare
from equipoise.experiments.studies.columns import columns_of
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.points import Block, play_block, play_point, tables_of
from equipoise.sim.measures import NO_MEASURES
from equipoise.sim.outcomes import BY_NAME
from tests.studies.studies import FACTORS, small

OUTCOMES = ["contribution_margin", "survival", "profit", "loss_vendor", "gtm_failure"]


def rows_of(plan: Any, *points: int) -> pl.DataFrame:
    values = lay_out(plan).values
    return pl.concat(tables_of(plan, Block(0, point, (values[point],))).points for point in points)


def test_a_point_is_the_same_alone_in_a_block_and_by_way_of_a_document() -> None:
    plan = small()
    block = Block(0, 0, tuple(lay_out(plan).values[:4]))
    together = play_block(json.dumps(plan.document()), NO_MEASURES, block).points
    assert rows_of(plan, 0, 1, 2, 3).equals(together)
    assert rows_of(plan, 2).equals(together.filter(point=2))


def test_a_point_does_not_depend_on_how_its_runs_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = small(replications=40)
    whole = rows_of(plan, 1)
    monkeypatch.setattr("equipoise.experiments.studies.points.CELLS", 10 * 8 * 7)  # seven runs at a time
    cut = rows_of(plan, 1)
    for name, column in columns_of(plan).items():
        if column.dtype == pl.Float64():
            assert np.allclose(whole[name].to_numpy(), cut[name].to_numpy(), rtol=1e-12, equal_nan=True), name
        else:
            assert whole[name].equals(cut[name])


def test_figures_are_those_of_a_comparison() -> None:
    plan = small(outcomes=OUTCOMES, replications=60)
    values = lay_out(plan).values[3]
    rows = tables_of(plan, Block(0, 3, (values,))).points
    found = compare(plan.arms(values), 60)
    for row in rows.iter_rows(named=True):
        arm = next(arm for arm in found.arms if arm.policy == row["policy"])
        for name in OUTCOMES:
            estimates = arm.outcomes if row["account"] == "all" else arm.accounts[row["account"]]
            if name not in estimates or isnan(estimates[name].mean):
                assert row[name] is None
                continue
            assert row[name] == pytest.approx(estimates[name].mean, rel=1e-12)
            assert row[f"{name}_runs"] == estimates[name].runs
            if row["policy"] == "accommodating":
                assert row[f"{name}_lead"] is None
                continue
            difference = found.differences[0]
            led = difference.outcomes if row["account"] == "all" else difference.accounts[row["account"]]
            assert row[f"{name}_lead"] == pytest.approx(led[name].mean, rel=1e-9, abs=1e-12)


def test_a_row_says_what_is_in_force() -> None:
    factors = [*FACTORS, {"key": "policy.screen"}, {"key": "accounts.North.orientation", "low": 0.1, "high": 0.9}]
    factors[3] = {"key": "policy.screen", "low": 0.1, "high": 0.5}
    plan = small(factors=factors, design={"kind": "one-at-a-time", "levels": 2})
    first = rows_of(plan, 0)
    assert first["policy.screen"].to_list() == [0.0, 0.0, 0.4, 0.4]
    assert first["accounts.North.orientation"].to_list() == [None] * 4
    assert first["market.rivals"].to_list() == [4] * 4
    assert first["accounts.Giant.size"].to_list() == [4.0] * 4


def test_columns_have_types_units_and_meanings() -> None:
    plan = small(factors=[*FACTORS, {"key": "switches.fear"}, {"key": "bargaining.stakes"}])
    rows, columns = rows_of(plan, 0), columns_of(plan)
    assert rows.columns == list(columns)
    assert rows.schema == {name: column.dtype for name, column in columns.items()}
    assert all(column.meaning for column in columns.values())
    assert columns["contribution_margin"].unit == BY_NAME["contribution_margin"].unit
    assert columns["market.rivals"].unit == "vendors"


def test_one_policy_leads_nobody() -> None:
    assert not [name for name in rows_of(small(policies=["strategic"]), 0).columns if "_lead" in name]


# Runs until intervals are narrow enough.

UNTIL = {"replications": 100, "at_most": 1500, "until": {"survival": 0.06, "contribution_margin_lead": 0.01}}


def test_a_point_stops_at_the_first_look_at_which_all_intervals_are_narrow_enough() -> None:
    plan = small(**UNTIL)
    rows = rows_of(plan, 0, 1, 2)
    for point, own in rows.group_by("point"):
        runs = own["runs"].unique().item()
        assert runs in looks(100, 1500), point
        narrow = (own["survival_width"] <= 0.06).all() and (
            own["contribution_margin_lead_width"].drop_nulls() <= 0.01
        ).all()
        assert own["reached"].unique().to_list() == [narrow]
        if narrow and runs > 100:
            before = looks(100, 1500)[looks(100, 1500).index(runs) - 1]
            sooner = small(**{**UNTIL, "at_most": before})
            (values,) = (lay_out(plan).values[k] for k in (int(str(point[0])),))
            assert not play_point(sooner, values).reached


def test_a_point_that_does_not_get_there_says_so() -> None:
    rows = rows_of(small(**{**UNTIL, "until": {"survival": 0.001}}), 0)
    assert rows["runs"].unique().to_list() == [1500]
    assert rows["reached"].unique().to_list() == [False]
    assert (rows["survival_width"] > 0.001).all()


def test_more_runs_begin_as_fewer_do() -> None:
    plan = small(**UNTIL)
    values = lay_out(plan).values[0]
    runs = play_point(plan, values).runs
    fixed = small(replications=runs)
    until, alone = play_point(plan, values), play_point(fixed, values)
    for here, there in zip(until.own, alone.own, strict=True):
        assert here.mean == pytest.approx(there.mean, rel=1e-12)


def test_an_account_that_is_always_kept_is_not_taken_for_certain() -> None:
    plan = small(
        factors=[{"key": "market.rivals", "values": [0]}], settings={"portfolio.exit_hazard": 0.0}, rounds=1,
        design={"kind": "grid"}, replications=100, at_most=100, until={"survival": 0.03},
    )  # fmt: skip
    rows = rows_of(plan, 0)
    assert (rows.filter(account="Giant")["survival"] == 1.0).all()
    assert (rows.filter(account="Giant")["survival_width"] > 0.03).all()
    assert not rows["reached"].any()

"""Designs: each has the structure that it is named for, and every value is one that its factor may have."""

from collections import Counter
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.experiments.studies.designs import POWERS_OF_TWO, USES, lay_out, size
from equipoise.experiments.studies.plan import Plan
from tests.studies.studies import small

RIVALS = {"key": "market.rivals", "low": 1, "high": 6}
ATTENTION = {"key": "market.attention", "low": 0.2, "high": 0.6}
GIANT = {"key": "accounts.Giant.size", "low": 0.5, "high": 50.0, "scale": "log"}
FEAR = {"key": "switches.fear"}
STAKES = {"key": "bargaining.stakes"}
FOCUS = {"key": "policy.focus", "values": [0.0, 0.02, 0.05]}
CHARTER = {"key": "policy.strategic.charter"}
ALL = [RIVALS, ATTENTION, GIANT, FEAR, STAKES, FOCUS, CHARTER]


def asked(kind: str, factors: list[dict[str, Any]], **numbers: Any) -> Plan:
    return small(factors=factors, design={"kind": kind, **numbers})


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kind = draw(st.sampled_from(list(USES)))
    factors = draw(st.lists(st.sampled_from(ALL), min_size=1, unique_by=lambda factor: factor["key"]))
    some = st.sampled_from([1, 2, 8, 32]) if kind in POWERS_OF_TWO else st.integers(1, 30)
    numbers = {
        "points": some,
        "levels": st.sampled_from([2, 4, 6]) if kind == "morris" else st.integers(2, 4),
        "trajectories": st.integers(1, 6),
        "second_order": st.booleans(),
        "seed": st.integers(0, 2**32 - 1),
    }
    return asked(kind, factors, **{name: draw(numbers[name]) for name in USES[kind]})


@given(plans())
def test_every_value_is_one_that_its_factor_may_have(plan: Plan) -> None:
    design = lay_out(plan)
    assert design.keys == [target.key for target in plan.targets]
    for row in design.values:
        assert len(row) == len(plan.targets)
        for target, value in zip(plan.targets, row, strict=True):
            if value is None:
                assert plan.study.design.kind == "one-at-a-time"
            elif target.listed:
                assert value in target.listed or value == target.base
            else:
                assert isinstance(value, int if target.kind == "whole" else float)
                assert not isinstance(value, bool)
                assert target.low <= value <= target.high or value == target.base  # type: ignore[operator]


@given(plans())
def test_a_design_is_as_large_as_it_says_and_the_same_again(plan: Plan) -> None:
    design, again = lay_out(plan), lay_out(plan)
    assert design.values == again.values
    most = size(plan.study.design, plan.targets)
    if plan.study.design.kind in {"grid", "one-at-a-time"}:
        assert 1 <= len(design) <= most
        assert len(set(design.values)) == len(design.values)
    else:
        assert len(design) == most


def test_another_seed_is_another_design() -> None:
    designs = {tuple(lay_out(asked("latin-hypercube", [ATTENTION], points=5, seed=seed)).values) for seed in range(4)}
    assert len(designs) == 4


@given(st.integers(1, 60), st.integers(0, 1000))
def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_factor(points: int, seed: int) -> None:
    design = lay_out(asked("latin-hypercube", [ATTENTION, GIANT], points=points, seed=seed))
    attention = [(row[0] - 0.2) / 0.4 for row in design.values]  # type: ignore[operator]
    size_of_giant = [log(row[1] / 0.5) / log(100.0) for row in design.values]  # type: ignore[operator, arg-type]
    for places in (attention, size_of_giant):
        assert sorted(min(int(place * points + 1e-9), points - 1) for place in places) == list(range(points))


def test_whole_numbers_and_words_have_equal_shares() -> None:
    values = lay_out(asked("latin-hypercube", [RIVALS, STAKES, FEAR, FOCUS], points=600)).values
    assert Counter(row[0] for row in values) == dict.fromkeys(range(1, 7), 100)
    assert Counter(row[1] for row in values) == {"bargained": 300, "ledger-only": 300}
    assert Counter(row[2] for row in values) == {False: 300, True: 300}
    assert Counter(row[3] for row in values) == {0.0: 200, 0.02: 200, 0.05: 200}


def test_sobols_points_are_balanced_over_every_box_of_a_half_by_a_half() -> None:
    design = lay_out(asked("sobol", [ATTENTION, GIANT], points=64))
    assert design.unit is not None
    assert Counter(map(tuple, (design.unit * 2).astype(int).tolist())) == {(a, b): 16 for a in (0, 1) for b in (0, 1)}


def test_values_of_a_grid_are_as_a_person_would_write_them() -> None:
    rows = lay_out(asked("grid", [{"key": "market.attention", "low": 0.0, "high": 0.05}], levels=6)).values
    assert [row[0] for row in rows] == [0.0, 0.01, 0.02, 0.03, 0.04, 0.05]


def test_a_grid_has_every_combination_once() -> None:
    values = lay_out(asked("grid", [RIVALS, ATTENTION, FEAR], levels=3)).values
    whole, share = {1, 4, 6}, {0.2, 0.4, 0.6}
    assert {row[0] for row in values} <= {1, 3, 4, 6}
    assert len({row[0] for row in values}) == 3
    assert {round(row[1], 12) for row in values} == share  # type: ignore[call-overload, arg-type]
    assert len(values) == len(set(values)) == 3 * 3 * 2
    assert {min(whole), max(whole)} <= {row[0] for row in values}


def test_whole_numbers_too_few_for_the_levels_come_once_each() -> None:
    assert [
        row[0] for row in lay_out(asked("grid", [{"key": "market.rivals", "low": 1, "high": 2}], levels=9)).values
    ] == [1, 2]


def test_one_at_a_time_moves_one_factor_from_where_the_study_stands() -> None:
    plan = asked("one-at-a-time", [RIVALS, ATTENTION, FEAR, FOCUS, CHARTER], levels=2)
    base, *moved = lay_out(plan).values
    assert base == (4, 0.35, True, None, 1.0)
    assert plan.in_force(0, base) == [4, 0.35, True, 0.0, 1.0]
    assert plan.in_force(1, base) == [4, 0.35, True, 0.02, 1.0]
    for row in moved:
        assert sum(here != there for here, there in zip(row, base, strict=True)) == 1
    assert [row[0] for row in moved[:2]] == [1, 6]
    assert [row[1] for row in moved[2:4]] == [0.2, 0.6]
    assert moved[4] == (4, 0.35, False, None, 1.0)


def test_saltellis_points_come_in_blocks_that_change_one_factor() -> None:
    for second_order, block in ((False, 4), (True, 6)):
        design = lay_out(asked("saltelli", [ATTENTION, GIANT], points=8, second_order=second_order))
        assert design.unit is not None
        assert len(design) == 8 * block
        for rows in design.unit.reshape(8, block, 2):
            first, last = rows[0], rows[-1]
            assert (rows[1] == [last[0], first[1]]).all()  # A with a column of B
            assert (rows[2] == [first[0], last[1]]).all()


def test_morris_moves_one_factor_a_step_along_each_trajectory() -> None:
    design = lay_out(asked("morris", [ATTENTION, GIANT, FEAR], trajectories=7, levels=4))
    assert design.unit is not None
    for trajectory in design.unit.reshape(7, 4, 3):
        steps = [np.abs(after - before) for before, after in pairwise(trajectory)]
        assert [int((step > 1e-9).sum()) for step in steps] == [1, 1, 1]
        assert {round(float(step.max()), 9) for step in steps} == {round(2 / 3, 9)}


@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_a_design_of_one_factor(kind: str) -> None:
    numbers: dict[str, Any] = {"points": 4} if kind == "saltelli" else {"trajectories": 3}
    assert len(lay_out(asked(kind, [ATTENTION], **numbers))) in {12, 6}

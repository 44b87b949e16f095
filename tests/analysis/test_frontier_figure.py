"""The figure of a frontier: every policy is on it, inside the frame, the right way up, and the same every time."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures.frontier import frontier as draw
from equipoise.analysis.figures.style import save
from equipoise.analysis.frontier import Candidate, Frontier, Objective

MARGIN, SURVIVAL = Objective("contribution_margin", "share", "share"), Objective("survival", "probability", "chance")


def placed(name: str, margin: float, survival: float, **look: object) -> Candidate:
    means = (
        Estimate(margin, margin - 0.01, margin + 0.01, 0.0, 99),
        Estimate(survival, survival - 0.03, survival + 0.03, 0.0, 99),
    )
    none = (Estimate(0.0, -0.1, 0.1, 1.0, 9), Estimate(0.0, -0.1, 0.1, 1.0, 9))
    return replace(Candidate(name, "", {}, means, (margin, survival), none), **look)  # type: ignore[arg-type]


POINTS = [
    placed("front-1", 0.23, 0.05),
    placed("front-2", 0.24, 0.25, standing="on the front"),
    placed("front-3", 0.12, 0.58, standing="on the front"),
]
SHIPPED = [placed(name, 0.1 + 0.01 * k, 0.4 + 0.02 * k) for k, name in enumerate(["one", "two", *"abcdef"])]
TRIALS = np.random.default_rng(1).random((200, 2))
FOUND = Frontier(
    "over-a-barrel", "", "Giant", (MARGIN, SURVIVAL), ["focus 0 to 1"], {}, POINTS, SHIPPED, TRIALS, 7, 99, 8, 50, 40
)


def test_all_policies_are_on_it_by_name_or_number() -> None:
    picture = draw(FOUND)
    (axes,) = picture.figure.axes
    written = {text.get_text() for text in (*picture.figure.texts, *axes.texts)}
    assert {policy.name for policy in SHIPPED} | {"1", "2", "3"} <= written
    (low, high), (floor, top) = axes.get_xlim(), axes.get_ylim()
    for policy in POINTS + SHIPPED:
        margin, survival = policy.means
        assert low < margin.low < margin.high < high
        assert floor < survival.low < survival.high < top
    assert picture.title.endswith(
        "from 24.0% contribution margin with 25.0% survival to 12.0% contribution margin with 58.0% survival"
    )


def test_the_line_joins_what_nothing_beats_and_lies_below_nothing_better() -> None:
    (axes,) = draw(FOUND).figure.axes
    (line,) = [one for one in axes.lines if one.get_drawstyle() == "steps-post"]
    np.testing.assert_allclose(line.get_xydata(), [[0.24, 0.25], [0.12, 0.58]])


def test_a_point_that_is_not_sure_is_hollow() -> None:
    (axes,) = draw(FOUND).figure.axes
    faces = [
        one.get_markerfacecolor() for one in axes.lines if one.get_marker() == "o" and one.get_markersize() == 13.0
    ]
    assert faces[0] == "white"
    assert "white" not in faces[1:]


def test_no_shipped_policy_is_drawn_in_the_fronts_black() -> None:
    (axes,) = draw(FOUND).figure.axes
    colours = {one.get_color() for one in axes.lines if one.get_markersize() == 7.0 and one.get_marker() != "None"}
    assert not colours & {"#000000", "#1a1a1a"}


def test_better_is_up_and_to_the_right_where_less_is_better_too() -> None:
    (axes,) = draw(replace(FOUND, objectives=(replace(MARGIN, more=False), SURVIVAL))).figure.axes
    left, right = axes.get_xlim()
    assert left > right
    assert axes.get_xlabel() == "Contribution margin, Giant (less is better)"


@pytest.mark.parametrize("trials", [TRIALS, np.full((3, 2), np.nan)])
def test_it_is_the_same_every_time(tmp_path: Path, trials: np.ndarray) -> None:
    found = replace(FOUND, trials=trials, points=POINTS[:1], account="all")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save(draw(found), tmp_path / name)
    for kind in ("svg", "png"):
        first, second = ((tmp_path / name / f"frontier.{kind}").read_bytes() for name in ("one", "two"))
        assert first == second

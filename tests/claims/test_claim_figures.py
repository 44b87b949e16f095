"""The pictures of claims and of the two by two: nothing lost, nothing outside, the same bytes."""

from collections.abc import Callable
from math import nan
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect, Verdict
from equipoise.analysis.figures.claim import claim_picture
from equipoise.analysis.figures.square import square_picture
from equipoise.analysis.figures.style import Picture, house_style, save
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.two_by_two import WAYS, two_by_two

LONG = (
    "profit of the vendor that keeps more of its accounts than others do, at ten to one less at one to one, and so on"
)


def claim(verdict: Verdict = Verdict.SUPPORTED) -> Picture:
    effects = [
        ClaimedEffect(2.5, error=0.2, runs=100, unit="quarters of its revenue", name=LONG, least=1.0),
        ClaimedEffect(90.0, error=1.0, runs=100, unit="accounts", name="huge", least=1.0),
        ClaimedEffect(-0.4, error=0.01, runs=100, unit="probability", name="turned round", least=0.02),
        ClaimedEffect(nan, error=nan, runs=0, unit="probability", name="unknown", least=0.02),
    ]
    placebos = [ClaimedEffect(0.0, error=0.0, runs=100, unit="accounts", name="the same, switch off", least=1.0)]
    levels = [
        Estimate(value, error=error, unit=unit, name=name)
        for name, value, error, unit in (
            (LONG, 0.3, 0.01, "probability"),
            ("other", 0.3, 0.0, "probability"),
            ("$", 5.0, 1.0, "x"),
        )
    ]
    return claim_picture("R99", "A sentence.", verdict, effects, placebos, levels, 120)


def square() -> Picture:
    found, _state = two_by_two(Luck(30, 7), WAYS[0])
    return square_picture(found.way.name, found.version.name, found.cells, found.effects)


def texts(picture: Picture) -> list[str]:
    """Everything that stands on a picture."""
    found = [*picture.figure.texts, *(text for axes in picture.figure.axes for text in axes.texts)]
    return [text.get_text() for text in found]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_claim_shows_its_verdict_every_effect_and_every_arm(verdict: Verdict) -> None:
    shown = texts(claim(verdict))
    assert f"R99 is {verdict.value}" in shown
    for words in ("A sentence.", "huge", "turned round", "unknown", "placebo: the same, switch off", "other"):
        assert words in shown
    assert "+90.0 [86.5, 93.5] accounts" in shown
    assert "- [-, -] points" in shown
    assert "$: 5.00 x" in shown  # of another unit than the first: written, not drawn


@pytest.mark.parametrize("make", [claim, square])
def test_nothing_stands_outside_the_page(make: Callable[[], Picture]) -> None:
    picture = make()
    with house_style():
        canvas = FigureCanvasAgg(picture.figure)
        canvas.draw()
        page = picture.figure.bbox
        for text in [*picture.figure.texts, *(axes.xaxis.label for axes in picture.figure.axes)]:
            box = text.get_window_extent(canvas.get_renderer())
            assert page.x0 - 1 <= box.x0, text.get_text()
            assert box.x1 <= page.x1 + 1, text.get_text()
            assert page.y0 - 1 <= box.y0, text.get_text()


@pytest.mark.parametrize("make", [claim, square])
def test_a_picture_has_the_same_bytes_every_time(make: Callable[[], Picture], tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        save(make(), folder)
    first, second = (sorted(folder.iterdir()) for folder in folders)
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_only_the_svg_is_written_where_that_is_enough(tmp_path: Path) -> None:
    save(claim(), tmp_path, png=False)
    assert [path.name for path in tmp_path.iterdir()] == ["r99.svg"]


def test_the_two_by_two_says_what_its_effects_are() -> None:
    picture = square()
    assert picture.title.startswith("Having a strategic account takes ")
    assert "being a strategic vendor " in picture.title
    assert sum(text.startswith("interaction  ") for text in texts(picture)) == 4

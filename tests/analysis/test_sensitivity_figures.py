"""What sensitivity says in words and figures: it is so, and it can be read, with few levers, many, and long names."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from equipoise.analysis.figures.levers import MOST_ROWS, levers
from equipoise.analysis.figures.screening import screening_plane
from equipoise.analysis.figures.style import Picture, house_style
from equipoise.analysis.figures.tornado import tornado as draw_tornado
from equipoise.analysis.prose import keys as key_words
from equipoise.analysis.prose.sensitivity import answer, most, sentence
from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.ranking import Ranking, directions
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import tornado

LONG = "accounts.Giant Industries International Holdings.relationship_specific_investment"


def measured(values: list[float], reach: float) -> Measured:
    value = np.array(values)
    return Measured(value, value - reach, value + reach)


def keys(factors: int) -> tuple[str, ...]:
    return ("market.rivals", LONG, *(f"section.parameter_{k}" for k in range(factors)))[:factors]


def sobol(values: list[float], reach: float = 0.01, outcome: str = "survival", floor: float = 0.0) -> Ranking:
    total, first = measured(values, reach), measured([0.7 * value for value in values], reach)
    way = np.resize([1, -1, 0], len(values))
    result = SobolIndices(first, total, 1.0, 64, 0)
    return Ranking(outcome, outcome.replace("_", " "), "share", "share", keys(len(values)), result, way, floor, floor)


def screened(values: list[float], kind: str = "share") -> Ranking:
    size = measured([abs(value) for value in values], 0.002)
    result = Screening(size, measured(values, 0.002), size, np.full(len(values), 9))
    if kind == "share":
        return Ranking("survival", "survival", "share", "share", keys(len(values)), result, directions(result.mu))
    return Ranking("profit", "profit", "money", "money/round", keys(len(values)), result, directions(result.mu))


def swung(values: list[float]) -> Ranking:
    swing, error = np.array(values), np.full(len(values), 0.002)
    ends = tuple(("accommodating-beyond-reason", f"{k:.3f}") for k in range(len(values)))
    result = tornado(0.3 - swing / 3.0, 0.3 + swing * 2.0 / 3.0, error, error, base=0.3, ends=ends)
    factors, way = keys(len(values)), directions(result.swing)
    return Ranking("contribution_margin", "contribution margin", "share", "share of revenue", factors, result, way)


def falling(factors: int) -> list[float]:
    return [0.6 * 0.7**k * (-1) ** k for k in range(factors)]


def ranked(values: list[float]) -> Ranking:
    result = RankRegression(measured(values, 0.05), 0.8, 100, 0)
    factors = keys(len(values))
    return Ranking("survival", "survival", "chance", "probability", factors, result, directions(result.coefficients))


PICTURES = {
    "one lever": lambda: levers([sobol([0.9])]),
    "two outcomes": lambda: levers([sobol([0.5, 0.3, 0.1]), sobol([0.1, 0.2, 0.8], outcome="contribution_margin")]),
    "many levers": lambda: levers([sobol([0.6 * 0.8**k for k in range(30)]), sobol([0.03] * 30), sobol([0.0] * 30)]),
    "ranks": lambda: levers([ranked(falling(14)), ranked(falling(14)[::-1])]),
    "effects": lambda: levers([screened(falling(5)), screened(falling(5), "money")]),
    "without values": lambda: levers([sobol([np.nan, np.nan])]),
    "plane": lambda: screening_plane(screened(falling(4))),
    "crowded plane": lambda: screening_plane(screened(falling(40))),
    "tornado": lambda: draw_tornado(swung(falling(3))),
    "many swings": lambda: draw_tornado(swung(falling(20))),
    "no swing": lambda: draw_tornado(swung([0.0, 0.0])),
}


def texts(picture: Picture) -> list[Text]:
    found = list(picture.figure.texts)
    for axes in picture.figure.axes:
        found += [*axes.texts]
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            found += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [text for text in found if text.get_text().strip()]


@pytest.mark.parametrize("case", PICTURES)
def test_no_two_labels_overlap_and_none_leaves_the_page(case: str) -> None:
    picture = PICTURES[case]()
    with house_style():
        canvas = FigureCanvasAgg(picture.figure)
        canvas.draw()
        boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts(picture)]
    page = picture.figure.bbox
    for words, box in boxes:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= page.x1, words
        assert box.y1 <= page.y1, words
    for (one, here), (other, there) in combinations(boxes, 2):
        across = min(here.x1, there.x1) - max(here.x0, there.x0)
        up = min(here.y1, there.y1) - max(here.y0, there.y0)
        assert min(across, up) < 1.5, f"{one!r} and {other!r} overlap"


def test_levers_beyond_the_first_are_told_of_in_a_line() -> None:
    words = [text.get_text() for text in texts(levers([sobol([0.6 * 0.8**k for k in range(30)])]))]
    assert f"{30 - MOST_ROWS} others, each" in words
    assert "at most 4%" in words  # 0.6 * 0.8**12


def test_a_title_says_which_lever_moves_which_outcome() -> None:
    apart = levers([sobol([0.9, 0.1], outcome="contribution_margin"), sobol([0.1, 0.9])])
    assert apart.title.split("; ") == [
        f"\u201c{key_words.words('market.rivals')}\u201d matters most to contribution margin",
        f"\u201c{key_words.words(LONG)}\u201d matters most to survival",
    ]
    same = levers([sobol([0.9, 0.1], outcome="contribution_margin"), sobol([0.8, 0.2])])
    assert (
        same.title
        == f"\u201c{key_words.words('market.rivals')}\u201d matters most to both contribution margin and survival"
    )


def test_a_lever_is_named_alone_only_where_its_interval_stands_alone() -> None:
    assert sentence(sobol([0.60, 0.30])) == (
        "What matters most to survival is market.rivals: it accounts for 60% of the variation, with others or alone, "
        "and survival rises with it."
    )
    assert "rank" in sentence(sobol([0.60, 0.59]))
    assert most(sobol([0.60, 0.59])) == f"market.rivals or {LONG} matters most to survival"
    assert sentence(sobol([0.25] * 4)).startswith("Nothing alone matters most to survival")
    assert sentence(sobol([0.11, 0.10], floor=0.2)) == "Over these ranges, nothing clearly moves survival."
    assert sentence(sobol([np.nan, np.nan])) == "Nothing could be estimated of what moves survival."


def test_sentences_carry_the_figure_of_their_method() -> None:
    assert "a difference of 60.0 points on average" in sentence(screened(falling(3)))
    assert "0.3" not in most(screened(falling(3)))
    assert "10.0% becomes 70.0% as it goes from accommodating-beyond-reason to 0.000" in sentence(swung(falling(3)))
    assert "its rank coefficient is -0.70, and survival falls as it rises" in sentence(ranked([-0.7, 0.2]))
    assert answer([ranked([-0.7]), ranked([0.2])]).count(". ") == 1


def test_a_swing_that_may_be_nothing_has_no_direction() -> None:
    assert list(swung([0.1, -0.1, 0.001]).direction) == [1, -1, 0]
    assert swung([0.1, 0.001]).strength.low[1] == 0.0


def test_a_lead_in_a_share_is_counted_in_points_and_a_share_in_per_cent() -> None:
    share = swung(falling(3))
    lead = replace(share, outcome="contribution_margin_lead", subject="strategic's lead in contribution margin")
    for ranking, base, per_cent in ((share, "30.0% at the base", True), (lead, "30.0 points at the base", False)):
        figure = draw_tornado(ranking).figure
        assert base in " ".join(" ".join(text.get_text() for text in figure.texts).split())
        figure.canvas.draw()
        ticks = [text.get_text() for text in figure.axes[0].get_xticklabels()]
        assert ticks
        assert all(("%" in tick) == per_cent and "points" not in tick for tick in ticks if tick)

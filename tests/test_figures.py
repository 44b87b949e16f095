"""Figures: what they say is so, every label is there, no two overlap, and they are the same every time."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.contrast import direction
from equipoise.analysis.figures import Picture, account_drawn, draw, save, story
from equipoise.analysis.figures.by_round import FEW, RoundSums, subjects
from equipoise.analysis.figures.labels import spread
from equipoise.analysis.figures.palette import arm_style
from equipoise.analysis.figures.text import measure, shorten, wrap
from equipoise.analysis.figures.wording import EVERY, count
from equipoise.analysis.prose.numbers import not_nothing, wholly
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_scenario
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario
from equipoise.sim.tables import panel_table
from tests import comparisons, drawing
from tests.comparisons import Played

CASES: dict[str, Callable[[], Played]] = {
    "few": comparisons.few,
    "many": comparisons.many,
    "alike": comparisons.alike,
    "two scenarios": comparisons.two_scenarios,
    "none at first": comparisons.none_at_first,
    "shortest": comparisons.shortest,
}
SEVEN = ["profit", "dependence-plane", "margin-by-round", "survival", "endings", "given-away", "one-run"]


@cache
def pictures(played: Callable[[], Played]) -> list[Picture]:
    """All figures of a comparison, the story of run 3 among them."""
    return pictures_of(played())


def pictures_of(played: Played) -> list[Picture]:
    drawn = draw(played.comparison, played.scenarios, played.by_round)
    account = account_drawn(played.comparison) or next(iter(played.scenarios[0].account_names), None)
    if account is None:
        return drawn
    replication = min(3, played.comparison.replications - 1)
    panels = {}
    for arm, result in list(zip(played.arms, played.comparison.arms, strict=True))[:3]:
        chunk = play_chunk(arm, [replication], panel=True)
        panels[result.name] = panel_table(arm.scenario, arm.policy.name, chunk)
    return [*drawn, story(panels, account, played.comparison.rounds, replication, played.comparison.replications)]


def squeezed(text: str) -> str:
    """Without white space, at which text is broken into lines."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("case", CASES)
def test_no_two_labels_overlap_and_none_leaves_the_page(case: str) -> None:
    for picture in pictures(CASES[case]):
        drawing.check_labels(picture)


class Saved(NamedTuple):
    """Files of the figures of few arms, and matplotlib's settings before and after they were drawn and saved."""

    folder: Path
    before: dict[str, Any]
    after: dict[str, Any]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    before, folder = dict(mpl.rcParams), tmp_path_factory.mktemp("saved")
    for picture in pictures(comparisons.few):
        save(picture, folder)
    return Saved(folder, before, dict(mpl.rcParams))


@pytest.mark.parametrize("case", ["few", "many"])
def test_an_svg_holds_every_label_as_text(case: str, saved: Saved, tmp_path: Path) -> None:
    names = [result.name for result in CASES[case]().comparison.arms]
    for picture in pictures(CASES[case]):
        folder = saved.folder if case == "few" else tmp_path
        if case != "few":
            save(picture, folder, png=False)
        document = ET.parse(folder / f"{picture.name}.svg")
        said = squeezed("".join(element.text or "" for element in document.iter("{http://www.w3.org/2000/svg}text")))
        assert squeezed(picture.title) in said
        for name in names[:3] if picture.name == "one-run" else names:
            assert squeezed(name) in said, f"{picture.name} lacks {name}"
        if picture.name == "dependence-plane":
            for quarter in (
                "over a barrel",
                "mutual dependence",
                "independent",
                "the account depends on you",
                "equal dependence",
            ):
                assert squeezed(quarter) in said
        for text in drawing.texts(picture.figure):
            assert squeezed(text.get_text()) in said


def test_every_account_has_a_plane_of_its_own() -> None:
    (picture,) = [picture for picture in pictures(comparisons.many) if picture.name == "dependence-by-account"]
    assert len(picture.figure.axes) == 8
    said = squeezed("".join(text.get_text() for text in picture.figure.texts))
    for name in ("Ash", "Birch & Sons", "Donaudampfschifffahrtsgesellschaft", "Elm <b>", "Fir (A$ and B$)"):
        assert squeezed(name) in said


@pytest.mark.parametrize("case", CASES)
def test_there_is_a_figure_of_everything_that_there_is(case: str) -> None:
    names = [picture.name for picture in pictures(CASES[case])]
    expected = {
        "many": [*SEVEN[:2], "dependence-by-account", *SEVEN[2:]],
        "two scenarios": [*SEVEN[:2], "dependence-by-account", *SEVEN[2:]],
        "none at first": ["profit", "margin-by-round", "given-away"],
    }
    assert names == expected.get(case, SEVEN)


def test_files_are_the_same_every_time_and_hold_no_date(saved: Saved, tmp_path: Path) -> None:
    for picture in pictures_of(comparisons.few()):
        save(picture, tmp_path)
    files = sorted(saved.folder.iterdir())
    assert [file.suffix for file in files] == [".png", ".svg"] * len(SEVEN)
    for file in files:
        content = file.read_bytes()
        assert content == (tmp_path / file.name).read_bytes()
        assert b"dc:date" not in content
        assert b"matplotlib.org" not in content


def test_drawing_leaves_matplotlibs_settings_alone(saved: Saved) -> None:
    assert saved.after == saved.before


def test_a_script_without_letters_in_the_font_does_not_stop_a_figure(tmp_path: Path) -> None:
    scenario = Scenario(name="s", accounts=[Account(name="\u5927\u5ba2\u6237", size=4.0)])
    played = comparisons.played(scenario, [comparisons.ACCOMMODATING], runs=30, rounds=8)
    for picture in pictures_of(played):
        save(picture, tmp_path)
        named = picture.name != "profit"  # which is of the vendor
        assert not named or "\u5927\u5ba2\u6237" in (tmp_path / f"{picture.name}.svg").read_text(encoding="utf-8")


def panel(played: Played, arm: int) -> pl.DataFrame:
    chosen, runs = played.arms[arm], range(played.comparison.replications)
    chunk = play_chunk(chosen, runs, panel=True)
    return panel_table(chosen.scenario, chosen.policy.name, chunk)


def test_means_by_round_are_those_of_the_panel() -> None:
    played = comparisons.few()
    rows = panel(played, 1)
    for label, chosen in (("Giant", rows.filter(pl.col("account") == "Giant")), (EVERY, rows)):
        means = played.by_round["strategic"][label]
        expected = chosen.group_by("round").agg(
            pl.col("replication").n_unique().alias("held"),
            pl.col("contribution").sum() / pl.col("revenue").sum(),
            pl.col("dependence_vendor", "dependence_account").mean(),
            pl.corr("dependence_vendor", "dependence_account").alias("together"),
        )
        expected = expected.sort("round")
        assert means.held.tolist() == expected["held"].to_list()
        np.testing.assert_allclose(means.margin.mean, expected["contribution"], rtol=1e-12)
        np.testing.assert_allclose(means.dependence, expected["dependence_vendor", "dependence_account"], rtol=1e-12)
        spread_of = np.sqrt(means.covariance[:, 0, 0] * means.covariance[:, 1, 1])
        np.testing.assert_allclose(means.covariance[:, 0, 1] / spread_of, expected["together"], atol=1e-9)


def test_a_bands_interval_is_that_of_a_ratio_of_means() -> None:
    played = comparisons.few()
    band = played.by_round["accommodating"][EVERY].margin
    runs = played.comparison.replications
    last = (
        panel(played, 0)
        .filter(pl.col("round") == 19)
        .group_by("replication")
        .agg(pl.col("contribution", "revenue").sum())
    )
    above, below = (np.zeros(runs), np.zeros(runs))
    above[last["replication"]], below[last["replication"]] = last["contribution"], last["revenue"]
    ratio = above.mean() / below.mean()
    error = np.std(above - ratio * below, ddof=1) / np.sqrt(runs) / below.mean()
    assert band.mean[19] == pytest.approx(ratio)
    assert band.low[19] == pytest.approx(ratio - 1.959964 * error)
    assert band.high[19] == pytest.approx(ratio + 1.959964 * error)


def test_means_do_not_depend_on_how_runs_are_divided() -> None:
    played = comparisons.few()
    arm = played.arms[0]
    sums = RoundSums(arm.scenario, arm.rounds)
    runs = range(played.comparison.replications)
    sums.add(play_chunk(arm, runs, panel=True))
    np.testing.assert_allclose(
        sums.means()["Giant"].margin.low, played.by_round["accommodating"]["Giant"].margin.low, rtol=1e-9
    )


def test_a_mean_stops_where_few_runs_are_left() -> None:
    leaving = Scenario.model_validate(
        {"name": "leaving", "accounts": [{"name": "Giant"}], "parameters": {"portfolio": {"exit_hazard": 0.5}}}
    )
    played = comparisons.played(leaving, [comparisons.ACCOMMODATING], runs=400, rounds=12)
    means = played.by_round["accommodating"]["Giant"]
    assert means.fewest == FEW
    assert np.array_equal(np.isnan(means.margin.mean), means.held < FEW)
    assert np.isnan(means.margin.mean).any()
    plane = next(picture for picture in pictures_of(played) if picture.name == "dependence-plane")
    assert f"fewer than {FEW} runs" in plane.caption


def test_a_caption_says_that_talks_spare_demands_only_where_it_is_seen() -> None:
    """Where the next renewal is stated, it is in the same quarter of every run."""
    scenario, runs = load_scenario("timing-chips"), range(60)
    name = scenario.account_names[0]

    def spared(changes: dict[str, object]) -> bool:
        arm = Arm.of(scenario, "accommodating", changes, rounds=16)
        sums = RoundSums(arm.scenario, arm.rounds)
        sums.add(play_chunk(arm, runs, panel=True))
        return sums.means()[name].spared

    assert spared({})
    assert not spared({"switches.demands": False})


def test_accounts_that_are_alike_are_drawn_together() -> None:
    assert [subject.label for subject in subjects(comparisons.alike().scenarios[0])] == ["the 8 accounts"]
    assert subjects(comparisons.alike().scenarios[0])[0].names[-1] == "account 8"


def test_titles_say_what_is_seen() -> None:
    titles = {picture.name: picture.title for picture in pictures(comparisons.few)}
    comparison = comparisons.few().comparison
    held = {arm.name: arm.survival["Giant"].survival[-1] for arm in comparison.arms}
    assert direction(comparison.differences[0].accounts["Giant"]["survival"]) == 1
    assert titles["survival"] == (
        f"Giant is still held after 20 rounds in {held['strategic']:.0%} of runs with strategic, "
        f"{held['accommodating']:.0%} of runs with accommodating"
    )
    margins = {arm.name: arm.accounts["Giant"]["contribution_margin"].mean for arm in comparison.arms}
    assert direction(comparison.differences[0].accounts["Giant"]["contribution_margin"]) == -1
    assert titles["margin-by-round"].endswith(
        f": {margins['accommodating']:.1%} with accommodating, {margins['strategic']:.1%} with strategic"
    )


def test_a_title_says_what_the_runs_cannot_tell() -> None:
    """The same, in a quarter of the runs."""
    fewer = comparisons.played_arms(comparisons.few().arms, 30)
    titles = {picture.name: picture.title for picture in pictures_of(fewer)}
    held = {arm.name: arm.survival["Giant"].survival[-1] for arm in fewer.comparison.arms}
    assert direction(fewer.comparison.differences[0].accounts["Giant"]["survival"]) == 0
    assert titles["survival"] == (
        f"Giant is still held after 20 rounds in {held['accommodating']:.0%} of runs with accommodating; these runs "
        f"cannot tell strategic ({held['strategic']:.0%} of runs) from it"
    )


def test_numbers_are_written_so_that_they_fit() -> None:
    assert [count(number) for number in (2_000, 250_000, 60_000_000)] == ["2,000", "250k", "60m"]
    assert [wholly(share) for share in (0.0, 0.004, 0.006, 0.5)] == ["0%", "<1%", "1%", "50%"]
    assert [not_nothing(share) for share in (0.0, 0.0004, 0.0006, 0.5)] == ["0.0%", "<0.1%", "0.1%", "50.0%"]


def test_arms_are_told_apart_without_colour() -> None:
    styles = [arm_style(position) for position in range(20)]
    assert len({(style.dashes, style.marker) for style in styles}) == len(styles)
    assert len({style.colour for style in styles[:7]}) == 7


BOXES = st.lists(st.tuples(st.floats(0, 10), st.floats(0.1, 1.0)), min_size=1, max_size=12)


@given(BOXES)
def test_labels_that_are_spread_do_not_overlap_and_stay_in_order(boxes: list[tuple[float, float]]) -> None:
    wanted, sizes = [at for at, _ in boxes], [size for _, size in boxes]
    placed = spread(wanted, sizes, 0.0, 20.0)
    order = sorted(range(len(boxes)), key=lambda k: wanted[k])
    for low, high in pairwise(order):
        assert placed[high] - placed[low] >= (sizes[low] + sizes[high]) / 2 - 1e-9
    assert all(at - size / 2 >= -1e-9 and at + size / 2 <= 20.0 + 1e-9 for at, size in zip(placed, sizes, strict=True))


@given(BOXES)
def test_labels_that_do_not_collide_stay_where_they_are(boxes: list[tuple[float, float]]) -> None:
    wanted = [3.0 * k + 1.0 for k in range(len(boxes))]
    assert spread(wanted, [size for _, size in boxes], 0.0, 100.0) == pytest.approx(wanted)


def test_labels_that_want_the_same_place_share_it_out() -> None:
    assert spread([5.0, 5.0, 5.0], [1.0, 1.0, 2.0], 0.0, 10.0) == pytest.approx([3.5, 4.5, 6.0], abs=0.5)
    assert spread([0.0, 0.0], [1.0, 1.0], 0.0, 10.0) == [0.5, 1.5]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=80), st.floats(0.4, 3.0))
def test_text_is_wrapped_into_the_room_without_losing_a_letter(text: str, room: float) -> None:
    lines = wrap(text, room, 10.0).split("\n")
    assert squeezed("".join(lines)) == squeezed(text)
    assert all(measure(line, 10.0)[0] <= room for line in lines)


def test_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    long = "Goliath Industries International Holdings plc"
    assert shorten(long, 10.0, 10.0) == long
    shortened = shorten(long, 1.2, 10.0, lines=2)
    assert shortened.endswith("\u2026")
    assert shortened.count("\n") == 1
    assert all(measure(line, 10.0)[0] <= 1.2 for line in shortened.split("\n"))

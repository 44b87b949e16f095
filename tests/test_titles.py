"""Figures hold with the answer: titles with its arms and ways, labels with what they stand at, axes with their kind."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.analysis.contrast import question_of, way
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures import Picture, account_drawn, by_importance, draw, story
from equipoise.analysis.figures.by_round import FEW, RoundSums
from equipoise.analysis.figures.endings import endings
from equipoise.analysis.figures.frontier import frontier
from equipoise.analysis.figures.profit import profit
from equipoise.analysis.figures.story import MOST_ARMS
from equipoise.analysis.figures.tornado import tornado as draw_tornado
from equipoise.analysis.figures.wording import EVERY, asked_about, spoken_of, within
from equipoise.analysis.frontier import Candidate, Frontier, Objective
from equipoise.analysis.prose import titles
from equipoise.analysis.prose.assumed import ASSUMED, closings
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money_first import told as views_told
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import in_100, percent
from equipoise.analysis.results import Comparison, Decision
from equipoise.analysis.sensitivity.ranking import Ranking, directions
from equipoise.analysis.sensitivity.tornado import tornado
from equipoise.experiments.kept import held_apart, runs_to_tell, telling_run
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.files.settings import targets_of
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import CAUSE_WORDS, Cause
from equipoise.sim.tables import panel_table
from tests import comparisons, drawing
from tests.comparisons import Played
from tests.drawn import FIRST, results

PLAYED = [
    ("over-a-barrel", 1, 120),
    ("strategic-vendor", 2, 120),
    ("the-wrong-account", 3, 60),
    ("new-management", 4, 40),
]


@cache
def played(name: str, seed: int, runs: int) -> Played:
    scenario = load_scenario(name)
    return comparisons.played_arms([Arm.of(name, each, seed=seed, rounds=24) for each in scenario.policies], runs)


def drawn(of: Played) -> dict[str, Picture]:
    return {each.name: each for each in draw(of.comparison, of.scenarios, of.by_round)}


@pytest.mark.parametrize(("name", "seed", "runs"), PLAYED)
def test_every_title_names_the_reference_the_arm_decided_on_and_that_in_question(
    name: str, seed: int, runs: int
) -> None:
    of = played(name, seed, runs)
    asked, decided = asked_about(of.comparison), of.comparison.decision
    assert asked
    assert decided
    for each in drawn(of).values():
        for arm in (of.comparison.arms[0].name, asked, decided.arm):
            assert re.search(rf"(?<![\w-]){arm}(?![\w-])", each.title), each.title
    if named := re.search(r"; under ([\w-]+), .* in 100 (.*)\.$", of.comparison.answer.split(" Over all")[0]):
        assert named[1] == asked


@pytest.mark.parametrize(("name", "seed", "runs"), PLAYED)
def test_a_label_says_what_its_line_stands_at_and_what_the_table_has(name: str, seed: int, runs: int) -> None:
    of = played(name, seed, runs)
    figures = drawn(of)
    said = [text.get_text() for text in figures["margin-by-round"].figure.texts]
    account = account_drawn(of.comparison)
    labels = [EVERY] if account is None else [account, EVERY]
    expected = []
    for arm in of.comparison.arms:
        for label in labels:
            mean = of.by_round[arm.name][label].margin.mean
            last = int(np.flatnonzero(np.isfinite(mean))[-1])
            whole = (arm.outcomes if label == EVERY else arm.accounts[label])["contribution_margin"]
            at = "at the end" if last == len(mean) - 1 else f"in round {last}"
            expected.append(f"{percent(mean[last])} {at}; whole run {percent(whole.mean)}")
    found = [text for text in said if "; whole run " in text]
    assert sorted(found) == sorted(expected)
    if "dependence-plane" in figures:
        for text in figures["dependence-plane"].figure.texts:
            if end := re.fullmatch(r"(ends|stops) at (.*)", text.get_text()):
                assert (end[1] == "stops") == (" in round " in end[2])


@given(results())
@settings(max_examples=60)
def test_the_title_of_endings_names_the_ending_that_the_answer_names(comparison: Comparison) -> None:
    pair = question_of(comparison)
    ends = {arm.name: arm.endings["all"] for arm in comparison.arms}
    changes = {each.arm: each.endings["all"] for each in comparison.differences}
    held = 0.0 if pair is None else way(pair.change["survival"])
    title = titles.endings("all", FIRST, ends, changes, percent, named=spoken_of(comparison)[1:], held=held)
    told = re.search(r"; under (\w+), .*?(?:more|fewer)(?: in \d+)? (.*?)\.$", comparison.answer)
    ended = {"ended in collapsed talks": Cause.COLLAPSE, "left for a rival": Cause.UNDERCUT}
    if told and told[2] in ended and all(ends[told[1]][word].value > 0.0 for word in ends[FIRST]):
        assert f"\u201c{CAUSE_WORDS[ended[told[2]]]}\u201d" in title, (title, comparison.answer)
        assert told[1] in title
    if any(arm[word].value > 0.0 for arm in ends.values() for word in arm):
        assert FIRST in title or "never held" in title
        assert asked_about(comparison) in title


@given(results())
@settings(max_examples=60)
def test_the_title_of_profit_tells_where_the_longest_view_says_otherwise(comparison: Comparison) -> None:
    decided, horizons = comparison.decision, views_told(comparison)
    if decided is None or not horizons or decided.arm not in horizons[-1].differences:
        return
    title = profit(comparison).title
    before, later = (way(view.differences[decided.arm].profit) for view in (horizons[0], horizons[-1]))
    words = {1: f"{decided.arm} earns more than", -1: f"{decided.arm} earns less than", 0: "these runs cannot tell"}
    assert (f"; over {years(horizons[-1].years)} " in title) == (before != later), title
    assert before == later or f"; over {years(horizons[-1].years)} {words[later]} " in title


@pytest.mark.parametrize(("name", "seed", "runs"), PLAYED)
def test_the_title_of_profit_goes_as_the_answer_goes(name: str, seed: int, runs: int) -> None:
    comparison = played(name, seed, runs).comparison
    decided = comparison.decision
    assert decided
    title, over = profit(comparison).title, years(comparison.horizons[-1].years)
    turned = rf"[Oo]ver {over} (?:it is the other way round: )?{decided.arm} earns"
    assert bool(re.search(turned, decided.sentence)) == bool(re.search(turned, title)), title


def test_means_end_where_few_runs_are_left_and_titles_say_when() -> None:
    leaving = Scenario.model_validate(
        {"name": "leaving", "accounts": [{"name": "Giant"}], "parameters": {"portfolio": {"exit_hazard": 0.2}}}
    )
    of = comparisons.played(leaving, [comparisons.ACCOMMODATING, comparisons.STRATEGIC], runs=80, rounds=16)
    by = of.by_round["accommodating"]["Giant"]
    assert by.fewest == 40  # half of all, since these are fewer than twice FEW
    last = int(np.flatnonzero(by.held >= 40)[-1])
    plane, ended = (drawn(of)[name] for name in ("dependence-plane", "endings"))
    assert f"fewer than {by.fewest} runs are left" in plane.caption
    assert f" in round {last})" in plane.title
    assert "ends up" not in plane.title
    assert "20% a round" in ended.caption


@pytest.mark.parametrize(("runs", "fewest"), [(1, 1), (30, 15), (100, 50), (400, FEW), (2_000, 100), (12_000, 600)])
def test_the_fewest_runs_of_a_mean(runs: int, fewest: int) -> None:
    sums = RoundSums(Scenario(name="s", accounts=[Account(name="Giant")]), 4)
    sums._runs = runs  # noqa: SLF001 - as if so many had been added
    assert sums.means()["Giant"].fewest == fewest


def test_the_title_of_endings_is_of_the_policy_that_is_decided_on() -> None:
    """Of what clearly changes with it, where anything does that is found and not assumed."""
    comparison = played("over-a-barrel", 3, 200).comparison
    for each in comparison.differences:
        decided = replace(comparison, decision=Decision("recommended", each.arm, "Giant", ()))
        title = endings(decided, "Giant").title
        assert each.arm in title
        clear = [word for word, change in each.endings["Giant"].items() if way(change) and word not in ASSUMED]
        assert not clear or any(f"\u201c{word}\u201d" in title for word in clear), (title, clear)


def test_bars_of_endings_agree_with_how_many_fewer_a_sentence_counts() -> None:
    """Of 3.6 and 0.3 in 100, which are 3 fewer: rounded to 4% and 0% they would be 4."""
    of = played(*PLAYED[0])
    word, shares = CAUSE_WORDS[Cause.COLLAPSE], (0.036, 0.003)
    arms = [
        replace(arm, endings={**arm.endings, "all": {**arm.endings["all"], word: Estimate(share, share, share)}})
        for arm, share in zip(of.comparison.arms[:2], shares, strict=True)
    ]
    assert in_100(shares[0] - shares[1], shares[0] - shares[1]) == "3"
    picture = endings(replace(of.comparison, arms=[*arms, *of.comparison.arms[2:]]), None)
    drawing.check_labels(picture)
    bars = {text.get_text() for axes in picture.figure.axes for text in axes.texts}
    assert {"3.6%", "0.3%"} <= bars


def test_what_is_assumed_stands_apart_from_what_came_out() -> None:
    of = played(*PLAYED[0])
    ended = drawn(of)["endings"]
    rows = [text.get_text() for text in ended.figure.texts]
    assert "assumed: closed for its own reasons" in rows
    assert "closed for its own reasons" not in rows
    assert not any(word in ended.title for word in ASSUMED)
    last = rows.index("assumed: closed for its own reasons")
    assert rows.index("talks collapsed") < last
    for picture in ("endings", "survival"):
        assert "is assumed, and no finding: 0.6% a round" in drawn(of)[picture].caption
    off = with_settings(of.scenarios[0], {"switches.exit": "off"})
    assert closings([off], 24) == ""
    assert "0.6% a round to 5% a round" in closings(
        [*of.scenarios, with_settings(off, {"switches.exit": "on", "portfolio.exit_hazard": 0.05})], 24
    )


# One run


def test_one_run_tells_the_reference_the_arm_in_question_and_the_best() -> None:
    of = comparisons.many()
    names, first = [arm.name for arm in of.comparison.arms], by_importance(of.comparison)
    assert sorted(first) == sorted(names)
    assert first[:2] == [names[0], asked_about(of.comparison)]
    best = max(of.comparison.arms, key=lambda arm: arm.outcomes["contribution"].value).name
    assert best in first[:MOST_ARMS]
    told = sorted(first[:MOST_ARMS], key=names.index)
    account = of.scenarios[0].account_names[0]
    panels = {}
    for name in told:
        arm = of.arms[names.index(name)]
        chunk = play_chunk(arm, [0], panel=True)
        panels[name] = panel_table(arm.scenario, arm.policy.name, chunk)
    picture = story(panels, account, 20, 0, 120, "", names)
    for name in names:
        assert name in picture.title or name not in told
    left_out = re.findall("same luck; (.*) (?:is|are) not shown", picture.caption)
    assert left_out == [" and ".join(name for name in names if name not in told)]


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 2]), st.integers(1, 9), st.sampled_from([0, 2]), st.integers(1, 9)), min_size=1
    )
)
def test_the_run_that_is_told_goes_as_the_answer_goes(rows: list[tuple[int, int, int, int]]) -> None:
    table = np.array(rows, float)
    first, other = (np.column_stack([table[:, k : k + 2], np.full(len(table), 0.1)]) for k in (0, 2))
    longer = held_apart(first, other, 1)
    assert not (longer & held_apart(first, other, -1)).any()
    if longer.any():
        run = telling_run([first, other], longer)
        assert (other[run, 1], other[run, 0] == 0) > (first[run, 1], first[run, 0] == 0)


def test_the_run_that_is_told_tells_the_arm_decided_on_from_the_first() -> None:
    comparison = played(*PLAYED[0]).comparison
    first, asked, decided = spoken_of(comparison)
    alike, decided_apart, asked_apart = range(3)
    causes = {first: [0, 2, 2], asked: [0, 2, 0], decided: [0, 0, 2]}
    lives = {name: np.array([(cause, 24 - cause, 0.1) for cause in own]) for name, own in causes.items()}
    among, which = runs_to_tell(comparison, "Giant", lives)
    assert telling_run([*lives.values()], among) == decided_apart
    assert f"with {decided}" in which
    assert f"{first} (1 of 3" in which
    lives[decided] = lives[first]
    assert runs_to_tell(comparison, "Giant", lives) == (None, "")
    assert telling_run([*lives.values()]) == asked_apart
    assert alike not in {decided_apart, asked_apart}


# Axes and keys


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 0.5))
def test_the_axis_of_a_chance_goes_from_nothing_to_all(one: float, other: float, room: float) -> None:
    least, greatest = sorted((one, other))
    low, high = within("chance", least - room, greatest + room, least, greatest)
    assert 0.0 <= low <= least
    assert greatest <= high <= 1.0
    assert within("money", -5.0, 9.0, 1.0, 8.0) == (-5.0, 9.0)
    low, high = within("share", -least - room, greatest + room, -least, greatest)
    assert low <= -least  # a margin below nothing stays on the figure


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), min_size=1, max_size=5))
@settings(max_examples=10)
def test_a_tornado_of_a_chance_stays_within_it_and_has_words_for_keys(ends: list[tuple[float, float]]) -> None:
    low, high = (np.array(side) for side in zip(*ends, strict=True))
    keys = ("market.rivals", "portfolio.exit_hazard", "policy.strategic.focus", "accounts.Giant.size", "run.rounds")
    result = tornado(low, high, low * 0.0, low * 0.0, base=float(low[0]), ends=(("0", "1"),) * len(low))
    ranking = Ranking(
        "survival", "survival", "share", "probability", keys[: len(low)], result, directions(result.swing)
    )
    picture = draw_tornado(ranking)
    left, right = picture.figure.axes[0].get_xlim()
    assert 0.0 <= left < right <= 1.0
    said = " ".join([picture.title, *(text.get_text() for text in picture.figure.texts)])
    assert not any(key in said for key in keys)


@pytest.mark.parametrize("name", ["market-entry", "strategic-vendor"])
def test_every_key_has_words_of_its_own(name: str) -> None:
    said = [words(key) for key in targets_of(load_scenario(name))]
    assert len(set(said)) == len(said)
    for each in said:
        assert not re.search(r"_|\w\.\w", each), each
    assert words("policy.strategic.focus") == "strategic: focused investment"
    assert words("no key") == "no key"


def test_a_frontier_says_what_each_mark_is_and_how_many_lie_beyond_the_line() -> None:
    objectives = (Objective("contribution_margin", "share", "share"), Objective("survival", "probability", "chance"))
    of = [
        Candidate(
            name,
            "",
            {},
            (Estimate(x, x - 0.01, x + 0.01, runs=99), Estimate(y, y - 0.02, y + 0.02, runs=99)),
            standing=where,
        )
        for name, x, y, where in (
            ("front-1", 0.2, 0.02, "on the front"),
            ("front-2", 0.1, 0.98, "undecided"),
            ("one", 0.1, 0.5, "dominated"),
        )
    ]
    trials = np.array([[0.05, 0.5], [0.15, 0.9], [0.3, 0.01], [0.1, 0.98], [np.nan, 0.5]])
    picture = frontier(Frontier("s", "", "Giant", objectives, [], {}, of[:2], of[2:], trials, 7, 99, 8, 50, 40))
    said = " ".join(text.get_text() for text in picture.figure.texts)
    for kind in (
        "surely beaten by no other",
        "joins the best of what was found",
        "fresh luck cannot tell",
        "comes with the program",
        "2 beyond the line",
    ):
        assert kind in said
    assert "2 of them lie beyond the line" in picture.caption
    assert picture.figure.axes[0].get_ylim()[0] >= 0.0
    assert picture.figure.axes[0].get_ylim()[1] <= 1.0
    alone = frontier(Frontier("s", "", "Giant", objectives, [], {}, of[:1], of[2:], trials, 7, 99, 8, 50, 40))
    said = " ".join([alone.caption, *(text.get_text() for text in alone.figure.texts)])
    assert "line" not in said.partition("Better is up")[2]
    assert "joins" not in said
    assert "; 4 better than what was found on one" in said
    assert "; 4 of them look better than the circle on one of the two at least, since luck" in said

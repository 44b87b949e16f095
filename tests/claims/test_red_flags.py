"""Red flags as predictors: planted areas are found, leakage is not, and the lead is counted from the first flag."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.figures.style import save
from equipoise.analysis.regression import chances
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.flagged import (
    CHANGE_WORDS,
    HORIZON,
    Change,
    Observed,
    Rounds,
    changes,
    kinds_of_change,
    observe,
    observe_closings,
    watch,
)
from equipoise.experiments.claims.flags_drawn import flags_picture
from equipoise.experiments.claims.lead_time import lead
from equipoise.experiments.claims.level import level
from equipoise.experiments.claims.red_flags import area, hazard_ratio, is_up, named, number_up, score, score_in
from equipoise.sim.rules.red_flags import AWAY, ELSEWHERE, FLAG_WORDS, GOALS_MISSED, LOW_RETURN, REORGANISED
from equipoise.sim.state import Cause


def covers(effect: ClaimedEffect, truth: float) -> bool:
    """Within an interval that misses one truth in ten thousand; seeds are fixed."""
    low, high = effect.interval(level=0.9999)
    return low <= truth <= high


def rounds_of(flags: list[list[int]], causes: list[list[int]], **seen: list[list[float]]) -> Rounds:
    """A run of one slot for each row: flags and causes by round, -1 where nothing is served; all else never changes."""
    flag, cause = np.array(flags)[:, :, None], np.array(causes)[:, :, None]
    return served(np.maximum(flag, 0), flag >= 0, np.maximum(cause, 0), **seen)


def served(
    flags: NDArray[np.int64], active: NDArray[np.bool_], cause: NDArray[np.int64], **seen: list[list[float]]
) -> Rounds:
    same = np.ones(flags.shape)
    changed = {name: np.array(values)[:, :, None] for name, values in seen.items()}
    return Rounds(flags, active, cause, **dict.fromkeys(("units", "price", "level", "charter"), same) | changed)


def drawn(hit: float, alarm: float, seed: int, runs: int = 400, each: int = 50) -> Observed:
    """A fifth of the observations change: the first flag is up before ``hit`` of them, and ``alarm`` of the others."""
    draws = np.random.default_rng(seed)
    run = np.repeat(np.arange(runs), each)
    happened = draws.random(len(run)) < 0.2
    up = draws.random(len(run)) < np.where(happened, hit, alarm)
    other = draws.random(len(run)) < 0.3
    return Observed(ELSEWHERE * up + LOW_RETURN * other, happened, run)


def test_a_flag_has_the_area_that_its_hits_and_false_alarms_give() -> None:
    seen = drawn(0.6, 0.2, seed=1)
    up = is_up(seen, ELSEWHERE)
    assert covers(area("flag", up.astype(float), seen), (0.6 - 0.2) / 2.0)
    assert covers(area("other", is_up(seen, LOW_RETURN).astype(float), seen), 0.0)


def test_the_hazard_ratio_is_that_of_bayes_rule() -> None:
    seen = drawn(0.6, 0.2, seed=2)
    flagged, silent = 0.2 * 0.6 / (0.2 * 0.6 + 0.8 * 0.2), 0.2 * 0.4 / (0.2 * 0.4 + 0.8 * 0.8)
    hazards = [-np.log(1.0 - chance) for chance in (flagged, silent)]
    assert covers(hazard_ratio("flag", is_up(seen, ELSEWHERE), seen), float(np.log(hazards[0] / hazards[1])))
    assert covers(hazard_ratio("other", is_up(seen, LOW_RETURN), seen), 0.0)


def test_the_hazard_ratio_is_the_coefficient_of_a_complementary_log_log_regression() -> None:
    seen = drawn(0.6, 0.2, seed=8)
    up = is_up(seen, ELSEWHERE)
    found = hazard_ratio("flag", up, seen)
    table = pl.DataFrame({"up": up, "changes": seen.happened, "run": seen.run})
    term = chances(table, "changes", ["up"], cluster="run", link="cloglog").terms["up"]
    assert found.value == pytest.approx(term.value, abs=1e-6)
    assert found.interval() == pytest.approx((term.low, term.high), rel=0.02)


def test_what_every_run_says_alike_has_no_error() -> None:
    run, up = np.repeat(np.arange(9), 4), np.tile([True, False, True, False], 9)
    assert not hazard_ratio("flag", up, Observed(ELSEWHERE * up, up, run)).known
    assert np.isnan(level("", np.ones(9), "probability").error)
    assert level("", np.zeros(9), "probability").error == 0.0
    assert level("", np.array([1.0, 2.0, np.nan]), "level").error == pytest.approx(0.5)


def test_a_combination_is_fitted_on_one_half_and_scored_on_the_other() -> None:
    scored = score(drawn(0.6, 0.2, seed=3), drawn(0.6, 0.2, seed=4))
    assert [flag.name for flag in scored.flags] == [FLAG_WORDS[ELSEWHERE], FLAG_WORDS[LOW_RETURN]]
    odds = np.log(0.6 / 0.4) - np.log(0.2 / 0.8)
    fitted = scored.fit.terms[FLAG_WORDS[ELSEWHERE]]
    assert fitted.low < odds < fitted.high
    # A coefficient of the other flag that is off zero by chance costs the combination next to nothing on fresh luck.
    assert covers(scored.combination.area, 0.2)
    assert scored.combination.area.value > scored.count.area.value
    hits, alarms = scored.curve.hits, scored.curve.alarms
    assert np.trapezoid(hits, alarms) == pytest.approx(0.5 + scored.combination.area.value)


def test_runs_that_share_their_luck_widen_the_error() -> None:
    lone = drawn(0.6, 0.2, seed=5, runs=200, each=1)
    same = Observed(*(np.repeat(part, 25) for part in (lone.flags, lone.happened, lone.run)))
    up, ups = (is_up(seen, ELSEWHERE) for seen in (lone, same))
    for effect, copies in (
        (area("flag", up.astype(float), lone), area("flag", ups.astype(float), same)),
        (hazard_ratio("flag", up, lone), hazard_ratio("flag", ups, same)),
    ):
        assert copies.value == pytest.approx(effect.value)
        assert copies.error == pytest.approx(effect.error, rel=0.02)


def test_a_flag_that_goes_up_as_the_relationship_ends_warns_of_nothing() -> None:
    # Every ending raises the flag, in its own round alone.
    draws = np.random.default_rng(6)
    cause = np.where(draws.random((300, 30, 1)) < 0.05, int(Cause.NO_DEAL), 0)
    ended = np.cumsum(cause > 0, axis=1) > 0
    over = np.concatenate([np.zeros((300, 1, 1), bool), ended[:, :-1]], axis=1)
    rounds = served(np.where(cause > 0, GOALS_MISSED, 0), ~over, np.where(over, 0, cause))
    seen = observe(rounds)
    assert seen.happened.any()
    assert not is_up(seen, GOALS_MISSED).any()
    assert lead(rounds).ended_flagged == 0


def test_an_ending_counts_within_the_horizon_and_for_its_own_relationship_alone() -> None:
    quiet, silent = [0] * 9, [0] * 9
    ends_at_five = [0, 0, 0, 0, 0, int(Cause.COLLAPSE), -1, 0, 0]
    flags = [1, 0, 0, 0, 0, 2, -1, 4, 0]
    seen = observe(rounds_of([flags, quiet], [ends_at_five, silent]), horizon=4)
    # Rounds 0 to 4 of the first run are seen: its ending in round 5 is five rounds after round 0.
    assert seen.run.tolist() == [0] * 5 + [1] * 5
    assert seen.happened.tolist() == [False] + [True] * 4 + [False] * 5
    assert seen.flags.tolist() == [1] + [0] * 9
    assert len(observe(rounds_of([flags], [ends_at_five]), horizon=1).run) == 6  # rounds 0 to 4, and 7


def test_the_lead_runs_from_the_first_flag_to_the_ending() -> None:
    collapse = int(Cause.COLLAPSE)
    found = lead(
        rounds_of(
            [
                [0, 1, 0, 1, 0, 0, -1, -1],  # flagged in round 1, ends in 5
                [0, 0, 0, 2, -1, 8, 0, 0],  # not flagged before it ends in 3; the next, flagged at once, is held
                [0, 0, 0, 0, 0, 0, 0, 0],  # held, never flagged
                [0, 0, 4, 4, -1, -1, -1, -1],  # flagged in round 2, ends in 3
            ],
            [
                [0, 0, 0, 0, 0, collapse, -1, -1],
                [0, 0, 0, collapse, -1, 0, 0, 0],
                [0] * 8,
                [0, 0, 0, collapse, -1, -1, -1, -1],
            ],
        )
    )
    assert (found.ended_flagged, found.ended_unflagged, found.held_flagged, found.held_unflagged) == (2, 1, 1, 1)
    assert found.median == 2.5  # four rounds and one
    # Kaplan-Meier: three at risk, one ends after a round, one is censored after two, the last ends after four.
    assert found.half_gone == 4.0
    assert found.false_alarms == 0.0


def test_every_kind_of_change_counts_within_the_year_and_no_other() -> None:
    still, quiet = [0] * 12, [0] * 12
    steps = {
        Change.PRICE: {"price": [1.0] * 6 + [0.979] * 6},
        Change.LEVEL: {"level": [3.0] * 6 + [2.7] * 6},
        Change.CHARTER: {"charter": [1.0] * 6 + [0.0] * 6},
        Change.VOLUME: {"units": [1.0] * 6 + [0.5] * 6},
    }
    for kind, seen in steps.items():
        found, apart = changes(rounds_of([still], [quiet], **{name: [values] for name, values in seen.items()}))
        assert not apart.any()
        # The step is in round 6: the year ahead of rounds 2 to 5 has it; volume is compared with the year before.
        begins = {Change.VOLUME: 3}.get(kind, 2)
        until = {Change.VOLUME: 7}.get(kind, 5)
        assert found[0, :, 0].tolist() == [int(kind) * (begins <= t <= until) for t in range(8)]
    small = {"price": [1.0] * 6 + [0.981] * 6, "level": [3.0] * 6 + [2.8] * 6, "units": [1.0] * 6 + [0.95] * 6}
    assert not changes(rounds_of([still], [quiet], **{name: [values] for name, values in small.items()}))[0].any()


def test_own_closings_are_left_out_of_what_changes_and_asked_about_apart() -> None:
    flags = [[1, 1, 1, 1, 1, 1, -1, -1, -1, -1], [0] * 10]
    closes = [[0, 0, 0, 0, 0, int(Cause.EXIT), -1, -1, -1, -1], [0] * 10]
    rounds = rounds_of(flags, closes)
    assert observe(rounds).run.tolist() == [0] + [1] * 6  # round 0 alone does not see the closing ahead
    apart = observe_closings(rounds)
    assert apart.happened[apart.run == 0].tolist() == [False, True, True, True, True]
    assert number_up(apart)[:5].tolist() == [1.0] * 5


@pytest.fixture(scope="module")
def vendor() -> tuple[Rounds, Rounds]:
    """The scenario that flags are judged on, in two halves."""
    luck = Luck(150, 11)
    return watch("new-management", "strategic", luck), watch("new-management", "strategic", luck.fresh())


def test_where_the_mechanism_is_off_the_flag_never_goes_up(vendor: tuple[Rounds, Rounds]) -> None:
    seen = observe(vendor[0])
    for flag, off in (
        (REORGANISED, {"switches.reorganisations": False}),
        (GOALS_MISSED, {"switches.charter": False}),
        (AWAY, {"switches.comeback": False}),
        (ELSEWHERE, {"switches.rivals": False, "switches.comeback": False}),
    ):
        without = observe(watch("new-management", "strategic", Luck(20, 11), off))
        assert is_up(seen, flag).any()
        assert not is_up(without, flag).any()


def test_no_flag_tells_which_accounts_close_for_reasons_of_their_own(vendor: tuple[Rounds, Rounds]) -> None:
    exits = observe_closings(vendor[1])
    assert covers(area("flags", number_up(exits), exits), 0.0)


def test_observations_are_what_the_panel_says(vendor: tuple[Rounds, Rounds]) -> None:
    rounds = vendor[0]
    found, apart = changes(rounds)
    held = rounds.active & (rounds.cause == 0)
    assert len(observe(rounds).run) == (held[:, :-HORIZON] & ~apart).sum()
    for run, t, slot in zip(*np.nonzero(held[:10, :-HORIZON]), strict=True):
        later = rounds.cause[run, t + 1 : t + 1 + HORIZON, slot]
        ends = int(later[later > 0][0]) if (later > 0).any() else 0
        own = ends in {Cause.EXIT, Cause.VENDOR_FAILED}
        assert apart[run, t, slot] == own
        assert bool(found[run, t, slot] & Change.END) == (ends > 0 and not own)
        until = int(np.argmax(later > 0)) + 1 if ends else HORIZON
        ahead = slice(t + 1, t + 1 + until)
        lower = (rounds.price[run, ahead, slot] < 0.98 * rounds.price[run, t, slot]).any()
        assert bool(found[run, t, slot] & Change.PRICE) == lower
    assert set(kinds_of_change(rounds)) == set(CHANGE_WORDS)


def test_every_score_is_finite(vendor: tuple[Rounds, Rounds]) -> None:
    scored = score(*(observe(rounds) for rounds in vendor))
    assert len(scored.flags) == len(FLAG_WORDS)
    for alarm in named(scored):
        assert np.isfinite([alarm.area.value, alarm.area.error, alarm.ratio.value, alarm.ratio.error]).all()
        assert 0.0 < alarm.up < 1.0


def test_the_figure_shows_each_place_and_the_single_flags_of_the_first(tmp_path: Path) -> None:
    places = [score_in("new-management", policy, Luck(60, 11)) for policy in ("strategic", "accommodating")]
    picture = flags_picture(places)
    (axes,) = picture.figure.axes
    assert [text.get_text() for text in axes.texts] == list(FLAG_WORDS.values())
    drawn = {tuple(np.asarray(line.get_xdata())): tuple(np.asarray(line.get_ydata())) for line in axes.lines}
    for place in places:
        curve = place.scored.curve
        assert drawn[tuple(curve.alarms)] == tuple(curve.hits)
    words = " ".join(text.get_text() for text in picture.figure.texts)
    assert f"{0.5 + places[0].scored.combination.area.value:.3f}" in words
    # A single flag lies where its hits and false alarms are.
    seen = observe(watch("new-management", "strategic", Luck(60, 12)))
    up, ended = is_up(seen, GOALS_MISSED), seen.happened
    (mark,) = [line for line in axes.lines if np.allclose(line.get_xdata(), up[~ended].mean())]
    assert np.allclose(mark.get_ydata(), up[ended].mean())
    save(picture, tmp_path)
    assert (tmp_path / "red-flags.svg").stat().st_size > 0

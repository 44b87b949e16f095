"""Sentences about a workshop's tables, which their figures choose; and the pictures that bear them."""

import re
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.analysis.figures.style import svg
from equipoise.analysis.figures.tables import Kind, apart
from equipoise.analysis.figures.tables_luck import Panel, tables_luck
from equipoise.analysis.figures.tables_plane import Track, own_plane, tables_plane
from equipoise.analysis.figures.tables_requests import Asked, Requests, tables_requests
from equipoise.analysis.figures.tables_score import Percents, tables_score
from equipoise.analysis.figures.tables_turns import Curve, tables_turns
from equipoise.analysis.prose.currency import Currency
from equipoise.analysis.prose.tables import (
    Answered,
    Footing,
    Gain,
    Known,
    Spread,
    Together,
    both_lost,
    counted,
    even_footing,
    next_requests,
    partner_or_not,
    promises_kept,
    survival,
    until_when,
    weaker_sides,
    who_knew,
    you_or_luck,
)

EUROS = Currency("euros", 1e6, 100.0)
PARTNER, OPPORTUNIST = Kind("partner", 0), Kind("opportunist", 1)
shares = st.floats(0.0, 1.0)


def counts(sentence: str) -> list[int]:
    """The numbers of tables in a sentence of groups."""
    return [int(found) for found in re.findall(r"[Aa]t(?: all)? (\d+)(?: of \d+)?(?: tables)? ", sentence)]


@given(groups=st.lists(st.integers(0, 5), min_size=1, max_size=4).filter(any))
def test_groups_leave_nobody_out_and_name_nothing_that_is_empty(groups: list[int]) -> None:
    named = {f"they do {letter}": count for letter, count in zip("abcd", groups, strict=False)}
    sentence, total = counted(named, sum(groups)), sum(groups)
    assert all((name in sentence) == (count > 0) for name, count in named.items())
    assert sum(counts(sentence)) == total or total == 1


@given(ends=st.lists(st.one_of(st.builds(Footing, shares, shares), st.just(Footing(nan, nan))), min_size=2, max_size=9))
def test_who_needs_whom_more_is_counted(ends: list[Footing]) -> None:
    sentence = even_footing("Giant", ends)
    assert sum(counts(sentence)) == len(ends)
    mirrored = even_footing("Giant", [Footing(end.account, end.vendor) for end in ends])
    assert ("the vendor ends up" in sentence) == ("Giant ends up" in mirrored)
    assert ("the two parted" in sentence) == any(end.vendor != end.vendor for end in ends)


@given(percents=st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), max_size=9), unknown=st.integers(0, 2))
def test_the_weaker_side_is_counted(percents: list[tuple[float, float]], unknown: int) -> None:
    total = len(percents) + unknown
    sentence = weaker_sides("Giant", percents, total)
    if percents and total > 1:
        assert sum(counts(sentence)) == total
    well = any(min(pair) >= 90.0 for pair in percents)
    assert ("both sides make" in sentence and not sentence.startswith("Nowhere")) == well
    assert ("the vendor is the weaker" in sentence) == any(min(pair) < 90.0 and pair[0] <= pair[1] for pair in percents)


@given(lasts=st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=2, max_size=9))
def test_until_when_it_pays_is_counted(lasts: list[int | None]) -> None:
    sentence = until_when(lasts, 8, 8)
    assert sum(counts(sentence)) == len(lasts)
    assert ("after year 4 or later" in sentence) == any(last is not None and last >= 4 for last in lasts)
    assert ("at no time" in sentence) == any(last is None for last in lasts)


def test_what_was_not_played_is_not_told() -> None:
    assert (
        until_when([2, 2], 2, 8)
        == "At all 2 tables it would still have paid the vendor to turn to investing after year 2"
    )


def test_the_next_request_is_told_by_what_was_given() -> None:
    sentence = next_requests("Giant", [Answered(1.0, 0.04), Answered(0.75, 0.02), Answered(0.0, 0.01)])
    assert "most or all was given, Giant asked for 3.0% of its purchases (2 times)" in sentence
    assert "less was given, Giant asked for 1.0% of its purchases (once)" in sentence
    assert "less" not in next_requests("Giant", [Answered(1.0, 0.04)])
    assert next_requests("Giant", []).startswith("No request")


@given(luck=st.floats(0.1, 5.0), own=st.floats(0.1, 5.0))
def test_you_or_luck_says_which_did_more(luck: float, own: float) -> None:
    sentence = you_or_luck(Spread(luck, [own, -own]), Spread(luck, [own, -own]), "Giant", EUROS)
    assert sentence.startswith("Luck moves figures more") == (luck > 1.25 * own)
    assert sentence.startswith("What people decided moved figures more") == (own > 1.25 * luck)
    apart_told = you_or_luck(Spread(1.0, [9.0]), Spread(9.0, [1.0]), "Giant", EUROS)
    assert apart_told.startswith("For the vendor: what people decided moved figures more")
    assert "For Giant: luck moves figures more" in apart_told


def test_survival_is_told_only_where_games_can_tell() -> None:
    told = survival({"partner": Together(0.9, 0.7)}, 1_000, 6, 8)
    assert "6 tables cannot show" in told
    assert "1,000 games do: after 8 years the two are together with the partner in 90 of 100" in told
    assert "40 games are too few, too" in survival({"partner": Together(0.9, 0.85)}, 40, 6, 8)
    both = survival({"partner": Together(0.9, 0.7), "opportunist": Together(0.76, 0.75)}, 1_000, 6, 8)
    assert "games do" in both
    assert "in 75 where it gives in (which so many games can't tell apart)" in both
    assert both.count("tell apart") == 1


def test_findings_follow_their_figures() -> None:
    assert "for about what it was" in who_knew("Giant", Known(0.4, 0.42), Known(0.6, 0.9))
    assert "for more than it was" in who_knew("Giant", Known(0.4, 0.6), Known(0.6, 0.9))
    assert "for less than it was" in who_knew("Giant", Known(0.6, 0.4), Known(0.6, 0.9))
    assert who_knew("Giant", Known(nan, nan), Known(nan, nan)).startswith("No table")
    assert "3 of 4 years" in promises_kept("Giant", (3, 4), (1, 4))
    assert promises_kept("Giant", (0, 0), (0, 0)).startswith("Nothing was promised")
    assert both_lost([], 6) == "None of 6 tables parted for good"
    assert both_lost([(1.0, 2.0)], 6) == "1 of 6 tables parted for good: both lost by it"
    assert both_lost([(1.0, 2.0), (1.0, -2.0)], 2).startswith(
        "All 2 tables parted for good: at 1 of 2 tables both lost"
    )
    gains = partner_or_not({"partner": Gain(0.9, 0.1), "opportunist": Gain(0.1, 0.2)}, EUROS, 1_000)
    assert "+900,000 a year with the partner and nothing that these games can tell from nothing with the oppor" in gains


@settings(max_examples=30, deadline=None)
@given(places=st.lists(st.tuples(shares, shares), min_size=1, max_size=12))
def test_numbers_on_the_plane_are_moved_apart(places: list[tuple[float, float]]) -> None:
    at = np.array(places)
    moved = apart(at, 0.05, 0.02, 0.98)
    assert moved.min() >= 0.02
    assert moved.max() <= 0.98
    far = np.hypot(*(moved[:, None] - moved[None]).transpose(2, 0, 1))
    np.fill_diagonal(far, 1.0)
    assert far.min() >= 0.03


@pytest.mark.parametrize("many", [1, 7])
def test_pictures_bear_their_finding_and_hold_tables_that_broke_at_once(many: int) -> None:
    names = [str(k + 1) for k in range(many)]
    kinds = [PARTNER, OPPORTUNIST]
    years = np.linspace([0.8, 0.3], [0.5, 0.5], 10)
    tracks = [Track(name, kinds[k % 2], years[: 10 - 3 * k] if k < 3 else years[:0], k) for k, name in enumerate(names)]
    drawn = [
        tables_plane("Giant", kinds, tracks, years, np.array([[nan, nan], [0.5, 0.4]])),
        own_plane("Giant", tracks[-1], years),
        tables_requests(
            "Giant",
            [
                Requests(track.table, track.kind, [Asked(1, 0.1, 0.1, 0.9), Asked(2, 0.05, 0.0, 0.9)], 2)
                for track in tracks
            ],
        ),
        tables_score("Giant", [Percents(track.table, track.kind, (-900.0, 80.0), 2) for track in tracks]),
        tables_score("Giant", [Percents(track.table, track.kind, None, 0) for track in tracks]),
        tables_turns(
            [Curve(track.table, track.kind, [3.0, 2.0, 1.0], [2.0, 2.0, 1.0], 0, 2) for track in tracks], 8, EUROS
        ),
        tables_luck(
            [
                Panel(
                    side, PARTNER, np.linspace(0.0, 8.0, 50), np.arange(50) > 10, [(name, 3.0, True) for name in names]
                )
                for side in ("Vendor", "Giant")
            ],
            (Spread(1.0, [2.0]), Spread(1.0, [0.1])),
            "Giant",
            EUROS,
        ),
    ]
    for picture in drawn:
        text = svg(picture).decode()
        assert picture.title.split()[0] in text
        assert all(f">{name}<" in text or name in text for name in names)

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
from equipoise.analysis.prose.tables import (
    Gain,
    Together,
    about,
    counted,
    partner_or_not,
    promises_kept,
    survival,
    weaker_sides,
    who_knew,
)
from equipoise.analysis.prose.tables_breaks import both_lost
from equipoise.analysis.prose.tables_footing import NEAR, Footing, even_footing
from equipoise.analysis.prose.tables_luck import Middle, Spread, luck_in_scores, you_or_luck
from equipoise.analysis.prose.tables_requests import Answered, asked_and_given, not_why
from equipoise.analysis.prose.tables_turns import own_until_when, until_when
from equipoise.analysis.prose.units import Units
from equipoise.sim.money import Money

EUROS = Units(Money("euros", 1e6, 100.0))
PARTNER, OPPORTUNIST = Kind("partner", 0), Kind("opportunist", 1)
shares = st.floats(0.0, 1.0)


def counts(sentence: str) -> list[int]:
    """The numbers of tables in a sentence of groups."""
    return [
        int(found)
        for found in re.findall(r"[Aa]t(?: all)? (\d+)(?: of \d+)?(?: tables)? ", sentence.replace("both", "all 2"))
    ]


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
    alike = any(min(end) >= NEAR * max(end) for end in ends if end.vendor == end.vendor)
    assert ("about alike, within a tenth of each other" in sentence) == alike


@given(percents=st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), max_size=9), unknown=st.integers(0, 2))
def test_the_weaker_side_is_counted(percents: list[tuple[float, float]], unknown: int) -> None:
    total = len(percents) + unknown
    sentence = weaker_sides("Giant", percents, total)
    if percents and total > 1:
        assert sum(counts(sentence)) == total
    pairs = [tuple(map(about, pair)) for pair in percents]
    well = any(min(pair) >= 90 for pair in pairs)
    assert ("both sides make about 90%" in sentence and not sentence.startswith("Nowhere")) == well
    assert ("the vendor is the weaker" in sentence) == any(min(pair) < 90 and pair[0] < pair[1] for pair in pairs)
    assert ("Giant is the weaker" in sentence) == any(min(pair) < 90 and pair[0] > pair[1] for pair in pairs)


def test_no_side_is_the_weaker_by_what_a_table_cannot_tell() -> None:
    assert weaker_sides("Giant", [(83.0, 84.0)], 1) == (
        "Nowhere both sides make about 90% or more of what two computer players make: "
        "at the table both sides make less, about alike"
    )


@given(lasts=st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=2, max_size=9))
def test_until_when_it_pays_is_counted(lasts: list[int | None]) -> None:
    sentence = until_when(lasts, 8, 8)
    assert sum(counts(sentence.partition(": ")[2])) == len(lasts)
    assert ("still after year 4 or later" in sentence) == any(last is not None and last >= 4 for last in lasts)
    assert ("only before the end of year 4" in sentence) == any(last in {1, 2, 3} for last in lasts)
    assert ("from the beginning only" in sentence) == (0 in lasts)
    assert ("at no time" in sentence) == (None in lasts)


@given(last=st.one_of(st.none(), st.integers(0, 7)))
def test_the_room_and_the_table_say_the_same_of_one_year(last: int | None) -> None:
    room, own = until_when([last], 8, 8), own_until_when(last, 0)
    assert ("from the beginning only" in room) == (
        "taken over from the beginning" in own and own.endswith("only then.")
    )
    assert ("at no time" in room) == ("brought the vendor no more" in own)
    assert (f"taken over after year {last}, investing" in own) == bool(last)
    assert "built from year 1 on" in own_until_when(last, 1)


def test_what_was_not_played_is_not_told() -> None:
    assert until_when([2, 2], 2, 8).endswith("at both tables still after year 2")


def test_what_came_of_giving_is_told_where_there_is_enough_of_it() -> None:
    given_most, given_less = [Answered(0.75, 0.04 + 0.001 * k) for k in range(5)], [Answered(0.0, 0.01)] * 5
    few = asked_and_given("Giant", given_most[:4] + given_less, 20)
    assert (
        few == "Giant asked for something free in 9 of 20 years together, and was given most or all of it in 4 of them"
    )
    assert not_why("Giant", given_most[:4] + given_less) == ""
    enough = asked_and_given("Giant", given_most + given_less, 20)
    assert "asked for more where it had been given most or all: 4.2% of its purchases, against 1.0%" in enough
    assert "does not tell whether giving brought" in not_why("Giant", given_most + given_less)
    mirrored = [one._replace(given=1.0 - one.given) for one in given_most + given_less]
    assert "asked for less where" in asked_and_given("Giant", mirrored, 20)
    spread = [Answered(given, 0.01 * k) for given in (0.0, 1.0) for k in range(5)]
    assert "about as much" in asked_and_given("Giant", spread, 20)
    last = [one._replace(next=nan) for one in given_most] + given_less
    assert ";" not in asked_and_given("Giant", last, 20)
    assert asked_and_given("Giant", [], 16) == "Giant asked for nothing free in 16 years together"
    assert asked_and_given("Giant", [Answered(1.0, nan)], 1).endswith(
        "in 1 of one year together, and was given most or all of it in all of them"
    )


@given(luck=st.floats(0.1, 5.0), own=st.floats(0.1, 5.0))
def test_you_or_luck_says_which_did_more(luck: float, own: float) -> None:
    sentence = you_or_luck(Spread(luck, [own, -own]), Spread(luck, [own, -own]), "Giant", EUROS)
    assert sentence.startswith("Luck moves figures more") == (luck > 1.25 * own)
    assert sentence.startswith("What people decided moved figures more") == (own > 1.25 * luck)
    apart_told = you_or_luck(Spread(1.0, [9.0]), Spread(9.0, [1.0]), "Giant", EUROS)
    assert apart_told.startswith("For the vendor: what people decided moved figures more")
    assert "For Giant: luck moves figures more" in apart_told


@given(luck=st.floats(0.1, 5.0), own=st.floats(0.1, 5.0))
def test_amounts_stand_in_the_order_of_the_words(luck: float, own: float) -> None:
    sentence = you_or_luck(Spread(luck, [own]), Spread(luck, [own]), "Giant", EUROS)
    first, second = (luck, own) if sentence.startswith("Luck") else (own, luck)
    assert f": {EUROS.figure(first)} against {EUROS.figure(second)} for the vendor" in sentence


def test_survival_is_told_only_where_games_can_tell() -> None:
    told = survival({"partner": Together(0.9, 0.7)}, 1_000, 6, 8)
    assert told == (
        "6 tables cannot show who stays together longer; 1,000 games do: after 8 years, with the partner more are "
        "together where the vendor invests than where it gives in"
    )
    assert survival({"partner": Together(0.9, 0.85)}, 40, 6, 8).endswith("and 40 games are too few, too")
    both = survival({"partner": Together(0.9, 0.7), "opportunist": Together(0.76, 0.75)}, 1_000, 6, 8)
    assert "with the opportunist about as many are together" in both
    assert "more are together where the vendor gives in" in survival({"partner": Together(0.7, 0.9)}, 1_000, 1, 8)
    alike = survival({"partner": Together(0.9, 0.7), "opportunist": Together(0.9, 0.7)}, 1_000, 6, 8)
    assert "with the partner and the opportunist more are" in alike


def test_findings_follow_their_figures() -> None:
    assert "about as it was: 0.42, and it was 0.40" in who_knew("Giant", 0.4, 0.42, 0.9)
    assert "as greater than it was" in who_knew("Giant", 0.4, 0.6, 0.9)
    smaller = who_knew("Giant", 0.6, 0.4, 0.9)
    assert "as smaller than it was" in smaller
    assert smaller.endswith("A computer Giant would have been 90% sure that the vendor depends on it")
    assert who_knew("Giant", nan, nan, nan).startswith("No table")
    assert "3 of 4 years" in promises_kept("Giant", (3, 4), (1, 4))
    assert promises_kept("Giant", (0, 0), (0, 0)).startswith("Nothing was promised")
    gains = partner_or_not({"partner": Gain(0.9, 0.1), "opportunist": Gain(0.1, 0.2)}, EUROS, 1_000)
    assert gains.startswith("Compared with giving in, investing and dealing fairly brings the vendor")
    assert "+900,000 a year with the partner and nothing that these games can tell from nothing with the oppor" in gains
    assert "54 to 76 with the partner" in luck_in_scores({"partner": Middle("gives in", 54.2, 75.8)})


def test_what_broke_is_counted_for_good_and_for_a_while() -> None:
    assert both_lost("Giant", [], [], 6) == "None of 6 tables parted for good"
    assert both_lost("Giant", [(1.0, 2.0)], [], 6) == "1 of 6 tables parted for good: both lost by it"
    assert both_lost("Giant", [(-1.0, 2.0)], [], 6).endswith("only Giant lost by it")
    assert both_lost("Giant", [(1.0, 2.0), (1.0, -2.0)], [], 2).startswith(
        "Both tables parted for good: at 1 of 2 tables both lost"
    )
    assert both_lost("Giant", [], [(1.0, -2.0)], 3) == (
        "None of 3 tables parted for good. 1 of 3 tables broke down, and not for good: "
        "only the vendor made less while apart"
    )
    assert both_lost("Giant", [], [(nan, nan)], 1).endswith("that cannot be told")


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
    tracks = [
        Track(name, kinds[k % 2], path, range(1, len(path) + 1), k)
        for k, name in enumerate(names)
        for path in [years[: 10 - 3 * k] if k < 3 else years[:0]]
    ]
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
        tables_score("Giant", [Percents(track.table, track.kind, (-900.0, 80.0), 2, 4) for track in tracks]),
        tables_score("Giant", [Percents(track.table, track.kind, None, 0, 0) for track in tracks]),
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

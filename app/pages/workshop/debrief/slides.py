"""The slides of a debrief: a question of the workshop, the finding that answers it, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.prose.tables import Gain, Together, mean_of, partner_or_not, promises_kept, survival
from equipoise.analysis.prose.tables_luck import Middle, luck_in_scores
from equipoise.analysis.prose.tables_requests import not_why
from equipoise.analysis.prose.tables_turns import one_luck_each
from equipoise.app.pages.workshop.debrief.known import guess_slides, knew_slide
from equipoise.app.pages.workshop.debrief.parting import parting_slide
from equipoise.app.pages.workshop.debrief.pictures import kinds_of, pictures, requests_of
from equipoise.app.pages.workshop.debrief.slide import Grid, Slide
from equipoise.app.pages.workshop.debrief.words import counted_years
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Kind, Result

_NORMAL = 1.959964
_ENOUGH = 20
"""Fewer lucks have no middle half to speak of."""
_ANSWERS = ("knew", "requests", "turns", "kinds", "lost")
"""Slides that answer the workshop's questions, in their order; any more stand on the last."""


SHEET = "sheet"
"""In place of a slide: each table's sheet shows it."""
SHOWN_ON = {
    "R1": "lost", "R2": SHEET, "R4": "requests", "R5": "plane", "R6": "plane", "R10": "kinds", "R14": "promises",
    "R15": "knew", "R16": "turns", "R17": "lost", "R18": SHEET,
}  # fmt: skip
"""Where the debrief shows what a claim of the texts says: accounts won, and the rating of each year, are on sheets."""


def slides(found: Debrief) -> list[Slide]:
    """Make all slides in their order, with the workshop's questions beside their answers."""
    drawn, asked = pictures(found), found.workshop.questions
    made = [
        _drawn("score", "Two figures, and the smaller counts", drawn, *_score_remarks(found)),
        _drawn("plane", "Who needs whom", drawn),
        knew_slide(found),
        *guess_slides(found),
        _drawn("requests", "Asked for and given", drawn, not_why(found.workshop.account, requests_of(found))),
        _promises(found),
        _drawn("turns", "Until when it would have paid", drawn, one_luck_each()),
        _kinds(found),
        parting_slide(found),
        _drawn("luck", "You or luck", drawn),
        Slide("together", "Who stays together", _survival(found), [], None, _survival_grid(found)),
        Slide("close", "And at home?", "", list(asked[len(_ANSWERS) :])),
    ]
    beside = dict(zip(_ANSWERS, asked, strict=False))
    goals = found.workshop.goals
    return [
        slide._replace(
            questions=[beside[slide.key]] if slide.key in beside else slide.questions,
            claims=tuple(claim for claim in goals if SHOWN_ON.get(claim) == slide.key),
        )
        for slide in made
    ]


def _drawn(key: str, name: str, drawn: dict[str, Picture], *remarks: str) -> Slide:
    return Slide(key, name, drawn[key].title, [], drawn[key], None, tuple(filter(None, remarks)))


def _score_remarks(found: Debrief) -> Iterator[str]:
    """Whose figure counts some years only, and how far apart scores are by luck alone."""
    currency, account = currency_of(found.workshop.money), found.workshop.account
    for one in found.tables:
        if one.later is not None:
            yield f"Table {one.name}: {counted_years(one.later, account, currency)}"
    if found.dealt.sum() >= _ENOUGH:
        yield luck_in_scores({name: _middle(found, found.kinds[name]) for name in kinds_of(found)})


def _middle(found: Debrief, kind: Kind) -> Middle:
    """The middle half of what a vendor scores that always does otherwise than the one that tables are measured by."""
    way, games = ("gives in", kind.give_in) if kind.par is kind.fair else ("invests all the same", kind.fair)
    made, par = (one.figures(found.years, kind.own_years)[found.dealt] for one in (games, kind.par))
    low, high = np.quantile((100.0 * made / par).min(axis=1), (0.25, 0.75))
    return Middle(way, float(low), float(high))


def _promises(found: Debrief) -> Slide:
    account = found.workshop.account
    kept = {
        one.name: (sum(said.vendor_kept for said in one.promises), sum(said.account_kept for said in one.promises))
        for one in found.tables
    }
    many = {one.name: len(one.promises) for one in found.tables}
    total = sum(many.values())
    finding = promises_kept(
        account, (sum(vendor for vendor, _ in kept.values()), total), (sum(own for _, own in kept.values()), total)
    )
    head = ["Table", f"{account} was a", "Years with promises", "Vendor kept its own", f"{account} kept its own"]
    rows = [
        [one.name, one.counterpart, str(many[one.name]), *(str(count) for count in kept[one.name])]
        for one in found.tables
    ]
    remark = "Kept: as much as was promised, or more. Who promised what, year by year, is on each table's sheet."
    return Slide("promises", "Promised and done", finding, [], None, Grid(head, rows), (remark,))


def _kinds(found: Debrief) -> Slide:
    seated, currency = kinds_of(found), currency_of(found.workshop.money)
    gains = {name: _gain(kind) for name, kind in found.kinds.items()}
    finding = partner_or_not(gains, currency, len(found.dealt))
    groups = [[one for one in found.tables if one.counterpart == name] for name in seated]
    account = found.workshop.account
    measures: list[tuple[str, Callable[[Sequence[Result]], str]]] = [
        ("Tables", lambda tables: str(len(tables))),
        ("Together at the end", lambda tables: str(sum(one.end is None for one in tables))),
        ("The vendor made, a year", lambda tables: currency.figure(mean_of([one.own.vendor for one in tables]))),
        (f"{account} gained, a year", lambda tables: currency.figure(mean_of([one.own.account for one in tables]))),
        (
            "The vendor built, of the most that it could",
            lambda tables: _percent(mean_of([one.built for one in tables])),
        ),
        (
            f"{account} worked, of the most that its role sheet allows",
            lambda tables: _percent(mean_of([one.worked for one in tables])),
        ),
        (f"{account} asked for, of its purchases", _asked),
        ("Given, of what was asked for", _given),
    ]
    rows = [[name, *(tell(group) for group in groups)] for name, tell in measures]
    few = "" if len(seated) > 1 else "All tables of this room had the same account. "
    remark = (
        f"{few}The figures are this room's; so few tables differ by luck and by people, too: what holds in general "
        "is the sentence above."
    )
    return Slide(
        "kinds",
        " or ".join(gains).capitalize(),
        finding,
        [],
        None,
        Grid(["", *(f"tables with the {name}" for name in seated)], rows),
        (remark,),
    )


def _gain(kind: Kind) -> Gain:
    """What investing brings the vendor, over all lucks."""
    difference = kind.fair.vendor.mean(1) - kind.give_in.vendor.mean(1)
    error = float(difference.std(ddof=1)) / len(difference) ** 0.5 if len(difference) > 1 else float("inf")
    return Gain(float(difference.mean()), _NORMAL * error)


def _percent(share: float) -> str:
    return "-" if np.isnan(share) else f"{100.0 * share:.0f}%"


def _asked(tables: Sequence[Result]) -> str:
    asked, bought = (
        sum(getattr(year, name) for one in tables for year in one.requests) for name in ("asked", "purchases")
    )
    return f"{100.0 * asked / bought:.1f}%" if bought > 0.0 else "-"


def _given(tables: Sequence[Result]) -> str:
    granted, asked = (
        sum(getattr(year, name) for one in tables for year in one.requests) for name in ("granted", "asked")
    )
    return _percent(granted / asked) if asked > 0.0 else "nothing was"


def _survival(found: Debrief) -> str:
    last = found.workshop.years
    together = {
        name: Together(*(float(games.together[:, last - 1].mean()) for games in (kind.fair, kind.give_in)))
        for name, kind in found.kinds.items()
        if name in kinds_of(found)
    }
    return survival(together, len(found.dealt), len(found.tables), last)


def _survival_grid(found: Debrief) -> Grid:
    """Share of games that are together, by year."""
    seated = kinds_of(found)
    head = ["Together, of 100 games", *(f"{name}, vendor {way}" for name in seated for way in ("invests", "gives in"))]
    shares = [
        games.together.mean(0) for name in seated for games in (found.kinds[name].fair, found.kinds[name].give_in)
    ]
    years = range(2, len(shares[0]) + 1, 2)
    return Grid(
        head, [[f"after year {year}", *(f"{100.0 * share[year - 1]:.0f}" for share in shares)] for year in years]
    )

"""The debrief as one HTML page, in a few lines for the terminal, and as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from equipoise.analysis.figures.style import svg
from equipoise.app.pages.html import embedded, page
from equipoise.app.pages.layout import Cells, heading, of_cells, remark, sections
from equipoise.app.pages.workshop.debrief.sheets import sheets
from equipoise.app.pages.workshop.debrief.words import counted_years
from equipoise.app.pages.workshop.words import currency_of
from equipoise.experiments.workshop.debrief.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.app.pages.workshop.debrief.slide import Slide
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Kind, Result


def debrief_page(found: Debrief, shown: Sequence[Slide]) -> str:
    """Make the page: a slide after the other, then a sheet for each table."""
    own = sheets(found)
    drawn = {slide.key: slide.picture for slide in shown if slide.picture is not None}
    drawn |= {f"sheet-{sheet.name}": sheet.picture for sheet in own}
    return page(
        "debrief.html.j2", title=found.workshop.title or found.workshop.name, workshop=found.workshop,
        years=found.years, games=len(found.dealt), slides=shown, sheets=own,
        images=embedded({name: svg(picture) for name, picture in drawn.items()}),
    )  # fmt: skip


def debrief_lines(found: Debrief, shown: Sequence[Slide]) -> Iterator[RenderableType]:
    """Lay out for a terminal what the room will see first."""
    rows = []
    for one in found.tables:
        score = one.score
        percents = (
            ["-"] * 3 if score is None else [f"{value:.0f}" for value in (score.vendor, score.account, score.table)]
        )
        end = f"parted in year {one.end.year}" if one.end else ""
        rows.append([one.name, one.counterpart, *percents, end])
    account = found.workshop.account
    cells = Cells(["Table", f"{account} was a", "Vendor", account, "Score", ""], rows, texts=2)
    currency = currency_of(found.workshop.money)
    findings = [Text(f"{slide.name}: {slide.finding}.") for slide in shown if slide.finding]
    counts = [
        remark(f"Table {one.name}: {counted_years(one.later, account, currency)}") for one in found.tables if one.later
    ]
    return sections(
        [heading(f"Debrief after {found.years} years")],
        [of_cells(cells, narrow=True)],
        findings,
        counts or None,
        [remark(f"Per cent of two computer players with the same luck; {len(found.dealt):,} games with other luck.")],
    )


def debrief_document(found: Debrief, shown: Sequence[Slide]) -> dict[str, Any]:
    """Lay out all of a debrief but its pictures."""
    return {
        "years": found.years,
        "games": len(found.dealt),
        "lucks_that_rooms_are_dealt": int(found.dealt.sum()),
        "predictions": list(found.foretold.predictions),
        "findings": {slide.key: slide.finding for slide in shown if slide.finding},
        "tables": [_result(one) for one in found.tables],
        "computer_players": {name: _kind(found, kind) for name, kind in found.kinds.items()},
    }


def _result(one: Result) -> dict[str, Any]:
    score = one.score
    lists = (
        "ledger", "par_ledger", "traced", "needs", "par_needs", "requests", "promises", "breaks",
    )  # fmt: skip
    return {
        "table": one.name,
        "counterpart": one.counterpart,
        "own": one.own._asdict(),
        "par": one.par._asdict(),
        "score": None if score is None else {"vendor": score.vendor, "account": score.account, "table": score.table},
        "you_or_luck": {"vendor": one.vendor_luck._asdict(), "account": one.account_luck._asdict()},
        "later": None if one.later is None else one.later._asdict(),
        "built": one.built,
        "worked": one.worked,
        **{name: [entry._asdict() for entry in getattr(one, name)] for name in lists},
        "guessed": [guess._asdict() | {"side": guess.side.value} for guess in one.guessed],
        "turns": [
            {"years": turn.years, "invest": turn.invest._asdict(), "give_in": turn.give_in._asdict()}
            for turn in one.turns
        ],
        "paid_until": one.paid_until,
        "even_year": one.even_year,
    }


def _kind(found: Debrief, kind: Kind) -> dict[str, Any]:
    ways = {"invest": kind.fair, "give_in": kind.give_in}
    return {
        name: games.mean(found.years, kind.own_years)._asdict()
        | {
            "together": games.together.mean(0).tolist(),
            "events": dict(zip(EVENTS, games.events[:, : found.years].sum(1).mean(0).tolist(), strict=True)),
        }
        for name, games in ways.items()
    }

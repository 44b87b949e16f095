"""The debrief for programs, in the model's money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.experiments.workshop.debrief.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.app.pages.workshop.debrief.slide import Slide
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Kind, Result


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

"""What people guessed, beside what was true."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.tables_footing import NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.workshop.debrief.truth import Need, Request
    from equipoise.experiments.workshop.guesses import Guess
    from equipoise.sim.decisions import Side


class Guessed(NamedTuple):
    """A guess beside the truth, both as shares of the range of the question."""

    year: int  #: after which it was made
    side: Side
    question: str  #: its name
    guess: float
    truth: float


def guessed(
    guesses: Sequence[Guess], needs: Sequence[Need], requests: Sequence[Request], orientation: float, *, together: bool
) -> list[Guessed]:
    """Set the guesses of a table beside the truth.

    What has no truth is left out: how firm the vendor is where nothing was asked for later, and needs after a break.
    """
    by_year = {need.year: need for need in needs}
    found = []
    for one in guesses:
        need = by_year.get(one.year)
        later = next((asked for asked in requests if asked.year > one.year and asked.asked > 0.0), None)
        truth = {"partner": orientation, "together": float(together)}
        if need is not None:
            truth |= {"needs_us": need.account, "needed": need.vendor}
        if later is not None:
            truth["firm"] = 1.0 - later.granted / later.asked
        found += [
            Guessed(one.year, one.side, name, share, truth[name]) for name, share in one.shares.items() if name in truth
        ]
    return found


def even_year(needs: Sequence[Need]) -> int | None:
    """The first year after which the account needs the vendor as much as the vendor needs it, or nearly."""
    return next((need.year for need in needs if need.account >= NEAR * need.vendor), None)

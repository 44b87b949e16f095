"""Listing what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented, show, show_json
from equipoise.app.jobs.searching import matching
from equipoise.sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.outcomes import Outcome


def show_outcomes(words: Sequence[str], *, as_json: bool) -> None:
    """Print outcomes."""
    found = matching(words, {outcome.name: (outcome.name, outcome.meaning) for outcome in OUTCOMES}, "outcome")
    chosen = [outcome for outcome in OUTCOMES if outcome.name in found]
    if as_json:
        show_json(
            [{"name": o.name, "unit": o.unit, "kind": o.kind, "meaning": o.meaning, "of": _whose(o)} for o in chosen]
        )
        return
    for outcome in chosen:
        heading = Text(outcome.name, style="bold")
        heading.append(f"  {outcome.unit}" if outcome.unit != "1" else "", style="not bold")
        whose = _whose(outcome)
        only = "" if len(whose) > 1 else f" Of {'all accounts together' if 'run' in whose else 'single accounts'} only."
        show(heading, indented(Text(outcome.meaning + only), 4))


def _whose(outcome: Outcome) -> list[str]:
    """Whether runs have it, and single accounts."""
    return ["run"] * (outcome.of_run is not None) + ["account"] * (outcome.of_account is not None)

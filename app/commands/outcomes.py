"""``equipoise outcomes``: everything that is measured."""

from typing import Annotated

from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.commands.matching import matching
from equipoise.app.console import indented, show, show_json
from equipoise.sim.outcome import Outcome
from equipoise.sim.outcomes import OUTCOMES

EXAMPLES = ("equipoise outcomes", "equipoise outcomes margin")

_WORDS = "Show only what has all these words in its name or meaning; all by default."

Words = Annotated[list[str] | None, options.argument("WORD", _WORDS, completion.outcomes)]


def outcomes(words: Words = None, as_json: options.AsJson = False) -> None:
    """List what is measured, with unit and meaning."""
    found = matching(words or [], {outcome.name: (outcome.name, outcome.meaning) for outcome in OUTCOMES}, "outcome")
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

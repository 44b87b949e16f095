"""What ``docs/how-a-claim-is-judged.md`` has from a claim as it comes out: one, worked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import Verdict, gone, refuted
from equipoise.analysis.prose.effects import least, measured, number
from equipoise.app.pages.claims_tables import effect_table
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.trial import RUNS, SEED
from equipoise.experiments.claims.whole import try_everything
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.trial import Finding

CLAIM = "R4"
MARKS = ("runs", "interval", "claim", "figures", "steps")

_VERDICTS = {
    Verdict.SUPPORTED: "Every effect speaks for the claim and every placebo is gone: **supported**.",
    Verdict.CONTRADICTED: "An effect speaks against the claim, and one is enough: **contradicted**.",
    Verdict.UNDECIDED: "Not every effect speaks for the claim, or a placebo is not gone; and none speaks against it: "
    "**undecided**.",
    Verdict.BUILT_IN: "What the claim says was built into the model: **built in**.",
}


def make() -> Iterator[tuple[str, str]]:
    """Put the claim to the test, as the evidence does."""
    (finding,) = try_everything(claims_of([CLAIM]), Luck(RUNS, SEED), beyond=False).findings
    yield from parts(finding).items()


def parts(finding: Finding) -> dict[str, str]:
    """The generated parts by their marks."""
    claim, evidence = finding.claim, finding.evidence
    cells = effect_table(finding)
    steps = [*map(_step, evidence.effects), *map(_placebo, evidence.placebos), _VERDICTS[finding.verdict]]
    return {
        "runs": (
            f"So every case is played {finding.runs:,} times or more, each time with other luck, and the effect is the "
            "average."
        ),
        "interval": _interval(evidence.effects[0]),
        "claim": f"> {claim.sentence}\n\n{claim.design} {claim.measure}",
        "figures": table(cells.head, *cells.rows, texts=cells.texts),
        "steps": "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
    }


def _interval(effect: ClaimedEffect) -> str:
    """How an effect with its interval is read."""
    low, high = (number(end, effect) for end in effect.interval(JOINT))
    return (
        f'"{measured(effect, JOINT)}" reads: our best figure is {number(effect.value, effect)}; anything from {low} to '
        f"{high} fits what we saw."
    )


def _step(effect: ClaimedEffect) -> str:
    low, _high = effect.interval(JOINT)
    start = f"*{effect.name}* comes to {measured(effect, JOINT)}; the least that matters is {least(effect)}."
    if low > effect.least:
        return f"{start} The whole interval lies above it: this speaks for the claim."
    if refuted(effect, JOINT):
        return f"{start} The whole interval lies below it: this speaks against the claim."
    return f"{start} The interval reaches over it: these runs cannot tell."


def _placebo(effect: ClaimedEffect) -> str:
    start = f"The placebo, *{effect.name}*, comes to {measured(effect, JOINT)}."
    if gone(effect, JOINT):
        return f"{start} The whole interval lies below {least(effect)}: without its mechanism the effect is gone."
    return f"{start} The interval reaches {least(effect)}: the effect is not gone, though its mechanism is."

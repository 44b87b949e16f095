"""What became of the claims, as tables of texts: for the console, the report and the document alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.effect_words import least, number, p_value, scale, told, unit
from equipoise.experiments.claims.advantage import MEASURES as ADVANTAGE
from equipoise.experiments.claims.trial import JOINT
from equipoise.experiments.claims.two_by_two import EFFECTS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.two_by_two import Square
    from equipoise.experiments.claims.whole import Whole

_VERDICTS = ("supported", "contradicted", "undecided")


class Cells(NamedTuple):
    """A table of texts, of which the first columns are words and the others figures."""

    head: list[str]
    rows: list[list[str]]
    texts: int = 1


def counted(findings: Sequence[Finding]) -> str:
    """Say how many claims came out how: ``15 supported, 4 contradicted, 2 undecided``."""
    count = Counter(finding.verdict.value for finding in findings)
    return ", ".join(f"{count[verdict]} {verdict}" for verdict in _VERDICTS if count[verdict])


def placebo(finding: Finding) -> str:
    """Say what became of a claim's placebos."""
    if not finding.evidence.placebos:
        return "none"
    return "gone" if finding.placebos_gone else "not gone"


def verdict_table(findings: Sequence[Finding]) -> Cells:
    """One claim a row, with the effect that its verdict hangs on."""
    rows = [
        [
            finding.claim.id,
            finding.claim.sentence,
            finding.verdict.value,
            finding.weakest.name,
            told(finding.weakest, JOINT),
            least(finding.weakest),
            placebo(finding),
            p_value(finding.adjusted),
        ]
        for finding in findings
    ]
    return Cells(["", "claim", "verdict", "hangs on", "effect", "least", "placebo", "p"], rows, 4)


def effect_table(finding: Finding) -> Cells:
    """Effects, placebos and other readings of a claim, one a row."""
    evidence = finding.evidence
    kinds = (("effect", evidence.effects), ("placebo", evidence.placebos), ("also", evidence.also))
    rows = [[kind, each.name, told(each, JOINT), least(each)] for kind, effects in kinds for each in effects]
    return Cells(["", "what", "effect", "least"], rows, 2)


def square_table(square: Square) -> Cells:
    """Four cells, then main effects and the interaction."""
    names = [m.label if scale(m.unit) == 1.0 else f"{m.label} %" for m in MEASURES]
    cells = [
        [standing, vendor, *(number(levels[m.outcome].mean, square.effects[m.outcome][EFFECTS[0]]) for m in MEASURES)]
        for (standing, vendor), levels in square.cells.items()
    ]
    effects = [[name, "", *(within_brackets(square.effects[m.outcome][name]) for m in MEASURES)] for name in EFFECTS]
    return Cells(["account", "vendor", *names], [*cells, *effects], 2)


def apart_table(whole: Whole) -> Cells:
    """The advantage without each mechanism, and each one's share of it; no rows where it was not asked for."""
    head = ["mechanism off"]
    for measure in ADVANTAGE:
        head += [f"{measure.outcome.replace('_', ' ')}, {unit(measure.unit)}", "share"]
    ablation, shares = whole.ablation, whole.shares
    if ablation is None or shares is None:
        return Cells(head, [])
    share = {row.switch: row.share for row in shares.rows}
    return Cells(
        head,
        [
            ["none, all on", *_both(ablation.whole, shares.all.share)],
            *([row.switch, *_both(row.left, share.get(row.switch))] for row in ablation.rows),
            [f"these {len(shares.rows)} off", *_both(None, shares.none.share)],
        ],
    )


def _both(left: Mapping[str, ClaimedEffect] | None, share: Mapping[str, ClaimedEffect] | None) -> Iterator[str]:
    """What is left and the share, outcome by outcome; a blank where there is none."""
    for measure in ADVANTAGE:
        yield within_brackets(left[measure.outcome]) if left is not None else ""
        one = share[measure.outcome] if share is not None else None
        yield number(one.value, one, signed=True) if one is not None else ""


def within_brackets(effect: ClaimedEffect) -> str:
    """An effect with its own 95% interval, without its unit."""
    low, high = effect.interval()
    return f"{number(effect.value, effect, signed=True)} [{number(low, effect)}, {number(high, effect)}]"

"""What became of the claims, as tables of texts, and how to read them: for console, report and document alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from equipoise.analysis.prose import lead
from equipoise.analysis.prose.effects import bracketed, least, measured, number, p_value, unit
from equipoise.analysis.prose.numbers import scale
from equipoise.app.pages.layout import Cells
from equipoise.experiments.claims.advantage import MEASURES as ADVANTAGE
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.two_by_two import EFFECTS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.two_by_two import Square
    from equipoise.experiments.claims.whole import Whole

LEGEND = (
    "Of each claim it tells the effect that the verdict hangs on, and the least that would matter. Intervals hold for "
    "all effects of all claims together (95%). A placebo is the same with the mechanism off: the effect must be gone. "
    "p is one-sided, against the least that matters, by Holm's rule over all claims."
)
"""How to read the table of verdicts."""

VERDICTS = (
    "Supported: every effect's interval lies above the least that matters, and every placebo's below it. Contradicted: "
    "some effect's interval lies below the least that matters, be it turned round or too small. Undecided: neither. A "
    "claim of several effects is judged by its weakest. Built in: the claim says what the model was built to do; the "
    "runs add how much is left of it."
)
"""What a verdict means."""

OF_SQUARES = (
    "The same account in each table: strategic to its vendor by what the heading says, or not; where it is not, the "
    "vendor is of the same means for its size. A vendor that is best in class is so to every account that it has. "
    "Effects are taken run by run, each with its own 95% interval. The interaction tells by how much more being a "
    "strategic vendor does where the account is strategic."
)
"""How to read the two by two."""

OF_APART = (
    "The strategic vendor's lead over the accommodating one with a mechanism off, each with its own 95% interval. The "
    "share is the mechanism's Shapley value: its part of the lead, on average over all orders of switching on; exact "
    "for the mechanisms that have one. They and the last row add up to the lead with all on, as it is in the quarter "
    "of the runs that they rest on."
)
"""How to read the ablation and the shares."""

CANNOT_TELL = {
    "How large an effect is in your business.": (
        "With this many free parameters, matching signs proves little. Read directions, and each beside its placebo."
    ),
    "Whether a claim is true of the world.": (
        "A verdict says what follows from the mechanisms that were built, at the shipped scenarios' settings. Where a "
        "mechanism is the claim itself, support says that it survives what works against it in the model, no more."
    ),
    "That the defaults are right.": (
        "Three parameters were fitted, on two published figures. A verdict may turn elsewhere in the space of "
        "parameters; the calibration shows where being strategic does not pay."
    ),
    "What people feel.": (
        "Orientation is a number that an account has; neither trust nor injury changes it. End users are counted by "
        "what they buy."
    ),
    "What reputation is worth.": (
        "No account hears how another was treated, and nobody plays for a name beyond the horizon."
    ),
    "What rivals do.": "They quote; they don't react, learn or court an account, and a fat margin draws nobody in.",
    "What is not in it.": (
        "Several vendors of one account, several products, people within either side, the account manager's skill, "
        "credit, tax and inventory."
    ),
}
"""What the model can't tell, with why."""

_VERDICTS = ("supported", "contradicted", "undecided", "built in")


def counted(findings: Sequence[Finding]) -> str:
    """Say how many claims came out how: ``15 supported, 4 contradicted, 2 undecided``."""
    count = Counter(finding.verdict.value for finding in findings)
    return ", ".join(f"{count[verdict]} {verdict}" for verdict in _VERDICTS if count[verdict])


def placebo(finding: Finding) -> str:
    """Say what became of a claim's placebos."""
    if not finding.evidence.placebos:
        return "none"
    return "gone" if finding.placebos_gone else "not gone"


def by_version(finding: Finding) -> str:
    """Say what becomes of each version of a claim: ``the state: supported; the policy: contradicted``."""
    return "; ".join(f"{name}: {verdict.value}" for name, verdict in finding.versions.items())


def verdict_table(findings: Sequence[Finding]) -> Cells:
    """One claim a row, with the effect that its verdict hangs on."""
    rows = [
        [
            finding.claim.id,
            finding.claim.sentence,
            finding.verdict.value,
            f"{finding.weakest.name} ({by_version(finding)})" if finding.versions else finding.weakest.name,
            measured(finding.weakest, JOINT),
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
    kinds = (
        ("effect", evidence.effects),
        ("built in", evidence.built_in),
        ("placebo", evidence.placebos),
        ("also", evidence.also),
    )
    rows = [[kind, each.name, measured(each, JOINT), least(each)] for kind, effects in kinds for each in effects]
    return Cells(["", "what", "effect", "least"], rows, 2)


def heading(square: Square) -> str:
    """Say which two by two it is: what makes the account strategic, what the vendor, and where."""
    way = square.way
    return f"{way.name[0].upper()}{way.name[1:]}; vendor by {square.version.name} ({way.scenario}, {way.account})"


def square_table(square: Square) -> Cells:
    """Four cells, then main effects and the interaction."""
    names = [m.label if scale(m.unit) == 1.0 else f"{m.label} %" for m in MEASURES]
    cells = [
        [standing, vendor, *(number(levels[m.outcome].mean, square.effects[m.outcome][EFFECTS[0]]) for m in MEASURES)]
        for (standing, vendor), levels in square.cells.items()
    ]
    effects = [[name, "", *(bracketed(square.effects[m.outcome][name]) for m in MEASURES)] for name in EFFECTS]
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


def apart_words(whole: Whole) -> str:
    """Say without which mechanisms the lead in contribution turns round, and without which it is gone."""
    ablation = whole.ablation
    if ablation is None:
        return ""
    return lead.without(ablation.whole["contribution"], {row.switch: row.left["contribution"] for row in ablation.rows})


def _both(left: Mapping[str, ClaimedEffect] | None, share: Mapping[str, ClaimedEffect] | None) -> Iterator[str]:
    """What is left and the share, outcome by outcome; a blank where there is none."""
    for measure in ADVANTAGE:
        yield bracketed(left[measure.outcome]) if left is not None else ""
        one = share[measure.outcome] if share is not None else None
        yield number(one.value, one, signed=True) if one is not None else ""

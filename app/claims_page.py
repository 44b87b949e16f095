"""What became of the claims, on a page: the table of verdicts, then what the advantage is made of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from analysis.effect_words import least, marked, number, p_value, scale, told, unit
from app.console import indented
from experiments.claims.advantage import MEASURES as ADVANTAGE
from experiments.claims.trial import JOINT
from experiments.claims.two_by_two import EFFECTS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from analysis.evidence import Effect
    from experiments.claims.trial import Finding
    from experiments.claims.two_by_two import Square
    from experiments.claims.whole import Whole

_COLOURS = {"supported": "green", "contradicted": "red", "undecided": "dim"}
_IN_FULL = 3
"""Most claims that are told in full."""


def counted(findings: Sequence[Finding]) -> str:
    """Say how many claims came out how: ``15 supported, 4 contradicted, 2 undecided``."""
    count = Counter(finding.verdict.value for finding in findings)
    return ", ".join(f"{count[verdict]} {verdict}" for verdict in _COLOURS if count[verdict])


def claims_page(whole: Whole, console: Console) -> Iterator[RenderableType]:
    """Lay out what became of claims.

    Parameters
    ----------
    whole : Whole
        What they come to.
    console : Console
        Where it is printed.

    Yields
    ------
    rich renderable
        To be printed one below the other.
    """
    yield Text(f"Claims: {counted(whole.findings)}.", style="bold")
    yield Text()
    yield _verdicts(whole.findings)
    yield Text()
    yield Text(_legend(whole), style="dim")
    if len(whole.findings) <= _IN_FULL:
        for finding in whole.findings:
            yield Text()
            yield from _in_full(finding)
    if whole.squares:
        yield from _squares(whole.squares, console)
    if whole.ablation is not None and whole.shares is not None:
        yield from _apart(whole)


def _legend(whole: Whole) -> str:
    return (
        f"{whole.luck.runs:,} runs of each arm, or a multiple where events are rare; seed {whole.luck.seed}. Of each "
        "claim the effect that its verdict hangs on, and the least that would matter. Intervals hold for all effects of "
        "all claims together (95%). A placebo is the same with the mechanism off: the effect must be gone. p is "
        "one-sided, against the least effect, by Holm's rule over all claims."
    )


def _verdicts(findings: Sequence[Finding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("claim", ratio=5)
    table.add_column("verdict", no_wrap=True)
    table.add_column("hangs on", ratio=5)
    table.add_column("placebo", no_wrap=True)
    table.add_column("p", justify="right", no_wrap=True)
    for finding in findings:
        weakest = finding.weakest
        hangs = Text(f"{told(weakest, JOINT)}, least {least(weakest)}\n").append(weakest.name, style="dim")
        table.add_row(
            Text(finding.claim.id, style="bold"),
            finding.claim.sentence,
            Text(marked(finding.verdict), style=_COLOURS[finding.verdict.value]),
            hangs,
            _placebo(finding),
            p_value(finding.adjusted),
        )
        table.add_section()
    return table


def _placebo(finding: Finding) -> str:
    if not finding.evidence.placebos:
        return "none"
    return "gone" if finding.placebos_gone else "not gone"


def _in_full(finding: Finding) -> Iterator[RenderableType]:
    """Everything that there is to a claim."""
    claim, evidence = finding.claim, finding.evidence
    yield Text(f"{claim.id}  ", style="bold").append(claim.sentence, style="bold")
    for heading, words in (
        ("Design", claim.design),
        ("Measure", claim.measure),
        ("Placebo", claim.placebo),
        ("Reading", evidence.remark),
        ("Limits", claim.limits),
    ):
        if words:
            yield indented(Text(f"{heading}: ", style="dim").append(words, style="not dim"), 4)
    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
    for kind, effects in (("effect", evidence.effects), ("placebo", evidence.placebos), ("also", evidence.also)):
        for effect in effects:
            table.add_row(Text(kind, style="dim"), effect.name, told(effect, JOINT), f"least {least(effect)}")
    for level in evidence.levels:
        by = scale(level.unit)
        words = f"{by * level.mean:.2f} \N{PLUS-MINUS SIGN} {1.96 * by * level.error:.2f}"
        table.add_row(Text("arm", style="dim"), level.label, words, level.unit if by == 1.0 else f"{level.unit}, %")
    yield indented(table, 4)


def _squares(squares: Sequence[Square], console: Console) -> Iterator[RenderableType]:
    yield Text()
    yield Text("Is the account strategic to the vendor, by is the vendor strategic to the account", style="bold")
    for square in squares:
        yield Text()
        yield Text(f"{square.way.name[0].upper()}{square.way.name[1:]} ({square.way.scenario}, {square.way.account})")
        yield _square(square, narrow=console.width < _WIDE)
    yield Text(
        "The same account in each table: strategic to its vendor by what the heading says, or not. Means; effects are run "
        "by run, with 95% intervals each for itself. Interaction: by how much more the strategic policy does where the "
        "account is strategic.",
        style="dim",
    )


_WIDE = 96


def _square(square: Square, *, narrow: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("account", no_wrap=True)
    table.add_column("vendor", no_wrap=True)
    for measure in MEASURES:
        name = measure.label if scale(measure.unit) == 1.0 else f"{measure.label} %"
        table.add_column(name, justify="right")
    for (standing, vendor), levels in square.cells.items():
        cells = [_level(levels[m.outcome].mean, square.effects[m.outcome][EFFECTS[0]]) for m in MEASURES]
        table.add_row(standing, vendor, *cells)
    table.add_section()
    for name in EFFECTS:
        table.add_row(name, "", *(_interval(square.effects[m.outcome][name], narrow=narrow) for m in MEASURES))
    return table


def _level(mean: float, like: Effect) -> str:
    return number(mean, like)


def _interval(effect: Effect, *, narrow: bool = False) -> str:
    low, high = effect.interval()
    between = "\n" if narrow else " "
    return f"{number(effect.estimate, effect, signed=True)}{between}[{number(low, effect)}, {number(high, effect)}]"


def _apart(whole: Whole) -> Iterator[RenderableType]:
    """The advantage without each mechanism, and each one's share of it."""
    ablation, shares = whole.ablation, whole.shares
    if ablation is None or shares is None:
        return
    share = {row.switch: row.share for row in shares.rows}
    yield Text()
    yield Text("What the strategic vendor's advantage is made of (strategic-vendor, Giant)", style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("mechanism off", no_wrap=True)
    for measure in ADVANTAGE:
        name = measure.outcome.replace("_", " ")
        table.add_column(f"{name}, {unit(measure.unit)} left", justify="right")
        table.add_column("share", justify="right")
    table.add_row("none, all on", *_both(ablation.whole, {m.outcome: shares.all.share[m.outcome] for m in ADVANTAGE}))
    table.add_section()
    for row in ablation.rows:
        table.add_row(row.switch, *_both(row.left, share.get(row.switch)))
    table.add_section()
    table.add_row("these seven off", *_both(None, shares.none.share))
    yield table
    yield Text(
        "Left: the strategic vendor's lead over the accommodating one with the mechanism off, with its 95% interval. "
        "Share: Shapley value of the mechanism, its part of the lead on average over all orders of switching on, exact "
        f"over the {2 ** len(shares.rows)} combinations of the mechanisms that have one; shares and the last row add up "
        "to the first row's.",
        style="dim",
    )


def _both(left: object, share: object) -> Iterator[str]:
    """What is left and the share, outcome by outcome; a blank where there is none."""
    for measure in ADVANTAGE:
        yield _interval(left[measure.outcome]) if isinstance(left, dict) else ""
        yield _short(share[measure.outcome]) if isinstance(share, dict) else ""


def _short(effect: Effect) -> str:
    return number(effect.estimate, effect, signed=True)

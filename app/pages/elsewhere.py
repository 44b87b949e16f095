"""Where claims turn, on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from equipoise.analysis.evidence import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.robust import Elsewhere, Turn

_TOLD = 3
"""Most parameters that are told of a claim."""

LEGEND = (
    "Every parameter of a scenario lies between half and one and a half times its own value. A verdict at a point is "
    "by the claim's own 95% intervals there. Told are parameters whose rank correlation with the claim's weakest "
    "effect cannot be chance (Holm's rule over all of them), and the value, in times its own, on either side of which "
    "the claim holds most unlike often."
)


def elsewhere_page(found: Sequence[Elsewhere], points: int, luck: Luck) -> Iterator[RenderableType]:
    """Lay out where claims hold, fail, and turn."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("claim", ratio=4)
    for verdict in ("supported", "contradicted", "undecided"):
        table.add_column(verdict, justify="right", no_wrap=True)
    table.add_column("turns with", ratio=5)
    for each in found:
        count = [
            each.verdicts.get(verdict, 0) for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNDECIDED)
        ]
        table.add_row(Text(each.claim.id, style="bold"), each.claim.sentence, *map(str, count), turns(each))
        table.add_section()
    yield Text(f"Claims at {points} points around their scenarios' own parameters", style="bold")
    yield Text()
    yield table
    yield Text()
    yield Text(f"{luck.runs:,} runs of each arm or a multiple at each point; seed {luck.seed}. {LEGEND}", style="dim")


def turns(each: Elsewhere) -> str:
    """Say which parameters tell where a claim holds."""
    told = "; ".join(map(_turn, each.turns[:_TOLD])) or "no parameter that could be told from chance"
    return f"{told}; not playable at {each.refused}" if each.refused else told


def _turn(turn: Turn) -> str:
    return f"{turn.parameter} (supported at {turn.below:.0%} of the points below {turn.at:.2f}, {turn.above:.0%} above)"

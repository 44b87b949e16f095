"""Where results go: to the terminal as a page or as JSON, and to the folder that ``--out`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.console import progress, remark, say, show, show_json
from equipoise.experiments.beside import with_beside
from equipoise.experiments.compare import compare
from equipoise.experiments.kinds import REPORT
from equipoise.experiments.outputs import RANGE, RESTS, compare_into
from equipoise.sim.measures import measures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from equipoise.analysis.results import Comparison
    from equipoise.app.request import Request
    from equipoise.sim.arm import Arm


_RESTING = 8.0
"""How much longer it takes to tell what a decision rests on than to play it, for progress."""


def show_result(
    document: Callable[[], object],
    page: Iterable[RenderableType],
    *,
    as_json: bool,
    out: Path | None,
    written: Callable[[Path], str],
    offer: str = "",
) -> None:
    """Print a result, then where it is ``written``, or the ``offer`` of a folder where none was asked for."""
    if as_json:
        show_json(document())
    else:
        show(*page)
    if out is not None:
        remark(f"\n{written(out)}", as_json=as_json)
    elif offer and not as_json:
        say(f"\n{offer}")


def play(arms: Sequence[Arm], replications: int, request: Request, names: Sequence[str] | None = None) -> Comparison:
    """Play arms under the same luck, and write report, figures, data and manifest, if they are asked for."""
    measures = measures_of(request.measures or ())
    if request.out is None:
        with progress("Playing", 2.0 + _RESTING * request.rests_on) as done:
            comparison = compare(
                arms, replications, names=names, threads=request.threads, measures=measures,
                progress=lambda runs: done(runs / replications),
            )  # fmt: skip
            done.now(RESTS if request.rests_on else RANGE)
            return with_beside(
                comparison, arms, rests_on=request.rests_on, threads=request.threads,
                progress=lambda share: done((1.0 + _RESTING * request.rests_on) * share),
            )  # fmt: skip
    # Reports draw with Matplotlib, which takes as long to load as a small comparison to be played.
    from equipoise.app.pages.comparison_report import comparison_report  # noqa: PLC0415 - late

    with progress("Playing", 1.0) as done:
        return compare_into(
            request.out, arms, replications, lambda material: comparison_report(material, request.command),
            names=names, panel=request.panel, threads=request.threads, progress=done, doing=done.now,
            measures=measures, rests_on=request.rests_on,
        )  # fmt: skip


def show_comparison(
    request: Request, document: Callable[[], object], page: Iterable[RenderableType], more: str = ""
) -> None:
    """Print a comparison, where its report is, and what else there is."""
    show_result(
        document, page, as_json=request.as_json, out=request.out,
        written=lambda out: f"The report is {out / REPORT}; figures, data and the manifest are beside it.",
        offer=f"{more}For a report with figures, and the data behind it, add --out DIR.",
    )  # fmt: skip

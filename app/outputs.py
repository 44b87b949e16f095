"""Where results go: to the terminal as a page or as JSON, and to the folder that ``--out`` names."""

from __future__ import annotations

import json
from html import unescape
from reprlib import repr as shortened
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import capital, many
from equipoise.app.console import progress, remark, say, show, show_json
from equipoise.experiments.beside import with_beside
from equipoise.experiments.compare import compare
from equipoise.experiments.json_text import json_text
from equipoise.experiments.kinds import REPORT
from equipoise.experiments.outputs import RANGE, RESTS, compare_into
from equipoise.sim.measures import measures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from equipoise.analysis.results import Comparison
    from equipoise.app.request import Request
    from equipoise.sim.arm import Arm


_MOST_SHOWN = 3

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


def say_agreement(request: Request, file: str, document: Callable[[], object]) -> None:
    """Say whether a repeated result is the same, to the last digit, as the one beside its manifest."""
    path = request.beside / file if request.beside is not None and file else None
    if path is None or not path.is_file():
        return
    try:
        then = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    differing = [*_differing(then, json.loads(json_text(document())))]
    said = f"It is the same, to the last digit, as {path}."
    if differing:
        shown = "; ".join([*differing[:_MOST_SHOWN], *["..."] * (len(differing) > _MOST_SHOWN)])
        said = f"It differs from {path} in {many(len(differing), 'value')}: {shown}"
    remark(f"\n{said}", as_json=request.as_json)


def _differing(then: object, now: object, where: str = "") -> Iterator[str]:
    """Where two documents differ."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from _differing(then.get(key), now.get(key), f"{where}.{key}" if where else str(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for k, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _differing(one, other, f"{where}[{k}]")
    elif then != now:
        yield f"{where} was {shortened(then)} and is {shortened(now)}"


def say_agreement_of_words(request: Request, comparison: Comparison) -> None:
    """Say whether a repeated comparison has the sentences, with their figures, of the report beside its manifest."""
    path = request.beside / REPORT if request.beside is not None else None
    if path is None or not path.is_file():
        return
    text = unescape(path.read_text(encoding="utf-8"))
    decision = comparison.decision
    decided = (*decision.parts, decision.rests_on, *decision.details) if decision else ()
    sentences = [*filter(None, decided), comparison.answer, *(capital(one.sentence) for one in comparison.differences)]
    differing = [one for one in sentences if one not in text]
    said = f"Every sentence, with its figures, is the same as in {path}."
    if differing:
        one = len(differing) == 1
        which = "One" if one else f"{len(differing):,}"
        are = f"is not in {path}" if one else f"are not in {path}; the first"
        said = f"{which} of {many(len(sentences), 'sentence')} {are}: {differing[0]}"
    remark(f"\n{said}", as_json=request.as_json)


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
    beside = "figures, data and the manifest are beside it."
    show_result(
        document, page, as_json=request.as_json, out=request.out,
        written=lambda out: "\n\n".join([*filter(None, [more.strip()]), f"The report is {out / REPORT}; {beside}"]),
        offer=f"{more}For a report with figures, and the data behind it, add --out DIR.",
    )  # fmt: skip

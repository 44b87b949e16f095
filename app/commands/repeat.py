"""``equipoise repeat``: what a manifest describes, exactly."""

import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import options
from equipoise.app.commands.compare import play_and_show
from equipoise.app.commands.frontier import search_again
from equipoise.app.console import note
from equipoise.app.request import Request
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from equipoise.experiments.manifest import Content
    from equipoise.experiments.seal import Document
    from equipoise.sim.measures import Measures

EXAMPLES = ("equipoise repeat report/manifest.json",)

Manifest = Annotated[
    Path,
    typer.Argument(
        metavar="MANIFEST", parser=options.some_path, show_default=False,
        help="A manifest.json that --out wrote, or its folder.",
    ),
]  # fmt: skip


def repeat(
    context: typer.Context,
    manifest: Manifest,
    accounts: options.Accounts = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: options.Out = None,
    panel: options.Panel = None,
    measures: options.Measures = None,
    tables: options.Tables = False,
) -> None:
    """Repeat a comparison exactly, from its manifest.

    The manifest holds every scenario and policy whole, and the seed; --out writes it beside the report. Where results
    stand beside it, it is said whether they are the same, or where they differ. A search for a
    frontier or for a break-even, and what knowing is worth, are repeated likewise.
    One that was changed is refused: to play something else, change a file or say --set.
    Of claims and of regularities, the command that does them again is told. Of measures of your own, the manifest
    holds the digest alone: name their file with --measures.
    """
    request = Request(
        accounts=accounts or [], threads=threads, as_json=as_json, out=out, panel=panel, command=context.obj,
        measures=measures, tables=tables, beside=manifest if manifest.is_dir() else manifest.parent,
    )  # fmt: skip
    from equipoise.experiments.kinds import STUDY
    from equipoise.experiments.manifest import read_manifest
    from equipoise.experiments.seal import read_document
    from equipoise.experiments.storage.whole import recover

    for folder in (manifest, manifest.parent):
        recover(folder)
    path = _in_folder(manifest) if manifest.is_dir() else manifest
    document = read_document(path)
    if document.what == STUDY:
        raise EquipoiseError(_of_study(path.parent))
    from equipoise.experiments import again
    from equipoise.experiments.breakeven.knowing import KnowingTask
    from equipoise.experiments.breakeven.task import BreakEvenTask
    from equipoise.experiments.claims.request import AroundRequest, ClaimsRequest
    from equipoise.experiments.comparison_task import ComparisonTask
    from equipoise.experiments.frontier.task import Task
    from equipoise.experiments.regularities.request import RegularitiesRequest

    known: tuple[type[Content], ...] = (
        *(AroundRequest, BreakEvenTask, ClaimsRequest, ComparisonTask, KnowingTask, RegularitiesRequest, Task),
    )
    made = read_manifest(document, next(kind for kind in known if kind.what == document.what))
    content, differing = made.content, _differing(made.versions)
    if isinstance(content, again.Request):
        command = shlex.join(["equipoise", *content.command()])
        lines = [f"{path} is the manifest of what another command does; it does the same again:\n  {command}"]
        raise EquipoiseError("\n".join(lines + differing))
    for line in differing:
        note(line)
    if isinstance(content, ComparisonTask):
        _measures(document, content.measures, measures)
        asked = replace(request, rests_on=content.rests_on)
        play_and_show(content.arms, content.replications, asked, names=content.names)
    elif isinstance(content, Task):
        own = _measures(document, content.judge.measures, measures)
        search_again(replace(content, judge=replace(content.judge, measures=own)), request)
    elif isinstance(content, BreakEvenTask | KnowingTask):
        from equipoise.app.deciding import find_and_show

        own = _measures(document, content.question.measures, measures)
        find_and_show(replace(content, question=replace(content.question, measures=own)), request)


def _measures(document: "Document", then: "Measures", file: Path | None) -> "Measures":
    """Take measures of one's own, which have to be those of the manifest."""
    from equipoise.experiments.kinds import KINDS
    from equipoise.sim.measures import measures_of

    own = measures_of(file or ())
    if own.digest == then.digest:
        return own
    manifest, whose = document.path, KINDS[document.what].whose
    if not then.own:
        raise EquipoiseError(f"{manifest} is {whose} without measures of one's own; leave out --measures")
    why = f"{file} is another file" if file else "its functions are not in the manifest"
    raise EquipoiseError(
        f"{manifest} is {whose} with measures of {then.name}, digest {then.digest}; {why}. Name the one that "
        "it was made with: --measures FILE"
    )


def _differing(versions: Mapping[str, str]) -> list[str]:
    """A line on versions that are others here, if there are any."""
    from equipoise.experiments.versions import other_versions

    others = other_versions(versions)
    differences = ", ".join(f"{name} {then} then, {now} now" for name, (then, now) in others.items())
    return [f"Made with other versions, so results may differ: {differences}."] if others else []


def _in_folder(folder: Path) -> Path:
    """The manifest in a folder of results, or how what it holds is repeated."""
    from equipoise.experiments.kinds import FRONTIER_DOCUMENT, MANIFEST
    from equipoise.experiments.studies.layout import MANIFEST as OF_STUDY

    path = folder / MANIFEST
    if path.exists():
        return path
    if (folder / OF_STUDY).exists():
        raise EquipoiseError(_of_study(folder))
    if (folder / FRONTIER_DOCUMENT).exists():
        raise EquipoiseError(
            f"{folder} holds a search for a frontier without a manifest, as earlier versions wrote it. It is repeated "
            "by the command that made it, equipoise frontier, with the same options and another folder behind --out."
        )
    raise EquipoiseError(
        f"{folder} holds no {MANIFEST}; name a folder that --out of compare, run, twin, frontier, breakeven "
        "or worth-knowing has written, or "
        "the file"
    )


def _of_study(folder: Path) -> str:
    from equipoise.experiments.storage.spelling import in_shell

    return (
        f"{folder} holds a study, which is repeated from its own file, into another folder:\n"
        "  equipoise sweep STUDY --out DIR\n"
        f"What it came to is told by equipoise sensitivity {in_shell(folder)}"
    )

"""What ``--out DIR`` writes: report, figures, data and manifest, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.experiments.folder import FIGURES, MANIFEST, REPORT, check_folder, written_whole
from equipoise.experiments.manifest import write_manifest
from equipoise.sim.kernel import play_chunk
from equipoise.sim.tables import panel_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from equipoise.analysis.figures import Picture
    from equipoise.analysis.results import Comparison
    from equipoise.experiments.kept import Kept, Seen
    from equipoise.sim.arm import Arm

__all__ = ["Material", "check_folder", "write_outputs"]

_PLAYING, _DRAWING = 0.5, 0.45
"""Shares of the work, for progress; the rest is writing the page."""


@dataclass(frozen=True)
class Material:
    """What a report is made of.

    Attributes
    ----------
    comparison : Comparison
        What it comes to.
    arms : list of Arm
        What was played, in the order of the comparison.
    pictures : list of Picture
        Figures, in the order in which they are shown.
    images : dict of str to bytes
        Their SVG, by name.
    kept : Kept
        How many runs the data and the figures hold.
    """

    comparison: Comparison
    arms: list[Arm]
    pictures: list[Picture]
    images: dict[str, bytes]
    kept: Kept


def write_outputs(  # noqa: PLR0913 - what to write, where, and how
    comparison: Comparison,
    arms: Sequence[Arm],
    out: Path,
    report: Callable[[Material], str],
    *,
    panel: int | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Kept:
    """Write report, figures, data and manifest of a comparison.

    Everything is written beside ``out`` and moved there at the end. Memory does not grow with the number of runs, and
    the files hold the same bytes every time.

    Parameters
    ----------
    comparison : Comparison
        What :func:`equipoise.experiments.compare.compare` gave.
    arms : sequence of Arm
        What it was given.
    out : pathlib.Path
        Folder to write; see :func:`check_folder`.
    report : callable
        Makes the page of ``report.html``.
    panel : int, optional
        Runs of each arm whose every round is kept; see :func:`equipoise.experiments.kept.kept_runs`.
    threads : int, optional
        Threads; as many as the machine has cores.
    progress : callable, optional
        Told, after every piece of work, which share of all of it that was; the shares add up to 1.

    Returns
    -------
    Kept
        How many runs the data hold.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the folder is refused or cannot be written.
    """
    # Matplotlib and Parquet take half a second to import; whoever only checks a folder should not wait for them.
    from equipoise.analysis.figures import draw, save  # noqa: PLC0415 - see above
    from equipoise.experiments.kept import kept_runs, write_data  # noqa: PLC0415 - see above

    done = progress or _unheard
    kept = kept_runs(arms, comparison.replications, panel)
    with written_whole(out) as folder:
        account = _account_told_of(comparison, arms)
        seen = write_data(folder, arms, kept, account, threads=threads, done=lambda share: done(_PLAYING * share))
        by_arm = {arm.name: own.sums.means() for arm, own in zip(comparison.arms, seen, strict=True)}
        pictures = draw(comparison, [arm.scenario for arm in arms], by_arm)
        if account is not None:
            pictures.append(_story(comparison, arms, seen, account))
        (folder / FIGURES).mkdir()
        for picture in pictures:
            save(picture, folder / FIGURES)
            done(_DRAWING / len(pictures))
        images = {picture.name: (folder / FIGURES / f"{picture.name}.svg").read_bytes() for picture in pictures}
        page = report(Material(comparison, list(arms), pictures, images, kept))
        (folder / REPORT).write_text(page, encoding="utf-8", newline="\n")
        write_manifest(folder / MANIFEST, arms, comparison.replications, [arm.name for arm in comparison.arms])
        done(1.0 - _PLAYING - _DRAWING)
    return kept


def _unheard(_share: float) -> None:
    """Nobody asked."""


def _account_told_of(comparison: Comparison, arms: Sequence[Arm]) -> str | None:
    """The account that sentences speak of, else the first one of the first arm."""
    from equipoise.analysis.figures import account_drawn  # noqa: PLC0415 - as in ``write_outputs``

    return account_drawn(comparison) or next(iter(arms[0].scenario.account_names), None)


def _story(comparison: Comparison, arms: Sequence[Arm], seen: Sequence[Seen], account: str) -> Picture:
    """Tell one run, in the first arms that have the account."""
    from equipoise.analysis.figures import MOST_TOLD, story  # noqa: PLC0415 - as in ``write_outputs``
    from equipoise.experiments.kept import telling_run  # noqa: PLC0415 - as in ``write_outputs``

    told = [k for k, arm in enumerate(arms) if account in arm.scenario.account_names][:MOST_TOLD]
    replication = telling_run([seen[k].lives for k in told])
    panels = {}
    for k in told:
        arm = arms[k]
        chunk = play_chunk(arm, [replication], panel=True)
        panels[comparison.arms[k].name] = panel_table(
            arm.scenario, arm.policy.name, [replication], chunk.panel, chunk.vendor
        )
    return story(panels, account, comparison.rounds, replication, len(seen[0].lives))

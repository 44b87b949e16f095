"""What ``--out DIR`` writes: report, figures, data and manifest, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.experiments.compare import checked_arms, compare
from equipoise.experiments.folder import FIGURES, MANIFEST, REPORT, check_folder, written_whole
from equipoise.experiments.manifest import write_manifest
from equipoise.sim.kernel import play_chunk
from equipoise.sim.tables import panel_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from equipoise.analysis.figures import Picture
    from equipoise.analysis.results import Comparison
    from equipoise.experiments.kept import Kept, KeptRuns
    from equipoise.sim.arm import Arm

__all__ = ["Material", "check_folder", "compare_into"]

_PLAYING, _DRAWING = 0.8, 0.15
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


def compare_into(  # noqa: PLR0913 - what is played, how, and what is kept of it
    out: Path,
    arms: Sequence[Arm],
    replications: int,
    report: Callable[[Material], str],
    *,
    names: Sequence[str] | None = None,
    panel: int | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Compare arms, and write report, figures, data and manifest; each run is played once.

    Everything is written beside ``out`` and moved there at the end. Memory does not grow with the number of runs, and
    the files hold the same bytes every time.

    Parameters
    ----------
    out : pathlib.Path
        Folder to write; see :func:`check_folder`.
    arms, replications, names, threads
        As for :func:`equipoise.experiments.compare.compare`.
    report : callable
        Makes the page of ``report.html``.
    panel : int, optional
        Runs of each arm whose every round is kept; see :func:`equipoise.experiments.kept.kept_runs`.
    progress : callable, optional
        Told, after every piece of work, which share of all of it that was; the shares add up to 1.

    Returns
    -------
    Comparison
        What it comes to.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When arms cannot be compared, or the folder is refused or cannot be written.
    """
    # Matplotlib and Parquet take half a second to import; whoever only checks a folder should not wait for them.
    from equipoise.analysis.figures import draw, save  # noqa: PLC0415 - see above
    from equipoise.experiments.kept import KeptRuns, kept_runs  # noqa: PLC0415 - see above

    done = progress or _unheard
    arms = checked_arms(arms)
    kept = kept_runs(arms, replications, panel)
    with written_whole(out) as folder:
        with KeptRuns(folder, arms, kept) as keeper:
            comparison = compare(
                arms,
                replications,
                names=names,
                threads=threads,
                progress=lambda runs: done(_PLAYING * runs / replications),
                keeper=keeper,
            )
        by_arm = {arm.name: sums.means() for arm, sums in zip(comparison.arms, keeper.sums, strict=True)}
        pictures = draw(comparison, [arm.scenario for arm in arms], by_arm)
        if account := _account_told_of(comparison, arms):
            pictures.append(_story(comparison, arms, keeper, account))
        (folder / FIGURES).mkdir()
        for picture in pictures:
            save(picture, folder / FIGURES)
            done(_DRAWING / len(pictures))
        images = {picture.name: (folder / FIGURES / f"{picture.name}.svg").read_bytes() for picture in pictures}
        page = report(Material(comparison, arms, pictures, images, kept))
        (folder / REPORT).write_text(page, encoding="utf-8", newline="\n")
        write_manifest(folder / MANIFEST, arms, replications, [arm.name for arm in comparison.arms])
        done(1.0 - _PLAYING - _DRAWING)
    return comparison


def _unheard(_share: float) -> None:
    """Nobody asked."""


def _account_told_of(comparison: Comparison, arms: Sequence[Arm]) -> str | None:
    """The account that sentences speak of, else the first one of the first arm."""
    from equipoise.analysis.figures import account_drawn  # noqa: PLC0415 - as in ``compare_into``

    return account_drawn(comparison) or next(iter(arms[0].scenario.account_names), None)


def _story(comparison: Comparison, arms: Sequence[Arm], keeper: KeptRuns, account: str) -> Picture:
    """Tell one run, in the first arms that have the account; which run follows from all, so it is played once more."""
    from equipoise.analysis.figures import MOST_TOLD, story  # noqa: PLC0415 - as in ``compare_into``
    from equipoise.experiments.kept import telling_run  # noqa: PLC0415 - as in ``compare_into``

    told = [k for k, arm in enumerate(arms) if account in arm.scenario.account_names][:MOST_TOLD]
    lives = [keeper.lives(k, account) for k in told]
    replication = telling_run(lives)
    panels = {}
    for k in told:
        arm = arms[k]
        chunk = play_chunk(arm, [replication], panel=True)
        panels[comparison.arms[k].name] = panel_table(
            arm.scenario, arm.policy.name, [replication], chunk.panel, chunk.vendor
        )
    return story(panels, account, comparison.rounds, replication, len(lives[0]))

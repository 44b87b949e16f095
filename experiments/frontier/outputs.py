"""What ``--out DIR`` writes of a frontier: the policies found, ready to be used, the figure and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.frontier_words import called, level
from equipoise.experiments.folder import FIGURES, MANIFEST, check_folder, written_whole
from equipoise.experiments.frontier.document import to_json
from equipoise.experiments.frontier.task import frontier_manifest
from equipoise.experiments.json_text import json_text
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import policy_to_toml
from equipoise.sim.policy import Levers, Policy

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.analysis.frontier import Frontier, Placed
    from equipoise.experiments.frontier.task import Task

POLICIES, DOCUMENT = "policies", "frontier.json"


def check_new(out: Path) -> None:
    """Refuse a folder that holds anything: a policy in it may have been changed since it was found.

    Parameters
    ----------
    out : pathlib.Path
        Folder to write.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When it is not new or empty, or can't be written.
    """
    check_folder(out)
    if out.is_dir() and (there := sorted(path.name for path in out.iterdir())):
        raise EquipoiseError(
            f"results cannot be written to {out}: it holds {there[0]}; name a new folder, or an empty one"
        )


def write_frontier(frontier: Frontier, task: Task, out: Path) -> None:
    """Write policies, figure, document and manifest, all or nothing.

    Parameters
    ----------
    frontier : Frontier
        What was found.
    task : Task
        What was searched for.
    out : pathlib.Path
        A new or an empty folder. It gets ``policies/front-1.toml`` and so on, ``figures/frontier.svg`` and ``.png``,
        ``frontier.json`` and ``manifest.json``.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the folder is refused or can't be written.
    """
    from equipoise.analysis.figures.frontier import frontier as draw  # noqa: PLC0415 - matplotlib takes half a second
    from equipoise.analysis.figures.style import save  # noqa: PLC0415 - as above

    check_new(out)
    with written_whole(out) as folder:
        (folder / FIGURES).mkdir()
        save(draw(frontier), folder / FIGURES)
        (folder / POLICIES).mkdir()
        for point in frontier.points:
            text = policy_to_toml(policy_of(frontier, point))
            (folder / POLICIES / f"{point.name}.toml").write_text(text, encoding="utf-8", newline="\n")
        (folder / DOCUMENT).write_text(json_text(to_json(frontier)), encoding="utf-8", newline="\n")
        (folder / MANIFEST).write_text(frontier_manifest(task), encoding="utf-8", newline="\n")


def policy_of(frontier: Frontier, point: Placed) -> Policy:
    """Make a policy of a point of the front, which says where it comes from.

    Parameters
    ----------
    frontier : Frontier
        What was found.
    point : Placed
        One of its points.

    Returns
    -------
    Policy
        With the point's levers, bit for bit.
    """
    first, second = frontier.objectives
    figures = " and ".join(
        f"{level(objective, mean.value)} {called(objective)}"
        for objective, mean in zip(frontier.objectives, point.means, strict=True)
    )
    place = frontier.points.index(point) + 1
    return Policy(
        name=point.name,
        title=f"Point {place} of {len(frontier.points)} on the frontier of {frontier.scenario}",
        about=(
            f"Found by equipoise frontier {frontier.scenario}, for {called(first)} against {called(second)} "
            f"({frontier.account}), among {len(frontier.trials):,} policies on luck {frontier.search_seed}; "
            f"on fresh luck (seed {frontier.seed}, {frontier.runs:,} runs): {figures}. It is the best that was found "
            f"for that scenario as it was played, and for no other."
        ),
        levers=Levers.model_validate(point.levers),
    )

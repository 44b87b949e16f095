"""What ``equipoise twin --out DIR`` writes: figure, data and manifest, all or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.figures import save
from equipoise.analysis.figures.removal import removal_plane
from equipoise.experiments.csv_text import write_csv
from equipoise.experiments.folder import FIGURES, MANIFEST, TWINS, TWINS_TABLE, written_whole
from equipoise.experiments.json_text import json_text
from equipoise.experiments.manifest import write_manifest
from equipoise.experiments.twins.choosing import without
from equipoise.experiments.twins.document import to_json, to_table

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.analysis.removal import Removal
    from equipoise.sim.arm import Arm


def write_twins(removal: Removal, arm: Arm, out: Path) -> None:
    """Write the figure, the data and the manifest of twins.

    Parameters
    ----------
    removal : Removal
        What :func:`equipoise.experiments.twins.play.play_twins` gave.
    arm : Arm
        What it was given.
    out : pathlib.Path
        Folder to write; see :func:`equipoise.experiments.folder.check_folder`.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the folder is refused or cannot be written.
    """
    lacking = {twin.account: f"without {twin.account}" for twin in removal.twins}
    arms = [arm] + [
        replace(
            arm,
            scenario=without(arm.scenario, account, removal.round).model_copy(
                update={"name": f"{arm.scenario.name} {name}", "title": "", "question": ""}
            ),
        )
        for account, name in lacking.items()
    ]
    with written_whole(out) as folder:
        (folder / FIGURES).mkdir()
        save(removal_plane(removal), folder / FIGURES)
        (folder / TWINS).write_text(json_text(to_json(removal)), encoding="utf-8", newline="\n")
        write_csv(folder / TWINS_TABLE, to_table(removal))
        write_manifest(folder / MANIFEST, arms, removal.replications, ["with everybody", *lacking.values()])

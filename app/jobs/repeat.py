"""Repeating what a manifest describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.console import note
from app.jobs.compare import play_and_show
from experiments.manifest import read_manifest
from experiments.storage.whole import recover

if TYPE_CHECKING:
    from pathlib import Path

    from app.asked import Asked


def repeat_and_show(manifest: Path, asked: Asked) -> None:
    """Play again what a manifest describes.

    Parameters
    ----------
    manifest : Path
        The file, or the folder that it stands in.
    asked : Asked
        Where results go.

    Raises
    ------
    EquipoiseError
        When the file is no manifest.
    """
    for folder in (manifest, manifest.parent):
        recover(folder)
    found = read_manifest(manifest / "manifest.json" if manifest.is_dir() else manifest)
    if others := found.other_versions():
        told = ", ".join(f"{name} {then} then, {now} now" for name, (then, now) in others.items())
        note(f"Made with other versions, so results may differ: {told}.")
    play_and_show(found.arms, found.replications, asked, names=found.names)

"""The folder of an import: all of its files, each whole, and nothing over what somebody wrote."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.files.faults import AccountsError
from equipoise.experiments.accounts.written.anonymous import PRIVATE
from equipoise.experiments.accounts.written.scenario_text import is_untouched
from equipoise.experiments.storage.whole import NEW, put_folder, workplace, write_file
from equipoise.sim.faults import reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAPPING = "mapping.toml"
PAGES = ("import.html", "import.md")


def check_place(folder: Path) -> None:
    """Refuse a folder that an import cannot be written to without losing something."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise AccountsError(f"{folder} is a file, not a folder; name another one with --out")
    if not folder.absolute().parent.is_dir():
        raise AccountsError(f"there is no folder {folder.parent} to write {folder.name} in")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MAPPING).is_file():
        raise AccountsError(f"{folder} holds other files than those of an import; name a new folder with --out")


def check_scenario(path: Path) -> None:
    """Refuse to write over a scenario that somebody has worked on."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError):
        text = ""
    if text is not None and not is_untouched(text):
        raise AccountsError(
            f"{path} has been changed since it was written, and stays as it is: only what accounts ask wrote is kept "
            "by another import; give another folder with --out, or put it aside"
        )


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, a new one whole or not at all; what is private is for its owner's eyes alone."""
    try:
        if folder.is_dir():
            for name, text in texts.items():
                with workplace(folder / name) as work:
                    write_file(folder / name, text.encode(), work, private=name == PRIVATE)
            return
        with workplace(folder) as work:
            (work / NEW).mkdir()
            for name, text in texts.items():
                write_file(work / NEW / name, text.encode(), work, private=name == PRIVATE)
            put_folder(work / NEW, folder)
    except OSError as error:
        raise AccountsError(f"{folder} cannot be written: {reason(error)}") from error

"""TOML files that people write in: read so that their comments and order stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from equipoise.experiments.accounts.files.faults import AccountsError
from equipoise.sim.files.bounds import bytes_of
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 5_000_000


def document_of(path: Path) -> Any:  # noqa: ANN401 - tomlkit's document, which is read as a table of anything
    """Read a file."""
    label = shown(str(path))
    try:
        text = bytes_of(path, label, AccountsError, _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AccountsError(f"{label} is not text in UTF-8; a .toml file is") from None
    return parsed(label, text)


def parsed(label: str, text: str) -> Any:  # noqa: ANN401 - likewise
    """Parse what a file has, or is to have."""
    try:
        return tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise AccountsError(f"{label} is not TOML: {error}") from None

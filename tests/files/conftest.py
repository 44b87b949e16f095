"""A folder for files of ones own."""

from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write files into, and to name them from."""
    monkeypatch.chdir(tmp_path)
    return tmp_path

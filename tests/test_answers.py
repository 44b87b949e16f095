"""What must not change while the program is rebuilt: digests of the answers that commands print.

``python -m tests.test_answers`` writes them anew, which is right only when the model, a measure or a claim is amended.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.conftest import process
from tests.test_digests import arithmetic

ANSWERS = Path(__file__).parent / "digests" / "answers.json"
COMMANDS = {
    "compare": ("compare", "over-a-barrel", "--replications", "300", "--json"),
    "compare scenarios": ("compare", "base", "strategic-vendor", "--replications", "100", "--rounds", "12", "--json"),
    "twin": ("twin", "over-a-barrel", "--replications", "100", "--json"),
    "frontier": ("frontier", "over-a-barrel", "--quick", "--json"),
    "sweep": ("sweep", "how-much-focus", "--replications", "5", "--rounds", "12", "--out", "data"),
    "claims": ("claims", "--quick", "--json"),
    "regularities": ("regularities", "--quick", "--json"),
}
LONG = {"claims", "regularities"}
"""Half a minute of work and more: tried where ``EVIDENCE=anew`` asks for all that there is."""

GAINED: dict[str, set[str]] = {"compare": {"lead_range"}, "compare scenarios": {"lead_range"}}
"""Keys that a command's document has gained since."""


def without(document: Any, gained: set[str]) -> Any:
    if isinstance(document, dict):
        return {key: without(value, gained) for key, value in document.items() if key not in gained}
    return [without(entry, gained) for entry in document] if isinstance(document, list) else document


def answer(name: str, folder: Path) -> str:
    """A digest of what a command answers."""
    said = process(*COMMANDS[name], cwd=folder)
    assert said.code == 0, said.err
    if name == "sweep":
        parts = sorted((folder / "data").rglob("*.parquet"))
        text = pl.concat(pl.read_parquet(part) for part in parts).write_csv()
    else:
        text = json.dumps(without(json.loads(said.out), GAINED.get(name, set())), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kept() -> dict[str, str]:
    document: dict[str, str] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("name", COMMANDS)
def test_the_answer_is_the_same_to_the_last_bit(name: str, tmp_path: Path) -> None:
    if kept()["arithmetic"] != arithmetic():
        pytest.skip("exp, log or cos of this machine differ in their last bits from those that the digests are of")
    if name in LONG and os.environ.get("EVIDENCE") != "anew":
        pytest.skip("tried with EVIDENCE=anew")
    assert answer(name, tmp_path) == kept()[name]


def write() -> None:
    """Write all digests anew."""
    found = {"arithmetic": arithmetic()}
    for name in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            found[name] = answer(name, Path(folder))
    ANSWERS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

"""What must not change while the program is rebuilt: digests of the answers that commands print.

``python -m tests.test_answers`` writes them anew, which is right only when the model, a measure or a claim is amended.
"""

import hashlib
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests import evidence
from tests.cli.conftest import Said, within
from tests.test_digests import arithmetic

ANSWERS = Path(__file__).parent / "digests" / "answers.json"
COMMANDS = {
    "compare": ("compare", "over-a-barrel", "--replications", "300", "--json"),
    "compare scenarios": ("compare", "base", "strategic-vendor", "--replications", "100", "--rounds", "12", "--json"),
    "twin": ("twin", "over-a-barrel", "--replications", "100", "--json"),
    "frontier": ("frontier", "over-a-barrel", "--quick", "--json"),
    "sweep": ("sweep", "how-much-focus", "--replications", "5", "--rounds", "12", "--out", "data"),
    "claims": ("claims", "--quick", "--json"),
    "two claims": ("claims", "R3", "R14", "--quick", "--json"),
    "regularities": ("regularities", "--quick", "--json"),
}
ELSEWHERE = {"regularities"}
"""Held where it is played anyway: tests/regularities/test_page.py."""

GAINED: dict[str, set[str]] = {
    "compare": {"lead_range", "instead", "alone", "chosen_as"},
    "compare scenarios": {"lead_range", "instead", "alone", "chosen_as"},
}
"""Keys that a command's document has gained since."""


def without(document: Any, gained: set[str]) -> Any:
    if isinstance(document, dict):
        return {key: without(value, gained) for key, value in document.items() if key not in gained}
    return [without(entry, gained) for entry in document] if isinstance(document, list) else document


def as_text(name: str, said: Said) -> str:
    """What a command's document says."""
    return json.dumps(without(said.document, GAINED.get(name, set())), sort_keys=True)


@cache
def answer(name: str) -> str:
    """What a command answers, which is played once."""
    with tempfile.TemporaryDirectory() as folder:
        said = within(Path(folder), *COMMANDS[name])
        assert said.code == 0, said.err
        if name == "sweep":
            parts = sorted((Path(folder) / "data").rglob("*.parquet"))
            return pl.concat(pl.read_parquet(part) for part in parts).write_csv()
    return as_text(name, said)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kept() -> dict[str, str]:
    document: dict[str, str] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return document


def skip_on_other_processors() -> None:
    if kept()["arithmetic"] != arithmetic():
        pytest.skip("exp, log or cos of this machine differ in their last bits from those that the digests are of")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ELSEWHERE])
def test_the_answer_is_the_same_to_the_last_bit(name: str) -> None:
    skip_on_other_processors()
    if name == "claims" and not evidence.ALL:
        pytest.skip("a minute of work, which EVIDENCE=anew asks for")
    assert digest(answer(name)) == kept()[name]


def write() -> None:
    """Write all digests anew."""
    found = {"arithmetic": arithmetic()}
    found |= {name: digest(answer(name)) for name in COMMANDS}
    ANSWERS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

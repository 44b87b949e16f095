"""Every key of a business's JSON documents is described in docs/cli.md."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.state import CAUSE_WORDS
from tests.cli.conftest import Cli

FILE = """
policies = ["accommodating", "strategic"]
run = { rounds = 8, replications = 60, seed = 7 }
[business]
currency = "ducats"
revenue = 12_000_000
gross_margin = [0.33, 0.37]
overhead = 3_100_000
cash = 900_000
[[accounts]]
name = "Giant"
revenue = 8_000_000
[[accounts]]
name = "Second"
revenue = 4_000_000
"""
COMMANDS = (
    ("compare", "mine.toml"),
    ("run", "mine.toml"),
    ("run", "mine.toml", "--story"),
    ("twin", "mine.toml", "--account", "Giant", "--replications", "4"),
    ("breakeven", "mine.toml", "--vary", "policy.focus=0:0.05"),
    ("worth-knowing", "mine.toml"),
)
NAMES = {*BY_NAME, *CAUSE_WORDS.values(), "accommodating", "strategic", "Giant", "Second", "all"}
"""Of outcomes, causes, policies and accounts, by which a document may be laid out."""


def keys(laid: object) -> Iterator[str]:
    """Every key of a document that is not a name or a level."""
    if isinstance(laid, dict):
        yield from (key for key in laid if key not in NAMES and not key[0].isdigit())
    for inner in laid.values() if isinstance(laid, dict) else laid if isinstance(laid, list) else ():
        yield from keys(inner)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_key_is_described(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(FILE, encoding="utf-8")
    page = Path(__file__).parents[2] / "docs" / "cli.md"
    told = page.read_text(encoding="utf-8").partition("## JSON")[2].partition("<!-- commands -->")[0]
    found = {*keys(json.loads(cli(*command, "--json").out))}
    assert found - {*re.findall(r"[`\"](\w+)[`\"]", told)} == set()

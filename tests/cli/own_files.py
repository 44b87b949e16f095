"""Files of accounts that a test writes, and the scenario that they become."""

import tomllib
from pathlib import Path
from typing import Any

from tests.cli.conftest import Said


def put(name: str, *lines: str, encoding: str = "utf-8") -> None:
    Path(name).write_bytes("\n".join(lines).encode(encoding))


def scenario(folder: str = "mine") -> dict[str, Any]:
    return tomllib.loads(Path(folder, f"{Path(folder).name}.toml").read_text(encoding="utf-8"))


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {account["name"]: account for account in found["accounts"]}


def refused(said: Said, *words: str) -> None:
    assert said.code == 2, said
    assert "Traceback" not in said.err
    assert all(word in said.err for word in words), said.err
    assert not Path("mine", "mine.toml").exists()

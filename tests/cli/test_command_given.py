"""What was typed reaches reports as a value: a program that calls ``run`` is not what reports repeat."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from equipoise.app import outputs
from equipoise.app.commands import claims
from equipoise.app.running import command_line
from equipoise.app.running import run as run_command
from equipoise.sim.faults import EquipoiseError

FEW = ("--replications", "2", "--rounds", "2")


class ReachedError(EquipoiseError):
    """Ends a command where its report would be written."""


@pytest.mark.parametrize(
    ("module", "writes", "arguments"),
    [
        (outputs, "play", ("compare", "base", "--policy", "strategic", *FEW)),
        (outputs, "play", ("run", "base", *FEW)),
        (claims, "_write", ("claims", "R12", "--runs", "50", "--out", "a b")),
    ],
    ids=lambda given: getattr(given, "__name__", None),
)
def test_the_command_of_a_report(
    module: ModuleType, writes: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []

    def report(*given: object, **_: object) -> None:
        reached.extend(getattr(one, "command", one) for one in given)
        raise ReachedError("far enough")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, writes, report)
    monkeypatch.setattr(sys, "argv", ["a server", "of its own"])
    assert run_command(arguments) == 2
    assert command_line(arguments) in reached

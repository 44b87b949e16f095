"""A scenario of one's own is read once, and again once anything that it follows from has changed."""

import os
from pathlib import Path

import pytest

from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.sim.faults import ScenarioError

OWN = '[[accounts]]\nname = "Giant"\nsize = {size}\n'


def test_a_file_that_is_as_it_was_is_read_once_and_one_that_has_changed_anew(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN.format(size=2.0))
    time = path.stat().st_mtime_ns
    first = scenario_called(str(path))
    assert scenario_called(str(path)) is first
    path.write_text(OWN.format(size=3.0))
    os.utime(path, ns=(time, time))
    assert scenario_called(str(path)).accounts[0].size == 3.0
    path.unlink()
    with pytest.raises(ScenarioError, match=r"there is no file .*mine\.toml"):
        scenario_called(str(path))


def test_so_is_one_of_which_what_it_inherits_draws_or_compares_has_changed(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(OWN.format(size=2.0))
    (tmp_path / "draws.csv").write_text("accounts.Giant.size\n2\n4\n")
    (tmp_path / "own.toml").write_text("focus = 0.05\n")
    path = tmp_path / "mine.toml"
    path.write_text('base = "base.toml"\n')
    assert scenario_called(str(path)).accounts[0].size == 2.0
    (tmp_path / "base.toml").write_text(OWN.format(size=5.0))
    assert scenario_called(str(path)).accounts[0].size == 5.0
    path.write_text(f'draws = "draws.csv"\n{OWN.format(size=1.0)}')
    assert scenario_called(str(path)).accounts[0].size == 3.0
    (tmp_path / "draws.csv").write_text("accounts.Giant.size\n6\n8\n")
    assert scenario_called(str(path)).accounts[0].size == 7.0
    path.write_text(f'policies = ["own.toml"]\n{OWN.format(size=1.0)}')
    assert scenario_called(str(path)).accounts[0].size == 1.0
    (tmp_path / "own.toml").unlink()
    with pytest.raises(ScenarioError, match=r"own\.toml"):
        scenario_called(str(path))

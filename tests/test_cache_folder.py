"""Where compiled rules are kept: found by writing, never in a folder that somebody else could fill."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from equipoise.sim import compiler
from equipoise.sim.cache_folder import cache_folder
from tests.cli.conftest import ROOT, environment

NOWHERE = "/proc/none"
"""Where not even a superuser can write."""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of its own: nothing can be written but among the temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", NOWHERE)
    return tmp_path


def test_the_folder_that_was_asked_for_comes_first(temporary: Path) -> None:
    assert cache_folder(str(temporary / "a" / "b"), "rules") == temporary / "a" / "b" / "rules"


def test_the_users_cache_is_next(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(temporary / "cache"))
    found = cache_folder(NOWHERE, "rules")
    assert found is not None
    assert found.is_relative_to(temporary / "cache")


@pytest.mark.parametrize("chosen", [None, NOWHERE, f"{__file__}/below-a-file", "nul\0byte", "a" * 300])
def test_a_read_only_machine_shares_one_private_folder_among_processes(temporary: Path, chosen: str | None) -> None:
    found = cache_folder(chosen, "rules")
    assert found == cache_folder(chosen, "rules") == temporary / f"equipoise-{os.getuid()}" / "rules"
    assert found.parent.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == [found.parent]


def test_what_others_could_fill_is_not_used(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = temporary / f"equipoise-{os.getuid()}"
    own.mkdir()
    for mode in (0o770, 0o707, 0o755, 0o701):
        own.chmod(mode)
        assert cache_folder(None, "rules") is None, oct(mode)
    own.chmod(0o700)
    assert cache_folder(None, "rules") == own / "rules"
    monkeypatch.setattr(os, "getuid", lambda: own.stat().st_uid + 1)
    own.rename(temporary / f"equipoise-{os.getuid()}")
    assert cache_folder(None, "rules") is None


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_link_or_a_file_in_its_place_is_not_followed(temporary: Path, kind: str) -> None:
    own = temporary / f"equipoise-{os.getuid()}"
    if kind == "link":
        (temporary / "elsewhere").mkdir(mode=0o700)
        own.symlink_to(temporary / "elsewhere")
    else:
        own.touch()
    assert cache_folder(None, "rules") is None


def test_a_full_disk_is_no_place(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder can be made there, and an empty file; a byte does not fit."""

    def full(**_: Any) -> Any:
        return Path("/dev/full").open("wb", buffering=0)

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert cache_folder(str(temporary / "a"), "rules") is None


def test_without_a_home_no_folder_is_made_in_this_one(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(temporary)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)  # a user without a name, as in a container
    assert cache_folder(None, "rules") == temporary / f"equipoise-{os.getuid()}" / "rules"
    assert not (temporary / "~").exists()


RULE = """
import sys
from pathlib import Path
from equipoise.sim import compiler
from shutil import rmtree

def rule(x):
    return x + 1.0

def compiled(say):
    one = compiler.jit(rule)
    print(say, one(1.0), sum(one.stats.cache_hits.values()))

compiled("first")
compiled("kept")
for path in compiler.CACHE_FOLDER.rglob("*.nb?"):
    path.write_bytes(path.read_bytes()[:9])
compiled("broken")
compiled("mended")
rmtree(compiler.CACHE_FOLDER)
compiled("removed")
rmtree(compiler.CACHE_FOLDER)
compiler.CACHE_FOLDER.parent.joinpath(compiler.CACHE_FOLDER.name).touch()  # no folder can be made there now
compiled("impossible")
compiler.mark_compiled()
compiler.CACHE_FOLDER = None
compiled("none")
compiler.mark_compiled()
print(compiler.needs_compiling())
"""


def test_a_cache_that_is_broken_removed_or_full_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(RULE)
    done = subprocess.run(
        [sys.executable, "-W", "error", "rule.py"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=environment(NUMBA_CACHE_DIR=str(tmp_path / "cache"), PYTHONPATH=str(ROOT)),
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "first 2.0 0", "kept 2.0 1", "broken 2.0 0", "mended 2.0 1", "removed 2.0 0", "impossible 2.0 0", "none 2.0 0",
        "True",
    ]  # fmt: skip


NOT_COMPILED_IN = {"cache_folder.py", "compiler.py", "faults.py", "moves/__init__.py", "__init__.py", "rows.py"}
"""What rules import from these is Python's, or a door to other files."""


def test_the_name_of_the_cache_depends_on_all_that_rules_are_compiled_with() -> None:
    """Whatever a file of rules imports, for types too: the order of a tuple's fields is compiled in."""
    folder = Path(compiler.__file__).parent
    sources = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
    needed = set()
    for source in (source for source in sources.values() if b"@jit" in source):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("equipoise.sim"):
                inner = "/".join((node.module or "").split(".")[2:])
                needed.add(f"{inner}.py" if f"{inner}.py" in sources else f"{inner}/__init__.py".lstrip("/"))
    followed = {name for name, source in sources.items() if compiler.is_compiled_in(name, source)}
    assert needed - followed <= NOT_COMPILED_IN
    assert {"copying.py", "luck.py", "state.py", "kernel.py"} <= followed

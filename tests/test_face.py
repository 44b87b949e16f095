"""The documented door: what ``import equipoise`` gives, that it is all there, quick to import, and works."""

import doctest
import importlib
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

import equipoise
from tests.cli.conftest import environment

ROOT = Path(__file__).parent.parent
HOMES = ["equipoise", *sorted({f"equipoise.{home}" for home in equipoise._HOMES.values()})]  # noqa: SLF001 - see there
OURS = ("analysis", "app", "experiments", "scenarios", "sim", "tests")


def test_everything_that_is_named_is_there_and_nothing_else_is_public() -> None:
    assert list(equipoise.__all__) == sorted(equipoise.__all__)
    assert {name for name in vars(equipoise) if not name.startswith("_")} <= {
        *equipoise.__all__, "TYPE_CHECKING", "annotations", "import_module", "testing", *OURS,
    }  # fmt: skip
    for name in equipoise.__all__:
        found = getattr(equipoise, name)
        assert found.__name__ == name
        assert found.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'equipoise' has no attribute 'comparison'"):
        _ = equipoise.comparison


@pytest.mark.parametrize("name", HOMES)
def test_examples_run_as_they_are_written(name: str) -> None:
    module = importlib.import_module(name)
    found = doctest.testmod(module, raise_on_error=False)
    assert found.failed == 0


# Installed


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of somebody's own, with folders called as ours are."""
    folder = tmp_path_factory.mktemp("project")
    for name in OURS:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(f'WHOSE = "mine: {name}"\n', encoding="utf-8")
    lines = [
        "import json, equipoise",
        *(f"import {name}" for name in OURS),
        f"assert [{', '.join(f'{name}.WHOSE' for name in OURS)}] == {[f'mine: {name}' for name in OURS]}",
        'runs = equipoise.run_ensemble("base", "strategic", replications=2, rounds=2).outcomes',
        "import sys, equipoise.testing",
        "assert equipoise.testing.ExecutorContract and equipoise.testing.DriverContract",
        'assert "pytest" not in sys.modules',
        "import equipoise.sim as engine, equipoise.app.cli",
        "print(json.dumps([runs.height, equipoise.__file__, engine.__file__]))",
    ]
    (folder / "script.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def said_by(script: Path, *paths: Path) -> list[object]:
    env = environment()
    env["PYTHONPATH"] = ":".join(map(str, paths))
    env["NUMBA_DISABLE_JIT"] = "1"  # each copy of the program would compile for itself
    done = subprocess.run(
        [sys.executable, str(script)], cwd=script.parent, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


def test_a_script_beside_folders_of_all_our_names_runs_from_an_editable_installation(project: Path) -> None:
    runs, face, engine = said_by(project / "script.py")
    assert runs == 2
    assert Path(str(face)) == ROOT / "src/equipoise/__init__.py"
    assert Path(str(engine)).resolve() == ROOT / "sim/__init__.py"


def test_so_it_does_from_a_wheel_which_installs_nothing_else(project: Path, tmp_path: Path) -> None:
    wheel = Path(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert {name.partition("/")[0] for name in names} == {
        "equipoise",
        f"equipoise-{wheel.name.split('-')[1]}.dist-info",
    }
    assert {
        "equipoise/__init__.py",
        "equipoise/testing.py",
        "equipoise/sim/kernel.py",
        "equipoise/scenarios/base.toml",
    } <= set(names)
    runs, face, engine = said_by(project / "script.py", tmp_path / "site")
    assert runs == 2
    assert [Path(str(path)).relative_to(tmp_path / "site").as_posix() for path in (face, engine)] == [
        "equipoise/__init__.py", "equipoise/sim/__init__.py",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["import equipoise", "from equipoise.app.cli import main; main(['--help'])"])
def test_what_only_some_need_is_not_loaded_before_it_is_asked_for(code: str) -> None:
    script = f"import sys, atexit\natexit.register(lambda: print('LOADED', *sorted(sys.modules)))\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True, check=False
    )
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert {"scipy", "matplotlib", "numba", "llvmlite", "mesa", "polars", "pyarrow"} & loaded == set()
    assert len(loaded) < 900

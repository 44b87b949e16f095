"""The command: what it says where its packages are missing, and where it cannot begin."""

import sys
from pathlib import Path

import pytest

from equipoise.app.running import run
from equipoise.app.serve.ports import bound
from equipoise.app.serve.serving import data_folder
from equipoise.sim.faults import EquipoiseError


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "websockets", "python_multipart", "segno"])
def test_without_its_packages_it_says_how_to_get_them(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    code = run(["serve", "--no-open"])
    said = capsys.readouterr().err
    assert code == 2
    assert package in said
    assert "pip install" in said
    assert "[browser]" in said


@pytest.mark.parametrize("given", [("--port", "0"), ("--port", "x"), ("--workshop", "nonsense"), ("--open", "no.zip")])
def test_mistakes_are_said(given: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["serve", "--no-open", "--data", str(tmp_path), *given]) == 2
    assert capsys.readouterr().err.startswith("Error:")


def test_the_folder_is_for_its_user_alone(tmp_path: Path) -> None:
    folder = data_folder(tmp_path / "a" / "b")
    assert oct(folder.stat().st_mode)[-3:] == "700"
    (tmp_path / "file").write_text("")
    with pytest.raises(EquipoiseError, match="file"):
        data_folder(tmp_path / "file")


def test_it_is_reached_from_this_machine_alone_unless_asked_otherwise() -> None:
    with bound(8950, lan=False) as here, bound(8950, lan=True) as everywhere:
        assert here.getsockname()[0] == "127.0.0.1"
        assert everywhere.getsockname()[0] == "0.0.0.0"  # noqa: S104 - as --lan asks for

"""The command: what it says where its packages are missing, and where it cannot begin."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.app.running import run
from equipoise.app.serve.export import exported
from equipoise.app.serve.house import House
from equipoise.app.serve.ports import bound
from equipoise.app.serve.serving import data_folder
from equipoise.app.serve.timer import SECONDS
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.faults import EquipoiseError
from tests.cli.conftest import ROOT, within
from tests.serve.conftest import Site

DOCUMENT = (ROOT / "docs/for-workshops.md").read_text(encoding="utf-8")
STRATEGISTS = (ROOT / "docs/for-strategists.md").read_text(encoding="utf-8")
SERVES = r"(?:^ {4}|`)equipoise (serve[^`\n]*)"
LINES = sorted(set(re.findall(SERVES, DOCUMENT + STRATEGISTS, re.MULTILINE)))


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


@pytest.mark.parametrize(
    "given", [("--port", "0"), ("--port", "x"), ("--workshop", "nonsense"), ("--open", "no.zip"), ("nowhere", "--lan")]
)
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


def test_a_port_that_is_taken_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.serving.Server.run", lambda _, sockets: sockets[0].getsockname())
    with bound(8980, lan=False) as here:
        port = here.getsockname()[1]
        said = within(tmp_path, "serve", "--no-open", "--data", "rooms", "--port", str(port))
    found = re.search(r"Port (\d+) is taken: it is (\d+) this time\.", said.out)
    assert found is not None
    assert (int(found[1]), int(found[2]) > port) == (port, True)
    assert f"http://127.0.0.1:{found[2]}/" in said.out


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_the_document_serves(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert within(tmp_path, "workshops", "new", "mine").code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/mine.toml").write_text('title = "Mine"\n', encoding="utf-8")
    house = House(tmp_path, lambda: 11)
    room = house.room_of(house.new_room("on-an-even-footing", 1))
    assert room is not None
    (tmp_path / "room-KRTM.zip").write_bytes(exported(room))
    house.close()
    monkeypatch.setattr("equipoise.app.serve.serving.Server.run", lambda _, sockets: sockets[0].getsockname())
    monkeypatch.setattr("equipoise.app.serve.serving.own_address", lambda: "192.168.1.20")
    said = within(tmp_path, *line.split(), "--no-open", "--data", "rooms", "--port", "8960")
    assert said.code == 0, said.err
    assert re.search(r"Equipoise is at http://127\.0\.0\.1:\d+/(x/[\w-]+)? on this machine", said.out)
    if "--lan" in line:
        assert "Open it on a phone now." in said.out


@pytest.mark.parametrize(("given", "page"), [("over-a-barrel", "over-a-barrel"), ("own.toml", "own"), (None, "")])
def test_a_scenario_that_is_named_is_what_is_opened(
    given: str | None, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    (tmp_path / "own.toml").write_text('title = "Own"\n', encoding="utf-8")
    monkeypatch.setattr("equipoise.app.serve.serving.Server.run", lambda _, sockets: sockets[0].getsockname())
    monkeypatch.setattr("equipoise.app.serve.serving.Timer", lambda _, __, given: Opening(lambda: opened.extend(given)))
    said = within(tmp_path, "serve", *([given] if given else []), "--data", "rooms", "--port", "8970")
    assert said.code == 0, said.err
    where = f"/x/{page}" if page else "/"
    assert re.search(rf"Equipoise is at http://127\.0\.0\.1:\d+{where} on this machine", said.out)
    assert [address.partition("8970")[2] or address for address in opened] == [where]


class Opening:
    """A timer that is over when it begins."""

    daemon = False

    def __init__(self, open_now: Callable[[], None]) -> None:
        self.start = open_now


def test_the_document_says_how_long_the_clock_gives() -> None:
    assert f"gives {SECONDS[Kind.DEAL]} seconds to talk and {SECONDS[Kind.PLAN]} to plan" in DOCUMENT


def test_the_first_page_says_whether_phones_reach_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "start it with --lan" in site.get("/").text
    state = site.client.app.state  # type: ignore[attr-defined]
    monkeypatch.setattr(state, "served", state.served._replace(address=lambda: "http://192.168.1.20:8765"))
    assert "Phones in this network reach it at http://192.168.1.20:8765." in site.get("/").text


def test_buttons_that_the_document_names_are_on_the_pages() -> None:
    told = " ".join(DOCUMENT.partition("## Run a room")[2].partition("## On paper")[0].split())
    named = set(re.findall(r"(?<!\*)\*([A-Z+][^*]*)\*(?!\*)", told))
    pages = [*(ROOT / "app/serve/templates").glob("*.j2"), *(ROOT / "docs/pictures").glob("*.txt")]
    shown = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert len(named) > 15
    assert {one for one in named if one not in shown and re.sub(r"\d+", "%d", one) not in shown} == set()

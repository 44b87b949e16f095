"""Nothing leaves the machine: a server that may reach nothing but itself plays a whole room; and it is small."""

import random
import re
import zlib
from pathlib import Path

from equipoise.app.serve.application import STATIC
from tests.serve.conftest import Site
from tests.serve.processes import Server
from tests.serve.test_killed import answer_of


def test_a_whole_room_is_played_by_a_server_that_reaches_nobody(tmp_path: Path) -> None:
    server, drawn = Server(tmp_path / "rooms", 8840, "--lan"), random.Random(1)
    _, board = server.post("/new", workshop="on-an-even-footing", tables="1")
    code = re.search(r"Room (\w{4})", server.get(board))
    assert code is not None
    _, page = server.post("/join", code=code[1], name="Ana", once="1")
    server.post(f"{board}/do", act="pace", pace="free", once="a")
    server.post(f"{board}/do", act="open", year="1", once="b")
    while "/answer" in (text := server.get(page)):
        server.post(f"{page}/answer", **answer_of(text, drawn))
    for what in ("end", "reveal", "screen"):
        assert server.post(f"{board}/do", act=what, once=what)[0] == 303
    assert "Table" in server.get(f"{page}/debrief")
    assert server.request("GET", f"{board}/export")[0] == 200
    assert server.interrupt()[0] == 0
    # This machine's routes are asked for its own address: a datagram socket is told of an address that is nobody's, and
    # sends nothing.
    assert server.tried() == ["socket.connect 192.0.2.1"]


def test_the_first_page_and_what_it_loads_are_small(site: Site) -> None:
    text = site.get("/").text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
    assert len(loaded) >= 3
    assert sum(len(site.get(path).content) for path in loaded) + len(text.encode()) < 200_000


def test_the_explorer_and_what_it_loads_are_small(site: Site) -> None:
    scripts = [f"/static/explorer/{path.name}" for path in (STATIC / "explorer").glob("*.js")]
    assert sum(len(site.get(path).content) for path in scripts) <= 60_000
    text = site.get("/x/over-a-barrel").text
    loaded = {*scripts, *re.findall(r'(?:href|src)="(/static/[^"]+)"', text)}
    assert sum(len(site.get(path).content) for path in loaded) + len(text.encode()) <= 200_000


def test_what_is_served_takes_little_room_in_the_package() -> None:
    files = [path for path in STATIC.parent.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 30
    assert sum(len(zlib.compress(path.read_bytes())) for path in files) < 200_000  # packed, as in a wheel

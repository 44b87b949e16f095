"""Who is let in, what is kept out, and what every answer carries."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from equipoise.app.serve.application import STATIC
from equipoise.app.serve.keys import as_code, digest, new_code, new_key
from equipoise.app.serve.rates import Rate
from tests.serve.conftest import HERE, HOST, Site
from tests.serve.processes import Server
from tests.serve.test_rooms import begun

NASTY = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "{{ 7 * 7 }}{% raw %}",
    "' onmouseover='alert(1)",
    "\u202egnp.exe",
    "hx-get=/b/x",
    "a" * 10_000,
    "\x00\x1b[31m",
]


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://127.0.0.1:8765", "http://127.0.0.1:1"]
)
def test_forms_of_other_pages_are_refused(site: Site, origin: str | None) -> None:
    board, (page,) = begun(site, 1, 1)
    seq = site.room(page).state.seq
    for path in ("/alone", "/new", "/join", "/board", f"{page}/answer", f"{board}/do"):
        assert site.post(path, origin=origin, act="end").status_code == 403
    assert site.room(page).state.seq == seq


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:8766", "[::1]:8765", ""])
def test_other_names_of_this_machine_are_refused(site: Site, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 403
    got = site.client.post("/alone", headers={"host": host, "origin": f"http://{host}"})
    assert got.status_code == 403


def test_sockets_are_for_own_pages_and_say_nothing_but_that_something_changed(site: Site) -> None:
    board, (page,) = begun(site, 1, 1)
    key = page.rpartition("/")[2]
    for path, origin in ((key, "http://evil.example"), (key, None), ("00000000." + "a" * 22, HERE)):
        headers = {} if origin is None else {"origin": origin}
        with (
            pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
            site.client.websocket_connect(f"ws://{HOST}/live/{path}", headers=headers),
        ):
            pass
    with site.client.websocket_connect(f"ws://{HOST}/live/{key}", headers={"origin": HERE}) as socket:
        assert re.fullmatch(r'\{"s":\d+\}', socket.receive_text())
        site.press(board, "say", text="look up")
        assert re.fullmatch(r'\{"s":\d+\}', socket.receive_text())


def test_every_answer_carries_what_protects_it(site: Site) -> None:
    board, (page,) = begun(site, 1, 1)
    for path in ("/", page, board, f"{page}/sheet", "/nothing", "/static/serve.css", f"{board}/export"):
        headers = site.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'self'; script-src 'self'; ")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")
        assert_apart(headers)
        assert "set-cookie" not in headers


def assert_apart(headers: Any) -> None:
    """No page of another origin can hold one of ours, or read from it."""
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_answers_of_every_kind_keep_other_origins_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.debrief.GAMES", 50)
    board, (page,) = begun(site, 1, 1)
    observer = re.search(r"/o/[0-9a-f]{8}\.[\w-]{22}", site.press(board, "observe").text)
    assert observer is not None
    got = site.get(page)
    site.press(board, "end")
    site.press(board, "reveal")
    tagged = site.get(page).headers["etag"]
    answers = {
        200: site.get(observer[0]),
        204: site.post(f"{page}/typing", question="0.plan.vendor"),
        303: site.client.get(f"/s/{observer[0][3:]}", follow_redirects=False),
        304: site.get(page, headers={"if-none-match": tagged}),
        403: site.post(f"{page}/answer", origin="http://evil.example"),
        404: site.get("/b/none"),
        405: site.get(f"{page}/answer"),
        409: site.post(f"{page}/answer", question="0.plan.vendor"),
        413: site.client.post(f"{page}/answer", content=b"x" * 20_000, headers={"origin": HERE}),
    }
    for status, one in answers.items():
        assert one.status_code == status
        assert_apart(one.headers)
    assert_apart(got.headers)
    assert_apart(site.get(f"{page}/debrief/whole").headers)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("equipoise.app.serve.seat_pages.seat_view", broken)
    site.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]  # noqa: SLF001 - as a server
    failed = site.get(page)
    assert (failed.status_code, "RuntimeError" in failed.text) == (500, False)
    assert_apart(failed.headers)


def test_an_address_has_so_many_open_pages_and_no_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.sockets.MOST_AN_ADDRESS", 2)
    _, (page,) = begun(site, 1, 1)
    address = f"ws://{HOST}/live/{page.rpartition('/')[2]}"

    def connect() -> Any:
        return site.client.websocket_connect(address, headers={"origin": HERE})

    with connect() as first:
        first.receive_text()
        with connect() as second:
            second.receive_text()
            with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), connect():
                pass
    with connect() as again:  # who has gone makes room
        again.receive_text()


def test_a_page_that_says_too_much_is_cut_off_and_others_are_not(tmp_path: Path) -> None:
    server = Server(tmp_path, 8830)
    try:
        board = server.post("/new", workshop="on-an-even-footing", tables="1")[1]
        address, key = f"ws://{server.host}/live/{board.rpartition('/')[2]}", f"http://{server.host}"
        with connect(address, origin=key) as quiet, connect(address, origin=key) as loud:  # type: ignore[arg-type]
            assert re.fullmatch(r'\{"s":\d+\}', loud.recv())
            loud.send("x" * 1000)
            loud.send("x" * 1025)
            with pytest.raises(ConnectionClosed) as closed:
                list(iter(loud.recv, None))
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009
            assert re.fullmatch(r'\{"s":\d+\}', quiet.recv())
            quiet.ping().wait()
    finally:
        assert server.interrupt()[0] == 0


def test_keys_are_kept_as_digests_and_never_in_a_query(site: Site, tmp_path: Path) -> None:
    board, (page,) = begun(site, 1, 1)
    keys = [one.rpartition("/")[2] for one in (board, page)]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for key in keys:
        assert key.partition(".")[2].encode() not in kept
        assert digest(key).encode() in kept
        assert len(key.partition(".")[2]) == 22  # of 64 letters: 132 bits
    for path in (board, page):
        assert not re.search(r"\?[^\"]*[\w-]{22}", site.get(path).text)


def test_codes_cannot_be_mistaken_and_are_no_words() -> None:
    letters = set("".join(new_code() for _ in range(400)))
    assert not letters & set("01ILOAEU")
    assert len({new_key("00000000") for _ in range(100)}) == 100
    assert as_code(" bc df ") == "BCDF"


def test_who_guesses_codes_is_slowed_down(site: Site) -> None:
    _, room = site.open_room(1)
    for _ in range(20):
        assert site.post("/join", code="QQQQ", name="x", once="1").status_code == 404
    late = site.post("/join", code=room.code, name="x", once="1")
    assert (late.status_code, "Wait 60 seconds" in late.text) == (429, True)


def test_who_presses_too_often_is_told_how_long_to_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    board, (page,) = begun(site, 1, 1)
    monkeypatch.setattr(Rate, "allows", lambda *_: False)
    site.client.app.state.served.moves.__dict__.pop("allows")  # type: ignore[attr-defined]
    for late in (site.press(board, "end"), site.post(f"{page}/answer", question="0.plan.vendor")):
        assert (late.status_code, "Wait a second," in late.text) == (429, True)


def test_moves_have_a_rate() -> None:
    rate = Rate(3, 60.0)
    assert [rate.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert rate.allows("b")


@pytest.mark.parametrize("size", [16 * 1024 + 1, 2_000_000])
def test_too_much_at_once_is_refused(site: Site, size: int) -> None:
    _, (page,) = begun(site, 1, 1)
    assert site.client.post(f"{page}/answer", content=b"a=" + b"x" * size, headers={"origin": HERE}).status_code == 413
    chunks = (b"x" * 1000 for _ in range(size // 1000 + 1))
    assert site.client.post(f"{page}/answer", content=chunks, headers={"origin": HERE}).status_code == 413


def test_many_fields_and_files_are_refused_in_words(site: Site) -> None:
    _, (page,) = begun(site, 1, 1)
    many = site.post(f"{page}/answer", **{f"f{k}": "1" for k in range(500)})
    assert many.status_code in {400, 422}
    got = site.client.post(f"{page}/answer", files={"build": ("a", b"x")}, headers={"origin": HERE})
    assert got.status_code in {400, 409, 422}


@pytest.mark.parametrize("name", NASTY)
def test_names_are_shown_as_text_and_cut(site: Site, name: str) -> None:
    board, room = site.open_room(1)
    got = site.post("/join", code=room.code, name=name, once="n")
    assert got.status_code == 200
    site.join(room, "Ben")
    site.press(board, "say", text=name)
    (first, second) = room.state.people.everybody()
    assert len(first.name) <= 24
    for text in (got.text, site.get(board).text, site.get(site.press(board, "screen").url.path).text):
        assert "<img src" not in text
        assert "<script>alert" not in text
        assert "' onmouseover" not in text
        assert not re.search("[\u202e\x00\x1b]", text)
        assert ">49<" not in text
    assert second.name == "Ben"


def test_pages_hold_no_script_and_no_style_of_their_own() -> None:
    served = [path for path in STATIC.rglob("*") if path.is_file()]
    for path in [*(STATIC.parent / "templates").iterdir(), *served]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|style=|javascript:|hx-on|\beval\(|new Function", text), path.name
        assert not re.search(r"https?://(?!www\.w3\.org/)", text), path.name
        assert "| safe" not in text.replace("' class=\"second\"' | safe", ""), path.name
    for path in STATIC.rglob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 200, path.name
    assert sum(path.stat().st_size for path in STATIC.iterdir() if path.is_file()) < 60_000

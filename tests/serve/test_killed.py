"""A server that is killed at any moment: what was answered is there, once; what was not is there once at most."""

import os
import random
import re
import shutil
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from equipoise.app.serve.log import Log
from equipoise.app.serve.ports import bound
from tests.serve.processes import HANGS, Server

KILLS = int(os.environ.get("EQUIPOISE_KILLS", "2"))
"""How often the server is killed; 50 is what a release is held to."""
TABLES = int(os.environ.get("EQUIPOISE_KILLED_TABLES", "2"))


def answer_of(text: str, drawn: random.Random) -> dict[str, str]:
    """Anything that answers a page's form, read from the page alone."""
    form = re.search(r'<form method="post" action="[^"]+/answer".*?</form>', text, re.DOTALL)
    assert form is not None
    choices: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="radio" id="[^"]*" name="([^"]*)" value="([^"]*)"', form[0]):
        choices.setdefault(name, []).append(value)
    found = {name: drawn.choice(values) for name, values in choices.items()}
    found |= dict(re.findall(r'name="(\w+)" value="[^"]*" autocomplete.*?range">([\d.]+)', form[0], re.DOTALL))
    if 'name="minutes"' in form[0]:
        found["minutes"] = "1"
    for name in ("question", "once"):
        hidden = re.search(rf'name="{name}" value="([^"]*)"', form[0])
        assert hidden is not None
        found[name] = hidden[1]
    return found


class Player(threading.Thread):
    """Somebody who answers whatever is asked, and keeps what was answered by the server."""

    def __init__(self, page: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.page, self.drawn = page, random.Random(seed)
        self.sure: list[str] = []
        self.unsure: dict[str, str] | None = None
        self.server: Server | None = None
        self.stops = threading.Event()

    def run(self) -> None:
        while not self.stops.is_set():
            server = self.server
            assert server is not None
            text = server.get(self.page)
            if 'value="yes">Yes, that' in text:
                fields = dict(
                    re.findall(r'name="(question|proposal|once)" value="([^"]*)"', text.partition("<details")[0])
                )
                server.post(f"{self.page}/confirm", **fields, agrees="yes")
            elif "/answer" in text and "confirms it" not in text:
                self.send(server, answer_of(text, self.drawn))
            time.sleep(self.drawn.uniform(0.0, 0.01 * TABLES))  # or many tables would be through before many kills

    def send(self, server: Server, answer: dict[str, str]) -> None:
        """Send until it is answered, under one key, as a page does."""
        while not self.stops.is_set():
            status, _ = server.post(f"{self.page}/answer", **answer)
            if status == 303:
                self.sure.append(answer["question"])
                return
            if status:  # decided in the meantime
                return
            time.sleep(0.02)
            server = self.server or server


def test_every_move_that_was_answered_is_there_once(tmp_path: Path) -> None:
    server, drawn = Server(tmp_path), random.Random(1)
    _, board = server.post("/new", workshop="on-an-even-footing", tables=str(TABLES))
    code = re.search(r"Room (\w{4})", server.get(board))
    assert code is not None
    pages = [server.post("/join", code=code[1], name=f"P{k}", once=str(k))[1] for k in range(2 * TABLES)]
    players = [Player(page, k) for k, page in enumerate(pages)]
    server.post(f"{board}/do", act="pace", pace="free", once="a")
    server.post(f"{board}/do", act="open", year="1", once="b")
    for player in players:
        player.server = server
        player.start()
    for _ in range(KILLS):
        enough = moves(players) + drawn.randint(1, 8)
        end = time.monotonic() + HANGS
        while moves(players) < enough:
            assert time.monotonic() < end, "nobody is asked anything any more"
            time.sleep(0.005)
        time.sleep(drawn.uniform(0.0, 0.05))
        server.kill()
        before = {(f"P{k}", question) for k, player in enumerate(players) for question in player.sure}
        server = Server(tmp_path, server.port)
        for player in players:
            player.server = server
        assert before <= {(who, question) for who, question, _ in sent(tmp_path)}
    for player in players:
        player.stops.set()
    for player in players:
        player.join(60)
    texts = [server.get(page) for page in pages]
    server.kill()
    server = Server(tmp_path, server.port)
    assert [server.get(page) for page in pages] == texts
    server = killed_while_it_reveals(server, tmp_path, board, pages, drawn)
    assert server.tried() == []
    code_, said = server.interrupt()
    assert (code_, "the same command goes on with it" in said) == (0, True)
    there = Counter(sent(tmp_path))
    assert max(there.values()) == 1
    assert KILLS <= moves(players) <= len(there)
    assert oct(tmp_path.stat().st_mode)[-3:] == "700"


def killed_while_it_reveals(server: Server, folder: Path, board: str, pages: list[str], drawn: random.Random) -> Server:
    """End the game, and kill the server while it reveals how it went: what was answered holds, and nothing is half."""
    assert server.post(f"{board}/do", act="end", once="e")[0] == 303
    answered: list[int] = []
    reveal = {"act": "reveal", "once": "r"}
    asks = threading.Thread(target=lambda: answered.append(server.post(f"{board}/do", **reveal)[0]))
    asks.start()
    time.sleep(drawn.uniform(0.0, 0.05))
    server.kill()
    asks.join()
    again = Server(folder, server.port)
    shown = {again.request("GET", f"{page}/debrief")[0] for page in (*pages, board)}
    assert shown == {200} if answered == [303] else shown in ({200}, {404})
    assert again.post(f"{board}/do", **reveal)[0] == 303
    assert all(again.get(f"{page}/debrief").count('<th scope="row">') == TABLES for page in (*pages, board))
    return again


def moves(players: list[Player]) -> int:
    """How many moves the server has answered."""
    return sum(len(player.sure) for player in players)


def sent(folder: Path) -> list[tuple[str, str, str]]:
    """Who sent what to which question, from a copy of the log, which another process may have open."""
    with tempfile.TemporaryDirectory() as elsewhere:
        for path in folder.iterdir():
            shutil.copy(path, elsewhere)
        (path,) = Path(elsewhere).glob("*.room")
        log = Log(path)
        events = log.events()
        log.close()
    names = {str(event.seq): event.body["name"] for event in events if event.kind == "sat"}
    moves = [event for event in events if event.kind in {"answered", "proposed"}]
    return [(names[event.actor], event.body["question"], event.kind) for event in moves]


def test_a_port_that_is_taken_is_passed_over() -> None:
    with bound(8900, lan=False) as first, bound(8900, lan=False) as second:
        assert second.getsockname()[0] == "127.0.0.1"
        assert second.getsockname()[1] > first.getsockname()[1] or first.getsockname()[1] > 8900

"""The explorer over a real connection: a browser that goes leaves room for the next answer."""

import json
import time
from typing import Any

from tests.serve.explorers import SMALL, state_of
from tests.serve.processes import HANGS, Server, asked_of

PORT = 8890


def first_line(server: Server, sent: dict[str, Any]) -> Any:
    """What comes first, before one goes; nothing while too much is under way."""
    with asked_of(server, "answer", sent) as got:
        return json.loads(got.readline()) if got.status == 200 else None


def test_answers_come_line_by_line_and_end_with_the_browser(server: Server) -> None:
    with asked_of(server, "own", {"name": "small", "toml": SMALL}) as got:
        assert json.loads(got.read())["link"] == "/x/small"
    page = server.request("GET", "/x/small")
    assert (page[0], 'id="page"' in page[2]) == (200, True)
    long = {"state": {**state_of("small"), "replications": 150_000}}
    for _ in range(4):  # more than may be under way at a time
        end = time.monotonic() + HANGS
        while (line := first_line(server, long)) is None:
            assert time.monotonic() < end, "whoever has gone is still answered"
        assert line["rested"] is False
    with asked_of(server, "answer", {"asked": 2, "state": state_of("small")}) as got:
        *_, last = got
    found = json.loads(last)
    assert (found["asked"], found["rested"]) == (2, True)

"""An explorer that is served in process, and what tests ask it."""

import json
import random
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.cli.conftest import within
from tests.serve.conftest import HERE, Site
from tests.serve.processes import page_in

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SMALL = """
title = "Small"
question = "What does it take to keep a giant?"
policies = ["accommodating", "strategic"]
claims = ["R1"]

[run]
rounds = 12
replications = 40
seed = 3

[[accounts]]
name = "Giant"
size = 4.0
orientation = 0.2

[[accounts]]
name = "North"
size = 0.5
"""

BROKEN = SMALL.replace("size = 4.0", "size = -4.0").replace("rounds = 12", "rouns = 12")
"""A scenario of which all runs are played in no time."""

BUSINESS = """
title = "Mine"
policies = ["accommodating", "strategic"]

[business]
currency = "EUR"
revenue = 9e6

[run]
rounds = 12
replications = 40

[[accounts]]
name = "Shared"
revenue_share = 1.0
"""
"""A business of which little is stated."""

RESTED = 40


def state_of(scenario: str, facts: dict[str, Any] | None = None, **b: Any) -> dict[str, Any]:
    """A state as the page has it: two policies, levers of B, facts."""
    sides = {"A": {"policy": "accommodating", "levers": {}}, "B": {"policy": "strategic", "levers": b}}
    return {"scenario": scenario, **sides, "facts": facts or {}, "seed": 3, "replications": RESTED}


def drawn(page: dict[str, Any], luck: random.Random, runs: int = RESTED) -> dict[str, Any]:
    """A state with some of its controls moved to places where they go."""
    moved = luck.sample([one for one in page["controls"] if one["group"] != "more" and one["kind"] != "choice"], 4)
    state = json.loads(json.dumps({**page["opening"], "seed": 3, "replications": runs}))
    for one in moved:
        steps = round((one["to"] - one["from"]) / float(one["step"])) if one["kind"] == "number" else 1
        value = round(one["from"] + luck.randint(0, steps) * float(one["step"]), 9) if one["kind"] == "number" else 0
        if one["holds"] == "side":
            state["B"]["levers"][one["key"]] = value
        else:
            state["facts"][one["key"]] = int(value) if one.get("whole") else bool(value) if steps == 1 else value
    return state


class Asked:
    """What a page asks of an explorer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client: TestClient = site.client

    def post(self, act: str, sent: object, **headers: str) -> Any:
        return self.client.post(f"/x/{act}", content=json.dumps(sent), headers={"origin": HERE, **headers})

    def lines(self, act: str, **sent: Any) -> list[dict[str, Any]]:
        got = self.post(act, sent)
        assert got.status_code == 200, got.text
        assert got.headers["content-type"] == "application/x-ndjson"
        return [json.loads(line) for line in got.text.splitlines()]

    def last(self, act: str, **sent: Any) -> dict[str, Any]:
        return self.lines(act, **sent)[-1]

    def one(self, act: str, **sent: Any) -> dict[str, Any]:
        got = self.post(act, sent)
        assert got.status_code == 200, got.text
        found: dict[str, Any] = got.json()
        return found

    def page(self, path: str) -> dict[str, Any]:
        """What the page begins with."""
        got = self.client.get(path)
        assert got.status_code == 200, got.text
        return page_in(got.text)

    def controls(self, scenario: str) -> list[dict[str, Any]]:
        """All controls: those that a page begins with, and those that it takes soon."""
        first = self.page(f"/x/{scenario}")["controls"]
        there = {one["key"] for one in first}
        return first + [one for one in self.more(scenario)["controls"] if one["key"] not in there]

    def more(self, scenario: str) -> dict[str, Any]:
        """What a page takes soon."""
        found: dict[str, Any] = self.client.get(f"/x/{scenario}/more.json").json()
        return found

    def printed(self, command: str, *more: str, **changes: str) -> str:
        """What a command that the page names prints."""
        program, *words = shlex.split(command)
        assert program == "equipoise"
        done = within(self.site.folder, *words, *more, **changes)
        assert done.code == 0, done.err
        return done.out

    def played(self, command: str) -> dict[str, Any]:
        """What it prints as JSON."""
        found: dict[str, Any] = json.loads(self.printed(command, "--json"))
        return found

    def own(self, name: str = "small", text: str = SMALL) -> Path:
        """Keep a scenario of one's own; where it lies."""
        found = self.one("own", name=name, toml=text)
        assert found["faults"] == []
        return self.site.folder / "scenarios" / f"{name}.toml"

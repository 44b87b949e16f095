"""Manifests of every kind, and what can be done to them."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from equipoise.experiments.again import Request
from equipoise.experiments.claims.request import AroundRequest, ClaimsRequest
from equipoise.experiments.comparison_task import ComparisonTask
from equipoise.experiments.frontier.find import Budget
from equipoise.experiments.frontier.judging import Judge, objectives_of
from equipoise.experiments.frontier.space import lever_space
from equipoise.experiments.frontier.task import Task
from equipoise.experiments.kinds import AROUND, CLAIMS, REGULARITIES
from equipoise.experiments.manifest import manifest_of, read_manifest
from equipoise.experiments.regularities.request import RegularitiesRequest
from equipoise.experiments.seal import digest_of
from equipoise.experiments.studies.layout import layout_of, read_layout, write_layout
from equipoise.sim.account import Account, Segment
from equipoise.sim.arm import Arm, arm_names
from equipoise.sim.faults import Place
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Run, Scenario
from tests.studies.studies import small

Json = Any
"""What JSON holds."""

MADE_OF: dict[str, Json] = {
    CLAIMS: {"claims": ["R2", "R11"], "beyond": False, "settings": {}, "runs": 40, "seed": 7},
    AROUND: {"claims": ["R2"], "points": 20, "settings": {}, "runs": 20, "seed": 7},
    REGULARITIES: {"regularities": ["link-survival", "honeymoon"], "why": False, "vendors": 300, "seed": 20},
}


class Kind(NamedTuple):
    """A kind of manifest: the file, written, and what reads it."""

    path: Path
    read: Callable[[], object]

    @property
    def document(self) -> dict[str, Json]:
        document: dict[str, Json] = json.loads(self.path.read_bytes())
        return document


def arms() -> list[Arm]:
    """Two tiny arms with something of everything."""
    scenario = Scenario(
        name="tiny",
        title="Tiny",
        claims=["R2"],
        run=Run(rounds=3, replications=2, seed=5),
        accounts=[Account(name="Giant", size=4.0, type="partner", leaves=2), Account(name="Two", count=2, opens="new")],
        segments=[Segment(name="new", slots=1)],
    )
    return [Arm(scenario, Policy(name=name), 5, 3) for name in ("accommodating", "other")]


def comparison(folder: Path) -> Kind:
    path = folder / "manifest.json"
    write_comparison(path, arms(), 2)
    return Kind(path, lambda: comparison_in(path))


def write_comparison(path: Path, arms: Sequence[Arm], replications: int, names: Sequence[str] | None = None) -> None:
    """Write the manifest of a comparison, as a folder of results has it."""
    task = ComparisonTask(arms, replications, arm_names(arms) if names is None else names)
    path.write_text(manifest_of(task).text(), encoding="utf-8", newline="\n")


def comparison_in(path: Path) -> ComparisonTask:
    """What a manifest of a comparison repeats."""
    return read_manifest(path, ComparisonTask).content


def study(folder: Path) -> Kind:
    factors = [{"key": "market.rivals", "low": 1, "high": 6}, {"key": "policy.strategic.focus", "values": [0.0, 0.02]}]
    plan = small(factors=factors, settings={"market.attention": 0.4}, until={"survival": 0.2}, replications=100)
    write_layout(folder, layout_of(plan))
    return Kind(folder / "study.json", lambda: read_layout(folder))


def claims(folder: Path) -> Kind:
    return _of_command(folder, ClaimsRequest)


def around(folder: Path) -> Kind:
    return _of_command(folder, AroundRequest)


def regularities(folder: Path) -> Kind:
    return _of_command(folder, RegularitiesRequest)


def frontier(folder: Path) -> Kind:
    scenario, policy = arms()[0].scenario, arms()[0].policy
    space = lever_space(["focus=0:0.1", "charter", "bluff"])
    judge = Judge(scenario, objectives_of("contribution_margin,survival:min"), "Giant", scenario.run.rounds)
    task = Task(judge, space, policy, [arm.policy for arm in arms()], Budget(4, 2, 2, 2))
    path = folder / "manifest.json"
    path.write_text(manifest_of(task).text(), encoding="utf-8")
    return Kind(path, lambda: read_manifest(path, Task))


def _of_command(folder: Path, request: type[Request]) -> Kind:
    path = folder / "manifest.json"
    path.write_text(manifest_of(request(**MADE_OF[request.what])).text(), encoding="utf-8")
    return Kind(path, lambda: read_manifest(path, request))


KINDS: list[Callable[[Path], Kind]] = [comparison, study, claims, around, regularities, frontier]


def resealed(document: dict[str, Json]) -> dict[str, Json]:
    """The document with the digest of what it holds now, as somebody would make it who knows how."""
    rest = {name: value for name, value in document.items() if name != "digest"}
    return {**document, "digest": digest_of(rest)}


def places(value: Json, place: Place = ()) -> Iterator[Place]:
    """Every key and every position of a document, from the outside in."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, found in inner:
        yield (*place, name)
        yield from places(found, (*place, name))


def at(document: Json, place: Place) -> Json:
    for part in place:
        document = document[part]
    return document


def without(document: dict[str, Json], place: Place) -> dict[str, Json]:
    """The document without one key, or one entry of a list."""
    table = at(document, place[:-1])
    rest = [*table] if isinstance(table, list) else {**table}
    del rest[place[-1]]
    return with_value(document, place[:-1], rest)


def with_value(document: dict[str, Json], place: Place, value: Json) -> dict[str, Json]:
    """The document with another value at a place."""
    for depth in range(len(place), 0, -1):
        table = at(document, place[: depth - 1])
        changed = [*table] if isinstance(table, list) else {**table}
        changed[place[depth - 1]] = value
        value = changed
    whole: dict[str, Json] = value
    return whole


class Twice(dict[str, Json]):
    """A table that is written with one of its keys twice."""

    def __init__(self, table: dict[str, Json], name: str) -> None:
        super().__init__(table)
        self.name = name

    def items(self) -> Any:
        return [*super().items(), (self.name, self[self.name])]

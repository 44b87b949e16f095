"""Every corner of every range plays: numbers where numbers should be, whatever stands together."""

import random
from typing import Any

import numpy as np
import pytest

from equipoise.sim.account import Account, Segment, Traits
from equipoise.sim.arm import Arm
from equipoise.sim.faults import ArgumentError
from equipoise.sim.kernel import play_chunk
from equipoise.sim.parameters import Declaration, Parameters, declarations, section_declarations
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario

SHARES, CORNERS = 2, 150
ELSEWHERE = {
    "vendor.name",
    "vendor.slots",
    "plan.segment_revenue",
    "newcomers.orientation_low",
    "newcomers.orientation_high",
}
PARAMETERS = [declared for declared in declarations() if declared.key not in ELSEWHERE]
TRAITS = [d for d in section_declarations("accounts", Traits) if d.low is not None and d.name != "count"]
LEVERS = list(section_declarations("policy", Levers))


def corner(declared: Declaration, luck: random.Random) -> Any:
    """An end of a range, or the number next to 0 that is one."""
    if declared.choices:
        return luck.choice(declared.choices)
    if isinstance(declared.default, bool):
        return luck.random() < 0.8
    assert declared.low is not None
    assert declared.high is not None
    if isinstance(declared.low, int):
        return int(luck.choice([declared.low, declared.low + 1, declared.high]))
    next_to_it = [SMALLEST] if declared.low <= 0.0 < declared.high and declared.unit != "0 or 1" else []
    return float(luck.choice([declared.low, declared.high, *next_to_it]))


def scenario_at(luck: random.Random) -> Scenario:
    often = luck.choice([0.1, 0.3, 0.6, 1.0])
    tables: dict[str, dict[str, Any]] = {}
    for declared in PARAMETERS:
        if luck.random() < often:
            tables.setdefault(declared.section, {})[declared.name] = corner(declared, luck)
    low, high = luck.choice([(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)])
    tables.setdefault("newcomers", {}).update(orientation_low=low, orientation_high=high)
    accounts = [
        Account(
            name=f"account {k}",
            opens=luck.choice([None, "new"]),
            **{d.name: corner(d, luck) for d in TRAITS if luck.random() < often},
        )
        for k in range(luck.randint(1, 3))
    ]
    return Scenario(
        parameters=Parameters.model_validate(tables), accounts=accounts, segments=[Segment(name="new", slots=2)]
    )


@pytest.mark.parametrize("share", range(SHARES))
def test_every_corner_gives_numbers(share: int) -> None:
    luck = random.Random(share)
    for _ in range(CORNERS):
        scenario = scenario_at(luck)
        levers = {d.name: corner(d, luck) for d in LEVERS if luck.random() < 0.7}
        if scenario.conflicts():
            continue
        policy = Policy(name="corner", levers=Levers(**levers))
        chunk = play_chunk(Arm(scenario, policy, 7, 12), range(3), relationships=True, panel=True)
        for table in (chunk.runs, chunk.named, chunk.records, chunk.panel, chunk.vendor):
            for name in table.dtype.names:
                assert np.all(np.isfinite(table[name])), (name, scenario, levers)


@pytest.mark.parametrize("declared", [d for d in (*PARAMETERS, *TRAITS) if not d.choices], ids=lambda d: d.key)
def test_every_number_has_two_ends(declared: Declaration) -> None:
    """Beyond them, and between 0 and the smallest, nothing is allowed."""
    if isinstance(declared.default, bool):
        return
    assert declared.low is not None
    assert declared.high is not None
    model = Account if declared.section == "accounts" else Parameters.model_fields[declared.section].annotation
    assert model is not None
    named = {"name": "A"} if model is Account else {}
    wild = [declared.low - 1, declared.high * 2 + 1]
    if not isinstance(declared.default, int) and declared.name != "leaves":
        wild += [5e-324, 1e-300, SMALLEST / 2, -5e-324, 1e308, float("nan"), float("inf")]
    for value in wild:
        number = int(value) if isinstance(declared.default, int) or declared.name == "leaves" else value
        with pytest.raises(ArgumentError, match=rf"{declared.name} = .*must be"):
            model(**named, **{declared.name: number})

"""One number after the other at its low and high: what it rests on, as its command lists it, and what levers do."""

import re

import pytest

from equipoise.app.serve.explorer.leads import LEAD
from equipoise.app.serve.explorer.sliders import halves
from equipoise.app.serve.explorer.words import without_options
from equipoise.experiments.assumptions import assumptions
from equipoise.sim.policy import Levers
from tests.serve.conftest import Site
from tests.serve.explorers import RESTED, Asked, state_of

WIDE = "400"
"""Columns of a terminal in which no row of a table is broken."""


@pytest.fixture
def asked(site: Site) -> Asked:
    found = Asked(site)
    found.own()
    return found


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in six of what a scenario does not state is put to both ends."""
    monkeypatch.setattr(
        "equipoise.experiments.rests_on.assumptions",
        lambda scenario, account: assumptions(scenario, account)[1::6],
    )


@pytest.mark.usefixtures("few")
def test_what_it_rests_on_is_what_the_command_finds(asked: Asked) -> None:
    *told, found = asked.lines("rests", state=state_of("small"))
    assert told[-1]["progress"] == pytest.approx(1.0, abs=0.01)
    document = asked.played(found["command"])
    assert (found["comparison"], found["rests_on"]) == (document, document["rests_on"])
    assert found["said"]["sentence"] == without_options(document["rests_on"]["sentence"])


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("scenario", ["over-a-barrel", "timing-chips"])
def test_what_it_rests_on_has_the_rows_that_the_command_lists(asked: Asked, scenario: str) -> None:
    """The same numbers in the same order, each figure to its last digit."""
    state = {**asked.page(f"/x/{scenario}")["opening"], "replications": RESTED}
    found = asked.last("rests", state=state)
    printed = asked.printed(found["command"], COLUMNS=WIDE)
    _, _, table = printed.partition("What it rests on\n")[2].partition("\u2500\n")
    listed = table.partition("\n\n")[0].splitlines()
    assert len(listed) == len(found["said"]["rows"]) > 2
    for line, row in zip(listed, found["said"]["rows"], strict=True):
        assert line.startswith(f"{row['label']}  ")
        leads = re.findall(r"([-+]?[\d.,]+) \(([-\d.,]+) to ([-\d.,]+)\) at (-?[\d.,]*\d)", row["text"])
        low, high = (f"{lead} [{least}, {most}]" for lead, least, most, _ in leads)
        assert f"{low}  " in line
        assert f"{high}  " in line
        assert f"  {leads[0][3]} to {leads[1][3]}" in line
        assert line.endswith(row["text"].rpartition("; turns it: ")[2])


def test_each_lever_of_b_stands_at_both_ends_as_in_its_strip(asked: Asked) -> None:
    of = {"state": state_of("small"), "outcome": "survival", "account": "Giant"}
    *told, found = asked.lines("levers", **of)
    assert all(0.0 <= one["progress"] <= 1.0 for one in told)
    numbers = {one["name"]: one for one in found["levers"]["numbers"]}
    assert {"focus", "charter", "walk_away"} <= numbers.keys()
    assert "weigh_margin" not in numbers
    assert found["levers"]["lead"]["unit"] == "probability"
    assert found["said"]["caption"] == f"{LEAD}, of 100 runs, with each low and high."
    assert found["said"]["lead"] == found["levers"]["lead"]["mean"]
    rows = {one["name"]: one for one in found["said"]["rows"]}
    assert [*rows] == sorted(rows, key=lambda name: -abs(numbers[name]["swing"]["mean"]))
    for name, ends in (("charter", ("off", "on")), ("focus", ("1% of revenue", "3% of revenue"))):
        low, high = (numbers[name][end]["mean"] for end in ("at_low", "at_high"))
        assert (rows[name]["low"], rows[name]["high"]) == (low, high)
        said = [
            f"{100 * one['mean']:+.1f} ({100 * one['low']:.1f} to {100 * one['high']:.1f}) at {end}".replace(
                "+0.0", "0.0"
            )
            for one, end in zip((numbers[name]["at_low"], numbers[name]["at_high"]), ends, strict=True)
        ]
        assert rows[name]["text"].replace("-0.0", "0.0") == ", ".join(said).replace("-0.0", "0.0")
    for name, end in (("charter", 1), ("focus", 0.01)):
        last = asked.last("levers", **{**of, "state": state_of("small", **{name: end})})
        assert last["levers"]["lead"] == numbers[name]["at_high" if end == 1 else "at_low"]
    document = asked.played(found["command"])
    most = max(numbers.values(), key=lambda one: abs(one["swing"]["mean"]))
    lead = document["differences"][0]["accounts"]["Giant"]["survival"]
    assert {part: lead[part] for part in most["at_high"]} == most["at_high"]
    assert found["said"]["sentence"].endswith(" The command is that of its high end.")
    assert f".{found['said']['rows'][0]['name']}=" in found["command"]
    mixed = state_of("small")
    mixed["B"]["policy"] = "strategic for Giant, else accommodating"
    found = asked.last("levers", **{**of, "state": mixed})
    moved = [one["name"] for one in found["levers"]["numbers"]]
    assert "walk_away" in moved
    assert "focus" not in moved
    assert "By account or over time, focused investment, " in found["said"]["sentence"]
    assert "not moved" not in asked.last("levers", **of)["said"]["sentence"]


def test_a_lever_is_moved_by_half_of_what_it_is() -> None:
    assert halves("focus", 0.02, 0.0, 1.0) == (0.01, 0.03)
    assert halves("screen", 0.8, 0.0, 1.0) == (0.4, 1.0)
    assert halves("concession", 0.06, 0.05, 20.0) == (0.05, 0.09)
    assert halves("bluff", 0.0, 0.0, 1.0) == (0.0, 0.8)  # the most that a shipped policy has
    assert halves("walk_away", 0.0, 0.0, 10.0) == (0.0, 0.2)


def test_every_lever_of_b_has_a_row(asked: Asked) -> None:
    rows = asked.last("levers", state=state_of("over-a-barrel"), outcome="survival", account="Giant")["said"]["rows"]
    assert {one["name"] for one in rows} == {name for name in Levers.model_fields if not name.startswith("weigh_")}

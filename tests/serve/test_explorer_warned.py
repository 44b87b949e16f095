"""What a page warns of: of the state that is looked at, whatever the scenario was when it was opened."""

from pathlib import Path

import pytest

from equipoise.app.serve.explorer import warned
from equipoise.app.serve.explorer.warned import warnings_of
from equipoise.experiments.explorer.state import State
from tests.cli.conftest import within

MINE = """
title = "Mine"
policies = ["accommodating", "strategic"]

[business]
revenue = 800000

[[accounts]]
name = "North"
revenue = 420000

[[accounts]]
name = "South"
revenue = 380000
"""
BEFORE = "No overhead is stated: profit here, and in every answer, is before all overhead"
SMALL = {"business.credit_line": 100.0, "accounts.North.support_cost": 20.0}
"""Amounts that are hardly meant so."""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return str(path)


def test_profit_before_overhead_is_told_as_by_the_command(mine: str) -> None:
    said = within(Path(mine).parent, "compare", "mine.toml", "--replications", "2").err
    assert BEFORE in said
    first, *_ = warnings_of(State.opening(mine))
    assert first.startswith(BEFORE)
    assert "State overhead before you read an answer." in first
    assert not any(one.startswith(BEFORE) for one in warnings_of(State.of(mine, facts={"business.overhead": 1e5})))


def test_it_is_warned_of_the_state_and_not_of_the_scenario_as_it_was_opened(mine: str) -> None:
    found = warnings_of(State.of(mine, facts=SMALL))
    assert any(one.startswith("Credit line = ") and "looks like per cent or thousands" in one for one in found)
    assert any(one.startswith("North: support cost = ") and "beside revenue = 800,000" in one for one in found)
    assert not any("looks like" in one for one in warnings_of(State.opening(mine)))


def test_a_lever_alone_asks_nothing_of_the_facts_again(mine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State.of(mine, facts=SMALL)
    found = warnings_of(state)
    monkeypatch.setattr(warned, "understood", None)
    monkeypatch.setattr(warned, "doubts", None)
    assert warnings_of(state.at("survey", 1.0, ["B"])) == found
    monkeypatch.setattr(warned, "failures", None)
    assert warnings_of(State.of(mine, facts=SMALL)) == found
    with pytest.raises(TypeError):
        warnings_of(State.of(mine))


def test_what_levers_come_to_is_warned_of(mine: str) -> None:
    state = State.of(mine, facts={"business.overhead": 100_000.0, "business.cash": 1_000.0})
    all_spent = state.at("focus", 1.0, ["A"]).at("focus", 1.0, ["B"])
    assert {*warnings_of(all_spent)} - {*warnings_of(state)}


def test_a_figure_that_is_not_met_is_written_as_its_control_writes_it(mine: str) -> None:
    """A gross margin in per cent, by its label; the command has it as the file does."""
    margins = {f"accounts.{name}.margin": 0.2 for name in ("North", "South")}
    state = State.of(mine, facts=margins | {"business.gross_margin": 0.401})
    (said,) = [one for one in warnings_of(state) if "met" in one]
    figures = "is stated as 40.1% of revenue and comes to 20% of revenue; the accounts' own"
    assert said.startswith(f"not met: \u201cGross margin\u201d {figures}")

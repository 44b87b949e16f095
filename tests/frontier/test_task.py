"""A manifest of a search says which way each objective goes, and a search from it goes that way."""

import pytest

from equipoise.experiments.frontier.find import Budget
from equipoise.experiments.frontier.judging import Judge, objectives_of
from equipoise.experiments.frontier.space import lever_space
from equipoise.experiments.frontier.task import Task
from equipoise.sim.files import load_policy, load_scenario


@pytest.mark.parametrize("ways", [("max", "min"), ("min", "max"), ("max", "max"), ("min", "min")])
def test_a_manifest_says_which_way_is_better(ways: tuple[str, str]) -> None:
    scenario, policy = load_scenario("over-a-barrel"), load_policy("accommodating")
    asked = [f"{name}:{way}" for name, way in zip(("contribution_margin", "cost_to_serve"), ways, strict=True)]
    judge = Judge(scenario, objectives_of(",".join(asked)), "Giant", scenario.run.rounds)
    assert [one.more for one in judge.objectives] == [way == "max" for way in ways]
    task = Task(judge, lever_space(["focus=0:0.1"]), policy, [policy], Budget(4, 2, 2, 2))
    content = task.laid_out()
    assert content["objectives"] == asked
    assert Task.understood(content).judge.objectives == judge.objectives

"""What policies of a business are judged by where nobody says: money first, and a risk in which they differ."""

from dataclasses import replace

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.results import Comparison, Difference
from equipoise.experiments.compare import compare
from equipoise.experiments.frontier.find import Budget
from equipoise.experiments.frontier.judging import Judge, objectives_of
from equipoise.experiments.frontier.opening import opening_objectives
from equipoise.experiments.frontier.task import Task, task_for
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_scenario
from equipoise.sim.scenario import Scenario
from tests.cli.test_currency import business

SCENARIO = business()
SPOKEN_OF = "Giant"
CLEAR, CLEARER, UNCLEAR = (Estimate(value, value - 0.05, value + 0.05, runs=50) for value in (-0.1, 0.2, 0.01))


@pytest.fixture(scope="module")
def flat() -> Comparison:
    """Two policies that nothing tells apart."""
    found = compare([Arm.of(SCENARIO, name, rounds=40) for name in ("accommodating", "strategic")], 4)
    (difference,) = found.differences
    alike = dict.fromkeys(difference.outcomes, UNCLEAR)
    accounts = {name: dict.fromkeys(own, UNCLEAR) for name, own in difference.accounts.items()}
    return replace(found, differences=[replace(difference, outcomes=alike, accounts=accounts)])


def told(
    flat: Comparison, asked: str | None = None, held: dict[str, Estimate] | None = None, **of_all: Estimate
) -> object:
    (difference,) = flat.differences
    accounts = {**difference.accounts, SPOKEN_OF: {**difference.accounts[SPOKEN_OF], **(held or {})}}
    changed: Difference = replace(difference, outcomes={**difference.outcomes, **of_all}, accounts=accounts)
    return tuple(opening_objectives(replace(flat, differences=[changed]), asked))


def test_profit_comes_first_with_the_risk_in_which_policies_differ_most(flat: Comparison) -> None:
    held = {"survival_3y": CLEAR}
    assert told(flat) == ("profit_3y,survival_3y", SPOKEN_OF)
    assert told(flat, cash_out_3y=CLEAR) == ("profit_3y,cash_out_3y:min", "all")
    assert told(flat, held=held) == told(flat, held=held, cash_out=CLEARER) == ("profit_3y,survival_3y", SPOKEN_OF)
    assert told(flat, held=held, cash_out_3y=CLEARER) == ("profit_3y,cash_out_3y:min", "all")


def test_where_they_differ_in_none_of_those_years_the_whole_run_is_looked_at(flat: Comparison) -> None:
    assert told(flat, cash_out=CLEAR) == ("profit_3y,cash_out:min", "all")
    assert told(flat, held={"survival": CLEAR}) == ("profit_3y,survival", SPOKEN_OF)


def test_of_an_account_that_is_asked_for_it_is_who_is_held(flat: Comparison) -> None:
    other = next(name for name in flat.differences[0].accounts if name != SPOKEN_OF)
    assert told(flat, other, cash_out_3y=CLEAR) == ("profit_3y,survival_3y", other)


def task(scenario: Scenario | str, objectives: str | None = None, account: str | None = None) -> Task:
    arm = Arm.of(scenario, rounds=40)
    return task_for(arm, objectives, ["focus"], [], account, Budget(4, 4, 1, 4))


def test_a_search_of_a_business_opens_with_money_and_any_other_as_before() -> None:
    assert [one.name for one in task("over-a-barrel").judge.objectives] == ["contribution_margin", "survival"]
    first, risk = task(SCENARIO).judge.objectives
    assert (first.name, first.whole) == ("profit_3y", True)
    assert risk.name.startswith(("survival", "cash_out"))
    asked = task(SCENARIO, account="Giant")
    assert Task.understood(asked.laid_out()).judge.objectives == asked.judge.objectives
    assert [one.name for one in task(SCENARIO, "revenue,profit").judge.objectives] == ["revenue", "profit"]


def test_what_no_account_has_is_of_the_run_beside_what_one_has() -> None:
    scenario, plain = load_scenario("over-a-barrel"), Arm.of("over-a-barrel").policy.levers.model_dump()

    def played(objectives: str, account: str) -> list[list[float]]:
        found: list[list[float]] = Judge(scenario, objectives_of(objectives), account, 12).values(plain, 3, 20).tolist()
        return found

    profit, held = played("profit,survival", "all")[0], played("contribution,survival", "Giant")[1]
    assert played("profit,survival", "Giant") == [profit, held]

"""Every door judges by the years that a decision looks at, and says which."""

from dataclasses import replace
from typing import Any

import pytest

import equipoise
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures.breakeven import breakeven as drawn
from equipoise.analysis.figures.rests_on import swings
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.knowing import sentences as knowing_sentences
from equipoise.analysis.prose.varied import named
from equipoise.analysis.results import Rest, RestsOn
from equipoise.experiments.assumptions import CONTRIBUTION, Assumption, assumptions
from equipoise.experiments.breakeven.outputs import BreakEvenResult
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.task import BreakEvenTask
from equipoise.experiments.compare import compare
from equipoise.experiments.horizons import opening_of
from equipoise.experiments.rests_on import with_rests_on
from equipoise.sim.arm import Arm
from equipoise.sim.money import Money
from equipoise.sim.outcomes_by_years import WHOLE, of_years
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli

PAIR = ("accommodating", "strategic")


@pytest.mark.parametrize(
    ("rounds", "years", "profit"), [(6, 1.5, "profit"), (12, 3.0, "profit_3y"), (40, 3.0, "profit_3y")]
)
def test_a_question_is_of_the_years_that_a_comparison_opens_with(rounds: int, years: float, profit: str) -> None:
    arms = [Arm.of("base", policy, rounds=rounds) for policy in PAIR]
    asked = Question.of(arms)
    opening = compare(arms, 4).opening
    assert opening is not None
    assert opening_of(rounds) == (opening.years, of_years(3) if rounds >= 12 else WHOLE)
    assert (asked.outcome, asked.asked().years, opening.years) == (profit, years, years)


def test_what_it_rests_on_and_a_break_even_turn_at_the_same_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one number, in the same runs; over the five years of the run it turns at half of that."""

    def that_number(scenario: Scenario, account: str) -> list[Assumption]:
        there = (one for one in assumptions(scenario, account) if one.name == CONTRIBUTION)
        return [one._replace(low=0.1, high=4.0) for one in there]

    monkeypatch.setattr("equipoise.experiments.rests_on.assumptions", that_number)
    run: dict[str, Any] = {"rounds": 20, "seed": 4}
    arms = [Arm.of("over-a-barrel", policy, **run) for policy in PAIR]
    rests_on = with_rests_on(compare(arms, 60), arms, threads=1).rests_on
    assert rests_on is not None
    (rest,) = rests_on.rests
    three, five = (
        equipoise.breakeven(
            "over-a-barrel", f"{CONTRIBUTION}=0.1:4", PAIR, outcome=outcome, replications=60, threads=1, **run
        )
        for outcome in (None, "profit")
    )
    assert rest.at_low.value == pytest.approx(three.course.points[0.1].value)
    assert rest.at_high.value == pytest.approx(three.course.points[4.0].value)
    (one,), (other,) = three.course.crossings, five.course.crossings
    assert rest.turning == pytest.approx((one.value, one.low, one.high), abs=0.1)
    assert other.value < one.value - 0.3


@pytest.mark.parametrize(
    ("outcome", "account", "words"),
    [
        (None, "all", "profit over three years"),
        ("profit", "all", "profit over four years"),
        ("profit_1y", "all", "profit over one year"),
        ("survival_3y", "Giant", "survival of Giant over three years"),
        ("contribution", "Giant", "contribution of Giant over four years"),
        ("contribution_margin", "all", "contribution margin"),
    ],
)
def test_an_outcome_has_its_years_wherever_it_is_named(outcome: str | None, account: str, words: str) -> None:
    small: dict[str, Any] = {"outcome": outcome, "account": account, "replications": 50, "rounds": 16}
    found = equipoise.breakeven("over-a-barrel", f"{CONTRIBUTION}=0.2:0.4", PAIR, **small)
    assert named(found) == words
    assert words in sentences(found)[0]
    picture = drawn(found).figure
    assert words.capitalize().split(" of ")[0] in picture.axes[0].get_ylabel()
    known = equipoise.worth_knowing("over-a-barrel", f"{CONTRIBUTION}=0.2:0.4", PAIR, **small)
    assert f"eciding by {words}" in knowing_sentences(known)[0]


def test_the_commands_name_the_years_and_take_others(cli: Cli) -> None:
    few = ("--replications", "50", "--rounds", "16", "--policy", PAIR[0], "--policy", PAIR[1])
    asked = ("breakeven", "over-a-barrel", "--vary", f"{CONTRIBUTION}=0.2:0.4", *few)
    assert cli(*asked, "--json").document["years"] == 3.0
    assert cli(*asked, "--outcome", "profit", "--json").document["years"] == 4.0
    assert "profit over three years" in " ".join(cli(*asked).out.partition("───")[0].split())
    know = ("worth-knowing", "over-a-barrel", "--know", f"{CONTRIBUTION}=0.2:0.4", *few)
    known = " ".join(cli(*know).out.split())
    assert "What profit over three years and profit over four years would gain" in known
    for years in ("three", "four"):
        assert known.count(f"over {years} years") == 3  # above the column, below the table, and in the sentence
    longest, whole = cli(*know, "--json").document["longest"], cli(*know, "--outcome", "profit", "--json").document
    assert longest == {name: whole[name] for name in longest}
    assert whole["longest"] is None


def test_the_tornado_cuts_no_value_and_names_the_years() -> None:
    key = "accounts.Giant.cost_to_replace"
    lead = Estimate(1.0, 0.9, 1.1, runs=50)
    ends = [(51_321.0, 205_284.0), (12.8e6, 990e6), (1.33e9, 8e9), (512.0, 2048.0)]
    rests = [
        Rest(key, (key,), "?", "half", 1.0, low, high, False, "currency", lead, lead, lead, False) for low, high in ends
    ]
    figure = swings(RestsOn("new", "old", "profit", 3.0, "money/year", lead, rests, [], Money("EUR", 1e5))).figure
    values = [" ".join(text.get_text().split()) for text in figure.axes[0].texts]
    assert {"51 thousand EUR", "205 thousand EUR", "990 million EUR", "512 EUR"} <= {*values}
    assert not [value for value in values if "\u2026" in value]
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "lead over old in profit over three years" in said
    assert key not in said


@pytest.mark.parametrize(("low", "high", "off"), [(0.5, 1.5, False), (1.2, 1.5, True), (1.0, 1.5, False)])
def test_a_bar_off_the_line_of_a_tornado_gets_a_word(low: float, high: float, *, off: bool) -> None:
    key, lead = "market.rivals", Estimate(1.0, 0.9, 1.1, runs=50)
    ends = (replace(lead, value=value) for value in (low, high))
    rest = Rest(key, (key,), "?", "half", 3.0, 2.0, 4.0, True, "1", *ends, lead, False)
    figure = swings(RestsOn("new", "old", "profit", 3.0, "money/year", lead, [rest], [])).figure
    said = " ".join(" ".join(text.get_text().split()) for text in figure.texts)
    assert ("A bar off the line: both ends move it the same way" in said) == off


def test_the_tornado_of_a_business_counts_in_quarters() -> None:
    key, lead = "bargaining.horizon", Estimate(1.0, 0.9, 1.1, runs=50)
    rest = Rest(key, (key,), "?", "half", 12.0, 6.0, 24.0, True, "rounds", lead, lead, lead, False, asked=False)
    for money, said in ((Money("EUR", 1e5), "quarters over which both"), (None, "rounds over which both")):
        figure = swings(RestsOn("new", "old", "profit", 3.0, "money/year", lead, [rest], [], money)).figure
        assert said in " ".join(" ".join(text.get_text().split()) for text in figure.texts)


def test_all_years_are_of_the_same_runs_as_where_they_are_asked_for() -> None:
    few = {"replications": 60, "rounds": 20, "threads": 1}
    three, five = (
        equipoise.breakeven("over-a-barrel", f"{CONTRIBUTION}=0.1:4", PAIR, outcome=outcome, **few)  # type: ignore[arg-type]
        for outcome in (None, "profit")
    )
    longest = three.longest
    assert longest is not None
    assert (longest.outcome, longest.years) == ("profit", 5.0)
    assert longest.course.points.keys() == three.course.points.keys()
    assert {x: longest.course.points[x].value for x in (0.1, 4.0)} == pytest.approx(
        {x: five.course.points[x].value for x in (0.1, 4.0)}
    )
    assert five.longest is None


@pytest.mark.parametrize(("rounds", "outcome", "threshold"), [(12, None, 0.0), (20, "survival", 0.0), (20, None, 0.1)])
def test_nothing_is_added_where_there_is_no_other_view(rounds: int, outcome: str | None, threshold: float) -> None:
    arms = [Arm.of("over-a-barrel", policy, rounds=rounds) for policy in PAIR]
    task = BreakEvenTask.of(Question.of(arms, outcome=outcome, replications=20), [f"{CONTRIBUTION}=0.2:0.4"], threshold)
    found = task.play(1)
    assert found.longest is None
    assert BreakEvenResult(found, task).document()["longest"] is None

"""What a decision turns on is looked at for one account alone as well, since the decision may be that."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.rests_on import decided_by, first_words, rests_words
from equipoise.analysis.results import Rest, RestsOn
from equipoise.experiments.rests_on import turns
from equipoise.sim.money import Money
from tests.cli.conftest import Cli
from tests.cli.test_first_look import FEW, KEY, own

NAMES = (KEY, "accounts.Other.cost_to_replace")
SIDES = st.sampled_from([-1.0, 0.0, 1.0])
POLICY = "strategic for Giant, else accommodating"


def at(value: float) -> Estimate:
    return Estimate(value, value - 0.1, value + 0.1, runs=500)


def number(name: str, lead: float, low: float, high: float) -> Rest:
    ends = at(low), at(high), at(high - low)
    return Rest(name, (name,), "?", "half", 2e6, 1e6, 4e6, False, "currency", *ends, turns(at(lead), at(low), at(high)))


def asked(lead: float, rests: list[Rest], arm: str, account: str = "") -> RestsOn:
    money = Money("EUR", 1e6)
    return RestsOn(arm, "accommodating", "profit", 3.0, "money/year", at(lead), rests, [], money, account=account)


@given(st.tuples(SIDES, SIDES, SIDES), st.tuples(SIDES, SIDES, SIDES))
def test_the_figures_choose_what_is_said_of_one_account_alone(
    every: tuple[float, float, float], one: tuple[float, float, float]
) -> None:
    both, alone = number(KEY, *every), number(KEY, *one)
    found = asked(every[0], [both], "strategic")
    found = replace(found, alone=asked(one[0], [alone], POLICY, "Giant"))
    said, without = first_words(found), first_words(replace(found, alone=None))
    head, _, tail = said.partition("Over three years, with Giant alone ")
    assert tail.startswith(("it turns on it", "it turns as well on it")) == alone.turns
    assert tail.startswith("it turns as well") == (alone.turns and both.turns)
    assert tail.startswith("it does not turn on it.") == (one[0] == one[1] == one[2])
    assert (f'"{POLICY}" is ' in tail) == alone.turns
    assert ("the decision " in head) == (both.turns == alone.turns)
    assert ("with all accounts" in head) == (both.turns != alone.turns)
    assert head.replace("the choice between strategic and accommodating with all accounts", "the decision") == (
        f"{without} "
    )


@pytest.mark.parametrize("turned", [*product([True, False], repeat=2)])
def test_of_several_numbers_those_that_turn_it_alone_are_named(turned: tuple[bool, bool]) -> None:
    every = [number(name, -1.0, -2.0, -1.0) for name in NAMES]
    alone = [number(name, -1.0, -2.0, 1.0 if turns_it else -1.0) for name, turns_it in zip(NAMES, turned, strict=True)]
    found = replace(asked(-1.0, every, "strategic"), alone=asked(-1.0, alone, POLICY, "Giant"))
    for said in (rests_words(found), decided_by(found)):
        tail = said.partition("Over three years, with Giant alone ")[2]
        assert [whose in tail.partition("on none of")[0] for whose in ("Giant: what", "Other: what")] == [*turned]
        assert ("on none of" in tail) == (not any(turned))


def test_what_is_said_of_one_account_alone_is_what_comparing_it_prints(cli: Cli) -> None:
    found = cli("compare", own(), *FEW, "--json").document["first_look"]
    alone, both = found["alone"], found["numbers"][0]
    assert (alone["account"], alone["arm"], alone["against"]) == ("Giant", POLICY, "accommodating")
    (one,) = alone["numbers"]
    assert (one["keys"], one["range"]) == ([KEY], both["range"])
    for end, value in zip(("at_low", "at_high"), one["range"], strict=True):
        policies = ("--policy", "accommodating", "--policy", alone["arm"])
        put = cli("compare", "own.toml", *policies, *FEW, "--set", f"{KEY}={value}", "--json").document
        (view,) = (view for view in put["horizons"] if view["years"] == 3.0)
        assert view["differences"][alone["arm"]]["profit"]["mean"] == pytest.approx(one[end]["mean"], rel=1e-9)

"""What a decision rests on: planted numbers are found, text and figure agree, and it is the same every time."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text
from numpy.typing import NDArray

import equipoise
from equipoise.analysis.contrast import way
from equipoise.analysis.crossing import course
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures.rests_on import swings
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.rests_on import called, decided_by, quoted, rests_words
from equipoise.analysis.results import Rest, RestsOn
from equipoise.app.pages.rests_on import rests_on_legend, rests_on_table
from equipoise.experiments.assumptions import Assumption, assumptions
from equipoise.experiments.business_facts import FOLLOWS
from equipoise.experiments.compare import compare
from equipoise.experiments.paired import Pair
from equipoise.experiments.rests_on import turns, with_rests_on
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import AccountFacts, Business
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.money import Money
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli

FEW = ("--replications", "60", "--rounds", "8")


PAIR = ("accommodating", "strategic")


def exactly(value: float, error: float = 1e-6) -> Estimate:
    return Estimate(value, value - 1.96 * error, value + 1.96 * error, runs=100)


@pytest.fixture
def some_assumptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is played twice: one in twelve, and what a team costs."""

    def some(scenario: Scenario, account: str) -> list[Assumption]:
        return [one for k, one in enumerate(assumptions(scenario, account)) if k % 12 == 0 or "team_cost" in one.name]

    monkeypatch.setattr("equipoise.experiments.rests_on.assumptions", some)


def ranked(scenario: str | Scenario, settings: list[str], seed: int, rounds: int) -> list[str]:
    """What it rests on whether a charter pays in so few rounds, where its team costs most by far: the first first."""
    policies = (Policy(name="plain"), Policy(name="charter", levers=Levers(charter=1)))
    arms = [Arm.of(scenario, policy, settings, seed=seed, rounds=rounds) for policy in policies]
    found = with_rests_on(compare(arms, 16), arms, threads=1).rests_on
    assert found is not None
    return [rest.name for rest in found.rests]


@pytest.mark.parametrize(
    ("lead", "low", "high", "does"),
    [
        (1, -1, -1, True),  # what was taken is better than either end
        (1, -1, 1, True),
        (-1, 0, 1, True),
        (1, 0, 1, False),
        (-1, -1, -1, False),
        (0, -1, 1, True),
        (0, 1, 1, False),  # what the ends agree on, nobody could tell
        (0, 0, -1, False),
    ],
)
def test_a_lead_turns_where_an_end_is_clearly_on_its_other_side(lead: int, low: int, high: int, does: bool) -> None:
    one, *ends = (Estimate(side, side - 0.5, side + 0.5) for side in (lead, low, high))
    assert turns(one, *ends) is does


@pytest.mark.usefixtures("some_assumptions")
def test_a_planted_number_is_found_in_every_seed() -> None:
    names = ("contribution", "imitation", "growth", "demands", "capability", "channel", "acquisition", "references")
    off = [f"switches.{name}=off" for name in names]
    for seed in range(1, 20):
        assert ranked("base", off, seed, 4)[0] == "charter.team_cost", seed


def test_a_planted_number_is_found_among_all_that_is_assumed() -> None:
    found = ranked("base", [], 0, 4)
    assert len(found) > 50
    assert found[0] == "charter.team_cost"


@pytest.mark.usefixtures("some_assumptions")
def test_a_planted_fact_of_a_business_is_found() -> None:
    business = Business(revenue=1e6, gross_margin=0.4, overhead=2e5, cash=1e5)
    found = ranked(Scenario(business=business, accounts=[Account(name="A")]), [], 0, 2)
    assert {"business.team_cost"} < {*found}
    assert found[0] == "business.team_cost"


@pytest.mark.usefixtures("some_assumptions")
def test_a_number_whose_ends_are_both_worse_than_what_it_is_moves_the_lead_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between its ends alone it would hardly move it."""

    def values(_: Pair, changes: Mapping[str, float], runs: range, **_threads: int | None) -> NDArray[np.float64]:
        lead = 4.0 if "charter.team_cost" in changes else 5.0
        return np.full((1, len(runs)), lead) + 0.01 * np.arange(len(runs))

    monkeypatch.setattr(Pair, "values", values)
    policies = (Policy(name="plain"), Policy(name="charter", levers=Levers(charter=1)))
    arms = [Arm.of("base", policy, seed=1, rounds=4) for policy in policies]
    found = with_rests_on(compare(arms, 16), arms, threads=1).rests_on
    assert found is not None
    first = next(rest for rest in found.rests if rest.name == "charter.team_cost")
    assert abs(first.swing.value) == pytest.approx(1.0)
    assert first.at_low.value == first.at_high.value


def test_a_business_is_asked_for_what_it_leaves_open_and_for_nothing_twice() -> None:
    scenario = load_scenario("sheet-metal")
    found = assumptions(scenario, "Airframer")
    names = {one.name for one in found}
    assert {"accounts.Airframer.cost_to_replace", "business.team_cost", "accounts.*.support_cost"} <= names
    assert not names & FOLLOWS
    stated = {f"accounts.Airframer.{name}" for name in ("relationship", "contacts", "bound", "customer_years")}
    assert not names & {"business.cash", "business.overhead", "business.gross_margin", *stated}
    slots = next(one for one in found if one.name == "vendor.slots")
    assert (slots.low, slots.taken, slots.high) == (10, 11, 20)  # ten accounts, and one more to be won
    stated = with_settings(scenario, {"vendor.slots": 14})
    assert "vendor.slots" not in {one.name for one in assumptions(stated, "Airframer")}
    support = next(one for one in found if one.name == "accounts.*.support_cost")
    parts = [value for value in support.changes(1e6).values() if isinstance(value, float)]
    assert sum(parts) == pytest.approx(1e6)
    assert len(set(parts)) > 1


def test_the_break_even_of_an_accounts_fact_is_in_the_currency() -> None:
    found = equipoise.breakeven(
        "audio-chips", "accounts.Phone maker.cost_to_replace=50000000:400000000",
        replications=20, rounds=4,
    )  # fmt: skip
    assert (found.unit, found.axis.unit, found.axis.currency) == ("USD/year", "USD/year", "USD")
    crossed = replace(found, course=course(lambda x: exactly(2e8 - x), lambda x: exactly(2e8 - x), [5e7, 4e8]))
    assert "200 million USD" in sentences(crossed)[0]
    assert "million USD a year" in sentences(crossed)[0]


def way_of(lead: float) -> int:
    return way(exactly(lead))


@given(st.floats(-9.0, 9.0), st.floats(-9.0, 9.0), st.sampled_from([None, Money("euros", 2.5e6)]))
def test_what_a_decision_rests_on_is_said_as_the_figures_are(low: float, high: float, money: Money | None) -> None:
    turns = min(low, high) < -0.01 and max(low, high) > 0.01
    turning = (0.5, 0.4, 0.6) if turns else None
    key = "hierarchy.imitable"
    ends = exactly(low), exactly(high)
    one = Rest(key, (key,), "How much?", "half", 0.25, 0.0, 1.0, False, "1", *ends, exactly(high - low), turns, turning)
    found = RestsOn("new", "old", "profit", 3.0, "money/year", exactly(low), [one], [], money)
    said = rests_words(found)
    if abs(high - low) < 1e-5:
        return
    for lead in (low, high):
        if abs(lead) > 1e-5:
            way = "ahead of" if lead > 0 else "behind"
            assert f"{way} old by" in said
    assert ("it turns at 0.5" in said) == turns
    untold = not turns and len({way_of(one) for one in (low, low, high)}) > 1
    assert (f"No single number {'clearly ' * untold}turns the decision." in said) == (not turns)
    assert ("euros a year" in said) == (money is not None and max(abs(low), abs(high)) > 1e-5)


@pytest.mark.parametrize("moves", [True, False])
def test_the_models_own_numbers_come_apart_from_facts(moves: bool) -> None:
    fact, own, turns = "accounts.Giant.relationship", "bargaining.estimate_blur", (exactly(-1.0), exactly(1.0))
    leads = (*turns, exactly(2.0), True) if moves else (exactly(1.0), exactly(1.0), exactly(0.0), False)
    rests = [
        Rest(fact, (fact,), "Where?", "half", 3.0, 2.0, 4.0, False, "1", *leads),
        Rest(own, (own,), "How wrong?", "half", 0.5, 0.1, 1.0, False, "1", *turns, exactly(2.0), True, asked=False),
    ]  # fmt: skip
    found = RestsOn("new", "old", "profit", 3.0, "money/year", exactly(0.5), rests, [])
    said = rests_words(found)
    assert "How wrong" not in said
    assert "nobody can be asked for: error of a side's estimate of the surplus" in said
    assert ('Ask: "Where?"' in said) == moves
    assert ("No fact that could be found out" in said) == (not moves)
    texts = [row[1] for row in rests_on_table(found).rows]
    assert texts[-1] == "cannot be asked: the model's own"


def test_text_figure_and_headline_agree_on_what_matters_most() -> None:
    """Facts come first in words, as they can be asked; a number of the model's own that moves it further is named."""
    still = (exactly(0.5), exactly(1.5), exactly(1.0), False)
    team = Rest("business.team_cost", ("business.team_cost",), "Team?", "half", 3.0, 2.0, 4.0, False, "1", *still)
    bends = (exactly(-0.1), exactly(0.3), exactly(0.4), True, (1.978, 1.9, 2.1))
    replaced = replace(team, name="accounts.Giant.cost_to_replace", keys=("accounts.Giant.cost_to_replace",))
    replaced = replace(replaced, **dict(zip(("at_low", "at_high", "swing", "turns", "turning"), bends, strict=True)))
    blur = replace(team, name="bargaining.estimate_blur", keys=("bargaining.estimate_blur",), asked=False)
    blur = replace(blur, at_low=exactly(-2.0), at_high=exactly(2.0), swing=exactly(4.0), turns=True)
    found = RestsOn("new", "old", "profit", 3.0, "money/year", exactly(0.5), [team, replaced, blur], [])
    said, short = rests_words(found), decided_by(found)
    assert said.startswith("Over three years, this rests most, of what can be found out, on")
    assert "Error of a side's estimate of the surplus moves it further, but nobody can be asked for that." in said
    assert short.startswith("Over three years, this rests most, of what can be found out, on")
    for told in (said, short):
        assert "at 1.98 (1.9 to 2.1)" in told
    assert "so that it does not turn on it. It turns on" in short
    plain = replace(found, rests=[team, replaced])
    assert rests_words(plain).startswith("Over three years, this rests most on ")
    assert decided_by(plain).startswith("Over three years, this rests most on ")
    assert "moves it further" not in rests_words(plain)
    assert "(the model's own)" in " ".join(text.get_text() for text in swings(found).figure.findobj(Text))
    assert "with all as they are it is +0.50 [0.50, 0.50]" in rests_on_legend(found)
    assert rests_on_legend(replace(found, arm="strategic, changed")).startswith('"strategic, changed"\'s lead over ')


def test_what_these_runs_cannot_rank_or_tell_is_said_so_in_words_and_in_the_table() -> None:
    apart = (exactly(0.5), exactly(1.5), exactly(1.0), False)
    team = Rest("business.team_cost", ("business.team_cost",), "Team?", "half", 3.0, 2.0, 4.0, False, "1", *apart)
    near = replace(team, name="business.cash", keys=("business.cash",), swing=exactly(0.9, error=0.1))
    open_ = replace(near, name="business.payout", keys=("business.payout",), at_low=exactly(0.0), swing=exactly(0.5))
    found = RestsOn("new", "old", "profit", 3.0, "money/year", exactly(0.5), [team, near, open_], [])
    for told in (rests_words(found), decided_by(found)):
        assert f"These runs cannot tell whether it moves that further than {quoted(near)}." in told
    assert "cannot tell" not in rests_words(replace(found, rests=[team, open_]))
    assert [row[-1] for row in rests_on_table(found).rows] == ["no", "no", "cannot be told"]
    assert "so that it may turn on it" in decided_by(replace(found, rests=[open_]))


def test_facts_of_several_accounts_say_whether_each_has_them_or_all_together() -> None:
    accounts = [Account(name="Big", revenue_share=0.6), Account(name="One"), Account(name="Two")]
    business = Scenario(name="own", business=Business(currency="EUR", revenue=1e7, gross_margin=0.4), accounts=accounts)
    several = [one for one in assumptions(business, "Big") if len(one.keys) > 1]
    assert len(several) > 3
    lead = exactly(1.0)
    for one in several:
        rest = Rest(one.name, one.keys, one.question, one.reason, one.taken, one.low, one.high, one.whole, one.unit,
                    lead, lead, lead, turns=False)  # fmt: skip
        together = "all the other accounts together: " if one.shares else "each of the other accounts: "
        assert called(rest).startswith(together)
    assert any(one.shares for one in several)


def test_a_fact_of_an_account_reads_well_of_several() -> None:
    for fact in AccountFacts.model_fields:
        assert not re.search(r"\b(it|its)\b", words(f"accounts.Big.{fact}")), fact
    assert words("accounts.Big.bound") == "Big: share of purchases fixed by contract"


def test_only_a_business_has_numbers_of_which_nobody_can_be_asked() -> None:
    business = load_scenario("audio-chips")
    asked = {one.name: one.asked for one in assumptions(business)}
    assert not asked["bargaining.estimate_blur"]
    assert all(one for name, one in asked.items() if name.startswith(("business.", "accounts.")))
    assert all(one.asked for one in assumptions(load_scenario("over-a-barrel")))


# The commands


@pytest.mark.usefixtures("some_assumptions")
def test_all_that_the_page_says_a_decision_rests_on_is_printed_without_tables(cli: Cli) -> None:
    policies = ("--policy", PAIR[0], "--policy", PAIR[1])
    asked = ("compare", "over-a-barrel", *policies, "--what-it-rests-on", "--replications", "8", "--rounds", "4")
    sentence = cli(*asked, "--json").document["rests_on"]["sentence"]
    assert " ".join(sentence.split()) in " ".join(cli(*asked).out.split())


@pytest.mark.usefixtures("some_assumptions")
def test_a_comparison_with_what_it_rests_on_is_repeated_exactly(cli: Cli) -> None:
    asked = (
        "compare",
        "over-a-barrel",
        "--policy",
        PAIR[0],
        "--policy",
        PAIR[1],
        "--what-it-rests-on",
        "--replications",
        "8",
        "--rounds",
        "4",
        "--json",
    )
    first = cli(*asked, "--out", "rests")
    assert first.code == 0, first.err
    document = first.document
    assert document["rests_on"]["numbers"]
    assert document["rests_on"]["arm"] == document["decision"]["arm"]
    assert document["rests_on"]["sentence"] in unescape(Path("rests/report.html").read_text(encoding="utf-8"))
    assert cli("repeat", "rests", "--json", "--threads", "1").document == document


@pytest.mark.usefixtures("some_assumptions")
@pytest.mark.parametrize(("high", "weighs"), [(2e5, True), (1.001e4, False)])
def test_a_stated_range_is_weighed_beside_what_is_not_stated(high: float, weighs: bool) -> None:
    """A wide one of what decides is what the decision rests on; one of no width moves nothing."""
    business = Business(revenue=1e6, gross_margin=0.4, overhead=2e5, cash=1e5)
    plain = Scenario(business=business, accounts=[Account(name="A")])
    scenario = with_settings(plain, {"business.team_cost": [1e4, high]})
    policies = (Policy(name="plain"), Policy(name="charter", levers=Levers(charter=1)))
    arms = [Arm.of(scenario, policy, rounds=4) for policy in policies]
    found = with_rests_on(compare(arms, 16), arms, threads=1).rests_on
    assert found is not None
    (one,) = (rest for rest in found.rests if rest.name == "business.team_cost")
    assert (one.ranges, one.reason, one.low, one.high) == (True, "stated as a range", 1e4, high)
    assert (abs(one.swing.value) > 1.0) == weighs  # an eighth of the revenue of a quarter
    if weighs:
        assert one == found.rests[0]
        assert "(stated as a range)" in rests_words(found)

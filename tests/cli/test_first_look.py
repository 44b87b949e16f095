"""A first look at what a decision of a business turns on: said in a plain comparison, and what else nobody sees."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.business import sentences
from equipoise.analysis.prose.rests_on import called, decided_by, first_words, rests_words
from equipoise.analysis.results import Ends, Horizon, Rest, RestsOn, View
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.business.translation import level_of_rivals
from equipoise.sim.business.understanding import understood
from equipoise.sim.money import Money
from equipoise.sim.rules.contribution import copied, unique_contribution
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli

KEY = "accounts.Giant.cost_to_replace"
FEW = ("--replications", "20", "--rounds", "16")
OWN = """policies = ["accommodating", "strategic"]
[business]
currency = "EUR"
revenue = 3e6
gross_margin = {margin}
{overhead}
[[accounts]]
name = "Giant"
revenue = 2e6
{fact}
[[accounts]]
name = "Other"
revenue = 1e6
"""


def own(margin: str = "0.3", overhead: str = "overhead = 6e5", fact: str = "") -> str:
    Path("own.toml").write_text(OWN.format(margin=margin, overhead=overhead, fact=fact), encoding="utf-8")
    return "own.toml"


def at(value: float) -> Estimate:
    return Estimate(value, value - 0.1, value + 0.1, runs=500)


@given(*(st.sampled_from([-1.0, 0.0, 1.0]) for _ in range(3)))
def test_the_figures_choose_whether_the_decision_turns(lead: float, low: float, high: float) -> None:
    turns = -lead in {low, high} if lead else {low, high} == {-1.0, 1.0}
    ends, swing = (at(low), at(high)), at(high - low)
    rest = Rest(KEY, (KEY,), "?", "half to double", 2e6, 1e6, 4e6, False, "currency", *ends, swing, turns)
    found = RestsOn("new", "old", "profit", 3.0, "money/year", at(lead), [rest], [], Money("EUR", 1e6))
    said = first_words(found)
    assert ("Over three years, the decision turns on" in said) == turns
    assert ("does not turn on" in said) == (low == high == lead)
    assert "Giant: what a year without the vendor would cost the account" in said
    assert KEY not in said
    assert "where that is 1.00 million EUR" in said
    assert said.endswith("(500 runs at each end).")


THREE = st.tuples(*(st.sampled_from([-1.0, 0.0, 1.0]) for _ in range(3)))


@given(THREE, THREE)
def test_the_figures_choose_what_is_said_of_all_years(
    first: tuple[float, float, float], whole_run: tuple[float, float, float]
) -> None:
    """Also where it goes the other way than over what is decided by."""
    (lead, low, high), (later, later_low, later_high) = first, whole_run

    def turned(one: float, *ends: float) -> bool:
        return -one in {*ends} if one else {*ends} == {-1.0, 1.0}

    whole = Ends(at(later_low), at(later_high), turned(later, later_low, later_high))
    swing = (at(high - low), turned(lead, low, high))
    number = (2e6, 1e6, 4e6, False, "currency")
    rest = Rest(KEY, (KEY,), "?", "half to double", *number, at(low), at(high), *swing, later=whole)
    view = View(at(later), at(0.0), at(0.0), at(0.0), at(0.0), {})
    years = Horizon(10.0, {}, {"new": view})
    money = Money("EUR", 1e6)
    found = RestsOn("new", "old", "profit", 3.0, "money/year", at(lead), [rest], [], money, whole=years)
    said = first_words(found).partition("Over ten years it ")[2]
    assert said.startswith("turns on it") == whole.turns
    assert said.startswith("does not turn on it") == (later == later_low == later_high)
    assert ("ahead of old" in said) == (1.0 in {later_low, later_high})
    assert ("behind old" in said) == (-1.0 in {later_low, later_high})
    every = decided_by(replace(found, rests=[replace(rest, swing=at(1.0))]))
    named = f"Over ten years it turns on \u201c{called(rest)}\u201d." in every
    assert named == whole.turns
    assert ("no single number turns it: new stays" in every) == (bool(later) and later == later_low == later_high)


def test_a_comparison_of_a_business_says_so_in_place_of_the_range(cli: Cli) -> None:
    found = cli("compare", own(), *FEW, "--json").document
    assert found["lead_range"] is None
    assert found["first_look"]["sentence"] in found["decision"]["sentence"]
    assert found["first_look"]["whole_run"]["years"] == 4.0
    assert "Over four years it" in found["first_look"]["sentence"]
    (number,) = found["first_look"]["numbers"]
    assert number["keys"] == [KEY]
    assert number["replications"] == 20
    stated = cli("compare", own(fact="cost_to_replace = 3e5"), *FEW, "--json").document
    assert stated["lead_range"] is None
    assert {key.rpartition(".")[2] for key in stated["first_look"]["numbers"][0]["keys"]} == {"orientation"}
    text = Path("own.toml").read_text(encoding="utf-8").replace("cost_to_replace = 3e5", "")
    Path("own.toml").write_text(f"{text}cost_to_replace = 1e5\n", encoding="utf-8")  # of the other account
    assert cli("compare", "own.toml", *FEW, "--json").document["first_look"]["numbers"][0]["keys"] == [KEY]


def test_the_console_says_ranges_missing_overhead_and_the_first_year(cli: Cli) -> None:
    said = cli("compare", own("[0.25, 0.35]", overhead=""), *FEW)
    assert said.code == 0
    words = " ".join(said.out.split())
    assert "the business: gross margin\u201d (25 to 35% of revenue) was a range" in words
    assert "No overhead is stated: profit here, and in every answer, is before all overhead" in said.err
    assert [head for head in ("Over three years", "Over four years", "Over one year") if f"\n{head}\n" in said.out]
    assert said.out.index("\nOver three years\n") < said.out.index("\nOver one year\n")
    checked = " ".join(cli("scenarios", "check", "own.toml").out.split())
    assert "Of numbers that are ranges, all this is at the likely value" in checked
    plain = cli("compare", own(), *FEW)
    assert "was a range" not in plain.out
    assert "overhead" not in plain.err
    assert "at the middle" not in cli("scenarios", "check", "own.toml").out


@given(st.floats(1.5, 4.5), st.integers(0, 40))
def test_a_rival_is_credited_with_what_it_has_copied(level: float, years: int) -> None:
    """What the account loses by changing to it is what a better vendor gives: the two contributions apart."""
    account = Account(name="Giant", revenue=2e6, relationship=level, customer_years=years)
    p = Scenario().parameters
    lost = unique_contribution(1.0, level, 0.0, 0.0, 1.0) - copied(
        1.0, level, p.hierarchy.start_level, p.hierarchy.imitable, 4.0 * years, p.hierarchy.imitation
    )
    rival = level_of_rivals(account, p)
    assert unique_contribution(1.0, rival, 0.0, 0.0, 1.0) == pytest.approx(
        unique_contribution(1.0, level, 0.0, 0.0, 1.0) - lost
    )


def test_the_page_says_at_which_level_a_rival_would_start() -> None:
    business = Business(currency="EUR", revenue=3e6, gross_margin=0.3, overhead=6e5)
    accounts = [Account(name="Giant", revenue=2e6, relationship=4.5), Account(name="Other", revenue=1e6)]
    found = understood(Scenario(policies=["accommodating"], business=business, accounts=accounts))
    assert found is not None
    words = f"would start as a relationship of {found.accounts[0].rival:.1f} of 5; the business's is 4.5 of 5."
    assert words in " ".join(sentences(found))
    assert 1.0 < found.accounts[0].rival < 4.5


def test_a_range_of_a_small_account_hides_nothing_of_the_one_that_is_spoken_of(cli: Cli) -> None:
    Path("own.toml").write_text(f"{Path(own()).read_text(encoding='utf-8')}cost_to_replace = [1e5, 2e5]\n", "utf-8")
    found = cli("compare", "own.toml", *FEW, "--json").document
    assert found["decision"]["account"] == "Giant"
    assert [number["keys"] for number in found["first_look"]["numbers"]] == [[KEY]]


@pytest.mark.parametrize("fact", [True, False])
def test_what_the_models_own_numbers_turn_is_said_beside_what_facts_do(fact: bool) -> None:
    own_number = (
        "bargaining.estimate_blur",
        "How much?",
        "half",
        1.0,
        0.5,
        2.0,
        False,
        "1",
        at(-1.0),
        at(1.0),
        at(2.0),
    )
    key, *rest = own_number
    model = Rest(key, (key,), *rest, True, (1.1, 1.0, 1.2), asked=False)
    high = 1.0 if fact else -1.0
    of_fact = Rest(KEY, (KEY,), "?", "half", 2e6, 1e6, 4e6, False, "currency", at(-2.0), at(high), at(high + 2.0), fact)
    found = RestsOn("new", "old", "profit", 3.0, "money/year", at(-1.0), [of_fact, model], [], Money("EUR", 1e6))
    for said in (decided_by(found), rests_words(found)):
        assert f"It turns {'as well ' * fact}on the model's own numbers" in said
    assert ("No single number that can be found out turns the decision." in rests_words(found)) == (not fact)

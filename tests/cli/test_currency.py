"""Whatever prints or stores the money of a business does so in its currency, or says what the engine's money is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.money import amounts, change_of, fact
from equipoise.analysis.prose.numbers import level, size
from equipoise.analysis.prose.units import Units, unit_of
from equipoise.app.pages.story import story_page, tell
from equipoise.experiments.compare import compare
from equipoise.experiments.paired import Pair
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from equipoise.sim.money import Money, exchange_rates, money_of
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli

FILE = """
policies = ["accommodating", "strategic"]
run = { rounds = 8, replications = 4, seed = 7 }
[business]
currency = "ducats"
revenue = 12_000_000
gross_margin = 0.35
overhead = 3_100_000
cash = 900_000
credit_line = 500_000
[[accounts]]
name = "Giant"
revenue = 9_600_000
[[accounts]]
name = "others"
count = 2
revenue = 1_200_000
"""
A_ROUND = 12e6 / ROUNDS_A_YEAR / 8.0


def business(scale: float = 1.0, currency: str = "ducats", name: str = "mine") -> Scenario:
    facts = {"revenue": 12e6, "overhead": 3.1e6, "cash": 9e5}
    own = Business(currency=currency, gross_margin=0.35, **{key: scale * value for key, value in facts.items()})
    accounts = [Account(name="Giant", revenue=9.6e6 * scale), Account(name="others", count=2, revenue=1.2e6 * scale)]
    return Scenario(name=name, business=own, accounts=accounts)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(FILE, encoding="utf-8")
    return "mine.toml"


def text_of(story: object) -> str:
    return " ".join(str(getattr(part, "plain", "")) for part in story_page(story))  # type: ignore[arg-type]


def test_amounts_that_are_compared_are_in_one_step_with_as_many_decimals() -> None:
    money = Money("ducats", 1.0)
    assert fact(money, 720e3, "currency", (720e3, 2.88e6)) == "0.72 million ducats"
    assert (fact(money, 999_900.0, "currency"), fact(money, 7_500.0, "currency")) == (
        "1.00 million ducats",
        "7,500 ducats",
    )
    small, great = (Estimate(mean, mean - 3e4, mean + 3e4, runs=100) for mean in (4.5e4, 1.2e6))
    assert change_of(money, small, [great.mean]).write(small.mean) == "0.04 million ducats"
    assert change_of(money, great, [small.mean]).write(great.mean) == "1.20 million ducats"
    clear, unclear = (Estimate(-0.0294, -0.0588, high, runs=100) for high in (-4e-4, 4e-5))
    assert change_of(None, clear).within(clear) == "0.0004 to 0.0588"
    assert change_of(None, unclear).within(unclear) == "-0.06 to 0.00"
    written = amounts(money, [1.2345e6, 2.1e4], table=True)
    assert [written.number(value) for value in (1.2345e6, 2.1e4)] == ["1.234", "0.021"]


def test_a_decision_tells_of_its_leads_in_one_unit(cli: Cli, mine: str) -> None:
    document = cli("compare", mine, "--rounds", "40", "--replications", "20", "--json").document
    leads = document["decision"]["sentence"].partition(" is kept for ")[0]
    assert len(set(re.findall(r"[0-9] ((?:thousand|million)? ?ducats a year)", leads))) == 1


def test_a_story_is_told_in_the_currency_and_in_years(cli: Cli, mine: str) -> None:
    said = " ".join(cli("run", mine, "--story").out.split())
    assert "1.40 million ducats in cash and credit" in said
    assert "Giant wants to buy 9.60 million ducats a year at list prices" in said
    assert "% of the list price, the account at" in said
    assert "after 2 years" in said
    assert not re.search(r"\bround|\bmoney\b| units? a ", said, re.IGNORECASE)


def test_amounts_of_a_story_are_those_of_its_run(cli: Cli, mine: str) -> None:
    document = json.loads(cli("run", mine, "--story", "--json").out)
    assert document["money"] == {"currency": "ducats", "one_money_is": A_ROUND}
    last = Units(Money("ducats", 1.0)).amount(document["chapters"][-1]["cash"])
    assert f"The vendor ends with {last} in cash and credit" in document["ending"][0]


def test_a_plain_story_keeps_rounds_and_money() -> None:
    story = tell(Arm.of("over-a-barrel", rounds=8))
    assert "units a round" in story.opening[1]
    assert "Round " in text_of(story)
    assert story.document()["money"] is None


def test_twins_are_in_the_currency_by_the_year(cli: Cli, mine: str) -> None:
    cli("twin", mine, "--account", "Giant", "--round", "4", "--out", "twins")
    said = " ".join(cli("twin", mine, "--account", "Giant", "--round", "4").out.split())
    document = json.loads(Path("twins/twins.json").read_text(encoding="utf-8"))
    assert document["money"] == {"currency": "ducats", "one_money_is": A_ROUND}
    change = document["accounts"][0]["vendor"]["contribution"]["change"]
    assert change["unit"] == "ducats/year"
    assert f"contribution falls by {-change['mean'] / 1e6:,.2f} million ducats a year" in said
    assert re.search(r"Revenue a year, (thousand|million) .*ducats", said)  # a label may take two lines
    assert "After 1 year, where it is still held" in said
    assert "runs of 2 years" in said
    assert not re.search(r"\bround", said)


def test_a_table_of_a_run_is_in_years_and_list_prices(cli: Cli, mine: str) -> None:
    said = cli("run", mine).out
    assert "Price, % of the list price" in said
    assert "Relationship length, years" in said
    assert "4 runs of 2 years" in " ".join(cli("compare", mine, "--tables").out.split())
    assert "Quarters away %" in said
    assert not re.search(r"\brounds\b", said, re.IGNORECASE)


def test_data_say_what_the_engines_money_is(cli: Cli, mine: str) -> None:
    cli("compare", mine, "--out", "kept")
    for file in ("panel", "vendors", "relationships"):
        metadata = pq.read_schema(f"kept/{file}.parquet").metadata
        assert json.loads(metadata[b"equipoise.money"]) == {"mine": {"currency": "ducats", "one_money_is": A_ROUND}}
    first = pl.read_parquet("kept/vendors.parquet").filter(round=0)["revenue"].mean()
    assert isinstance(first, float)
    assert first * A_ROUND * ROUNDS_A_YEAR == pytest.approx(12e6, rel=0.1)


def test_a_study_prints_the_currency_and_keeps_the_engines_money(cli: Cli, mine: str) -> None:
    study = """
    scenario = "mine.toml"
    replications = 4
    outcomes = ["profit", "price"]
    [design]
    kind = "grid"
    levels = 2
    [[factors]]
    key = "business.overhead"
    low = 2_900_000.0
    high = 3_100_000.0
    """
    Path("study.toml").write_text(study, encoding="utf-8")
    said = cli("sweep", "study.toml", "--out", "swept").out
    assert mine
    assert re.search(r"profit, (thousand|million) ducats a year", said)
    assert "price, % of the list price" in said
    document = json.loads(cli("sweep", "study.toml", "--out", "swept", "--json").out)
    assert document["units"] == {"profit": "ducats/year", "price": "% of the list price"}
    assert document["ranges"]["all"]["price"]["strategic"]["high"] > 50.0
    assert re.search(r"Highest profit over all accounts, \w+ ducats a year: ", " ".join(said.split()))
    part = next(Path("swept/data").glob("*.parquet"))
    assert json.loads(pq.read_schema(part).metadata[b"equipoise.money"])["mine"]["one_money_is"] == A_ROUND
    ranked = " ".join(cli("sensitivity", "swept", "--outcome", "profit").out.split())
    assert re.search(r"profit under strategic, \w+ ducats a year", ranked)


def test_a_frontier_prints_the_currency(cli: Cli, mine: str) -> None:
    few = ("--quick", "--trials", "8", "--points", "2", "--objectives", "profit,survival", "--account", "all")
    said = " ".join(cli("frontier", mine, *few, "--out", "front").out.split())
    assert re.search(r"Profit, (thousand|million) .*ducats a year", said)  # a head takes two lines
    assert re.search(r"flattered \w+ by .* ducats a year\) of profit", said)
    assert "money" not in said
    document = json.loads(Path("front/frontier.json").read_text(encoding="utf-8"))
    assert document["money"] == {"currency": "ducats", "one_money_is": A_ROUND}
    assert document["objectives"][0]["unit"] == "ducats/year"
    assert all(abs(one["outcomes"]["profit"]["mean"]) > 1e3 for one in document["shipped"])


def test_documents_of_a_business_are_in_its_currency(cli: Cli, mine: str) -> None:
    document = json.loads(cli("compare", mine, "--json").out)
    (first, _) = document["arms"]
    assert first["outcomes"]["revenue"]["unit"] == "ducats/year"
    assert first["outcomes"]["revenue"]["mean"] == pytest.approx(12e6, rel=0.2)
    year = document["horizons"][0]["arms"]["accommodating"]
    assert year["profit"]["unit"] == year["quantiles"]["0.5"]["unit"] == "ducats/year"
    assert year["profit"]["mean"] == pytest.approx(first["outcomes"]["profit_1y"]["mean"])
    units = [*_units(document), *_units(json.loads(cli("run", mine, "--json").out))]
    assert {"ducats", "ducats/year", "years", "% of the list price"} < set(units)
    assert not [unit for unit in units if unit.startswith(("money", "round"))]
    plain = json.loads(cli("compare", "over-a-barrel", "--replications", "2", "--json").out)
    assert "money/round" in [*_units(plain)]


def _units(laid: object) -> Iterator[str]:
    """Every unit that a document names."""
    inner = laid.values() if isinstance(laid, dict) else laid if isinstance(laid, list) else []
    for one in inner:
        yield from _units(one)
    if isinstance(laid, dict) and isinstance(laid.get("unit"), str):
        yield laid["unit"]


def test_businesses_of_two_sizes_are_compared_in_one_money() -> None:
    small, large = business(name="small"), business(10.0, name="large")
    arms = [Arm.of(one, "accommodating", rounds=8) for one in (small, large)]
    found = compare(arms, 4)
    first, second = (arm.outcomes for arm in found.arms)
    assert found.money == money_of(small)
    for name in ("revenue", "contribution", "profit_1y"):
        assert second[name].mean == pytest.approx(10.0 * first[name].mean)
    assert second["price"].mean == pytest.approx(first["price"].mean)
    assert second["contribution_margin"].mean == pytest.approx(first["contribution_margin"].mean)
    gained = found.returns[0].gained[0].mean
    assert gained == pytest.approx(9.0 * first["profit_1y"].mean * ROUNDS_A_YEAR / ROUNDS_A_YEAR, rel=1e-6)


def test_a_business_that_grows_earns_more_at_every_door() -> None:
    """Revenue of one account doubled: in the engine's own money the business would always be of one size."""
    changes = {"accounts.Giant.revenue": 19.2e6, "business.revenue": 21.6e6}
    arm = Arm.of(business(), "accommodating", rounds=8)
    bigger = Arm.of(business(), "accommodating", changes, rounds=8)
    alone = Pair((arm,), (BY_NAME["revenue"],))
    here, there = alone.at({}, range(4))[0].mean, alone.at(changes, range(4))[0].mean
    assert there / here == pytest.approx(1.8, rel=0.05)
    both = compare([arm, bigger], 4, names=["now", "bigger"])
    assert both.arms[1].outcomes["revenue"].mean == pytest.approx(there)


def test_money_of_two_kinds_is_refused() -> None:
    with pytest.raises(EquipoiseError, match="in ducats, other in crowns"):
        exchange_rates([business(), business(currency="crowns", name="other")])
    with pytest.raises(EquipoiseError, match=r"without a \[business\]"):
        compare([Arm.of(business(), "accommodating"), Arm.of("base", "accommodating")], 2)
    assert exchange_rates([load_scenario("base"), load_scenario("over-a-barrel")]) == [1.0, 1.0]


@given(st.integers(0, 400))
def test_times_of_a_business_add_up(rounds: int) -> None:
    said = Units(Money("ducats", 1.0)).span(rounds)
    years, months = (re.search(rf"(\d+) {word}", said) for word in ("year", "month"))
    assert 12 * int(years[1] if years else 0) + int(months[1] if months else 0) == 3 * rounds
    assert Units().span(rounds) == f"{rounds} round{'s' * (rounds != 1)}"


@pytest.mark.parametrize("outcome", BY_NAME.values(), ids=lambda outcome: outcome.name)
def test_no_measure_of_a_business_is_left_in_engine_units(outcome: object) -> None:
    unit = outcome.unit  # type: ignore[attr-defined]
    name = unit_of(Money("ducats", 2.0), unit).name
    assert not name.startswith("money")
    assert "round" not in name.removeprefix("share of rounds")
    assert unit_of(None, unit).name == unit


@given(st.floats(1e-6, 1e9))
def test_three_digits_are_never_written_in_powers_of_ten(value: float) -> None:
    for words in (level(value, "money"), size(-value, "money")):
        assert ("e" in words) == (value < 1e-4)
        assert float(words.replace(",", "")) == pytest.approx(value, rel=0.0051)

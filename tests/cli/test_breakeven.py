"""Break-evens, what knowing is worth, and what a decision rests on: known answers, coverage, the same every time."""

import json
from dataclasses import replace
from html import unescape
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text
from scipy.stats import binomtest, norm

import equipoise
from equipoise.analysis.crossing import course
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures.rests_on import swings
from equipoise.analysis.information import worth_of_everything, worth_of_knowing
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.rests_on import decided_by, rests_words
from equipoise.analysis.results import Rest, RestsOn
from equipoise.app.pages.rests_on import rests_on_table
from equipoise.experiments.assumptions import Assumption, assumptions
from equipoise.experiments.business_facts import FOLLOWS
from equipoise.experiments.compare import compare
from equipoise.experiments.paired import Pair
from equipoise.experiments.rests_on import with_rests_on
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.business.played import changed_a_little, in_engine_units, solved
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.money import Money
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.rules.bargaining import nash_gain
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli
from tests.worlds import one_account

FEW = ("--replications", "60", "--rounds", "8")


def exactly(value: float, error: float = 1e-6) -> Estimate:
    return Estimate(value, value - 1.96 * error, value + 1.96 * error, runs=100)


@given(st.floats(-0.9, 0.9), st.sampled_from([-1.0, 1.0]), st.permutations([-1.0, -0.4, 0.1, 0.5, 1.0]))
def test_a_crossing_is_found_whatever_the_order_of_the_grid(root: float, way: float, grid: list[float]) -> None:
    def curve(x: float) -> Estimate:
        return exactly(way * ((x - root) + (x - root) ** 3))

    (one,) = course(curve, curve, grid).crossings
    assert one.value == pytest.approx(root, abs=0.01)
    assert one.low <= one.value <= one.high
    assert one.rises == (way > 0)


@given(st.integers(1, 7), st.permutations(range(1, 9)))
def test_whole_numbers_cross_between_two_of_them(below: int, grid: list[int]) -> None:
    def curve(x: float) -> Estimate:
        assert x == int(x)
        return exactly(below + 0.5 - x)

    (one,) = course(curve, curve, [1.0, float(grid[0]), 8.0], whole=True).crossings
    assert (one.value, one.low, one.high, one.rises) == (below + 0.5, below, below + 1, False)


def test_several_crossings_are_found_and_none_where_there_is_none() -> None:
    grid = list(np.linspace(0.0, 6.5, 9))
    found = course(lambda x: exactly(float(np.sin(x + 0.3))), lambda x: exactly(float(np.sin(x + 0.3))), grid)
    assert [one.value for one in found.crossings] == pytest.approx([np.pi - 0.3, 2 * np.pi - 0.3], abs=0.02)
    assert course(lambda x: exactly(1.0 + x), lambda x: exactly(1.0 + x), grid).crossings == []


@given(st.floats(0.04, 0.96), st.sampled_from([-1.0, 1.0]), st.sampled_from([0.75, 1.0, 2.0]))
def test_a_peak_between_two_values_of_the_grid_is_found(peak: float, way: float, bend: float) -> None:
    def curve(x: float) -> Estimate:  # beyond zero over less than half a gap
        return exactly(way * (1.0 - (abs(x - peak) / 0.03) ** bend))

    found = course(curve, curve, [k / 8.0 for k in range(9)])
    assert [one.value for one in found.crossings] == pytest.approx([peak - 0.03, peak + 0.03], abs=0.002)
    assert len(found.points) < 50


def test_a_curve_that_stays_clear_of_zero_is_looked_at_again_where_it_is_nearest_alone() -> None:
    looks: list[float] = []

    def curve(x: float) -> Estimate:
        looks.append(x)
        return exactly(-1.0 - x * x)

    assert course(curve, curve, [k / 8.0 for k in range(9)]).crossings == []
    assert [x for x in looks[9:] if x > 1.0 / 8.0] == []
    assert len(looks) < 15


def test_a_nash_bargain_without_fear_breaks_even_at_its_closed_form() -> None:
    worth, least = 1.4, 0.15  # half of what is left of a unit's worth beyond its cost is the vendor's: F5 at gamma = 0

    def margin(cost: float) -> Estimate:
        return exactly(nash_gain(1.0, 1.0, worth - cost, 0.0) - least)

    (one,) = course(margin, margin, [0.5, 0.8, 1.3]).crossings
    assert one.value == pytest.approx(worth - 2 * least, abs=0.002)
    assert not one.rises


def test_so_it_does_where_it_is_played() -> None:
    trade_alone = ("fear", "stakes", "rivals", "blur", "bias", "stickiness", "contribution", "channel", "references",
                   "acquisition", "growth", "imitation")  # fmt: skip
    alone = {f"switches.{name}": False for name in trade_alone}
    scenario = with_settings(one_account(), alone | {"product.unit_cost": 0.6})
    (arm,) = equipoise.compare(scenario, [Policy(name="plain")], replications=20, rounds=1).arms
    found = equipoise.breakeven(
        scenario, "product.unit_cost=0.5:0.9", Policy(name="plain"),
        outcome="price", threshold=arm.outcomes["price"].mean + 0.05, replications=20, rounds=1,
    )  # fmt: skip
    (one,) = found.course.crossings
    assert one.value == pytest.approx(0.6 + 2 * 0.05, abs=0.002)


def test_the_interval_covers_a_known_crossing_as_often_as_it_says() -> None:
    drawn, root, trials, covered = np.random.default_rng(5), 0.37, 300, 0
    for _ in range(trials):
        noise, slope = drawn.normal(size=100), 1.0 + 0.3 * drawn.normal(size=100)

        def curve(x: float, noise: np.ndarray = noise, slope: np.ndarray = slope) -> Estimate:
            values = slope * (x - root) + noise
            mean, error = float(values.mean()), float(values.std(ddof=1)) / sqrt(len(values))
            return Estimate(mean, mean - 1.984 * error, mean + 1.984 * error, runs=len(values))

        (one,) = course(curve, curve, [-1.0, 0.0, 1.0, 2.0]).crossings
        covered += one.low <= root <= one.high
    assert binomtest(covered, trials, 0.95).pvalue > 0.001


def test_what_knowing_is_worth_where_it_is_known() -> None:
    drawn, middle, slope = np.random.default_rng(3), 0.05, 0.1
    unknown = drawn.normal(size=4000)
    lead = middle + slope * unknown + 0.3 * drawn.normal(size=4000)
    truth = slope * norm.pdf(middle / slope) + middle * norm.cdf(middle / slope) - middle
    worth = worth_of_knowing(unknown, lead, resamples=60)
    assert worth.low <= truth <= worth.high
    assert abs(worth.value - truth) < 4 * worth.error
    assert worth.value < worth_of_everything(lead, resamples=20).value
    assert worth_of_knowing(drawn.random(4000), 1.0 + 0.1 * drawn.normal(size=4000), resamples=20).value == 0.0


def test_a_break_even_is_where_a_fine_grid_has_it_in_any_number_of_threads() -> None:
    asked = {"replications": 60, "rounds": 12}
    vary = "accounts.Giant.policy.focus"
    one, other = (
        equipoise.breakeven("over-a-barrel", f"{vary}=0.1:0", PAIR, threads=threads, **asked)  # type: ignore[arg-type]
        for threads in (1, 2)
    )
    assert one == other
    assert len(one.course.points) >= 9
    pair = Pair(tuple(Arm.of("over-a-barrel", name, rounds=12) for name in PAIR), (BY_NAME[one.outcome],))
    (crossing,) = one.course.crossings
    fine = [float(x) for x in np.linspace(0.0, 0.1, 31)]
    apart = [x for x in fine if not crossing.low <= x <= crossing.high]
    assert len(apart) > 15
    ahead = {x: pair.at({vary: x}, range(60))[0].mean > 0 for x in apart}
    assert ahead == {x: (x > crossing.value) == crossing.rises for x in apart}


def test_what_is_in_force_is_looked_at_and_a_peak_beside_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(_pair: Pair, changes: dict[str, float], _runs: range, _threads: int | None) -> list[Estimate]:
        focus = changes["policy.strategic.focus"]
        return [exactly(0.1 - 400.0 * abs(focus - 0.005) ** 1.5, 1e-4)]

    monkeypatch.setattr(Pair, "at", planted)
    monkeypatch.setattr("equipoise.experiments.breakeven.task.measured", lambda *_: [[np.zeros(1), np.zeros(1)]])
    found = equipoise.breakeven("over-a-barrel", "policy.strategic.focus=0:0.2", PAIR, rounds=8)
    own = load_policy("strategic").levers.focus
    assert own in found.course.points
    assert [one.value for one in found.course.crossings] == pytest.approx([0.00103, 0.00897], abs=2e-4)
    none = equipoise.breakeven("over-a-barrel", "policy.strategic.focus=0.02:0.2", PAIR, rounds=8)
    assert "no break-even" in sentences(none)[0]
    assert f"at {len(none.course.points)} values 0.00141 to 0.0225 apart" in sentences(none)[0]


PAIR = ("accommodating", "strategic")


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


def test_a_business_is_asked_for_what_it_leaves_open_and_for_nothing_twice() -> None:
    scenario = load_scenario("sheet-metal")
    found = assumptions(scenario, "Airframer")
    names = {one.name for one in found}
    assert {"accounts.Airframer.cost_to_replace", "business.team_cost", "accounts.*.support_cost"} <= names
    assert not names & FOLLOWS
    stated = {f"accounts.Airframer.{name}" for name in ("relationship", "contacts", "bound", "customer_years")}
    assert not names & {"business.cash", "business.overhead", "business.gross_margin", *stated}
    support = next(one for one in found if one.name == "accounts.*.support_cost")
    parts = [value for value in support.changes(1e6).values() if isinstance(value, float)]
    assert sum(parts) == pytest.approx(1e6)
    assert len(set(parts)) > 1


def test_a_business_that_is_changed_a_little_has_the_first_year_that_it_states() -> None:
    before = load_scenario("audio-chips")
    changed = with_settings(before, {"bargaining.collapse": 0.12})
    near, whole = changed_a_little(changed, solved(before)), in_engine_units(changed)
    assert near.parameters.vendor.fixed_cost == pytest.approx(whole.parameters.vendor.fixed_cost, rel=0.02)
    for one, other in zip(near.accounts, whole.accounts, strict=True):
        assert one.price == other.price
        assert one.quote_mean == pytest.approx(other.quote_mean, abs=0.01)


def test_the_break_even_of_an_accounts_fact_is_in_the_currency() -> None:
    found = equipoise.breakeven(
        "audio-chips", "accounts.Phone maker.cost_to_replace=50000000:400000000",
        replications=20, rounds=4,
    )  # fmt: skip
    assert (found.unit, found.axis.unit, found.axis.currency) == ("USD/year", "USD", "USD")
    crossed = replace(found, course=course(lambda x: exactly(2e8 - x), lambda x: exactly(2e8 - x), [5e7, 4e8]))
    assert "200 million USD" in sentences(crossed)[0]
    assert "million USD a year" in sentences(crossed)[0]


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
    assert ("No number that is not stated turns" in said) == (not turns)
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
    assert "nobody can be asked: error of a side's estimate of the surplus" in said
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
    assert said.startswith("Of what can be found out, this rests most on")
    assert "Error of a side's estimate of the surplus moves it further, but nobody can be asked for that." in said
    assert short.startswith("Of what can be found out, it rests most on")
    for words in (said, short):
        assert "at 1.98 (1.9 to 2.1)" in words
    assert "and does not turn by it. It turns by" in short
    plain = replace(found, rests=[team, replaced])
    assert rests_words(plain).startswith("What this rests on most is")
    assert decided_by(plain).startswith("It rests most on")
    assert "moves it further" not in rests_words(plain)
    assert "(the model's own)" in " ".join(text.get_text() for text in swings(found).figure.findobj(Text))


def test_only_a_business_has_numbers_of_which_nobody_can_be_asked() -> None:
    business = load_scenario("audio-chips")
    asked = {one.name: one.asked for one in assumptions(business)}
    assert not asked["bargaining.estimate_blur"]
    assert all(one for name, one in asked.items() if name.startswith(("business.", "accounts.")))
    assert all(one.asked for one in assumptions(load_scenario("over-a-barrel")))


# The commands


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


def test_a_break_even_is_repeated_exactly(cli: Cli) -> None:
    asked = ("breakeven", "over-a-barrel", "--vary", "hierarchy.contribution", *FEW)
    first = cli(*asked, "--out", "found", "--json")
    assert first.code == 0
    again = cli("repeat", "found", "--json")
    assert again.document == first.document == json.loads(Path("found/breakeven.json").read_text(encoding="utf-8"))
    assert "It is the same, to the last digit, as found/breakeven.json." in again.err
    said = cli(*asked)
    assert first.document["answer"] in " ".join(said.out.split())
    assert "to the last digit" not in said.out + said.err
    found = Path("found/breakeven.json")
    found.write_text(
        found.read_text(encoding="utf-8").replace('"threshold": 0.0', '"threshold": 0.5'), encoding="utf-8"
    )
    assert "in 1 value: threshold was 0.5 and is 0.0" in " ".join(cli("repeat", "found").out.split())


def test_a_lever_without_a_policys_name_is_said_to_be_set_in_all(cli: Cli) -> None:
    pair = ("--policy", "accommodating", "--policy", "strategic")
    said = cli("breakeven", "over-a-barrel", "--vary", "policy.focus=0:0.2", *pair, *FEW)
    words = (
        'policy.focus is set in all 2 policies, "accommodating" and "strategic"; in one alone: policy.strategic.focus'
    )
    assert words in " ".join(said.err.split())
    said = cli("breakeven", "over-a-barrel", "--vary", "policy.strategic.focus=0:0.2", *pair, *FEW)
    assert "is set in all" not in said.err
    assert words in " ".join(cli("compare", "over-a-barrel", "--set", "policy.focus=0.1", *pair, *FEW).err.split())
    one, both = (
        cli("compare", "over-a-barrel", "--set", f"{key}=0.2", *pair, *FEW, "--json").document
        for key in ("policy.strategic.focus", "policy.focus")
    )
    plain = cli("compare", "over-a-barrel", *pair, *FEW, "--json").document
    assert one["arms"][0] == plain["arms"][0] != both["arms"][0]
    assert one["arms"][1] == both["arms"][1] != plain["arms"][1]
    refused = cli("compare", "over-a-barrel", "--set", "policy.stratgic.focus=0.2", *pair, *FEW)
    assert refused.code == 2
    assert 'no policy here is called "stratgic"' in refused.err


def test_a_break_even_of_a_business_that_fails_is_said(cli: Cli) -> None:
    asked = ("breakeven", "over-a-barrel", "--vary", "policy.focus=0:1", "--policy", "accommodating", "--policy",
             "strategic", "--replications", "40", "--rounds", "12")  # fmt: skip
    for more in ((), ("--set", "vendor.cash=0", "--set", "vendor.fixed_cost=3")):
        found = cli(*asked, *more, "--json").document
        failing = [chances for chances in found["cash_out_at_crossings"] if min(chances) > 0.5]
        assert len(found["cash_out_at_crossings"]) == len(found["crossings"])
        assert ("business that fails" in found["answer"]) == bool(failing), found["answer"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--vary", "hierarchy.contribution_"), "hierarchy.contribution"),
        (("--vary", "switches.fear"), "no range of numbers"),
        (("--vary", "market.rivals=1:8", "--outcome", "profitt"), 'no outcome "profitt"'),
        (("--vary", "market.rivals=1:8", "--account", "Giant"), "leave out --account"),
        (("--vary", "market.rivals=1:8", "--threshold", "much"), "not a number"),
        (("--vary", "market.rivals", "--vary", "market.rivals"), "twice"),
    ],
)
def test_what_is_wrong_is_said(cli: Cli, options: tuple[str, ...], words: str) -> None:
    said = cli("breakeven", "over-a-barrel", *options)
    assert said.code == 2
    assert words in " ".join(said.err.split())
    assert "Traceback" not in said.err


def test_both_write_what_they_say(cli: Cli, tmp_path: Path) -> None:
    few = ("--replications", "50", "--rounds", "4")
    vary = ("breakeven", "over-a-barrel", "--vary", "accounts.Giant.policy.focus=0:0.02", "--outcome", "profit")
    said = cli(*vary, *few, "--out", "found")
    assert (said.code, said.err) == (0, "")
    assert "no break-even between accounts.Giant.policy.focus = 0 and 0.02" in " ".join(said.out.split())
    files = {path.name for path in (tmp_path / "found").rglob("*.*")}
    assert files == {"breakeven.json", "manifest.json", "break-even.png", "break-even.svg"}
    known = cli("worth-knowing", "over-a-barrel", *few, "--out", "known")
    assert (known.code, known.err) == (0, "")
    assert {path.name for path in (tmp_path / "known").iterdir()} == {"knowing.json", "manifest.json"}
    wrong = cli("worth-knowing", "over-a-barrel", "--know", "contributoin=0:1", "--out", "none")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'did you mean "hierarchy.contribution"?' in wrong.err
    assert not (tmp_path / "none").exists()


def test_what_is_worth_knowing_is_repeated_exactly(cli: Cli) -> None:
    asked = ("--know", "hierarchy.contribution=0.2:0.6", "--replications", "60", "--rounds", "8", "--json")
    policies = ("--policy", "accommodating", "--policy", "strategic")
    first = cli("worth-knowing", "over-a-barrel", *asked, *policies, "--out", "known")
    assert first.code == 0
    assert cli("repeat", "known", "--json", "--threads", "1").document == first.document
    assert cli("worth-knowing", "over-a-barrel", *asked, "--policy", "strategic").code == 2

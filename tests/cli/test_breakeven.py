"""Break-evens and what knowing is worth: known answers, coverage, the same every time."""

import json
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

import equipoise
from equipoise.analysis.crossing import FEW as FEW_LOOKS
from equipoise.analysis.crossing import Course, Crossing, course
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.information import worth_of_everything, worth_of_knowing
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.varied import crossing_words
from equipoise.experiments.paired import Pair
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, with_settings
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.policy import Policy
from equipoise.sim.rules.bargaining import nash_gain
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


@example(-0.515625, -1.0)
@given(st.floats(-0.9, 0.9), st.sampled_from([-1.0, 1.0]))
def test_a_crossing_is_found_with_few_looks_where_each_takes_long(root: float, way: float) -> None:
    looked: set[float] = set()
    grid = [-1.0, -0.5, 0.0, 0.5, 1.0]

    def curve(x: float) -> Estimate:
        looked.add(x)
        return exactly(way * ((x - root) + 0.2 * (x - root) ** 2), 1e-2)

    (one,) = course(lambda x: exactly(way * (x - root)), curve, grid, most=FEW_LOOKS).crossings
    assert one.value == pytest.approx(root, abs=0.01)
    assert one.low <= one.value <= one.high
    assert len(looked - {*grid}) <= 3 * FEW_LOOKS  # for the crossing and both ends of its interval
    beside = any(abs(x - root) < 0.02 for x in grid)  # where that value is on no side, and its neighbours tell
    assert len(looked & {*grid}) <= 2 + beside


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


@given(st.floats(0.05, 0.95), st.sampled_from([-1.0, 1.0]))
def test_what_is_seen_in_looking_for_a_crossing_lies_on_its_side_of_it(touched: float, way: float) -> None:
    """A curve that comes down to nothing, where there is no telling, and goes up again before it crosses."""

    def curve(x: float) -> Estimate:
        height = 0.02 if abs(x - touched) < 0.02 else 1.0 if x < 0.97 else -1.0
        return exactly(way * height, 0.1)

    found = course(curve, curve, [k / 4.0 for k in range(5)])
    assert [one.rises for one in found.crossings] == [way < 0]
    (one,) = found.crossings
    assert one.value == pytest.approx(0.97, abs=0.01)
    assert all((side == way) == (x < one.value) for x, side in found.clear)


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
    assert f"at {len(none.course.points)} values 0.141 to 2.25% apart" in sentences(none)[0]


PAIR = ("accommodating", "strategic")


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


def test_a_lever_that_a_policy_has_more_than_once_is_not_varied_as_one(cli: Cli) -> None:
    words = "strategic for Giant, else accommodating"
    pair = ("--policy", "accommodating", "--policy", words)
    for key in ("policy.focus", f'policy."{words}".focus'):
        refused = cli("breakeven", "over-a-barrel", "--vary", f"{key}=0:0.2", *pair, *FEW)
        assert refused.code == 2
        assert f'is no one number in "{words}", but differs by account or over time' in " ".join(refused.err.split())
    assert cli("breakeven", "over-a-barrel", "--vary", "policy.accommodating.focus=0:0.2", *pair, *FEW).code == 0


def test_a_range_along_which_a_break_even_is_looked_for_is_not_said_to_be_drawn(cli: Cli) -> None:
    drawn = ("--set", "market.rivals=1..6", "--set", "market.quote_mean=0.9..1.0")
    along = ("market.quote_mean", "market.rivals")
    for vary in (along[:1], along):
        asked = [part for key in vary for part in ("--vary", key)]
        few = ("--replications", "10", "--rounds", "4", "--json")
        found = cli("breakeven", "over-a-barrel", *drawn, *asked, *few).document
        left = [] if len(vary) == len(along) else ["market.rivals"]
        assert [one["key"] for one in found.get("ranges", [])] == left
        assert ("number of rivals that quote each round\u201d (1 to 6) was a range" in found["answer"]) == bool(left)
        assert "were ranges" not in found["answer"]


def test_a_break_even_of_a_business_that_fails_is_said(cli: Cli) -> None:
    asked = ("breakeven", "over-a-barrel", "--vary", "policy.focus=0:1", "--policy", "accommodating", "--policy",
             "strategic", "--replications", "40", "--rounds", "12")  # fmt: skip
    for more in ((), ("--set", "vendor.cash=0", "--set", "vendor.fixed_cost=3")):
        found = cli(*asked, *more, "--json").document
        failing = [chances for chances in found["cash_out_at_crossings"] if min(chances) > 0.5]
        assert len(found["cash_out_at_crossings"]) == len(found["crossings"])
        assert ("business that fails" in found["answer"]) == bool(failing), found["answer"]


def test_over_which_years_cash_runs_out_is_said(cli: Cli) -> None:
    one = ("--policy", "strategic", "--replications", "20", "--rounds", "16", "--json")
    for outcome, years in (("cash_out_1y", "one year"), ("cash_out_3y", "three years"), ("cash_out", "four years")):
        asked = ("--vary", "policy.focus=0:1", "--outcome", outcome, "--threshold", "0.2")
        said = cli("breakeven", "over-a-barrel", *asked, *one).document["answer"]
        assert f"ash out within {years} under strategic" in said
    found = equipoise.breakeven("over-a-barrel", "policy.strategic.focus=0:0.02", PAIR, replications=20, rounds=12)
    failing = replace(found, cash_out=[[0.9, 0.88]])
    assert "At that value cash runs out within three years in 88 to 90% of runs under" in sentences(failing)[0]


def test_at_which_value_a_business_fails_is_said_and_in_how_many_runs_each_was_looked_at() -> None:
    found = equipoise.breakeven("over-a-barrel", "policy.strategic.focus=0:0.02", PAIR, replications=20, rounds=12)
    bent = {x: Estimate(y, y - 0.05, y + 0.05, runs=20) for x, y in ((0.0, -0.1), (0.008, 0.1), (0.02, -0.1))}
    crossings = [Crossing(0.004, 0.003, 0.005, rises=True), Crossing(0.0123, 0.012, 0.013, rises=False)]
    two = replace(found, course=Course(bent, crossings), cash_out=[[0.1, 0.2], [0.9, 0.88]])
    (at,) = (words for words in sentences(two)[0].split(". ") if "cash runs out" in words)
    assert at.startswith(f"Where it is {crossing_words(found.axis, crossings[1])} cash runs out within three years")
    same = {x: Estimate(-0.1, -0.2, -0.05, runs=20) for x in (0.0, 0.01, 0.02)}
    none = replace(found, course=Course(same))
    assert " 3 values 1% apart, by 0.1" in sentences(none)[0]
    assert " 3 values 1% apart in 20 runs each, by 0.1" in sentences(replace(none, replications=2000))[0]


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
    assert said.code == 0
    assert said.err == (
        'accounts.Giant.policy.focus is set in all 2 policies, "accommodating" and "strategic"; in one alone: focus '
        'under [accounts."Giant"] in the policy\'s own file\n'
    )
    assert "no break-even between 0 and 2% of \u201cGiant: focused investment" in " ".join(said.out.split())
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


def test_a_dearer_team_that_makes_it_lose_less_is_explained(cli: Cli) -> None:
    """Small accounts drop out of the offer, and with them what they cost."""
    Path("mine.toml").write_text(
        'policies = ["accommodating", "strategic"]\n[business]\ncurrency = "EUR"\nrevenue = 12e6\n'
        'gross_margin = 0.3\noverhead = 3e6\ncash = 1.5e6\n[[accounts]]\nname = "Giant"\nrevenue_share = 0.8\n'
        '[[accounts]]\nname = "Other"\ncount = 3\ntype = "collaborator"\n',
        encoding="utf-8",
    )
    few = ("--replications", "40", "--rounds", "12")
    said = " ".join(cli("breakeven", "mine.toml", "--vary", "business.team_cost=0:400000", *few).out.split())
    assert "It goes down and up: near" in said
    assert "drops out of the offer to some" in said
    assert "business.team_cost" not in said
    assert "goes down and up" not in cli("breakeven", "mine.toml", "--vary", "business.cash=1e6:2e6", *few).out

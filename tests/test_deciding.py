"""Break-evens through the engine, against closed forms and a fine grid; ranges as what is to be known."""

from dataclasses import replace
from itertools import pairwise
from math import nan
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import equipoise
from equipoise.analysis.figures.breakeven import breakeven as drawn
from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.knowing import in_a_table
from equipoise.analysis.prose.knowing import sentences as knowing_sentences
from equipoise.analysis.prose.money_first import worth_of
from equipoise.analysis.shown import Shown
from equipoise.experiments.assumptions import CONTRIBUTION, IMITABLE
from equipoise.experiments.compare import compare, to_json
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario

PAIR = ["accommodating", "strategic"]
SMALL: dict[str, Any] = {"replications": 60, "rounds": 6}
IDLE = Policy(name="idle", levers=Levers())
WORTH, COST, FIXED, SIZE, LEVEL = 1.13, 0.7, 0.5, 2.0, 3.0


def nash() -> Scenario:
    """One account of a monopolist, all mechanisms off but what it would lose without the vendor, which is at stake."""
    known = {
        "switches": dict.fromkeys(set(OFF) - {"stakes", "contribution"}, False),
        "product": {"unit_cost": COST, "support_worth": 0.0, "support_worth_spread": 0.0},
        "market": {"rivals": 0, "do_without": WORTH},
        "hierarchy": {"start_level": LEVEL, "level_rate": 0.0},
        "vendor": {"fixed_cost": FIXED, "cash": 1e4},
        "portfolio": {"selling_cost": 0.0},
        "lock_in": {"switching_cost": 0.0},
    }
    account = Account(name="A", size=SIZE, level=LEVEL, support_worth=0.0)
    return Scenario(name="nash", parameters=Parameters.model_validate(known), accounts=[account])


UNIQUE = Parameters().hierarchy.contribution * (LEVEL - 1.0) / 4.0


@pytest.mark.parametrize(
    ("vary", "threshold", "truth"),
    [
        ("market.do_without=0.8:1.61", 0.0, COST + 2 * FIXED / SIZE - UNIQUE),
        ("market.do_without=0.8:1.61", 1.0, COST + 2 * (FIXED + 0.25) / SIZE - UNIQUE),  # money is by the year
        ("hierarchy.contribution=0.05:2.1", 0.0, (2 * FIXED / SIZE - (WORTH - COST)) * 4.0 / (LEVEL - 1.0)),
        ("product.unit_cost=0.31:1.2", 0.0, WORTH + UNIQUE - 2 * FIXED / SIZE),
    ],
)
def test_without_fear_a_break_even_is_where_half_of_the_surplus_pays_the_fixed_cost(
    vary: str, threshold: float, truth: float
) -> None:
    """The unit margin is (p_alt - c) / 2 + d_B / 2 at gamma = 0: by whole runs, from keys to crossings."""
    found = equipoise.breakeven(nash(), vary, IDLE, threshold=threshold, replications=2, rounds=4)
    (one,) = found.course.crossings
    assert one.value == pytest.approx(truth, abs=1e-6)
    assert one.rises == (not vary.startswith("product"))


GIANT = "accounts.Giant.policy.focus"


def test_a_break_even_is_where_a_fine_grid_of_the_same_runs_crosses() -> None:
    grid = [0.02 + 0.01 * k for k in range(9)]
    found = equipoise.breakeven("over-a-barrel", f"{GIANT}=0:0.2", PAIR, replications=50, rounds=8)
    (one,) = found.course.crossings
    leads = []
    for x in grid:
        arms = [Arm.of("over-a-barrel", name, {GIANT: x}, rounds=8) for name in PAIR]
        leads.append(compare(arms, 50).differences[0].outcomes["profit"])
    (turn,) = [k for k, (before, now) in enumerate(pairwise(leads)) if before.mean < 0.0 < now.mean]
    assert grid[turn] - 0.002 <= one.value <= grid[turn + 1] + 0.002
    for x, lead in zip(grid, leads, strict=True):
        assert (one.low <= x <= one.high) == (lead.low <= 0.0 <= lead.high) or min(
            abs(x - one.low), abs(x - one.high)
        ) < 0.004


def test_ranges_of_the_scenario_are_what_is_to_be_known() -> None:
    ranged = with_settings(load_scenario("over-a-barrel"), {CONTRIBUTION: "0.2..0.3..0.6", "market.rivals": "3..6"})
    found = equipoise.worth_knowing(ranged, (), PAIR, **SMALL)
    ends = {one.key: (one.low, one.high, one.question) for one in found.unknowns}
    assert ends == {CONTRIBUTION: (0.2, 0.6, ""), "market.rivals": (3.0, 6.0, "")}
    assert "taken for unknown" not in knowing_sentences(found)[0]
    assert found.left_out == [IMITABLE, "accounts.Giant.own_margin"]
    left_out = "Left out was what is seldom known and is no range here: "
    assert left_out in knowing_sentences(found)[0]
    assert f"; --know {IMITABLE} --know accounts.Giant.own_margin asks about it as well." in knowing_sentences(found)[0]
    shown = [replace(one, shown=Shown("one")) for one in found.unknowns]
    on_a_page = knowing_sentences(replace(found, unknowns=shown))[0]
    assert (left_out in on_a_page, "--know" in on_a_page) == (True, False)
    more = equipoise.worth_knowing(ranged, [f"{CONTRIBUTION}=0.25:0.3", "imitable", "market.rivals"], PAIR, **SMALL)
    assert {one.key: (one.low, one.high) for one in more.unknowns} == {
        CONTRIBUTION: (0.25, 0.3), "market.rivals": (3.0, 6.0), IMITABLE: (0.0, 0.5)
    }  # fmt: skip


def test_without_any_range_what_is_seldom_known_is_taken_and_said() -> None:
    found = equipoise.worth_knowing("over-a-barrel", (), PAIR, **SMALL)
    assert {one.key for one in found.unknowns} == {CONTRIBUTION, IMITABLE, "accounts.Giant.own_margin"}
    said = knowing_sentences(found)[0]
    assert "states no range" in said
    assert "Left out" not in said
    assert all(one.question in said for one in found.unknowns)


def test_that_nothing_is_worth_knowing_is_said_where_the_figures_show_it_alone() -> None:
    found = equipoise.worth_knowing("over-a-barrel", [f"{CONTRIBUTION}=0.25:0.3"], PAIR, **SMALL)
    found = replace(found, nothing=1e-3 * found.everything.value)
    (one,) = found.unknowns

    def said(high: float) -> str:
        worth = replace(one.worth, value=0.0, low=0.0, high=high)
        return knowing_sentences(replace(found, unknowns=[replace(one, worth=worth)]))[0]

    everything = found.everything.value
    assert everything > 0.0
    assert "and at every value of" in said(0.0)
    unsure = said(0.5 * everything)
    assert "at every value" not in unsure
    assert unsure.startswith("60 runs cannot tell that anything here is worth finding out")
    assert "at most." in unsure
    assert "and nothing can bring more." in unsure
    rare = said(2.0 * everything)
    assert "in these runs; they are too few to say that nothing can bring more." in rare
    assert "and nothing can bring more" not in rare


@pytest.mark.parametrize("unit", ["EUR/year", "money/year"])
def test_what_is_worth_nothing_is_said_in_words_and_what_is_little_with_its_digits(unit: str) -> None:
    many = equipoise.worth_knowing("over-a-barrel", (CONTRIBUTION, IMITABLE, "market.rivals"), PAIR, **SMALL)
    worths = [(0.5, 0.4, 0.6), (0.0004, 0.0, 0.002), (0.0, 0.0, 0.0)]
    unknowns = [
        replace(one, worth=replace(one.worth, value=value, low=low, high=high))
        for one, (value, low, high) in zip(many.unknowns, worths, strict=True)
    ]
    everything = replace(many.everything, value=0.3)
    found = replace(many, unit=unit, unknowns=unknowns, everything=everything, nothing=nan, longest=None)
    amount, cells, best = in_a_table(found)
    assert (amount, cells) == (f"{unit[:-5]} a year", ["0.50 [0.40, 0.60]", "0.0004 [0.0000, 0.0020]", "nothing"])
    assert best[-1] == found.policies[found.best]
    said = knowing_sentences(found)[0]
    assert f"would bring 0.50 {amount}, 0.40 to 0.60" in said
    assert f"(0.0004 {amount}, 0 to 0.0020)" in said
    assert "would be worth nothing, as far as 60 runs tell" in said
    untold = replace(found, unknowns=[replace(one, worth=replace(one.worth, high=0.002)) for one in unknowns[-1:]])
    assert in_a_table(untold)[1] == ["nothing sure [0.002 at most]"]
    assert f"could bring 0.002 {amount} at most." in knowing_sentences(untold)[0]
    idle = replace(found, everything=replace(many.everything, value=0.0), unknowns=unknowns[-1:])
    assert "Even to know everything, luck too, would bring nothing." in knowing_sentences(idle)[0]
    assert "0.00 " not in said + " ".join(map(str, (*knowing_sentences(untold), *knowing_sentences(idle))))


@pytest.mark.parametrize("scenario", ["over-a-barrel", "aerostructures"])
def test_a_thousandth_of_revenue_is_what_nobody_need_find_out(scenario: str) -> None:
    ranged = with_settings(load_scenario(scenario), {IMITABLE: [0.1, 0.4]})
    found, by = equipoise.worth_knowing(ranged, (), PAIR, **SMALL), equipoise.compare(ranged, PAIR, **SMALL)
    first = found.unknowns[0]
    assert found.nothing == pytest.approx(worth_of(by) * (1.0 if by.money is None else by.money.money))

    def said(low: float, high: float) -> tuple[str, str]:
        worth = replace(first.worth, value=0.5 * (low + high), low=low, high=high).times(found.nothing)
        one = replace(first, worth=replace(worth, unit=first.worth.unit), best=[(0.0, PAIR[0]), (1.0, PAIR[1])])
        alone = replace(found, unknowns=[one])
        return knowing_sentences(alone)[0], in_a_table(alone)[1][0].split(" [")[0]

    little, cell = said(0.01, 0.9)
    assert little.startswith("Nothing of what was looked at is worth finding out before deciding by profit over")
    assert (", 0.1% of revenue, which is nothing for a business" in little, cell) == (True, "nothing")
    assert "the choice may turn on" in little
    for low, high in ((0.0, 1.5), (0.5, 3.0)):
        open_, cell = said(low, high)
        assert (open_.startswith("60 runs cannot tell"), cell) == (True, "nothing sure")
    assert "What to find out first for that is" in said(1.1, 3.0)[0]


def test_a_worth_in_chances_is_in_points() -> None:
    found = equipoise.worth_knowing("over-a-barrel", CONTRIBUTION, PAIR, outcome="survival", **SMALL)
    one = replace(found.unknowns[0], worth=replace(found.unknowns[0].worth, value=0.021, low=0.01, high=0.03))
    found = replace(found, unknowns=[one], everything=replace(found.everything, value=0.1))
    assert in_a_table(found)[:2] == ("points", ["2.1 [1.0, 3.0]"])
    assert "would bring 2.1 points, 1.0 to 3.0" in knowing_sentences(found)[0]
    assert "would bring 10.0 points, and nothing can bring more" in knowing_sentences(found)[0]


def test_a_policy_for_one_account_alone_is_said_to_be_untried_where_a_comparison_tries_one() -> None:
    asked = "--policy accommodating --policy 'strategic for Giant, else accommodating' asks about one."
    assert asked in sentences(equipoise.breakeven("over-a-barrel", f"{GIANT}=0:0.2", PAIR, **SMALL))[0]
    of_one = equipoise.worth_knowing(
        "over-a-barrel", CONTRIBUTION, PAIR, outcome="contribution", account="Giant", **SMALL
    )
    assert of_one.policies == PAIR
    assert asked in knowing_sentences(of_one)[0]
    pages = replace(of_one, unknowns=[replace(of_one.unknowns[0], shown=Shown("worth", "", 1.0))])
    assert "one account alone was not tried here." in knowing_sentences(pages)[0]
    by_account = [PAIR[0], "strategic for Giant, else accommodating"]
    there = equipoise.worth_knowing("over-a-barrel", CONTRIBUTION, by_account, **SMALL)
    assert (there.policies, there.alone) == (by_account, "")
    assert "one account alone" not in knowing_sentences(there)[0]


def test_what_is_chosen_between_has_each_policy_for_the_largest_account_alone() -> None:
    """As a comparison does; the runs are those of the policy in words, so that naming it finds the same."""
    found = equipoise.worth_knowing("over-a-barrel", CONTRIBUTION, PAIR, **SMALL)
    words = [*PAIR, "strategic for Giant, else accommodating"]
    assert (found.policies, found.alone) == (words, "Giant")
    named = equipoise.worth_knowing("over-a-barrel", CONTRIBUTION, words, **SMALL)
    assert named == found
    other = equipoise.worth_knowing("over-a-barrel", CONTRIBUTION, words[::2], **SMALL)
    assert found.everything.value > max(0.0, other.everything.value)
    said = knowing_sentences(found)[0]
    assert "accommodating, strategic, and strategic for Giant alone (accommodating for all others)" in said
    assert "One account alone was tried with Giant, the largest, and with no other." in said
    of_two_words = replace(found, policies=["as today", "strategic, changed", found.policies[2]])
    choice = '"as today", "strategic, changed", and "strategic, changed" for Giant alone ("as today" for all others)'
    assert f"The choice is between {choice}." in knowing_sentences(of_two_words)[0]
    assert "not tried here" not in said
    alike = load_scenario("over-a-barrel").model_copy(update={"accounts": [Account(name="Few", count=3)]})
    assert equipoise.worth_knowing(alike, CONTRIBUTION, PAIR, **SMALL).policies == PAIR


def test_knowing_is_paired_with_what_the_runs_were_played_with() -> None:
    """Where the lead is a function of the unknown alone, knowing it is worth what knowing everything is."""
    scenario = nash().model_copy(update={"policies": ["accommodating"]})
    paid = Policy(name="paid", levers=Levers(channel=0.1))
    found = equipoise.worth_knowing(scenario, "market.do_without=0.8:1.6", [IDLE, paid], replications=200, rounds=4)
    assert found.unknowns[0].worth.value == pytest.approx(found.everything.value, abs=1e-3)


@pytest.mark.parametrize(
    ("know", "words"),
    [
        ("policy.focus=0:0.2", "a lever is what is decided"),
        ("accounts.Giant.policy.focus=0:0.2", "breakeven SCENARIO --vary"),
        ("contribution_=0:1", "did you mean"),
        ("market.rivals=5", "is no range"),
        ("contribution=0.2:0.6:log", "is no range"),
        ("vendor.slots=8:12", "is the same for all runs"),
    ],
)
def test_what_cannot_be_unknown_is_said(know: str, words: str) -> None:
    with pytest.raises(EquipoiseError, match=words):
        equipoise.worth_knowing("over-a-barrel", know, PAIR, **SMALL)


def test_answers_say_that_they_are_over_ranges_and_others_do_not() -> None:
    settings = {"market.rivals": "3..6", "product.unit_cost": "0.6..0.65..0.7"}
    arms = [Arm.of("over-a-barrel", name, settings, rounds=4) for name in PAIR]
    found = compare(arms, 20)
    said = (
        "\u201cthe vendor's cost of a unit without support\u201d (0.6 to 0.7, 0.65 the likeliest) and "
        "\u201cnumber of rivals that quote each round\u201d (3 to 6) were ranges"
    )
    assert said in found.answer
    assert [one["key"] for one in to_json(found)["ranges"]] == [*reversed(settings)]
    plain = compare([Arm.of("over-a-barrel", name, rounds=4) for name in PAIR], 20)
    assert "range" not in plain.answer
    assert "ranges" not in to_json(plain)
    crossed = equipoise.breakeven("over-a-barrel", "contribution=0.2:0.8", PAIR, settings, **SMALL)
    assert said in sentences(crossed)[0]
    assert "The scenario has 3" not in sentences(equipoise.breakeven("base", "rivals=1:8", PAIR, settings, **SMALL))[0]


def test_runs_of_a_study_have_what_they_were_played_with(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('base = "over-a-barrel"\n[market]\nrivals = [3, 6]\n[product]\nunit_cost = [0.6, 0.7]\n', "utf-8")
    asked: dict[str, Any] = {"design": {"kind": "grid"}, "replications": 5, "rounds": 4, "keep_runs": True}
    asked |= {"policies": PAIR}
    equipoise.sweep(own, {"market.rivals": [1, 8]}, out=tmp_path / "out", **asked)
    runs = pl.read_parquet(tmp_path / "out" / "runs" / "*.parquet")
    arm = Arm.of(own, PAIR[0], rounds=4)
    for row in runs.iter_rows(named=True):
        assert row["product.unit_cost"] == arm.scenario.drawn(arm.seed, row["replication"])["product.unit_cost"]
        assert row["market.rivals"] == [1, 8][row["point"]]  # fixed at a point, and drawn nowhere


def test_two_factors_give_a_line_and_its_picture() -> None:
    found = equipoise.breakeven("over-a-barrel", ["imitable=0:0.5", f"{GIANT}=0:0.2"], PAIR, replications=50, rounds=8)
    assert [x for x, _ in found.courses] == pytest.approx(list(np.linspace(0.0, 0.5, 7)))
    once = [there.crossings[0].value if len(there.crossings) == 1 else None for _, there in found.courses]
    joined = [[*pair] for pair in pairwise(once) if None not in pair]
    assert joined
    picture = drawn(found)
    (axes,) = picture.figure.axes
    assert axes.get_ylim() == (0.0, 0.2)
    assert [[*line.get_ydata()] for line in axes.get_lines() if len({*line.get_xdata()}) > 1] == joined

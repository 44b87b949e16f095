"""A decision with one account alone: the largest are tried, and the best is told of, or none where nothing divides."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.one_account import one_account_words, others_alone, spoken_of, told_first
from equipoise.analysis.results import Alone, Decision, OneAccount
from equipoise.experiments.compare import compare
from equipoise.experiments.one_account import with_one_account
from equipoise.sim.arm import Arm
from equipoise.sim.files.words import for_one_alone
from equipoise.sim.parameters.declare import LONGEST_ACCOUNT
from tests import drawn
from tests.cli.conftest import FEW, Cli

BEST = "(the best of the 3 largest, chosen in runs apart)"


def arms(scenario: str, *policies: str) -> list[Arm]:
    return [Arm.of(scenario, policy, rounds=12) for policy in policies]


def test_it_is_the_policy_in_words_played_beside_the_first() -> None:
    both = arms("over-a-barrel", "accommodating", "strategic")
    found = with_one_account(compare(both, 40), both).one_account
    assert found is not None
    words = f"strategic for {found.account}, else accommodating"
    assert found.policy == words
    assert found.tried == 3
    alone = compare(arms("over-a-barrel", "accommodating", words), 40)
    view = alone.horizons[-1].differences[words]
    assert found.views[-1] == Alone(3.0, view.profit, view.survival[found.account])


def test_words_make_the_same_policy() -> None:
    first, other = (arm.policy for arm in arms("over-a-barrel", "accommodating", "strategic"))
    loaded = Arm.of("over-a-barrel", "strategic for Giant, else accommodating").policy
    assert for_one_alone(other, "Giant", first) == loaded


@pytest.mark.parametrize(
    ("scenario", "policies"),
    [
        ("even-portfolio", ("accommodating", "strategic")),  # alike accounts alone
        ("over-a-barrel", ("accommodating", "strategic for Giant, else accommodating")),
        ("over-a-barrel", ("accommodating",)),
        ("over-a-barrel", ("accommodating", "accommodating")),
    ],
)
def test_nothing_is_tried_where_nothing_divides(scenario: str, policies: tuple[str, ...]) -> None:
    there = arms(scenario, *policies)
    names = [f"{name} {k}" for k, name in enumerate(policies)]
    assert with_one_account(compare(there, 20, names=names), there).one_account is None


OWN = """
policies = ["accommodating", "strategic"]
[[accounts]]
name = "{}"
size = 4
[[accounts]]
name = "Other"
"""


def test_an_account_of_the_longest_name_is_tried_alone_and_a_longer_one_is_refused_where_it_is_read(cli: Cli) -> None:
    longest = "A" * LONGEST_ACCOUNT
    Path("long.toml").write_text(OWN.format(longest), encoding="utf-8")
    Path("longer.toml").write_text(OWN.format(longest + "A"), encoding="utf-8")
    said = cli("worth-knowing", "long.toml", "--replications", "50", "--rounds", "4", "--json")
    assert (said.code, said.err) == (0, "")
    assert f"strategic for {longest}, else accommodating" in said.document["policies"]
    for command in ("worth-knowing", "scenarios check"):
        refused = cli(*command.split(), "longer.toml")
        assert refused.code == 2
        assert 'name = "AAAAA' in refused.out + refused.err
        assert "must be no longer than 60 characters" in " ".join((refused.out + refused.err).split())


def test_where_a_policy_for_one_alone_would_have_too_long_a_name_none_is_tried(cli: Cli) -> None:
    name = "P" * 180
    Path("long.toml").write_text(f"name = '{name}'\nbase = 'strategic'\n", encoding="utf-8")
    policies = ("--policy", "accommodating", "--policy", "long.toml")
    for command in ("compare", "worth-knowing"):
        said = cli(command, "over-a-barrel", *policies, "--replications", "50", "--rounds", "12", "--json")
        assert (said.code, said.err) == (0, "")
        assert "else accommodating" not in json.dumps(said.document)


def seen(mean: float, *, same: bool = False, reach: float = 0.01) -> Estimate:
    return Estimate(mean, mean - reach * (not same), mean + reach * (not same), runs=300, same=same)


LEAST = seen(0.0, reach=0.001)
"""Within a thousandth of revenue, which is 2 a year."""


@pytest.mark.parametrize(
    ("profit", "kept", "words"),
    [
        (
            seen(0.2),
            seen(0.1),
            f"Over three years it pays with Giant alone {BEST}: 0.20 money a year more",
        ),
        (
            seen(-0.2),
            seen(0.1),
            "Over three years it does not pay with Giant alone: 0.20 money a year less",
        ),
        (
            LEAST,
            seen(0.0),
            "With Giant alone it makes no difference, over three years",
        ),
        (seen(0.0, same=True), seen(0.0, same=True), "nothing changes: all runs are as under anna."),
    ],
)
def test_the_figures_choose_the_words(profit: Estimate, kept: Estimate, words: str) -> None:
    views = [Alone(years, profit, kept) for years in (1.0, 3.0, 10.0)]
    said = one_account_words(OneAccount("Giant", "words", "anna", 3, 300, views), drawn.plain())
    assert words in said
    assert ("Giant is kept for ten years in 10 more of 100 runs" in said) == (kept.mean > 0.0)
    one = one_account_words(replace(OneAccount("Giant", "words", "anna", 1, 300, views)), drawn.plain())
    assert "the best of" not in one
    assert "nobody can tell" not in said
    assert "neither" not in said


@pytest.mark.parametrize(
    ("profit", "words"),
    [
        (seen(0.2), 'Over three years "bert, in words" pays with Giant alone'),
        (seen(-0.2), 'Over three years "bert, in words" does not pay with Giant alone'),
        (seen(0.0), 'These runs cannot tell whether "bert, in words" pays over three years with Giant alone'),
        (LEAST, 'With Giant alone "bert, in words" makes no difference'),
    ],
)
def test_where_several_stand_beside_the_first_it_is_said_which_is_meant(profit: Estimate, words: str) -> None:
    pair = drawn.plain()
    first, other = pair.arms
    three = replace(
        pair,
        arms=[first, replace(other, name="bert, in words"), other],
        decision=Decision("recommended", "bert, in words", "Giant", ()),
    )
    found = OneAccount("Giant", "words", "anna", 1, 300, [Alone(3.0, profit, seen(0.0))])
    assert words in one_account_words(found, three)


def test_a_lead_of_nothing_is_in_no_run_and_has_no_interval() -> None:
    nothing = Estimate(0.0, 0.0, 0.0, runs=300)
    views = [Alone(3.0, nothing, seen(0.0)), Alone(10.0, LEAST, seen(0.0))]
    said = one_account_words(OneAccount("Giant", "words", "anna", 1, 300, views), drawn.plain())
    assert "over three years (in none of the runs) nor over ten years (-0.001 to 0.001 money a year)" in said


def test_each_view_has_its_years() -> None:
    told = {
        (
            0.25,
            -0.95,
        ): "Over three years it pays with Giant alone: 0.25 money a year more (0.24 to 0.26); over ten years "
        "it earns 0.95 money a year less",
        (-0.25, 0.0): "over ten years these runs cannot tell (-0.01 to 0.01 money a year)",
        (
            0.0,
            0.0,
        ): "These runs cannot tell whether it pays over three years with Giant alone (-0.01 to 0.01 money a year)",
    }
    for (three, ten), words in told.items():
        views = [Alone(3.0, seen(three), seen(0.0)), Alone(10.0, seen(ten), seen(0.0))]
        assert words in one_account_words(OneAccount("Giant", "words", "anna", 1, 300, views), drawn.plain())


def test_a_lead_that_turns_names_its_horizons_and_the_largest_account_is_spoken_of() -> None:
    views = [Alone(3.0, seen(-0.2), seen(0.0)), Alone(10.0, seen(0.4), seen(0.0))]
    largest = OneAccount("North", "words", "anna", 3, 300, views[:1])
    said = one_account_words(OneAccount("Giant", "words", "anna", 3, 300, views, others=[largest]), drawn.plain())
    assert "Over three years it does not pay with Giant alone: 0.20 money a year less" in said
    assert "; over ten years it earns 0.40 money a year more" in said
    assert said.startswith("Over three years it does not pay with North alone: 0.20 money a year less")


@pytest.mark.parametrize(("at_once", "first"), [(0.2, "Giant"), (-0.2, "North")])
def test_a_first_page_tells_of_the_account_that_decides_and_a_second_of_the_others(
    at_once: float, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.analysis.prose.one_account.account_spoken_of", lambda _: "North")
    views = {
        name: [Alone(3.0, seen(three), seen(0.0)), Alone(10.0, seen(ten), seen(0.0))]
        for name, three, ten in (("Giant", at_once, 0.1), ("North", -0.5, 0.9))
    }
    north = OneAccount("North", "words", "anna", 3, 300, views["North"])
    found = OneAccount("Giant", "words", "anna", 3, 300, views["Giant"], others=[north])
    comparison = replace(drawn.plain(), one_account=found)
    other = {"Giant": "North", "North": "Giant"}[first]
    told = told_first(comparison)
    assert told is not None
    assert told.account == first
    assert f"with {first} alone" in spoken_of(comparison)
    assert f"with {other} alone" not in spoken_of(comparison)
    assert f"with {other} alone" in others_alone(comparison)
    assert f"with {first} alone" not in others_alone(comparison)
    assert (BEST in spoken_of(comparison)) == (first == "Giant")


def test_the_account_that_brings_most_is_always_told_of() -> None:
    both = arms("over-a-barrel", "accommodating", "strategic")
    found = with_one_account(compare(both, 40), both).one_account
    assert found is not None
    assert "Giant" in {found.account, *(one.account for one in found.others)}
    assert len({found.account, *(one.account for one in found.others)}) == 1 + len(found.others)
    assert all(f"with {one.account} alone" in found.sentence.lower().replace(one.account.lower(), one.account)
               for one in (found, *found.others))  # fmt: skip


def test_the_answer_the_document_and_the_report_have_it(cli: Cli) -> None:
    asked = ("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *FEW)
    found = cli(*asked, "--json").document["one_account"]
    assert found["policy"] == f"strategic for {found['account']}, else accommodating"
    assert found["sentence"] in " ".join(cli(*asked).out.split())


def test_a_document_says_which_account_is_which(cli: Cli) -> None:
    """The decision's account, and that with which alone a policy does best, are two things and may be two accounts."""
    found = cli("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *FEW, "--json")
    decision, best = found.document["decision"], found.document["one_account"]
    assert f"With {decision['alone']} alone" in decision["sentence"].replace("with", "With")
    told = {one["account"]: one["chosen_as"] for one in (best, *best.get("others", []))}
    assert "best" in told[best["account"]]
    assert "largest" in told["Giant"]
    reasons = [reason for chosen_as in told.values() for reason in chosen_as]
    assert (reasons.count("best"), reasons.count("largest")) == (1, 1)
    assert decision["alone"] in told
    assert all(told.values())


def test_levers_that_an_account_has_whatever_the_policy_are_told_with_the_answer(cli: Cli) -> None:
    said = cli("compare", "over-a-barrel", *FEW, "--set", "accounts.Giant.policy.focus=0.1")
    told = "Whatever the policy, Giant has levers of its own (focused investment: 10%)."
    assert told in " ".join(said.out.split())
    assert "Whatever the policy" not in cli("compare", "over-a-barrel", *FEW).out

"""Sentences say what the intervals allow, no more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.contrast import ALL, account_spoken_of, direction
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.comparison import answer, sentence, with_words
from equipoise.analysis.prose.numbers import in_100, interval, listed, percent, points
from equipoise.analysis.results import ArmResult, Comparison, Difference
from equipoise.sim.state import CAUSE_WORDS, Cause

LEVELS = {
    "contribution_margin": 0.15, "survival": 0.5, "gross_margin": 0.3, "cost_to_serve": 0.1, "price": 1.0,
    "contribution": 2.0, "vendor_share": 0.45, "dependence_vendor": 0.5, "dependence_account": 0.4, "gtm_failure": 0.1,
}  # fmt: skip


def estimate(mean: float, reach: float = 0.0) -> Estimate:
    return Estimate(mean, mean - reach, mean + reach, unit="1", runs=2_000)


def arm(name: str, **moved: float) -> ArmResult:
    seen = {measure: estimate(level + moved.get(measure, 0.0), 0.001) for measure, level in LEVELS.items()}
    small = seen | {"dependence_vendor": estimate(0.1)}
    return ArmResult(name, "a scenario", name, seen, {"Giant": seen, "Small": small}, {})


def difference(name: str, reach: float, endings: dict[Cause, float], **moved: float) -> Difference:
    changed = {measure: estimate(moved.get(measure, 0.0), reach) for measure in LEVELS}
    causes = {CAUSE_WORDS[c]: estimate(endings.get(c, 0.0), 0.001) for c in Cause if c != Cause.NONE}
    accounts = {"Giant": changed, "Small": changed}
    return Difference(name, "accommodating", changed, accounts, endings={ALL: causes, "Giant": causes})


def comparison(
    *, reach: float = 0.001, replications: int = 2_000, endings: dict[Cause, float] | None = None, **moved: float
) -> Comparison:
    arms = [arm("accommodating"), arm("strategic", **moved)]
    differences = [difference("strategic", reach, endings or {}, **moved)]
    return Comparison("a scenario", "", "", 7, replications, 40, arms, differences)


def said(found: Comparison) -> str:
    return sentence(found, found.differences[0])


def test_a_difference_is_said_with_its_interval_and_its_causes() -> None:
    found = comparison(
        contribution_margin=0.018,
        survival=0.26,
        gross_margin=0.05,
        cost_to_serve=0.021,
        price=0.04,
        endings={Cause.UNDERCUT: -0.19, Cause.COLLAPSE: -0.08, Cause.EXIT: 0.012},
    )
    assert said(found).startswith(
        "strategic keeps 1.8 points more contribution margin on Giant than accommodating (1.7 to 1.9) and holds Giant "
        "for ten years in 76 of 100 runs against 50: 19 fewer in 100 left for a rival, 8 fewer ended in collapsed "
        "talks and 1.2 more closed for reasons of its own, as is assumed, having been held longer. "
        "Its price is 4.0% higher, and gross margin 5.0 points higher; serving costs 2.1 points of revenue more; "
        "demands cost 1.1 points more."
    )


def test_parts_of_a_margin_sum_to_its_change() -> None:
    # 5.0 more before costs, 2.1 on serving, so 1.1 must have been given away if 1.8 is left.
    moved = {"contribution_margin": 0.018, "gross_margin": 0.05, "cost_to_serve": 0.021}
    assert "demands cost 1.1 points more" in said(comparison(reach=0.003, **moved))
    assert "demands" not in said(comparison(reach=0.004, **moved))


def test_one_difference_in_every_run_is_told_without_an_interval() -> None:
    steady = comparison(reach=float("nan"), contribution_margin=0.018, survival=0.25, contribution=-0.4)
    text = said(steady)
    assert "1.8 points more contribution margin on Giant than accommodating (the same in every run, which" in text
    assert "75 of 100 runs against 50, one and the same difference in every run, which shows no error" in text
    assert "cannot tell" not in text
    assert "nan" not in text
    told = answer(steady)
    assert "accommodating (15.0%)" in told
    assert "strategic (16.8%) has more than accommodating (15.0%) by the same in every run" in told
    assert "cannot tell" not in told
    changes = steady.differences[0].accounts["Giant"]
    survives = replace(steady.differences[0], accounts={"Giant": changes | {"survival": estimate(0.25, 0.01)}})
    assert sentence(steady, survives).endswith(
        "In money it brings less: a contribution of 6.40 money a year against 8.00 money, by the same in every run, "
        "which shows no error."
    )
    nothing = {k: replace(e, value=0.0) for k, e in changes.items()}
    assert "one and the same" not in sentence(steady, replace(steady.differences[0], accounts={"Giant": nothing}))
    three = replace(steady, arms=[*steady.arms, arm("third", contribution_margin=0.1)])
    clear = difference("third", 0.001, {}, contribution_margin=0.1)
    both = answer(replace(three, differences=[*steady.differences, clear]))
    assert "third (25.0%) beats accommodating (15.0%); strategic (16.8%) has more than accommodating by" in both
    one = replace(steady.differences[0], accounts={"Giant": {k: replace(e, runs=1) for k, e in changes.items()}})
    assert "the same in every run" not in sentence(steady, one)


def test_endings_of_few_runs_are_shares_of_all_accounts_and_runs_of_one() -> None:
    few = comparison(replications=20, survival=0.3, endings={Cause.UNDERCUT: -0.3})
    assert "6 fewer in 20 left for a rival" in said(few)
    level = {name: own | {"dependence_vendor": estimate(0.5)} for name, own in few.arms[0].accounts.items()}
    over_all = replace(few, arms=[replace(few.arms[0], accounts=level), few.arms[1]])
    assert account_spoken_of(over_all) == ALL
    assert "30 fewer in 100 left for a rival" in said(over_all)


def test_luck_is_not_told_as_a_difference() -> None:
    found = said(comparison(contribution_margin=0.004, survival=-0.002, reach=0.009))
    assert "that 2,000 runs cannot tell from that of accommodating (-0.5 to 1.3 points)" in found
    assert "no difference that 2,000 runs can show" in found
    assert "more" not in found
    assert "less" not in found
    assert answer(comparison(contribution_margin=0.004, reach=0.009)) == (
        "In contribution margin on Giant, 2,000 runs cannot tell strategic (15.4%) from accommodating (15.0%). "
        "In survival of Giant for ten years, 2,000 runs cannot tell strategic (50%) from accommodating (50%)."
    )


def test_one_run_shows_nothing() -> None:
    found = comparison(contribution_margin=0.1, survival=1.0, replications=1, reach=float("nan"))
    assert "cannot tell" in answer(found)
    assert "one run" in said(found)
    assert "nan" not in said(found) + answer(found)


def test_margin_and_survival_that_disagree_are_settled_in_money() -> None:
    found = comparison(contribution_margin=-0.01, survival=0.1, contribution=0.5)
    assert ", but holds Giant" in said(found)
    assert "In money it brings more: a contribution of 10.0 money a year against 8.0 money." in said(found)
    assert ". But in survival of Giant" in answer(found)


def test_arms_that_are_the_same_in_every_run_are_said_to_be() -> None:
    assert "exactly the contribution margin of accommodating on Giant, in every run" in said(comparison(reach=0.0))


def test_the_answer_sets_every_arm_against_the_first() -> None:
    found = comparison(contribution_margin=0.018, survival=0.1, endings={Cause.UNDERCUT: -0.09})
    worse = {"contribution_margin": -0.02, "survival": -0.2}
    found.arms.append(arm("stubborn", **worse))
    found.differences.append(difference("stubborn", 0.001, {}, **worse))
    found.arms.append(arm("other"))
    found.differences.append(difference("other", 0.001, {}))
    assert answer(found) == (
        "In contribution margin on Giant, strategic (16.8%) beats accommodating (15.0%), which beats stubborn (13.0%); "
        "2,000 runs cannot tell other (15.0%) from accommodating. "
        "In survival of Giant for ten years, strategic (60%) beats accommodating (50%), which beats stubborn (30%); "
        "2,000 runs cannot tell other (50%) from accommodating."
    )


def test_the_answer_names_the_ending_that_changed_most() -> None:
    endings = {Cause.UNDERCUT: -0.09, Cause.COLLAPSE: 0.05}
    found = comparison(contribution_margin=0.018, survival=0.04, endings=endings)
    assert answer(found).endswith("; under strategic, 9 fewer in 100 left for a rival.")


def test_one_arm_is_described() -> None:
    alone = replace(comparison(), differences=[])
    assert answer(alone) == (
        "accommodating keeps a contribution margin of 15.0% (14.9% to 15.1%) on Giant. "
        "Survival for ten years is 50.0% (49.9% to 50.1%)."
    )


def test_an_account_is_named_only_if_it_stands_out_in_every_arm() -> None:
    found = comparison()
    assert account_spoken_of(found) == "Giant"
    equals = replace(found.arms[0], accounts={"One": found.arms[0].outcomes, "Two": found.arms[0].outcomes})
    assert account_spoken_of(replace(found, arms=[equals])) == ALL
    elsewhere = replace(found.arms[1], accounts={"Somebody": found.arms[1].outcomes})
    assert account_spoken_of(replace(found, arms=[found.arms[0], elsewhere])) == ALL
    assert account_spoken_of(replace(found, arms=[replace(found.arms[0], accounts={})])) == ALL


def test_all_accounts_are_spoken_of_where_none_stands_out() -> None:
    found = comparison(contribution_margin=0.018, survival=0.1)
    arms = [replace(each, accounts={}) for each in found.arms]
    told = said(replace(found, arms=arms))
    assert "contribution margin over all accounts than accommodating" in told
    assert "holds 60 of 100 accounts for ten years against 50" in told


def test_words_are_added_to_a_comparison() -> None:
    found = with_words(comparison(contribution_margin=0.018))
    assert found.answer
    assert all(each.sentence for each in found.differences)


@pytest.mark.parametrize(
    ("mean", "low", "high", "expected"), [(1, 0.5, 1.5, 1), (-1, -1.5, -0.5, -1), (1, -0.5, 2.5, 0), (1, 0, 2, 0)]
)
def test_a_direction_needs_the_whole_interval(mean: float, low: float, high: float, expected: int) -> None:
    assert direction(Estimate(mean, low, high, unit="1", runs=9)) == expected


def test_figures_show_something_however_small() -> None:
    assert points(0.0184) == "1.8 points"
    assert points(-0.0004) == "0.04 points"
    assert points(0.0) == "0.0 points"
    assert interval(Estimate(-0.018, -0.027, -0.009, unit="1", runs=9)) == "0.9 to 2.7"
    assert interval(Estimate(0.001, -0.002, 0.004, unit="1", runs=9)) == "-0.2 to 0.4"
    assert percent(0.158) == "15.8%"
    assert in_100(0.664, 0.26) == "66"
    assert in_100(0.664, 0.012) == "66.4"
    assert in_100(0.664, 0.0004) == "66.40"


def test_a_long_list_ends_in_others() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdef")) == "a, b, c and 3 others"


def test_arms_that_are_the_same_vendor_are_said_to_be_and_not_undecided() -> None:
    """A difference of exactly nothing in every run is known, though the interval of a chance keeps a width."""
    found = comparison(contribution_margin=0.0, survival=0.0)
    whole = replace(found, differences=[_all_the_same(difference) for difference in found.differences])
    assert whole.differences[0].same
    for words in (sentence(whole, whole.differences[0]), answer(whole)):
        assert "is the same vendor as accommodating here" in words
        assert "cannot tell" not in words
        assert "can show" not in words


def test_one_measure_that_is_the_same_in_every_run_is_said_to_be() -> None:
    found = comparison(contribution_margin=0.0, survival=0.1)
    (difference,) = found.differences
    accounts = {
        name: outcomes | {"contribution_margin": replace(outcomes["contribution_margin"], same=True)}
        for name, outcomes in difference.accounts.items()
    }
    part = replace(found, differences=[replace(difference, accounts=accounts)])
    assert not part.differences[0].same
    assert "exactly the contribution margin of accommodating on Giant, in every run" in said(part)
    assert "the same as accommodating" in answer(part).partition("survival")[0]
    assert "cannot tell" not in answer(part)
    held = {
        name: outcomes | {"survival": replace(outcomes["survival"], value=0.0, low=-0.01, high=0.01, same=True)}
        for name, outcomes in difference.accounts.items()
    }
    assert "the same in every run" in said(replace(found, differences=[replace(difference, accounts=held)]))


@given(
    mean=st.floats(-0.3, 0.3),
    reach=st.floats(0.0, 0.3),
    measure=st.sampled_from(["contribution_margin", "survival"]),
    same=st.booleans(),
)
def test_a_sentence_goes_the_way_of_its_figures(mean: float, reach: float, measure: str, same: bool) -> None:
    """Better, worse, the same, or not to be told: one of the four, by the interval alone."""
    mean, reach = (0.0, reach) if same else (mean, reach + 1e-6)
    found = comparison(**{measure: mean})
    change = Estimate(mean, mean - reach, mean + reach, unit="1", runs=2_000, same=same)
    (own,) = found.differences
    accounts = {name: outcomes | {measure: change} for name, outcomes in own.accounts.items()}
    found = replace(found, differences=[replace(own, accounts=accounts)])
    told = answer(found).partition("In survival" if measure == "survival" else "In contribution")[2]
    told = told if measure == "survival" else told.partition(". ")[0]
    way = direction(change)
    assert ("cannot tell strategic" in told) == (not way and not same)
    assert ("strategic" in told.partition(" beats ")[0]) == (way > 0) or " beats " not in told
    assert ("accommodating" in told.partition(" beats ")[0]) == (way < 0) or " beats " not in told
    assert (" beats " in told) == bool(way)
    assert ("the same as accommodating" in told) == same
    if measure == "contribution_margin":
        assert ("points more contribution" in said(found)) == (way > 0)
        assert ("points less contribution" in said(found)) == (way < 0)
        assert ("exactly the contribution margin" in said(found)) == same


def _all_the_same(difference: Difference) -> Difference:
    def same(table: dict[str, Estimate]) -> dict[str, Estimate]:
        return {name: replace(e, value=0.0, low=-0.001, high=0.001, same=True) for name, e in table.items()}

    def by_account(table: dict[str, dict[str, Estimate]]) -> dict[str, dict[str, Estimate]]:
        return {account: same(estimates) for account, estimates in table.items()}

    return replace(
        difference,
        outcomes=same(difference.outcomes),
        accounts=by_account(difference.accounts),
        endings=by_account(difference.endings),
    )


def test_no_more_runs_are_spoken_of_than_were_played() -> None:
    assert "for ten years in 3 of 4 runs against 2 of 4" in said(comparison(survival=0.25, replications=4))
    assert "for ten years in 75 of 100 runs against 50" in said(comparison(survival=0.25, replications=100))
    found = comparison(survival=0.25, replications=4)
    everywhere = replace(found, arms=[replace(each, accounts={}) for each in found.arms])
    assert "holds 75% of all accounts for ten years against 50%" in said(everywhere)

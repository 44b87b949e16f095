"""One, three and ten years: the books add up, quantiles are the runs' own, and a decision is what its figures allow."""

import re
from dataclasses import replace
from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.contrast import ALL, way
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.comparison import with_decision, with_words
from equipoise.analysis.prose.decision import MOST_FAIL
from equipoise.analysis.prose.money_first import too_small
from equipoise.analysis.prose.programme import back, discounting, programme
from equipoise.analysis.prose.risk import hardly_replaced, kept_and_solvent
from equipoise.analysis.quantiles import quantiles
from equipoise.analysis.results import Alone, Comparison, Horizon, OneAccount, Return, View
from equipoise.experiments.compare import compare
from equipoise.experiments.horizons import views_of
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.money import Money
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from tests import drawn

POOR = {"vendor.cash": 0.1, "vendor.fixed_cost": 1.2}


@pytest.mark.parametrize("settings", [{}, POOR])
def test_years_are_those_of_the_vendors_own_books(settings: dict[str, float]) -> None:
    arm = Arm.of("over-a-barrel", "strategic", settings, rounds=40)
    chunk = play_chunk(arm, range(25), panel=True)
    found, vendor = run_outcomes(chunk), chunk.vendor
    profit = vendor["contribution"] - vendor["fixed_cost"] - vendor["winning_cost"]
    for years in (1, 3, 10):
        rounds = 4 * years
        total = profit[:, :rounds].sum(axis=1)
        np.testing.assert_allclose(found[f"profit_{years}y"] * years, total, atol=1e-9)
        np.testing.assert_array_equal(found[f"loss_{years}y"], total < 0.0)
        np.testing.assert_array_equal(found[f"cash_out_{years}y"], vendor["insolvent"][:, rounds - 1])
        spent = (chunk.panel["relationship_cost"] * chunk.panel["active"])[:, :rounds].sum(axis=(1, 2))
        np.testing.assert_allclose(found[f"relationship_cost_{years}y"] * years, spent, atol=1e-9)
        own = np.stack([account_outcomes(chunk, k)[f"survival_{years}y"] for k in range(3)])
        np.testing.assert_allclose(found[f"survival_{years}y"], own.mean(axis=0))
    np.testing.assert_allclose(found["profit_10y"], 4.0 * found["profit"], atol=1e-9)
    np.testing.assert_array_equal(found["survival_10y"], found["survival"])
    np.testing.assert_array_equal(found["cash_out_10y"], found["cash_out"])
    if settings:
        assert found["cash_out"].any()


def test_a_missed_plan_is_no_lack_of_cash() -> None:
    arm = Arm.of("base", "strategic", {"plan.wins_target": 10, "plan.wins_by": 8}, rounds=12)
    found = run_outcomes(play_chunk(arm, range(20)))
    assert found["gtm_failure"].all()
    assert not found["cash_out_3y"].any()
    assert np.isnan(found["cash_out_10y"]).all()


@pytest.mark.parametrize(
    ("rounds", "years"), [(2, [0.5]), (4, [1]), (10, [1, 2.5]), (12, [1, 3]), (20, [1, 3, 5]), (40, [1, 3, 10])]
)
def test_horizons_are_those_within_the_run(rounds: int, years: list[float]) -> None:
    assert [length for length, _ in views_of(rounds)] == years


def test_quantiles_are_the_runs_own_whatever_the_threads() -> None:
    arms = [Arm.of("over-a-barrel", policy, rounds=12) for policy in ("accommodating", "strategic")]
    one, two = (compare(arms, 300, threads=threads) for threads in (1, 2))
    assert one.horizons == two.horizons
    own = run_outcomes(play_chunk(arms[1], range(300)))["profit_3y"]
    assert one.opening is not None
    view = one.opening.arms["strategic"]
    assert view.quantiles[0.05].value == pytest.approx(np.quantile(own, 0.05))
    assert view.loss.value == pytest.approx((own < 0.0).mean())


def test_an_interval_of_a_quantile_covers_it() -> None:
    generator = np.random.default_rng(1)
    found = [quantiles(generator.exponential(size=400), [0.05], "1")[0.05] for _ in range(600)]
    covered = np.mean([one.low <= -np.log(0.95) <= one.high for one in found])
    assert 0.93 <= covered <= 0.99
    few = quantiles(np.arange(5.0), [0.05, 0.5], "1")
    assert not few[0.05].known
    assert isnan(quantiles(np.array([nan]), [0.5], "1")[0.5].value)


# Decisions


def seen(mean: float, reach: float = 0.01, runs: int = 2_000) -> Estimate:
    return Estimate(mean, mean - reach, mean + reach, runs=runs)


def judged(
    profit: Estimate, survival: float = 0.0, later: Estimate | None = None, cash_out: float = 0.02
) -> Comparison:
    """Two arms about one account, with what they earn over three and over ten years."""

    def view(gain: float) -> View:
        return View(
            seen(1.0 + gain), seen(0.1), seen(cash_out), seen(0.2), seen(1.2), {ALL: seen(0.8), "Giant": seen(0.8)}
        )

    def change(gain: Estimate) -> View:
        kept = {ALL: seen(survival), "Giant": seen(survival)}
        return View(gain, seen(0.0), seen(0.0), seen(0.2, 0.001), seen(0.1), kept)

    found = drawn.plain()
    gains = {3.0: profit, 10.0: later or profit}
    horizons = [
        Horizon(years, {"anna": view(0.0), "bert": view(gain.mean)}, {"bert": change(gain)})
        for years, gain in gains.items()
    ]
    returns = [Return("bert", "anna", [seen(-1.0), seen(1.0)], 2, 2, 2)]
    return with_words(replace(found, horizons=horizons, returns=returns))


def test_what_a_programme_costs_and_brings_is_in_the_unit_of_the_table_beside_it() -> None:
    found = replace(judged(seen(-0.2), later=seen(0.7)), money=Money("EUR", 5e5))
    dear = [
        replace(one, differences={"bert": replace(one.differences["bert"], cost=seen(1.0), before=seen(2.2))})
        for one in found.horizons
    ]
    said = programme(replace(found, horizons=dear), found.returns[0])
    assert "it costs 500 thousand EUR a year more and brings 1,100 thousand EUR a year (1,095 to 1,105)" in said
    assert "million" not in said
    assert "brings 50 thousand EUR a year" in programme(found, found.returns[0])


def alone(found: Comparison, three: float, ten: float) -> str:
    """Its decision, where the best of four accounts alone was tried besides."""
    views = [Alone(3.0, seen(three), seen(0.0)), Alone(10.0, seen(ten), seen(0.0))]
    one = OneAccount("Giant", "bert for Giant, else anna", "anna", 4, 300, views)
    decided = with_decision(replace(found, one_account=one)).decision
    assert decided is not None
    assert decided.instead in {"", one.policy}
    assert decided.sentence.startswith('Over three years, choose "bert for Giant, else anna"') == bool(decided.instead)
    return decided.sentence


def test_the_first_sentence_is_about_the_best_that_was_tried() -> None:
    open_ = judged(seen(0.0, 0.2), later=seen(0.7))
    said = alone(open_, 0.3, 0.5)
    assert 'choose "bert for Giant, else anna" in place of anna: it earns 0.30 money a year more (0.29 to 0.31)' in said
    assert (
        "with the best of the 4 largest accounts, chosen in runs apart. Over ten years it earns 0.50 money a year more"
        in said
    )
    assert "and bert with all accounts earns more: 0.70 money a year more (0.69 to 0.71)." in said
    assert "Between bert and anna with all accounts: 2,000 runs cannot tell" in said
    assert "earns more: " not in alone(open_, 0.3, 0.9)
    assert "Between bert and anna with all accounts: over three years, anna is the better choice" in alone(
        judged(seen(-0.3)), 0.2, 0.2
    )
    assert "choose bert in place of anna" in alone(judged(seen(0.3)), 0.5, 0.5)


@pytest.mark.parametrize(("compared", "one"), [(0.3, 0.3), (0.3, 0.315), (0.0, 0.005), (-0.3, 0.0), (-0.3, -0.1)])
def test_no_account_alone_is_chosen_that_does_not_clearly_lead(compared: float, one: float) -> None:
    assert 'choose "bert for' not in alone(judged(seen(compared)), one, 0.9)


@pytest.mark.parametrize("opening", [0.3, 0.0])
def test_an_arm_that_earns_more_over_ten_years_or_over_one_is_told_of(opening: float) -> None:
    """With a third arm, cleo, that lies behind bert over the three years that are decided by."""
    reach = 0.01 if opening else 0.2
    two = judged(seen(opening, reach), later=seen(0.5))

    def decided(one: Estimate, three: Estimate, ten: Estimate) -> str:
        views = [replace(two.horizons[0], years=1.0), *two.horizons]
        horizons = [
            replace(view, arms=view.arms | {"cleo": view.arms["bert"]},
                    differences=view.differences | {"cleo": replace(view.differences["bert"], profit=gained)})
            for view, gained in zip(views, (one, three, ten), strict=True)
        ]  # fmt: skip
        arms, (difference,) = [*two.arms, replace(two.arms[1], name="cleo", policy="cleo")], two.differences
        differences = [difference, replace(difference, arm="cleo")]
        returns = [*two.returns, replace(two.returns[0], arm="cleo")]
        found = replace(two, arms=arms, differences=differences, horizons=horizons, returns=returns)
        return with_decision(found).decision.sentence  # type: ignore[union-attr]  # there is one

    behind = seen(opening - 0.05, 0.01)
    ten = "cleo earns most: 0.70 money a year more (0.69 to 0.71) than anna."
    assert ten in decided(seen(-1.0), behind, seen(0.7))
    assert "earns most" not in decided(seen(-1.0), behind, seen(0.515))
    assert f"Over one year {ten}" in decided(seen(0.7), behind, seen(0.1))


def test_what_cannot_be_told_names_the_money() -> None:
    found = replace(judged(seen(0.0, 0.2)), money=Money("EUR", 1e6))
    assert "(-0.200 to 0.200 million EUR a year)" in with_decision(found).decision.sentence  # type: ignore[union-attr]


def test_more_money_is_recommended_and_less_is_not_though_it_survives_longer() -> None:
    better, worse = judged(seen(0.3)), judged(seen(-0.3), survival=0.1)
    assert better.decision is not None
    assert better.decision.verdict == "recommended"
    assert "choose bert in place of anna: it earns 0.30 money a year more (0.29 to 0.31)" in better.decision.sentence
    assert worse.decision is not None
    assert worse.decision.verdict == "not recommended"
    assert "Over three years, anna is the better choice: bert earns 0.30 money a year less" in worse.decision.sentence
    assert "Giant is kept for three years in" in worse.decision.sentence
    assert "and for ten years in" in worse.decision.sentence
    assert "It is earned back in year 2." in worse.decision.sentence


def test_an_order_that_turns_is_said() -> None:
    found = judged(seen(-0.3), later=seen(0.5)).decision
    assert found is not None
    assert "Over ten years it is the other way round: bert earns 0.50 money a year more" in found.sentence


def test_what_cannot_be_told_is_said_with_the_runs_that_would() -> None:
    found = judged(seen(0.0, 0.2)).decision
    assert found is not None
    assert found.verdict == "cannot tell"
    assert re.search(r"2,000 runs cannot tell whether bert .*; about [\d,]+ runs would tell", found.sentence)
    alike = judged(Estimate(0.0, 0.0, 0.0, runs=2_000, same=True)).decision
    assert alike is not None
    assert alike.verdict == "no difference"


def test_under_which_policy_cash_runs_out_more_often_is_said_where_no_account_is_left_to_name_them_with() -> None:
    found = judged(seen(0.3))
    gone = [
        replace(
            one,
            arms={name: replace(side, survival={ALL: seen(0.0)}) for name, side in one.arms.items()},
            differences={"bert": replace(one.differences["bert"], cash_out=seen(0.302))},
        )
        for one in found.horizons
    ]
    said = kept_and_solvent(replace(found, horizons=gone), "bert", ALL)
    assert said.startswith("Cash runs out within ten years in 30.2 more of 100 runs (")
    assert said.endswith(") with bert than with anna.")
    kept = kept_and_solvent(replace(found, horizons=[replace(gone[-1], arms=found.horizons[-1].arms)]), "bert", ALL)
    assert "cash runs out" in kept
    assert "than with anna" not in kept


def test_nobody_chooses_between_policies_of_a_business_that_fails() -> None:
    found = judged(seen(0.3), cash_out=0.97).decision
    assert found is not None
    assert found.verdict == "business fails"
    assert found.sentence.startswith("Cash runs out within three years in 97 of 100 runs under each")


@pytest.mark.parametrize(
    ("more", "reach", "said"),
    [
        (
            0.4,
            0.01,
            "in 55 to 95 of 100 runs under each of these, least often with anna: choose by that, if at all.",
        ),
        (0.05, 0.01, "nobody should choose between them"),
        (0.4, 0.5, "nobody should choose between them"),
    ],
)
def test_where_one_fails_far_more_often_that_is_what_to_choose_by(more: float, reach: float, said: str) -> None:
    found = judged(seen(-0.3), cash_out=0.55)

    def riskier(horizon: Horizon) -> Horizon:
        arms = {**horizon.arms, "bert": replace(horizon.arms["bert"], cash_out=seen(0.55 + more))}
        change = {"bert": replace(horizon.differences["bert"], cash_out=seen(more, reach))}
        return replace(horizon, arms=arms, differences=change)

    decided = with_decision(replace(found, horizons=[riskier(one) for one in found.horizons])).decision
    assert decided is not None
    assert decided.verdict == "business fails"
    assert said in decided.sentence


@pytest.mark.parametrize(("less", "years"), [(0.5, []), (1.5, [10]), (4.0, [3, 10])])
def test_a_decision_says_where_the_better_one_loses_money_too(less: float, years: list[int]) -> None:
    """One earns 1 a year, the other 0.7 over three years and 1 over ten, before what is lost."""
    found = judged(seen(-0.3), later=seen(0.0, 0.5))

    def lower(horizon: Horizon) -> Horizon:
        size = less if horizon.years > 3.0 or less > 2.0 else 0.0
        arms = {name: replace(view, profit=seen(view.profit.mean - size)) for name, view in horizon.arms.items()}
        return replace(horizon, arms=arms)

    decided = with_decision(replace(found, horizons=[lower(one) for one in found.horizons])).decision
    assert decided is not None
    words = {3: "over three years (anna least: ", 10: "over ten years (anna least: "}
    assert ("each of these loses money" in decided.sentence) == bool(years)
    assert [year for year, said in words.items() if said in decided.sentence] == years
    assert ("with a loss in 10 of 100 runs" in decided.sentence) == bool(years)


def test_a_business_that_fails_is_told_from_the_runs() -> None:
    arms = [Arm.of("base", policy, {"vendor.cash": 0.0, "vendor.fixed_cost": 5.0}, rounds=12) for policy in
            ("accommodating", "strategic")]  # fmt: skip
    found = compare(arms, 20)
    assert found.decision is not None
    assert found.decision.verdict == "business fails"


def test_the_same_policy_by_another_name_leaves_nothing_to_decide() -> None:
    arms = [Arm.of("base", policy, rounds=8) for policy in ("accommodating", "transactional")]
    found = compare(arms, 20).decision
    assert found is not None
    assert found.verdict == "same policy"


@given(st.floats(-1.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_verdict_goes_the_way_of_its_interval(mean: float, reach: float, cash_out: float) -> None:
    gain = seen(mean, reach)
    comparison = judged(gain, cash_out=cash_out)
    found = comparison.decision
    assert found is not None
    assert "nan" not in found.sentence
    if cash_out > MOST_FAIL:
        assert found.verdict == "business fails"
        return
    if too_small(comparison, gain):  # whatever the runs show of it
        assert found.verdict == "no difference"
        return
    expected = {1: {"recommended"}, -1: {"not recommended"}, 0: {"cannot tell", "no difference"}}
    assert found.verdict in expected[way(gain)]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((1, 1, 1), "It earns more from the first year on."),
        ((None, None, None), "It is not earned back within three years."),
        ((2, 2, None), "Whether it is earned back within three years these runs cannot tell."),
        ((2, 2, 2), "It is earned back in year 2."),
        ((2, 1, 3), "It is earned back in year 2 (95% interval: year 1 to year 3)."),
    ],
)
def test_when_a_programme_is_earned_back(years: tuple[int | None, int | None, int | None], said: str) -> None:
    assert back(Return("bert", "anna", [seen(1.0)] * 3, *years)) == said


def test_a_lead_says_at_which_rate_it_is_gone_and_that_nothing_is_discounted() -> None:
    gained = [seen(-1.0), seen(1.0)]
    rate = Estimate(0.14, 0.11, 0.18, runs=50)
    one = Return("bert", "anna", gained, 2, 2, 2, rate=rate)
    words = "Nothing here is discounted: at a rate of 14% a year (11% to 18%) the lead over two years is gone."
    assert discounting(one) == words
    assert "(11% or more)" in discounting(replace(one, rate=replace(rate, high=inf)))
    assert not discounting(replace(one, gained=[seen(1.0), seen(-1.0)]))  # a rate at which a loss is gone helps nobody
    assert discounting(replace(one, rate=None)) == ""


@pytest.mark.parametrize(("won", "said"), [(0.01, True), (5.0, False)])
def test_accounts_that_are_hardly_replaced_are_told_where_the_lead_rests_on_them(*, won: float, said: bool) -> None:
    found = judged(seen(-0.3), survival=0.1, later=seen(0.5))
    arms = [replace(arm, outcomes={**arm.outcomes, "wins": seen(won)}) for arm in found.arms]
    words = hardly_replaced(replace(found, arms=arms), "bert")
    assert ("what is lost is hardly replaced here" in words) == said
    assert hardly_replaced(replace(judged(seen(-0.3), survival=0.1), arms=arms), "bert") == ""


@pytest.mark.parametrize(("chance", "said"), [(0.2, True), (0.01, False)])
def test_what_profit_counts_after_ruin_is_said_where_it_matters(*, chance: float, said: bool) -> None:
    found = judged(seen(0.3), cash_out=chance).decision
    assert found is not None
    assert ("profit counts as nothing from then on, and owners pay nothing in" in found.sentence) == said


def test_a_business_is_told_in_years() -> None:
    arms = [Arm.of("over-a-barrel", policy, rounds=12) for policy in ("accommodating", "strategic")]
    found = with_words(replace(compare(arms, 20), money=Money("euros", 1.0)))
    assert "round" not in " ".join(found.sentences())
    assert "for three years" in found.answer


def test_amounts_are_in_the_currency_of_the_business() -> None:
    found = with_words(replace(judged(seen(0.3)), money=Money("euros", 375_000.0)))
    assert found.decision is not None
    assert "112 thousand euros a year more" in found.decision.sentence

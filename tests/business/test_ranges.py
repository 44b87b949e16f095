"""Facts of a business that are ranges: what is stated is met in each run, and one money is the same in all runs."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from equipoise.experiments.changed import Along, OneChanged, arms_at
from equipoise.sim import arm as arm_module
from equipoise.sim.arm import Arm
from equipoise.sim.business.drawn import Market
from equipoise.sim.business.played import in_engine_units, played_with, solved
from equipoise.sim.business.rest import AtRest
from equipoise.sim.business.understanding import understood
from equipoise.sim.faults import SettingError
from equipoise.sim.files import with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.recalled import Recalled
from equipoise.sim.runner import in_blocks
from equipoise.sim.scenario import Scenario
from tests.business.test_translation import supplier

FACTS = {"business.overhead": 3.1e6, "accounts.Giant.customer_years": 6.0, "accounts.Giant.support_cost": 3e5}
VARYING = {
    "business.overhead": "2.9e6..3.3e6",
    "business.revenue": [11.6e6, 12.4e6],
    "accounts.Giant.bound": "0.2..0.6",
}
ROUNDS = 6


APART = {
    "accounts.Giant.cost_to_replace": "300000..1200000..3500000",
    "accounts.Giant.support_cost": [1e5, 4e5],
    "business.overhead": [2.6e6, 3.6e6],
}
"""Ranges so wide that a market at rest at their middle is none at their ends."""


def played(values: dict[str, float]) -> Scenario:
    (one,) = played_with(with_settings(supplier(), VARYING), [values])
    return one


def test_a_fact_without_width_is_the_number() -> None:
    wide = with_settings(supplier(), {key: [value, value] for key, value in FACTS.items()})
    assert wide.varies
    first, other = (
        play_chunk(Arm.of(one, "strategic", rounds=ROUNDS), range(4), panel=True) for one in (supplier(), wide)
    )
    for name in ("runs", "named", "panel", "vendor"):
        assert getattr(first, name).tobytes() == getattr(other, name).tobytes()


def test_the_middle_is_what_is_stated() -> None:
    middle: dict[str, Any] = {"business.overhead": 3.1e6, "business.revenue": 12e6, "accounts.Giant.bound": 0.4}
    assert played(middle) == in_engine_units(supplier())
    varying = with_settings(supplier(), VARYING)
    usual = understood(supplier())
    assert usual is not None
    assert understood(varying) == usual._replace(ranges=True)  # and that it is the middle is said
    assert in_engine_units(varying).ranges == []


def stated_as(key: str, value: float) -> AtRest:
    return solved(with_settings(supplier(), {key: value})).at_rest


def test_overhead_is_drawn_in_the_money_of_the_middle() -> None:
    """What is left of it once accounts are served and won, which costs a little less where more of it is fixed."""
    usual, more = (
        4.0 * (one.parameters.vendor.fixed_cost + 8.0 * one.parameters.vendor.overhead_rate)
        for one in (in_engine_units(supplier()), played({"business.overhead": 3.3e6}))
    )
    there = (stated_as("business.overhead", value) for value in (3.1e6, 3.3e6))
    before, after = (4.0 * one.rest.served + one.year.winning for one in there)
    assert more + after - usual - before == pytest.approx(32.0 * 0.2 / 12.0, rel=1e-6)
    assert after == pytest.approx(before, rel=0.001)


def test_revenue_is_drawn_in_the_money_of_the_middle() -> None:
    usual, larger = in_engine_units(supplier()), played({"business.revenue": 12.4e6})
    bought = [stated_as("business.revenue", value).rest.bought for value in (12e6, 12.4e6)]
    for k, grown in enumerate((1.0, 1.0, 1.0 / 0.6)):  # the small ones have all of what is more
        ratio = larger.accounts[k].size / usual.accounts[k].size
        assert ratio * bought[1][k] / bought[0][k] == pytest.approx(grown, rel=1e-6)
    assert larger.parameters.vendor.cash == usual.parameters.vendor.cash


@pytest.mark.parametrize("key", APART)
def test_a_value_of_a_range_is_played_as_the_number_is(key: str) -> None:
    varying = with_settings(supplier(), {key: APART[key]})
    low, high = varying.varying[0].ends
    for value in (low, low + 0.3 * (high - low), high):
        (drawn,), number = (
            played_with(varying, [{key: value}]),
            in_engine_units(with_settings(supplier(), {key: value})),
        )
        assert drawn.parameters.vendor.fixed_cost == pytest.approx(number.parameters.vendor.fixed_cost, rel=0.005)
        for one, other in zip(drawn.accounts, number.accounts, strict=True):
            assert (one.price, one.support, one.commitment) == pytest.approx(
                (other.price, other.support, other.commitment), abs=0.003
            )
            assert one.quote_mean == pytest.approx(other.quote_mean, abs=0.005)


def test_several_ranges_at_once_are_played_as_their_numbers_are() -> None:
    varying = with_settings(supplier(), APART)
    for replication in range(4):
        values = varying.drawn(7, replication)
        (drawn,), number = played_with(varying, [values]), in_engine_units(with_settings(supplier(), values))
        for one, other in zip(drawn.accounts, number.accounts, strict=True):
            assert one.quote_mean == pytest.approx(other.quote_mean, abs=0.05)  # moves the price by less than 1%


def test_the_first_year_is_the_stated_one_in_every_run() -> None:
    """Within 1% of revenue over the runs, and the mean price of an account at either end of a range within 1%."""
    varying = with_settings(supplier(), APART)
    staying = play_chunk(Arm.of(varying, rounds=4), range(400))
    here = ((staying.named["cause"] == 0.0) & (staying.named["away"] == 0.0)).all(axis=1)
    named, runs = staying.named[here], staying.runs[here]
    overhead = (
        runs["fixed_cost_due"]
        + runs["winning_cost"]
        + named["cost_to_serve"].sum(axis=1)
        + named["granted"].sum(axis=1)
    )
    stated = 32.0 * staying.drawn[here, varying.drawn_keys.index("business.overhead")] / 12e6
    assert float(np.mean(named["revenue"].sum(axis=1))) == pytest.approx(32.0, rel=0.01)
    assert float(np.mean(overhead - stated)) == pytest.approx(0.0, abs=0.01 * 32.0)
    cost = staying.drawn[here, varying.drawn_keys.index("accounts.Giant.cost_to_replace")]
    price = named["revenue"][:, 0] / named["units"][:, 0]
    ends = [float(np.mean(price[where])) for where in (cost < np.quantile(cost, 0.25), cost > np.quantile(cost, 0.75))]
    assert ends[0] == pytest.approx(ends[1], rel=0.01)


@pytest.mark.parametrize("other", ["business.payout", "accounts.Giant.contract_years"])
def test_ranges_are_drawn_where_another_number_is_put_to_its_end(other: str) -> None:
    varying = with_settings(supplier(), APART)
    usual, (moved,) = Arm.of(varying, rounds=ROUNDS), OneChanged()([Arm.of(varying, rounds=ROUNDS)], {other: 0.5})
    first, second = (play_chunk(arm, range(8)) for arm in (usual, moved))
    assert first.drawn.tobytes() == second.drawn.tobytes()
    assert len(np.unique(second.drawn[:, 0])) == 8
    values = varying.drawn(7, 3)
    (drawn,), number = moved.played_with([values]), in_engine_units(with_settings(supplier(), {**values, other: 0.5}))
    assert drawn.parameters.vendor.payout == number.parameters.vendor.payout
    for one, there in zip(drawn.accounts, number.accounts, strict=True):
        assert (one.price, one.term, one.unique) == pytest.approx((there.price, there.term, there.unique))
        assert one.quote_mean == pytest.approx(there.quote_mean, abs=0.05)  # moves the price by less than 1%


def test_arms_along_a_number_are_those_of_its_setting() -> None:
    """Closely and at ends of quarters to the last bit; elsewhere with a market that is solved at the number itself."""
    varying, key = with_settings(supplier(), {"accounts.Giant.support_cost": [1e5, 4e5]}), "business.payout"
    arms = [Arm.of(varying, name, rounds=ROUNDS) for name in ("accommodating", "strategic")]
    along = Along(key, 0.2, 1.0, whole=False)
    closely = Along(key, 0.2, 1.0, whole=False, closely=True)
    for value, change in ((0.2, along), (0.33, closely)):
        for arm, other in zip(change(arms, {key: value}), arms_at(arms, {key: value}), strict=True):
            first, second = (play_chunk(one, range(6)) for one in (arm, other))
            for name in ("runs", "named", "vendor", "drawn"):
                assert getattr(first, name).tobytes() == getattr(second, name).tobytes(), name
    (arm, _), values = along(arms, {key: 0.33}), varying.drawn(7, 3)
    (drawn,), number = arm.played_with([values]), in_engine_units(with_settings(supplier(), {**values, key: 0.33}))
    for one, there in zip(drawn.accounts, number.accounts, strict=True):
        assert one.quote_mean == pytest.approx(there.quote_mean, abs=0.05)  # moves the price by less than 1%


def test_a_fact_without_width_is_the_number_where_another_is_put_to_its_end() -> None:
    wide = with_settings(supplier(), {key: [value, value] for key, value in FACTS.items()})
    arms = (Arm.of(one, rounds=ROUNDS) for one in (supplier(), wide))
    first, other = (play_chunk(OneChanged()([arm], {"business.payout": 0.5})[0], range(4)) for arm in arms)
    for name in ("runs", "named", "vendor"):
        assert getattr(first, name).tobytes() == getattr(other, name).tobytes()


def test_what_is_bound_is_drawn() -> None:
    usual, bound = in_engine_units(supplier()).accounts, played({"accounts.Giant.bound": 0.6}).accounts
    assert (usual[0].commitment, bound[0].commitment) == (0.4, 0.6)


def test_runs_are_played_and_kept_with_what_was_drawn() -> None:
    arm = Arm.of(with_settings(supplier(), VARYING), "strategic", rounds=ROUNDS)
    chunk = play_chunk(arm, range(6), panel=True)
    for replication in (0, 4):
        values = arm.scenario.drawn(arm.seed, replication)
        assert dict(zip(arm.scenario.drawn_keys, chunk.drawn[replication], strict=True)) == values
        assert chunk.panel["base_volume"][replication, 0, 0] == arm.played_in(replication).accounts[0].size
    assert len({*chunk.vendor["fixed_cost"][:, 0].tolist()}) == 6


def test_levers_are_no_ranges() -> None:
    with pytest.raises(SettingError, match=r"a lever is what is decided, and cannot be a range"):
        with_settings(supplier(), {"accounts.Giant.policy.focus": [0.1, 0.2]})


def test_what_is_drawn_is_laid_out_once_for_all_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in threads, with few pieces kept; and what one policy plays leaves nothing behind for the next."""
    scenario = with_settings(supplier(), {"business.gross_margin": "0.3..0.4"})
    arms = [Arm.of(scenario, policy, rounds=8) for policy in ("accommodating", "strategic", "accommodating")]
    alone = [play_chunk(arm, range(70)).runs.tobytes() for arm in arms[:2]]
    laid_out, drawn = Market.with_drawn, Counter[int]()

    def counted(self: Market, there: Scenario, values: Any) -> Scenario:
        drawn[len(drawn)] += 1
        return laid_out(self, there, values)

    monkeypatch.setattr(Market, "with_drawn", counted)
    monkeypatch.setattr(arm_module, "_begun", Recalled(3))
    fresh = [replace(arm, seed=5) for arm in arms]
    pieces = [*in_blocks(lambda chunk: chunk.runs.tobytes(), fresh, range(400), threads=2)]
    assert len(drawn) == 400
    first, _, third = ([b"".join(made[k]) for made in pieces] for k in range(3))
    assert first == third
    assert [play_chunk(arm, range(70)).runs.tobytes() for arm in arms[:2]] == alone

"""Books of whole runs: money is conserved, what is spent is charged, and every share stays a share."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.arm import Arm
from equipoise.sim.decisions import Stage
from equipoise.sim.kernel import play_chunk
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause, World
from equipoise.sim.whose import side_by_side
from tests.strategies import policies, scenarios
from tests.worlds import Played, begun

ROUNDS = 8
BEFORE_TRADE = {Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND}
SHARES = ("channel", "breadth", "belief", "lock_in", "commitment", "bought", "orientation", "orientation_seen", "score")


BROKEN = {"breakdowns": "open", "collapse": 0.5, "term": 1}


def lives() -> st.SearchStrategy[Scenario]:
    """Scenarios of any kind, and as many with accounts that are often away."""
    return st.one_of(scenarios(), scenarios(bargaining=BROKEN, portfolio={"exit_hazard": 0.0}))


def near(value: float, *parts: float) -> Any:
    """Approximately a sum, within the rounding of its largest part."""
    return pytest.approx(value, abs=1e-9 * max(1e-300, *map(abs, (value, *parts))))


def rounds_of(scenario: Scenario, vendor: Policy) -> Any:
    played = begun(scenario, vendor, rounds=ROUNDS)
    for t in range(ROUNDS):
        played.play(t, *Stage)
        yield t, played


def active(world: World) -> list[int]:
    return [i for i, rel in enumerate(world.rows) if rel.active > 0.0]


@given(lives(), policies())
def test_every_entry_follows_from_the_contract_and_what_was_bought(scenario: Scenario, vendor: Policy) -> None:
    for _, (world, _) in rounds_of(scenario, vendor):
        p = world.params[0]
        for i in active(world):
            rel = world.rows[i]
            traits = world.accounts[i]
            traded = rel.cause not in BEFORE_TRADE
            units = rel.bought * traits.volume
            fixed = traded * (traits.volume * rel.rigidity * rel.commitment**2 / 4.0 + p.selling_cost)
            assert rel.bought == 0.0 or traded
            assert rel.account_spend == rel.revenue == near(units * rel.price)
            assert rel.gross == near(rel.revenue - units * rel.unit_cost, rel.revenue)
            assert rel.cost_to_serve == near(units * rel.support + fixed + rel.relationship_cost)
            assert rel.contribution == near(rel.gross - rel.cost_to_serve - rel.granted, rel.gross, rel.cost_to_serve)
            assert rel.granted <= rel.asked * (1.0 + 1e-12)
            assert rel.free_support >= rel.granted


@given(lives(), policies())
def test_price_and_grants_only_move_money_between_the_two(scenario: Scenario, vendor: Policy) -> None:
    """What both gain together is what the trade creates, whatever the price and whatever was given away."""
    for _, (world, _) in rounds_of(scenario, vendor):
        p = world.params[0]
        for i in active(world):
            rel = world.rows[i]
            traits, alternative = world.accounts[i], rel.alternative
            traded = rel.cause not in BEFORE_TRADE
            units = rel.bought * traits.volume
            worth = traits.support_worth * rel.support - p.support_curvature * rel.support**2 / 2.0
            created = units * (worth + rel.unique + alternative - rel.unit_cost - rel.support)
            rival = rel.rival_match if rel.away > 0.0 else 0.0
            saved = traded * (traits.volume - units) * (alternative - rel.quote + rival)
            bound = traded * 2.0 * traits.volume * rel.rigidity * rel.commitment**2 / 4.0
            spent = traded * p.selling_cost + rel.relationship_cost + rel.account_effort
            parts = (created, saved, bound, spent, rel.revenue, rel.granted, units * worth, units * rel.support)
            assert rel.contribution + rel.account_surplus == near(created + saved - bound - spent, *parts)


@given(lives(), policies())
def test_the_vendor_s_revenue_is_the_accounts_spend(scenario: Scenario, vendor: Policy) -> None:
    for _, (world, _) in rounds_of(scenario, vendor):
        v, rows = world.vendor[0], world.rows[active(world)]
        largest = float(np.abs(rows.revenue).max(initial=0.0))
        assert v.revenue == near(rows.account_spend.sum(), largest)
        assert v.contribution == near(rows.contribution.sum(), float(np.abs(rows.contribution).max(initial=0.0)))
        assert v.segment_revenue == near(rows.revenue[world.accounts[active(world)].segment > 0.0].sum(), largest)
        if v.revenue > 0.0 and rows.revenue.min() >= 0.0:
            shares = rows.revenue / rows.revenue.sum()
            assert rows.revenue_share == pytest.approx(shares)
            assert v.concentration == pytest.approx((shares**2).sum())


def check_cash(played: Played, before: float) -> None:
    v = played.world.vendor[0]
    flows = (v.contribution, -v.fixed_cost, -v.winning_cost, -v.paid_out)
    assert v.cash == near(before + sum(flows), before, *flows)
    assert v.paid_out >= 0.0
    assert v.insolvent == 0.0 or not np.any((played.world.rows.active > 0.0) & (played.world.rows.cause == 0.0))


@given(lives(), policies())
def test_cash_is_what_came_in_less_what_went_out(scenario: Scenario, vendor: Policy) -> None:
    cash = scenario.parameters.vendor.cash
    for _, played in rounds_of(scenario, vendor):
        check_cash(played, cash)
        cash = float(played.world.vendor[0].cash)


@given(lives(), policies(), st.integers(0, 2**32))
def test_cash_over_a_compiled_run(scenario: Scenario, vendor: Policy, seed: int) -> None:
    chunk = play_chunk(Arm(scenario, vendor, seed, 12), range(3))
    for run in chunk.runs:
        flows = [run[name] for name in ("contribution", "fixed_cost_due", "winning_cost", "paid_out")]
        expected = scenario.parameters.vendor.cash + flows[0] - sum(flows[1:])
        assert run["cash"] == near(expected, scenario.parameters.vendor.cash, *flows)


@given(lives(), policies())
def test_a_round_away_costs_the_selling_and_nothing_else(scenario: Scenario, vendor: Policy) -> None:
    """The account buys at the best quote, with the fit of the rival that it tries; the end of it all costs nothing."""
    for _, (world, _) in rounds_of(scenario, vendor):
        p = world.params[0]
        for i in active(world):
            rel, volume = world.rows[i], world.accounts[i].volume
            if rel.away <= 1.0:
                continue
            over = rel.cause in BEFORE_TRADE
            assert rel.bought == rel.revenue == rel.gross == rel.assets == rel.granted == rel.free_support == 0.0
            assert -rel.contribution == rel.cost_to_serve == (0.0 if over else p.selling_cost)
            saved = 0.0 if over else volume * (rel.alternative - rel.quote + rel.rival_match)
            assert rel.account_surplus == near(saved, volume * rel.alternative, volume * rel.quote)


SUMMED = (
    *("revenue", "gross", "contribution", "cost_to_serve", "relationship_cost", "asked", "granted", "free_support"),
    *("account_surplus", "account_effort", "fixed_cost", "assets", "waste"),
)


@given(lives(), policies(), st.integers(0, 2**32))
def test_runs_records_and_rows_add_up_with_rounds_away(scenario: Scenario, vendor: Policy, seed: int) -> None:
    chunk = play_chunk(Arm(scenario, vendor, seed, 12), range(2), relationships=True, panel=True)
    for k, run in enumerate(chunk.runs):
        rows = chunk.panel[k][chunk.panel[k]["active"] > 0.0]
        records = chunk.records[chunk.records["replication"] == k]
        of_rows = {name: rows[name] for name in SUMMED} | {
            "units": rows["bought"] * rows["volume"],
            "wallet": rows["volume"],
            "elsewhere": (1.0 - rows["bought"]) * rows["volume"],
            "away": rows["away"] > 0.0,
            "breakdowns": rows["away"] == 1.0,
            "returns": rows["returned"],
        }
        for name, each in of_rows.items():
            size = float(np.abs(each).sum())
            assert run[name] == pytest.approx(records[name].sum(), abs=1e-9 * max(size, 1e-300)), name
            assert run[name] == pytest.approx(each.sum(), abs=1e-9 * max(size, 1e-300)), name
        assert run["served"] == len(rows) == records["rounds"].sum()
        ours = chunk.vendor[k]["contribution"]
        assert run["contribution"] == pytest.approx(ours.sum(), abs=1e-9 * max(float(np.abs(ours).sum()), 1e-300))


@given(lives(), policies())
def test_shares_and_levels_stay_in_their_range(scenario: Scenario, vendor: Policy) -> None:
    for _, (world, _) in rounds_of(scenario, vendor):
        rows = side_by_side(world)[active(world)]
        for name in SHARES:
            assert np.all((rows[name] >= 0.0) & (rows[name] <= 1.0 + 1e-12)), name
        for name in ("dependence_vendor", "dependence_account"):
            assert np.all((rows[name] >= 0.0) & (rows[name] < 1.0)), name
        for name in ("level", "level_seen"):
            assert np.all((rows[name] >= 1.0) & (rows[name] <= 5.0)), name
        assert np.all(rows.level_seen >= rows.level)
        assert np.all(rows.support >= 0.0)
        assert np.all(rows.externality >= -1e-12 * (1.0 + world.vendor[0].win_worth * len(world.rows)))
        assert np.all((world.segments.knowledge >= 0.0) & (world.segments.knowledge <= 1.0))
        assert 0.0 <= world.vendor[0].credibility <= 1.0


@given(lives(), policies())
def test_every_number_is_finite(scenario: Scenario, vendor: Policy) -> None:
    for _, (world, _) in rounds_of(scenario, vendor):
        for table in (world.vendor, world.accounts, world.rows, world.segments):
            for name in table.dtype.names:
                assert np.all(np.isfinite(table[name])), name

"""Breakdowns that either side may mend: who comes back, what a round away costs, and that collapses never help."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise import AccountAgent, RelationshipModel, VendorAgent
from equipoise.sim import moves
from equipoise.sim.arm import Arm
from equipoise.sim.decisions import Stage
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.luck import Purpose
from equipoise.sim.moves import Terms
from equipoise.sim.phases.renewal import conclude
from equipoise.sim.phases.returning import approach
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.schedule import decides
from equipoise.sim.state import Cause
from tests.strategies import draws, log_uniform, shares
from tests.worlds import at_the_table, one_account, policy

OPEN = {"bargaining.breakdowns": "open", "bargaining.collapse": 0.1, "portfolio.exit_hazard": 0.0}
RUNS = 100


def played(rounds: int = 24, **settings: float) -> Chunk:
    return play_chunk(Arm.of("base", "accommodating", OPEN | settings, seed=3, rounds=rounds), range(RUNS), panel=True)


def test_an_account_that_is_away_buys_elsewhere_and_costs_the_selling() -> None:
    chunk = played()
    away = chunk.panel[(chunk.panel["active"] > 0) & (chunk.panel["away"] > 0)]
    assert len(away) > 500
    later = away[away["away"] > 1]  # in the round of the breakdown it may have been invested in
    assert not later["revenue"].any()
    assert not later["commitment"].any()
    ends = later["cause"] > 0
    assert not later["contribution"][ends].any()
    assert later["contribution"][~ends] == pytest.approx(-0.02)


def test_while_it_is_away_no_contract_wastes_or_splits_anything_and_the_two_learn_nothing_of_their_fit() -> None:
    panel = played().panel
    away = (panel["active"] > 0) & (panel["away"] > 0)
    assert not panel["waste"][away].any()
    assert not panel["vendor_share"][away].any()
    run, t, slot = np.nonzero(away & (panel["cause"] == 0))
    run, t, slot = (where[t < panel.shape[1] - 1] for where in (run, t, slot))
    assert (panel["together"][run, t + 1, slot] == panel["together"][run, t, slot]).all()
    held = panel[panel["active"] > 0]
    assert (held["together"] <= held["tenure"]).all()
    assert (held["together"] < held["tenure"]).any()
    never = panel["active"] * (np.maximum.accumulate(panel["away"], axis=1) == 0.0) > 0.0
    assert (panel["together"] == panel["tenure"])[never].all()


def test_each_breakdown_ends_in_a_return_or_in_the_end_for_its_cause() -> None:
    runs = played(rounds=80).runs
    ended = runs["ended"][:, Cause.COLLAPSE] + runs["ended"][:, Cause.REFUSED_DEMAND]
    still_away = runs["breakdowns"] - runs["returns"] - ended
    assert np.all(still_away >= 0.0)
    assert still_away.sum() < 0.05 * runs["breakdowns"].sum()
    assert 0.4 < runs["returns"].sum() / runs["breakdowns"].sum() < 0.95


def test_final_breakdowns_end_at_once() -> None:
    runs = played(**{"bargaining.breakdowns": "final"}).runs
    assert runs["ended"][:, Cause.COLLAPSE].sum() > 0
    assert not runs["away"].any()
    assert not runs["breakdowns"].any()


def test_more_collapses_never_make_relationships_last_longer() -> None:
    """Paired by their luck; a fall shows as the chance rises eightfold, and no rise beyond three standard errors."""
    retained = []
    for collapse in (0.014, 0.03, 0.06, 0.12):
        runs = played(rounds=40, **{"bargaining.collapse": collapse}).runs
        retained.append(runs["years_retained"] / runs["years_at_risk"])
    for less, more in pairwise(retained):
        change = more - less
        assert change.mean() < 3.0 * change.std() / RUNS**0.5
    fall = retained[0] - retained[-1]
    assert fall.mean() > 3.0 * fall.std() / RUNS**0.5


@given(log_uniform(0.01, 10.0), shares(), shares(), shares(), shares())
def test_an_account_comes_back_to_the_vendor_that_is_worth_more_to_it_than_the_rival(
    volume: float, unique: float, rival: float, before: float, now: float
) -> None:
    world = at_the_table(one_account(), policy()).world
    p, rel = world.params[0], world.rows[0]
    world.accounts[0].volume = volume
    rel.unique, rel.rival_match, rel.externality_believed = unique, rival, 0.0
    rel.lock_in_before, rel.lock_in = max(before, now), now
    gain = p.horizon * (unique - rival)
    back = p.return_cost + p.switching_cost * (max(before, now) - now)
    if abs(gain - back) > 1e-9:
        assert moves.come_back(world, 0) == (gain > back)


def around(chance: float) -> st.SearchStrategy[float]:
    """Draws on either side of a chance, as near to it as a hair."""
    return st.one_of(draws(), st.sampled_from([chance * (1.0 - 1e-9), chance * (1.0 + 1e-9)]))


@given(st.data(), log_uniform(0.01, 10.0), log_uniform(0.01, 10.0), shares())
def test_either_side_takes_talks_up_again_by_its_own_estimate_of_what_it_would_lose(
    data: st.DataObject, pie: float, left: float, needs: float
) -> None:
    """In all with the chance 1 - (1 - D_v)(1 - D_b), D_v by the pie as the vendor sees it."""
    broken_off = at_the_table(one_account(), policy())
    rel, account = broken_off.world.rows[0], max(needs, 1e-6)
    rel.away, rel.pie_vendor, rel.left_vendor, rel.dependence_account = 3.0, pie, left, account
    rel.pie_account, rel.dependence_vendor = 100.0 * pie, 0.0  # what the vendor does not see, or knows better
    vendor = dependence(pie, left)
    ours, theirs = data.draw(around(vendor)), data.draw(around(account))
    broken_off.draw(0.5)
    broken_off.luck.draws[0, [Purpose.REFUSAL, Purpose.DEMAND]] = ours, theirs
    approach(broken_off.world, 0, 0, broken_off.luck)
    assert rel.talks_again == float(ours < vendor or theirs < account)


@pytest.mark.parametrize(("pie", "wanted"), [(0.05, False), (5.0, True)])
def test_a_vendor_takes_back_an_account_that_is_worth_more_than_selling_to_it_costs(pie: float, wanted: bool) -> None:
    world = at_the_table(one_account(), policy()).world
    world.rows.pie_vendor, world.rows.externality = pie, 0.0
    assert moves.take_back(world, 0) == wanted


class Proud(AccountAgent):
    """An account that never comes back."""

    def come_back(self) -> bool:
        return False


class Forgiving(AccountAgent):
    """An account that always does."""

    def come_back(self) -> bool:
        return True


class Welcoming(VendorAgent):
    """A vendor that takes everybody back."""

    def take_back(self, account: AccountAgent) -> bool:
        assert account.row.away > 0.0
        return True


def healed(account: type[AccountAgent], vendor: type[VendorAgent]) -> tuple[int, int]:
    """With these agents: breakdowns that were final, and accounts that came back."""
    model = RelationshipModel(
        Arm.of("base", settings=OPEN | {"market.attention": 0.0, "demands.demand_rate": 0.0}).scenario,
        rounds=24,
        account_class=account,
        vendor_class=vendor,
    )
    final, returned = 0, 0
    while model.running:
        model.step()
        rows = model.world.rows[model.world.rows.active > 0.0]
        final += int(np.sum(rows.cause == Cause.COLLAPSE))
        returned += int(rows.returned.sum())
    return final, returned


def test_two_agents_decide_whether_a_breakdown_heals() -> None:
    final, returned = healed(Proud, VendorAgent)
    assert final > 0
    assert returned == 0
    final, returned = healed(Forgiving, Welcoming)
    assert final == 0
    assert returned > 0


def test_nothing_else_is_decided_about_an_account_that_is_away() -> None:
    unbound = {"bargaining.collapse": 0.9, "bargaining.commitment_cap": 0.0}
    scenario = Arm.of("base", settings=OPEN | unbound).scenario
    model = RelationshipModel(scenario, rounds=8)
    for _ in range(6):
        model.step()
    away = model.world.rows.away > 0.0
    assert away.any()
    for stage in set(Stage) - {Stage.RETURN}:
        assert not any(decides(int(stage), model.world, int(slot)) for slot in np.flatnonzero(away))


BROKEN = OPEN | {"bargaining.collapse": 0.5, "bargaining.term": 2, "communication.reorganisation": 0.2}


def broken(rounds: int = 24, runs: int = 40, policy: str = "strategic", **settings: object) -> Chunk:
    """Runs in which accounts are often away."""
    arm = Arm.of("base", policy, BROKEN | settings, seed=4, rounds=rounds)
    return play_chunk(arm, range(runs), relationships=True, panel=True)


def test_nothing_of_the_contract_and_the_charter_outlives_a_breakdown() -> None:
    panel = broken(**{"accounts.account.reference": 0.5}).panel
    rows = panel[panel["active"] > 0.0]
    assert np.any((rows["charter"] > 0.0) & (rows["away"] == 0.0))
    assert np.any((rows["shown"] > 0.0) & (rows["away"] == 0.0))
    away = rows[rows["away"] > 0.0]
    for name in ("commitment", "charter", "effort", "sponsor", "shown", "surveyed", "bought", "granted"):
        assert not away[name].any(), name
    later = away[away["away"] > 1.0]
    assert np.all(later["exchanges"] == -1.0)
    for name in ("asked", "relationship_cost", "account_effort", "referrals", "fell_back", "returned"):
        assert not later[name].any(), name


def test_an_account_that_is_away_neither_grows_nor_reviews_and_forgets_the_channel() -> None:
    panel = broken().panel
    before, after = panel[:, :-1], panel[:, 1:]
    stays = (before["away"] > 0.0) & (after["away"] > 1.0) & (after["generation"] == before["generation"])
    assert stays.sum() > 100
    for name in ("volume", "price", "support", "project_return", "vendor_invested", "account_invested"):
        assert np.array_equal(after[name][stays], before[name][stays]), name
    for name in ("breadth", "capability", "lock_in"):
        assert np.all(after[name][stays] <= before[name][stays]), name
    new_people = before["reorganised"] == np.arange(before.shape[1])[None, :, None]
    assert np.array_equal(after["misses"][stays], np.where(new_people, 0.0, before["misses"])[stays])


def test_who_comes_back_negotiates_at_once_whatever_reopened_the_contract_meanwhile() -> None:
    panel = broken().panel
    before, after = panel[:, :-1], panel[:, 1:]
    back = after["returned"] > 0.0
    assert np.all(before["away"][back] > 0.0)
    assert np.all(after["exchanges"][back] >= 0.0)
    assert np.any(back & (before["reopened"] > 0.0))
    signs = back & (after["cause"] == 0.0) & (after["away"] == 0.0)
    rounds = np.broadcast_to(np.arange(1, panel.shape[1])[None, :, None], signs.shape)
    assert np.array_equal(after["signed"][signs], rounds[signs])
    assert np.all((after["reopened"][signs] == 0.0) | (after["reorganised"][signs] == rounds[signs]))
    assert not np.any(after["fell_back"][back])  # the old contract has lapsed


def test_an_account_may_be_taken_away_while_it_is_away() -> None:
    chunk = broken(rounds=12, runs=100, **{"accounts.account.leaves": 9})
    last = chunk.panel[:, 8, 0]
    while_away = (last["away"] > 0.0) & (last["cause"] == Cause.TAKEN)
    assert while_away.any()
    assert np.all(last["cause"][(last["active"] > 0.0) & (last["joined_at_start"] > 0.0)] > 0.0)
    record = chunk.named[:, 0]
    assert np.all(record["cause"][while_away] == Cause.TAKEN)
    assert np.all(record["rounds"][while_away] == 9.0)
    assert not np.any(record["censored"][while_away])
    following = chunk.panel[while_away, 9, 0]
    assert not np.any((following["active"] > 0.0) & (following["generation"] == last["generation"][while_away]))
    assert not np.any(following["away"])


def test_accounts_that_are_away_are_lost_with_the_vendor() -> None:
    chunk = broken(policy="accommodating", **{"vendor.cash": 0.5, "vendor.fixed_cost": 1.0})
    panel = chunk.panel
    lost = (panel["cause"] == Cause.VENDOR_FAILED) & (panel["away"] > 0.0)
    assert lost.any()
    for k, run in enumerate(chunk.runs):
        if run["insolvent"] > 0.0:
            after = panel[k, int(run["failed_at"]) + 1 :]
            assert not np.any((after["active"] > 0.0) & (after["away"] > 0.0))
            assert not after["cost_to_serve"].any()


def test_accounts_that_are_away_at_the_horizon_are_still_held() -> None:
    chunk = broken()
    last = chunk.panel[:, -1]
    held = (last["active"] > 0.0) & (last["cause"] == 0.0)
    assert np.any(held & (last["away"] > 0.0))
    assert np.array_equal(chunk.runs["still_held"], (held & (last["joined_at_start"] > 0.0)).sum(axis=1))
    records = chunk.records
    assert records["censored"].sum() == held.sum()
    assert np.all(records["cause"][records["censored"] > 0.0] == 0.0)


def test_the_first_contract_is_held_by_no_old_price_however_late_it_is_signed() -> None:
    """First talks that sides who answer each other break off leave no contract behind."""
    for t, moves_far in ((0, True), (4, False)):
        played_out = at_the_table(one_account(bargaining={"price_step": 0.01, "collapse": 0.0}), policy())
        world, rel = played_out.world, played_out.world.rows[0]
        if t:
            rel.signed, rel.contract = 0.0, 1.0
        rel.tenure, rel.price, rel.commitment = 4.0, 2.0, 0.0
        cells = world.sheet[0]
        cells.vendor_reserve, cells.account_reserve, cells.offers, cells.ask, cells.bid = 0.4, 3.0, 0.0, 0.9, 0.9
        conclude(world, 4, 0, Terms(0.03, 0.0), played_out.luck)
        assert (rel.price == pytest.approx(0.9)) == moves_far
        assert rel.signed == 4.0

"""A relationship knows its account and its vendor by their places: nothing takes the slot for either."""

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from equipoise.sim.decisions import Stage
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.moves import Terms, invest, vendor_position
from equipoise.sim.state import ACCOUNT_ROW, COLUMNS, PAIR_ROW, RELATIONSHIP_ROW, World
from equipoise.sim.whose import pairs_of, side_by_side
from tests.worlds import at_the_table, begun, one_account, policy

if TYPE_CHECKING:
    from equipoise.sim.rows import Rows

ROUNDS = 12


def shuffled(world: World, order: list[int]) -> None:
    """The same world with its accounts in another order."""
    world.accounts[...] = world.accounts[np.argsort(order)].copy()
    world.rows.account = np.array(order)


@pytest.mark.parametrize("name", ["over-a-barrel", "market-entry"])
def test_a_run_is_the_same_wherever_its_accounts_stand(name: str) -> None:
    scenario, strategic = load_scenario(name), load_policy("strategic")
    one, other = (begun(scenario, strategic, rounds=ROUNDS) for _ in range(2))
    order = list(np.random.default_rng(5).permutation(len(one.world.rows)))
    assert order != sorted(order)
    shuffled(other.world, order)
    for t in range(ROUNDS):
        for played in (one, other):
            played.play(t, *Stage)
        ours, theirs = side_by_side(one.world), side_by_side(other.world)
        for column in set(RELATIONSHIP_ROW.names or ()) - {"account"}:
            assert ours[column].tobytes() == theirs[column].tobytes(), (t, column)
        assert one.world.vendor.tobytes() == other.world.vendor.tobytes()


def test_a_relationship_is_played_by_the_policy_of_its_own_vendor() -> None:
    world = at_the_table(one_account(), policy(focus=0.01, walk_away=0.0)).world
    second = at_the_table(one_account(), policy(focus=0.07, walk_away=0.2)).world
    market = world._replace(
        policy=cast("Rows", np.concatenate([world.policy, second.policy]).view(np.recarray)),
        vendor=cast("Rows", np.concatenate([world.vendor, second.vendor]).view(np.recarray)),
    )
    market.vendor.levers = [0, 1]
    found = {}
    for vendor in (0, 1):
        market.rows.vendor = vendor
        position = vendor_position(market, 0, Terms(0.0, 0.0))
        found[vendor] = (invest(market, 0).focus, position.reserve)
    assert (found[0][0], found[1][0]) == (0.01, 0.07)
    assert found[1][1] - found[0][1] == pytest.approx(0.2)


def test_an_account_and_a_relationship_side_by_side_are_what_readers_see() -> None:
    world = begun(load_scenario("base"), load_policy("strategic")).world
    shuffled(world, list(range(len(world.rows)))[::-1])
    whole = side_by_side(world)
    assert whole.dtype.names == tuple(column.name for column in COLUMNS)
    for name in PAIR_ROW.names or ():
        assert whole[name].tolist() == pairs_of(whole)[name].tolist() == world.rows[name].tolist()
    for name in ACCOUNT_ROW.names or ():
        assert whole[name].tolist() == world.accounts[name][::-1].tolist()
    assert side_by_side(world, 3)[0] == whole[3]


def test_what_an_account_could_have_instead_stands_beside_its_relationship() -> None:
    world = begun(load_scenario("base"), load_policy("strategic")).world
    market = load_scenario("base").parameters.market
    assert set(world.rows.rivals) == {market.rivals}
    assert set(world.rows.quote_mean) == {market.quote_mean}

"""Policies by account and over time: who is treated by which levers in which round."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from equipoise import Arm, load_policy
from equipoise.sim.contract import by_agents, by_kernel, differing
from equipoise.sim.faults import PolicyError
from equipoise.sim.kernel import Chunk
from equipoise.sim.policy import VENDOR_WIDE, Levers, OwnLevers, Policy, Then
from equipoise.sim.scenario import Scenario
from tests import test_drivers
from tests.strategies import plays, policies, scenarios

NO_SHRINKING = (Phase.explicit, Phase.generate)
"""A run of an example that fails takes long to make smaller."""

ROUNDS = 10
PLACES = {"panel.levers", "vendor.levers"}
"""Where levers stand, which nobody sees."""

DRIVERS: list[Callable[[Arm], Chunk]] = [
    by_kernel,
    *(
        lambda arm, driver=driver: driver.play(arm, lambda _t, _slot, _decision, usual: usual)
        for driver in (test_drivers.TestAgents(), test_drivers.TestSession(), test_drivers.TestBatch())
    ),
]


def then(first: Policy, later: Policy, begin: int) -> Policy:
    return Policy(name="p", levers=first.levers, then=[Then(round=begin, levers=later.levers)])


def all_of(levers: Levers) -> OwnLevers:
    return OwnLevers(**{name: value for name, value in levers.model_dump().items() if name not in VENDOR_WIDE})


def same_until(one: Chunk, other: Chunk, begin: int) -> bool:
    return all(
        getattr(one, kind)[:, :begin][name].tobytes() == getattr(other, kind)[:, :begin][name].tobytes()
        for kind in ("panel", "vendor")
        for name in getattr(one, kind).dtype.names
    )


@pytest.mark.parametrize("play", DRIVERS, ids=["kernel", "agents", "session", "batch"])
def test_arms_share_their_history_until_they_part(play: Callable[[Arm], Chunk]) -> None:
    whole, parted = (
        play(Arm.of("over-a-barrel", policy, rounds=ROUNDS))
        for policy in ("accommodating", "accommodating, then strategic from round 6")
    )
    assert same_until(whole, parted, 6)
    assert not same_until(whole, parted, 7)


@given(scenarios(), policies(), policies(), st.integers(1, 6))
@settings(max_examples=8, phases=NO_SHRINKING)
def test_so_they_do_whatever_they_are(scenario: Scenario, first: Policy, later: Policy, begin: int) -> None:
    first, later = (policy.model_copy(update={"then": []}) for policy in (first, later))
    whole = by_kernel(Arm(scenario, first, 7, 8))
    assert same_until(whole, by_kernel(Arm(scenario, then(first, later, begin), 7, 8)), begin)
    unchanged = [then(first, first, begin), then(first, later, 8)]  # to the same policy, and after the end
    for policy in unchanged:
        assert {*differing(by_kernel(Arm(scenario, policy, 7, 8)), whole)} <= PLACES


@given(plays(), policies(pursue=0.0))
@settings(max_examples=8, phases=NO_SHRINKING)
def test_all_levers_for_every_account_are_the_policy(played: tuple[Scenario, Policy], policy: Policy) -> None:
    scenario, other = played
    levers, own = policy.levers, all_of(policy.levers)
    stated = scenario.model_copy(
        update={"accounts": [account.model_copy(update={"policy": own}) for account in scenario.accounts]}
    )
    wide = {name: getattr(levers, name) for name in VENDOR_WIDE}
    other = Policy(name="other", levers=other.levers.model_copy(update=wide))
    bare = scenario.model_copy(
        update={"accounts": [account.model_copy(update={"policy": None}) for account in scenario.accounts]}
    )
    named = other.model_copy(update={"accounts": dict.fromkeys(scenario.account_names, own)})
    whole = by_kernel(Arm(bare, Policy(name="whole", levers=levers), 7, 8))
    for arm in (Arm(stated, other, 7, 8), Arm(bare, named, 7, 8)):
        assert {*differing(by_kernel(arm), whole)} <= PLACES


def spent(policy: str | Policy, scenario: str = "over-a-barrel", **changes: object) -> np.ndarray:
    """What the vendor put into each slot in each round, over the runs; a scenario's own accounts alone."""
    panel = by_kernel(Arm.of(scenario, policy, changes, rounds=12)).panel
    return np.where(panel["joined_at_start"] > 0.0, panel["relationship_cost"], 0.0).sum(axis=0)


def test_an_account_alone_is_treated_as_it_is_said() -> None:
    words = "strategic for Giant, else accommodating, then accommodating for Giant, else strategic from round 6"
    cost = spent(words, **{"vendor.cash": 1000.0, "policy.screen": 0.0, "policy.charter": 0.0})
    assert cost[:6, 0].min() > 0.0 == cost[:6, 1:].max()
    assert cost[6:, 0].max() == 0.0 < cost[6:, 1:3].sum()  # what was spent on Giant ends at once


def test_what_a_scenario_says_of_an_account_holds_over_every_policy() -> None:
    own = {"accounts.North.policy.focus": 0.05, "accounts.North.policy.prudence": 0.0}
    one, other = (spent(policy, **own) for policy in ("accommodating", "transactional for North, else accommodating"))
    assert one[:, 1].min() > 0.0 == one[:, [0, 2]].max()
    assert other[:, 1].min() > 0.0


def test_an_account_that_comes_into_a_slot_is_treated_as_every_other() -> None:
    settings = {"exit_hazard": 0.3, "win_hazard": 0.8, "cash": 1000.0, "replace_ratio": 0.5, "collapse": 0.0}
    policy = Policy(name="p", accounts={"Giant": OwnLevers(focus=0.1)})
    panel = by_kernel(Arm.of("over-a-barrel", policy, settings, rounds=16)).panel[:, :, 0]
    held = panel["active"] > 0.0
    own = panel["joined_at_start"] > 0.0
    assert (held & ~own).sum() > 0
    assert panel["relationship_cost"][held & own].min() > 0.0 == panel["relationship_cost"][held & ~own].max()


def test_what_is_of_the_whole_vendor_changes_with_it() -> None:
    chunk = by_kernel(Arm.of("base", then(Policy(name="a", levers=Levers(pursue=0.0)), Policy(name="b"), 6), rounds=16))
    assert chunk.vendor["wins"][:, 5].max() == 0.0 < chunk.vendor["wins"][:, -1].sum()


def test_a_charter_that_is_wanted_no_more_ends_at_its_review() -> None:
    policy = "strategic, then accommodating from round 5"
    arm = Arm.of("over-a-barrel", policy, {"charter.review": 4, "accounts.Giant.orientation": 0.9})
    panel = by_kernel(arm).panel[:, :12, 0]
    held = (panel["active"] > 0.0) & (panel["cause"] == 0.0)
    assert (panel["charter"][:, 4] > 0.0).any()
    assert (panel["charter"][:, 5:7][held[:, 5:7]] > 0.0).any()
    assert panel["charter"][:, 10:].max() == 0.0 == panel["sponsor"][:, 5:].max()


@example(["Giant"], "stategic")
@given(st.lists(st.sampled_from(["Giant", "Gaint", "North", "Nobody"]), min_size=1, unique=True), st.just("strategic"))
def test_an_account_that_there_is_not_is_refused_where_the_arm_is_made(names: list[str], policy: str) -> None:
    words = f"{policy} for {' and '.join(names)}, else accommodating"
    wrong = [name for name in names if name in {"Gaint", "Nobody"}]
    if not wrong and policy == "strategic":
        assert Arm.of("over-a-barrel", words).policy.name == words
        return
    with pytest.raises(PolicyError) as caught:
        Arm.of("over-a-barrel", words)
    said = str(caught.value)
    assert all(f'account "{name}", which over-a-barrel has not' in said for name in wrong)
    assert ('did you mean "Giant"?' in said) == ("Gaint" in wrong)
    assert policy == "strategic" or 'there is no policy "stategic"; did you mean "strategic"?' in said


def test_a_group_is_named_as_a_whole_or_one_by_one() -> None:
    policy = Policy(name="p", accounts={"account": OwnLevers(focus=0.1), "account 2": OwnLevers(focus=0.0)})
    arm = Arm.of(Scenario(), policy, rounds=2)
    cost = by_kernel(arm).panel["relationship_cost"][:, 0].sum(axis=0)
    assert cost[1] == 0.0 < cost[[0, *range(2, 8)]].min()


def test_a_lever_that_is_set_is_set_in_every_part() -> None:
    words = "strategic for Giant, else accommodating, then strategic from round 3"
    policy = load_policy(words, ["policy.focus=0.07", "charter=0"])
    assert policy.name == words
    assert {policy.levers.focus, policy.then[0].levers.focus} == {0.07}
    assert not {"focus", "charter"} & policy.accounts["Giant"].stated.keys()
    assert policy.accounts["Giant"].stated["sponsor"] == 1.0


def test_agents_of_mesa_play_them_as_the_kernel_does() -> None:
    arm = Arm.of("market-entry", "strategic, then transactional from round 4", rounds=8)
    assert differing(by_agents(arm, lambda _t, _slot, _decision, usual: usual), by_kernel(arm)) == []

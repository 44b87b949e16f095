"""Whether a policy that comes to the same as another is one with it, or never acts."""

from dataclasses import replace

from equipoise.experiments.idle import idle_of
from equipoise.sim.arm import Arm
from equipoise.sim.policy import Policy, Then


def arm(*then: Then) -> Arm:
    plain = Arm.of("over-a-barrel", "strategic", rounds=8)
    return replace(plain, policy=Policy(name="own", levers=plain.policy.levers, then=list(then)))


def test_a_policy_that_turns_into_itself_is_no_other() -> None:
    levers = arm().policy.levers
    again, later = Then(round=4, levers=levers), Then(round=6, levers=levers)
    assert idle_of(arm(again), arm()) is None
    assert idle_of(arm(), arm(again, later)) is None
    other = Then(round=4, levers=levers.model_copy(update={"focus": 0.2}))
    assert idle_of(arm(other), arm()) is not None
    assert idle_of(arm(other, later), arm(other)) is not None


def test_a_policy_that_turns_into_another_once_all_is_played_never_does() -> None:
    other = arm().policy.levers.model_copy(update={"focus": 0.2})
    late, last = (idle_of(arm(Then(round=start, levers=other)), arm()) for start in (8, 7))
    assert late is not None
    assert late.begins == 8
    assert last is not None
    assert last.begins is None

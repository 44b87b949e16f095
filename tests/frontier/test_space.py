"""The lever space: every lever, on scales that go there and back, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.experiments.frontier.space import lever_space
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.policy import Levers

SPACE = {one.name: one for one in lever_space()}
SWITCHES = {"show", "enter", "pursue", "charter", "sponsor", "survey"}


def test_every_lever_is_searched_from_end_to_end() -> None:
    assert list(SPACE) == list(Levers.model_fields)
    assert {name for name, one in SPACE.items() if one.scale == "switch"} == SWITCHES
    for name, one in SPACE.items():
        ends = (one.value(0.0), one.value(1.0))
        Levers.model_validate({name: ends[0]})
        Levers.model_validate({name: ends[1]})
        assert ends == (one.low, one.high)
    assert (SPACE["concession"].low, SPACE["concession"].high) == (0.05, 20.0)
    assert SPACE["weigh_margin"].high == 1.0  # only ratios of weights count


@given(st.sampled_from(sorted(SPACE)), st.floats(0, 1))
def test_a_way_there_leads_back(name: str, way: float) -> None:
    one = SPACE[name]
    value = one.value(way)
    assert one.low <= value <= one.high
    assert one.value(one.way(value)) == pytest.approx(value, rel=0.006)
    assert float(f"{value:.3g}") == value


def test_scales_put_near_what_is_alike() -> None:
    assert SPACE["concession"].value(0.5) == 1.0  # a log scale from 0.05 to 20
    assert SPACE["focus"].value(0.5) == 0.125
    assert SPACE["bluff"].value(0.5) == 0.5
    assert (SPACE["charter"].value(0.49), SPACE["charter"].value(0.5)) == (0.0, 1.0)
    assert SPACE["focus"].way(-3.0) == 0.0
    assert SPACE["weigh_margin"].way(7.0) == 1.0


def test_levers_can_be_chosen_narrowed_and_held() -> None:
    chosen = lever_space(["channel", "policy.focus=0.01:0.1"])
    assert [str(one) for one in chosen] == ["focus 0.01 to 0.1", "channel 0 to 1"]
    assert "bluff" not in {one.name for one in lever_space(fixed={"bluff"})}
    assert str(SPACE["charter"]) == "charter off or on"


@pytest.mark.parametrize(
    ("asked", "fixed", "said"),
    [
        (["focsu"], (), 'no lever "focsu"; did you mean "focus"? Levers are "bluff"'),
        (["focus=0.2:0.1"], (), 'can\'t be searched from "0.2:0.1": state LOW:HIGH within 0:1'),
        (["focus=0.2"], (), 'can\'t be searched from "0.2"'),
        (["focus=0%:10%"], (), "such as focus=0:1; 0% as a share is 0; 10% as a share is 0.1"),
        (["focus=a:b"], (), 'can\'t be searched from "a:b"'),
        (["focus=0:nan"], (), 'can\'t be searched from "0:nan"'),
        (["concession=0:1"], (), "within 0.05:20"),
        (["focus"], {"focus"}, '"focus" is set to a value and asked to be searched'),
        ([], set(Levers.model_fields), "nothing to search"),
    ],
)
def test_what_can_not_be_searched_is_refused(asked: list[str], fixed: set[str], said: str) -> None:
    with pytest.raises(EquipoiseError) as refused:
        lever_space(asked, fixed)
    assert said in str(refused.value)

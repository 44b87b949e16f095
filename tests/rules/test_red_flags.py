"""Red flags: each goes up for its own reason and for no other."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.red_flags import (
    AWAY,
    ELSEWHERE,
    ELSEWHERE_SHARE,
    FLAG_WORDS,
    GOALS_MISSED,
    LOW_RETURN,
    MEMORY,
    RECENT,
    REORGANISED,
    diverted_average,
    red_flags,
)
from tests.strategies import shares

CALM = {
    "diverted": 0.0, "rounds_since_reorganisation": -1.0, "vendor_return": 0.1, "joint_return": 0.2,
    "return_goal": 0.0, "misses": 0.0, "away": 0.0,
}  # fmt: skip


def flags(**observed: float) -> int:
    return red_flags(*(CALM | observed).values())


@pytest.mark.parametrize(
    ("observed", "flag"),
    [
        ({"diverted": 0.11}, ELSEWHERE),
        ({"rounds_since_reorganisation": 0.0}, REORGANISED),
        ({"rounds_since_reorganisation": RECENT - 1.0}, REORGANISED),
        ({"vendor_return": -0.01}, LOW_RETURN),
        ({"joint_return": 0.2, "return_goal": 0.3}, LOW_RETURN),
        ({"misses": 1.0}, GOALS_MISSED),
        ({"away": 1.0}, AWAY),
        ({"away": 5.0}, AWAY),
        ({}, 0),
        ({"diverted": ELSEWHERE_SHARE}, 0),
        ({"rounds_since_reorganisation": RECENT}, 0),
        ({"vendor_return": 0.0}, 0),
        ({"joint_return": 0.0}, 0),
    ],
)
def test_each_flag_has_its_own_reason(observed: dict[str, float], flag: int) -> None:
    assert flags(**observed) == flag


@pytest.mark.parametrize("up", list(product([False, True], repeat=5)))
def test_flags_add_up_without_hiding_each_other(up: tuple[bool, ...]) -> None:
    raised = {"diverted": 0.5, "rounds_since_reorganisation": 1.0, "vendor_return": -1.0, "misses": 2.0, "away": 3.0}
    observed = {name: value for (name, value), is_up in zip(raised.items(), up, strict=True) if is_up}
    expected = sum(flag for flag, is_up in zip(FLAG_WORDS, up, strict=True) if is_up)
    assert flags(**observed) == expected


@given(st.lists(shares(), min_size=1, max_size=30))
def test_the_average_forgets_geometrically(diverted: list[float]) -> None:
    average = 0.0
    for share in diverted:
        average = diverted_average(average, share)
    expected = sum((1.0 - MEMORY) * MEMORY**k * share for k, share in enumerate(reversed(diverted)))
    assert average == pytest.approx(expected, abs=1e-12)
    assert 0.0 <= average <= 1.0

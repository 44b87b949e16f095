"""Claims around their scenarios' own parameters: what is varied, what is found, and that the seed alone decides."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.evidence import Verdict
from equipoise.analysis.prose.turns import turn
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.around import AroundResult, points
from equipoise.experiments.claims.case import Case, Luck
from equipoise.experiments.claims.robust import find_turns, parameters, try_elsewhere
from equipoise.experiments.claims.runs import Runs
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from equipoise.sim.whole_numbers import PLACES


def test_parameters_are_times_their_own_value_in_each_scenario() -> None:
    runs = Runs(Luck(1, 7), scales={"market.attention": 0.5, "market.rivals": 1.5, "market.quote_mean": 0.5})
    for name in ("base", "pennies-less"):
        own, scaled = load_scenario(name).parameters, runs.arm(Case(name)).scenario.parameters
        assert scaled.market.attention == pytest.approx(own.market.attention / 2.0)
        assert scaled.market.rivals == round(1.5 * own.market.rivals)
        above = own.market.quote_mean - own.product.unit_cost
        assert scaled.market.quote_mean == pytest.approx(own.product.unit_cost + above / 2.0)


def test_what_a_case_sets_itself_is_not_varied() -> None:
    runs = Runs(Luck(1, 7), scales={"portfolio.replace_ratio": 0.5})
    assert (
        runs.arm(Case("base").but({"portfolio.replace_ratio": 3.0})).scenario.parameters.portfolio.replace_ratio == 3.0
    )


def test_a_planted_turn_is_found_with_its_place_and_its_direction() -> None:
    luck = np.random.default_rng(3)
    scales = 0.5 + luck.random((60, 4))
    size = 3.0 * (scales[:, 2] - 1.1) + 0.1 * luck.standard_normal(60)
    (turn,) = find_turns(["a", "b", "c", "d"], scales, size, size > 0.0)
    assert (turn.parameter, turn.rank > 0.9) == ("c", True)
    assert turn.at == pytest.approx(1.1, abs=0.06)
    assert (turn.below, turn.above) == pytest.approx((0.0, 1.0), abs=0.1)
    assert find_turns(["a"], scales[:, :1], luck.standard_normal(60), size > 0.0) == ()


def test_every_point_is_judged_and_threads_change_nothing() -> None:
    claims = claims_of(["R2"])
    one, two = (try_elsewhere(claims, Luck(20, 7), PLACES.low, threads=n) for n in (1, 2))
    assert one == two
    (found,) = one.found
    assert sum(found.verdicts.values()) + found.refused == PLACES.low
    assert set(found.verdicts) <= set(Verdict)
    assert len(parameters()) > 50
    result = AroundResult(one)
    (sentence,) = result.sentences()
    counted = {verdict: int(number) for verdict, number in re.findall(r"(\w+) at (\d+)", sentence)}
    assert counted == {verdict.value: number for verdict, number in found.verdicts.items()}
    table, meanings = points(one)
    assert table.columns == list(meanings)
    assert len(table) == PLACES.low
    assert table["verdict"].to_list() == [point and point.verdict.value for point in found.points]
    with pytest.raises(EquipoiseError, match="points = 5   must be a whole number from 20"):
        try_elsewhere(claims, Luck(20, 7), 5)


SHARE = st.floats(0.0, 1.0)


@given(st.floats(-1.0, 1.0).filter(bool), st.floats(0.5, 1.5), SHARE, st.one_of(SHARE, st.none()))
def test_where_a_claim_is_said_to_turn_it_does(rank: float, at: float, below: float, above: float | None) -> None:
    words = turn("market.rivals", rank, at, below, below if above is None else above)
    sides = re.search(r"supported at (\d+)% of the points below .*, (\d+)% above", words)
    if sides is None:
        assert round(100 * below) == round(100 * (below if above is None else above)), words
        assert ("grows" in words) == (rank > 0.0), words
    else:
        assert sides[1] != sides[2], words


def test_what_is_set_is_not_varied_by_whichever_name() -> None:
    around = try_elsewhere(claims_of(["R2"]), Luck(20, 7), PLACES.low, settings={"rivals": "2"})
    assert {*parameters()} - {*around.keys} == {"market.rivals"}

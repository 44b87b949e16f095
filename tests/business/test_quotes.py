"""Quotes are found at which talks come to what is looked for, whatever the price does with the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.business.quotes import LITTLE, Search, search_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NEAR, TRIES = 1e-5, 20


def found(price: Callable[[NDArray[np.float64]], NDArray[np.float64]], aim: float, start: float) -> Search:
    search = search_from(np.array([start]), np.array([0.0]), np.array([2.0]))
    for _ in range(TRIES):
        search = search.with_talks(aim - price(search.quotes))
        if search.ended(NEAR).all():
            return search
        search = search.onwards()
    pytest.fail("not found")


@given(st.floats(0.21, 1.45), st.floats(-0.2, 0.2), st.floats(0.1, 1.9), st.floats(0.0, 2.0))
def test_a_price_that_rises_with_the_quote_is_met(slope: float, bend: float, root: float, start: float) -> None:
    """A bend leaves each slope within those that are believed."""
    bend *= min(slope - 0.2, 1.5 - slope) / 4.0

    def price(quote: NDArray[np.float64]) -> NDArray[np.float64]:
        return slope * (quote - root) + bend * (quote - root) ** 2

    assert float(found(price, 0.0, start).quotes[0]) == pytest.approx(root, abs=2.0 * NEAR / 0.2)


@given(st.floats(0.3, 1.7), st.floats(1e-5, 4e-5), st.floats(0.0, 2.0))
def test_where_a_price_leaps_past_it_the_search_ends_at_the_leap(where: float, leap: float, start: float) -> None:
    """One of some hundred that no longer signs moves their mean by a trifle."""

    def price(quote: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(quote < where, -leap, leap) + 0.5 * (quote - where)

    assert float(found(price, 0.0, start).quotes[0]) == pytest.approx(where, abs=LITTLE)


@pytest.mark.parametrize(("aim", "end"), [(5.0, 2.0), (-5.0, 0.0)])
def test_where_no_quote_brings_it_the_search_ends_at_the_end(aim: float, end: float) -> None:
    assert float(found(lambda quote: 0.5 * quote, aim, 1.0).quotes[0]) == end


def test_where_talks_end_in_no_contract_a_higher_quote_is_tried() -> None:
    search = found(lambda quote: np.where(quote < 1.0, np.nan, quote), 1.2, 0.2)
    assert float(search.quotes[0]) == pytest.approx(1.2, abs=NEAR)

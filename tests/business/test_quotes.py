"""Quotes are found at which talks come to what is looked for, whatever the price does with the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.sim.business.quotes import LITTLE, Search, search_from, usual_slopes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Terms = tuple[float, float]
    Contract = Callable[[NDArray[np.float64]], NDArray[np.float64]]

NEAR, TRIES = 1e-5, 20


def found(price: Callable[[NDArray[np.float64]], NDArray[np.float64]], aim: float, start: float) -> Search:
    """Nothing is looked for but the quote."""

    def contract(terms: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([price(terms[:, 0]) - aim, np.zeros(1)])

    return searched(contract, (start, 0.0), (0.0, 0.0), (2.0, 0.0))


def searched(contract: Contract, start: Terms, low: Terms, high: Terms, tries: int = TRIES) -> Search:
    search = search_from(*(np.array([terms]) for terms in (start, low, high)), usual_slopes(1))
    for _ in range(tries):
        search = search.with_talks(contract(search.terms))
        if search.ended((NEAR, NEAR)).all():
            return search
        search = search.onwards()
    pytest.fail("not found")


@given(st.floats(0.21, 1.45), st.floats(-0.2, 0.2), st.floats(0.1, 1.9), st.floats(0.0, 2.0))
def test_a_price_that_rises_with_the_quote_is_met(slope: float, bend: float, root: float, start: float) -> None:
    """A bend leaves each slope within those that are believed."""
    bend *= min(slope - 0.2, 1.5 - slope) / 4.0

    def price(quote: NDArray[np.float64]) -> NDArray[np.float64]:
        return slope * (quote - root) + bend * (quote - root) ** 2

    assert float(found(price, 0.0, start).terms[0, 0]) == pytest.approx(root, abs=2.0 * NEAR / 0.2)


@given(st.floats(0.3, 1.7), st.floats(1e-5, 4e-5), st.floats(0.0, 2.0))
def test_where_a_price_leaps_past_it_the_search_ends_at_the_leap(where: float, leap: float, start: float) -> None:
    """One of some hundred that no longer signs moves their mean by a trifle."""

    def price(quote: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(quote < where, -leap, leap) + 0.5 * (quote - where)

    assert float(found(price, 0.0, start).terms[0, 0]) == pytest.approx(where, abs=LITTLE)


@pytest.mark.parametrize(("aim", "end"), [(5.0, 2.0), (-5.0, 0.0)])
def test_where_no_quote_brings_it_the_search_ends_at_the_end(aim: float, end: float) -> None:
    assert float(found(lambda quote: 0.5 * quote, aim, 1.0).terms[0, 0]) == end


def test_where_talks_end_in_no_contract_a_higher_quote_is_tried() -> None:
    search = found(lambda quote: np.where(quote < 1.0, np.nan, quote), 1.2, 0.2)
    assert float(search.terms[0, 0]) == pytest.approx(1.2, abs=NEAR)


SLOPES = st.tuples(st.floats(0.25, 1.0), st.floats(-0.02, 0.02), st.floats(-12.0, 12.0), st.floats(-1.2, -0.8))
"""As markets have them: price, and logarithm of what is bound, by quote and by logarithm of the cost of being bound."""


def straight(slopes: tuple[float, float, float, float], root: Terms) -> Contract:
    def contract(terms: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.array((terms - np.array(root)) @ np.array(slopes).reshape(2, 2).T)

    return contract


@given(SLOPES, st.floats(0.8, 1.2), st.floats(-2.0, 0.0))
def test_a_quote_and_the_cost_of_being_bound_are_found_together(
    slopes: tuple[float, float, float, float], quote: float, cost: float
) -> None:
    """Each moves the other's: a search for one after the other goes round in circles where they move each other far."""
    assume(abs(slopes[1] * slopes[2]) < 0.6 * abs(slopes[0] * slopes[3]))
    search = searched(straight(slopes, (quote, cost)), (1.0, -1.0), (0.0, -6.0), (2.0, 2.0))
    assert search.terms[0] == pytest.approx([quote, cost], abs=1e-3)


def test_what_each_moves_of_the_other_s_is_learnt() -> None:
    """As markets have it: half of what a quote moves comes by way of what is bound; found apart, in fifty."""
    searched(straight((0.5, 0.02, 12.0, -1.0), (0.9, -0.3)), (1.0, -1.0), (0.0, -6.0), (2.0, 2.0), tries=6)


@given(slopes=SLOPES, quote=st.floats(0.8, 1.2), cost=st.floats(-1.5, -0.5), low=st.booleans())
def test_where_a_quote_may_not_go_further_the_cost_of_being_bound_is_found_all_the_same(
    slopes: tuple[float, float, float, float], quote: float, cost: float, *, low: bool
) -> None:
    end = quote + 0.05 if low else quote - 0.05
    ends = (end, 2.0) if low else (0.0, end)
    contract = straight(slopes, (quote, cost))
    search = searched(contract, (end, -1.0), (ends[0], -6.0), (ends[1], 2.0))
    price, bound = contract(search.terms)[0]
    assert abs(bound) <= NEAR
    assert abs(price) <= NEAR or search.terms[0, 0] == end

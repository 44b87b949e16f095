"""What is allowed in a scenario and hardly meant: a loss on every unit, per cent where money belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.wording import key, number, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.faults import Place
    from sim.scenario import Scenario

MOST_MARGIN = 10.0
"""Times the price of a unit: an account that makes more of it has stated something else."""


def doubts(scenario: Scenario) -> list[str]:
    """Find what a person hardly means.

    Parameters
    ----------
    scenario : Scenario
        A validated scenario.

    Returns
    -------
    list of str
        A sentence each, behind key and value; none of it keeps the scenario from being played.
    """
    return [f"{where} = {written(value)}   {words}" for where, value, words in (*_cost(scenario), *_margins(scenario))]


def _price(scenario: Scenario) -> float:
    """What an account pays elsewhere, on average: a rival's quote, or what doing without is worth."""
    market = scenario.parameters.market
    return min(market.quote_mean, market.do_without) if market.rivals else market.do_without


def _cost(scenario: Scenario) -> Iterator[tuple[str, object, str]]:
    p = scenario.parameters
    cost, price = p.product.unit_cost, _price(scenario)
    if cost <= price:
        return
    worth = max([p.product.support_worth, *(a.support_worth for a in scenario.accounts if a.support_worth is not None)])
    unique = p.hierarchy.contribution if p.switches.contribution else 0.0
    most = price + unique + worth**2 / (2.0 * p.product.support_curvature)
    if cost > most:
        words = f"is above all that an account would pay, about {number(round(most, 4))}: every unit sold is a loss"
    else:
        paid = number(round(price, 4))
        words = f"is above what a unit costs elsewhere, {paid} on average: only what no rival gives can pay for it"
    yield "product.unit_cost", cost, words


def _margins(scenario: Scenario) -> Iterator[tuple[str, object, str]]:
    price = max(_price(scenario), scenario.parameters.product.unit_cost)
    stated: list[tuple[Place, str | None, float | None]] = [
        (("newcomers", "own_margin"), None, scenario.parameters.newcomers.own_margin)
    ]
    stated += [(("accounts", k, "own_margin"), a.name, a.own_margin) for k, a in enumerate(scenario.accounts)]
    for place, name, margin in stated:
        if margin is not None and margin > MOST_MARGIN * price:
            words = f"is money a unit, not per cent, and more than {MOST_MARGIN:g} times what a unit costs"
            yield key(place, name), margin, words

"""R13: a strategic relationship is possible at any level, even with a commodity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRounds
from equipoise.experiments.claims.reading import costs, matters, mean_of, of, otherwise, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.quantity import Values

ACCOUNT = "Mill"
CONTRIBUTING = 4.0
"""The level at which a vendor is seen to contribute to the account's business."""
LEAST = 0.2
STARTS = (1.25, 1.5, 1.8, 2.5, 3.5, 4.5)
"""From the lowest: at exactly 1 an account expects more than anybody could do; to above level four."""
OFF = {"switches.capability": False}
MARKETS: Mapping[str, Mapping[str, object]] = {
    "a commodity": {},
    "no commodity": {"market.rivals": 4, "market.quote_scale": 0.05, "hierarchy.match_spread": 0.12},
}
"""The scenario's own market, a dozen rivals at the same price within a cent; and the shipped defaults."""


def _from(market: str, start: float) -> Case:
    return Case("commodity-at-level-four", "strategic").but(MARKETS[market], {"hierarchy.start_level": start})


def _transactional(case: Case) -> Case:
    return case.but(policy="transactional")


def _reached(rows: Mapping[str, Values]) -> Values:
    """Whether the account saw the vendor at level four in any round."""
    found: Values = (np.nan_to_num(rows["level"]).max(axis=1) >= CONTRIBUTING).astype(np.float64)
    return found


REACHED = OfRounds(ACCOUNT, ("level",), _reached)
MONEY = OfAccount(ACCOUNT, "contribution")


def _lead(name: str, case: Case) -> Effect:
    """What being strategic brings from the account, over being transactional."""
    other = _transactional(case)
    return standards.money(name, MONEY(case) - MONEY(other), OfAccount(ACCOUNT, "revenue")(other))


def _seen_so(name: str, case: Case) -> Effect:
    return mean(name, "probability", LEAST, REACHED(case) - REACHED(_transactional(case)))


LEADS = {
    (market, start): _lead(f"contribution, lead of the strategic vendor from {start:g}, {market}", _from(market, start))
    for market in MARKETS
    for start in STARTS
}
LOWEST, OWN = STARTS[0], 1.8
BELOW = [start for start in STARTS if start < CONTRIBUTING]
COMMODITY, OTHER = MARKETS
SHIPPED = _from(COMMODITY, OWN)
SEEN_SO = _seen_so(f"level four reached, the same from {OWN:g}, a commodity", SHIPPED)
FROM_LOWEST = [LEADS[market, LOWEST] for market in MARKETS]
ABOVE = [lead for (_market, start), lead in LEADS.items() if start != LOWEST]

CLAIM = Claim(
    id="R13",
    sentence=(
        "A strategic relationship is possible at any level: even a commodity can come to be seen as contributing to "
        "the business."
    ),
    source="ME",
    design=(
        "Scenario commodity-at-level-four, account Mill, strategic against transactional vendor, from every starting "
        f"level ({', '.join(f'{start:g}' for start in STARTS)}); in the scenario's market (a dozen rivals at the same "
        "price within a cent), and in the usual one."
    ),
    measure=(
        "Possible is what brings something: contribution from the account, at least half a per cent of its revenue "
        "more, from every start, commodity or not. And that from the scenario's own start the account of a commodity "
        "sees the vendor at level four in some round of ten years: one run in five more, below which nobody would put "
        "it into a plan."
    ),
    placebo="Investment builds no capability (switch capability): it brings nothing, and nobody reaches level four.",
    effects=(*LEADS.values(), SEEN_SO),
    placebos=(
        *(
            _lead(f"contribution from {OWN:g}, {market}, switch capability off", _from(market, OWN).but(OFF))
            for market in MARKETS
        ),
        _seen_so(f"level four reached from {OWN:g}, switch capability off", SHIPPED.but(OFF)),
    ),
    levels=bars(
        "probability",
        {f"level four reached from {start:g}, a commodity": REACHED(_from(COMMODITY, start)) for start in BELOW},
    ),
    readings=(
        (
            when(
                matters(*LEADS.values()), "Being strategic pays from every level tried, with a commodity and without."
            ),
            when(
                matters(*ABOVE) + costs(*FROM_LOWEST),
                "Being strategic pays from every level tried but the lowest, with a commodity and without; from 1.25 "
                "it costs.",
            ),
            when(
                matters(*ABOVE) + costs(FROM_LOWEST[0]),
                "Being strategic pays from every level tried but the lowest, with a commodity and without; a "
                "commodity that starts at 1.25 loses by it.",
            ),
            when(
                matters(*ABOVE),
                "Being strategic pays from every level tried above the lowest, with a commodity and without.",
            ),
        ),
        (
            otherwise(
                "With a commodity the strategic vendor's lead is "
                + ", ".join(f"{{{k}:+.1f}}% from {start:g}" for k, start in enumerate(STARTS))
                + ", of the account's revenue.",
                *(of(LEADS[COMMODITY, start]) for start in STARTS),
            ),
        ),
        (
            otherwise(
                "Of the strategic vendor's relationships that start at 1.8, {0:.0%} get to level four in ten years; of "
                "those that start at 1.5, {1:.0%}.",
                mean_of(REACHED(_from(COMMODITY, OWN))),
                mean_of(REACHED(_from(COMMODITY, 1.5))),
            ),
        ),
    ),
    limits=(
        "Level five can't be reached by anybody here, and level four by anybody who does enough; how much is enough "
        "is a parameter. The lower a relationship starts, the more effort it is taken to have been used to; no shipped "
        "scenario starts below 1.5."
    ),
)

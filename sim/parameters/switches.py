"""Switches: each takes one mechanism out of a run, by setting its parameters to where it has no effect.

The rules know nothing of switches. A placebo is the same rules at the value where a mechanism vanishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from equipoise.sim.parameters.declare import Section

if TYPE_CHECKING:
    from collections.abc import Mapping


def _switch(meaning: str) -> bool:
    declared: bool = Field(default=True, description=meaning, json_schema_extra={"unit": "on/off", "source": ""})
    return declared


class Switches(Section):
    """Which mechanisms take part in a run; all of them by default."""

    fear: bool = _switch("Fear of ruin: off, both sides are risk neutral (gamma = 0).")
    stakes: bool = _switch("What is lost beyond the trade enters the bargain; off, only the ledgers.")
    contribution: bool = _switch("Unique contribution, switching cost and network growth (omega = kappa = chi = 0).")
    beliefs: bool = _switch("Private information; off, each side knows everything.")
    channel: bool = _switch("The channel: off, it neither exists nor can be built.")
    references: bool = _switch("Reference accounts lend credibility.")
    entry: bool = _switch("Market-entry accounts teach a segment.")
    growth: bool = _switch("The account's own customers grow under a charter.")
    demands: bool = _switch("Demands for free products and support between renewals.")
    resolve: bool = _switch("Who fears less threatens; off, whoever needs the other less.")
    imitation: bool = _switch("Rivals copy part of what was built.")
    comeback: bool = _switch("An account may come back after a breakdown; off, each is the end.")
    stagger: bool = _switch("Contracts in force at the start end at different times; off, all run their whole term.")
    commitment: bool = _switch("Commitment is negotiated, and locks in; off, there is none.")
    rivals: bool = _switch("Rivals' quotes are looked at, and drawn away to.")
    stickiness: bool = _switch("Prices are sticky; off, a renewal may set any price.")
    collapse: bool = _switch("Talks can collapse at any exchange.")
    reciprocity: bool = _switch("Sides answer each other's concessions in kind; off, they go by the clock.")
    bound_talks: bool = _switch("Bound talks break down like others; off, commitment makes talks safe.")
    binding: bool = _switch("The price pays for being bound; off, terms count what is lost beyond the trade alone.")
    building: bool = _switch("Terms count what support builds.")
    needs: bool = _switch("What an account needs of support is hidden from a vendor without a channel.")
    reorganisations: bool = _switch("Accounts reorganise.")
    charter: bool = _switch("Charters can be signed; off, there is no co-investment.")
    capability: bool = _switch("Focused investment builds capability.")
    expectations: bool = _switch("Expectations rise with time.")
    match: bool = _switch("How well the two fit is uncertain at first.")
    blur: bool = _switch("Estimates are blurred where communication is poor.")
    bias: bool = _switch("The vendor sees itself too high on the hierarchy.")
    acquisition: bool = _switch("New accounts can be won.")
    payout: bool = _switch("Owners take out cash.")
    exit: bool = _switch("Accounts close for reasons of their own.")


OFF: Mapping[str, Mapping[str, float | str]] = {
    "fear": {"risk_aversion": 0.0},
    "stakes": {"stakes": "ledger-only"},
    "contribution": {"contribution": 0.0, "switching_cost": 0.0, "network_growth": 0.0},
    "beliefs": {"information": "full"},
    "channel": {"start_channel": 0.0, "channel_gain": 0.0, "sponsor_reach": 0.0},
    "references": {"win_credibility": 0.0, "shown_ratio": 1.0},
    "entry": {"entry_learning": 0.0},
    "growth": {"network_growth": 0.0},
    "demands": {"demand_rate": 0.0},
    "resolve": {"threats": "need"},
    "imitation": {"imitable": 0.0},
    "comeback": {"breakdowns": "final"},
    "stagger": {"first_contracts": "full"},
    "commitment": {"commitment_cap": 0.0},
    "rivals": {"attention": 0.0},
    "stickiness": {"price_step": 1e9},
    "collapse": {"collapse": 0.0},
    "reciprocity": {"reciprocity": 0.0},
    "bound_talks": {"bound_talks": "safe"},
    "binding": {"binding": "unpaid"},
    "building": {"building": 0.0},
    "needs": {"needs": "stated"},
    "reorganisations": {"reorganisation": 0.0},
    "charter": {"charters": "none"},
    "capability": {"capability_gain": 0.0},
    "expectations": {"expectation_growth": 0.0},
    "match": {"match_spread": 0.0},
    "blur": {"estimate_blur": 0.0},
    "bias": {"level_bias": 0.0},
    "acquisition": {"win_hazard": 0.0, "win_credibility": 0.0},
    "payout": {"payout": 0.0},
    "exit": {"exit_hazard": 0.0},
}
"""What each switch sets when it is off: values by parameter."""

"""Switches: each takes its mechanism out of a run, which one can see, and touches nothing else."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from equipoise.sim.account import Account, Segment
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.parameters import PARAMETER_ROW, Parameters, Switches, parameter_row
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause

ROUNDS, REPLICATIONS = 24, 40
HORIZON, UNIT_COST = Parameters().bargaining.horizon, Parameters().product.unit_cost
ALL_IN = Policy(name="all in", levers=Levers(focus=0.02, channel=0.01, charter=1.0, sponsor=1.0, survey=0.0, bluff=0.2))
IDLE = Policy(name="idle", levers=Levers())
BUSY: dict[str, dict[str, Any]] = {
    "portfolio": {"exit_hazard": 0.02, "win_hazard": 0.1, "replace_ratio": 1.0},
    "communication": {"reorganisation": 0.1},
    "demands": {"demand_rate": 0.6},
    "bargaining": {"collapse": 0.05},
    "vendor": {"slots": 10, "cash": 50.0},
}
"""Parameters under which every mechanism shows within a few runs."""


def scenario(*off: str, **sections: dict[str, Any]) -> Scenario:
    """A reference, a market-entry account and two plain ones, with some switches off."""
    tables = {name: BUSY.get(name, {}) | sections.get(name, {}) for name in {*BUSY, *sections}}
    return Scenario(
        parameters=Parameters.model_validate(tables | {"switches": dict.fromkeys(off, False)}),
        accounts=[
            Account(name="reference", size=2.0, reference=0.5, orientation=0.6),
            Account(name="entry", opens="segment", orientation=0.2),
            Account(name="plain", count=2, orientation=0.4),
        ],
        segments=[Segment(name="segment", slots=2)],
    )


def played(levers: Policy, *off: str, **sections: dict[str, Any]) -> Chunk:
    return play_chunk(Arm(scenario(*off, **sections), levers, 7, ROUNDS), range(REPLICATIONS), panel=True)


def rows(chunk: Chunk) -> np.recarray:
    """Rows of the relationships that were served."""
    return chunk.panel[chunk.panel["active"] > 0.0].view(np.recarray)


Sign = Callable[[Chunk], bool]
ENDED_ROWS = (Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND, Cause.UNDERCUT)


def ends_for(cause: Cause) -> Sign:
    return lambda chunk: bool(np.any(rows(chunk).cause == cause))


def any_row(sign: Callable[[np.recarray], Any]) -> Sign:
    return lambda chunk: bool(np.any(sign(rows(chunk))))


SIGNS: dict[str, Sign] = {
    "fear": any_row(lambda r: r.asked > 0.0),
    "contribution": any_row(lambda r: np.abs(r.unique - r.match * np.minimum(1.0, r.together / 8.0)) > 1e-12),
    "beliefs": any_row(lambda r: (r.exchanges > 0.0) | (r.exchanges == 0.0) & (r.pie_vendor != r.pie_account)),
    "channel": any_row(lambda r: r.channel > 0.0),
    "references": any_row(lambda r: r.referrals > 0.0),
    "entry": lambda chunk: bool(np.any(chunk.panel["segment"][chunk.panel["active"] > 0.0] > 0.0)),
    "growth": any_row(lambda r: r.volume > r.base_volume * (1.0 + 1e-12)),
    "demands": any_row(lambda r: r.asked > 0.0),
    "commitment": any_row(lambda r: (r.commitment > 0.0) | (r.lock_in > 0.0)),
    "rivals": any_row(lambda r: (r.bought < 1.0) & (r.away == 0.0) & ~np.isin(r.cause, ENDED_ROWS)),
    "collapse": ends_for(Cause.COLLAPSE),
    "reorganisations": any_row(lambda r: r.reorganised >= 0.0),
    "charter": any_row(lambda r: (r.charter > 0.0) | (r.effort > 0.0) | (r.account_effort > 0.0)),
    "capability": any_row(lambda r: r.capability > 0.0),
    "match": any_row(lambda r: r.match != 0.0),
    "blur": any_row(
        lambda r: (r.exchanges >= 0.0) & (r.pie_vendor != r.surplus + (r.externality + r.loss_account_seen))
    ),
    "bias": any_row(lambda r: (r.level_seen > r.level) & (r.reorganised < 0.0)),
    "acquisition": lambda chunk: bool(np.any(chunk.runs["wins"] > 0.0) or np.any(rows(chunk).externality > 0.0)),
    "payout": lambda chunk: bool(np.any(chunk.runs["paid_out"] > 0.0)),
    "comeback": any_row(lambda r: r.away > 0.0),
    "stagger": any_row(lambda r: (r.tenure == 0.0) & (r.renews < 4.0)),
    "exit": ends_for(Cause.EXIT),
    "bound_talks": any_row(lambda r: r.fell_back > 0.0),
    "binding": any_row(lambda r: (r.locks > 0.0) | (r.kept != 0.0) | (r.kept_seen != 0.0)),
    "building": any_row(lambda r: (r.building > 0.0) | (r.building_seen > 0.0)),
}
"""How one sees a mechanism at work in a run."""


@pytest.mark.parametrize("switch", sorted(SIGNS))
def test_a_switch_takes_its_mechanism_out_of_the_run(switch: str) -> None:
    assert SIGNS[switch](played(ALL_IN))
    assert not SIGNS[switch](played(ALL_IN, switch))


def test_without_blur_a_need_that_is_stated_is_heard() -> None:
    """Where it is hidden, what the vendor makes of it rests on the average account instead."""
    stated = {"communication": {"needs": "stated"}}
    on, off = rows(played(ALL_IN, **stated)), rows(played(ALL_IN, "blur", **stated))
    assert np.any(on.worth_seen != on.support_worth)
    assert np.all(off.worth_seen == off.support_worth)


@pytest.mark.parametrize(
    ("switch", "section"),
    [
        ("reciprocity", "bargaining"),
        ("comeback", "bargaining"),
        ("stagger", "bargaining"),
        ("bound_talks", "bargaining"),
        ("building", "bargaining"),
        ("binding", "bargaining"),
        ("needs", "communication"),
        ("resolve", "demands"),
        ("imitation", "hierarchy"),
    ],
)
def test_a_switch_gives_back_the_run_without_its_mechanism(switch: str, section: str) -> None:
    on, off, without = played(ALL_IN), played(ALL_IN, switch), played(ALL_IN, **{section: dict(OFF[switch])})
    assert on.panel.tobytes() != off.panel.tobytes() == without.panel.tobytes()


def test_without_stakes_the_price_is_that_of_the_trade_alone() -> None:
    """What would be lost beyond it stays in the ledger: L_b and X as before, and what an ending cost each side."""
    off = rows(played(ALL_IN, "stakes", "beliefs", "fear", "commitment", "stickiness"))
    known = off[(off.exchanges == 0.0) & (off.cause == 0.0)]
    ordinary = known.surplus / (HORIZON * known.volume)
    assert known.price - UNIT_COST - known.support == pytest.approx(0.5 * ordinary)
    assert np.all(known.loss_account != 0.0)
    assert np.any(known.externality > 0.0)
    on = rows(played(ALL_IN, "beliefs", "fear", "commitment", "stickiness"))
    bargained = on[(on.exchanges == 0.0) & (on.cause == 0.0)]
    assert not np.allclose(
        bargained.price - UNIT_COST - bargained.support, 0.5 * bargained.surplus / (HORIZON * bargained.volume)
    )


def test_without_stickiness_support_is_never_given_in_place_of_price() -> None:
    sticky, loose = (rows(played(ALL_IN, "beliefs", *off)) for off in ((), ("stickiness",)))
    assert np.any(sticky.support > sticky.efficient_support + 1e-6)
    assert loose.support == pytest.approx(loose.efficient_support)
    assert loose.free_support == pytest.approx(loose.granted)


def test_without_rising_expectations_constant_effort_holds_its_level() -> None:
    """Y_0 is the worth of the support that is in place, so that the level starts at rest."""
    p = Parameters().product
    best = (p.support_worth - 1.0) / p.support_curvature
    worth = p.support_worth * best - p.support_curvature * best**2 / 2.0
    held = {"hierarchy": {"reference_effort": worth}, "product": {"support_worth_spread": 0.0}}
    off = ("beliefs", "stickiness", "reorganisations", "building")
    steady, sliding = (rows(played(IDLE, *off, *switch, **held)).level for switch in (("expectations",), ()))
    assert steady == pytest.approx(2.5)
    assert sliding.min() < 2.49


@pytest.mark.parametrize("switch", sorted(OFF))
def test_a_switch_sets_its_own_parameters_and_no_others(switch: str) -> None:
    on, off = (parameter_row(Parameters.model_validate({"switches": s}))[0] for s in ({}, {switch: False}))
    assert {name for name in PARAMETER_ROW.names if on[name] != off[name]} == set(OFF[switch])


def test_every_switch_is_shown() -> None:
    assert (
        set(Switches.model_fields)
        == set(OFF)
        == {*SIGNS, "stakes", "stickiness", "expectations", "resolve", "imitation", "reciprocity", "needs"}
    )


@pytest.mark.parametrize(
    ("levers", "idle", "switch"),
    [
        (IDLE, {}, "capability"),
        (IDLE, {}, "charter"),
        (IDLE, {}, "growth"),
        (ALL_IN, {"vendor": {"reserve": 1e9}}, "payout"),
        (ALL_IN, {"bargaining": {"information": "full"}}, "blur"),
        (ALL_IN, {"bargaining": {"risk_aversion": 0.0}}, "demands"),
        (ALL_IN, {"bargaining": {"price_step": 100.0}}, "stickiness"),
    ],
)
def test_a_mechanism_that_has_nothing_to_do_is_not_missed(
    levers: Policy, idle: dict[str, dict[str, Any]], switch: str
) -> None:
    """The same luck, the same runs, to the last bit."""
    on, off = played(levers, **idle), played(levers, switch, **idle)
    for table in ("vendor", "runs", "named"):
        assert getattr(on, table).tobytes() == getattr(off, table).tobytes(), table


@pytest.mark.parametrize("switch", sorted(OFF))
def test_a_switch_does_not_change_who_the_accounts_are(switch: str) -> None:
    traits = ["base_volume", "own_margin", "support_worth", "reference", "opens", "segment"]
    on, off = (
        play_chunk(Arm(scenario(*s), IDLE, 7, 1), range(20), panel=True).panel[traits][:, 0, :4]
        for s in ((), (switch,))
    )
    assert np.array_equal(on, off)


def test_with_every_mechanism_off_a_relationship_never_changes() -> None:
    """Nothing is left but the even split of the trade, at the efficient support, for ever."""
    everything = [switch for switch in OFF if switch != "stakes"]
    r = played(ALL_IN, *everything, vendor={"slots": 10, "cash": 1e6}).panel.view(np.recarray)
    held = r[:, :, :4]
    assert np.all(held.active == 1.0)
    assert np.all(held.cause == 0.0)
    for name in ("price", "support", "volume", "commitment"):
        assert np.ptp(held[name], axis=1) == pytest.approx(0.0, abs=1e-12)
    assert held.price - UNIT_COST - held.support == pytest.approx(0.5 * held.surplus / (HORIZON * held.volume))

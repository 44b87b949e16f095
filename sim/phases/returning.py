"""After a breakdown: the account buys elsewhere, and comes back where both sides gain by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit_apart
from equipoise.sim.luck import Purpose, draw, normal
from equipoise.sim.phases.parting import part
from equipoise.sim.phases.renewal import form_estimates
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.rules.communication import breadth_after, channel, level_seen
from equipoise.sim.rules.contribution import capability_after
from equipoise.sim.rules.red_flags import diverted_average
from equipoise.sim.rules.rivals import best_quote
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck
    from equipoise.sim.state import World

ONE_ROUND_LATER = 2.0
"""``away`` in the round after a breakdown."""


@jit_apart
def approach(world: World, t: int, i: int, luck: Luck) -> None:
    """Either side may take talks up again, with its own dependence as the chance: 1 - (1 - D_v)(1 - D_b) in all.

    Who expects to lose most is the first to move (Cramton 1992; Fearon 1998). Each reckons by its own estimates. By now
    the account knows how well its rival fits: it learns that only by trying it (Jovanovic 1979).

    Parameters
    ----------
    world : World
        Changed in place: the rival's fit, ``talks_again``, and estimates if so.
    t, i : int
        Round and slot of an account that is away.
    luck : Luck
        The run's.
    """
    p, rel = world.params[0], world.rows[i]
    if rel.away == ONE_ROUND_LATER:
        rel.rival_match = p.match_spread * normal(luck, t, i, Purpose.MATCH)
    vendor = dependence(rel.pie_vendor, rel.left_vendor)
    # Nobody asks for something free in a round of talks, or while away: the draws of demands are free.
    ours, theirs = draw(luck, t, i, Purpose.REFUSAL), draw(luck, t, i, Purpose.DEMAND)
    rel.talks_again = 1.0 if ours < vendor or theirs < rel.dependence_account else 0.0
    if rel.talks_again > 0.0:
        form_estimates(world, t, i, luck)


@jit_apart
def settle_return(world: World, t: int, i: int, wanted_back: bool, comes_back: bool) -> None:
    """Both want to go on, and come to the table in this round; or the breakdown is final, for the cause that it had.

    Where contracts keep their date, the one that lapsed is reopened; else a whole term begins.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    wanted_back, comes_back : bool
        What the vendor and the account decided.
    """
    rel = world.rows[i]
    if wanted_back and comes_back:
        rel.away, rel.breakdown, rel.talks_again, rel.returned = 0.0, 0.0, 0.0, 1.0
        if world.params[0].reopened_contracts > 0.0:
            rel.reopened = 1.0
        else:
            rel.renews = t
    else:
        part(world, i, int(rel.breakdown))


@jit_apart
def buy_elsewhere(world: World, t: int, i: int, luck: Luck) -> None:
    """The account buys all at its rivals' best quote, with the fit of the one that it tries; selling to it goes on.

    Parameters
    ----------
    world : World
        Changed in place: both ledgers.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    rel.quote = best_quote(draw(luck, t, i, Purpose.QUOTE), rel.quote_location, p.quote_scale, p.do_without)
    rel.diverted_average = diverted_average(rel.diverted_average, 1.0)
    rel.cost_to_serve += p.selling_cost
    rel.contribution -= p.selling_cost
    rel.account_surplus += account.volume * (rel.alternative - rel.quote + rel.rival_match)


@jit_apart
def stay_away(world: World, t: int, i: int, luck: Luck) -> None:
    """A round away: nothing is invested, and capability and channel decay; what the account thinks of the vendor stays.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel = world.params[0], world.rows[i]
    rel.breadth = breadth_after(rel.breadth, 0.0, p.channel_decay, p.channel_gain)
    rel.channel = channel(rel.breadth, 0.0, p.sponsor_reach)
    rel.capability = capability_after(
        rel.capability, 0.0, 0.0, p.capability_decay, p.capability_gain, p.focus_half, p.solo_effect
    )
    rel.level_seen = level_seen(rel.level, p.level_bias, rel.channel, 0.0)
    buy_elsewhere(world, t, i, luck)

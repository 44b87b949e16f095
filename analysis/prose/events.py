"""What a round's rows amount to, in sentences: what happened, not what should have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.prose.assumed import chance_of_closing
from equipoise.analysis.prose.numbers import fixed, percent, wholly
from equipoise.analysis.prose.talks import AccountRound, talks
from equipoise.sim.rules.red_flags import AWAY, FLAG_WORDS, REORGANISED
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.prose.units import Units
    from equipoise.sim.parameters import Parameters

LEVELS = {
    1: "meets specifications",
    2: "good products",
    3: "good service and support",
    4: "contributes to its business issues",
    5: "contributes to its organisational issues",
}
"""The Buy-Sell Hierarchy, as an account would put it (R12)."""

SLIP = 0.1  # how far perception must move beyond a level before that is said

_DIVERTED = 0.005

_BEFORE_TRADE = frozenset({Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND})
"""Endings behind which nothing is bought in the round."""

_TOLD_ANYWAY = AWAY | REORGANISED
"""Flags of which there is a sentence of their own."""

_ENDS = {
    Cause.NO_DEAL: "without a deal",
    Cause.COLLAPSE: "with the collapse of the talks",
    Cause.UNDERCUT: "as it leaves for the rival",
    Cause.REFUSED_DEMAND: "over the refused demand",
    Cause.EXIT: "as it closes for reasons of its own",
    Cause.VENDOR_FAILED: "as the vendor runs out of cash",
    Cause.TAKEN: "as it is taken away",
}

_AFTER = {Cause.COLLAPSE: "the collapse of the talks", Cause.REFUSED_DEMAND: "the refused demand"}


@dataclass(frozen=True)
class Event:
    """One thing that happened: to an account, or, where that is empty, to the vendor alone."""

    account: str
    kind: str
    text: str


def account_events(own: AccountRound, parameters: Parameters) -> Iterator[Event]:
    """Tell an account's round."""
    sentences = {
        "return": _return(own),
        "charter": _investment(own, parameters),
        "talks": talks(own, parameters),
        "demand": _demand(own),
        "breakdown": _breakdown(own),
        "elsewhere": _trade(own, parameters),
        "review": _review(own, parameters),
        "reorganisation": _reorganisation(own),
        "red flag": _flags(own),
        "end": ending(own, parameters),
    }
    yield from (Event(own.name, kind, text) for kind, texts in sentences.items() for text in texts)


def _return(own: AccountRound) -> Iterator[str]:
    if own.now.returned > 0:
        yield f"It comes back to the table, after {own.units.span(int(own.before.away))} away."


def _breakdown(own: AccountRound) -> Iterator[str]:
    now = own.now
    if now.away > 1 and now.cause not in _BEFORE_TRADE:
        yield "It stays away."
    if now.away != 1:
        return
    chartered = now.charter_start == own.round or (now.start != own.round and own.before.charter > 0)
    yield f"The contract {'and the charter lapse' if chartered else 'lapses'}, and it goes elsewhere."


def _investment(own: AccountRound, parameters: Parameters) -> Iterator[str]:
    now, before = own.now, own.before
    fresh = now.start == own.round
    if now.charter_start == own.round:
        puts_in = (
            f": the account puts in {percent(now.effort, 0)} of what the vendor invests" if now.charter > 0 else ""
        )
        yield f"A charter is signed{puts_in}."
    if now.sponsor > 0 and (fresh or before.sponsor == 0):
        yield "It gets an executive sponsor."
    if now.shown > 0 and now.reference > 0 and (fresh or before.shown == 0):
        yield "The vendor begins to parade it as a reference."
    lapsed = not fresh and before.charter > 0 and now.charter == 0 and now.away == 0
    if lapsed and not _reviewed(own, parameters):
        yield "The vendor lets the charter lapse: it no longer invests in the account."


def _demand(own: AccountRound) -> Iterator[str]:
    now = own.now
    if now.asked <= 0:
        return
    asks = f"It asks for {own.units.amount(now.asked)} of free products and support"
    if now.cause == Cause.REFUSED_DEMAND or own.breaks_down(Cause.REFUSED_DEMAND):
        yield f"{asks}; the vendor gives too little."
        return
    share = now.granted / now.asked
    answer = "nothing" if now.granted <= 0 else f"{own.units.amount(now.granted)} ({wholly(share)})"
    if share > 1 - _DIVERTED:
        answer = "all of it" if now.granted >= now.asked else "nearly all of it"
    yield f"{asks}; the vendor gives {answer}."


def _trade(own: AccountRound, parameters: Parameters) -> Iterator[str]:
    now = own.now
    elsewhere, units = 1.0 - now.bought, own.units
    if now.cause in _BEFORE_TRADE or elsewhere < _DIVERTED:
        return
    if _of_a_rival(own, parameters):
        quote = f"{units.a_unit(now.quote)}{f' {units.per_unit}' if units.money else ''}"
        yield f"A rival quotes {quote}: {percent(elsewhere, 0)} of its needs are bought there."
    else:
        quote = f"{units.a_unit(now.quote)} {units.per_unit}"
        yield f"To do without costs it {quote}: so it does for {percent(elsewhere, 0)} of its needs."


def _of_a_rival(own: AccountRound, parameters: Parameters) -> bool:
    """Whether the best offer is a rival's, and not to do without."""
    return bool(own.now.quote < parameters.market.do_without)


def _review(own: AccountRound, parameters: Parameters) -> Iterator[str]:
    if not _reviewed(own, parameters):
        return
    now = own.now
    again = " again" if _missed_before(own) else ""
    fails = f"fails its review{again}" if now.charter > 0 else f"fails its review{again}, and is dissolved"
    outcome = "passes its review" if now.misses == 0 else fails
    returned = fixed(100.0 * now.project_return, 0, signed=True)
    talks = " The contract is reopened." if now.charter == 0 and now.cause == 0 else ""
    yield f"The charter {outcome}; the return on joint investment is {returned}%.{talks}"


def _reviewed(own: AccountRound, parameters: Parameters) -> bool:
    """Whether a charter was reviewed at the end of the round: one that lapsed, or whose account had gone, was not."""
    now = own.now
    due = (own.round + 1 - now.charter_start) % parameters.charter.review == 0
    gone = now.cause in {*_BEFORE_TRADE, Cause.UNDERCUT}
    return bool(due and not gone and (now.charter > 0 or now.misses > _missed_before(own)))


def _missed_before(own: AccountRound) -> float:
    """Reviews that the charter had missed in a row when the round began."""
    afresh = own.now.charter_start == own.round or own.before.reorganised == own.round - 1
    return 0.0 if afresh else float(own.before.misses)


def _reorganisation(own: AccountRound) -> Iterator[str]:
    if own.now.reorganised == own.round:
        standing = f"the vendor's standing goes to Level {own.now.level:.1f}"
        yield f"The account reorganises: {standing}, and the contract is reopened."


def _flags(own: AccountRound) -> Iterator[str]:
    before = 0 if own.now.start == own.round else int(own.before["red_flags"])
    up = int(own.now["red_flags"]) & ~before & ~_TOLD_ANYWAY
    words = [text for flag, text in FLAG_WORDS.items() if up & flag]
    if words and own.now.cause == 0:
        yield f"Red flag: {' and '.join(words)}."


def ending(own: AccountRound, parameters: Parameters) -> Iterator[str]:
    """Tell the end of a relationship, if it ended."""
    now, units = own.now, own.units
    if now.cause > 0:
        how = _ENDS[Cause(int(now.cause))]
        if now.away > 1 and now.cause == now.breakdown:
            how = f"as one side would not go on, {units.span(int(now.away) - 1)} after {_AFTER[Cause(int(now.cause))]}"
        if now.cause == Cause.UNDERCUT and not _of_a_rival(own, parameters):
            how = "as it does without"
        lost = f"the vendor {_loses(units, now.lost_vendor)}, the account {_loses(units, now.lost_account)}"
        closes = units.chance(chance_of_closing(parameters))
        assumed = f" Such an end is assumed: {closes}, whoever serves it." if now.cause == Cause.EXIT else ""
        yield f"The relationship ends {how}, after {units.span(int(now.tenure) + 1)}; {lost}.{assumed}"


def _loses(units: Units, worth: float) -> str:
    """What a side loses by an ending, or gains where it is better off without."""
    return f"{'gains' if worth < 0.0 else 'loses'} {units.amount(abs(worth))}"


class Standing:
    """Whole levels of the hierarchy at which accounts were last said to see the vendor."""

    def __init__(self) -> None:
        self._levels: dict[str, int] = {}

    def move(self, name: str, level: float) -> str | None:
        """Say so when an account has come to see the vendor on another level."""
        last = self._levels.setdefault(name, int(level))
        if last - SLIP <= level < last + 1 + SLIP:
            return None
        self._levels[name] = int(level)
        return f"It now sees the vendor on Level {int(level)}: {LEVELS[int(level)]}."

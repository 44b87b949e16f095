"""What a round's rows amount to, in sentences: what happened, not what should have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.phrases import percent
from equipoise.app.numbers import money
from equipoise.sim.rules.red_flags import FLAG_WORDS, REORGANISED
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from equipoise.sim.parameters import Parameters

_SHOWN = 0.005  # change of a price that two decimals show

LEVELS = {
    1: "meets specifications",
    2: "good products",
    3: "good service and support",
    4: "contributes to its business issues",
    5: "contributes to its organisational issues",
}
"""The Buy-Sell Hierarchy, as an account would put it (R12)."""

WIDE = 1.1
"""Support above this multiple of its efficient level stands in for a price that could not fall far enough."""

SLIP = 0.1
"""How far perception must move beyond a level before it is told."""

_DIVERTED = 0.005


@dataclass(frozen=True)
class Event:
    """One thing that happened: to an account, or, where that is empty, to the vendor alone."""

    account: str
    kind: str
    text: str


@dataclass(frozen=True)
class Seen:
    """An account's round, from 0: its slot's row after this round and after the last."""

    name: str
    round: int
    now: np.record
    before: np.record


def account_events(seen: Seen, parameters: Parameters) -> Iterator[Event]:
    """Tell an account's round."""
    sentences = (
        *(("charter", text) for text in _investment(seen)),
        *(("talks", text) for text in _talks(seen)),
        *(("demand", text) for text in _demand(seen)),
        *(("elsewhere", text) for text in _trade(seen)),
        *(("review", text) for text in _review(seen, parameters)),
        *(("reorganisation", text) for text in _reorganisation(seen)),
        *(("red flag", text) for text in _flags(seen)),
        *(("end", text) for text in ending(seen)),
    )
    for kind, text in sentences:
        yield Event(seen.name, kind, text)


def _investment(seen: Seen) -> Iterator[str]:
    now, before = seen.now, seen.before
    fresh = now.start == seen.round
    if now.charter > 0 and (fresh or before.charter == 0):
        yield f"A charter is signed: the account puts in {percent(now.effort, 0)} of what the vendor invests."
    if now.sponsor > 0 and (fresh or before.sponsor == 0):
        yield "It gets an executive sponsor."
    if now.shown > 0 and now.reference > 0 and (fresh or before.shown == 0):
        yield "The vendor begins to parade it as a reference."
    if before.charter > 0 and now.charter == 0 and now.misses == before.misses and now.cause == 0:
        yield "The vendor lets the charter lapse: the account no longer passes its screen."


def _talks(seen: Seen) -> Iterator[str]:
    now = seen.now
    if now.exchanges < 0:
        return
    offers = f"The vendor opens at {now.opening:.2f} a unit, the account at {now.account_opening:.2f}"
    exchanges = int(now.exchanges)
    after = "at once" if exchanges == 0 else f"after {exchanges} exchange{'s' if exchanges > 1 else ''}"
    if now.cause == Cause.COLLAPSE:
        yield f"{offers}; talks collapse {after}."
    elif now.cause == Cause.NO_DEAL:
        limits = f"the vendor would go to {now.vendor_reserve:.2f} and the account to {now.account_reserve:.2f}"
        yield f"{offers}; {limits}: no deal."
    else:
        yield f"{offers}; they sign {after}: {_contract(seen)}."


def _contract(seen: Seen) -> str:
    now, before = seen.now, seen.before
    price = f"price {now.price:.2f}"
    if now.start != seen.round and abs(now.price - before.price) >= _SHOWN:
        price += f" (from {before.price:.2f})"
    support = f"support of {now.support:.2f}"
    if now.support > WIDE * now.efficient_support:
        support += f", {now.support - now.efficient_support:.2f} of it beyond what it is worth"
    bound = "nothing" if now.commitment < _DIVERTED else f"{percent(now.commitment, 0)} of its needs"
    return f"{price}, {support}, {bound} committed"


def _demand(seen: Seen) -> Iterator[str]:
    now = seen.now
    if now.asked <= 0:
        return
    asks = f"It asks for {money(now.asked)} of free products and support"
    if now.cause == Cause.REFUSED_DEMAND:
        yield f"{asks}; the vendor gives too little."
        return
    share = now.granted / now.asked
    answer = (
        "all of it"
        if share > 1 - _DIVERTED
        else "nothing"
        if share < _DIVERTED
        else f"{money(now.granted)} ({percent(share, 0)})"
    )
    yield f"{asks}; the vendor gives {answer}."


def _trade(seen: Seen) -> Iterator[str]:
    now = seen.now
    elsewhere = 1.0 - now.bought
    if now.cause in {Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND} or elsewhere < _DIVERTED:
        return
    yield f"A rival quotes {now.quote:.2f}: {percent(elsewhere, 0)} of its needs are bought there."


def _review(seen: Seen, parameters: Parameters) -> Iterator[str]:
    now, before = seen.now, seen.before
    if before.charter == 0 and now.charter == 0:
        return
    started = now.charter_start
    if (seen.round + 1 - started) % parameters.charter.review != 0:
        return
    result = f"the return on joint investment is {100.0 * now.project_return:+.0f}%"
    if now.misses == 0:
        yield f"The charter passes its review; {result}."
    elif now.charter > 0:
        yield f"The charter fails its review; {result}."
    else:
        yield f"The charter fails its review again, and is dissolved; {result}."


def _reorganisation(seen: Seen) -> Iterator[str]:
    if seen.now.reorganised == seen.round:
        standing = f"the vendor's standing goes to Level {seen.now.level:.1f}"
        yield f"The account reorganises: {standing}, and the contract is reopened."


def _flags(seen: Seen) -> Iterator[str]:
    fresh = seen.now.start == seen.round
    raised = (
        int(seen.now["red_flags"]) & ~(0 if fresh else int(seen.before["red_flags"])) & ~REORGANISED
    )  # that is told
    words = [text for flag, text in FLAG_WORDS.items() if raised & flag]
    if words and seen.now.cause == 0:
        yield f"Red flag: {' and '.join(words)}."


def ending(seen: Seen) -> Iterator[str]:
    """Tell the end of a relationship, if it ended."""
    now = seen.now
    causes = {
        Cause.NO_DEAL: "without a deal",
        Cause.COLLAPSE: "with the collapse of the talks",
        Cause.UNDERCUT: "as it leaves for the rival",
        Cause.REFUSED_DEMAND: "over the refused demand",
        Cause.CHARTER: "with the charter",
        Cause.EXIT: "as it closes for reasons of its own",
        Cause.VENDOR_FAILED: "as the vendor runs out of cash",
        Cause.TAKEN: "as it is taken away",
    }
    if now.cause > 0:
        lost = f"the vendor loses {money(now.lost_vendor)}, the account {money(now.lost_account)}"
        yield f"The relationship ends {causes[Cause(int(now.cause))]}, after {int(now.tenure) + 1} rounds; {lost}."


class Standing:
    """Whole levels of the hierarchy at which accounts were last told to see the vendor."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def moved(self, name: str, level: float) -> str | None:
        """Say so when an account has come to see the vendor on another level."""
        told = self._told.setdefault(name, int(level))
        if told - SLIP <= level < told + 1 + SLIP:
            return None
        self._told[name] = int(level)
        return f"It now sees the vendor on Level {int(level)}: {LEVELS[int(level)]}."

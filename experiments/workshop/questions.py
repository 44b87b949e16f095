"""What people are asked at a table that is played live, and which cells of the sheet an answer fills."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.players import is_together
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.phases.renewal import is_due

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.sim.session import Session


MOST_OFFERS = 6
"""Offers that two people may make each other in talks, in turn."""


class Kind(StrEnum):
    """Kinds of questions."""

    PLAN = "plan"
    """A year's plan, at its beginning."""
    DEAL = "deal"
    """What the two sides agreed, where people sit on both."""
    OPENING = "opening"
    """The first offer of talks that are typed: with a program, or with somebody who is elsewhere."""
    OFFER = "offer"
    """A further offer, or an acceptance."""
    REQUEST = "request"
    """What to ask for, free."""
    ANSWER = "answer"
    """What to give of it."""
    BACK = "back"
    """Whether to go on after a breakdown."""


class Question(NamedTuple):
    """A question to a seat; a deal is one of both."""

    id: str  #: as an answer names it: round, kind, and seat or exchange
    kind: Kind
    side: Side
    round: int
    exchange: int = 0  #: of offers, from 0
    offers: tuple[Mapping[str, str], ...] = ()  #: that the two people at the table made so far, in turn
    typed: bool = False  #: whether it is an offer of one person to another

    @property
    def year(self) -> int:
        """From 1."""
        return self.round // ROUNDS_A_YEAR + 1

    @property
    def is_final(self) -> bool:
        """Whether there is no further offer after the one on the table: it is accepted, or not."""
        made = self.offers
        return bool(made) and (len(made) >= MOST_OFFERS or made[-1].get("last") == "yes")


_KINDS = {
    **dict.fromkeys(
        ("pursue", "focus", "channel", "sponsor", "survey", "charter", "show", "sign", "effort"), Kind.PLAN
    ),
    **dict.fromkeys(("vendor_support", "account_support", "vendor_opening", "account_opening"), Kind.OPENING),
    **dict.fromkeys(("ask", "bid"), Kind.OFFER),
    "demand": Kind.REQUEST,
    "grant": Kind.ANSWER,
    "take_back": Kind.BACK,
    "come_back": Kind.BACK,
}
"""The question that fills a cell; the program fills all others."""

TALKS = {Kind.OPENING, Kind.OFFER}


def plan_of(side: Side, year: int) -> Question:
    """The question for a year's plan."""
    first = (year - 1) * ROUNDS_A_YEAR
    return Question(f"{first}.{Kind.PLAN}.{side.value}", Kind.PLAN, side, first)


def deal_of(round_: int) -> Question:
    """The question for what was agreed in the talks of a round."""
    return Question(f"{round_}.{Kind.DEAL}", Kind.DEAL, Side.BOTH, round_)


def question_for(session: Session, side: Side, name: str, years: int, *, agreed: bool) -> Question | None:
    """Find the question whose answer fills a cell that is open now; None where the program decides.

    Nothing is asked after the years in the seats but what the last plan says; ``agreed`` says that people sit on both
    sides, and hand in deals.
    """
    kind, t = _KINDS.get(name), session.round
    year = t // ROUNDS_A_YEAR + 1
    if kind is Kind.PLAN:
        return plan_of(side, min(year, years))
    if kind is None or year > years or (kind in TALKS and t == 0):
        return None  # the first contract is given
    if kind not in TALKS:
        return Question(f"{t}.{kind}.{side.value}", kind, side, t)
    return deal_of(t) if agreed else _talks(session, side, kind)


def _talks(session: Session, side: Side, kind: Kind) -> Question:
    """The question of talks with a program: the first offer, or a further one."""
    t, exchange = session.round, session.moment.exchange
    if kind is Kind.OPENING or exchange == 0:
        return Question(f"{t}.{Kind.OPENING}.{side.value}", Kind.OPENING, side, t)
    return Question(f"{t}.{Kind.OFFER}.{side.value}.{exchange}", Kind.OFFER, side, t, exchange)


def asked_first(session: Session, slot: int, years: int) -> list[Question]:
    """What people on both sides are asked before the vendor's plan is carried out: the deal, then both plans."""
    t = session.round
    if t // ROUNDS_A_YEAR >= years or not is_together(session, slot):
        return []
    found = [deal_of(t)] if t and is_due(session.world, t, slot) else []
    away = session.world.rows[slot].away > 0.0
    if t % ROUNDS_A_YEAR == 0 and not away:
        found.append(plan_of(Side.ACCOUNT, t // ROUNDS_A_YEAR + 1))
    return found

"""Talks of two people who are not in one place: offers in turn, until one is accepted, or there are no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.columns import ACCEPT, LEAVE, NO_DEAL, in_full
from equipoise.experiments.workshop.questions import Kind, Question, deal_of
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.workshop.answers import Answer

NO_PROMISES = {"promised_build": "none", "promised_work": "not"}
NOTHING_AGREED: Answer = {"price": NO_DEAL, **NO_PROMISES}
"""What the two hand in who have not agreed: the old contract goes on."""

FAR = 1e3
"""A price that nobody agrees to, money a unit: whoever has left asks it, or offers less than nothing."""
_GONE = {
    "vendor_reserve": FAR, "ask": FAR, "account_reserve": -FAR, "bid": -FAR, "take_back": 0.0, "come_back": 0.0,
}  # fmt: skip


class Talk(NamedTuple):
    """Where the talks of a round stand."""

    question: Question | None  #: what comes next; None when they are over
    offers: tuple[Answer, ...]  #: so far, in turn
    result: Answer | None = None  #: as a deal is handed in; empty where it is left to programs, None while talks go on


def opener(round_: int) -> Side:
    """Who opens: the vendor in odd years, the account in even ones."""
    return Side.ACCOUNT if (round_ // ROUNDS_A_YEAR) % 2 else Side.VENDOR


def talk_of(round_: int, answers: Mapping[str, Answer]) -> Talk:
    """Follow the talks of a round; each offer after the first counts as an exchange."""
    offers: list[Answer] = []
    question = _next(round_, offers)
    while (answer := answers.get(question.id)) is not None:
        if not answer:
            return Talk(None, (*offers,), answer)
        word = in_full(answer["price"], (ACCEPT, NO_DEAL, LEAVE))
        if word == ACCEPT:
            agreed = {name: text for name, text in offers[-1].items() if name not in {"last", "note"}}
            return Talk(None, (*offers,), agreed | {"minutes": str(len(offers))})
        if word in {NO_DEAL, LEAVE}:
            return Talk(None, (*offers,), {"price": word, **NO_PROMISES})
        offers.append(answer)
        question = _next(round_, offers)
    return Talk(question, (*offers,))


def _next(round_: int, offers: list[Answer]) -> Question:
    side = opener(round_)
    if len(offers) % 2:
        side = Side.VENDOR if side is Side.ACCOUNT else Side.ACCOUNT
    kind = Kind.OFFER if offers else Kind.OPENING
    number = f".{len(offers) + 1}" if offers else ""
    return Question(f"{round_}.{kind}{number}", kind, side, round_, len(offers), (*offers,), typed=True)


def deal_in(round_: int, answers: Mapping[str, Answer]) -> Answer | None:
    """What people came to in a round: what they handed in, or what their offers ended with."""
    return answers.get(deal_of(round_).id) or talk_of(round_, answers).result


def first_offer(round_: int, side: Side, answers: Mapping[str, Answer]) -> Answer | None:
    """What a side opened with in a round, if it made an offer."""
    offers = talk_of(round_, answers).offers
    return next(iter(offers[0 if side is opener(round_) else 1 :]), None)


def has_left(round_: int, answers: Mapping[str, Answer]) -> bool:
    """Whether one of the two has left for good, up to a round."""
    return any(
        answer.get("price") == LEAVE and int(question.partition(".")[0]) <= round_
        for question, answer in answers.items()
    )


def gone(name: str) -> float | None:
    """What a cell holds once one of the two has left; None for cells that have nothing to do with it."""
    return _GONE.get(name)

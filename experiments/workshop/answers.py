"""Answers as people send them, texts by name: what a question asks, whether an answer will do, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from equipoise.experiments.workshop.columns import (
    ACCEPT,
    ACCOUNT_PLAN,
    ASKED,
    COME_BACK,
    GIVEN,
    LAST,
    LEAVE,
    MINUTES,
    NO_DEAL,
    NOTE,
    PRICE,
    PROMISES,
    SUPPORT,
    TAKE_BACK,
    VENDOR_PLAN,
    YES_OR_NO,
    Column,
    in_full,
)
from equipoise.experiments.workshop.plans import AccountPlan, Deal, VendorPlan
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.decisions import Side
from equipoise.sim.wording import listed, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session

Answer: TypeAlias = "Mapping[str, str]"
"""What a person sent: texts by the name of the column."""

WITHOUT_DEAL = 6
"""Exchanges of offers that talks without an agreement count as."""

_OF_AN_OFFER = {"support", "minutes", "promised_build", "promised_work", "last"}
_NEEDLESS = {NO_DEAL: {"support", "minutes"}, ACCEPT: _OF_AN_OFFER, LEAVE: _OF_AN_OFFER}
"""What is not asked beside a word that stands in place of a price."""


def columns_of(question: Question, table: Table, session: Session) -> list[Column]:
    """What a question asks at a table, with the words and ranges that hold there now."""
    if question.typed:
        return _offered(question, table, session)
    sign, work = ACCOUNT_PLAN
    of_vendor = question.side is Side.VENDOR
    price = within_reach(table, session)
    asked: dict[Kind, Sequence[Column]] = {
        Kind.PLAN: VENDOR_PLAN if of_vendor else (sign, work._replace(words=tuple(table.counterpart.work))),
        Kind.DEAL: (price._replace(words=(NO_DEAL,)), SUPPORT, MINUTES, *PROMISES),
        Kind.OPENING: (price, SUPPORT),
        Kind.OFFER: (price._replace(words=(ACCEPT,)),),
        Kind.REQUEST: (ASKED,),
        Kind.ANSWER: (GIVEN,),
        Kind.BACK: (TAKE_BACK if of_vendor else COME_BACK,),
    }
    return list(asked[question.kind])


def _offered(question: Question, table: Table, session: Session) -> list[Column]:
    """What an offer to a person asks; after the last one only whether it is accepted."""
    if question.is_final:
        return [PRICE._replace(words=(ACCEPT, NO_DEAL, LEAVE), high=0.0), NOTE]
    words = (ACCEPT, LEAVE) if question.offers else (LEAVE,)
    return [within_reach(table, session)._replace(words=words), SUPPORT, *PROMISES, LAST, NOTE]


def within_reach(table: Table, session: Session) -> Column:
    """The price of a contract: within a step of the last one."""
    unit = table.workshop.money.price
    step = float(session.world.params[0].price_step)
    last = float(session.world.rows[table.slot].price)
    return PRICE._replace(words=(), low=unit * (last - step), high=unit * (last + step))


def wrong(answer: Answer, columns: list[Column]) -> list[str]:
    """Say everything that is wrong with an answer; nothing when it will do."""
    asked = {column.name: column for column in columns}
    found = [f"{written(name)}   is not asked; {listed(asked, 'and')} is" for name in answer if name not in asked]
    needless = _needless(answer, columns)
    for name, column in asked.items():
        typed = answer.get(name, "")
        if name in needless or (column.optional and not typed.strip()):
            continue
        found += [f"{name}   must be stated"] if not typed.strip() else filter(None, [column.wrong(typed)])
    return found


def _needless(answer: Answer, columns: Sequence[Column]) -> set[str]:
    words = next((column.words for column in columns if column.name == "price"), ())
    return _NEEDLESS.get(in_full(answer.get("price", ""), words), set())


def complete(answer: Answer, columns: Sequence[Column]) -> Answer:
    """Write an answer that will do in full words, without what it makes needless."""
    needless = _needless(answer, columns)
    return {
        one.name: answer[one.name] if one.longest else in_full(answer[one.name], one.words)
        for one in columns
        if one.name in answer and one.name not in needless
    }


def plan_from(answer: Answer, side: Side) -> VendorPlan | AccountPlan:
    """Read a year's plan."""
    columns = VENDOR_PLAN if side is Side.VENDOR else ACCOUNT_PLAN
    said = {column.name: in_full(answer[column.name], column.words) for column in columns}
    yes = {column.name: said[column.name] == "yes" for column in columns if column.words == YES_OR_NO}
    if side is Side.VENDOR:
        return VendorPlan(said["build"], yes["joint_plan"], yes["people"], yes["show"], yes["win"])
    return AccountPlan(yes["sign"], said["work"])


def deal_from(answer: Answer, unit: float) -> Deal:
    """Read what was agreed, in the model's money; minutes after the first are exchanges of offers."""
    if in_full(answer["price"], (NO_DEAL,)) == NO_DEAL:
        return Deal(None, None, WITHOUT_DEAL)
    return Deal(float(answer["price"]) / unit, float(answer["support"]) / unit, int(answer["minutes"]) - 1)

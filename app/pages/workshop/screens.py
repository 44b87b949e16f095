"""What a seat sees with a question: how it stands, what each answer costs, and what it may bring about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from equipoise.app.pages.workshop.at import At, asked, beside, break_means, title
from equipoise.app.pages.workshop.plan_screens import account_plan, vendor_plan
from equipoise.app.pages.workshop.screen import Screen
from equipoise.app.pages.workshop.talk_screens import talks
from equipoise.app.pages.workshop.words import bar, currency_of
from equipoise.experiments.workshop.plans import ASK, GIVE
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.moves import account_threat, vendor_threat
from equipoise.sim.rules.demands import end_after_refusal
from equipoise.sim.session import NOBODY, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session

NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})


def screen_of(
    question: Question, side: Side, table: Table, session: Session, answers: Mapping[str, Answer] = NO_ANSWERS
) -> Screen:
    """Make the screen of a question, from what the seat may be shown, and nothing else.

    Among ``answers``, by question, is what the two agreed, which both have read.
    """
    seen = session.shown(Seat(side, table.slot))
    own = session.shown(Seat(Side.VENDOR, NOBODY)) if side is Side.VENDOR else {}
    at = At(question, table, session, seen, own, currency_of(table.workshop.money), answers)
    make = {
        Kind.PLAN: vendor_plan if side is Side.VENDOR else account_plan,
        Kind.DEAL: talks,
        Kind.OPENING: talks,
        Kind.OFFER: talks,
        Kind.REQUEST: _request,
        Kind.ANSWER: _answer,
        Kind.BACK: _back,
    }[question.kind]
    return make(at, side)


def _request(at: At, _: Side) -> Screen:
    part = end_after_refusal(account_threat(at.session.world, at.table.slot), 0.0)
    worth = {word: at.currency.figure(share * at.purchases) for word, share in ASK.items() if share}
    danger = round(100.0 * part)
    risk = f"If it gives nothing, you part in {danger} of 100 cases" if danger else "Hardly ever do you part over it"
    warning = (
        f"The amounts are what it is worth to you. {risk}. {break_means(at, Side.ACCOUNT)} What you ask for tells the "
        "vendor what you are."
    )
    said = title(at, "YOU COULD ASK FOR SOMETHING FREE")
    return Screen(said, at.stake(Side.ACCOUNT), asked(at, {"ask": beside(worth)}), warning)


def _answer(at: At, _: Side) -> Screen:
    write = at.currency.figure
    wanted = at.session.value(at.table.slot, "demand")
    threat = vendor_threat(at.session.world, at.table.slot, wanted)
    words = {}
    for word, share in GIVE.items():
        part = round(100.0 * end_after_refusal(threat, share))
        words[word] = "; ".join(
            [*([write(share * wanted)] if share else []), f"you part in {part} of 100 cases" if part else "no danger"]
        )
    stands = [
        f"{at.account} asks for {write(wanted)}, free.",
        *at.stake(Side.VENDOR),
        f"Your cash is {write(at.own['cash'])}.",
        *at.short_of_cash,
    ]
    warning = (
        f"How likely you part is reckoned from your estimates, and may be wrong. {break_means(at, Side.VENDOR)} Who is "
        "given most or all takes it that you can't lose it."
    )
    said = title(at, f"{at.account.upper()} ASKS FOR SOMETHING FREE")
    return Screen(said, stands, asked(at, {"give": beside(words)}), warning)


def _back(at: At, side: Side) -> Screen:
    other = at.account if side is Side.VENDOR else "the vendor"
    stands = [f"You have been apart since {_since(at)}. Talks can be taken up again."]
    need = at.seen["dependence_vendor" if side is Side.VENDOR else "dependence_account"]
    stands.append(f"You need {other} {bar(need)}.")
    warning = f"If both say yes, you are back at the table. If you or {other} says no, it is over for good."
    return Screen(title(at, "GO ON TOGETHER?"), stands, asked(at, {}), warning)


def _since(at: At) -> str:
    """When the two broke up."""
    away = at.session.history(Seat(at.question.side, at.table.slot))["away"]
    year, quarter = divmod(int(np.flatnonzero(away == 1.0)[-1]), ROUNDS_A_YEAR)
    return f"year {year + 1}, quarter {quarter + 1}"

"""What a seat sees with a question: how it stands, what each answer costs, and what it may bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.words import bar, currency_of
from equipoise.experiments.workshop.answers import columns_of
from equipoise.experiments.workshop.plans import ASK, BUILD, CHANNEL, GIVE, WORK
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.moves import account_threat, vendor_threat
from equipoise.sim.rules.demands import end_after_refusal
from equipoise.sim.rules.package import support_value
from equipoise.sim.rules.portfolio import winning_cost
from equipoise.sim.schedule import terms_on_table
from equipoise.sim.session import NOBODY, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from equipoise.analysis.prose.currency import Currency
    from equipoise.experiments.workshop.columns import Column
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session


class Option(NamedTuple):
    """A word that may be chosen, and what is said beside it."""

    word: str
    beside: str = ""


class Asked(NamedTuple):
    """One thing that is asked."""

    column: Column
    options: list[Option]  #: for words; none where a number is asked for
    help: str = ""


class Screen(NamedTuple):
    """A question as a seat sees it."""

    title: str
    stands: list[str]  #: how it stands, a sentence each
    asked: list[Asked]
    warning: str = ""


class _At(NamedTuple):
    """Where a screen is made."""

    question: Question
    table: Table
    session: Session
    seen: Mapping[str, float]  #: of the relationship, by this seat
    own: Mapping[str, float]  #: the vendor's own books; none for the account
    currency: Currency

    @property
    def params(self) -> np.record:
        row: np.record = self.session.world.params[0]
        return row

    @property
    def account(self) -> str:
        return self.table.workshop.account

    def last_year(self, name: str) -> float:
        """Sum of a column over the last four quarters that are over."""
        return float(self.session.history(Seat(self.question.side, self.table.slot))[name][-ROUNDS_A_YEAR:].sum())

    @property
    def purchases(self) -> float:
        """Of a year, at the contract's price."""
        return ROUNDS_A_YEAR * self.seen["volume"] * self.seen["price"]


def screen_of(question: Question, side: Side, table: Table, session: Session) -> Screen:
    """Make the screen of a question.

    Parameters
    ----------
    question : Question
        Open at the table.
    side : Side
        Which seat sees it.
    table : Table
        The table.
    session : Session
        Where it stops.

    Returns
    -------
    Screen
        From what the seat may be shown, and nothing else.
    """
    seen = session.shown(Seat(side, table.slot))
    own = session.shown(Seat(Side.VENDOR, NOBODY)) if side is Side.VENDOR else {}
    at = _At(question, table, session, seen, own, currency_of(table.workshop.money))
    make = {
        Kind.PLAN: _vendor_plan if side is Side.VENDOR else _account_plan,
        Kind.DEAL: _talks,
        Kind.OPENING: _talks,
        Kind.OFFER: _talks,
        Kind.REQUEST: _request,
        Kind.ANSWER: _answer,
        Kind.BACK: _back,
    }[question.kind]
    return make(at, side)


def _title(at: _At, what: str) -> str:
    quarter = at.question.round % ROUNDS_A_YEAR + 1
    when = f"YEAR {at.question.year} of {at.table.workshop.years}"
    return f"{when} · {what}" if at.question.kind is Kind.PLAN else f"{when}, Q{quarter} · {what}"


def _asked(at: _At, beside: Mapping[str, Mapping[str, str]], helps: Mapping[str, str]) -> list[Asked]:
    """Set what is said beside each word."""
    return [
        Asked(
            column,
            [Option(word, beside.get(column.name, {}).get(word, "")) for word in column.words],
            helps.get(column.name, ""),
        )
        for column in columns_of(at.question, at.table, at.session)
    ]


def _vendor_plan(at: _At, _: Side) -> Screen:
    write, p = at.currency.amount, at.params
    costs = {
        "build": {word: write(share * at.purchases) for word, share in BUILD.items()},
        "joint_plan": {"yes": write(ROUNDS_A_YEAR * p.team_cost)},
        "people": {"yes": write(CHANNEL * at.purchases + ROUNDS_A_YEAR * p.sponsor_cost)},
        "show": {"yes": "free"},
        "win": {"yes": f"{write(winning_cost(p.replace_ratio, p.selling_cost))} each"},
    }
    helps = {
        "build": f"What only you can give. In full only if {at.account} works on it; you see it after two years.",
        "joint_plan": f"{at.account} may sign it, and decides how hard it works.",
        "people": f"Protects you when {at.account} reorganises, and makes your guesses better.",
        "show": f"New accounts come faster. {at.account} notices that you need it.",
        "win": "They pay some years later. Only while your cash lasts.",
    }
    need = f"You need {at.account} {bar(at.seen['dependence_vendor'])}; it needs you {_guess(at)}"
    stands = [f"Cash: {write(at.own['cash'])}.", need] if at.question.round else [f"Cash: {write(at.own['cash'])}."]
    return Screen(_title(at, "PLAN · you are the vendor"), stands, _asked(at, costs, helps))


def _guess(at: _At) -> str:
    return f"{bar(at.seen['dependence_account'])} (your guess)."


def _account_plan(at: _At, _: Side) -> Screen:
    write = at.currency.amount
    some = BUILD["some"] * at.purchases
    costs = {"sign": {"yes": "free"}, "work": {word: write(share * some) for word, share in WORK.items()}}
    helps = {
        "sign": "Without a joint plan your work has no effect.",
        "work": "If the vendor builds some; twice that if much. A better vendor, and your own sales grow.",
    }
    stands = [f"You need the vendor {bar(at.seen['dependence_account'])}."] if at.question.round else []
    return Screen(_title(at, f"PLAN · you are {at.account}"), stands, _asked(at, costs, helps))


def _talks(at: _At, side: Side) -> Screen:
    price = at.currency.a_unit
    one_euro = at.currency.amount(ROUNDS_A_YEAR * at.seen["volume"] / at.currency.price)
    stands = [
        f"Today: {price(at.seen['price'])}, support {price(at.seen['support'])}.",
        f"Others charge about {price(at.seen['alternative'])}.",
    ]
    if at.question.kind is Kind.OFFER:
        theirs = at.session.value(at.table.slot, "bid" if side is Side.VENDOR else "ask")
        terms = terms_on_table(at.session.world, at.table.slot)
        stands.append(
            f"{at.account if side is Side.VENDOR else 'The vendor'} offers {price(theirs)}, with support "
            f"{price(terms.support)} and {terms.commitment:.0%} bound: {_worth(at, side, theirs, terms.support)}."
        )
    last = int(at.params.exchanges)
    left = f" Offer {at.question.exchange + 1} of {last + 1}." if at.question.kind is Kind.OFFER else ""
    helps = {
        "price": f"1 a unit is {one_euro} a year.",
        "support": "It costs you what it says, and is worth more to them, up to a point: ask where."
        if side is Side.VENDOR
        else _support_worth(at),
    }
    warning = (
        f"Each further offer breaks talks off in {100.0 * at.params.collapse:.0f} of 100 cases.{left} Without an "
        "agreement at the last, they break off."
    )
    return Screen(_title(at, "THE TABLE"), stands, _asked(at, {}, helps), warning)


def _worth(at: _At, side: Side, price: float, support: float) -> str:
    """What an offer is worth a year, by what this seat knows."""
    units = ROUNDS_A_YEAR * at.seen["volume"]
    if side is Side.VENDOR:
        return (
            f"{at.currency.amount(units * (price - at.params.unit_cost - support))} a year for you, before other costs"
        )
    value = support_value(support, at.seen["support_worth"], at.params.support_curvature)
    gained = units * (value + at.seen["unique"] + at.seen["alternative"] - price)
    return f"{at.currency.amount(gained)} a year better than the market"


def _support_worth(at: _At) -> str:
    """What some amounts of support are worth to the account, which alone knows it."""
    told = []
    for amount in (0.05, 0.1, 0.15):
        worth = support_value(amount, at.seen["support_worth"], at.params.support_curvature)
        told.append(f"{at.currency.a_unit(amount)} is worth {at.currency.a_unit(worth)}")
    return f"To you {', '.join(told)} a unit; only you know that."


def _request(at: _At, _: Side) -> Screen:
    write = at.currency.amount
    part = end_after_refusal(account_threat(at.session.world, at.table.slot), 0.0)
    beside = {"ask": {word: write(share * at.purchases) for word, share in ASK.items()}}
    warning = (
        f"If it gives nothing, you part in {100.0 * part:.0f} of 100 cases, perhaps for a while. What you ask for "
        "tells it what you are."
    )
    return Screen(_title(at, "YOU COULD ASK FOR SOMETHING FREE"), [], _asked(at, beside, {}), warning)


def _answer(at: _At, _: Side) -> Screen:
    write = at.currency.amount
    asked = at.session.value(at.table.slot, "demand")
    threat = vendor_threat(at.session.world, at.table.slot, asked)
    beside = {
        "give": {
            word: f"{write(share * asked)}; you part in {100.0 * end_after_refusal(threat, share):.0f} of 100 cases"
            for word, share in GIVE.items()
        }
    }
    stands = [
        f"{at.account} asks for {write(asked)}, free.",
        f"It brought {write(at.last_year('contribution'))} in the last four quarters.",
        f"Your cash is {write(at.own['cash'])}.",
    ]
    warning = "How likely you part is your guess. Who is given most or all takes it that you can't lose it."
    return Screen(_title(at, f"{at.account.upper()} ASKS FOR SOMETHING FREE"), stands, _asked(at, beside, {}), warning)


def _back(at: _At, side: Side) -> Screen:
    other = at.account if side is Side.VENDOR else "the vendor"
    stands = [f"You have been apart for {int(at.seen['away'])} quarters. Talks can be taken up again."]
    need = at.seen["dependence_vendor" if side is Side.VENDOR else "dependence_account"]
    stands.append(f"You need {other} {bar(need)}.")
    warning = f"If both say yes, you are back at the table. If you or {other} says no, it is over for good."
    return Screen(_title(at, "GO ON TOGETHER?"), stands, _asked(at, {}, {}), warning)

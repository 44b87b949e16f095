"""What a seat sees with a question: how it stands, what each answer costs, and what it may bring about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.screen import Asked, Option, Screen
from equipoise.app.pages.workshop.words import bar, currency_of, label
from equipoise.experiments.workshop.answers import WITHOUT_DEAL, columns_of
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
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session


_NOTHING: Mapping[str, str] = MappingProxyType({})


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

    def stake(self, side: Side) -> list[str]:
        """What a break would put at risk: what the relationship brought this seat lately, where it did."""
        quarters = min(self.question.round, ROUNDS_A_YEAR)
        if not quarters:
            return []
        history = self.session.history(Seat(side, self.table.slot))
        name = "contribution" if side is Side.VENDOR else "account_surplus"
        amount = self.currency.amount(float(history[name][-quarters:].sum()))
        since = "year" if quarters == ROUNDS_A_YEAR else f"{quarters} quarters" if quarters > 1 else "quarter"
        if side is Side.VENDOR:
            return [f"{self.account} brought you {amount} in the last {since}, after its costs."]
        return [f"In the last {since} you were better off here than with the market by {amount}."]

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


def _asked(
    at: _At, options: Mapping[str, Mapping[str, Option]], helps: Mapping[str, str] = _NOTHING, more: str = ""
) -> list[Asked]:
    """Set what is said beside each word, and what there is to know of support."""
    return [
        Asked(
            column,
            label(column, at.account),
            [options.get(column.name, {}).get(word, Option(word)) for word in column.words],
            helps.get(column.name, ""),
            more if column.name == "support" else "",
        )
        for column in columns_of(at.question, at.table, at.session)
    ]


def _beside(words: Mapping[str, str]) -> dict[str, Option]:
    """Options with something beside each."""
    return {word: Option(word, beside) for word, beside in words.items()}


def _costs(at: _At, costs: Mapping[str, float]) -> dict[str, Option]:
    """Options with what each costs a year."""
    return {
        word: Option(word, at.currency.amount(cost) if cost else "", at.currency.money * cost)
        for word, cost in costs.items()
    }


def _vendor_plan(at: _At, _: Side) -> Screen:
    write, p = at.currency.amount, at.params
    win = winning_cost(p.replace_ratio, p.selling_cost)
    options = {
        "build": _costs(at, {word: share * at.purchases for word, share in BUILD.items()}),
        "joint_plan": _costs(at, {"yes": ROUNDS_A_YEAR * p.team_cost}),
        "people": _costs(at, {"yes": CHANNEL * at.purchases + ROUNDS_A_YEAR * p.sponsor_cost}),
        "show": _beside({"yes": "free"}),
        "win": {"yes": Option("yes", f"{write(win)} each", each=at.currency.money * win)},
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
    return Screen(_title(at, "PLAN · you are the vendor"), stands, _asked(at, options, helps))


def _guess(at: _At) -> str:
    return f"{bar(at.seen['dependence_account'])} (your guess)."


def _account_plan(at: _At, _: Side) -> Screen:
    some = BUILD["some"] * at.purchases
    options = {
        "sign": _beside({"yes": "free"}),
        "work": _costs(at, {word: share * some for word, share in WORK.items()}),
    }
    helps = {
        "sign": "Without a joint plan your work has no effect.",
        "work": "If the vendor builds some; twice that if much. A better vendor, and your own sales grow.",
    }
    stands = [f"You need the vendor {bar(at.seen['dependence_account'])}."] if at.question.round else []
    return Screen(_title(at, f"PLAN · you are {at.account}"), stands, _asked(at, options, helps))


def _talks(at: _At, side: Side) -> Screen:
    price = at.currency.a_unit
    one_euro = at.currency.amount(ROUNDS_A_YEAR * at.seen["volume"] / at.currency.price)
    offered = at.question.kind is Kind.OFFER
    beside = _offer(at, side) if offered else f"Others charge about {price(at.seen['alternative'])}."
    stands = [f"Today: {price(at.seen['price'])}, support {price(at.seen['support'])}.", *at.stake(side), beside]
    helps, more = {"price": f"One more a unit is {one_euro} a year."}, ""
    if side is Side.VENDOR:
        helps["support"] = "It costs you what it says, and is worth more to them, up to a point: ask where."
    else:
        helps["support"] = "Worth less to you the more there is of it: only you know where it stops."
        more = _support_worth(at)
    return Screen(_title(at, "THE TABLE"), stands, _asked(at, {}, helps, more), f"{_risk(at)} {_break(at, side)}")


def _offer(at: _At, side: Side) -> str:
    """What the other side offers, and what it is worth."""
    price = at.currency.a_unit
    theirs = at.session.value(at.table.slot, "bid" if side is Side.VENDOR else "ask")
    terms = terms_on_table(at.session.world, at.table.slot)
    return (
        f"{at.account if side is Side.VENDOR else 'The vendor'} offers {price(theirs)}, with support "
        f"{price(terms.support)} and {terms.commitment:.0%} bound: {_worth(at, side, theirs, terms.support)}."
    )


def _risk(at: _At) -> str:
    """What each further minute or offer risks, and what happens at the end."""
    chance = f"{100.0 * at.params.collapse:.0f} of 100 cases"
    if at.question.kind is Kind.DEAL:
        return (
            f"Each further minute of talks breaks them off in {chance}. If you do not agree, last year's price and "
            f"support go on, and that counts as {WITHOUT_DEAL} minutes more."
        )
    left = int(at.params.exchanges) - at.question.exchange
    end = f"After this offer {left} are left; without" if left else "This offer is the last; without"
    return f"Each further offer breaks talks off in {chance}. {end} an agreement, talks break off."


def _break(at: _At, side: Side) -> str:
    """What a break means, before there is one."""
    away = f"{at.account} then buys" if side is Side.VENDOR else "You then buy"
    return f"{away} elsewhere; you are both asked whether to go on, and one no ends it for good."


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
    part = end_after_refusal(account_threat(at.session.world, at.table.slot), 0.0)
    worth = {word: at.currency.amount(share * at.purchases) for word, share in ASK.items() if share}
    warning = (
        f"If it gives nothing, you part in {100.0 * part:.0f} of 100 cases, perhaps for a while. "
        f"{_break(at, Side.ACCOUNT)} What you ask for tells it what you are."
    )
    title = _title(at, "YOU COULD ASK FOR SOMETHING FREE")
    return Screen(title, at.stake(Side.ACCOUNT), _asked(at, {"ask": _beside(worth)}), warning)


def _answer(at: _At, _: Side) -> Screen:
    write = at.currency.amount
    asked = at.session.value(at.table.slot, "demand")
    threat = vendor_threat(at.session.world, at.table.slot, asked)
    words = {}
    for word, share in GIVE.items():
        part = round(100.0 * end_after_refusal(threat, share))
        words[word] = "; ".join(
            [*([write(share * asked)] if share else []), f"you part in {part} of 100 cases" if part else "no danger"]
        )
    stands = [
        f"{at.account} asks for {write(asked)}, free.",
        *at.stake(Side.VENDOR),
        f"Your cash is {write(at.own['cash'])}.",
    ]
    warning = (
        f"How likely you part is your guess. {_break(at, Side.VENDOR)} Who is given most or all takes it that you "
        "can't lose it."
    )
    title = _title(at, f"{at.account.upper()} ASKS FOR SOMETHING FREE")
    return Screen(title, stands, _asked(at, {"give": _beside(words)}), warning)


def _back(at: _At, side: Side) -> Screen:
    other = at.account if side is Side.VENDOR else "the vendor"
    stands = [f"You have been apart for {int(at.seen['away'])} quarters. Talks can be taken up again."]
    need = at.seen["dependence_vendor" if side is Side.VENDOR else "dependence_account"]
    stands.append(f"You need {other} {bar(need)}.")
    warning = f"If both say yes, you are back at the table. If you or {other} says no, it is over for good."
    return Screen(_title(at, "GO ON TOGETHER?"), stands, _asked(at, {}), warning)

"""Screens of talks: a first offer, an offer, or what the two agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.workshop.at import asked, break_means, title
from equipoise.app.pages.workshop.screen import Screen
from equipoise.experiments.workshop.answers import WITHOUT_DEAL
from equipoise.experiments.workshop.players import offer_of
from equipoise.experiments.workshop.questions import MOST_OFFERS, Kind
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.rules.package import support_value
from equipoise.sim.schedule import terms_on_table

if TYPE_CHECKING:
    from equipoise.app.pages.workshop.at import At

_OFFERS_RUN_OUT = 4
"""The offer with which people are told what happens after the last one."""
_LEAVING = "Whoever leaves ends it for good, and gives up what it brings a year."
_SUPPORTS = (0.02, 0.05, 0.08, 0.12)  # money a unit


def talks(at: At, side: Side) -> Screen:
    """Make the screen of talks, for one side."""
    price = at.currency.a_unit
    one_euro = at.currency.figure(ROUNDS_A_YEAR * at.seen["volume"] / at.currency.of_price)
    today = f"Today: {price(at.seen['price'])}, support {price(at.seen['support'])}"
    if not at.question.exchange:  # else what an offer is worth is to be compared with
        today += f": {_worth(at, side, at.seen['price'], at.seen['support'])}"
    stands = [f"{today}.", *at.stake(side), *_on_the_table(at, side)]
    helps, more = {"price": f"One more a unit is {one_euro} a year."}, ""
    if at.question.round % ROUNDS_A_YEAR:
        last = at.question.year == at.table.workshop.years
        about = "The last plan is sent: nothing comes of it." if last else "In next year's plan: this year's is sent."
        helps |= dict.fromkeys(("promised_build", "promised_work"), about)
    if side is Side.VENDOR:
        helps["support"] = f"It costs you what it says. What it is worth to {at.account}, only {at.account} knows: ask."
    else:
        helps["support"] = "It costs the vendor what it says. What it is worth to you, only you know."
        more = _support_worth(at)
    if at.params.building > 0.0:
        rated = "your rating of the vendor" if side is Side.ACCOUNT else f"{at.account}'s rating of you"
        helps["support"] += f" It also builds {rated}."
    return Screen(title(at, "THE TABLE"), stands, asked(at, {}, helps, more), f"{_risk(at)} {break_means(at, side)}")


def _on_the_table(at: At, side: Side) -> list[str]:
    """What has been offered, if anything."""
    if at.question.typed:
        return _typed_offer(at, side)
    if at.question.kind is Kind.OFFER:
        return [_offer(at, side)]
    return [f"Others charge about {at.currency.a_unit(at.seen['alternative'])}."]


def _typed_offer(at: At, side: Side) -> list[str]:
    """The last offer of the person opposite, and what was written with it."""
    if not at.question.offers:
        return ["You open this year."]
    offer, unit, price = at.question.offers[-1], at.currency.of_price, at.currency.a_unit
    theirs, support = float(offer["price"]) / unit, float(offer["support"]) / unit
    called = "makes a last offer:" if at.question.is_final else "offers"
    terms = f"{price(theirs)}, with support {price(support)}"
    stands = [
        f"{_other(at, side)} {called} {terms}: {_worth(at, side, theirs, support)}.",
        f"With it goes: the vendor builds {offer['promised_build']}; {at.account} works {offer['promised_work']}.",
    ]
    return [*stands, f"A note: {offer['note']}"] if offer.get("note") else stands


def _other(at: At, side: Side) -> str:
    return at.account if side is Side.VENDOR else "The vendor"


def _offer(at: At, side: Side) -> str:
    """What the other side offers, and what it is worth."""
    price = at.currency.a_unit
    theirs = offer_of(at.session, at.table.slot, Side.ACCOUNT if side is Side.VENDOR else Side.VENDOR)
    terms = terms_on_table(at.session.world, at.table.slot)
    return (
        f"{_other(at, side)} offers {price(theirs)}, with support "
        f"{price(terms.support)} and {terms.commitment:.0%} bound: {_worth(at, side, theirs, terms.support)}."
    )


def _risk(at: At) -> str:
    """What each further minute or offer risks, and what happens at the end."""
    chance = f"{100.0 * at.params.collapse:.0f} of 100 cases"
    if at.question.kind is Kind.DEAL:
        return (
            f"The first minute of talks is free; each further one breaks them off in {chance}, even if you agree. If "
            f"you do not, last year's price and support go on, and that counts as {WITHOUT_DEAL} minutes more."
        )
    if at.question.typed:
        return _typed_risk(at, chance)
    left = int(at.params.exchanges) - at.question.exchange
    more = "one is" if left == 1 else f"{left} are"
    end = f"After this offer {more} left; without" if left else "This offer is the last; without"
    return (
        f"Each further offer, or acceptance, breaks talks off in {chance}, even if you agree. {end} an agreement, "
        "talks break off."
    )


def _typed_risk(at: At, chance: str) -> str:
    """What each further offer risks, and from the fourth on what happens when there are no more."""
    without = f"the old contract goes on, at the risk of six more offers. {_LEAVING}"
    if at.question.is_final:
        return f"There is no further offer: accept this one, or you have not agreed. Then {without}"
    number = len(at.question.offers) + 1
    told = f"Each further offer breaks talks off in {chance}. Yours is offer {number} of {MOST_OFFERS}."
    if number < _OFFERS_RUN_OUT:
        return f"{told} {_LEAVING}"
    return f"{told} If the last is not accepted, {without}"


def _worth(at: At, side: Side, price: float, support: float) -> str:
    """What an offer is worth a year, by what this seat knows."""
    units = ROUNDS_A_YEAR * at.seen["volume"]
    if side is Side.VENDOR:
        return (
            f"{at.currency.figure(units * (price - at.seen['unit_cost'] - support))} a year for you, before other costs"
        )
    value = support_value(support, at.seen["support_worth"], at.params.support_curvature)
    gained = units * (value + at.seen["unique"] + at.seen["alternative"] - price)
    return f"{at.currency.figure(gained)} a year better than the market"


def _support_worth(at: At) -> str:
    """What some amounts of support are worth to the account, which alone knows it; today's first, and the best."""
    worth, curvature = at.seen["support_worth"], at.params.support_curvature
    told = []
    for amount in sorted({at.seen["support"], *_SUPPORTS}):
        value = at.currency.a_unit(support_value(amount, worth, curvature))
        today = " (today)" if amount == at.seen["support"] else ""
        told.append(f"{at.currency.a_unit(amount)}{today} is worth {value}")
    best = at.currency.a_unit(worth / curvature)
    return f"To you, a unit: {'; '.join(told)}. More than {best} is worth nothing more to you."

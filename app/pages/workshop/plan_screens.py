"""Screens of a year's plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.workshop.at import asked, beside, costs, title
from equipoise.app.pages.workshop.screen import Option, Screen
from equipoise.app.pages.workshop.words import bar
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.columns import NO_DEAL
from equipoise.experiments.workshop.plans import BUILD, CHANNEL, WORK
from equipoise.experiments.workshop.questions import deal_of
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.rules.portfolio import winning_cost

if TYPE_CHECKING:
    from equipoise.app.pages.workshop.at import At


def vendor_plan(at: At, _: Side) -> Screen:
    """Make the screen of the vendor's plan."""
    write, p = at.currency.figure, at.params
    win = winning_cost(p.replace_ratio, p.selling_cost)
    options = {
        "build": costs(at, {word: share * at.purchases for word, share in BUILD.items()}),
        "joint_plan": costs(at, {"yes": ROUNDS_A_YEAR * p.team_cost}),
        "people": costs(at, {"yes": CHANNEL * at.purchases + ROUNDS_A_YEAR * p.sponsor_cost}),
        "show": beside({"yes": "free"}),
        "win": {"yes": Option("yes", f"{write(win)} each", each=at.currency.of_money * win)},
    }
    helps = {
        "build": f"What only you can give. In full only if {at.account} works on it; you see it after two years.",
        "joint_plan": f"{at.account} may sign it, and decides how hard it works.",
        "people": f"Protects you when {at.account} reorganises, and makes your guesses better.",
        "show": f"New accounts come faster. {at.account} notices that you need it.",
        "win": f"You look all year, and pay when one comes; it then brings about {write(_brings(at))} a year. You "
        "cannot choose how many.",
    }
    cash = [f"Cash: {write(at.own['cash'])}.", *at.short_of_cash]
    stands = [*_vendor_last_year(at), *cash, *_known_at_first(at), *_agreed(at), *_last_plan(at)]
    return Screen(title(at, "PLAN · you are the vendor"), stands, asked(at, options, helps))


def _brings(at: At) -> float:
    """What a new account brings in a year, as the program reckons it when it looks for one."""
    return float(ROUNDS_A_YEAR * (at.params.typical_size * at.params.typical_margin - at.params.selling_cost))


def _known_at_first(at: At) -> list[str]:
    """What is known before the first contract, which is given."""
    if at.question.round:
        return []
    units, price = at.currency.units(ROUNDS_A_YEAR * at.seen["volume"]), at.currency.a_unit
    others = f"a plain one costs {price(at.seen['alternative'])} elsewhere"
    if at.question.side is Side.ACCOUNT:
        return [f"You buy {units} units a year; {others}. The first contract is signed by your people."]
    making = f"making one costs you {price(at.seen['unit_cost'])}"
    return [f"{at.account} buys {units} units a year; {others}, and {making}. The first contract is given."]


def _agreed(at: At) -> list[str]:
    """What the two agreed just before they plan: whether it is signed shows after the plans."""
    deal = at.answers.get(deal_of(at.question.round).id)
    if not deal:
        return []
    if deal["price"] == NO_DEAL:
        return ["You did not agree. Whether last year's contract goes on shows when both plans are in."]
    return [f"You agreed on {deal['price']}. It is signed, unless the talks broke off: that shows after the plans."]


def _last_plan(at: At) -> list[str]:
    if at.question.year < at.table.workshop.years:
        return []
    return [f"This is your last plan. It goes on for {at.table.workshop.years_after} more years without you."]


def _vendor_last_year(at: At) -> list[str]:
    """What came of the last year; how much one needs the other stands on its half page."""
    if not at.question.round:
        return []
    year = vendor_years(at.session, at.table.slot)[at.question.year - 2]
    write = at.currency.figure
    earned = f"you {'earned' if year.profit >= 0.0 else 'made a loss:'} {write(year.profit)}"
    if not year.relationship.held:
        return [f"Last year {earned}. {at.account} is gone for good."]
    return [f"Last year {earned}; {at.account} brought {write(year.account)}."]


def _account_last_year(at: At) -> list[str]:
    if not at.question.round:
        return []
    gained = account_years(at.session, at.table.slot)[at.question.year - 2].surplus
    words = "better off than with the market by" if gained >= 0.0 else "WORSE off than with the market:"
    return [f"Last year you were {words} {at.currency.figure(gained)}."]


def account_plan(at: At, _: Side) -> Screen:
    """Make the screen of the account's plan."""
    some = BUILD["some"] * at.purchases
    options = {"sign": beside({"yes": "free"}), "work": costs(at, {word: share * some for word, share in WORK.items()})}
    helps = {
        "sign": "Without a joint plan your work has no effect.",
        "work": "What it costs you, about, if the vendor builds some; twice that if much. It shows after two years: "
        "a better vendor, and your own sales grow.",
    }
    stands = [f"You need the vendor {bar(at.seen['dependence_account'])}."] if at.question.round else []
    stands = [*_account_last_year(at), *stands]
    stands += [*_known_at_first(at), *_agreed(at), *_last_plan(at)]
    return Screen(title(at, f"PLAN · you are {at.account}"), stands, asked(at, options, helps))

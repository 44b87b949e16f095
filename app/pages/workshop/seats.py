"""What each seat gets back after a year, from its own books alone."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.happened import happened
from equipoise.app.pages.workshop.screen import Choice, Counts, Half, Line
from equipoise.app.pages.workshop.words import SHORT, bar, better, currency_of, is_short, promise
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.guesses import GUESSES
from equipoise.experiments.workshop.plans import ASK, BUILD, CHANNEL, WORK
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.rules.portfolio import winning_cost
from equipoise.sim.session import Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.books import AccountYear, Relationship, VendorYear
    from equipoise.experiments.workshop.slips import Handed
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session


_SCALE = "your estimate: 0 not at all, 1 entirely"


class _Sheet(NamedTuple):
    """What both halves are made from."""

    table: str
    year: int
    years: int
    account: str
    currency: Units
    params: np.record

    def sum_of(self, of: str, parts: Mapping[str, float], total: float) -> str:
        """Say what an amount is made of; parts that round to nothing are left out."""
        told = [f"{name} {words}" for name, part in parts.items() if (words := self.currency.figure(part)) != "0"]
        return f"{of}: {'; '.join([*told, f'together {self.currency.figure(total)}'])}."

    def title(self, seat: str) -> str:
        return f"TABLE {self.table} · {seat.upper()} · AFTER YEAR {self.year} OF {self.years}"


def _sheet(name: str, at: Table, session: Session, year: int) -> _Sheet:
    workshop = at.workshop
    return _Sheet(name, year, workshop.years, workshop.account, currency_of(workshop.money), session.world.params[0])


def vendor_half(
    name: str, at: Table, session: Session, year: int, handed: Handed | None = None, talks: Counts = Counts.MINUTES
) -> Half:
    """What the vendor's seat gets back after a year, from 1: from its books, and what the table handed in, if known."""
    sheet, slot = _sheet(name, at, session, year), at.slot
    years = vendor_years(session, slot)[:year]
    now, before = years[-1], years[-2] if sheet.year > 1 else None
    write, pair = sheet.currency.figure, now.relationship
    lines = [
        Line("Cash at the end of the year", write(now.cash), write(before.cash) if before else ""),
        *_contract(sheet, pair, before.relationship if before else None, f"{sheet.account} pays, a unit"),
        Line(
            f"{sheet.account}'s rating of you, 1 to 5",
            f"{now.level:.1f}",
            f"{before.level:.1f}" if before else "",
            "your guess",
        ),
        Line(
            "What only you give it, a unit",
            sheet.currency.a_unit(now.unique),
            sheet.currency.a_unit(before.unique) if before else "",
            "your guess",
        ),
        Line("Of those who decide there you know", f"{now.channel:.0%}", f"{before.channel:.0%}" if before else ""),
        Line(f"You need {sheet.account}", bar(now.needs_account), bar(before.needs_account) if before else "", _SCALE),
        Line(
            f"{sheet.account} needs you",
            bar(pair.needs_vendor),
            bar(before.relationship.needs_vendor) if before else "",
            "your guess",
        ),
    ]
    parts = sheet.sum_of(
        "The year",
        {
            f"{sheet.account}, price less making": now.gross,
            "service": -now.service,
            "free work": -now.free,
            "building, plan and people": -now.invested,
            "your other accounts": now.others,
            "running the company": -now.fixed_cost,
            "winning accounts": -now.winning_cost,
        },
        now.profit,
    )
    if now.paid_out > 0.0:
        parts += f" Paid to the owners: {write(now.paid_out)}, which counts as yours."
    seat = Seat(Side.VENDOR, slot)
    short = not now.failed and is_short(now.cash, now.fixed_cost)
    return Half(
        sheet.title("vendor"),
        _vendor_headline(sheet, now, before, fmean(year.profit for year in years)),
        lines if pair.held else lines[:1],
        happened(session, seat, sheet.account, sheet.currency, sheet.year, looked=bool(handed and handed.vendor.win)),
        parts,
        promise(handed, Side.VENDOR, sheet.account) if pair.held and handed else "",
        _vendor_choices(sheet, pair) if pair.held else _alone(sheet),
        " ".join(filter(None, [_warning(sheet, pair, talks), SHORT if short else ""])),
        _guesses(Side.VENDOR) if pair.held else [],
    )


def account_half(
    name: str, at: Table, session: Session, year: int, handed: Handed | None = None, talks: Counts = Counts.MINUTES
) -> Half:
    """What the account's seat gets back; arguments as for :func:`vendor_half`."""
    sheet, slot = _sheet(name, at, session, year), at.slot
    years = account_years(session, slot)[:year]
    now, before = years[-1], years[-2] if sheet.year > 1 else None
    pair = now.relationship
    shows = "shows your name" if pair.shown else "does not show your name"
    sold = f"{before.relationship.share_of_revenue:.0%}" if before else ""
    lines = [
        *_contract(sheet, pair, before.relationship if before else None, "You pay, a unit"),
        Line("Your rating of the vendor, 1 to 5", f"{now.level:.1f}", f"{before.level:.1f}" if before else ""),
        Line(
            "You need the vendor",
            bar(pair.needs_vendor),
            bar(before.relationship.needs_vendor) if before else "",
            _SCALE,
        ),
        Line("Your share of its sales", f"{pair.share_of_revenue:.0%}", sold, shows),
    ]
    parts = sheet.sum_of(
        "Against the market",
        {
            "price": now.price + now.bound,
            "support": now.support,
            "what only this vendor does": now.unique,
            "free work": now.free,
            "your own work": now.work,
            "bought elsewhere": now.elsewhere,
        },
        now.surplus,
    )
    return Half(
        sheet.title(sheet.account),
        _account_headline(sheet, now, before, *_counted(at, years)),
        lines if pair.held else [],
        happened(session, Seat(Side.ACCOUNT, slot), sheet.account, sheet.currency, sheet.year),
        parts if pair.held else "",
        promise(handed, Side.ACCOUNT, sheet.account) if pair.held and handed else "",
        _account_choices(sheet, pair, at) if pair.held else [],
        _warning(sheet, pair, talks),
        _guesses(Side.ACCOUNT) if pair.held else [],
    )


def _guesses(side: Side) -> list[str]:
    return [column.meaning for column in GUESSES[side]]


def _contract(sheet: _Sheet, now: Relationship, before: Relationship | None, pays: str) -> list[Line]:
    price = sheet.currency.a_unit
    terms = f"support {price(now.support)}"
    return [
        Line(pays, price(now.price), price(before.price) if before else "", terms),
        Line("Others charge about", price(now.market), price(before.market) if before else ""),
    ]


def _vendor_headline(sheet: _Sheet, now: VendorYear, before: VendorYear | None, so_far: float) -> str:
    write = sheet.currency.figure
    if now.failed:
        return f"Your cash ran out, and the company is closed. You made {write(so_far)} a year up to here."
    total = f"; {write(so_far)} a year so far" if before else ""
    profit = better(now.profit, before and before.profit, sheet.currency)
    earned = f"{'You earned' if now.profit >= 0.0 else 'You made a loss:'} {profit}{total}."
    if not now.relationship.held:
        return f"{earned} {sheet.account} is gone for good; you go on with your other accounts."
    without = now.profit - now.account
    brought = f"{sheet.account} brought {write(now.account)}; without it the year would have come to {write(without)}."
    away = f" {sheet.account} buys elsewhere now." if now.relationship.away else ""
    return f"{earned} {brought}{away}"


def _counted(at: Table, years: list[AccountYear]) -> tuple[float, str]:
    """What the account made a year in the years that count for whoever has its seat, and which these are."""
    who = at.counterpart
    first, since = (who.own_years, "since you took over") if who.successor_in(len(years)) else (0, "so far")
    return fmean(year.surplus for year in years[first:]), since


def _account_headline(sheet: _Sheet, now: AccountYear, before: AccountYear | None, so_far: float, since: str) -> str:
    if not now.relationship.held:
        return f"It is over: you buy at the market now. You were better off by {sheet.currency.figure(so_far)} a year."
    gained = better(now.surplus, before and before.surplus, sheet.currency)
    away = " You buy elsewhere now, and try a rival." if now.relationship.away else ""
    words = "better off than with the market by" if now.surplus >= 0.0 else "WORSE off than with the market:"
    total = f"; {sheet.currency.figure(so_far)} a year {since}" if before else ""
    return f"You were {words} {gained}{total}.{away}"


def _vendor_choices(sheet: _Sheet, pair: Relationship) -> list[Choice]:
    write, p = sheet.currency.figure, sheet.params
    revenue = pair.volume * pair.price
    build = " / ".join(write(share * revenue) for share in BUILD.values())
    return [
        Choice("build", tuple(BUILD), build, "Works in full only if they work on it, too. You see it after two years."),
        Choice(
            "joint plan",
            ("no", "yes"),
            write(ROUNDS_A_YEAR * p.team_cost),
            "They may sign it, and decide how hard they work.",
        ),
        Choice(
            "people",
            ("no", "yes"),
            write(CHANNEL * revenue + ROUNDS_A_YEAR * p.sponsor_cost),
            "Protects you when they reorganise, and makes your guesses better.",
        ),
        Choice("show", ("no", "yes"), "free", "New accounts come faster. They notice that you need them."),
        _win(sheet),
    ]


def _alone(sheet: _Sheet) -> list[Choice]:
    return [_win(sheet)]


def _win(sheet: _Sheet) -> Choice:
    cost = sheet.currency.figure(winning_cost(sheet.params.replace_ratio, sheet.params.selling_cost))
    return Choice("win", ("no", "yes"), f"{cost} each", "They pay some years later. Only while your cash lasts.")


def _account_choices(sheet: _Sheet, pair: Relationship, at: Table) -> list[Choice]:
    purchases = pair.volume * pair.price
    asks = {word: share * purchases for word, share in ASK.items()}
    put_in = BUILD["some"] * purchases
    work = tuple(at.counterpart.work)
    return [
        Choice("sign", ("no", "yes"), "free", "Without a joint plan your work has no effect."),
        Choice(
            "work",
            work,
            " / ".join(sheet.currency.figure(WORK[word] * put_in) for word in work),
            "If the vendor builds some; twice that if much. A better vendor, and your own sales grow.",
        ),
        Choice(
            "ask",
            tuple(asks),
            " / ".join(sheet.currency.figure(worth) for worth in asks.values()),
            "Worth to you. What you ask for tells the vendor what you are.",
        ),
    ]


def _warning(sheet: _Sheet, pair: Relationship, talks: Counts) -> str:
    if not pair.held:
        return ""
    if pair.away:
        return (
            f"{sheet.account} buys elsewhere. If either takes talks up again, both are asked: if both say yes, your "
            "deal of this year holds; if one says no, it is over for good."
        )
    chance = f"{100.0 * sheet.params.collapse:.0f} of 100"
    return (
        f"{talks.value.format(chance)} If they break off, the contract still holds for another year in "
        f"{100.0 * pair.commitment:.0f} of 100 cases; otherwise {sheet.account} buys elsewhere and tries a rival."
    )

"""A business as the program understands it, in rows and sentences: before any answer, and at the head of a report."""

from __future__ import annotations

from math import floor, isinf, isnan, log10
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.keys import words as plain
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.numbers import capital, fixed, listed, many, percent
from equipoise.sim.business.contradictions import amount
from equipoise.sim.business.missed import is_met
from equipoise.sim.keys import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.shown import Shown
    from equipoise.sim.business.books import Missed
    from equipoise.sim.business.taken import Taken
    from equipoise.sim.business.understanding import FirstYear, OneAccount, Understanding

_DIGITS = 4
"""Digits of the revenue, beside which all other amounts of a table stand."""

_WORDS = ((0.1, "hardly"), (0.2, "a little"), (0.4, "somewhat"), (0.6, "much"), (0.85, "very much"),
          (1.0, "almost wholly"))  # fmt: skip
"""How far one side depends on the other, in words: up to so much."""

_SHARES = ("bound", "commitment", "margin", "contribution", "revenue_share")
"""Facts that are shares."""

_PRICE_RESTS_ON = {"accounts.margin": "its margin", "accounts.cost_to_replace": "cost_to_replace"}
"""Facts of an account that say at what price it stays, and how a sentence has them."""

_FEW, _MANY_MONTHS = 3.0, 120.0

_LINES = {
    "revenue": "Revenue",
    "cost_of_goods": "Cost of goods",
    "gross": "Gross margin",
    "serving": "Support and selling",
    "given": "Given free on request",
    "winning": "Winning accounts",
    "fixed": "Other overhead",
    "overhead": "All overhead",
    "profit": "Operating profit",
}
"""Lines of the first year, in words."""


class Line(NamedTuple):
    """A row of the first year: what it is, what was stated, and what is played."""

    words: str
    stated: str
    played: str
    met: bool | None  # None where nothing is stated
    off: str = ""  # how far what is played is from what is stated


def written(one: Understanding) -> Amounts:
    """Choose how the amounts of a business's tables are written: all alike."""
    return amounts(one.money, [one.first_year.revenue / one.money.money], _DIGITS)


def in_currency(one: Understanding) -> Callable[[float], str]:
    """How amounts of the currency, not of the engine's money, are written in a business's tables."""
    return lambda value: written(one).number(value / one.money.money)


def whole(value: float) -> str:
    """Write an amount of the currency in a sentence, as people do: ``1,400,000``."""
    return amount(float(f"{value:.{_DIGITS}g}"))


def _together(*values: float) -> list[float]:
    """Round amounts to the same place, as a sentence has them, so that what it adds up adds up as it stands there."""
    places = _DIGITS - 1 - floor(log10(max(1.0, *map(abs, values))))
    return [round(value, min(places, 0)) for value in values]


def first_year_lines(one: Understanding) -> list[Line]:
    """The first year's profit and loss, line by line."""
    write = in_currency(one)
    return [
        Line(
            _LINES[line.fact],
            "" if line.stated is None else write(line.stated),
            write(line.played),
            line.met,
            _off(line.stated, line.played),
        )
        for line in one.first_year.lines()
    ]


def _off(stated: float | None, played: float) -> str:
    """How far an amount is from what is stated, in shares of that; nothing where that is none."""
    return f"{percent(abs(played / stated - 1.0))} off" if stated else ""


def in_words(dependence: float) -> str:
    """Say in words how far one side depends on the other."""
    return next(words for most, words in _WORDS if dependence <= most)


def sentences(one: Understanding) -> list[str]:
    """Say what stands out, how what is told of the largest account goes together, and what is not met."""
    return [*outstanding(one), *_three_figures(one), *not_met(one)]


def outstanding(one: Understanding) -> list[str]:
    """Say what stands out: ranges, profit before overhead, the largest account, cash, and endings."""
    return [*stands_out(one), *behind(one)]


def stands_out(one: Understanding) -> list[str]:
    """Say what a first page has room for: profit before overhead, the largest account, and cash."""
    return [*before_overhead(one), *_largest(one), _cash(one)]


def behind(one: Understanding) -> list[str]:
    """Say the rest: who would take the largest account's place, who ends within the year, and ranges."""
    middle = (
        "Of numbers that are ranges, all this is at the likely value, or the middle; each run of an answer draws its "
        "own, with which what is stated is met as well."
    )
    return [*_rival(one), _endings(one), *([middle] if one.ranges else [])]


def before_overhead(one: Understanding) -> Iterator[str]:
    """Say that nothing but what accounts cost is taken off, where no overhead is stated and none is played."""
    if "overhead" not in one.first_year.stated and one.first_year.fixed == 0.0:
        yield (
            "No overhead is stated: profit here, and in every answer, is before all overhead but what serving and "
            "winning accounts costs. State business.overhead before you read an answer."
        )


def profit_of(year: FirstYear) -> float:
    """Operating profit of the first year: as it is stated, where that is met, and else as it is played."""
    stated = year.stated.get("profit", year.profit)
    return stated if is_met(stated, year.profit, year.revenue) else year.profit


def _largest_of(one: Understanding) -> OneAccount:
    """The largest account with a name of its own, if there is one: several under one name are nobody's."""
    return max(one.accounts, key=lambda account: (account.alike == 1, account.share / account.alike))


def _three_figures(one: Understanding) -> Iterator[str]:
    """Relate share of revenue, what goes with an account, and dependence: of three figures none is another's."""
    if not one.accounts:
        return
    largest, year = _largest_of(one), one.first_year
    leaves, profit = _together(largest.after_serving * largest.revenue, profit_of(year))
    share, currency, rest = percent(largest.share / largest.alike, 0), one.money.currency, profit - leaves
    goes = f"leaves {amount(leaves)} {currency} a year"
    if leaves <= 0.0:
        goes = f"costs {amount(abs(leaves))} {currency} a year more than it brings"
    now = f"an operating {'profit' if profit > 0.0 else 'loss'} of {amount(abs(profit))}"
    then = f"a {'profit' if rest > 0.0 else 'loss'} of {amount(abs(rest))}"
    yield (
        f"Three figures tell how much the business depends on {largest.name}: it brings {share} of the revenue; once "
        f"goods, support and serving are paid it {goes}, so that of {now} {then} would remain "
        f"without it, all other overhead as it is; and dependence, {largest.vendor_on_account:.2f} of 1, is what would "
        "be lost over that and all that the business would have left, as far as it looks ahead."
    )


def _largest(one: Understanding) -> Iterator[str]:
    if not one.accounts:
        return
    largest = _largest_of(one)
    ours, theirs = in_words(largest.vendor_on_account), in_words(largest.account_on_vendor)
    share = percent(largest.share / largest.alike, 0)
    yield (
        f"{largest.name} brings {share} of the revenue. The business depends on it {ours} "
        f"({largest.vendor_on_account:.2f} of 1), and it on the business {theirs} "
        f"({largest.account_on_vendor:.2f} of 1)."
    )


def _rival(one: Understanding) -> Iterator[str]:
    if one.accounts:
        largest = _largest_of(one)
        yield (
            f"A rival that took the business's place with {largest.name} would start as a relationship of "
            f"{largest.rival:.1f} of 5; the business's is {largest.level:.1f} of 5."
        )


def _cash(one: Understanding) -> str:
    held = f"Cash and credit line, {whole(one.cash)} {one.money.currency},"
    if isinf(one.reach):
        return f"{held} stand against no overhead."
    lasts = f"{held} pay {months(one.reach)} of {_overhead(one)}"
    return lasts + (f", and {months(one.reach_at_loss)} of a loss as in the first year." if one.reach_at_loss else ".")


def _overhead(one: Understanding) -> str:
    """Name all overhead; of what it is where nobody states it."""
    if "overhead" in one.first_year.stated:
        return "overhead"
    other = one.first_year.fixed and f", and other overhead, taken as {whole(one.first_year.fixed)} a year"
    return f"what serving and winning accounts costs{other or ''}"


def months(number: float) -> str:
    """Write a number of months."""
    if number > _MANY_MONTHS:
        return "more than ten years"
    return f"{fixed(number, 1 if number < _FEW else 0)} months"


def _endings(one: Understanding) -> str:
    share = one.first_year.lost
    if share < 0.0005:  # noqa: PLR2004 - nothing to be seen
        return "The first year is one in which all accounts are served throughout; none is expected to end within it."
    return (
        "The first year is one in which all accounts are served throughout, and what is stated is held against that. "
        f"In answers some end within it or buy elsewhere for a while, which takes {percent(share)} of its revenue on "
        "average."
    )


def _kinds_of(missed: Sequence[Missed]) -> dict[tuple[str, str, bool], list[Missed]]:
    """What is stated, or taken, and cannot be met, by the fact, the reason, and whether it is stated."""
    kinds: dict[tuple[str, str, bool], list[Missed]] = {}
    for one in missed:
        kinds.setdefault((one.key.rpartition(".")[2], one.words, one.given), []).append(one)
    return kinds


def not_met(one: Understanding) -> Iterator[str]:
    """Say what is stated, or taken, and cannot be met: the same of several accounts in one sentence."""
    for (fact, words, given), those in _kinds_of(one.missed).items():
        if len(those) == 1:
            yield missed_sentence(those[0], one.taken)
            continue
        told = listed([f"{_whose(each.key)} {' and '.join(_figures(each))}" for each in those], most=len(those))
        if given:
            yield f"Not met: {_called(fact)} of {len(those)} accounts; {words}. Stated, and what comes out: {told}."
        else:
            yield (
                f"Not at rest: {_called(fact)} of {len(those)} accounts is not stated; {words}. "
                f"Taken, and what comes out: {told}.{_to_state(those, one.taken)}"
            )
    yield from _profit_not_met(one)


def _profit_not_met(one: Understanding) -> Iterator[str]:
    """Say why a profit that follows from what is stated is not met although that is: it is a small rest of both."""
    met = {line.words: line for line in first_year_lines(one) if line.met is not None}
    profit = met.pop("Operating profit", None)
    if profit is not None and not profit.met and all(line.met for line in met.values()):
        yield (
            f"Not met: operating profit follows as {profit.stated} {written(one).unit} from what is stated and comes "
            f"to {profit.played}; it is what two larger amounts leave, each of which is met within 1% of itself."
        )


def not_met_in_short(one: Understanding) -> Iterator[str]:
    """Name what cannot be met, for a page that has no room for its figures."""
    kinds = _kinds_of(one.missed)
    for start, stated in (("Stated and not met", True), ("Taken and not at rest", False)):
        named = [_in_short(fact, those) for (fact, _, given), those in kinds.items() if given == stated]
        if named:
            yield f"{start}: {listed(named)}; what comes out instead stands with the first year."


def _in_short(fact: str, those: Sequence[Missed]) -> str:
    """What cannot be met, of whom, and how far off it is at most."""
    whose = [name for one in those if (name := _whose(one.key))]
    of = f" ({whose[0] if len(whose) == 1 else many(len(whose), 'account')})" if whose else ""
    far = [abs(one.met / one.stated - 1.0) for one in those if one.stated and not isnan(one.met)]
    off = f", {percent(max(far), 0)} off{' at most' if len(far) > 1 else ''}" if far and fact not in _SHARES else ""
    return f"{plain(joined(('accounts' if whose else 'business', fact)))}{of}{off}"


def missed_sentence(missed: Missed, taken: Sequence[Taken], shown: Shown | None = None) -> str:
    """Say what is stated, or taken where nobody states it, and cannot be met, and how far off; as a page has it."""
    stated, met = _figures(missed, shown)
    if missed.given:
        called = shown.quoted if shown else quoted(missed.key)
        return f"Not met: {called} is stated as {stated} and comes to {met}; {missed.words}."
    return (
        f"Not at rest: {quoted(missed.key)} is not stated, is taken as {stated} and comes to {met}; {missed.words}."
        f"{_to_state([missed], taken)}"
    )


def _to_state(those: Sequence[Missed], taken: Sequence[Taken]) -> str:
    """Say what to state in place of what was taken: nothing that each of these accounts states already."""
    fact, names = those[0].key.rpartition(".")[2], {_whose(one.key) for one in those}
    missing = {one.key for one in taken if names & {*one.accounts}} if fact == "price_to_list" else set()
    rests = [words for key, words in _PRICE_RESTS_ON.items() if key in missing]
    others = f", or what the price rests on: {listed(rests, 'or')}" if rests else ""
    return f" State {fact}{others}."


def _called(fact: str) -> str:
    """Name a fact of several accounts within a sentence."""
    return f"\u201c{plain(joined(('accounts', fact)))}\u201d"


def _figures(missed: Missed, shown: Shown | None = None) -> tuple[str, str]:
    """Write what is stated, and what it comes to."""
    if shown:
        met = "nothing" if isnan(missed.met) else f"{shown.write(missed.met)}{_change(missed)}"
        return shown.write(missed.stated), met
    if isnan(missed.met):
        return f"{missed.stated:,.4g}", "nothing"
    if max(abs(missed.stated), abs(missed.met)) >= 1e4:  # noqa: PLR2004 - from there on digits are better read whole
        return whole(missed.stated), f"{whole(missed.met)}{_change(missed)}"
    return f"{missed.stated:,.4g}", f"{missed.met:,.4g}{_change(missed)}"


def _change(missed: Missed) -> str:
    """How far off an amount or a price is; shares say it themselves."""
    share = missed.key.endswith(_SHARES) or not missed.stated
    return "" if share else f" ({missed.met / missed.stated - 1.0:+.1%})"


def _whose(place: str) -> str:
    """The account of a key, as ``Giant`` of ``accounts.Giant.margin``."""
    return place.partition(".")[2].rpartition(".")[0].strip('"')


def taken_rows(one: Understanding) -> list[list[str]]:
    """A row for what was not stated, and what was taken for it."""
    return [[taken.key, taken.words] for taken in one.taken]


def heading_of(one: Understanding) -> str:
    """Head the page."""
    count = sum(account.alike for account in one.accounts)
    return capital(f"the business as understood, in {one.money.currency}: {many(count, 'account')}")

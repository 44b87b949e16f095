"""What files tell of each account besides its revenue, each fact with where it is from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.by_account.contracts import contract_facts, last_ends, years_between
from equipoise.experiments.accounts.by_account.entries import share_of_row
from equipoise.experiments.accounts.by_account.fact import BOUNDS, Fact, Facts, as_told, within
from equipoise.experiments.accounts.by_account.whole import A_YEAR
from equipoise.experiments.accounts.columns.aliases import NO, YES
from equipoise.experiments.accounts.columns.contacts import BY_LEVEL
from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.columns.names import spelling
from equipoise.experiments.accounts.columns.spread import PERIOD
from equipoise.experiments.accounts.files.faults import cell
from equipoise.experiments.accounts.rows.tables import DATED
from equipoise.sim.account import ACCOUNT_TYPES
from equipoise.sim.business.contradictions import NEAR
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from equipoise.experiments.accounts.by_account.ledger import Ledger
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

_THOUSANDTH = Decimal("0.001")
_LOWEST_PRICE = Decimal("0.3")
"""Of the list price, below which it may be a discount."""
_ALTERNATIVES = {"none": "none", "keine": "none", "0": "none", "one": "one", "eine": "one", "1": "one", "few": "few",
"wenige": "few", "some": "few", "many": "many", "viele": "many"}  # fmt: skip
TYPE_WORDS = {
    **dict(zip("12345", ACCOUNT_TYPES, strict=True)),
    "bargain": "opportunist", "bargain-seeker": "opportunist", "bargain-hunter": "opportunist", "price": "opportunist",
    "price-buyer": "opportunist", "opportunistic": "opportunist",
    "hard-bargain": "hard-bargainer", "bargainer": "hard-bargainer", "negotiator": "hard-bargainer",
    "indifferent": "neutral", "collaborative": "collaborator", "cooperative": "collaborator",
    "partnership": "partner", "partner-minded": "partner",
}  # fmt: skip
"""Words for what an account wants, from 1, a bargain, to 5, a partner, and the type that each means."""
_SCALE = "; or 1, who wants a bargain, to 5, who wants a partner"


class Outside(NamedTuple):
    """Rows, by file and line, that are of another time than the year whose revenue counts."""

    earlier: Collection[tuple[str, int]]
    later: Collection[tuple[str, int]]


def facts_of(
    tables: Sequence[Table],
    ledger: Ledger,
    of: Mapping[str, str],
    today: date,
    mistakes: list[Mistake],
    doubts: list[str],
    outside: Outside,
) -> dict[str, Facts]:
    """Gather the facts of every account, by the names of a scenario's keys; of no row that is of an earlier time.

    What is added up is of no row that is of a later time, either.
    """
    found: dict[str, Facts] = {account: {} for account in ledger.revenue}
    latest = last_ends(tables)
    for table in tables:
        for k in table.firsts():
            account = of.get(spelling(table.texts["account"][k]), "")
            if account in found and (table.label, table.lines[k]) not in outside.earlier:
                for key, fact in _of_row(table, k, latest, today, mistakes, doubts):
                    if key == "support_cost" and (table.label, table.lines[k]) in outside.later:
                        continue
                    _add(account, found[account], key, fact, mistakes)
    mistakes += _of_discounts(tables)
    for account, facts in found.items():
        _brought_to_a_year(facts, tables, ledger)
        _from_ledger(facts, ledger, account, today, doubts)
        if "discount" in facts:
            discount = facts.pop("discount")
            facts.setdefault("price_to_list", Fact(1 - Decimal(discount.value), discount.source))
        if levels := [facts.pop(level) for level in BY_LEVEL if level in facts]:
            people = sum((Decimal(level.value) for level in levels), Decimal(0))
            facts.setdefault("contacts", levels[0]._replace(value=people))
    return found


def _brought_to_a_year(facts: Facts, tables: Sequence[Table], ledger: Ledger) -> None:
    """Bring support of fewer quarters to a year, as revenue is, where it stands in rows of a time."""
    support, whole = facts.get("support_cost"), ledger.whole
    dated = {table.label for table in tables if table.kind in DATED and PERIOD not in table.header.names}
    if support is None or whole is None or len(whole.year) == A_YEAR or support.source.partition(":")[0] not in dated:
        return
    value = Decimal(support.value) * A_YEAR / len(whole.year)
    facts["support_cost"] = support._replace(value=value, source=f"{support.source}, brought to a year")


def _of_discounts(tables: Sequence[Table]) -> Iterator[str]:
    """Find prices against list that are so low, all of them, that they may be what was taken off."""
    for table in tables:
        known = [value for value in table.numbers.get("price_to_list", ()) if value is not None]
        if known and max(known) < _LOWEST_PRICE:
            yield (
                f"{table.label} column {cell(table.name_of('price_to_list'))} is {max(known):.0%} of the list price at "
                "most: call it discount, if it is what is taken off"
            )


def faults_of(tables: Sequence[Table], passed_over: Collection[tuple[str, int]], today: date) -> list[Mistake]:
    """What is wrong with cells that tell facts, whatever becomes of their accounts, but for rows that hold none."""
    found: list[Mistake] = []
    latest = last_ends(tables)
    for table in tables:
        for k in table.firsts():
            if (table.label, table.lines[k]) not in passed_over:
                for _ in _of_row(table, k, latest, today, found, []):
                    pass
    return found


def _of_row(
    table: Table, k: int, latest: Mapping[str, date], today: date, mistakes: list[Mistake], doubts: list[str]
) -> Iterator[tuple[str, Fact]]:
    source = f"{table.label}:{table.lines[k]}"
    for key in [one for one in BOUNDS if one in table.numbers and one != "contract_years"]:
        value = table.numbers[key][k]
        if value is not None and within(table, k, key, value, mistakes) and share_of_row(table, key, k) is None:
            yield key, Fact(value, source, table.name_of(key))
    for key, read in (("alternatives", _alternatives), ("type", _type), ("opens", spelling)):
        text = table.texts[key][k] if key in table.texts else ""
        if key == "opens" and folded(text) in YES:
            mistakes.append(table.fault(key, k, "must name the market that the account opens"))
        elif text and not (key == "opens" and folded(text) in NO):
            word = read(text)
            if word:
                yield key, Fact(word, source, table.name_of(key))
            else:
                allowed = [*dict.fromkeys(_ALTERNATIVES.values())] if key == "alternatives" else [*ACCOUNT_TYPES]
                scale = _SCALE if key == "type" else ""
                words = f"must be {listed(allowed)}{did_you_mean(text, allowed)}{scale}"
                mistakes.append(table.fault(key, k, words))
    yield from contract_facts(table, k, latest, today, mistakes, doubts)
    since = table.periods["since"][k] if "since" in table.periods else None
    if since is not None and since.begins > today:
        words = f"is later than {today}, up to which the files are known; write the day since when it is an account"
        mistakes.append(table.fault("since", k, words))
    elif since is not None:
        yield "customer_years", Fact(years_between(since.begins, today), source, table.name_of("since"))


def _alternatives(text: str) -> str:
    return _ALTERNATIVES.get(folded(text).strip(), "")


def _type(text: str) -> str:
    word = folded(text).strip().replace(" ", "-").replace("_", "-")
    return word if word in ACCOUNT_TYPES else TYPE_WORDS.get(word, "")


_JOINED: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "support_cost": lambda one, other: one + other,
    "contract_left": max,
    "contract_years": max,
    "customer_years": max,
}
"""Facts of which an account may have several, and what they come to together."""


def _add(account: str, facts: Facts, key: str, fact: Fact, mistakes: list[Mistake]) -> None:
    """Add a fact to those of an account; two that are not the same are refused."""
    there = facts.setdefault(key, fact)
    if there is fact:
        return
    if key in _JOINED and isinstance(there.value, Decimal) and isinstance(fact.value, Decimal):
        source = there.source if there.source.endswith("and others") else f"{there.source} and others"
        facts[key] = there._replace(value=_JOINED[key](there.value, fact.value), source=source)
    elif there.value != fact.value:
        first, other = (f"{one.source} {as_told(key, one.value)} in column {cell(one.column)}" for one in (there, fact))
        mistakes.append(f"{first} and {other} are two things said of {cell(account)}; leave one")


_CALLED = {"price_to_list": "the price against list", "margin": "the gross margin",
           "contribution": "the margin after support"}  # fmt: skip
"""What facts that follow from amounts are called, where no column names them."""


def _from_ledger(facts: Facts, ledger: Ledger, account: str, today: date, doubts: list[str]) -> None:
    """What follows from an account's amounts, where no column says it."""
    for key, name, source in (
        ("price_to_list", "list_value", "amounts over list prices of the year"),
        ("margin", "cost", "1 less cost over revenue of the year"),
        ("contribution", "contribution", "contribution over revenue of the year"),
    ):
        amount, other = ledger.ratios[name].get(account, (Decimal(0), Decimal(0)))
        if key not in facts and amount > 0 and (other > 0 or (key == "contribution" and other)):
            share = other / amount
            ratio = _rounded({"price_to_list": amount / other, "margin": 1 - share, "contribution": share}[key])
            row, *more = dict.fromkeys(ledger.rows_of[account])
            where = f"{row} and {len(more):,} more rows:" if more else row
            remedy = (
                f": {ledger.told(other)} beside {ledger.told(amount)} of revenue; correct what is wrong there, or "
                f"state {key} of the account in the scenario"
            )
            if _may_be(key, ratio, f"{where} {_CALLED[key]} of {cell(account)}, {source},", doubts, remedy):
                facts[key] = Fact(ratio, source)
    if account in ledger.begun:
        facts.setdefault(
            "customer_years", Fact(years_between(ledger.begun[account], today), "the first row of the account")
        )


def margin_of(ledger: Ledger, doubts: list[str]) -> Decimal | None:
    """Gross margin of all that cost is known of; None where nothing is known, or nothing that can be.

    An account whose own margin cannot be has no part in it: what is left for it would be that margin again.
    """
    low, high = BOUNDS["margin"]
    every = ledger.ratios["cost"].values()
    can_be = [(amount, cost) for amount, cost in every if amount > 0 and low <= 1 - cost / amount <= high]
    amount, cost = (sum(column, Decimal(0)) for column in zip((0, 0), *(can_be or every), strict=True))
    margin = _rounded(1 - cost / amount) if amount > 0 else None
    return (
        margin
        if margin is not None and _may_be("margin", margin, "the gross margin of all, by cost,", doubts)
        else None
    )


def agreeing(facts: Mapping[str, Facts], revenue: Mapping[str, Decimal], doubts: list[str]) -> dict[str, Facts]:
    """Leave a contribution out that its margin, or that less its support, speaks against: no scenario states both."""
    found = {}
    for account, of in facts.items():
        margin, left = (float(of[key].value) if key in of else None for key in ("margin", "contribution"))
        support = float(of["support_cost"].value) / float(revenue[account]) if "support_cost" in of else None
        found[account] = {**of}
        if margin is None or left is None:
            continue
        if left > margin or (support is not None and abs(margin - support - left) > NEAR):
            least, less = (margin, "") if support is None else (margin - support, " less its support")
            against = f"where its gross margin{less} is {least:.1%}, and is not written"
            doubts.append(f"the margin after support of {cell(account)} is {left:.1%}, {against}")
            del found[account]["contribution"]
    return found


def _may_be(key: str, value: Decimal, what: str, doubts: list[str], remedy: str = "") -> bool:
    low, high = BOUNDS[key]
    if not low <= value <= high:
        ends = " to ".join(as_told(key, end) for end in (low, high))
        doubts.append(f"{what} comes to {as_told(key, value)}, outside of {ends}, and is not written{remedy}")
    return low <= value <= high


def _rounded(ratio: Decimal) -> Decimal:
    return ratio.quantize(_THOUSANDTH)

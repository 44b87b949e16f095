"""The scenario that files come to: facts in the user's currency and years, each with where it is from."""

from __future__ import annotations

from decimal import Decimal
from hashlib import blake2b
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.by_account.fact import Fact
from equipoise.experiments.accounts.columns.aliases import MONEY
from equipoise.sim.business.books import MARGIN
from equipoise.sim.keys import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.by_account.fact import Facts

MOST_NAMED = 12
"""Accounts that have a name of their own; smaller ones stand together."""
MOST_OTHERS, MOST_AT_ALL = 40, 120
"""Accounts that smaller ones are played as, at most: where each were larger than one with a name, and at all."""

OTHERS = "others"
_CENT = Decimal("0.01")
_ORDER = (
    "margin", "contribution", "price_to_list", "support_cost", "contract_left", "contract_years", "customer_years",
    "share_of_wallet", "bound", "alternatives", "relationship", "contacts", "cost_to_replace", "its_margin",
    "reference", "opens", "type",
)  # fmt: skip
POOLED = {"margin": "margin", "contribution": "margin after support", "support_cost": "support"}
"""Facts that smaller accounts have together where files say them of each, and what they are called."""
_ASKED = (
    ("gross_margin", "0.40", "What is left of revenue after what the goods cost you? A share."),
    ("overhead", "0", "What does everything else cost a year, salaries and rent among it?"),
    ("cash", "0", "How much cash do you hold today?"),
    ("credit_line", "0", "How much more could you draw from a bank?"),
    ("team_cost", "0", "What would people of your own for one account cost a year?"),
)
_STAMP = "# Written by equipoise accounts import: "


class Business(NamedTuple):
    """What is written of a business."""

    title: str  # that somebody gave it; empty where nobody did: the name of a folder is none
    currency: str  # empty where none is known
    revenue: Mapping[str, Decimal]  # of a year, by account, the largest first
    facts: Mapping[str, Facts]
    gross_margin: Decimal | None
    span: str  # what the revenue is of


class Pool(NamedTuple):
    """Accounts too small for a name: how many, as how many they are played, and the revenue of each of these."""

    accounts: int
    played: int
    revenue: Decimal
    facts: Facts  # what files say of each of them, brought to one


def has_margin(facts: Container[str]) -> bool:
    """Whether an account's facts say its margin."""
    return any(name in facts for name in MARGIN)


def pool_of(revenue: Mapping[str, Decimal], facts: Mapping[str, Facts]) -> Pool | None:
    """Put the smaller accounts together; None where every account has a name of its own."""
    small = [*revenue][MOST_NAMED:]
    if not small:
        return None
    paid = sum((revenue[name] for name in small), Decimal(0))
    smallest = revenue[[*revenue][MOST_NAMED - 1]]
    played = min(len(small), max(MOST_OTHERS, min(ceil(paid / smallest), MOST_AT_ALL)))
    found = {}
    for key in POOLED:
        of = [(revenue[name], Decimal(facts[name][key].value)) for name in small if key in facts[name]]
        if len(of) == len(small) and key in MONEY:
            whole = sum((value for _, value in of), Decimal(0))
            found[key] = Fact(whole / played, f"{whole:,.2f} of {len(small)} accounts")
        elif len(of) == len(small):
            mean = sum((amount * value for amount, value in of), Decimal(0)) / paid
            found[key] = Fact(mean, f"of {len(small)} accounts, weighted by their revenue")
    return Pool(len(small), played, paid / played, found)


def scenario_text(business: Business) -> str:
    """Write the scenario."""
    return stamped("\n".join(_lines(business)) + "\n")


def stamped(text: str) -> str:
    """Head a text with a line by which a change by hand is seen."""
    return f"{_STAMP}{_digest(text)}\n{text}"


def is_untouched(text: str) -> bool:
    """Whether a scenario is as an import and the answers after it left it, so that it may be written anew."""
    first, _, rest = text.partition("\n")
    return first == f"{_STAMP}{_digest(rest)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _lines(business: Business) -> Iterator[str]:
    pool = pool_of(business.revenue, business.facts)
    named = [*business.revenue][:MOST_NAMED]
    stated = [*(business.facts[name] for name in named), *([pool.facts] if pool else [])]
    total = sum(business.revenue.values(), Decimal(0))
    markets = _markets(business.facts[name] for name in named)
    yield from [f"title = {quoted(business.title)}"] * bool(business.title)
    yield 'policies = ["accommodating", "strategic"]'
    yield ""
    yield "[business]"
    if business.currency:
        yield f"currency = {quoted(business.currency)}"
    else:
        yield '# currency = "EUR"  # No file says which.'
    yield f"# revenue: the sum of its accounts; {_number(total)} as imported ({business.span})"
    for key, example, question in _ASKED:
        if key == "gross_margin" and business.gross_margin is not None:
            yield f"gross_margin = {_number(business.gross_margin)}  # 1 less cost over revenue, of rows with a cost"
        elif key != "gross_margin" or not all(map(has_margin, stated)):
            yield f"# {key} = {example}  # {question}"
    for name in named:
        yield ""
        yield "[[accounts]]"
        yield f"name = {quoted(name)}"
        yield f"revenue = {_number(business.revenue[name])}  # {business.span}"
        for key in _ORDER:
            if key in business.facts[name]:
                yield _fact(key, business.facts[name][key])
    if pool:
        yield ""
        yield f"# {pool.accounts} smaller accounts, played as {pool.played} of the same revenue together"
        yield "[[accounts]]"
        yield f"name = {quoted(_free(OTHERS, named))}"
        yield f"count = {pool.played}"
        yield f"revenue = {_number(pool.revenue, exact=True)}"
        yield from (_fact(key, fact) for key, fact in pool.facts.items())
    for market in markets:
        yield ""
        yield "[[segments]]"
        yield f"name = {quoted(market)}"


def _fact(key: str, fact: Fact) -> str:
    value = quoted(fact.value) if isinstance(fact.value, str) else _number(fact.value)
    return f"{key} = {value}  # {fact.source}"


def _markets(facts: Iterator[Facts] | Sequence[Facts]) -> list[str]:
    return [*dict.fromkeys(str(one["opens"].value) for one in facts if "opens" in one)]


def _free(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += " of them"
    return name


def _number(value: Decimal, *, exact: bool = False) -> str:
    """Write a number as TOML does: to the cent, or as exactly as a float holds it."""
    if exact:
        return repr(float(value))
    short = value.quantize(_CENT) if abs(value) >= 100 else value.quantize(Decimal("0.0001"))  # noqa: PLR2004 - money
    text = format(short.normalize(), "f")
    return text if "." in text else f"{text}.0" if "E" in text else text

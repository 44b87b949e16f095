"""Amounts of money, decided by their whole column: which mark is the decimal one, and which currency they are in."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import are
from equipoise.experiments.accounts.files.faults import Fault, cell
from equipoise.experiments.accounts.files.limits import LARGEST_AMOUNT
from equipoise.sim.characters import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Cell

EXACT = Decimal("0.000001")
"""To which every amount is read, so that sums are exact."""

_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "US$": "USD", "FR.": "CHF",
"EURO": "EUR", "EUROS": "EUR"}  # fmt: skip
CODES = (
    "AED AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN RON RUB SAR SEK "
    "SGD THB TRY TWD UAH USD VND ZAR"
)
_CODE = re.compile(rf"US\$|Fr\.|[€$£¥₹₩]|(?<![a-z])(?:{CODES.replace(' ', '|')}|euros?)(?![a-z])", re.IGNORECASE)
_THOUSANDS = re.compile(rf"(?<![a-z])[tkm](?=(?:{CODES.replace(' ', '|')})(?![a-z]))", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<![a-z])({CODES.replace(' ', '|')})(?=(?:k|mm?|mn|bn)(?![a-z]))", re.IGNORECASE)
"""What stands before a currency of thousands or millions, as in TEUR, or a currency before it, as in EURm."""
_SCALES = {
    **dict.fromkeys(("k", "t", "tsd", "thousand", "tausend"), 1_000),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions", "millionen"), 1_000_000),
    **dict.fromkeys(("bn", "mrd", "milliarde", "milliarden"), 1_000_000_000),
}
"""What a word behind an amount's digits multiplies it by; not "billion", which in German is a million millions."""
_WORD = re.compile(r"(?<=\d) ?([a-z]+)\.?$", re.IGNORECASE)
_FEWEST_BESIDE_WORDS = 1_000
"""Least amount that is taken as it stands where others of its column have a word behind them."""
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_EVEN = re.compile(r"(?<=\d)([.,]) ?[-\u2013\u2014]{1,2}$")
"""What stands in place of cents where there are none, as in 1'200.- and 1.200,--: no minus."""
_BODY = re.compile(r"\d[\d.,'\u2019]*|[.,]\d+")
_NOTHING = frozenset({"", "-", "\u2013", "\u2014", "n/a", "na", "none", "null", "#n/a"})


class Written(NamedTuple):
    """An amount as it is written: its sign and digits, and the marks that may be its decimal one."""

    negative: bool
    body: str
    decimals: frozenset[str]  # "." or ",", or both
    currency: str
    scale: int = 1  # what a word behind it multiplies it by
    ambiguous: bool = False  # it is another number under another mark


def is_empty(value: Cell) -> bool:
    """Whether a cell states no amount."""
    return isinstance(value, str) and value.casefold() in _NOTHING


def written(value: str) -> Written | None:
    """Take an amount apart; None of what is none."""
    text = _THOUSANDS.sub(r"\g<0> ", value.strip())
    found = {one.upper() for one in _CODE.findall(text)}
    currencies = {_SYMBOLS.get(one, one) for one in found}
    text = _EVEN.sub(r"\g<1>00", _SPACES.sub(" ", _CODE.sub("", text)).strip().replace("\u2212", "-"))
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    if text.startswith(("-", "+")) or text.endswith("-"):
        if negative or (text.startswith(("-", "+")) and text.endswith("-")):
            return None
        negative = "-" in {text[0], text[-1]}
        text = (text[1:] if text[0] in "+-" else text[:-1]).strip()
    word = _WORD.search(text)
    scale = _SCALES.get(word[1].casefold(), 1) if word else 1
    text = text[: word.start()] if word and scale > 1 else text
    if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", text):
        text = text.replace(" ", "'")
    if len(currencies) > 1 or not _BODY.fullmatch(text):
        return None
    decimals = _decimals(text)
    return (
        Written(negative, text, decimals, "".join(currencies), scale, _doubtful(text, decimals)) if decimals else None
    )


def _decimals(body: str) -> frozenset[str]:
    """Marks that may be the decimal one, so that what stands between thousands does."""
    found = set()
    for mark, other in ((".", ","), (",", ".")):
        whole, _, fraction = body.partition(mark)
        if mark in fraction or other in fraction or "'" in fraction or "\u2019" in fraction:
            continue
        if len({sign for sign in whole if not sign.isdigit()}) <= 1 and _grouped(whole):
            found.add(mark)
    return frozenset(found)


def _grouped(whole: str) -> bool:
    """Whether marks between digits stand between thousands, or between lakhs and crores."""
    first, *others = re.split(r"[.,'\u2019]", whole)
    if not others:
        return True
    return first.isdigit() and not first.startswith("0") and (
        (len(first) <= 3 and all(len(one) == 3 for one in others))  # noqa: PLR2004 - digits of a thousand
        or (len(first) <= 2 and len(others[-1]) == 3 and all(len(one) == 2 for one in others[:-1]))  # noqa: PLR2004 - of a lakh
    )  # fmt: skip


def _doubtful(body: str, decimals: frozenset[str]) -> bool:
    values = {_value(body, mark) for mark in decimals}
    return len(values) > 1


def _value(body: str, mark: str) -> Decimal:
    whole, _, fraction = body.partition(mark)
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits or 0}.{fraction or 0}")


def amount_of(found: Written, decimal: str) -> Decimal:
    """The amount, exact to the sixth decimal."""
    value = (found.scale * _value(found.body, decimal)).quantize(EXACT)
    return -value if found.negative else value


class Amounts(NamedTuple):
    """A column of amounts, with what was found out about it."""

    values: list[Decimal | None]
    decimal: str  # the decimal mark; nothing where no amount has one
    currencies: Counter[str]


class Column(NamedTuple):
    """A column of numbers: of which file, what it is called, what is said of a cell that is no such number."""

    label: str
    name: str
    wrong: str
    times: int = 0  # what its header multiplies amounts by; 0 of numbers that are none

    def fault(self, line: int, value: Cell, words: str) -> Fault:
        """What is wrong with one of its cells."""
        return Fault(self.label, line, self.name, value, words)


def read_amounts(
    column: Column, cells: Sequence[tuple[int, Cell]], decimal: str | None, mistakes: list[Mistake]
) -> Amounts:
    """Read a column of amounts."""
    known: dict[int, Written] = {}  # by position, since rows of a sheet that is written long share their lines
    for k, (line, value) in enumerate(cells):
        found = written(value) if isinstance(value, str) else None
        if found is not None and (found.scale == 1 or column.times == 1):
            known[k] = found
        elif found is not None and column.times > 1:
            words = "has a word for thousands or millions, and its column's name another; leave one of them out"
            mistakes.append(column.fault(line, value, words))
        elif isinstance(value, date) or not (isinstance(value, Decimal) or is_empty(value)):
            share = "; call the column margin or contribution, if it is one" if "%" in str(value) else ""
            mistakes.append(column.fault(line, value, f"{column.wrong}{share}"))
    mark = decimal or _mark(column, cells, known, mistakes)
    values: list[Decimal | None] = []
    for k, (line, value) in enumerate(cells):
        amount = value.quantize(EXACT) if isinstance(value, Decimal) and abs(value) < LARGEST_AMOUNT else None
        if k in known:
            amount = _by(column, line, str(value), known[k], mark, mistakes)
        elif isinstance(value, Decimal) and amount is None:
            mistakes.append(column.fault(line, value, TOO_LARGE))
        values.append(amount)
    mistakes += _without_word(column, cells, values, known)
    return Amounts(values, mark, Counter(found.currency for found in known.values() if found.currency))


def _without_word(
    column: Column, cells: Sequence[tuple[int, Cell]], values: Sequence[Decimal | None], known: Mapping[int, Written]
) -> Iterator[Fault]:
    """Cells that may lack the word for thousands or millions that others of their column have."""
    if any(found.scale > 1 for found in known.values()):
        words = (
            "may be in thousands or millions, as other cells of its column say that they are; write the word there, too"
        )
        for k, ((line, value), amount) in enumerate(zip(cells, values, strict=True)):
            scale = known[k].scale if k in known else 1
            if amount is not None and scale == 1 and 0 < abs(amount) < _FEWEST_BESIDE_WORDS:
                yield column.fault(line, value, words)


TOO_LARGE = "is larger than any amount that is read"
_MOST_DIGITS = 40
"""Digits that nobody writes."""


def too_large(found: Written, mark: str) -> bool:
    """Whether an amount is larger than any that is read."""
    return len(re.sub(r"\D", "", found.body)) > _MOST_DIGITS or found.scale * _value(found.body, mark) >= LARGEST_AMOUNT


def _by(column: Column, line: int, text: str, found: Written, mark: str, mistakes: list[Mistake]) -> Decimal | None:
    if mark and mark not in found.decimals:
        mistakes.append(column.fault(line, text, f"has no decimal {cell(mark)}, as --decimal says"))
        return None
    decimal = mark or next(iter(found.decimals))
    if too_large(found, decimal):
        mistakes.append(column.fault(line, text, TOO_LARGE))
        return None
    return amount_of(found, decimal)


def _mark(column: Column, cells: Sequence[tuple[int, Cell]], known: dict[int, Written], mistakes: list[Mistake]) -> str:
    """The one decimal mark under which every amount of the column is one."""
    label, name = column.label, cell(column.name)
    sure = {mark: [k for k, one in known.items() if one.decimals == {mark}] for mark in ".,"}
    if sure["."] and sure[","]:
        shown = [f"line {cells[sure[mark][0]][0]} {cell(cells[sure[mark][0]][1])}" for mark in ".,"]
        mistakes.append(
            f"{label} column {name} is written in two ways: {shown[0]} has a decimal point, {shown[1]} a decimal "
            f"comma; write the column in one way"
        )
        return ""
    mark = next((one for one in ".," if sure[one]), "")
    doubtful = [k for k, one in known.items() if one.ambiguous]
    if not mark and doubtful:
        line, value = cells[doubtful[0]]
        mistakes.append(
            f"{label}:{line} {cell(value)} in column {name} may be a thousand or a fraction"
            f"{f', as {more} more {are(more)}' if (more := len(doubtful) - 1) else ''}; say --decimal , or --decimal ."
        )
        return ""
    return mark


def currency_called(text: str) -> str:
    """The code of a currency that a column or an option names."""
    plain = composed(text).upper()
    return _SYMBOLS.get(plain, plain)


def currency_in(header: str) -> str:
    """The currency that a header names beside its words; empty where it names none."""
    found = {
        _SYMBOLS.get(one.upper(), one.upper()) for one in _CODE.findall(_BEHIND.sub(r"\1 ", _THOUSANDS.sub("", header)))
    }
    return found.pop() if len(found) == 1 else ""

"""Numbers as people type them: what is one, and what is said of what only looks like one."""

from __future__ import annotations

import re
from math import inf, isfinite, isinf
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_LEGIBLE = 1e12  # a person still reads as many digits

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_REAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")

_SIGN = r"[+-]?"
_MARKS = ",.'_ \u2019\u00a0\u202f"
_DIGITS = r"[0-9]+(?:\.[0-9]+)?"
_CURRENCY = r"(?:[€$£¥₹₩]|(?:USD|EUR|GBP|CHF|JPY|CNY|INR|euros?|dollars?)\b)"
_TIMES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 3),
    **dict.fromkeys(("m", "mio", "mn", "million", "millions"), 6),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "billions"), 9),
}
_MONEY = re.compile(
    rf"(?:{_CURRENCY}\s*)?({_SIGN}[0-9]+(?:[.,][0-9]+)?)\s*({'|'.join(_TIMES)})\.?\s*{_CURRENCY}?"
    rf"|({_SIGN}[0-9]+(?:[.,][0-9]+)?)\s*([TKM])(?:EUR|USD|GBP|CHF)",
    re.IGNORECASE,
)
"""An amount with a word or letter that multiplies it."""
_MULTIPLIED = re.compile(
    rf"(?:{_CURRENCY}\s*)?{_SIGN}[0-9][0-9.,]*\s*(?:{'|'.join(_TIMES)}|t|[tkm](?:eur|usd|gbp|chf))\b[\w €$£/.]{{0,20}}",
    re.IGNORECASE,
)
"""The same with more behind it, which may multiply or divide, too."""

_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", re.compile(rf"({_SIGN}[0-9]+(?:[.,][0-9]+)?)\s*(?:%|percent|per cent|pct)")),
    ("thousands", re.compile(rf"({_SIGN}[0-9]{{1,3}}(?:([{_MARKS}])[0-9]{{3}})(?:\2[0-9]{{3}})*(?:[.,][0-9]+)?)")),
    ("comma", re.compile(rf"({_SIGN}[0-9]+,[0-9]+)")),
    ("underscore", re.compile(rf"({_SIGN}[0-9]+(?:_[0-9]+)+)")),
    ("currency", re.compile(rf"{_CURRENCY}\s*([0-9][0-9.,]*)\s*\w*|([0-9][0-9.,]*)\s*{_CURRENCY}")),
    ("based", re.compile(rf"({_SIGN}0[xob][0-9a-f]+)", re.IGNORECASE)),
    ("unbounded", re.compile(rf"{_SIGN}(?:nan|inf|infinity)", re.IGNORECASE)),
    ("beyond", re.compile(rf"({_SIGN}{_DIGITS})[eE][+-]?[0-9]+")),
    ("unit", re.compile(rf"({_SIGN}{_DIGITS})\s*((?![eE]$)[^\W\d_][\w/]*(?: [\w/]+)*)")),
)
"""What only looks like a number, the first that fits."""

LONGEST = 40
"""Most characters of a value that may look like a number."""


def whole(text: str) -> int | None:
    """Read a whole number: digits, maybe behind a sign."""
    return int(text) if _WHOLE.fullmatch(text) else None


def real(text: str) -> float | None:
    """Read a number: digits, a point, and a power of ten."""
    value = typed(text) if len(text) <= 10 * LONGEST and _REAL.fullmatch(text) else None
    return value if value is not None and isfinite(value) else None


def shortened(text: str) -> str:
    """Repeat in a message what was typed where a number belongs."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return cut if cut.isprintable() else ascii(cut)


class Range(NamedTuple):
    """What a number may be."""

    low: float = -inf  # its ends, both included
    high: float = inf
    whole: bool = False  # whether it is a whole number
    unit: str = ""  # what it is counted in; nothing or "1" for a plain number

    @property
    def is_share(self) -> bool:
        """Whether it is a share or a chance; or a growth or a return, of which -1 is the loss of everything."""
        return self.low == -1 or (self.low >= 0 and self.high <= 1)

    def holds(self, value: float) -> bool:
        """Tell whether a number is allowed."""
        return self.low <= value <= self.high and (not self.whole or value == int(value))


class Marked(float):
    """A number whose point some people write between thousands: ``400.000``."""

    typed: str  # as it was typed

    def __new__(cls, typed: str | float) -> Self:
        """Read it as a number with a decimal point, which is what it is."""
        number = super().__new__(cls, typed)
        number.typed = str(typed)
        return number

    @property
    def without_mark(self) -> float:
        """What it is if the point stands between thousands."""
        return float(self.typed.replace(".", ""))


_HUNDRED = 100
_FEWEST_PER_CENT = 5
ON_OFF = "0 or 1"
"""Unit of a number that is on or off: true and false are read as 1 and 0."""

_NO_SHARES = frozenset({ON_OFF, "score"})
"""Units of what lies between 0 and 1, and is said in per cent by nobody."""


def is_on_off(field: FieldInfo) -> bool:
    """Whether a field holds a number that is on or off."""
    return isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("unit") == ON_OFF


_LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def typed(text: str) -> float:
    """Read a number that may have a point, and keep its text where that can be read in two ways."""
    value = float(text)
    return Marked(text) if _LIKE_THOUSANDS.fullmatch(text) or (isinf(value) and text[-1].isdigit()) else value


def hint(text: str, allowed: Range | None = None) -> str:
    """Say how a number is written that was written another way."""
    text = text.strip()
    within = allowed or Range()
    if len(text) > LONGEST:
        return ""
    if (value := real(text)) is not None:
        return _as_whole(text, value, within) if within.whole else ""
    if found := _MONEY.fullmatch(text):
        return _money(text, found, within)
    if _MULTIPLIED.fullmatch(text):
        return f"write {text} as a number alone, with all of its digits"
    for look, pattern in _LOOKS:
        if found := pattern.fullmatch(text):
            return _percent(text, found, allowed) if look == "percent" else _HINTS[look](text, found, within)
    return ""


def per_cent(value: float, allowed: Range) -> str:
    """Say how a share is written that may have been stated in per cent."""
    if not _FEWEST_PER_CENT <= value <= _HUNDRED or allowed.holds(value):
        return ""
    share = allowed.is_share and allowed.high <= 1 and allowed.unit not in _NO_SHARES
    within = share and allowed.holds(value / _HUNDRED)
    return f"if per cent are meant, {_plain(value)}% as a share is {_plain(value / _HUNDRED)}" if within else ""


def _as_whole(text: str, value: float, within: Range) -> str:
    """How a whole number is written that was written as another."""
    if _LIKE_THOUSANDS.fullmatch(text):
        return _either(text, within, text.replace(".", ""), f"{value:g}")
    if _WHOLE.fullmatch(text) or value != int(value):
        return ""
    return _offer(text, str(int(value)), within)


def _offer(text: str, number: str, within: Range, why: str = "") -> str:
    """Say how a number is written, if it may stand there."""
    return f"write {text} as {number}{why}" if within.holds(float(number)) else ""


def _percent(text: str, found: re.Match[str], allowed: Range | None) -> str:
    value = float(found[1].replace(",", ".")) / 100
    share = f"{text} as a share is {_plain(value)}"
    if allowed is None:
        return f"{share}; an amount or a price is no percentage"
    if allowed.is_share:
        return share if allowed.holds(value) else ""
    what = "a plain number" if allowed.unit in {"", "1"} else f"an amount in {allowed.unit}"
    return f"this is {what}, not a percentage"


def _thousands(text: str, found: re.Match[str], within: Range) -> str:
    mark = found[2]
    tail = text.rpartition(mark)[2]
    digits = text.replace(mark, "").replace(",", ".")
    if mark in ",." and text.count(mark) == 1 and "." not in tail and "," not in tail:
        return _either(text, within, digits, text.replace(mark, "."))
    return _offer(text, digits, within, ", without marks between thousands")


def _either(text: str, within: Range, digits: str, decimal: str) -> str:
    """How a number is written whose mark may stand between thousands, or in front of decimals."""
    if digits.lstrip("+-").startswith("0"):
        return _offer(text, decimal, within, ", with a decimal point")
    if within.holds(float(digits)) and within.holds(float(decimal)):
        return f"write {text} as {digits}, or as {decimal}: thousands have no mark, decimals have a point"
    marked = _offer(text, digits, within, ", without marks between thousands")
    return marked or _offer(text, decimal, within, "" if within.whole else ", with a decimal point")


def _comma(text: str, found: re.Match[str], within: Range) -> str:
    return _offer(text, found[1].replace(",", "."), within, ", with a decimal point")


def _underscore(text: str, found: re.Match[str], within: Range) -> str:
    return _offer(text, found[1].replace("_", ""), within)


def _money(text: str, found: re.Match[str], within: Range) -> str:
    amount, word = found[1] or found[3], (found[2] or found[4]).lower()
    power = 3 if word == "t" else _TIMES[word]  # TEUR are thousands
    return _offer(text, _plain(round(float(amount.replace(",", ".")) * 10**power, 6)), within)


def _currency(text: str, found: re.Match[str], within: Range) -> str:
    amount = (found[1] or found[2]).rstrip(".,")
    if (value := real(amount)) is not None:
        return f"write {text} as a number alone, {amount}" if within.holds(value) else ""
    inner = hint(amount, within)
    return f"write {text} as a number alone" + (f"; {inner}" if inner else "")


def _based(text: str, found: re.Match[str], within: Range) -> str:
    if len(text) > LONGEST // 2:
        return f"write {text} in decimals"
    number = int(found[1], 0)
    return f"write {text} in decimals, {number}" if within.holds(number) else ""


def _unbounded(text: str, _: re.Match[str], __: Range) -> str:
    return f"{text} is no number here"


def _beyond(text: str, _: re.Match[str], __: Range) -> str:
    return f"{text} is beyond every number"


def _unit(text: str, found: re.Match[str], within: Range) -> str:
    return _offer(text, found[1], within, ", without the unit")


_HINTS = {
    "thousands": _thousands,
    "comma": _comma,
    "underscore": _underscore,
    "currency": _currency,
    "based": _based,
    "unbounded": _unbounded,
    "beyond": _beyond,
    "unit": _unit,
}


def _plain(value: float) -> str:
    """A number without a power of ten where that is short."""
    return f"{value:.12g}" if abs(value) < _LEGIBLE else repr(value)

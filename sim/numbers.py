"""Numbers as people type them: what is one, and what is said of what only looks like one."""

from __future__ import annotations

import re
from math import isfinite

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
    ("unit", re.compile(rf"({_SIGN}{_DIGITS})\s*([^\W\d_][\w/]*(?: [\w/]+)*)")),
)
"""What only looks like a number, the first that fits."""

LONGEST = 40
"""Most characters of a value that may look like a number."""


def whole(text: str) -> int | None:
    """Read a whole number: digits, maybe behind a sign.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    int or None
        None for anything else that Python takes for one, as ``1_0``.
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def real(text: str) -> float | None:
    """Read a number: digits, a point, and a power of ten.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    float or None
        None for anything else that Python takes for one, as ``nan``, and for what is beyond every number.
    """
    value = float(text) if len(text) <= 10 * LONGEST and _REAL.fullmatch(text) else None
    return value if value is not None and isfinite(value) else None


def shortened(text: str) -> str:
    """Repeat in a message what was typed where a number belongs.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        At most 40 characters of it, as they can be printed.
    """
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return cut if cut.isprintable() else ascii(cut)


def hint(text: str) -> str:
    """Say how a number is written that was written another way.

    Parameters
    ----------
    text : str
        What was typed, or stands in a file.

    Returns
    -------
    str
        For instance ``write 40% as 0.4``; nothing when it does not look like a number.
    """
    text = text.strip()
    if len(text) > LONGEST or real(text) is not None:
        return ""
    if found := _MONEY.fullmatch(text):
        return _money(text, found)
    if _MULTIPLIED.fullmatch(text):
        return f"write {text} as a number alone, with all of its digits"
    for look, pattern in _LOOKS:
        if found := pattern.fullmatch(text):
            return _HINTS[look](text, found)
    return ""


def _percent(text: str, found: re.Match[str]) -> str:
    share = _plain(float(found[1].replace(",", ".")) / 100)
    return f"{text} as a share is {share}; an amount or a price is no percentage"


def _thousands(text: str, found: re.Match[str]) -> str:
    mark = found[2]
    tail = text.rpartition(mark)[2]
    digits = text.replace(mark, "").replace(",", ".")
    if mark in ",." and text.count(mark) == 1 and "." not in tail and "," not in tail:
        decimal = text.replace(mark, ".")
        return f"write {text} as {digits}, or as {decimal}: thousands have no mark, decimals have a point"
    return f"write {text} as {digits}, without marks between thousands"


def _comma(text: str, found: re.Match[str]) -> str:
    return f"write {text} as {found[1].replace(',', '.')}, with a decimal point"


def _underscore(text: str, found: re.Match[str]) -> str:
    return f"write {text} as {found[1].replace('_', '')}"


def _money(text: str, found: re.Match[str]) -> str:
    amount, word = found[1] or found[3], (found[2] or found[4]).lower()
    power = 3 if word == "t" else _TIMES[word]  # TEUR are thousands
    return f"write {text} as {_plain(round(float(amount.replace(',', '.')) * 10**power, 6))}"


def _currency(text: str, found: re.Match[str]) -> str:
    amount = found[1] or found[2]
    inner = hint(amount)
    return f"write {text} as a number alone" + (f"; {inner}" if inner else f", {amount.rstrip('.,')}")


def _based(text: str, found: re.Match[str]) -> str:
    return f"write {text} in decimals" + (f", {int(found[1], 0)}" if len(text) <= LONGEST // 2 else "")


def _unbounded(text: str, _: re.Match[str]) -> str:
    return f"{text} is no number here"


def _beyond(text: str, _: re.Match[str]) -> str:
    return f"{text} is beyond every number"


def _unit(text: str, found: re.Match[str]) -> str:
    return f"write {text} as {found[1]}, without the unit"


_HINTS = {
    "percent": _percent,
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
    return f"{value:.12g}" if abs(value) < 1e12 else repr(value)  # noqa: PLR2004 - digits that a person still reads

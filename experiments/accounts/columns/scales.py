"""What stands in a header besides what its column holds: a unit that is understood, or words that change everything."""

from __future__ import annotations

import re

from equipoise.experiments.accounts.columns.aliases import IN_YEARS, MONEY, SHARES, TAX
from equipoise.experiments.accounts.columns.money import CODES

_CURRENCY = rf"(?:{CODES.lower().replace(' ', '|')}|euros?|[€$£¥₹₩])"
_K = r"(?<![^(\[])k(?![^)\]])"  # alone, or in brackets
_TIMES = (
    (1_000, rf"[tk] ?{_CURRENCY}|{_CURRENCY} ?k|{_K}|tsd|tausend|thousands?|mille|'?000s?(?!\d)|1[.,' ]?000"),
    (1_000_000, rf"m ?{_CURRENCY}|{_CURRENCY} ?m[mn]?|m(?:io|ln|n|illions?|illionen)"),
    (1_000_000_000, rf"{_CURRENCY} ?(?:bn|mrd)|bn|mrd|milliarden?"),
)
_SCALES = tuple((factor, re.compile(rf"(?<![a-z\d])(?:{words})(?![a-z])")) for factor, words in _TIMES)
CALLED = {1_000: "thousands", 1_000_000: "millions", 1_000_000_000: "thousands of millions"}
"""What amounts are in that are to be multiplied by a number."""

UNIT_AT_END = re.compile(
    rf"[\s,]+(?:in )?(?:{'|'.join(words for _, words in _TIMES)}|{_CURRENCY}"
    rf"|(?:tsd|mio|mrd|1[.,' ]?000)\.? ?{_CURRENCY})$"
)
"""A unit that stands behind what a column is called."""

_INSIDE = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_SAME = """
in of as the vom von der umsatz revenue sales turnover percent share net netto nett excl excluding exclusive without
ohne exkl zzgl vat tax taxes mwst ust umsatzsteuer mehrwertsteuer ht hors soll haben kz a p pa per pro je im year
yearly annual annually annum jahr jahres jaehrlich ltm ttm total gesamt actual ist amount betrag absolute absolut
company local currency lcy converted estimate estimated est geschaetzt ca
"""
_SAME_MONEY = frozenset(_SAME.split())
_NET = frozenset({"excl", "excluding", "exclusive", "without", "ohne", "exkl", "zzgl", "net", "netto", "hors"})
"""Words in brackets that leave a column of money or of a share what it is called; beside a tax, one of the last."""
_LAST_YEAR = re.compile(r"(?:last |past |letzten? )?12 (?:months|monaten?)")
_PIECES = frozenset(
    {"in", "stueck", "stk", "st", "pcs", "pieces", "units", "seats", "licences", "licenses", "lizenzen"}
)
_MOST_OF_A_SCALE = 5


def times_in(text: str) -> int:
    """What amounts are to be multiplied by, as a text in lower case says: thousands or millions; else 1."""
    return next((factor for factor, pattern in _SCALES if pattern.search(text)), 1)


def is_understood(text: str, field: str) -> bool:
    """Whether what a header in lower case has in brackets leaves its column what it is called."""
    for inside in _INSIDE.findall(text):
        if field == "relationship" and any(int(one) > _MOST_OF_A_SCALE for one in re.findall(r"\d{1,9}", inside)):
            return False
        if field == "quantity" and not {*re.findall(r"[a-z]+", inside)} <= _PIECES:
            return False
        if field in (MONEY | SHARES) - IN_YEARS and not _leaves_money(inside):
            return False
    return True


def _leaves_money(inside: str) -> bool:
    rest = _LAST_YEAR.sub(" ", inside.replace("%", " percent "))
    for _, pattern in _SCALES:
        rest = pattern.sub(" ", rest)
    rest = re.sub(rf"(?<![a-z]){_CURRENCY}(?![a-z])", " ", rest)
    words = {*re.findall(r"[a-z]+|\d+", rest)}
    return words <= _SAME_MONEY and (not words & TAX or bool(words & _NET))

"""Whether two texts say the same, their figures being of two processors."""

import re

NUMBER = re.compile(r"[+\N{MINUS SIGN}-]?\d+(?:,\d{3})*(?:\.\d+)?")


def value(number: str) -> float:
    """A number as it is written."""
    return float(number.replace(",", "").replace("\N{MINUS SIGN}", "-"))


def same(told: str, made: str) -> bool:
    """Whether two texts say the same, give or take one in the last digit: processors differ in theirs."""
    if NUMBER.sub("#", told) != NUMBER.sub("#", made):
        return False
    pairs = zip(NUMBER.findall(told), NUMBER.findall(made), strict=True)
    return all(abs(value(a) - value(b)) <= 1.01 * 10.0 ** -len(a.partition(".")[2]) for a, b in pairs)

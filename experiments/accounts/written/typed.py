"""What somebody types as an answer: amounts of money, shares, and how an example of one is written."""

from __future__ import annotations

from decimal import Decimal

from equipoise.experiments.accounts.columns.money import TOO_LARGE, amount_of, too_large, written
from equipoise.experiments.accounts.files.faults import cell

_HUNDRED, _FEWEST_PER_CENT = 100, 2


def number(typed: str, called: str = "number") -> tuple[Decimal, str]:
    """Read a number; behind its digits a word may say thousands or millions: ``6,9 Mio``, ``900k``."""
    found, said = written(typed), cell(typed.strip())
    if found is None:
        return Decimal(0), f"{said} is no {called}; write its digits, as 250000, or as 2.5 million"
    if found.ambiguous:
        return Decimal(0), f"{said} may be a thousand or a fraction; write its digits alone"
    mark = next(iter(found.decimals))
    return (Decimal(0), f"{said} {TOO_LARGE}") if too_large(found, mark) else (amount_of(found, mark), "")


def amount(typed: str) -> tuple[float, str]:
    """Read an amount of money, which is not below 0."""
    value, wrong = number(typed, "amount of money")
    if wrong:
        return 0.0, wrong
    return (float(value), "") if not value.is_signed() else (0.0, "write an amount that is not below 0")


def share(typed: str, most: float = 1.0) -> tuple[float, str]:
    """Read a share: ``40%`` or ``0.4``; it is less than ``most``."""
    found = written(typed.removesuffix("%"))
    mark = next(iter(found.decimals)) if found is not None else ""
    if found is None or found.scale > 1 or found.ambiguous or found.negative or too_large(found, mark):
        return 0.0, f"{cell(typed)} is no share; write 40% or 0.4"
    value = float(amount_of(found, mark))
    if typed.endswith("%"):
        value = round(value / _HUNDRED, 6)
    elif value >= _FEWEST_PER_CENT:
        return 0.0, f"if per cent are meant, write {cell(typed + '%')}"
    return (value, "") if 0 < value < most else (0.0, f"a share lies between 0 and {most:.0%}")


def example(amount: float) -> str:
    """Write an amount as somebody may type it: its first two digits, and no marks between them."""
    return f"{float(f'{amount:.2g}'):.12g}"

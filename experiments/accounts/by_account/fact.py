"""A fact of an account: its value, where it is from, and what it may be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.aliases import MONEY, SHARES
from equipoise.experiments.accounts.columns.contacts import BY_LEVEL
from equipoise.experiments.accounts.files.faults import cell
from equipoise.sim.business.facts import FACTS, AccountFacts

if TYPE_CHECKING:
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

Value = Decimal | str

HUNDRED, _FEWEST_PER_CENT = Decimal(100), Decimal(2)


class Fact(NamedTuple):
    """A value, and where it is from."""

    value: Value
    source: str
    column: str = ""  # as its header has it; empty of what follows from amounts


Facts = dict[str, Fact]


def _bounds_of(name: str) -> tuple[Decimal, Decimal]:
    """Give the least and the most that a scenario may state."""
    metadata = AccountFacts.model_fields[name].metadata
    low, high = (next(getattr(one, way) for one in metadata if hasattr(one, way)) for way in ("ge", "le"))
    return Decimal(str(low)).normalize(), Decimal(str(high)).normalize()


BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    **{key: _bounds_of(key) for key in FACTS if key not in {"revenue_share", "alternatives"}},
    **dict.fromkeys(BY_LEVEL, (Decimal(0), _bounds_of("contacts")[1] / len(BY_LEVEL))),
    "discount": (Decimal(0), Decimal("0.99")),
    "reference": (Decimal(0), Decimal(1)),
}


def within(table: Table, k: int, key: str, value: Decimal, mistakes: list[Mistake]) -> bool:
    """Whether a fact may be what a cell says; if not, it is a mistake."""
    low, high = BOUNDS[key]
    if low <= value <= high and (key not in {"contacts", *BY_LEVEL} or value == value.to_integral_value()):
        return True
    mistakes.append(table.fault(column_of(table, key), k, f"must be {_allowed(key, value)}"))
    return False


def column_of(table: Table, key: str) -> str:
    """The field that a fact is read from: its own, or what says how long a contract is in other words."""
    return next(one for one in (key, "term_months", "end") if one in table.cells)


def _allowed(key: str, value: Decimal) -> str:
    """Say what a number of a fact may be, and what may be meant by one that is not."""
    low, high = BOUNDS[key]
    if key in MONEY:
        return f"{low:f} or more"
    if key not in {*SHARES, "reference"}:
        return f"{'a whole number ' if key in {'contacts', *BY_LEVEL} else ''}from {low:f} to {high:f}"
    least, most = (as_told(key, end) for end in (low, high))
    allowed = f"from {least} to {most}, or as a share from {low:f} to {high:f}"
    meant = high <= 1 and _FEWEST_PER_CENT <= value <= HUNDRED
    return f"{allowed}; if per cent are meant, write {value.normalize():f}%" if meant else allowed


def as_told(key: str, value: Value) -> str:
    """Write a fact in a message, a share in per cent."""
    if not isinstance(value, Decimal):
        return cell(value)
    return f"{(HUNDRED * value).normalize():f}%" if key in {*SHARES, "reference"} else f"{value.normalize():f}"

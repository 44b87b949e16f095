"""Amounts that are read are amounts that went somewhere: whatever the rows, to the cent."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from equipoise.experiments.accounts.by_account.entries import NOT_WON, Entry
from equipoise.experiments.accounts.by_account.ledger import MERGED, TOO_SMALL, USED, ledger_of
from equipoise.experiments.accounts.columns.dates import Period, quarter_of
from equipoise.experiments.accounts.files.faults import AccountsError

AMOUNTS = st.decimals(-10_000, 10_000, places=2)
DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
SPELLINGS = {"A": "A", "a": "A", "B": "B", "C": "C"}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    day = draw(DAYS)
    dated = draw(st.integers(0, 9)) > 0
    return Entry(
        draw(st.sampled_from([*SPELLINGS])),
        draw(AMOUNTS),
        quarter_of(day) if dated else None,
        "a.csv",
        2,
        left_out=draw(st.sampled_from(["", "", "", NOT_WON])),
        period=Period(day, day + timedelta(days=1)) if dated else None,
    )


@given(st.lists(entries(), min_size=1, max_size=30), st.none() | DAYS)
def test_what_is_read_is_used_or_left_out_to_the_cent(rows: list[Entry], as_of: date | None) -> None:
    try:
        found = ledger_of(rows, SPELLINGS, as_of)
    except AccountsError:
        return
    assert found.read == sum((entry.amount for entry in rows), Decimal(0))
    assert sum(found.rows.values()) == sum(
        entry.rows for entry in rows if entry.left_out or _counts(entry, found.whole)
    )
    used = found.fates.get(USED, Decimal(0)) + found.fates.get(MERGED, Decimal(0))
    if found.whole is None or len(found.whole.year) == 4:
        assert used == sum(found.revenue.values())
    assert all(amount > 0 for amount in found.revenue.values())


def _counts(entry: Entry, whole: object) -> bool:
    """A fact without an amount is no row of the ledger, where other rows have dates."""
    return whole is None or entry.quarter is not None or entry.amount != 0


def test_an_account_that_is_next_to_nothing_beside_the_others_is_left_out_and_counted() -> None:
    rows = [
        Entry(name, Decimal(amount), None, "a.csv", 2) for name, amount in (("A", "9e6"), ("B", "9.1"), ("C", "9.3"))
    ]
    found = ledger_of(rows, {"A": "A", "B": "B", "C": "C"}, None)
    assert found.revenue.keys() == {"A", "C"}
    assert found.fates[TOO_SMALL] == Decimal("9.1")
    assert "too little to be played" in found.ended["B"]
    assert found.read == sum(entry.amount for entry in rows)

"""The empty table of accounts, and the files of a made-up business to try an import with."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple


class Column(NamedTuple):
    """A column of the table: what it is called, what belongs in it and in which unit, and an example."""

    name: str
    meaning: str
    example: str


COLUMNS = (
    Column("account", "what you call it", "North Works"),
    Column("revenue", "what it pays you in a year, in your currency", "420000"),
    Column("gross_margin", "part of its revenue that is left once the goods are paid for", "38%"),
    Column("price_to_list", "its price, where the list price is 1", "0.93"),
    Column("support_cost", "what supporting and serving it costs you in a year, in your currency", "15000"),
    Column("contract_end", "last day of the contract in force", "2026-06-30"),
    Column("contract_years", "how long its contracts run, in years", "3"),
    Column("customer_since", "first day on which it was a customer", "2017-04-01"),
    Column("share_of_wallet", "part that it buys from you of all that it buys of the kind", "60%"),
    Column("alternatives", "from how many others it could buy: none, one, few or many", "few"),
    Column("relationship", "how it sees you, from 1, one supplier of many, to 5, a part of its plans", "4"),
    Column(
        "contacts",
        "how many people on both sides talk with each other; levels are added up, as of 3 staff, 1 director",
        "5",
    ),
    Column("cost_to_replace", "what a year without you would cost it beyond the price, in your currency", "150000"),
    Column("its_margin", "its own margin on what it makes of your product, of what it pays you for it", "25%"),
    Column("reference_customer", "whether you name it to prospects: yes or no", "yes"),
    Column("opens", "the market that it opens to you, if it opens one", "rail"),
    Column("type_of_buyer", "what it wants, from 1, a bargain, to 5, a partner", "5"),
)
"""Of these the first two are needed; all others may stay empty."""

EXAMPLE = ("accounts.csv", "invoices.csv")


def template_text() -> str:
    """The header alone, as CSV."""
    return ",".join(column.name for column in COLUMNS) + "\n"


def example_texts() -> dict[str, str]:
    """The made-up business's files, by name."""
    folder = files(__package__ or "") / "example"
    return {name: (folder / name).read_text(encoding="utf-8") for name in EXAMPLE}

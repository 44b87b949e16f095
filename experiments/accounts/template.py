"""The empty table of accounts, and the files of a made-up business to try an import with."""

from __future__ import annotations

from importlib.resources import files

COLUMNS = (
    "account", "revenue", "gross_margin", "price_to_list", "support_cost", "contract_end", "contract_years",
    "customer_since", "share_of_wallet", "alternatives", "relationship", "contacts", "cost_to_replace", "its_margin",
    "reference_customer", "opens", "type_of_buyer",
)  # fmt: skip

EXAMPLE_ROW = (
    "North Works", "420000", "38%", "0.93", "15000", "2026-06-30", "3", "2017-04-01", "60%", "few", "4", "5", "150000",
    "25%", "yes", "", "partner",
)  # fmt: skip
"""A row as somebody might fill it in; all but the first two cells may stay empty."""

EXAMPLE = ("accounts.csv", "invoices.csv")


def template_text() -> str:
    """The header alone, as CSV."""
    return ",".join(COLUMNS) + "\n"


def example_texts() -> dict[str, str]:
    """The made-up business's files, by name."""
    folder = files(__package__ or "") / "example"
    return {name: (folder / name).read_text(encoding="utf-8") for name in EXAMPLE}

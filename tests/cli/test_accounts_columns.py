"""Names of columns: each means one field, and headers of usual exports in English and German are known."""

from pathlib import Path

import pytest

from equipoise.experiments.accounts.columns.aliases import ALIASES, EITHER, OWN_TURNOVER, PROFILE
from equipoise.experiments.accounts.columns.headers import field_of, header_key
from equipoise.experiments.accounts.written.template import COLUMNS
from tests.accounts.fuzz import workbook
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


def test_every_name_of_a_column_is_met_and_means_one_field() -> None:
    fields: dict[str, set[str]] = {}
    for field, names in ALIASES.items():
        assert len({*names}) == len(names), field
        for name in names:
            assert header_key(name) == name
            assert name not in OWN_TURNOVER | EITHER | PROFILE
            found = field_of(name)
            assert found is not None, name
            assert found[0] == field, name
            fields.setdefault(name.replace(" ", ""), set()).add(field)
    assert not [name for name, of in fields.items() if len(of) > 1]
    assert all(field_of(column.name) for column in COLUMNS)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Preis gegen Liste", "price_to_list"),
        ("Anteil am Bedarf (%)", "share_of_wallet"),
        ("Kosten ohne uns", "cost_to_replace"),
        ("Customer margin", "its_margin"),
        ("Andere Lieferanten", "alternatives"),
        ("Vertragslaufzeit (Monate)", "term_months"),
        ("Restlaufzeit (Jahre)", None),
        ("Anzahl Ansprechpartner", "contacts"),
        ("Sold-to Party", "account_id"),
        ("Billing Document", "document"),
        ("Net Value of Billing Item", "amount"),
        ("Belegfeld 1", "document"),
        ("Soll/Haben-Kennzeichen", "side"),
        ("Company name", "account"),
        ("Opportunity Name", None),
        ("Actual Revenue", "amount"),
        ("Annual Revenue", None),
        ("Contacts (board)", "contacts_board"),
        ("Kontakte (Anzahl)", "contacts"),
        ("Ansprechpartner Vorstand", "contacts_board"),
        ("Betrag CHF exkl. MwSt", "amount"),
        ("Total excl. tax", "amount"),
        ("Amount incl. VAT", None),
        ("Amount (LCY)", "amount"),
        ("Gross profit (k)", "gross_profit"),
        ("Bill-to", "account"),
        ("Amount (tax)", None),
        ("Amount (net of tax)", "amount"),
        ("Deal - Organization", "account"),
    ],
)
def test_a_header_holds_what_it_says(header: str, field: str | None) -> None:
    found = field_of(header) if header_key(header) not in OWN_TURNOVER | EITHER else None
    assert (found and found[0]) == field


def test_the_amount_in_the_company_s_own_currency_is_meant_where_both_stand(cli: Cli) -> None:
    put("a.csv", "Posting date,Customer,Amount,Amount (LCY)", "2025-01-02,X,110,100", "2025-12-31,X,440,400")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 500


def test_a_document_without_digits_is_a_type_of_document(cli: Cli) -> None:
    rows = ("Invoice,1,2025-01-02,X,100", "Credit note,2,2025-06-30,X,30", "Invoice,3,2025-12-31,X,400")
    put("a.csv", "Document,Number,Date,Customer,Amount", *rows)
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 470
    put("a.csv", "Document,Number,Date,Customer,Amount", *rows, "Order,4,2025-12-31,X,400")
    assert '"order" of rows that would count' in cli("accounts", "import", "a.csv", "--out", "orders").err


def test_a_row_of_amounts_names_no_columns(cli: Cli) -> None:
    put("a.csv", "Partner,Role,Revenue 2025", "X,Customer,100000", "Y,Customer,60000")
    refused(cli("accounts", "import", "a.csv"), 'its columns are "Partner", "Role", "Revenue 2025"; call one of them')
    put("a.csv", "Sales by product,,,", "Customer,10001,10002,Revenue", "X,1,2,3", "Y,1,4,5")
    assert cli("accounts", "import", "a.csv").code == 0


def test_a_german_workbook_with_titles_and_a_total_becomes_a_business(cli: Cli) -> None:
    rows: list[list[object]] = [
        [],
        ["", "Kundenliste 2026"],
        [],
        ["", "Kundenname", "Jahresumsatz (TEUR)", "Bruttomarge", "Preis gegen Liste", "Laufzeit (Monate)",
         "Anteil am Bedarf", "Notiz"],
        ["", "Nordwerft AG", 7584, 0.24, 0.93, 36, 0.65, "heikel"],
        ["", "Quay Ltd", 70, 0.42, 1, 12, "", ""],
        ["", "Summe", 7654],
    ]  # fmt: skip
    Path("k.xlsx").write_bytes(workbook({"Deckblatt": [["Bericht"]], "Kunden": rows, "Leer": []}))
    said = cli("accounts", "import", "k.xlsx", "--anonymise")
    assert said.code == 0, said.err
    found = scenario()
    first, last = found["accounts"]
    assert found["business"]["currency"] == "EUR"
    assert first["revenue"] / last["revenue"] == pytest.approx(7584 / 70, rel=0.01)
    assert (first["contract_years"], first["share_of_wallet"], first["price_to_list"]) == (3, 0.65, 0.93)
    written = "".join(path.read_text() for path in Path("mine").iterdir() if path.name != "private.toml")
    assert not [word for word in ("Nordwerft", "Quay", "heikel", "7584") if word in written]


@pytest.mark.parametrize("beside", ["Gross margin", "Support cost", "Share of wallet"])
def test_what_stands_beside_an_annual_revenue_settles_whose_it_is_and_the_page_says_so(cli: Cli, beside: str) -> None:
    put("a.csv", f"Customer,Annual Revenue,{beside}", "X,900,40%" if beside != "Support cost" else "X,900,5")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == 900
    words = f'column "Annual Revenue" is what an account pays you in a year, and not its own turnover, since "{beside}"'
    again = cli("accounts", "import", "a.csv")  # by the mapping that is there now
    for text in (said.out, again.out, Path("mine/import.md").read_text(encoding="utf-8")):
        assert words in " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("header", ["Annual Revenue,Gross margin,Employees", "Company revenue,Gross margin"])
def test_beside_what_a_customer_is_like_nothing_settles_it(cli: Cli, header: str) -> None:
    put("a.csv", f"Customer,{header}", "X,900,40%,7" if "Employees" in header else "X,900,40%")
    refused(cli("accounts", "import", "a.csv"), "may be the customer's own turnover")


def test_beside_a_revenue_that_is_known_an_annual_one_is_not_used(cli: Cli) -> None:
    put("a.csv", "Customer,ARR,Annual Revenue,Gross margin", "X,900,9000000,40%")
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario())["X"]["revenue"] == 900
    assert 'not used: "Annual Revenue"' in said.out


@pytest.mark.parametrize(
    ("header", "cells", "people"),
    [
        ("Contacts", "3 staff; 2 x manager and 1 board member", 6),
        ("Contact levels", "3 staff / 1 director", 4),
        ("Contacts,Contact levels", "5,staff and a director", 5),
        ("Contacts (staff),Contacts (managers),Board contacts", "3,,2", 5),
        ("Contacts,Contacts (board)", "7,2", 7),
    ],
)
def test_levels_of_contacts_are_added_up_and_the_page_says_so(cli: Cli, header: str, cells: str, people: int) -> None:
    put("a.csv", f"Customer,Revenue,{header}", f"X,900,{cells}")
    for _ in range(2):  # and by the mapping
        said = cli("accounts", "import", "a.csv")
        assert said.code == 0, said.err
        assert by_name(scenario())["X"]["contacts"] == people
        assert "levels of contacts are not told apart" in " ".join(said.out.split())


@pytest.mark.parametrize("cell", ["a director", "ca. 5", "2 of 12", "some staff", "3 staff, director"])
def test_a_cell_that_does_not_say_how_many_people_is_refused(cli: Cli, cell: str) -> None:
    put("a.csv", "Customer;Revenue;Contacts", f"X;900;{cell}")
    refused(cli("accounts", "import", "a.csv"), f'"{cell}" in column "Contacts" is no number of people; write how many')


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        ("Debitor;Name", "70001;Weserwerft", "Weserwerft"),
        ("Kunde;Firma", "70001;Weserwerft", "Weserwerft"),
        ("Debitor;Name", "Weser;Weserwerft", "Weser"),
        ("Debitor;Warenempfänger", "70001;Weserwerft", "70001"),
    ],
)
def test_digits_are_the_number_of_an_account_whose_name_stands_beside_them(
    cli: Cli, header: str, cells: str, name: str
) -> None:
    put("a.csv", f"{header};Jahresumsatz", f"{cells};900")
    for _ in range(2):  # and by the mapping that is there now
        assert cli("accounts", "import", "a.csv").code == 0
        assert by_name(scenario()).keys() == {name}


def test_an_account_s_contribution_is_shown_and_stays_beside_invoices_that_tell_its_cost(cli: Cli) -> None:
    put("list.csv", "Debitor;Name;Jahresumsatz;Deckungsbeitrag;Vertragsende", "7;X;1000;200;31.12.2027")
    said = cli("accounts", "import", "list.csv", "--out", "alone")
    assert "No column tells cost" not in said.out
    assert "0.20" in said.out
    put("inv.csv", "Rechnung;Datum;Debitor;Betrag;Wareneinsatz", "1;31.12.2025;7;2000;1400")
    assert cli("accounts", "import", "list.csv", "inv.csv").code == 0
    assert {key: by_name(scenario())["X"][key] for key in ("margin", "contribution")} == {
        "margin": 0.3,
        "contribution": 0.2,
    }


@pytest.mark.parametrize(
    ("header", "cells", "stated"),
    [
        ("Reference", ("yes", "no"), [1, 0]),
        ("Reference", ("x", ""), [1, None]),
        ("REFERENCE", ("Ja", "nein"), [1, 0]),
        ("Reference", ("4711", "4712"), [None, None]),  # numbers of papers
        ("Reference", ("1", "0"), [None, None]),
    ],
)
def test_a_column_called_reference_says_who_may_be_named_where_it_says_yes_or_no(
    cli: Cli, header: str, cells: tuple[str, str], stated: list[float | None]
) -> None:
    put("a.csv", f"Account,Revenue,{header}", f"X,9000,{cells[0]}", f"Y,8000,{cells[1]}")
    assert cli("accounts", "import", "a.csv").code == 0
    found = by_name(scenario())
    assert [found[name].get("reference") for name in "XY"] == stated


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        (("30%", "40%", ""), 'The files tell the margin of 2 of 3 accounts; of "Z" none is known: state'),
        (("30%", "", ""), 'The files tell the margin of 1 of 3 accounts; of "Y", "Z" none is known: state'),
        (("", "", ""), "No column tells cost"),
        (("30%", "40%", "50%"), ""),
    ],
)
def test_whose_margin_no_file_tells_is_said_and_no_more(cli: Cli, margins: tuple[str, ...], words: str) -> None:
    put(
        "a.csv",
        "account,revenue,gross_margin",
        *(f"{name},9,{margin}" for name, margin in zip("XYZ", margins, strict=True)),
    )
    told = " ".join(cli("accounts", "import", "a.csv").out.split())
    assert words in told
    assert ("No column tells cost" in told, "tell the margin of" in told) == ("No " in words, "margin of" in words)

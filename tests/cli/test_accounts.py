"""``equipoise accounts``: files that companies have become a scenario, or a message that says what decides."""

import io
import socket
import stat
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from equipoise.experiments.accounts.template import EXAMPLE_ROW
from tests.accounts.fuzz import workbook
from tests.cli.conftest import Cli, Said

QUARTERS = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")
KEYS = {
    "name", "count", "revenue", "margin", "contribution", "price_to_list", "support_cost", "contract_left",
    "contract_years", "customer_years",
    "share_of_wallet", "bound", "alternatives", "relationship", "contacts", "cost_to_replace", "its_margin",
    "reference", "opens", "type",
}  # fmt: skip


def put(name: str, *lines: str, encoding: str = "utf-8") -> None:
    Path(name).write_bytes("\n".join(lines).encode(encoding))


def scenario(folder: str = "mine") -> dict[str, Any]:
    return tomllib.loads(Path(folder, f"{Path(folder).name}.toml").read_text(encoding="utf-8"))


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {account["name"]: account for account in found["accounts"]}


def refused(said: Said, *words: str) -> None:
    assert said.code == 2, said
    assert "Traceback" not in said.err
    assert all(word in said.err for word in words), said.err
    assert not Path("mine", "mine.toml").exists()


def test_the_example_becomes_a_scenario_whose_amounts_add_up(cli: Cli) -> None:
    assert cli("accounts", "example").code == 0
    said = cli("accounts", "import", "accounts.csv", "invoices.csv")
    assert said.code == 0, said.err
    assert {path.name for path in Path("mine").iterdir()} == {"mine.toml", "mapping.toml", "import.html", "import.md"}
    found = scenario()
    assert {key for account in found["accounts"] for key in account} <= KEYS
    assert found["business"]["currency"] == "EUR"
    assert found["business"]["revenue"] == pytest.approx(sum(one["revenue"] for one in found["accounts"]), abs=0.005)
    assert found["segments"] == [{"name": "rail"}]
    assert by_name(found)["Castellan Rail"]["opens"] == "rail"
    assert "Old Harbour Supplies" not in by_name(found)
    for words in ('"Old Harbour Supplies": its last row is of Q3 2023', "Q1 2025 is not over", "read  "):
        assert words in said.out


def test_a_second_import_follows_the_mapping_and_keeps_its_comments(cli: Cli) -> None:
    put("a.csv", "Firm,When,Money,Amount", *(f"X,{day},7,100" for day in QUARTERS))
    refused(cli("accounts", "import", "a.csv"), "no column that is known to hold the account's name", '"Firm"')
    put("m.toml", '[files."a.csv".columns]', 'account = "Firm"', 'date = "When"', 'amount = "Money"')
    assert cli("accounts", "import", "a.csv", "--mapping", "m.toml").code == 0
    assert by_name(scenario())["X"]["revenue"] == 28
    kept = Path("mine/mapping.toml")
    kept.write_text("# ours\n" + kept.read_text().replace('"Money"', '"Amount"'))
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 400
    assert kept.read_text().startswith("# ours\n")
    put("m.toml", '[files."a.csv".columns]', 'account = "Firm"', 'amout = "Money"')
    assert "did you mean" in cli("accounts", "import", "a.csv", "--mapping", "m.toml").err


@pytest.mark.parametrize(
    ("amounts", "option", "words", "total"),
    [
        (["1,234", "2,345", "10", "7"], ".", "--decimal , or --decimal .", 3596),
        (["1,234", "2,345", "10", "7"], ",", "may be a thousand or a fraction", 20.579),
        (["1.234,50", "(500)", "3-", "0"], None, "", 731.5),
        (["1'234.50", "$ 2,000", "1 000.25", "USD 5"], None, "", 4239.75),
        (["1,234.50", "1.234,50", "1", "1"], None, "is written in two ways", None),
        (["5 EUR", "5 USD", "1", "1"], None, "amounts are in 2 currencies: EUR (1 cells), USD (1 cells)", None),
        (["5", "12 Mio", "1", "1"], None, 'a.csv:3 "12 Mio" in column "Amount" is no amount of money', None),
    ],
)
def test_money_is_decided_by_its_column_or_by_the_option(
    cli: Cli, amounts: list[str], option: str | None, words: str, total: float | None
) -> None:
    put("a.csv", "Account;Quarter;Amount", *(f"X;Q{k + 1} 2024;{one}" for k, one in enumerate(amounts)))
    plain = cli("accounts", "import", "a.csv")
    if words:
        refused(plain, words)
    said = cli("accounts", "import", "a.csv", "--decimal", option) if option else plain
    if total is not None:
        assert said.code == 0, said.err
        assert scenario()["accounts"][0]["revenue"] == pytest.approx(total, abs=0.006)


def test_dates_are_decided_by_their_column_or_by_the_option(cli: Cli) -> None:
    put("a.csv", "Account,Date,Amount", "X,03/04/2024,1", "X,01/12/2024,2")
    refused(cli("accounts", "import", "a.csv"), 'a.csv:2 "03/04/2024"', "--dates day-first or --dates month-first")
    put("a.csv", "Account,Date,Amount", "X,25/04/2024,1", "X,04/25/2024,2")
    refused(cli("accounts", "import", "a.csv"), "is written in two ways: line 2", "line 3")
    put("a.csv", "Account,Date,Amount", "X,03/12/2024,1", "X,12/26/2024,2", "X,02/30/2024,3")
    refused(cli("accounts", "import", "a.csv"), 'a.csv:4 "02/30/2024"', "is no date that is month-first")
    put("a.csv", "Account,Date,Amount", "X,03/12/2024,1", "X,12/26/2024,2")
    assert cli("accounts", "import", "a.csv").code == 0
    assert scenario()["accounts"][0]["revenue"] == 3
    put("a.csv", "Account,Date,Amount", "X,2024-03-01,1", "X,2044-06-01,2", *["X,2024-06-30,1"] * 4)
    assert "a.csv:3 is of Q2 2044" in cli("accounts", "import", "a.csv", "--out", "other").err


def test_names_that_may_be_one_are_asked_all_at_once_and_merged_only_when_confirmed(cli: Cli) -> None:
    names = ["Müller AG", "Mueller AG", "MÜLLER", "Nord GmbH", "Nordd GmbH", "Zeta 1", "Zeta 2", "Nord  GmbH"]
    put("a.csv", "Account,Revenue", *(f"{name},{10**k}" for k, name in enumerate(names)))
    said = cli("accounts", "import", "a.csv")
    refused(
        said,
        '"Mueller AG" (1 row), "Müller AG" (1 row)',
        '"Nord GmbH" (2 rows), "Nordd GmbH" (1 row) look like one account',
        "under [names]",
    )
    assert "Zeta" not in said.err
    assert [path.name for path in Path("mine").iterdir()] == ["mapping.toml"]
    kept = Path("mine/mapping.toml")
    text = kept.read_text(encoding="utf-8")
    assert text.count('"ask"') >= 3
    assert cli("accounts", "import", "a.csv").code == 2
    kept.write_text(
        text.replace('= "ask"', '= "same"').replace('Nordd GmbH" = "same"', 'Nordd GmbH" = "different"'),
        encoding="utf-8",
    )
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    found = by_name(scenario())
    assert sorted(one["revenue"] for one in found.values()) == [111, 10_000, 100_000, 1_000_000, 10_001_000]
    assert "used under another spelling" in said.out


def test_credit_notes_net_in_their_quarter_and_move_back_and_are_listed(cli: Cli) -> None:
    put("a.csv", "Account,Date,Amount", "X,2023-12-20,50", "X,2024-03-31,100", "X,2024-06-30,(130.25)",
    "X,2024-09-30,10", "X,2024-12-31,5",
        "Y,2024-12-30,-7", "Z,2024-01-01,8")  # fmt: skip
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"]["revenue"] == 15  # 20.25 of Q4 2023 are used up, too
    assert '"X": -130.25 of Q2 2024 moved to Q1 2024.' in said.out
    assert '"X": -30.25 of Q1 2024 moved to Q4 2023.' in said.out
    assert "Y" not in by_name(scenario())
    assert "its credit notes leave nothing" in said.out
    assert "Read 35.75 = used 23.00 + used under another spelling 0.00 + left out 12.75." in said.out


def test_partial_quarters_ended_accounts_and_gaps_are_said(cli: Cli) -> None:
    rows = [f"X,{year}-{month},1" for year in (2023, 2024) for month in ("02-01", "05-01", "08-01", "12-28")]
    put(
        "a.csv",
        "Account,Date,Amount",
        *rows,
        "X,2025-02-01,9",
        "Old,2023-02-01,4",
        "New,2025-02-02,1",
        "Gap,2023-02-01,1",
        "Gap,2024-05-01,1",
    )
    said = cli("accounts", "import", "a.csv")
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"X": 4, "Gap": 1}
    for words in (
        "Q1 2025 is not over",
        '"Old": its last row is of Q1 2023',
        '"New": its first row is of a quarter',
        '"Gap" has no row in 4 quarters',
    ):
        assert words in " ".join(said.out.split())
    assert cli("accounts", "import", "a.csv", "--as-of", "2025-03-31").code == 0
    assert by_name(scenario())["X"]["revenue"] == 12
    put("b.csv", "Account,Date,Amount", "X,2025-02-01,9")
    assert "no whole quarter" in cli("accounts", "import", "b.csv", "--out", "b").err


def test_opportunities_count_when_they_are_won_and_orders_never_twice(cli: Cli) -> None:
    rows = [f"{k},Acme,{stage},1000,{day}" for k, (stage, day) in enumerate([("Closed Won", "2024-03-30"), (("Closed "
    "Lost"), "2024-06-30"), ("Closed Won", "2024-12-30"), ("Prospecting", "2025-06-01")])]  # fmt: skip
    put("won.csv", "Opportunity ID,Account Name,Stage,Amount,Close Date", *rows, rows[0])
    said = cli("accounts", "import", "won.csv")
    assert said.code == 0, said.err
    assert scenario()["accounts"][0]["revenue"] == 2000
    assert "an opportunity that is not won" in said.out
    assert "stands there twice" in said.out
    put("inv.csv", "Invoice No,Customer,Invoice Date,Amount", "1,Acme,2024-12-31,5")
    assert "together they count twice" in cli("accounts", "import", "won.csv", "inv.csv", "--out", "both").err
    put("won.csv", "Account,Stage,Amount,Close Date", "Acme,Lost,5,2024-12-31")
    assert "no opportunity that is won" in cli("accounts", "import", "won.csv", "--out", "lost").err


@pytest.mark.parametrize(
    ("lines", "encoding", "revenue"),
    [
        (
            [
                "account_id,start_date,end_date,mrr_amount,churn_flag",
                "X,2023-01-01,,100,False",
                "Y,2022-01-01,2023-01-01,50,True",
            ],
            "utf-8",
            {"X": 1200},
        ),
        (["Kunde\tUmsatz (TEUR)", "Größe KG\t1,5"], "cp1252", {"Größe KG": 1500}),
        (["Account;Q1 2024;Q2 2024;Q3 2024;Q4 2024", "X;1;2;3;4"], "utf-16", {"X": 10}),
        (["Account|Year|Amount", "X|2023|7", "X|2024|8.01"], "utf-8-sig", {"X": 8.01}),
        (["Report for;", ";", "Customer;Revenue", "X;12"], "utf-8", {"X": 12}),
        (
            [
                "Konto;Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Belegdatum",
                *(
                    f"10001;100,00;{side};{day}"
                    for side, day in zip("SHSS", ("31.03.2024", "30.06.2024", "30.09.2024", "31.12.2024"), strict=True)
                ),
            ],
            "cp1252",
            {"10001": 200},
        ),
        (
            ["Customer ID,Invoice,Quantity,Price,InvoiceDate", "X,536,10,2.5,2024-12-31", "X,C537,-2,2.5,2024-12-31"],
            "utf-8",
            {"X": 80},
        ),
    ],
)
def test_shapes_and_encodings_of_usual_exports(
    cli: Cli, lines: list[str], encoding: str, revenue: dict[str, float]
) -> None:
    put("a.csv", *lines, encoding=encoding)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == revenue


def test_a_customer_list_does_not_pass_for_what_is_sold(cli: Cli) -> None:
    put("a.csv", "Account,Industry,Employees,Revenue", "X,steel,12000,1000000")
    refused(cli("accounts", "import", "a.csv"), "no account has any revenue left")
    put("a.csv", "Account,Start Date,End Date,Amount", "X,2024-01-01,2026-12-31,90")
    refused(cli("accounts", "import", "a.csv"), "may be a year's revenue or a whole contract's")
    put("a.csv", "Account,Amount", "X,1,5")
    refused(cli("accounts", "import", "a.csv"), "a.csv:2 has 3 cells where the header has 2")


def test_a_workbook_is_read_as_its_text_is(cli: Cli) -> None:
    rows: list[list[object]] = [
        ["Customer", "Quarter", "Net amount"],
        *(["X", f"Q{k} 2024", 0.1 + 0.2] for k in range(1, 5)),
    ]
    Path("a.xlsx").write_bytes(workbook({"Data": rows, "Other": [["nothing"]]}))
    said = cli("accounts", "import", "a.xlsx")
    assert said.code == 0, said.err
    assert scenario()["accounts"][0]["revenue"] == 1.2
    assert "a.xlsx#Other: nothing was read from it." in said.out
    Path("b.xlsx").write_bytes(workbook({"One": rows, "Two": rows}))
    assert "--sheet NAME" in cli("accounts", "import", "b.xlsx", "--out", "b").err
    assert cli("accounts", "import", "b.xlsx", "--out", "b", "--sheet", "Two").code == 0
    Path("c.xlsx").write_bytes(Path("b.xlsx").read_bytes()[:700])
    assert "cannot be read as a workbook" in cli("accounts", "import", "c.xlsx", "--out", "c").err


def test_a_workbook_that_would_fill_the_memory_is_a_message(cli: Cli) -> None:
    packed = workbook({"S": [["Account", "Revenue"], ["X", 1]]})
    with ZipFile(io.BytesIO(packed)) as old, ZipFile("far.xlsx", "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).replace(b"<row><c><v>", b"<row><c><v>")
            far = (
                b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            )
            new.writestr(
                name, text[: text.index(b"<sheetData>")] + far + b"</worksheet>" if b"<sheetData>" in text else text
            )
    with ZipFile("bomb.xlsx", "w", ZIP_DEFLATED) as new:
        new.writestr("xl/worksheets/s1.xml", b" " * 401_000_000)
    for name in ("far.xlsx", "bomb.xlsx"):
        refused(cli("accounts", "import", name), name)


def test_names_and_money_are_hidden_on_request_and_stay_hidden_alike(cli: Cli) -> None:
    put("a.csv", "Account,Revenue,Support cost", "Geheim AG,123456.78,777.77", "Nord,99999.99,", "Geheim,0.5,")
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 2
    private = Path("mine/private.toml")
    private.write_text(private.read_text().replace('"ask"', '"same"'))
    assert "Geheim" not in Path("mine/mapping.toml").read_text()
    said = cli("accounts", "import", "a.csv", "--anonymise")
    assert said.code == 0, said.err
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert Path("mine/.gitignore").read_text().split() == ["private.toml"]
    kept = tomllib.loads(private.read_text())
    assert {*kept["called"].values()} == {"Geheim", "Nord"}
    for path in Path("mine").iterdir():
        text = path.read_text(encoding="utf-8")
        hidden = ("Geheim", "Nord", "123456", "123,456", "99999.99", "99,999", "777.77", kept["divided_by"])
        assert path == private or not any(word in text for word in hidden), path
    assert "Geheim" not in said.out
    assert "shares, dates" in said.out
    found = by_name(scenario())
    assert found["A01"]["revenue"] * float(kept["divided_by"]) == pytest.approx(123457.28, rel=1e-4)
    before = scenario()
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 0
    assert scenario() == before


def test_small_accounts_stand_together_and_their_revenue_stays(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", *(f"Customer {k},{1000 + k}.01" for k in range(100)))
    said = cli("accounts", "import", "a.csv")
    found = scenario()
    others = by_name(found)["others"]
    assert (len(found["accounts"]), others["count"], found["vendor"]["slots"]) == (13, 40, 52)
    total = sum((Decimal(f"{1000 + k}.01") for k in range(100)), Decimal(0))
    assert sum(one["revenue"] * one.get("count", 1) for one in found["accounts"]) == pytest.approx(
        float(total), abs=1e-6
    )
    assert "The 88 smallest are played as 40 accounts" in said.out


def test_nothing_that_somebody_wrote_is_lost(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "X,12")
    assert cli("accounts", "import", "a.csv").code == 0
    written = Path("mine/mine.toml")
    written.write_text(written.read_text() + "# mine\n")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 2
    assert "has been changed since it was written" in said.err
    assert written.read_text().endswith("# mine\n")
    Path("full").mkdir()
    put("full/thesis.txt", "x")
    assert "holds other files" in cli("accounts", "import", "a.csv", "--out", "full").err


def test_what_a_name_holds_is_text_on_every_page(cli: Cli) -> None:
    put("a.csv", "Account,Revenue", "=cmd|'/c calc'!A1,5", "<script>alert(1)</script>,7")
    assert cli("accounts", "import", "a.csv").code == 0
    assert "<script>" not in Path("mine/import.html").read_text()
    assert "<script>" not in Path("mine/import.md").read_text()
    assert {"=cmd|'/c calc'!A1", "<script>alert(1)</script>"} == {*by_name(scenario())}


def test_nothing_leaves_the_machine(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", no_socket)
    cli("accounts", "example")
    assert cli("accounts", "import", "accounts.csv", "invoices.csv", "--anonymise").code == 0


def test_the_template_is_imported_as_it_is_filled_in(cli: Cli) -> None:
    assert cli("accounts", "template").code == 0
    assert cli("accounts", "template").code == 2
    with Path("accounts.csv").open("a") as file:
        file.write(",".join(EXAMPLE_ROW) + "\n")
    said = cli("accounts", "import", "accounts.csv", "--as-of", "2025-06-30")
    assert said.code == 0, said.err
    assert "not used" not in said.out
    found = by_name(scenario())["North Works"]
    assert (found["revenue"], found["margin"], found["contract_left"], found["reference"]) == (420000, 0.38, 1, 1)


def asked(cli: Cli, monkeypatch: pytest.MonkeyPatch, *answers: str) -> Said:
    lines = iter(answers)

    def read(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    return cli("accounts", "ask", "mine/mine.toml")


def test_questions_are_asked_once_and_answers_leave_the_rest_of_the_file(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Account,Revenue", "North,300", "South,200", "West,100")
    cli("accounts", "import", "a.csv")
    before = Path("mine/mine.toml").read_text()
    said = asked(cli, monkeypatch)
    assert said.code == 0
    assert Path("mine/mine.toml").read_text() == before
    assert "1 of 9" in said.out
    answers = [
        "forty",
        "40",
        "40%",
        "1,234",
        "0.01",
        "100",
        "50 + 20",
        "Nroth",
        "north",
        "South: rail",
        "5 9 1",
        "5 - 1",
        "4 2 3",
        "",
        "few one -",
    ]
    said = asked(cli, monkeypatch, *answers)
    for words in (
        '"forty" is no share',
        'write "40%"',
        "may be a thousand or a fraction",
        "0.01 is next to nothing beside a revenue of 600",
        'did you mean "North"',
        "must be",
    ):
        assert words in said.out
    found = scenario()
    assert found["business"] == {"revenue": 600, "gross_margin": 0.4, "overhead": 100, "cash": 50, "credit_line": 20}
    accounts = by_name(found)
    assert accounts["North"] == {
        "name": "North",
        "revenue": 300,
        "reference": 1,
        "type": "partner",
        "relationship": 4,
        "alternatives": "few",
    }
    assert (accounts["South"]["opens"], found["segments"], found["vendor"]["slots"]) == ("rail", [{"name": "rail"}], 4)
    after = Path("mine/mine.toml").read_text()
    assert all(line in after for line in before.splitlines()[1:] if line and not line.startswith(("# ", "slots")))
    assert "# cash = " not in after
    assert "1 of 1. What would it cost North" in asked(cli, monkeypatch).out
    assert cli("accounts", "import", "a.csv").code == 2  # the answers are not written over


def test_only_a_business_is_asked_about(cli: Cli) -> None:
    put("x.toml", 'title = "x"')
    assert "has no [business]" in cli("accounts", "ask", "x.toml").err
    assert cli("accounts", "ask", "nothing.toml").code == 2

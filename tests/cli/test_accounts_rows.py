"""What rows come to: credit notes, quarters that are not over, ends, opportunities, and the shapes of usual exports."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario


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
    assert "its negative amounts, as of credit notes, leave nothing" in said.out
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
    refused(cli("accounts", "import", "a.csv", "--out", "b"), "may be a year's revenue or a whole contract's")
    put("a.csv", "Account,Amount", "X,1,5")
    refused(cli("accounts", "import", "a.csv"), "a.csv:2 has 3 cells where the header has 2")


def test_credit_notes_are_known_by_their_numbers_where_no_sign_tells_them(cli: Cli) -> None:
    rows = ["1,X,2024-03-31,100", "2,X,2024-12-30,100", "C3,X,2024-12-31,30"]
    put("a.csv", "Invoice no,Customer,Date,Amount", *rows)
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario())["X"]["revenue"] == 170
    assert "numbers that begin with C are credit notes (1)" in " ".join(said.out.split())
    put("a.csv", "Invoice no,Customer,Date,Amount", *("C" + row.removeprefix("C") for row in rows))
    cli("accounts", "import", "a.csv", "--out", "all")
    assert by_name(scenario("all"))["X"]["revenue"] == 230


@pytest.mark.parametrize(
    ("accounts", "amounts"),
    [
        (["account_id,account_name", "7,Acme", "8,Beta"], ["account_id,mrr_amount", "7,100", "8,50", "9,1"]),
        (
            ["Id,Name,Industry", "7,Acme,steel", "8,Beta,steel"],
            ["Id,AccountId,Name,StageName,Amount,CloseDate", *(f"0{k},{k},renewal,Closed Won,{v},2024-12-31"
            for k, v in ((7, 300), (8, 150), (9, 3)))],
        ),
        (
            ["Kundennummer;Kunde", "7;Acme", "8;Beta"],
            ["Kundennummer;Quartal;Umsatz", "7;Q4 2024;300", "8;Q4 2024;150", "9;Q4 2024;3"],
        ),
    ],
)  # fmt: skip
def test_accounts_are_joined_by_their_numbers(cli: Cli, accounts: list[str], amounts: list[str]) -> None:
    put("a.csv", *accounts)
    put("b.csv", *amounts)
    said = cli("accounts", "import", "a.csv", "b.csv")
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"Acme": 1200, "Beta": 600, "9": 12}
    assert "but for 1 that no file names" in " ".join(said.out.split())
    assert cli("accounts", "import", "a.csv", "b.csv").code == 0  # by the mapping
    mark = ";" if ";" in accounts[0] else ","
    put("a.csv", *accounts, f"7{mark}Acne{mark}"[: None if accounts[0].count(mark) > 1 else -1])
    said = cli("accounts", "import", "a.csv", "b.csv", "--out", "two")
    assert 'has the account "7", which other files call "Acme", "Acne"' in said.err


def test_an_account_that_a_file_says_has_ended_has_unless_later_rows_say_otherwise(cli: Cli) -> None:
    put(
        "a.csv",
        "account,churn date,status",
        "Old,2024-06-30,",
        "Back,2024-06-30,",
        "Gone,,former customer",
        "X,,active",
    )
    rows = [f"{name},{day},10" for name in ("Old", "Back", "Gone", "X") for day in ("2024-03-31", "2024-06-30")]
    put("b.csv", "account,date,amount", *rows, "Back,2024-12-31,10", "X,2024-12-31,10")
    said = cli("accounts", "import", "a.csv", "b.csv")
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"Back": 30, "X": 30}
    words = " ".join(said.out.split())
    assert '"Gone": a.csv:4 says that it has ended. ' in words
    assert 'a.csv:3 says that it has ended on 2024-06-30, and there are later rows; "Back" counts as held' in words
    assert "Read 100.00 = used 60.00 + used under another spelling 0.00 + left out 40.00." in words


def test_opportunities_without_a_date_that_is_known_say_so(cli: Cli) -> None:
    put("a.csv", "Opportunity,Customer,Amount,Status,Planned", "A,X,9,Open,2025-03-01", "B,X,8,Won,2025-12-30")
    refused(cli("accounts", "import", "a.csv"), "a.csv: no column is known to say when amounts were charged, or won")


def test_a_file_without_amounts_says_which_column_it_lacks(cli: Cli) -> None:
    put("a.csv", "account", "X", "Y")
    refused(cli("accounts", "import", "a.csv"), "no column is known to hold any; call one annual or amount")


@pytest.mark.parametrize(
    ("column", "cell", "words", "stated"),
    [
        ("contract years", "500", '"500" in column "contract years" must be from 0.25 to 100', None),
        (
            "share of wallet",
            "0",
            '"0" in column "share of wallet" must be from 1% to 100%, or as a share from 0.01 to 1',
            None,
        ),
        ("contacts", "2.5", '"2.5" in column "contacts" must be a whole number from 0 to 10000', None),
        ("contract term (months)", "1", "a quarter is the shortest that is played", {"contract_years": 0.25}),
        ("contract end", "31.12.9999", "", {}),
    ],
)
def test_no_fact_is_written_that_a_scenario_refuses(
    cli: Cli, column: str, cell: str, words: str, stated: dict[str, float] | None
) -> None:
    put("a.csv", f"account,revenue,{column}", f"X,5,{cell}")
    said = cli("accounts", "import", "a.csv")
    if stated is None:
        refused(said, words)
        return
    assert words in Path("mine/mine.toml").read_text(encoding="utf-8")
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 5, **stated}
    assert cli("scenarios", "check", "mine/mine.toml").code == 0


def test_a_ratio_that_cannot_be_is_said_and_not_written(cli: Cli) -> None:
    put("a.csv", "account,revenue,cost,list price", "X,1000,1,10", "Y,500,495.1,500")
    said = cli("accounts", "import", "a.csv")
    words = " ".join(said.out.split())
    assert (
        'the price against list of "X", amounts over list prices of the year, comes to 10000%, outside of 1% to 1000%'
        in words
    )
    assert (
        'the gross margin of "X", 1 less cost over revenue of the year, comes to 99.9%, outside of -100% to 99%'
        in words
    )
    assert not {"margin", "price_to_list"} & by_name(scenario())["X"].keys()
    assert (by_name(scenario())["Y"]["margin"], by_name(scenario())["Y"]["price_to_list"]) == (0.01, 1)
    assert cli("scenarios", "check", "mine/mine.toml").code == 0


@pytest.mark.parametrize(
    ("column", "cell", "stated"),
    [
        ("Rohertrag %", "38", {"margin": 0.38}),
        ("Rohertrag (in % vom Umsatz)", "38%", {"margin": 0.38}),
        ("Rohertrag", "1900", {"margin": 0.38}),
        ("Lieferanteil %", "60", {"share_of_wallet": 0.6}),
        ("Deckungsbeitrag", "1000", {"contribution": 0.2}),
        ("DB", "-50", {"contribution": -0.01}),
        ("Deckungsbeitrag (%)", "20", {"contribution": 0.2}),
        ("Umsatz %", "12", {}),
    ],
)
def test_per_cent_in_a_header_tells_a_share_from_an_amount(
    cli: Cli, column: str, cell: str, stated: dict[str, float]
) -> None:
    put("a.csv", f"Kunde,Jahresumsatz,{column}", f"X,5000,{cell}")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 5000, **stated}


@pytest.mark.parametrize(
    ("column", "cell", "stated"),
    [
        ("Contract length (years)", "3", {"contract_years": 3}),
        ("Contract length", "3", {"contract_years": 3}),
        ("Contract length (months)", "18", {"contract_years": 1.5}),
        ("Contract length [in years]", "15", {"contract_years": 15}),
        ("Contract term (years)", "2", {"contract_years": 2}),
        ("contract_length_years", "3", {"contract_years": 3}),
        ("Laufzeit (Monate)", "24", {"contract_years": 2}),
        ("Contract left (months)", "6", {}),
        ("type of buyer", "bargain", {"type": "opportunist"}),
        ("type of buyer", "Bargain seeker", {"type": "opportunist"}),
        ("type of buyer", "1", {"type": "opportunist"}),
        ("type of buyer", "5", {"type": "partner"}),
        ("type of buyer", "partnership", {"type": "partner"}),
    ],
)
def test_a_unit_in_brackets_and_other_words_are_understood(
    cli: Cli, column: str, cell: str, stated: dict[str, object]
) -> None:
    put("a.csv", f"account,revenue,{column}", f"X,5000,{cell}")
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert by_name(scenario())["X"] == {"name": "X", "revenue": 5000, **stated}


def test_what_may_be_years_or_months_is_refused_and_a_type_that_is_none_is_told_the_scale(cli: Cli) -> None:
    put("a.csv", "account,revenue,Contract length", "X,5000,24")
    refused(
        cli("accounts", "import", "a.csv"), '"24" in column "Contract length" may be years or months: call the column'
    )
    put("a.csv", "account,revenue,type of buyer", "X,5000,cheapskate")
    refused(cli("accounts", "import", "a.csv"), "or 1, who wants a bargain, to 5, who wants a partner")


def test_per_cent_among_amounts_is_refused_with_the_name_of_the_share(cli: Cli) -> None:
    put("a.csv", "Kunde,Jahresumsatz,Deckungsbeitrag", "X,5000,20%")
    refused(
        cli("accounts", "import", "a.csv"),
        '"20%" in column "Deckungsbeitrag"',
        "call the column margin or contribution",
    )


@pytest.mark.parametrize("header", ["Account Name,Annual Revenue", "Kunde,Mitarbeiter,Umsatz"])
def test_what_may_be_the_customers_own_turnover_is_refused_with_the_reason(cli: Cli, header: str) -> None:
    put("a.csv", header, ",".join(["X"] * header.count(",") + ["5000"]))
    name = header.rpartition(",")[2]
    refused(
        cli("accounts", "import", "a.csv"), f'"{name}" may be the customer\'s own turnover', "call one annual or amount"
    )


def test_contribution_over_periods_is_that_of_the_last_year(cli: Cli) -> None:
    put("a.csv", "Kunde,Jahr,Umsatz,Deckungsbeitrag", "X,2023,9000,9000", "X,2024,5000,1000")
    assert cli("accounts", "import", "a.csv", "--anonymise").code == 0
    assert by_name(scenario())["A01"]["contribution"] == 0.2


@pytest.mark.parametrize(
    ("columns", "cells", "words"),
    [
        (
            "Rohertrag %,DB %",
            "30,40",
            'after support of "X" is 40.0%, where its gross margin is 30.0%, and is not written',
        ),
        (
            "Rohertrag %,DB %,support cost",
            "40,30,250",
            "where its gross margin less its support is 35.0%, and is not written",
        ),
        ("Rohertrag,Deckungsbeitrag", "1500,2000", "is 40.0%, where its gross margin is 30.0%, and is not written"),
        ("Rohertrag %,DB %,support cost", "40,34.5,250", ""),
    ],
)
def test_a_contribution_that_the_margin_speaks_against_is_said_and_not_written(
    cli: Cli, columns: str, cells: str, words: str
) -> None:
    put("a.csv", f"Kunde,Jahresumsatz,{columns}", f"X,5000,{cells}")
    said = cli("accounts", "import", "a.csv")
    assert words in " ".join(said.out.split())
    assert ("contribution" in by_name(scenario())["X"]) == (not words)
    assert cli("scenarios", "check", "mine/mine.toml").code == 0

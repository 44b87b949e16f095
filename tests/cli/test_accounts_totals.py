"""Totals beside what they are of: columns and rows that say so are held to it, and never taken for a year."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, refused, scenario

QUARTERS = [f"Q{quarter} {year}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("header", "cells", "revenue"),
    [
        (f"{','.join(QUARTERS)},Total", "100,110,120,130,200,210,220,230,1320", 860),
        ("2023,2024,2025,Total", "1000,1100,1200,3300", 1200),
        ("FY2023,FY2024,FY2025,Revenue", "1000,1100,1200,3300", 1200),
        ("Umsatz 2024,Umsatz 2025,Umsatz gesamt", "1000,1100,2100", 1100),
        ("2024,2025,Jahresumsatz", "1000,1100.55,1100.55", 1100.55),
        ("Jan 2025,Feb 2025,Mar 2025,Apr 2025,Total", "1000,1100,1200,1000,4300", 13_200),
    ],
)
def test_columns_of_periods_go_before_a_total_of_them(cli: Cli, header: str, cells: str, revenue: float) -> None:
    put("a.csv", f"Account,{header}", f"X,{cells}")
    for again in range(2):  # and by the mapping that is there now
        said = cli("accounts", "import", "a.csv")
        assert said.code == 0, said.err
        assert by_name(scenario())["X"]["revenue"] == revenue
        name = header.rpartition(",")[2]
        told = " ".join(said.out.split())
        assert f'column "{name}" agrees to the cent with the sum of' in told or (
            again and f'not used: "{name}"' in told
        )


def test_a_total_that_its_columns_do_not_come_to_is_refused_unless_a_mapping_names_it(cli: Cli) -> None:
    put("a.csv", "Account,2023,2024,2025,Total", "X,1000,1100,1200,3300", "Y,1,2,3,7")
    refused(cli("accounts", "import", "a.csv"), 'column "Total" is the sum neither of all columns', "as annual")
    put("m.toml", '[files."a.csv".columns]', 'account = "Account"', 'annual = "Total"')
    assert cli("accounts", "import", "a.csv", "--mapping", "m.toml").code == 0
    assert by_name(scenario())["X"]["revenue"] == 3300


def test_a_rate_beside_columns_of_periods_is_refused(cli: Cli) -> None:
    put("a.csv", "Account,MRR,2024,2025", "X,100,1100,1150")
    refused(cli("accounts", "import", "a.csv"), 'has revenue in "MRR" and in "2024", "2025"', "leave one of the two")


@pytest.mark.parametrize(("header", "cells"), [("Q1,Q2,Q3", "100,110,120"), ("Jan,Feb,Mar,Apr", "100,110,110,10")])
def test_a_total_of_quarters_or_months_without_a_year_is_a_years_only_if_they_are_one(
    cli: Cli, header: str, cells: str
) -> None:
    put("a.csv", f"Account,{header},Total", f"X,{cells},330")
    refused(cli("accounts", "import", "a.csv"), 'column "Total" is the sum of "', "which are no year")
    put("a.csv", "Account,Q1,Q2,Q3,Q4,Total", "X,100,110,120,130,460")
    assert cli("accounts", "import", "a.csv").code == 0
    assert by_name(scenario())["X"]["revenue"] == 460


@pytest.mark.parametrize(
    "lines",
    [
        ["Account,Revenue", "Shell,900", "BP,700", "Total,1600"],
        ["Account,Revenue", "Total,1600", "Shell,900", "BP,700"],
        ["Account,Revenue", "Shell,900", "Subtotal,900", "BP,700", "Subtotal,700", "Grand total,1600"],
        ["Account,Region,Revenue", "Total,North,900", "Shell,,900", "Total,South,700", "BP,,700", "Summe,,1600"],
        ["Account,2024,2025", "Shell,800,900", "BP,700,700", "Total,1500,1600"],
        ["Account,Quarter,Revenue", *(f"{name},Q{k} 2024,{paid}" for k in (1, 2, 3, 4)
         for name, paid in (("Shell", 225), ("BP", 175), ("Total", 400)))],
        ["Account,Invoice date,Amount", *(f"{name},2024-{k}-01,{paid}" for k in ("03", "06", "09", "12")
         for name, paid in (("Shell", 225), ("BP", 175))), "Shell,2024-12-28,0", "Total,,1600"],
        ["Account,Revenue", "Shell,900", "BP,700", "Total,"],
    ],
)  # fmt: skip
def test_rows_that_are_totals_of_others_are_left_out_and_named(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    said = cli("accounts", "import", "a.csv")
    assert said.code == 0, said.err
    assert {name: one["revenue"] for name, one in by_name(scenario()).items()} == {"Shell": 900, "BP": 700}
    told = " ".join(said.out.split())
    at = next(k for k, line in enumerate(lines) if line.split(",")[0] in {"Total", "Subtotal"})
    assert f'a.csv:{at + 1} "{lines[at].split(",")[0]}" is left out as a total of other rows' in told


@pytest.mark.parametrize(
    "lines",
    [
        ["Account,Revenue", "Total,500", "Shell,900", "BP,700"],
        ["Account,Revenue", "Shell,900", "Sum,900.01", "BP,700"],
        ["Account,2024,2025", "Shell,800,900", "BP,700,700", "Total,1500,1500"],
    ],
)
def test_a_row_that_is_called_a_total_and_is_none_is_refused(cli: Cli, lines: list[str]) -> None:
    put("a.csv", *lines)
    refused(cli("accounts", "import", "a.csv"), 'in column "Account" is called a total, and no other rows', "in full")

"""Smaller accounts that stand together: what files say of each of them is not lost."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, put, scenario

LARGE = [f"Large {k},{9000 + k},40%,10" for k in range(12)]
SMALL = [
    f"Small {k},{revenue},{margin}%,{revenue // 100}" for k, (revenue, margin) in enumerate([(100, 20), (300, 40)])
]


def test_smaller_accounts_state_their_margin_by_revenue_and_their_support(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Gross margin,Support cost", *LARGE, *SMALL)
    assert cli("accounts", "import", "a.csv").code == 0
    others = by_name(scenario())["others"]
    assert others == {"name": "others", "count": 2, "revenue": 200, "margin": 0.35, "support_cost": 2}
    assert "gross_margin" not in Path("mine/mine.toml").read_text(encoding="utf-8")
    assert cli("scenarios", "check", "mine/mine.toml").code == 0


def test_what_is_said_of_some_of_them_alone_is_not_written_and_the_page_says_so(cli: Cli) -> None:
    put("a.csv", "Customer,Revenue,Gross margin,Support cost", *LARGE, *SMALL, "Small 3,200,,5")
    said = cli("accounts", "import", "a.csv")
    assert by_name(scenario())["others"] == {
        "name": "others",
        "count": 3,
        "revenue": 200,
        "support_cost": pytest.approx(3),
    }
    assert "Others state no margin: the files say it of 2 of these 3 alone." in " ".join(said.out.split())
    assert "# gross_margin = " in Path("mine/mine.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("small", "played"), [(30, 30), (60, 60), (200, 120)])
def test_smaller_accounts_are_played_as_so_many_that_none_is_larger_than_one_with_a_name(
    cli: Cli, small: int, played: int
) -> None:
    """As 40 at most, while each of these is smaller; up to 120 where many are of a size."""
    put("a.csv", "Customer,Revenue", *(f"C{k},{1000 - k * (k < 12) - 20 * (k >= 12)}" for k in range(12 + small)))
    assert cli("accounts", "import", "a.csv").code == 0
    others = by_name(scenario())["others"]
    assert others["count"] == played
    assert others["count"] * others["revenue"] == pytest.approx(small * 980)
    assert others["revenue"] <= 989 or small == 200

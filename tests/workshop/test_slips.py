"""Slips as a facilitator types them: read as they were meant, or a message with line, table and column."""

import csv
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.experiments.workshop.columns import SLIP
from equipoise.experiments.workshop.plans import AccountPlan, VendorPlan
from equipoise.experiments.workshop.slips import TABLE, Handed, blank_slips, read_slips
from equipoise.sim.faults import WorkshopError

TABLES = ["1", "2"]
HEAD = ",".join([TABLE, *(column.name for column in SLIP)])
GOOD = "94.5,5,3,some,hard,some,yes,yes,yes,yes,most,yes,yes,hard,engineers,yes"


def written(folder: Path, *rows: str, head: str = HEAD, year: int = 2) -> Path:
    path = folder / f"slips-{year}.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_slip_is_read_as_it_was_meant(tmp_path: Path) -> None:
    found = read_slips(written(tmp_path, f"1,{GOOD}", f"2,{GOOD}"), TABLES, 2)
    assert found["1"] == Handed(
        (94.5, 5.0, 3),
        ("some", "hard"),
        VendorPlan("some", joint_plan=True, people=True, show=True, win=True, give="most", take_back=True),
        AccountPlan(sign=True, work="hard", ask="engineers", come_back=True),
    )


def test_beginnings_capitals_and_semicolons_will_do(tmp_path: Path) -> None:
    short = "94.5;5;3;S;h;s;Y;y;YES;y;M;y;y;HARD;e;y"
    found = read_slips(written(tmp_path, f"1;{short}", f"2;{short}", head=HEAD.replace(",", ";")), TABLES, 2)
    assert found == read_slips(written(tmp_path, f"1,{GOOD}", f"2,{GOOD}"), TABLES, 2)


def test_without_an_agreement_nothing_else_of_the_deal_is_asked(tmp_path: Path) -> None:
    none = GOOD.replace("94.5,5,3", "none,,")
    found = read_slips(written(tmp_path, f"1,{none}", f"2,{GOOD}"), TABLES, 2)
    assert found["1"].agreement == (None, None, 1)


def test_in_the_first_year_contracts_are_given(tmp_path: Path) -> None:
    rest = GOOD.split(",", 5)[-1]
    found = read_slips(written(tmp_path, f"1,,,,,,{rest}", f"2,,,,,,{rest}", year=1), TABLES, 1)
    assert found["1"].agreement is None
    assert found["1"].promises is None


def test_of_a_vendor_that_is_alone_only_wins_are_asked(tmp_path: Path) -> None:
    alone = "," * 9 + "no" + "," * 6
    found = read_slips(written(tmp_path, f"1,{alone}", f"2,{GOOD}"), TABLES, 2, parted=["1"])
    assert found["1"].vendor.win is False


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([f"1,{GOOD}"], "has no row for table"),
        ([f"1,{GOOD}", f"2,{GOOD}", f"2,{GOOD}"], "stands there twice, on line 3"),
        ([f"1,{GOOD}", f"3,{GOOD}"], 'table = "3"   must be "1" or "2"'),
        ([f"1,{GOOD}", f"2,{GOOD.replace('hard', 'hrad', 1)}"], 'did you mean "hard"'),
        ([f"1,{GOOD}", f"2,{GOOD.replace('94.5', '94,5')}"], "slips-2.csv:3"),
        ([f"1,{GOOD}", f"2,{GOOD.replace('94.5', 'cheap')}"], 'price = "cheap"'),
        ([f"1,{GOOD}", f"2,{GOOD.replace('5,3', '5,0', 1)}"], "must be 1 to 60"),
        ([f"1,{GOOD}", f"2,{GOOD.replace('94.5,5', ',5')}"], 'nothing stands under "price"'),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, rows: list[str], words: str) -> None:
    with pytest.raises(WorkshopError) as caught:
        read_slips(written(tmp_path, *rows), TABLES, 2)
    assert words in str(caught.value)


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkshopError, match='has no column "work"'):
        read_slips(written(tmp_path, head=HEAD.replace(",work,", ",werk,")), TABLES, 2)


def test_what_is_handed_in_stands_in_the_next_year_s_file(tmp_path: Path) -> None:
    found = read_slips(written(tmp_path, f"1,{GOOD}", f"2,{GOOD}"), TABLES, 2)
    rows = list(csv.DictReader(StringIO(blank_slips(TABLES, found))))
    assert [row[TABLE] for row in rows] == TABLES
    assert rows[0]["price"] == rows[0]["promised_work"] == ""
    assert {name: rows[0][name] for name in ("build", "joint_plan", "give", "work", "ask")} == {
        "build": "some",
        "joint_plan": "yes",
        "give": "most",
        "work": "hard",
        "ask": "engineers",
    }


@settings(max_examples=200)
@given(text=st.text() | st.binary(), year=st.integers(1, 3))
def test_whatever_a_file_holds_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes, year: int
) -> None:
    path = tmp_path_factory.mktemp("any") / "slips.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    with pytest.raises(WorkshopError):
        read_slips(path, TABLES, year)


@settings(max_examples=200)
@given(cells=st.lists(st.text(max_size=8) | st.sampled_from(["yes", "some", "94.5", "none", "3"]), max_size=40))
def test_whatever_a_row_holds_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    text = StringIO()
    csv.writer(text).writerows([HEAD.split(","), ["1", *cells], ["2", *GOOD.split(",")]])
    path = tmp_path_factory.mktemp("row") / "slips.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace", newline="")
    with suppress(WorkshopError):
        assert set(read_slips(path, TABLES, 2)) == {*TABLES}

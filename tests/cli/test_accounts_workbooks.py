"""Workbooks: XLSX, XLS and ODS, with hidden sheets, formulas that fail, and far more than anybody writes."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.accounts.fuzz import workbook
from tests.cli.conftest import Cli
from tests.cli.own_files import by_name, refused, scenario


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


SALES = Path(__file__).parent.parent / "data" / "sales.xls"
"""An Excel 97 workbook: merged titles over its columns, days as dates, credit notes, and a sheet that is hidden."""


def ods(sheets: dict[str, tuple[list[list[object]], bool]]) -> bytes:
    """An OpenDocument workbook: rows of each sheet, and whether it is hidden."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    styles = "".join(
        f'<style:style style:name="{shown}" style:family="table"><style:table-properties table:display="{shown}"/>'
        "</style:style>"
        for shown in ("true", "false")
    )
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{str(not hidden).lower()}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, (rows, hidden) in sheets.items()
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def _ods_cell(value: object) -> str:
    stated = 'office:value-type="string"'
    if isinstance(value, float):
        stated = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, date):
        stated = f'office:value-type="date" office:date-value="{value}"'
    return f"<table:table-cell {stated}><text:p>{value}</text:p></table:table-cell>"


def _old_excel() -> tuple[str, bytes]:
    return "a.xls", SALES.read_bytes()


def _open_document() -> tuple[str, bytes]:
    head: list[object] = ["Customer", "Invoice date", "Net amount"]
    rows: list[list[object]] = [
        ["Nörd GmbH", date(2024, 3, 31), 100.25],
        ["Nörd GmbH", date(2024, 6, 30), -20.5],
        ["Süd AG", date(2024, 9, 30), 50.0],
        ["Nörd GmbH", date(2024, 12, 31), 0.1 + 0.2],
    ]
    sales: list[list[object]] = [["Sales by invoice"], [""], head, *rows]
    return "a.ods", ods({"Sales": (sales, False), "Old": ([head, ["Ghost", date(2024, 12, 31), 999.0]], True)})


@pytest.mark.parametrize("made", [_old_excel, _open_document])
def test_hidden_sheets_are_left_alone_unless_one_is_asked_for(cli: Cli, made: Callable[[], tuple[str, bytes]]) -> None:
    name, content = made()
    Path(name).write_bytes(content)
    said = cli("accounts", "import", name)
    revenue = {account: one["revenue"] for account, one in by_name(scenario()).items()}
    assert revenue == {"Nörd GmbH": 80.05, "Süd AG": 50}
    assert f"{name}#Old: hidden, and not read; --sheet reads it." in said.out
    assert cli("accounts", "import", name, "--sheet", "Old", "--out", "old").code == 0
    assert by_name(scenario("old")) == {"Ghost": {"name": "Ghost", "revenue": 3996}}
    missing = cli("accounts", "import", name, "--sheet", "Ole", "--out", "x")
    assert 'has no sheet "Ole"; it has "Sales", "Old"' in missing.err


def altered(content: bytes, *changes: tuple[str, str]) -> bytes:
    """A workbook with texts of its parts replaced."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in changes:
                text = text.replace(before, after)
            new.writestr(name, text)
    return made.getvalue()


def test_a_formula_that_fails_or_was_never_worked_out_is_no_empty_cell(cli: Cli) -> None:
    rows: list[list[object]] = [["Customer", "Revenue"], ["X", 11], ["Y", 22], ["Z", 33]]
    content = altered(
        workbook({"Data": rows}),
        ("<c><v>11</v></c>", '<c r="B2"><f>5+6</f><v>11</v></c>'),
        ("<c><v>22</v></c>", '<c r="B3"><f>SUM(A1)</f><v></v></c>'),
        ("<c><v>33</v></c>", '<c r="B4" t="e"><f>#REF!</f><v>#REF!</v></c>'),
    )
    Path("a.xlsx").write_bytes(content)
    said = cli("accounts", "import", "a.xlsx")
    refused(said, 'a.xlsx:3 "a formula without a value"', 'in column "Revenue" is no amount', 'likewise line 4 "#REF!"')
    assert "a.xlsx:2" not in said.err


def test_a_workbook_of_hidden_sheets_alone_says_so(cli: Cli) -> None:
    content = workbook({"One": [["Account", "Revenue"], ["X", 1]], "Two": [["a"]]})
    Path("a.xlsx").write_bytes(altered(content, (' sheetId="', ' state="veryHidden" sheetId="')))
    refused(cli("accounts", "import", "a.xlsx"), 'a.xlsx has nothing but hidden sheets: "One", "Two"; say --sheet NAME')

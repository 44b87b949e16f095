"""Messy tables of accounts, and whole ones that were damaged: what may come of each is a business or a message."""

import io
import random
import re
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

NAMES = (
    "Nord GmbH", "Müller AG", "Mueller AG", "ACME, Inc.", "Zeta", "O'Neil & Co", "=cmd|'/c calc'!A1", "<b>x</b>",
    "all", "",
    "Summe", "Total", "日本", "\u202eevil", "A" * 90, "others", "A|B", '"Q"', "nord gmbh",
)  # fmt: skip
AMOUNTS = (
    "1,234", "1.234,56", "1,234.56", "(500)", "12-", "-3", "€ 5", "7 USD", "1e9", "nan", "", "-", "12.345.678", "9"
    * 30,
    "1'234.50", "0", "3,5", "12 Mio", "1,5 Mio. EUR", "2.3m", "850k", "850 TEUR", "50%",
    "#REF!", "=1+1", "0.30000000000000004", "\u0663",
)  # fmt: skip
DATES = (
    "2024-03-31", "31.03.2024", "03/04/2024", "13/04/2024", "04/13/2024", "Q1 2024", "2024", "2024-07", "Mar 2024",
    "45382", "0000-00-00", "2024-02-30", "31 December 2023", "", "FY24 Q1", "9999-12-31", "20240630", "1.1.24",
    "2044-01-01",
)  # fmt: skip
OTHERS = (
    "", "yes", "Closed Won", "Lost", "EUR", "USD", "few", "3", "0,5", "40%", "12", "H", "credit note", "partner", "x",
)  # fmt: skip
HEADS = (
    "Account", "Kunde", "Customer", "Amount", "Umsatz (TEUR)", "Revenue", "ARR", "MRR", "Cost", "Date",
    "Rechnungsdatum", "Close Date",
    "Stage", "Status", "Currency", "Start Date", "End Date", "Contract Term (months)", "Quantity", "List price",
    "Unit price",
    "Discount", "Gross margin %", "Invoice no", "Q1 2024", "Q2 2024", "2023", "2024", "Industry", "Annual Revenue",
    "Foo", "",
    "Rohertrag %", "Deckungsbeitrag",
    "Relationship", "Contacts (board)", "Alternatives", "Soll/Haben-Kennzeichen", "Customer since", "Contacts", "Year",
    "Month", "Quarter", "Total", "Snapshot date", "Q3 2024", "Q4 2024", "Monthly revenue", "Revenue",
)  # fmt: skip
DAMAGE = (b"\0", b"\xff", b'"', b"\n", b",", b";", b"\t", b"\xef\xbb\xbf", b"\xff\xfe", b"'", b"\r", b"\x81")


def table(luck: random.Random) -> tuple[list[list[str]], Decimal | None]:
    """Rows of a table: columns that mostly go together, cells that mostly do; and the sum of its amounts, if plain."""
    tidy = luck.random() < 0.4
    heads = ["Account", "Date", "Amount"] if tidy else [luck.choice(HEADS) for _ in range(luck.randint(1, 7))]
    if not tidy and luck.random() < 0.8:
        heads[0] = "Account"
    rows = [heads]
    style = luck.randrange(3)
    plain = Decimal(0) if tidy else None
    for _ in range(luck.randint(0, 25)):
        rows.append([_cell(head, luck, tidy, style) for head in heads])
        if luck.random() < 0.03:
            rows[-1].append("more")
        if luck.random() < 0.03:
            del rows[-1][-1]
        if plain is not None and len(rows[-1]) >= len(heads):
            plain = _plus(plain, rows[-1][len(heads) - 1], style)
    return ([["Report of", "x"], [""], *rows] if luck.random() < 0.1 else rows), plain


def _plus(plain: Decimal, amount: str, style: int) -> Decimal | None:
    """A sum and an amount more; None where the cell is not an amount of the column's style."""
    point = amount.translate(str.maketrans(",.", ".,")) if style == 1 else amount
    digits = point.replace(",", "").removeprefix("-")
    exact = digits.replace(".", "", 1).isdigit() and digits.isascii() and digits[-3:-2] == "."
    return plain + Decimal(point.replace(",", "")) if exact else None


def _cell(head: str, luck: random.Random, tidy: bool, style: int) -> str:
    if luck.random() < (0.02 if tidy else 0.1):
        return luck.choice(luck.choice((NAMES, AMOUNTS, DATES, OTHERS)))
    if head in {"Account", "Kunde", "Customer"}:
        return luck.choice(NAMES[:6] if not tidy else ("Nord GmbH", "Zeta", "Borealis", "Ostend"))
    if "ate" in head or head in {"Year", "Month", "Quarter", "Rechnungsdatum", "Customer since"}:
        day = (luck.randint(2022, 2024), luck.randint(1, 12), luck.randint(1, 28))
        return (
            f"{day[0]}-{day[1]:02d}-{day[2]:02d}",
            f"{day[2]:02d}.{day[1]:02d}.{day[0]}",
            f"{day[1]}/{day[2]}/{day[0]}",
        )[style]
    value = luck.randint(-20_000, 900_000) / 100
    return (f"{value:.2f}", f"{value:,.2f}".translate(str.maketrans(",.", ".,")), f"{value:,.2f}")[style]


def text_of(rows: list[list[str]], luck: random.Random) -> tuple[bytes, bool]:
    """A table as the bytes of a text, with some delimiter, in some encoding, maybe damaged; whether it is whole."""
    mark = luck.choice(",;\t|")
    quoted = luck.random() < 0.9
    lines = [
        mark.join('"' + one.replace('"', '""') + '"' if quoted and mark in one else one for one in row) for row in rows
    ]
    codec = luck.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"))
    content = luck.choice(("\n", "\r\n")).join(lines).encode(codec, "replace")
    whole = luck.random() >= 0.4
    return content if whole else damaged(content, luck), whole


def damaged(content: bytes, luck: random.Random) -> bytes:
    """Bytes changed, cut off, doubled and put in."""
    for _ in range(luck.randint(1, 4)):
        at = luck.randint(0, len(content))
        kind = luck.choice(("flip", "cut", "put", "end", "double"))
        if kind == "flip" and content:
            at = min(at, len(content) - 1)
            content = content[:at] + bytes([content[at] ^ (1 << luck.randrange(8))]) + content[at + 1 :]
        elif kind == "cut":
            content = content[:at] + content[at + luck.choice((1, 5, 60)) :]
        elif kind == "put":
            content = content[:at] + luck.choice(DAMAGE) + content[at:]
        elif kind == "end":
            content = content[:at]
        else:
            content = content[:at] + content[max(0, at - 40) :]
    return content


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook: texts and numbers, as few parts as one can have."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = [*sheets]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'  # noqa: E501 - a part of a file
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',  # noqa: E501 - likewise
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',  # noqa: E501 - likewise
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{k + 1}" r:id="r{k + 1}"/>' for k, name in enumerate(names))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}relationships">'
        + "".join(
            f'<Relationship Id="r{k + 1}" Type="{office}/worksheet" Target="worksheets/s{k + 1}.xml"/>'
            for k in range(len(names))
        )
        + "</Relationships>",
    }
    for k, name in enumerate(names):
        rows = "".join(f"<row>{''.join(map(_xml, row))}</row>" for row in sheets[name])
        parts[f"xl/worksheets/s{k + 1}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """A workbook of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


DAY = re.compile(r'<c t="inlineStr"><is><t>@(\d{4}-\d\d-\d\d)@</t></is></c>')
"""A cell of a workbook that stands for a day."""


def parts_of(content: bytes) -> dict[str, str]:
    """The parts of a workbook, by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def _xml(cell: object) -> str:
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    plain = "".join(sign if sign.isprintable() else " " for sign in str(cell))
    return f'<c t="inlineStr"><is><t>{escape(plain)}</t></is></c>'


def messy_file(luck: random.Random, workbooks: float = 0.01) -> tuple[str, bytes, Decimal | None]:
    """Name and bytes of a file, and what its amounts come to, if it is whole and that is plain."""
    rows, plain = table(luck)
    if luck.random() < workbooks:
        content = workbook({"Sheet": [[*row] for row in rows]} | ({"Two": [["x"]]} if luck.random() < 0.2 else {}))
        whole = luck.random() >= 0.7
        return "messy.xlsx", content if whole else damaged(content, luck), plain if whole else None
    content, whole = text_of(rows, luck)
    return luck.choice(("messy.csv", "messy.tsv", "messy.txt")), content, plain if whole else None

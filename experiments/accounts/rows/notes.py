"""What stands above, below and between rows: the unit and the time that a title tells, and a second header."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import are
from equipoise.experiments.accounts.columns.dates import month_named, period_of
from equipoise.experiments.accounts.columns.headers import folded, times
from equipoise.experiments.accounts.columns.money import currency_in, written
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.files.row import in_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.row import Row
    from equipoise.experiments.accounts.files.sheets import Sheet

_OF_UNITS = re.compile(r"(?<![a-z])(?:in|angaben|werte|betraege|zahlen|figures|values|amounts|units?)(?![a-z])")
"""Words beside which thousands and millions are a unit, and no part of a name."""
_OF_TIME = re.compile(
    r"(?<![a-z])(?:filter|period|periode|zeitraum|quarter|quartal|month|monat|date|datum|ytd)(?![a-z])"
)
"""Words by which a note among accounts tells a time, and is no name."""
_PLAN = re.compile(r"(?<![a-z])(?:budget|plan|planung|forecast|prognose|outlook)(?![a-z])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)(20\d\d) ?(?:-|\u2013|to|bis|until|through) ?(20\d\d)(?!\d)")
_PART = re.compile(
    r"(?<![a-z\d])(?:ytd|year to date|kum\.|kumuliert\w*|cumulat\w*|aufgelaufen\w*|[qh][1-4]|[1-4][qh]|"
    r"[1-4]\. ?(?:quartal|halbjahr)|(?:quarter|quartal|half|halbjahr) [1-4]|halbjahr\w*|half[- ]year|"
    r"(?:first|second|third|fourth|last) (?:quarter|half|month))(?![a-z\d])"
)
_SINCE = re.compile(r"(?:umsatz|umsaetze|revenues?|sales|turnover|billings?)\b.*\b(?:since|seit) (?:\w+ )?20\d\d")
_OF_MONTHS = re.compile(r"(?<![a-z\d])(\d{1,2}|one|two|three|six|nine|drei|sechs|neun) (?:months?|monaten?)(?![a-z])")
_A_YEAR_OF_MONTHS = "12"
_RANGE = re.compile(r"([a-z]{3,9})\.? ?(?:\d{4})?,? ?(?:-|\u2013|to|bis|through|until) ?([a-z]{3,9})(?![a-z])")
_DAY = r"(\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
_DAYS = re.compile(rf"{_DAY} ?(?:-|\u2013|to|bis|through|until) ?{_DAY}")
_FROM_TO = re.compile(
    rf"(?<![a-z])(?:von|vom|from|ab|start\w*|begin\w*)\W{{0,3}}{_DAY}\W{{1,3}}(?:bis|to|until|ende?\w*)\W{{0,3}}{_DAY}"
)
_OF_A_MONTH = re.compile(
    rf"(?<![a-z])(?:month|monat)\W{{0,3}}(?:{_DAY}|\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d\d|[a-z]{{3,9}} \d{{4}})"
)
_SHORTEST, _LONGEST = 358, 373
"""Days of a year, give or take a week, as of weeks and of business years."""
_FEWEST = 2

OF_A_TIME = frozenset({"amount", "unit_price"})
"""Fields of revenue that do not say themselves that they are a year's, or a rate."""


class _Note(NamedTuple):
    """A text that stands alone in its row, in a row above the header, or beside the table; or the name of a sheet."""

    at: int  # position of its row in the sheet; below 0 of a name
    line: int  # 0 of a name
    text: str


def against(sheet: Sheet, header: Header, paid: str, names: Mapping[str, str], *, dated: bool) -> Iterator[str]:
    """Find what titles and notes say that the columns do not: ``paid`` is the field of what accounts bring."""
    notes = [*_notes(sheet, header)]
    scaled = any(times(name) > 1 for name in names.values())
    beside = [*_at_the_side(sheet, header)]
    for note in [*_names(sheet), *notes, *_from_to(notes, header), *beside]:
        says = f"{sheet.label}:{note.line} says" if note.line else f"{sheet.label} is a sheet that is called"
        where, text = f"{says} {cell(note.text)}", folded(note.text)
        if paid and times(note.text) > 1 and not scaled and (_OF_UNITS.search(text) or currency_in(note.text)):
            yield (
                f'{where}: write the unit into the header of each column of money, as "Revenue (TEUR)", or leave the '
                "row out, if it is of nothing there"
            )
        if note in beside:
            continue
        of_time = note.at < header.at or _YEAR.search(text) or _OF_TIME.search(text)
        if paid in OF_A_TIME and not dated and of_time and _is_no_year(text):
            yield (
                f"{where}, which is no year, and column {cell(names[paid])} would be taken for what a whole one "
                'brought: write the period into its header, as "Revenue Q1 2025", or bring it to a year, and leave the '
                "row out"
            )
        if paid and _PLAN.search(text) and _YEAR.search(text):
            yield f"{where}: leave plans out of the file, or that row, if the amounts are what was"
    yield from _second_headers(sheet, header)
    if not dated:
        yield from _parts(sheet, header, [one for one in notes if one.at > header.at])


def behind_a_gap(header: Header, rows: Sequence[Row]) -> Iterator[str]:
    """Say which columns are taken that stand behind an empty one, as those of another table would."""
    start = header.columns.get("account", 0)
    gaps = [k for k, name in enumerate(header.names) if name == "" and k > start]
    empty = [k for k in gaps if not in_column(rows, k)]
    if behind := [header.names[k] for k in header.columns.values() if empty and empty[0] < k < len(header.names)]:
        yield f"{named(behind, 3)} behind an empty column {are(len(behind))} taken for part of the same table"


def says_a_part(label: str) -> bool:
    """Whether the name of a file tells a time that is not a year, or a plan."""
    text = folded(re.sub(r"[_.]+", " ", label.partition("#")[0].rpartition(".")[0]))
    return _is_no_year(text) or bool(_PLAN.search(text) and _YEAR.search(text))


def _names(sheet: Sheet) -> Iterator[_Note]:
    """The name of a sheet, of a workbook with several."""
    if name := sheet.label.partition("#")[2]:
        yield _Note(-1, 0, name.replace("_", " "))


def _from_to(notes: Sequence[_Note], header: Header) -> Iterator[_Note]:
    """Two days in two rows above the header, from the one of which to the other rows are."""
    above = [note for note in notes if note.at < header.at]
    for one, other in pairwise(above):
        text = f"{one.text} {other.text}"
        if _FROM_TO.search(folded(text)) and not _FROM_TO.search(folded(one.text)):
            yield _Note(one.at, one.line, text)


def _at_the_side(sheet: Sheet, header: Header) -> Iterator[_Note]:
    """Texts below the header in columns that have no name."""
    nameless = [k for k, name in enumerate(header.names) if name == ""]
    for at, row in enumerate(sheet.rows[header.at + 1 :] if nameless else (), start=header.at + 1):
        for k in nameless:
            if isinstance(value := row.at(k), str) and value and not written(value):
                yield _Note(at, row.line, value)


def _notes(sheet: Sheet, header: Header) -> Iterator[_Note]:
    for at, row in enumerate(sheet.rows):
        texts = [one for one in row.cells if one != ""]
        alone = len(texts) == 1 and isinstance(texts[0], str) and not written(texts[0])
        if at < header.at or (at > header.at and alone):
            yield _Note(at, row.line, " ".join(map(str, texts)))


def _is_no_year(text: str) -> bool:
    """Whether a text in lower case tells a time that is not a year."""
    spans = [(folded(first), last) for first, last in _RANGE.findall(text)]
    months = [(month_named(first), month_named(last)) for first, last in spans]
    if any(first and last and (first, last) != (1, 12) and (last - first) % 12 != 11 for first, last in months):  # noqa: PLR2004 - months
        return True
    if any(not _SHORTEST <= days <= _LONGEST for days in _lengths(text)):
        return True
    if any(int(last) - int(first) > 1 for first, last in _YEARS.findall(text)):
        return True
    counted = [one for one in _OF_MONTHS.findall(text) if one != _A_YEAR_OF_MONTHS]
    whole = period_of(text.strip(), "iso")
    alone = whole is not None and not whole.is_day and (whole.ends - whole.begins).days < _SHORTEST
    return bool(_PART.search(text) or _SINCE.search(text) or _OF_A_MONTH.search(text) or counted or alone)


def _lengths(text: str) -> Iterator[int]:
    """How many days the spans are long that a text tells."""
    for first, last in (*_DAYS.findall(text), *_FROM_TO.findall(text)):
        for order in ("day-first", "month-first"):
            begins, ends = period_of(first, order), period_of(last, order)
            if begins is not None and ends is not None:
                yield (ends.ends - begins.begins).days
                break


def _second_headers(sheet: Sheet, header: Header) -> Iterator[str]:
    """Find a row that names the columns again: a page begins there, or another table."""
    named = {k: name for k, name in enumerate(header.names) if name}
    account = header.columns.get("account", header.columns.get("account_id", -1))
    for row in sheet.rows[header.at + 1 :]:
        if _name(row, account) != header.names[account]:
            continue
        if sum(str(row.at(k)) == name for k, name in named.items()) >= _FEWEST:
            yield (
                f"{sheet.label}:{row.line} names the columns again: leave the row out, if the table goes on there, and "
                "put another table into a file of its own"
            )
            return


def _parts(sheet: Sheet, header: Header, notes: Sequence[_Note]) -> Iterator[str]:
    """Find a text between rows that has an account before and behind it, as of two years below each other."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, row in enumerate(sheet.rows[header.at + 1 :], start=header.at + 1):
        name = _name(row, header.columns.get("account", -1))
        if name and sum(one != "" for one in row.cells) > 1:
            first.setdefault(name, at)
            last[name] = at
    waiting, reach, farthest = [*reversed(first)], 0, ""
    for note in notes:
        while waiting and first[waiting[-1]] < note.at:
            name = waiting.pop()
            reach, farthest = max((reach, farthest), (last[name], name))
        if reach > note.at:
            yield (
                f"{sheet.label}:{note.line} {cell(note.text)} stands between rows, and {cell(farthest)} before and "
                "behind it: say in a column of its own what tells these rows apart, or leave that row out, if they add "
                "up"
            )
            return


def _name(row: Row, place: int) -> str:
    return str(row.at(place)) if place >= 0 else ""

"""A business without a file: its accounts and nine questions, each of which may be skipped, as a form of two steps."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.serve.asking import answer, form_of, in_thread, is_from_here, nothing_here, see
from equipoise.app.serve.explorer.desk import WRONG, desk, path_of
from equipoise.app.serve.explorer.imports import business_text
from equipoise.app.serve.explorer.own import checked
from equipoise.experiments.accounts.columns.money import currency_in
from equipoise.experiments.accounts.importing import Asked, import_files
from equipoise.experiments.accounts.written.asking import Interview
from equipoise.experiments.accounts.written.scenario_text import MOST_NAMED
from equipoise.experiments.accounts.written.typed import amount
from equipoise.sim.characters import composed
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.shelf import Shelf

ROWS = range(MOST_NAMED)
"""Accounts that there is room for: as many as have a name of their own in an import."""

_FILE = "accounts.csv"
_TITLE, _CURRENCY, _ANSWERS = "title", "currency", "answers"
_AT_LINE = re.compile(rf"{re.escape(_FILE)}:(\d+) (.*)")
_USUAL = "mine"

Faults = dict[str, str]
"""What is wrong, by the field at which it is said; under no name what is wrong with all of it."""


class Step(NamedTuple):
    """A question of the second step."""

    field: str
    words: str
    skipping: str


async def business_form(request: Request) -> Response:
    """Show the first step, to who sits at this machine."""
    _here_alone(request)
    return _shown(request, {}, {})


async def new_business(request: Request) -> Response:
    """Take a step: from accounts to questions, and from answers to the page of the business."""
    _here_alone(request)
    typed = {name: " ".join(value.split()) for name, value in (await form_of(request)).items()}
    return await in_thread(lambda: _taken(request, typed))


def _here_alone(request: Request) -> None:
    if not is_from_here(request):
        raise nothing_here()


def _taken(request: Request, typed: Mapping[str, str]) -> Response:
    text, faults = _of_accounts(typed)
    if faults or "back" in typed:
        return _shown(request, typed, faults)
    with _interview(text) as (interview, path):
        questions = interview.questions()
        steps = [Step(f"q{k}", one.words, one.skipping) for k, one in enumerate(questions)]
        if _ANSWERS not in typed:
            return _shown(request, typed, {}, steps)
        replies = [
            (step.field, interview.reply(question, typed[step.field]).wrong)
            for step, question in zip(steps, questions, strict=True)
            if typed.get(step.field)
        ]
        faults = {field: wrong for field, wrong in replies if wrong}
        interview.save()
        text = path.read_text(encoding="utf-8")
    shelf = desk(request).shelf
    if not faults:
        faults = {"": "\n".join(one["message"] for one in checked(shelf, text)[1])}
    return _shown(request, typed, faults, steps) if any(faults.values()) else see(_kept(shelf, typed, text))


def _kept(shelf: Shelf, typed: Mapping[str, str], text: str) -> str:
    """Keep it under a name that is like its title; where it is."""
    plain = re.sub(r"[^a-z0-9]+", "-", typed.get(_TITLE, "").casefold()).strip("-")
    return path_of(shelf.save(shelf.free_name(plain or _USUAL), text))


def _shown(request: Request, typed: Mapping[str, str], faults: Faults, steps: list[Step] | None = None) -> Response:
    status = WRONG if faults else 200
    return answer(
        request, "business.html.j2", status, typed=typed, faults=faults, rows=ROWS, steps=steps,
        wrong=faults.get("", ""),
    )  # fmt: skip


def _of_accounts(typed: Mapping[str, str]) -> tuple[str, Faults]:
    """The scenario that accounts and their revenue come to, as an import of them writes it; or all that is wrong."""
    rows = {k: (typed.get(f"name{k}", ""), typed.get(f"revenue{k}", "")) for k in ROWS}
    rows = {k: row for k, row in rows.items() if any(row)}
    faults: Faults = {} if rows else {"name0": "name one account at least"}
    names = [composed(name) for name, _ in rows.values()]
    for k, (name, revenue) in rows.items():
        if not name:
            faults[f"name{k}"] = "it needs a name"
        elif names.count(composed(name)) > 1:
            faults[f"name{k}"] = f"{name} is there twice"
        if not revenue:
            faults[f"revenue{k}"] = "it needs its revenue a year"
    amounts = {k: _amount(revenue) for k, (_, revenue) in rows.items()}
    faults |= {f"revenue{k}": wrong for k, (_, wrong) in amounts.items() if wrong}
    written = io.StringIO()
    csv.writer(written).writerow(("account", "annual"))
    csv.writer(written).writerows((name or "?", amounts[k][0]) for k, (name, _) in rows.items())
    with TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        path.write_text(written.getvalue(), encoding="utf-8")
        asked = Asked(currency=typed.get(_CURRENCY) or None)
        try:
            found = import_files([path], asked, date.today())  # noqa: DTZ011 - the user's day
        except EquipoiseError as error:
            told = _at_fields(str(error), [*rows])
            return "", {field: why for field, why in told.items() if field or not faults} | faults
    left = {f"revenue{k}": found.ledger.ended.get(name, "") for k, (name, _) in rows.items()}
    faults = {field: why for field, why in left.items() if why} | faults
    return business_text(found, typed.get(_TITLE) or _USUAL), faults


def _amount(typed: str) -> tuple[str, str]:
    """An amount as a file has it, with the currency beside it, and what is wrong with it: as answers are read."""
    if not typed:
        return "", ""
    value, wrong = amount(typed)
    return f"{value:.2f} {currency_in(typed)}".strip(), wrong


def _at_fields(message: str, rows: list[int]) -> Faults:
    """Say what an import says of its lines at the fields that they were typed into."""
    faults: Faults = {}
    for line in message.splitlines():
        at = _AT_LINE.fullmatch(line)
        field = f"revenue{rows[int(at[1]) - 2]}" if at else _CURRENCY if "currency" in line else ""
        said = (at[2] if at else line.removeprefix(f"{_FILE}: ")).replace(' in column "annual"', "")
        faults[field] = "\n".join(filter(None, (faults.get(field), said)))
    return faults


@contextmanager
def _interview(text: str) -> Iterator[tuple[Interview, Path]]:
    """The questions that a scenario leaves open, put as ``accounts ask`` puts them; answers go into a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "business.toml"
        path.write_text(text, encoding="utf-8")
        yield Interview(path), path

"""Scenarios of one's own: checked as they are typed, kept in the data folder, made of one's files."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse

from equipoise.app.pages.accounts import parts_of, span_of
from equipoise.app.serve.asking import is_from_here
from equipoise.app.serve.explorer.desk import HERE_ALONE, NOT_HERE, desk, document, path_of, text_of, whole
from equipoise.app.serve.explorer.form import form_of, written
from equipoise.experiments.accounts.importing import Asked, UndecidedError, import_files
from equipoise.experiments.accounts.mapping import HowRead, read_mapping
from equipoise.experiments.accounts.names import ASK, DIFFERENT, SAME
from equipoise.experiments.accounts.scenario_text import Business, scenario_text
from equipoise.experiments.accounts.tables import Options
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.files import load_scenario
from equipoise.sim.keys import split
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.shelf import Shelf
    from equipoise.experiments.accounts.importing import Imported
    from equipoise.sim.scenario import Scenario

    Found: TypeAlias = "dict[str, Any]"

MOST_FILES, MOST_FIELDS = 10, 100
_NAMES = "names."
"""How a field begins that says whether two names are one account."""
_CHOICES = {"decimal": (",", "."), "dates": ("day-first", "month-first")}
"""What can be said beside the files, where they do not tell."""
FEW, LONG = 64, 1.0
"""Futures that are played first, and seconds from which on it is said that they take long."""
_TENTH = 0.1
"""Seconds that a block of runs takes, or so."""


def check(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what is wrong with a scenario, each at its line, or what playing it costs, and what its form shows.

    With ``put``, after that was written into it.
    """
    text, put = text_of(body, "toml"), body.get("put")
    text = written(text, put) if isinstance(put, dict) else text
    found, faults = checked(desk(request).shelf, text)
    cost = cost_of(found) if found is not None else ""
    return document({"faults": faults, "cost": cost, "form": form_of(text), **({"toml": text} if put else {})})


def keep(request: Request, body: Mapping[str, Any]) -> Response:
    """Keep a scenario that is sound, and say where it is."""
    shelf, text = desk(request).shelf, text_of(body, "toml")
    _, faults = checked(shelf, text)
    return document({"faults": faults} if faults else _kept(shelf, text_of(body, "name"), text))


def _kept(shelf: Shelf, name: str, text: str) -> Found:
    try:
        name = shelf.save(name, text)
    except EquipoiseError as error:
        return {"faults": whole(error)}
    return {"name": name, "link": path_of(name), "faults": []}


def checked(shelf: Shelf, text: str) -> tuple[Scenario | None, list[Found]]:
    """Check a text as a file among one's own scenarios is checked, with the policies that it compares."""
    with _as_file(shelf, text) as path:
        try:
            scenario = load_scenario(path)
            for policy in scenario.policies:
                Arm.of(scenario, policy)
        except EquipoiseError as error:
            return None, _by_line(str(error), shown(str(path)))
    return scenario, []


@contextmanager
def _as_file(shelf: Shelf, text: str) -> Iterator[Path]:
    """A text as a file beside one's own scenarios, from which paths in it start."""
    shelf.make()
    path = shelf.folder / f".{token_hex(8)}.toml"
    try:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))  # what is no text is told by who reads it
        yield path
    except OSError as error:
        raise EquipoiseError(f"{shelf.folder} cannot be written: {reason(error)}") from error
    finally:
        path.unlink(missing_ok=True)


def _by_line(message: str, label: str) -> list[Found]:
    """Take a message apart: what is wrong at which line, and with which key."""
    found: list[Found] = []
    for line in message.splitlines():
        at = re.match(rf"{re.escape(label)}(?::(\d+))?\s+", line)
        if at is None and found:
            found[-1]["message"] += f"\n{line}"
            continue
        words = line[at.end() :] if at else line.replace(label, "this scenario")
        key = split(words.partition("   ")[0])[0] if "   " in words else ""
        found.append({"line": int(at[1]) if at and at[1] else None, "key": key, "message": words})
    return found


def cost_of(scenario: Scenario) -> str:
    """Say that the first answer takes long, where it does."""
    seconds = len(scenario.policies[:2]) * FEW * scenario.slots * scenario.run.rounds / CELLS * _TENTH
    if seconds <= LONG:
        return ""
    return f"It is large: {FEW} futures take about {seconds:,.0f} seconds. The first answer will have fewer."


async def take_in(request: Request) -> Response:
    """Read files of accounts, keep the scenario that they come to, and say what was made of them."""
    if not is_from_here(request):
        return PlainTextResponse(HERE_ALONE, NOT_HERE)
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        files = [(one.filename or "", await one.read()) for one in form.getlist("files") if isinstance(one, UploadFile)]
    return document(await run_in_threadpool(_imported, desk(request).shelf, files, fields))


def _imported(shelf: Shelf, files: list[tuple[str, bytes]], fields: Mapping[str, str]) -> Found:
    if not files:
        return {"faults": whole(EquipoiseError("no file was sent; CSV, TSV, XLSX, XLS and ODS files can be read"))}
    with TemporaryDirectory() as folder:
        try:
            paths = [_put(Path(folder), name, content) for name, content in files]
            found = import_files(paths, _asked(fields, Path(folder)), date.today())  # noqa: DTZ011 - the user's day
        except UndecidedError as undecided:
            keys = [f"{_NAMES}{pair.key}" for pair, said in undecided.pairs if said == ASK]
            told = _without(folder, undecided)
            keys += [""] * (len(told) - len(keys))  # the last line may only say how many more there are
            faults = [_asking(fault, key, (SAME, DIFFERENT)) for fault, key in zip(told, keys, strict=False)]
            return {"faults": faults, "mapping": undecided.mapping}
        except EquipoiseError as error:
            return {"faults": [_by_option(fault) for fault in _without(folder, error)]}
    return _written(shelf, found, fields.get("name", "").strip() or "mine")


def _put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under the last part of its name."""
    path = folder / (re.split(r"[/\\]", name)[-1].replace("\0", "").strip(". ") or "accounts")
    path.write_bytes(content)
    return path


def _written(shelf: Shelf, found: Imported, wished: str) -> Found:
    """Keep what files come to, and say what was made of them."""
    name = shelf.free_name(wished)
    business = Business(name, found.currency, found.ledger.revenue, found.facts, found.gross_margin, span_of(found))
    text, parts = scenario_text(business), parts_of(found)
    read = [sentence for part in parts for sentence in part.sentences]
    tables = [{"title": one.title, "head": one.cells.head, "rows": one.cells.rows} for one in parts if one.cells]
    return {**_kept(shelf, name, text), "toml": text, "read": read, "tables": tables, "mapping": found.mapping}


def _asked(fields: Mapping[str, str], folder: Path) -> Asked:
    """What was stated beside the files: marks, dates, currency, and how an earlier import was corrected."""
    stated = {name: value for name, value in fields.items() if value.strip()}
    if (mapping := stated.get("mapping")) is not None:
        path = folder / "mapping.toml"
        path.write_text(mapping, encoding="utf-8")
        how = read_mapping(path)
    else:
        how = HowRead()
    names = {name.removeprefix(_NAMES): said for name, said in stated.items() if name.startswith(_NAMES)}
    how = HowRead.model_validate({**how.model_dump(), "names": {**how.names, **names}})
    return Asked(Options(stated.get("decimal"), stated.get("dates")), None, stated.get("currency"), None, how)


def _by_option(fault: Found) -> Found:
    """A message that names an option of the command, with what may be chosen for it."""
    name = next((name for name in _CHOICES if f"--{name}" in fault["message"]), "")
    return _asking(fault, name, _CHOICES.get(name, ()))


def _asking(fault: Found, key: str, options: Sequence[str]) -> Found:
    """A message with the field that answers it, and the answers that there are."""
    return {**fault, "key": key, "options": list(options)} if key else fault


def _without(folder: str, error: EquipoiseError) -> list[Found]:
    """A message by its lines, without the folder in which files were put for a moment."""
    return [{"key": "", "message": line.replace(f"{folder}/", "")} for line in str(error).splitlines()]

"""Files of accounts as a scenario of one's own: what is made of them, and what they do not tell is asked."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse

from equipoise.app.pages.accounts import parts_of, span_of
from equipoise.app.serve.asking import is_from_here
from equipoise.app.serve.explorer.columns import asked_of, with_columns
from equipoise.app.serve.explorer.desk import HERE_ALONE, NOT_HERE, desk, document, whole
from equipoise.app.serve.explorer.import_words import told
from equipoise.app.serve.explorer.own import kept
from equipoise.experiments.accounts.columns.mapping import HowRead, read_mapping
from equipoise.experiments.accounts.columns.names import ASK, DIFFERENT, SAME
from equipoise.experiments.accounts.importing import Asked, UndecidedError, import_files
from equipoise.experiments.accounts.rows.tables import Options
from equipoise.experiments.accounts.written.answers import earlier, with_answers
from equipoise.experiments.accounts.written.scenario_text import Business, is_untouched, scenario_text
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.shelf import Shelf
    from equipoise.experiments.accounts.importing import Imported

    Found: TypeAlias = "dict[str, Any]"

MOST_FILES, MOST_FIELDS = 10, 100
_NAMES = "names."
"""How a field begins that says whether two names are one account."""
_CHOICES = {"decimal": (",", "."), "dates": ("day-first", "month-first")}
"""What can be said beside the files, where they do not tell."""
_USUAL = "mine"
_KEPT_AS = re.compile(r"# Kept as (.+)")
"""How a mapping begins that is shown to be corrected: with the name under which its scenario is kept."""


async def take_in(request: Request) -> Response:
    """Read files of accounts, keep the scenario that they come to, and say what was made of them."""
    if not is_from_here(request):
        return PlainTextResponse(HERE_ALONE, NOT_HERE)
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        files = [(one.filename or "", await one.read()) for one in form.getlist("files") if isinstance(one, UploadFile)]
    return document(told(await run_in_threadpool(_imported, desk(request).shelf, files, fields)))


def business_text(found: Imported, title: str) -> str:
    """Write what files come to as a scenario."""
    return scenario_text(
        Business(title, found.currency, found.ledger.revenue, found.facts, found.gross_margin, span_of(found))
    )


def _imported(shelf: Shelf, files: list[tuple[str, bytes]], fields: Mapping[str, str]) -> Found:
    if not files:
        return {"faults": whole(EquipoiseError("no file was sent; CSV, TSV, XLSX, XLS and ODS files can be read"))}
    if texts := [(name, content) for name, content in files if name.casefold().endswith(".toml")]:
        return _as_text(*texts[0])
    stated = {name: value for name, value in fields.items() if value.strip()}
    with TemporaryDirectory() as folder:
        open_columns: list[Found] = []
        try:
            paths = [_put(Path(folder), name, content) for name, content in files]
            how = with_columns(_how_read(stated, Path(folder)), paths, stated)
            open_columns = asked_of(how, paths, stated)
            options = Options(stated.get("decimal"), stated.get("dates"))
            asked = Asked(options, None, stated.get("currency"), None, how)
            found = import_files(paths, asked, date.today())  # noqa: DTZ011 - the user's day
        except UndecidedError as undecided:
            keys = [f"{_NAMES}{pair.key}" for pair, said in undecided.pairs if said == ASK]
            told = _without(folder, undecided)
            keys += [""] * (len(told) - len(keys))  # the last line may only say how many more there are
            faults = [_asking(fault, key, (SAME, DIFFERENT)) for fault, key in zip(told, keys, strict=False)]
            return {"faults": [*faults, *open_columns], "mapping": undecided.mapping}
        except EquipoiseError as error:
            return {"faults": [*(_by_option(fault) for fault in _without(folder, error)), *open_columns]}
    written = _written(shelf, found, stated)
    return {**written, "faults": [*written["faults"], *open_columns]}


def _as_text(name: str, content: bytes) -> Found:
    """A scenario's file among those that were dropped is opened as text; a policy's has a page of its own."""
    text = content.decode("utf-8-sig", "replace")
    try:
        keys = tomllib.loads(text).keys()
    except tomllib.TOMLDecodeError:  # which is told where it is opened
        keys = dict[str, Any]().keys()
    if keys & {"levers", "base"} and "policies" not in keys:
        where = "under “What you can do”, at “In words, or from a file”"
        return {"faults": whole(EquipoiseError(f"{name} is a policy; open it {where}"))}
    return {"toml": text, "read": [f"{name} stands below as text."], "faults": []}


def _put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under the last part of its name."""
    path = folder / (re.split(r"[/\\]", name)[-1].replace("\0", "").strip(". ") or "accounts")
    path.write_bytes(content)
    return path


def _written(shelf: Shelf, found: Imported, stated: Mapping[str, str]) -> Found:
    """Keep what files come to, and say what was made of them; what is read again takes its own place, with answers."""
    before = _KEPT_AS.match(stated.get("mapping", ""))
    wished = stated.get("name", "").strip() or (before[1] if before else _USUAL)
    there = shelf.kept(wished) if before and before[1] == wished else None
    again = there is not None and is_untouched(there.read_text(encoding="utf-8", errors="replace"))
    name = wished if again else shelf.free_name(wished)
    text, dropped = with_answers(name, business_text(found, ""), earlier(there) if again and there else None)
    parts = parts_of(found)
    read = [*(sentence for part in parts for sentence in part.sentences), *(f"{one}." for one in dropped)]
    tables = [{"title": one.title, "head": one.cells.head, "rows": one.cells.rows} for one in parts if one.cells]
    return {
        **kept(shelf, name, text),
        "toml": text,
        "read": read,
        "tables": tables,
        "mapping": f"# Kept as {name}\n{found.mapping}",
    }


def _how_read(stated: Mapping[str, str], folder: Path) -> HowRead:
    """How an earlier import was corrected, and which names are one account."""
    if (mapping := stated.get("mapping")) is not None:
        path = folder / "mapping.toml"
        path.write_text(mapping, encoding="utf-8")
        how = read_mapping(path)
    else:
        how = HowRead()
    names = {name.removeprefix(_NAMES): said for name, said in stated.items() if name.startswith(_NAMES)}
    return HowRead.model_validate({**how.model_dump(), "names": {**how.names, **names}})


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

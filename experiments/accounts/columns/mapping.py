"""The mapping file: how files were read, for the user to correct and a second import to follow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from equipoise.experiments.accounts.columns.aliases import ALIASES
from equipoise.experiments.accounts.columns.names import ASK, DIFFERENT, SAME
from equipoise.experiments.accounts.files.documents import document_of
from equipoise.experiments.accounts.files.faults import AccountsError, cell
from equipoise.sim.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from equipoise.experiments.accounts.columns.names import Pair

_HEAD = """\
How the files were read. Correct what is wrong, and import again: this file is then followed.
Columns that are not under known have come since, and are read by their names.
Under [names], say "same" or "different" where "ask" stands.
Fields of columns: {fields}."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileMapping(_Table):
    """How one file was read."""

    kind: Literal["accounts", "periods", "invoices", "opportunities", "contracts"] | None = None
    use: bool = True
    header: int | None = Field(None, ge=1)
    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first", "iso"] | None = None
    columns: dict[str, str] | None = None
    known: list[str] | None = None


class HowRead(_Table):
    """A mapping file."""

    as_of: date | None = None
    currency: str | None = None
    files: dict[str, FileMapping] = Field(default_factory=dict)
    names: dict[str, Literal["same", "different", "ask"]] = Field(default_factory=dict)


def read_mapping(path: Path) -> HowRead:
    """Read a mapping file."""
    label = shown(str(path))
    try:
        found = HowRead.model_validate(document_of(path).unwrap())
    except ValidationError as error:
        raise AccountsError("\n".join(_wrong(label, dict(one)) for one in error.errors()[:20])) from None
    for file, of in found.files.items():
        for field in of.columns or {}:
            if field not in ALIASES:
                near = did_you_mean(field, ALIASES)
                raise AccountsError(f"{label} [files.{cell(file)}.columns] {shown(field)}   is no field{near}")
    return found


def _wrong(label: str, error: Mapping[str, Any]) -> str:
    place = ".".join(shown(str(part)) for part in error["loc"])
    allowed = error.get("ctx", {}).get("expected")
    if error["type"] == "extra_forbidden":
        near = did_you_mean(str(error["loc"][-1]), [*HowRead.model_fields, *FileMapping.model_fields])
        return f"{label} {place}   is an unknown key{near}"
    return f"{label} {place}   must be {allowed}" if allowed else f"{label} {place}   {error['msg'].lower()}"


def mapping_text(
    files: Mapping[str, Mapping[str, Any]],
    pairs: Iterable[tuple[Pair, str]],
    unused: Mapping[str, Sequence[str]],
    as_of: date | None,
    currency: str,
) -> str:
    """Write a mapping file."""
    document = tomlkit.document()
    for line in _HEAD.format(fields=", ".join(ALIASES)).splitlines():
        document.add(tomlkit.comment(line))
    if as_of is not None:
        document["as_of"] = as_of
    if currency:
        document["currency"] = currency
    tables = tomlkit.table(is_super_table=True)
    for label, stated in files.items():
        tables[label] = _file_table(stated, unused.get(label, ()))
    if files:
        document["files"] = tables
    names = tomlkit.table()
    for pair, said in pairs:
        names[pair.key] = said
    if len(names):
        names.comment(f"say {listed((SAME, DIFFERENT))} for each; {ASK} asks again")
        document["names"] = names
    return tomlkit.dumps(document)


def _file_table(stated: Mapping[str, Any], unused: Sequence[str]) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in stated.items():
        if value is not None and key != "columns":
            table[key] = value
    if unused:
        table.add(tomlkit.comment(f"not used: {', '.join(map(cell, unused))}"))
    if stated.get("columns"):
        table["columns"] = dict(stated["columns"])
    return table


def completed(there: str, anew: str, hidden: Mapping[str, str] | None) -> str:
    """Write into a mapping file what it lacks, and leave all else as it is, but for what is to be hidden.

    These are names of accounts, and the ``hidden`` ones of files, each of which has a code; None where nothing is.
    """
    document, found = tomlkit.parse(there), tomlkit.parse(anew)
    if hidden is not None:
        document.pop("names", None)
        for label in hidden:
            document.get("files", {}).pop(label, None)
    _complete(document, found)
    return tomlkit.dumps(document)


def _complete(table: Any, anew: Any) -> None:  # noqa: ANN401 - tomlkit's tables, of whichever kind
    for key, value in anew.items():
        if key in table and isinstance(value, dict):
            _complete(table[key], value)
        elif key not in table or table[key] != value:
            table[key] = value.unwrap() if hasattr(value, "unwrap") else value

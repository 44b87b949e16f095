"""What all manifests have in common: they say what they are, hold everything, and carry a digest of what they hold."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from equipoise.experiments.json_file import JsonError, read_json
from equipoise.experiments.kinds import KINDS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FORMAT = 3
"""Version of all manifests; it rises when one of them changes."""

_OWN = ("what", "format", "digest")

MOST_LINES, LONGEST_LINE = 20, 250
"""Most lines about what is wrong with one manifest, and most characters of each."""

Understood = TypeVar("Understood")


class TornManifestError(EquipoiseError):
    """A manifest that is missing, torn or changed: whoever knows what it said can write it anew."""


class Document(NamedTuple):
    """A manifest as it was read."""

    path: Path  # where it stands
    what: str  # what it says it is
    content: dict[str, Any]  # what it holds, without what all manifests have
    intact: bool  # whether its digest is that of what it holds


def digest_of(value: object) -> str:
    """Shorten plain values to hexadecimal digits, equal for equal values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def sealed(what: str, content: Mapping[str, Any]) -> str:
    """Write a manifest.

    JSON, with a line break at its end. Numbers are written so that reading them gives the same bits.
    """
    head = {"what": what, "format": FORMAT}
    document = {**head, "digest": digest_of({**head, **content}), **content}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_document(path: Path) -> Document:
    """Read a manifest of any kind, as far as all of them are alike."""
    try:
        document = read_json(path)
    except FileNotFoundError as error:
        raise TornManifestError(f"{path} cannot be read: {error.strerror}") from None
    except OSError as error:
        raise EquipoiseError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError:  # a path that nothing can have
        raise EquipoiseError(f"{written(str(path))} cannot be read: no file can be called that") from None
    except JsonError as error:
        raise TornManifestError(f"{path} is not a manifest that this version can read: {error}") from None
    if not isinstance(document, dict) or "format" not in document:
        raise TornManifestError(f"{path} is not a manifest that this version can read: it does not say that it is one")
    form = document["format"]
    if form != FORMAT or isinstance(form, bool | float):
        raise _of_another_version(path, document)
    what = document.get("what")
    if not isinstance(what, str) or what not in KINDS:
        raise TornManifestError(f"{path} is not a manifest that this version can read: it does not say of what it is")
    content = {name: value for name, value in document.items() if name not in _OWN}
    digest = digest_of({name: value for name, value in document.items() if name != "digest"})
    return Document(path, what, content, document.get("digest") == digest)


def _of_another_version(path: Path, document: dict[str, Any]) -> EquipoiseError:
    form = document["format"]
    if not isinstance(form, int) or isinstance(form, bool) or form < 1:
        return TornManifestError(f"{path} is not a manifest: its format = {written(form)}   must be {FORMAT}")
    when = "an earlier" if form < FORMAT else "a later"
    return EquipoiseError(
        f"{path} is of format {form}; this version of equipoise reads format {FORMAT}\n"
        f"It was written by {when} version: use that one, or make the results anew with this one."
    )


def understood(document: Document, what: str, understand: Callable[[dict[str, Any]], Understood]) -> Understood:
    """Make of a manifest what it describes, if it is as it was written."""
    if document.what != what:
        raise EquipoiseError(f"{document.path} is the manifest {KINDS[document.what].whose}, not {KINDS[what].whose}")
    try:
        made = understand(document.content)
    except EquipoiseError as error:
        raise TornManifestError(_message(document, str(error))) from None
    if not document.intact:
        raise TornManifestError(_message(document, ""))
    return made


def _message(document: Document, wrong: str) -> str:
    lines = wrong.splitlines()
    more = f"\n  and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
    told = "".join(f"\n  {_visible(line)}" for line in lines[:MOST_LINES]) + more
    if document.intact:
        return f"{document.path} is not a manifest that this version can read:{told}"
    start = f"{document.path} has been changed since it was written: its digest is missing, or that of something else"
    return f"{start}{told}\nA manifest repeats what was, and nothing else. {KINDS[document.what].instead}"


def _visible(line: str) -> str:
    """A line, cut where it is long, with what a terminal would obey, and not show, written out."""
    short = line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}..."
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in short)

"""Write generated documents anew: ``python -m equipoise.app.documents [NAME ...]``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from equipoise.app.documents.document import COMMAND
from equipoise.app.documents.register import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.app.documents.document import Document


def main(arguments: Sequence[str] | None = None) -> None:
    """Write those that are named; without a name all that take seconds."""
    named = {document.name: document for document in DOCUMENTS}
    slow = ", ".join(name for name, document in named.items() if document.minutes)
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Write the generated parts of documents anew.",
        epilog=f"Without a name: all that take seconds. These take minutes each: {slow}.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(named))
    names = parser.parse_args(arguments).names
    if unknown := [name for name in names if name not in named]:
        parser.error(f"there is no document {unknown[0]!r}: there are {', '.join(named)}")
    for document in [named[name] for name in names] or [each for each in DOCUMENTS if not each.minutes]:
        page = document.updated(_made(document))
        document.path.write_text(page, encoding="utf-8", newline="\n")
    if not names:
        _say(f"Left as they are, since they take minutes: {slow}.")


def _made(document: Document) -> Iterator[tuple[str, str]]:
    """The parts, each told of when it is made: some take minutes, and somebody waits."""
    for mark, part in document.make():
        _say(f"{document.page} {mark}".rstrip())
        yield mark, part


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a tool of the project, outside the program's console


if __name__ == "__main__":
    main()

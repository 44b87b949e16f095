"""On which line a TOML text states each of its keys, which the standard library's parser does not tell."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.sim.faults import Place


_TOKEN = re.compile(
    r'''
    (?P<comment> \#[^\n]* )
  | (?P<long>    """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5} )
  | (?P<quoted>  "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
  | (?P<word>    [^\s"'\#=,.{}\[\]]+ )
  | (?P<mark>    [=,.{}\[\]\n] )
    ''',
    re.DOTALL | re.VERBOSE,
)


class _Scanner:
    """Walks once over the tokens of a text that is known to be valid TOML."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text))
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.last: dict[Place, int] = {}  # arrays of tables: position of the table being filled

    @property
    def head(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def line(self) -> int:
        return self.tokens[self.at][1]

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][0]

    def take_if(self, *marks: str) -> bool:
        if self.head not in marks:
            return False
        self.at += 1
        return True

    def note(self, path: Place, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def document(self) -> None:
        table: Place = ()
        while self.head:
            if self.take_if("\n"):
                continue
            if self.head == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Place:
        line = self.line
        self.take()
        many = self.take_if("[")
        *outer, name = self.key()
        path: Place = ()
        for part in outer:
            path = self.inside((*path, part))
        path = (*path, name)
        if many:
            self.last[path] = self.last.get(path, -1) + 1
        path = self.inside(path)
        self.note(path, line)
        while self.take_if("]"):
            pass
        return path

    def inside(self, path: Place) -> Place:
        return (*path, self.last[path]) if path in self.last else path

    def key(self) -> list[str]:
        parts = [_plain(self.take())]
        while self.take_if("."):
            parts.append(_plain(self.take()))
        return parts

    def pair(self, table: Place) -> None:
        line = self.line
        path = (*table, *self.key())
        self.note(path, line)
        self.take()  # =
        self.value(path)

    def value(self, path: Place) -> None:
        if self.take_if("["):
            position = 0
            while not self.take_if("]"):
                if not self.take_if(",", "\n"):
                    self.note((*path, position), self.line)
                    self.value((*path, position))
                    position += 1
        elif self.take_if("{"):
            while not self.take_if("}"):
                if not self.take_if(",", "\n"):
                    self.pair(path)
        else:
            while self.head not in {"", ",", "]", "}", "\n"}:
                self.take()


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Cut a text into TOML's words, texts and marks, without comments; what is none of them is passed over."""
    line, counted = 1, 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "comment":
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield match.group(), line


def _plain(token: str) -> str:
    """A key without its quotes."""
    return next(iter(tomllib.loads(f"{token} = 0"))) if token[0] in "\"'" else token


def lines_of(text: str) -> dict[Place, int]:
    """Find the line on which each key of a TOML text first stands."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def line_of(places: Sequence[Place], lines: dict[Place, int]) -> int | None:
    """Find the line of the first path that a text states; if it states none, of what one of them would stand in."""
    stated = (lines[place] for place in places if place in lines)
    around = (lines[place[:n]] for place in places for n in range(len(place) - 1, 0, -1) if place[:n] in lines)
    return next(chain(stated, around), None)

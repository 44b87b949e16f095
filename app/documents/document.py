"""A document that is generated, or has generated parts between marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "python -m equipoise.app.documents"


class Document(NamedTuple):
    """A file of the repository, with what is generated of it."""

    page: str  # its path from the root of the repository
    # gives each generated part's mark and text, one after another; a file that is generated whole has the mark
    # ""
    make: Callable[[], Iterable[tuple[str, str]]]
    marks: tuple[str, ...] = ("",)  # marks of the generated parts; what stands outside them is written by hand
    minutes: bool = False  # whether it takes minutes to make
    seal: Callable[[str], str] = str  # makes of the page the page with its seal

    @property
    def path(self) -> Path:
        """The file."""
        return ROOT / self.page

    @property
    def name(self) -> str:
        """What the command calls it."""
        return self.path.stem

    @property
    def stale(self) -> str:
        """What to do when it is not what the program gives."""
        return f"stale: run {COMMAND} {self.name}"

    def text(self) -> str:
        """What stands in the file; nothing where there is none yet."""
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    def updated(self, parts: Iterable[tuple[str, str]]) -> str:
        """The page with its parts brought up to date."""
        page = self.text()
        for mark, part in parts:
            page = self.put(page, mark, part)
        return self.seal(page)

    def part(self, mark: str) -> str:
        """What stands between a mark and its end."""
        return self._split(self.text(), mark)[1]

    def put(self, page: str, mark: str, part: str) -> str:
        """A page with a part between its marks."""
        if not mark:
            return part
        before, _, after = self._split(page, mark)
        return before + part + after

    def _split(self, page: str, mark: str) -> tuple[str, str, str]:
        begin, end = f"<!-- {mark} -->\n", f"\n<!-- end {mark} -->"
        before, opened, rest = page.partition(begin)
        part, closed, after = rest.partition(end)
        if not (opened and closed):
            raise ValueError(f"{self.page} has no place for {mark!r}")
        return before + begin, part, end + after

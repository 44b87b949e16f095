"""What ``docs/for-workshops.md`` shares with the printed guide: how a session goes, minute by minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.workshop.sessions import LEFT_OUT, SESSIONS, timetable
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ("sessions", "left-out")


def parts() -> Iterator[tuple[str, str]]:
    """The timetable, and what to leave out."""
    rows = ([name, *spans] for name, spans in timetable())
    yield "sessions", table(["from minute, to minute", *(f"{one} minutes" for one in SESSIONS)], *rows, texts=4)
    yield "left-out", "\n".join(f"- **{minutes} minutes.** {words}" for minutes, words in LEFT_OUT.items())

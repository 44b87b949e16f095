"""How a session goes, minute by minute, at each length: in the printed guide and in the document alike."""

from __future__ import annotations

from typing import NamedTuple

SESSIONS = (30, 60, 90)
"""Minutes that a session may take."""


class Part(NamedTuple):
    """A part of a session, and how many minutes it takes, by the session's length."""

    name: str
    minutes: tuple[int, ...]


PARTS = (
    Part("First words, sheets, one number on the sheet", (4, 8, 10)),
    Part("Years 1 to 4, with talks", (10, 20, 30)),
    Part("The years after: the same again, or one change", (5, 12, 20)),
    Part("Debrief", (11, 20, 30)),
)
LEFT_OUT = {
    30: "Send the role sheets the day before. In the later years agree within a minute on last year's terms. Ask the "
    "first question of the debrief and the last two. It is for the browser, or for two tables on paper.",
    60: "Leave out nothing that matters. If a year takes too long, agree faster in the later ones: never take it from "
    "the debrief.",
    90: "Leave out nothing. Talk in all years, let tables that parted have a second try, and look at the debrief table "
    "by table.",
}
"""What to leave out, by the session's length."""


def timetable() -> list[tuple[str, list[str]]]:
    """Each part with its first and last minute, by the session's length."""
    rows = []
    starts = [0] * len(SESSIONS)
    for part in PARTS:
        ends = [start + spent for start, spent in zip(starts, part.minutes, strict=True)]
        rows.append((part.name, [f"{start} to {end}" for start, end in zip(starts, ends, strict=True)]))
        starts = ends
    return rows

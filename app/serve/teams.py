"""How a seat at which several sit decides, and what its people have said so far: to themselves alone."""

from __future__ import annotations

from collections import Counter
from statistics import median, median_low
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.columns import Column
    from equipoise.sim.decisions import Side

CAPTAIN, VOTE, ANYONE = "captain", "vote", "anyone"
MODES = {CAPTAIN: "the first to sit there sends; others propose", VOTE: "all vote", ANYONE: "whoever is first sends"}
"""How a seat decides."""
_NUMBER = ""
"""In place of a word: somebody typed a number."""


class Suggestion(NamedTuple):
    """What somebody proposes to their captain, or votes for."""

    seq: int
    answer: Answer


class Sent(NamedTuple):
    """What a seat sent last."""

    name: str  #: whose hand it was
    at: float  #: seconds since 1970
    answer: Answer
    by_vote: bool


class Teams:
    """What the people at each seat have said to each other, by subject: a question, or what is to be confirmed."""

    def __init__(self) -> None:
        self.mode = CAPTAIN
        self.sent: dict[tuple[str, Side], Sent] = {}
        self._said: dict[tuple[str, Side, str], dict[int, Suggestion]] = {}

    def said(self, table: str, side: Side, subject: str) -> dict[int, Suggestion]:
        """What was said about a subject, by person."""
        return dict(self._said.get((table, side, subject), {}))

    def say(self, seat: tuple[str, Side], subject: str, person: int, suggestion: Suggestion) -> None:
        """Let somebody say what they want; it replaces what they said before."""
        self._said.setdefault((*seat, subject), {})[person] = suggestion

    def forget(self, table: str, side: Side | None = None, besides: Collection[str] = ()) -> None:
        """Forget what was said at a table, or at one of its seats, but for some subjects."""
        self._said = {
            seat: said
            for seat, said in self._said.items()
            if seat[0] != table or (side is not None and seat[1] is not side) or seat[2] in besides
        }


def counted(columns: Sequence[Column], votes: Mapping[int, Answer], captain: int) -> Answer:
    """Count votes that will do: the median of numbers, and the word that most want; in a tie the captain's.

    Where the captain's is not among those that tie, the first of them. What a word makes needless is left out.
    """
    found: dict[str, str] = {}
    left = dict(votes)
    for column in columns:
        said = {person: vote[column.name] for person, vote in left.items() if column.name in vote}
        if not said:
            continue
        if column.longest:
            found[column.name] = said.get(captain, next(iter(said.values())))
            continue
        words = {person: value if value in column.words else _NUMBER for person, value in said.items()}
        word = _most(words, (_NUMBER, *column.words), captain)
        found[column.name] = word or _middle(column, [said[one] for one in said if words[one] == _NUMBER])
        if column.is_number and column.words:  # who wants no number has said nothing of what goes with it
            left = {person: vote for person, vote in left.items() if words.get(person) == word}
    return found


def _most(words: Mapping[int, str], order: Sequence[str], captain: int) -> str:
    counts = Counter(words.values())
    tied = [word for word in order if counts[word] == max(counts.values())]
    return words[captain] if words.get(captain) in tied else tied[0]


def _middle(column: Column, typed: Sequence[str]) -> str:
    if column.name == "minutes":
        return str(median_low(int(one) for one in typed))
    return f"{median(float(one) for one in typed):.2f}"

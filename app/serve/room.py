"""A room that is open: acts are checked, kept in the log, and only then take effect and are answered."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.app.serve.acts import Refused
from equipoise.app.serve.board_acts import observe, renew, sit
from equipoise.app.serve.keys import digest, new_key
from equipoise.app.serve.log import Draft, Log, LogError
from equipoise.app.serve.people import seat_name
from equipoise.app.serve.replay import replayed
from equipoise.experiments.versions import rules_digest
from equipoise.sim.decisions import Side
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from equipoise.app.serve.log import Event
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer

BOARD, SCREEN = "board", "screen"
BROKEN = 503


class Typing(NamedTuple):
    """What somebody is typing."""

    form: str  #: into which form: another question has another
    answer: Answer  #: as typed, by column


class Room:
    """A room that is open; ``LogError`` when its log is none, or cannot be replayed.

    Whoever reads or changes its state holds ``lock``; whoever makes its scores or its debrief, ``scoring`` or
    ``debriefing``. What people are typing is no part of the state, and seen by their team alone.
    """

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self.log, self.clock = Log(path, clock), clock
        self.id = path.stem
        self.lock = threading.RLock()
        try:
            self.log.check()
            self.state = replayed(shown(str(path)), self.log.header, self.log.events(), rules_digest())
            self._keys = self.log.keys()
        except LogError:
            self.log.close()
            raise
        self.typing = {person: Typing(**kept) for person, kept in self.log.typing().items()}
        self.results: tuple[bytes, list[Any]] | None = None
        self.debrief: tuple[bytes, str] | None = None
        self.scoring, self.debriefing = threading.Lock(), threading.Lock()

    @property
    def code(self) -> str:
        """By which people join."""
        return str(self.log.header["code"])

    @property
    def readable_only(self) -> bool:
        """Whether it was played with other rules, so that it cannot be gone on with."""
        return bool(self.log.header["versions"].get("rules") != rules_digest())

    def act(self, make: Callable[[State], list[Draft]], actor: str, key: str | None = None) -> frozenset[str]:
        """Do what somebody wants, once under a key; refused, nothing has changed.

        Gives the tables that it bears on, and seats where it is their own affair; none when nothing has changed.
        """
        with self.lock:
            if key is not None and key in self._keys:
                return frozenset()
            if self.readable_only:
                raise Refused("This room was played with another version of the rules: it can be read, not gone on.")
            drafts = make(self.state)
            if not drafts:
                return frozenset()
            try:
                events = self.log.add(drafts, actor, key)
            except LogError as error:
                raise Refused(f"Nothing was sent: {error}", BROKEN) from error
            if key is not None:
                self._keys.add(key)
            opened = self.state.opened
            for event in events:
                self.state.apply(event)
                if event.kind == "suggested":  # what somebody has said is not being typed any more
                    self._keep(event.body["person"], Typing("", {}))
            touched = {_topic(event) for event in events}
            if "" in touched or self.state.opened != opened or any(event.kind == "changed" for event in events):
                return frozenset(self.state.tables)
            return frozenset(touched)

    def keep_typing(self, person: Person, typing: Typing) -> bool:
        """Keep what somebody is typing, and tell whether it is anything new."""
        with self.lock:
            is_new = self.typing.get(person.number) != typing
            if is_new:
                self._keep(person.number, typing)
            return is_new

    def _keep(self, person: int, typing: Typing) -> None:
        self.typing[person] = typing
        self.log.keep_typing(person, typing._asdict())

    def add_screen(self, role: str) -> str:
        """Make a key to the board, or to the screen for all."""
        key = new_key(self.id)
        self.act(lambda _: [Draft("key", {"role": role, "digest": digest(key)})], BOARD)
        return key

    def let_in(self, name: str, once: str | None = None) -> str:
        """Let somebody in, and make their key."""
        key = new_key(self.id)
        if not self.act(lambda state: sit(state, name, key), "door", once):
            raise Refused("You are in already: open the page that you got then.")
        return key

    def let_observe(self) -> str:
        """Make the key of one more observer."""
        key = new_key(self.id)
        self.act(lambda state: observe(f"Observer {len(state.people.observers()) + 1}", key), BOARD)
        return key

    def renew(self, form: Mapping[str, str]) -> str:
        """Make somebody a new key in place of the old."""
        key = new_key(self.id)
        self.act(lambda state: renew(state, form, key), BOARD)
        return key

    def person(self, key: str) -> Person | None:
        """Whose key it is."""
        return self.state.people.holding(digest(key))

    def role(self, key: str) -> str | None:
        """What a key opens that is no seat: the board, or the screen for all."""
        return self.state.screens.get(digest(key))

    def close(self) -> None:
        """Close the log."""
        with self.lock:
            self.log.close()


def _topic(event: Event) -> str:
    """Whom an event is told: its table, or a seat alone, of whose affair the other must not even know."""
    if event.kind in {"suggested", "said", "nudged"} and "side" in event.body:
        return seat_name(event.table, Side(event.body["side"]))
    return event.table

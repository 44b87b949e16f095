"""A room as it stands: what its log comes to, event by event, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from equipoise.app.serve.guesses import Guesses
from equipoise.app.serve.live_table import LiveTable
from equipoise.app.serve.people import SIDES, People, Person, seat_name
from equipoise.app.serve.teams import Sent, Suggestion, Teams
from equipoise.app.serve.timer import Timer
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import Workshop
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.app.serve.log import Event
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question

FREE, TOGETHER, BY_HAND = "free", "together", "hand"
PACES = {
    BY_HAND: "you open each year",
    TOGETHER: "a year opens when every table is through with the last",
    FREE: "each table at its own pace",
}
"""How years open."""

_MESSAGES = 3


class Proposal(NamedTuple):
    """What one side says that the two agreed; the other confirms it."""

    seq: int
    question: str
    answer: Answer
    side: Side


class State:
    """A room as it stands, from the header of its log and the events that were applied."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        self.workshop = Workshop.model_validate(header["workshop"])
        seed = header["seed"]
        kinds = {one.name: Table(self.workshop, one, seed, 0) for one in self.workshop.counterparts}
        self.tables = {
            one["name"]: LiveTable(
                kinds[one["counterpart"]].with_luck(one["replication"]), typed=header.get("typed", False)
            )
            for one in header["tables"]
        }
        self.alone = bool(header["alone"])
        self.people = People()
        self.teams = Teams()
        self.screens: dict[str, str] = {}  # board or screen, by the digest of its key
        self.seq = 0
        self.opened = 0
        self.pace = BY_HAND
        self.ended = self.revealed = self.waits = False
        self.timer = Timer()
        self.programs: set[tuple[str, Side]] = set()
        self.proposals: dict[str, Proposal] = {}
        self.proposed = dict.fromkeys(self.tables, 0)
        self.guesses = Guesses()
        self._messages: list[tuple[str, str]] = []
        self._nudged: dict[tuple[str, Side], str] = {}  # the question that others wait for

    @property
    def last_year(self) -> int:
        """The last year, those that go on by themselves included."""
        return self.workshop.years + self.workshop.years_after

    def is_revealed(self, person: Person) -> bool:
        """Whether somebody may know how it went."""
        return self.revealed or (self.alone and self.tables[person.table].session.over)

    @property
    def started(self) -> bool:
        """Whether the first year is open."""
        return self.opened > 0

    def sides(self, table: str) -> frozenset[Side]:
        """Seats of a table in which people decide."""
        if self.ended:
            return frozenset()
        return frozenset(side for side in SIDES if self.people.at(table, side) and (table, side) not in self.programs)

    def messages(self, table: str, side: Side = Side.BOTH) -> list[str]:
        """The facilitator's last words to a table, or to a seat of it, the newest first."""
        return [text for to, text in reversed(self._messages) if to in {"", table, seat_name(table, side)}][:_MESSAGES]

    def question(self, table: str, side: Side) -> Question | None:
        """The question that is open for a seat, if any; a deal is one for both."""
        if side not in self.sides(table):
            return None
        return next((one for one in self.tables[table].open if one.side in {side, Side.BOTH}), None)

    def awaited(self, table: str, side: Side) -> str:
        """The question that others wait for a seat to answer; empty where it has sent what it agreed."""
        question, proposal = self.question(table, side), self.proposals.get(table)
        has_sent = proposal is not None and proposal.side is side
        return "" if question is None or has_sent else question.id

    def is_nudged(self, table: str, side: Side) -> bool:
        """Whether a seat is told that the others wait for it, which they still do."""
        question = self.awaited(table, side)
        return question != "" and self._nudged.get((table, side)) == question

    @property
    def said(self) -> int:
        """How many messages were sent."""
        return len(self._messages)

    def successor(self, table: str) -> str:
        """What the account's seat of a table reads of who has taken over by now; empty where nobody has."""
        live = self.tables[table]
        begun = min(live.session.round, self._until(live) - 1) // ROUNDS_A_YEAR + 1
        return live.table.counterpart.successor_in(begun)

    def takes_over(self, table: str) -> bool:
        """Whether somebody has taken over at a table in this year."""
        live = self.tables[table]
        now = live.session.round // ROUNDS_A_YEAR
        return bool(self.successor(table)) and now == live.table.counterpart.own_years and not live.parted

    def through(self, table: str) -> bool:
        """Whether a table is through with the year that is open."""
        live = self.tables[table]
        return live.session.over or (not live.open and live.session.round >= self._until(live))

    def apply(self, event: Event) -> None:
        """Take an event in, and play on."""
        self._does[event.kind](self, event, event.body)
        self.seq = event.seq
        # Who is moved leaves another table than the one that the event is about.
        alone = event.table != "" and event.kind != "changed"
        self._play(event.at, [event.table] if alone else [*self.tables])

    def _until(self, live: LiveTable) -> int:
        if self.ended or (self.started and self.pace == FREE) or self.opened >= self.workshop.years:
            return live.session.arm.rounds
        return ROUNDS_A_YEAR * self.opened

    def _play(self, at: float, tables: list[str]) -> None:
        """Play on at tables that something has changed for."""
        while True:
            for name in tables:
                live = self.tables[name]
                live.go_on(self.sides(name), self._until(live))
                self.timer.ask(name, live.open, at)
                proposal = self.proposals.get(name)
                asked = {question.id for question in live.open}
                if proposal and proposal.question not in asked:
                    del self.proposals[name]
                self.teams.forget(name, besides=asked | self._to_confirm(name))
            if not self._all_through():
                return
            self.opened += 1
            tables = [*self.tables]

    def _to_confirm(self, table: str) -> set[str]:
        proposal = self.proposals.get(table)
        return {f"{proposal.question}:{proposal.seq}"} if proposal else set()

    def _all_through(self) -> bool:
        """Whether the next year opens by itself."""
        goes_on = self.started and self.pace == TOGETHER and self.opened < self.workshop.years
        return goes_on and all(map(self.through, self.tables))

    # What each kind of event does.

    def _guess(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.guesses.apply(event)

    def _key(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.screens[body["digest"]] = body["role"]

    def _sat(self, event: Event, body: Mapping[str, Any]) -> None:
        self.people.put(Person(event.seq, body["name"], event.table, Side(body["side"]), body["digest"]))

    def _changed(self, event: Event, body: Mapping[str, Any]) -> None:
        person = self.people.get(body["person"])
        if person is not None:
            if "side" in body:
                person = person._replace(table=event.table, side=Side(body["side"]))
            self.people.put(person._replace(digest=body.get("digest", person.digest)))

    def _removed(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.people.remove(body["person"])

    def _captain(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        person = self.people.get(body["person"])
        if person is not None:
            self.people.make_captain(person)

    def _opened(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.opened = body["year"]

    def _paced(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.pace = body["pace"]

    def _answered(self, event: Event, body: Mapping[str, Any]) -> None:
        live = self.tables[event.table]
        self._keep_sent(event, body)
        live.go_on(self.sides(event.table), self._until(live), body["question"], body["answer"])

    def _proposed(self, event: Event, body: Mapping[str, Any]) -> None:
        self.proposed[event.table] += 1
        self._keep_sent(event, body)
        self.teams.forget(event.table, Side(body["side"]))
        self.proposals[event.table] = Proposal(event.seq, body["question"], body["answer"], Side(body["side"]))

    def _keep_sent(self, event: Event, body: Mapping[str, Any]) -> None:
        """Keep who sent what for a seat; programs send nothing."""
        person = self.people.get(int(event.actor)) if event.actor.isdecimal() else None
        if person is not None:
            sent = Sent(person.name, event.at, body["answer"], body.get("vote", False))
            self.teams.sent[event.table, person.side] = sent

    def _suggested(self, event: Event, body: Mapping[str, Any]) -> None:
        seat = event.table, Side(body["side"])
        self.teams.say(seat, body["subject"], body["person"], Suggestion(event.seq, body["answer"]))

    def _mode(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.teams.mode = body["mode"]

    def _declined(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.proposals.pop(event.table, None)

    def _program(self, event: Event, body: Mapping[str, Any]) -> None:
        seat = (event.table, Side(body["side"]))
        (self.programs.add if body["on"] else self.programs.discard)(seat)

    def _reopened(self, event: Event, body: Mapping[str, Any]) -> None:
        live = self.tables[event.table]
        if body.get("decision"):
            live.take_back_decision()
        else:
            (live.try_again if body["again"] else live.take_back)(body["year"])
        self.timer.forget(event.table)
        self._nudged = {seat: question for seat, question in self._nudged.items() if seat[0] != event.table}
        self.proposals.pop(event.table, None)
        self.teams.forget(event.table)

    def _timed(self, event: Event, body: Mapping[str, Any]) -> None:
        if "on" in body:
            self.timer.switch(event.at, on=body["on"])
        if "paused" in body:
            self.timer.pause(event.at, paused=body["paused"])
        if "more" in body:
            self.timer.more()
        self.waits = body.get("waits", self.waits)

    def _said(self, event: Event, body: Mapping[str, Any]) -> None:
        to = seat_name(event.table, Side(body["side"])) if "side" in body else event.table
        self._messages.append((to, body["text"]))

    def _nudge(self, event: Event, body: Mapping[str, Any]) -> None:
        self._nudged[event.table, Side(body["side"])] = body["question"]

    def _ended(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.ended = True

    def _revealed(self, event: Event, body: Mapping[str, Any]) -> None:  # noqa: ARG002 - all are called alike
        self.revealed = True

    _does: ClassVar[dict[str, Callable[[State, Event, Mapping[str, Any]], None]]] = {
        "predicted": _guess, "guessed": _guess, "resolved": _guess, "key": _key, "sat": _sat, "changed": _changed,
        "removed": _removed, "captain": _captain, "opened": _opened, "paced": _paced, "answered": _answered,
        "proposed": _proposed, "suggested": _suggested, "mode": _mode, "declined": _declined, "program": _program,
        "reopened": _reopened, "timed": _timed, "said": _said, "nudged": _nudge, "ended": _ended,
        "revealed": _revealed,
    }  # fmt: skip
    """What each kind of event does; there is no other."""

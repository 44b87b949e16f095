"""A room's log played again: what cannot be is said in words, whatever is the matter with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from equipoise.app.serve.answering import AGREES
from equipoise.app.serve.kinds import KINDS, About, Header
from equipoise.app.serve.log import LogError
from equipoise.app.serve.played import played
from equipoise.app.serve.state import State
from equipoise.experiments.workshop.answers import columns_of, wrong
from equipoise.experiments.workshop.guesses import prediction_from, wrong_guess
from equipoise.experiments.workshop.loading import unplayable
from equipoise.sim.decisions import Side
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from equipoise.app.serve.log import Event


class _Unlike(ValueError):  # noqa: N818 - it is why a log cannot be replayed
    """What an event says, and no room would have written."""


def replayed(label: str, header: Mapping[str, Any], events: Iterable[Event], rules: str) -> State:
    """Play a log again; ``LogError`` says, after its label, why it cannot be.

    Answers are checked where it was played by the ``rules`` of now: under others, something else may have been asked.
    """
    with _said(f"{label}  is no room that can be played"):
        checked = Header.model_validate(header)
        _check_tables(checked)
        state = State(header)
    for event in events:
        with _said(f"{label}  cannot be replayed: event {event.seq}, {written(event.kind)}"):
            _check(state, event)
            if checked.versions.get("rules") == rules:
                _check_answer(state, event)
            state.apply(event)
    return state


def try_to_the_end(label: str, state: State) -> None:
    """See that a room can be gone on with to its debrief; raises ``LogError`` when it cannot."""
    with _said(f"{label}  cannot be played to its end"):
        played(state)
        state.guesses.foretold(state.last_year)


@contextmanager
def _said(what: str) -> Iterator[None]:
    try:
        yield
    except LogError:
        raise
    except (EquipoiseError, _Unlike) as error:
        raise LogError(f"{what}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(one) for one in first["loc"])
        raise LogError(f"{what}: {where or 'it'}: {first['msg']}") from error
    except Exception as error:
        raise LogError(f"{what}: it is damaged") from error


def _check_tables(header: Header) -> None:
    if words := unplayable(header.workshop):
        raise _Unlike("; ".join(words))
    names, known = [one.name for one in header.tables], {one.name for one in header.workshop.counterparts}
    if len({*names}) < len(names):
        raise _Unlike("two tables have one name")
    if strangers := [one.counterpart for one in header.tables if one.counterpart not in known]:
        raise _Unlike(f"{written(strangers[0])} sits at a table, and is not in the workshop")


def _check(state: State, event: Event) -> None:
    """See that an event is one that a room writes."""
    says = KINDS.get(event.kind)
    if says is None:
        raise _Unlike("there is no such kind")
    says.body.model_validate(event.body)
    if event.table not in state.tables and (event.table or says.about is About.TABLE):
        raise _Unlike(f"there is no table {written(event.table)}")
    if event.table and says.about is About.ROOM:
        raise _Unlike("it is about no table")
    body = event.body
    if event.kind in {"sat", "changed"} and (event.table == "") != (body.get("side", "both") == "both"):
        raise _Unlike("who sits at a table has a seat, and who observes has none")
    if event.kind == "predicted":
        prediction_from(body["year"], state.last_year)
    if "year" in body and event.kind != "predicted":
        _check_year(state, event)
    if event.kind == "guessed" and (words := wrong_guess(body["guess"], Side(body["side"]))):
        raise _Unlike(words[0])


def _check_year(state: State, event: Event) -> None:
    if event.kind == "opened":
        last = min(state.opened + 1, state.workshop.years)
    else:
        last = min(state.tables[event.table].years + (event.kind == "reopened"), state.workshop.years)
    if event.body["year"] > last:
        raise _Unlike(f"year {event.body['year']} is none that was played")


def _check_answer(state: State, event: Event) -> None:
    """See that what was answered was asked."""
    if event.kind not in {"answered", "proposed", "suggested"}:
        return
    id_, _, confirms = event.body.get("question", event.body.get("subject", "")).partition(":")
    live, answer = state.tables[event.table], event.body["answer"]
    question = next((one for one in live.open if one.id == id_), None)
    if question is None:
        raise _Unlike("nobody asked it")
    columns = [AGREES] if confirms else columns_of(question, live.table, live.session)
    if answer and (words := wrong(answer, columns)):
        raise _Unlike(words[0])

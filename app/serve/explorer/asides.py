"""What takes a while, and is asked for: where the answer turns, what it rests on, what is worth finding out.

Each is what a command prints with ``--json``, and says which: of the levers that of the one that does most.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.knowing import sentences as what_is_worth_it
from equipoise.analysis.prose.levers import levers_words
from equipoise.analysis.prose.rests_on import at, called, rests_words
from equipoise.app.serve.explorer.answers import chosen_in, first_answer, lines
from equipoise.app.serve.explorer.controls import controls_of, ends_of
from equipoise.app.serve.explorer.desk import text_of
from equipoise.app.serve.explorer.labels import shown_as
from equipoise.app.serve.explorer.leads import LEAD, tornado, written_in
from equipoise.app.serve.explorer.lines import with_progress
from equipoise.app.serve.explorer.places import LEVERS
from equipoise.app.serve.explorer.words import shown_at
from equipoise.experiments.beside import with_beside
from equipoise.experiments.breakeven.knowing import KnowingTask
from equipoise.experiments.breakeven.outputs import BreakEvenResult, KnowingResult
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.task import BreakEvenTask
from equipoise.experiments.compare import compare
from equipoise.experiments.document import to_json
from equipoise.experiments.explorer.command import command_of
from equipoise.experiments.explorer.leads import Leads
from equipoise.experiments.explorer.levers import RUNS, moved
from equipoise.experiments.explorer.state import SIDES
from equipoise.experiments.explorer.values import text_of as text_of_value
from equipoise.sim.keys import joined
from equipoise.sim.money import money_of
from equipoise.sim.parts import lever_of
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.analysis.knowing import Knowing
    from equipoise.analysis.results import RestsOn
    from equipoise.app.serve.explorer.lines import Wanted
    from equipoise.experiments.explorer.state import State

_PLAYED = 0.2
"""Share of the work that a comparison is, where it is asked what it rests on, for progress."""


def turns(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer at which value of a control the answer turns, as ``equipoise breakeven`` does."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        vary = _varied(state, text_of(body, "key"), text_of(body, "side"))
        outcome, account = text_of(body, "outcome") or None, text_of(body, "account") or None
        task = BreakEvenTask.of(Question.of(state.arms(), outcome=outcome, account=account), [vary])
        found = task.play(None, done)
        document = BreakEvenResult(found, task).document()
        shown = shown_at(state.scenario, text_of(body, "key"))
        said = sentences(replace(found, axes=[replace(found.axis, shown=shown)]))
        options = [*(["--outcome", outcome] if outcome else []), *(["--account", account] if account else [])]
        course = {part: document[part] for part in ("points", "crossings")}
        means = [one["mean"] for one in document["points"]]
        written = written_in(document["unit"], means, money_of(state.arms()[0].scenario), first_answer(request, state))
        along = f"{LEAD}, {written.unit}, along {', '.join(filter(None, (shown.label, shown.unit)))}."
        command = _instead(state, "breakeven", "--vary", vary, *options)
        return {"sentence": " ".join(said), "course": course, "said": along, "scale": written.scale,
                "breakeven": document, "command": command}  # fmt: skip

    return lines(request, body, partial(_worked, work))


def knowing(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what finding numbers out is worth, as ``equipoise worth-knowing`` does."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        task = KnowingTask.of(Question.of(state.arms()))
        found = task.play(None, done)
        document = KnowingResult(found, task).document()
        longest = found.longest and _as_shown(state, found.longest)
        said = " ".join(what_is_worth_it(replace(_as_shown(state, found), longest=longest)))
        return {"knowing": document, "sentence": said, "command": _instead(state, "worth-knowing")}

    return lines(request, body, partial(_worked, work))


def _as_shown(state: State, found: Knowing) -> Knowing:
    """Name its unknowns as the page does."""
    return replace(found, unknowns=[replace(one, shown=shown_at(state.scenario, one.key)) for one in found.unknowns])


def rests(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what the decision rests on, as ``equipoise compare --what-it-rests-on`` does."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        arms, runs = state.arms(), state.replications
        played = compare(arms, runs, progress=lambda many: done(_PLAYED * many / runs))
        found = with_beside(played, arms, rests_on=True, progress=lambda share: done((1.0 - _PLAYED) * share))
        document = to_json(found)
        command = f"{command_of(state)} --what-it-rests-on"
        rests = document.get("rests_on")
        if found.rests_on is None or rests is None:
            nothing = {"sentence": "Nothing is decided here.", "rows": []}
            return {"rests_on": None, "said": nothing, "comparison": document, "command": command}
        sentence, labels, ends = _in_words(state, found.rests_on)
        said = {"sentence": sentence, **tornado(rests, labels, ends, found.rests_on.money, played)}
        return {"rests_on": rests, "said": said, "comparison": document, "command": command}

    return lines(request, body, partial(_worked, work))


def levers(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what each lever of B does to the chosen outcome, from end to end of its control."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        policy = state.arms()[1].policy
        known = {name for name in Levers.model_fields if lever_of(policy, name) is not None}
        controls = {one["key"]: one for one in controls_of(state.scenario) if one["group"] == LEVERS}
        ends = {key: _ends(one) for key, one in controls.items() if key in known}
        leads = Leads(state, chosen_in(body), RUNS)
        lead, found = moved(state, "B", ends, leads, done)
        numbers = [
            {
                "name": one.lever,
                **{part: leads.laid_out(getattr(one, part)) for part in ("swing", "at_low", "at_high")},
            }
            for one in found
        ]
        most = max(found, key=lambda one: abs(one.swing.mean), default=None)
        alone = state if most is None else state.at(most.lever, ends[most.lever][1], ["B"])
        command = command_of(replace(alone, replications=RUNS))
        words = levers_words([(controls[one.lever]["label"], one.swing) for one in found], RUNS)
        labels = [controls[one.lever]["label"] for one in found]
        at = [[shown_as(controls[one.lever], end) for end in ends[one.lever]] for one in found]
        document = {"numbers": numbers, "lead": leads.laid_out(lead)}
        said = {
            "sentence": words if most is None else f"{words} Its high end, in the terminal: {command}",
            **tornado(document, labels, at, money_of(state.arms()[0].scenario), first_answer(request, state)),
        }
        return {"levers": document, "said": said, "command": command}

    return lines(request, body, partial(_worked, work))


def _ends(control: Mapping[str, Any]) -> tuple[float, float]:
    return (0.0, 1.0) if control["kind"] == "switch" else (control["from"], control["to"])


def _in_words(state: State, found: RestsOn) -> tuple[str, list[str], list[list[str]]]:
    """The sentence, and of each number its label and what it is at both ends, as its control shows it."""
    rests = [replace(rest, shown=shown_at(state.scenario, *rest.keys)) for rest in found.rests]
    ends = [[at(found, rest, end) for end in (rest.low, rest.high)] for rest in rests]
    labels = [rest.question if rest.asked else called(rest) for rest in rests]
    return rests_words(replace(found, rests=rests)), labels, ends


def _worked(
    work: Callable[[State, Callable[[float], None]], dict[str, Any]], state: State, wanted: Wanted
) -> Iterator[Mapping[str, object]]:
    return with_progress(partial(work, state), wanted)


def _varied(state: State, key: str, side: str) -> str:
    """What is varied as commands have it, from end to end of its control; a lever is B's unless a side is named."""
    ends, full = ends_of(state.scenario, key), key
    if key in Levers.model_fields:
        policy = state.policies()[SIDES.index(side) if side in SIDES else 1]
        full = joined(("policy", policy.name, key))
    return full if ends is None else f"{full}={text_of_value(ends[0])}:{text_of_value(ends[1])}"


def _instead(state: State, command: str, *more: str) -> str:
    """The command of a state with another one in place of ``compare``, and further words."""
    program, _, *words = shlex.split(command_of(state))
    return shlex.join([program, command, *words, *more])

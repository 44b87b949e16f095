"""What takes a while, and is asked for: where the answer turns, and what is worth finding out.

Each is what a command prints with ``--json``, and says which.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.breakeven import sentences
from equipoise.analysis.prose.knowing import sentences as what_is_worth_it
from equipoise.app.serve.explorer.answers import first_answer, worked
from equipoise.app.serve.explorer.controls import ends_of
from equipoise.app.serve.explorer.desk import text_of
from equipoise.app.serve.explorer.leads import LEAD, written_in
from equipoise.app.serve.explorer.words import shown_at
from equipoise.experiments.breakeven.knowing import KnowingTask
from equipoise.experiments.breakeven.outputs import BreakEvenResult, KnowingResult
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.task import BreakEvenTask
from equipoise.experiments.explorer.command import command_of
from equipoise.experiments.explorer.state import SIDES
from equipoise.experiments.explorer.values import text_of as text_of_value
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import joined
from equipoise.sim.money import money_of
from equipoise.sim.parts import lever_of
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.analysis.knowing import Knowing
    from equipoise.experiments.explorer.state import State


SEVERAL = (
    "{lever} is more than one number in {side}'s policy, by account or over time: with one it would be another policy. "
    "Vary a fact, or begin from a policy that has it once."
)


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
        return {"sentence": " ".join(said), "course": course, "said": along, "scales": [shown.scale, written.scale],
                "breakeven": document, "command": command}  # fmt: skip

    return worked(request, body, work)


def knowing(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what finding numbers out is worth, as ``equipoise worth-knowing`` does."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        task = KnowingTask.of(Question.of(state.arms()))
        found = task.play(None, done)
        document = KnowingResult(found, task).document()
        longest = found.longest and _as_shown(state, found.longest)
        said = " ".join(what_is_worth_it(replace(_as_shown(state, found), longest=longest)))
        return {"knowing": document, "sentence": said, "command": _instead(state, "worth-knowing")}

    return worked(request, body, work)


def _as_shown(state: State, found: Knowing) -> Knowing:
    """Name its unknowns as the page does."""
    return replace(found, unknowns=[replace(one, shown=shown_at(state.scenario, one.key)) for one in found.unknowns])


def _varied(state: State, key: str, side: str) -> str:
    """What is varied as commands have it, from end to end of its control; a lever is B's unless a side is named."""
    ends, full = ends_of(state.scenario, key), key
    if key in Levers.model_fields:
        whose = side if side in SIDES else "B"
        policy = state.arms()[SIDES.index(whose)].policy
        if lever_of(policy, key) is None:
            raise EquipoiseError(SEVERAL.format(lever=shown_at(state.scenario, key).quoted, side=whose))
        full = joined(("policy", policy.name, key))
    return full if ends is None else f"{full}={text_of_value(ends[0])}:{text_of_value(ends[1])}"


def _instead(state: State, command: str, *more: str) -> str:
    """The command of a state with another one in place of ``compare``, and further words."""
    program, _, *words = shlex.split(command_of(state))
    return shlex.join([program, command, *words, *more])

"""The lead with one number after the other at its low and at its high: what it rests on, and what levers of B do.

Each takes a while, is asked for, and is what a command prints with ``--json``: of the levers that which does most.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.levers import levers_words
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.prose.rests_on import at, called
from equipoise.app.pages.rests_on import listed, rests_on_legend, turns, written_leads
from equipoise.app.serve.explorer.answers import chosen_in, first_answer, worked
from equipoise.app.serve.explorer.controls import controls_of
from equipoise.app.serve.explorer.labels import shown_as
from equipoise.app.serve.explorer.leads import LEAD, Bar, tornado, written_in
from equipoise.app.serve.explorer.places import LEVERS
from equipoise.app.serve.explorer.sliders import halves
from equipoise.app.serve.explorer.words import without_options
from equipoise.experiments.beside import with_beside
from equipoise.experiments.compare import compare
from equipoise.experiments.document import to_json
from equipoise.experiments.explorer.command import command_of
from equipoise.experiments.explorer.leads import Leads
from equipoise.experiments.explorer.levers import RUNS, moved
from equipoise.experiments.json_text import finite, some
from equipoise.sim.money import money_of
from equipoise.sim.parts import lever_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.analysis.results import RestsOn
    from equipoise.experiments.explorer.state import State

_PLAYED = 0.2
"""Share of the work that a comparison is, where it is asked what it rests on, for progress."""


def rests(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what the decision rests on, as ``equipoise compare --what-it-rests-on`` does."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        arms, runs = state.arms(), state.replications
        played = compare(arms, runs, progress=lambda many: done(_PLAYED * many / runs))
        found = with_beside(played, arms, rests_on=True, progress=lambda share: done((1.0 - _PLAYED) * share))
        document, command = to_json(found), f"{command_of(state)} --what-it-rests-on"
        nothing = {"sentence": "Nothing is decided here.", "rows": []}
        said = nothing if found.rests_on is None else _as_listed(found.rests_on)
        return {"rests_on": document.get("rests_on"), "said": said, "comparison": document, "command": command}

    return worked(request, body, work)


def _as_listed(found: RestsOn) -> dict[str, Any]:
    """What the command lists, in its words and to its digits."""
    rests = listed(found)
    bars = [
        Bar(
            rest.name,
            capital(called(rest)),
            [finite(some(lead, "mean", "low", "high")) for lead in (rest.at_low, rest.at_high)],
            [at(found, rest, end) for end in (rest.low, rest.high)],
            rest.question if rest.asked else "Nobody can be asked: the model's own.",
            turns(found, rest),
        )
        for rest in rests
    ]
    rows = tornado(finite(found.lead.mean), written_leads(found, rests), rests_on_legend(found), bars)
    said: dict[str, Any] = without_options({"sentence": found.sentence, **rows})
    return said


def levers(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what each lever of B does to the chosen outcome, half as far and half as far again."""

    def work(state: State, done: Callable[[float], None]) -> dict[str, Any]:
        policy, controls = state.arms()[1].policy, {one["key"]: one for one in controls_of(state.scenario)}
        own = {key: lever_of(policy, key) for key, one in controls.items() if one["group"] == LEVERS}
        ends = {key: _ends(controls[key], value) for key, value in own.items() if value is not None}
        leads = Leads(state, chosen_in(body), RUNS)
        lead, found = moved(state, "B", ends, leads, done)
        found.sort(key=lambda one: -abs(finite(one.swing.mean) or 0.0))
        numbers = [
            {
                "name": one.lever,
                **{part: leads.laid_out(getattr(one, part)) for part in ("swing", "at_low", "at_high")},
            }
            for one in found
        ]
        document: dict[str, Any] = {"numbers": numbers, "lead": leads.laid_out(lead)}
        alone = state.at(found[0].lever, ends[found[0].lever][1], ["B"]) if found else state
        command = command_of(replace(alone, replications=RUNS))
        several = [controls[key]["label"] for key, value in own.items() if value is None]
        words = levers_words([(controls[one.lever]["label"], one.swing) for one in found], RUNS, several)
        sentence = f"{words} The command is that of its high end." if found else words
        bars = [_bar(controls[one["name"]], one, ends[one["name"]]) for one in numbers]
        means = [end["mean"] for bar in bars for end in bar.leads if end["mean"]]
        written = written_in(
            document["lead"]["unit"], means, money_of(state.arms()[0].scenario), first_answer(request, state)
        )
        caption = f"{LEAD}, {written.unit}, with each low and high."
        said = {"sentence": sentence, **tornado(document["lead"]["mean"], written, caption, bars)}
        return {"levers": document, "said": said, "command": command}

    return worked(request, body, work)


def _ends(control: Mapping[str, Any], value: float) -> tuple[float, float]:
    return (0.0, 1.0) if control["kind"] == "switch" else halves(control["key"], value, control["low"], control["high"])


def _bar(control: Mapping[str, Any], found: Mapping[str, Any], ends: tuple[float, float]) -> Bar:
    leads = [found["at_low"], found["at_high"]]
    return Bar(found["name"], control["label"], leads, [shown_as(control, end) for end in ends])

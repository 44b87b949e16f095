"""What follows from a state: the answer, stage by stage, and the strip of a control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import wilson
from equipoise.app.serve.explorer.controls import controls_of, ends_of
from equipoise.app.serve.explorer.desk import address_of, addresses, desk, state_of, text_of, whole
from equipoise.app.serve.explorer.lines import Lines
from equipoise.app.serve.explorer.warned import warnings_of
from equipoise.app.serve.explorer.words import faults_of, without_options
from equipoise.experiments.document import to_json
from equipoise.experiments.explorer.leads import Chosen
from equipoise.experiments.explorer.strip import strip
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.lines import Wanted
    from equipoise.experiments.explorer.state import State

    Held: TypeAlias = dict[str, dict[str, dict[str, list[float]]]]


def lines(
    request: Request, body: Mapping[str, Any], found: Callable[[State, Wanted], Iterator[Mapping[str, object]]]
) -> Response:
    """Answer line by line about the state that was sent, each line with the number under which it was asked for."""
    number = body.get("asked")
    mark = {"asked": number} if isinstance(number, int) else {}

    def all_of_it(wanted: Wanted) -> Iterator[object]:
        try:
            state = state_of(request, body)
            if not _can_be_played(state):
                yield {**mark, "faults": faults_of(state, controls_of(state.scenario))}
                return
            for share in desk(request).rules.awaited(wanted):
                yield {**mark, "compiling": share}
            for one in found(state, wanted):
                yield {**mark, **one}
        except EquipoiseError as error:
            yield {**mark, "faults": whole(error)}

    return Lines(all_of_it, desk(request).flights, address_of(request))


def _can_be_played(state: State) -> bool:
    """Whether it can; what is wrong is looked for where something is, since most states are sound."""
    try:
        state.arms()
    except EquipoiseError:
        return False
    return True


def answer(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what a state comes to: a few runs at once, more, and all of them."""

    def found(state: State, wanted: Wanted) -> Iterator[Mapping[str, object]]:
        where = addresses(request, state)
        explorer = desk(request).explorer
        for one in explorer.answers(state, wanted):
            shown = {"runs": one.runs, "of": one.of, "rested": one.rested}
            said = {"warnings": warnings_of(state.scenario), "cloud": explorer.cloud(state)} if one.rested else {}
            comparison = without_options(to_json(one.comparison))
            yield {**shown, "comparison": comparison, "held": _intervals(comparison), **where, **said}

    return lines(request, body, found)


def chosen_in(body: Mapping[str, Any]) -> Chosen:
    """The outcome that is looked at."""
    return Chosen(text_of(body, "outcome"), text_of(body, "account") or ALL)


def _intervals(comparison: Mapping[str, Any]) -> Held:
    """95% intervals of the share of runs in which an account is held, by arm and account; of all there is none."""
    runs = comparison["replications"]
    found: Held = {arm["name"]: {} for arm in comparison["arms"]}
    for row in comparison["by_year"]:
        if row["account"] != ALL:
            ends = [wilson(round(share * runs), runs) for share in row["held"]]
            found[row["arm"]][row["account"]] = {"low": [end[0] for end in ends], "high": [end[1] for end in ends]}
    return found


def response_strip(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what the lead is along the range of a control."""

    def found(state: State, wanted: Wanted) -> Iterator[Mapping[str, object]]:
        key = text_of(body, "key")
        return strip(state, text_of(body, "side"), key, chosen_in(body), wanted, ends_of(state.scenario, key))

    return lines(request, body, found)

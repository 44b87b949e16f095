"""What follows from a state: the answer, stage by stage, and the strip of a control."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from equipoise.analysis.contrast import ALL
from equipoise.analysis.prose.names import in_list
from equipoise.analysis.prose.numbers import capital, listed
from equipoise.app.pages.not_compared import not_compared_words
from equipoise.app.serve.explorer.controls import controls_of, ends_of
from equipoise.app.serve.explorer.desk import addresses, asker_of, desk, state_of, text_of, whole
from equipoise.app.serve.explorer.figures import figures_of
from equipoise.app.serve.explorer.labels import in_words
from equipoise.app.serve.explorer.leads import LEAD, at_each, between, written_in
from equipoise.app.serve.explorer.lines import Lines, with_progress
from equipoise.app.serve.explorer.policies import offered
from equipoise.app.serve.explorer.size import check_size
from equipoise.app.serve.explorer.warned import warnings_of
from equipoise.app.serve.explorer.words import faults_of, sentences, shown_at, without_options
from equipoise.app.serve.memory import give_back
from equipoise.experiments.document import to_json
from equipoise.experiments.explorer.leads import Chosen
from equipoise.experiments.explorer.loaded import policy_called
from equipoise.experiments.explorer.strip import RUNS, strip
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import parts_of
from equipoise.sim.money import money_of
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.wanted import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.analysis.results import Comparison
    from equipoise.app.serve.explorer.flights import Wanted
    from equipoise.experiments.explorer.answers import Answer
    from equipoise.experiments.explorer.state import State
    from equipoise.sim.scenario import Scenario


_REVENUES = frozenset({"revenue", "revenue_share"})
_ADDS_UP = "by itself: what the accounts bring has to come to the revenue. Move another one as well."
"""Why a revenue alone does not move, where all are stated, and how it does."""

_MAY_CHANGE = "the sentence may still change: what nobody knows and one account alone are being tried"
_ROUGHLY = "what rivals ask and what overhead is left are first estimates"

A_LOOK = 0.05
"""Seconds after an answer in which a page can paint it, and ask anew, before more runs take all processors."""


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
            check_size(state)
            for share in desk(request).rules.awaited(wanted):
                yield {**mark, "compiling": share}
            for one in found(state, wanted):
                yield {**mark, **one}
        except EquipoiseError as error:
            yield {**mark, "faults": whole(error)}

    return Lines(all_of_it, desk(request).flights, asker_of(request))


def worked(
    request: Request, body: Mapping[str, Any], work: Callable[[State, Callable[[float], None]], dict[str, Any]]
) -> Response:
    """Answer with what takes a while, and before with how far it is."""
    return lines(request, body, lambda state, wanted: with_progress(partial(work, state), wanted))


def _can_be_played(state: State) -> bool:
    """Whether it can; what is wrong is looked for where something is, since most states are sound."""
    try:
        state.arms()
    except EquipoiseError:
        return False
    return True


def answer(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what a state comes to: a few runs at once, more, and all of them; single runs of an account on demand."""

    def found(state: State, wanted: Wanted) -> Iterator[Mapping[str, object]]:
        where = addresses(request, state)
        explorer, account = desk(request).explorer, text_of(body, "cloud")
        clouds = {account} & {*state.arms()[0].scenario.account_names}
        for one in explorer.answers(state, wanted):
            go_on()
            shown = {"runs": one.runs, "of": one.of, "rested": one.rested}
            said: dict[str, object] = {}
            if one.rested:
                cloud = {name: explorer.cloud(state, name) for name in clouds}
                said = {
                    "warnings": [f"{capital(one.removesuffix('.'))}." for one in warnings_of(state)],
                    "cloud": cloud,
                }
            comparison = without_options(to_json(one.comparison))
            said["sentences"] = [*_sentences(comparison, state.arms()[0].scenario), *_not_compared(state)]
            said["figures"] = figures_of(one.comparison, comparison)
            said["offer"] = offered(state, comparison["decision"])
            said["count"] = _count(one)
            yield {**shown, "comparison": comparison, **where, **said}
            if one.rested:
                give_back()
            else:
                wanted.after(A_LOOK)

    return lines(request, body, found)


def chosen_in(body: Mapping[str, Any]) -> Chosen:
    """The outcome that is looked at."""
    return Chosen(text_of(body, "outcome"), text_of(body, "account") or ALL)


def _count(one: Answer) -> str:
    """How many of the futures are played, and of what the answer is not sure yet."""
    counted = f"{one.runs:,} of {one.of:,} futures"
    if one.roughly:
        return f"{counted}; {_ROUGHLY}"
    return counted if one.rested or one.runs < one.of else f"{counted}; {_MAY_CHANGE}"


def _sentences(comparison: Mapping[str, Any], scenario: Scenario) -> list[str]:
    """The answer, a sentence at a time: the first is a page's headline."""
    names = {*scenario.account_names, *(arm["name"] for arm in comparison["arms"])}
    if comparison["money"]:
        names.add(comparison["money"]["currency"])
    return sentences((comparison["decision"] or {"sentence": comparison["answer"]})["sentence"], names)


def _not_compared(state: State) -> list[str]:
    """Say which policies the scenario, or the program to a business, offers beside the two."""
    arms = state.arms()
    if (scenario := arms[0].scenario).business is not None:
        said = not_compared_words(arms)
    else:
        here = {policy_called(side.policy).name for side in state.sides}
        others = (policy_called(policy).name for policy in scenario.policies)
        names = [in_list(name) for name in others if name not in here]
        said = f"This scenario also compares {listed(names)}; here it is two at a time." if names else ""
    return [f"{said} Choose another under Start from."] if said else []


def first_answer(request: Request, state: State) -> Comparison | None:
    """What a page shows of a state, of as many runs as there are at once."""
    return next((one.comparison for one in desk(request).explorer.answers(state, lambda: True)), None)


def _told(
    state: State, key: str, chosen: Chosen, found: Sequence[Mapping[str, Any]], answer: Comparison | None
) -> dict[str, object]:
    """A strip: its points, a caption of the lead that it shows, and in words what that is at both ends and turns at."""
    *points, last = found
    if len(points) <= 1:
        said = f"No other value fits {_ADDS_UP if parts_of(key)[-1] in _REVENUES else 'what else is stated.'}"
        return {**last, "points": [], "caption": said, "said": said}
    shown, means = shown_at(state.scenario, key), [one["lead"]["mean"] for one in points]
    written = written_in(points[0]["lead"]["unit"], filter(None, means), money_of(state.arms()[0].scenario), answer)
    ends = [shown.write(points[end]["value"]) for end in (0, -1)]
    turns = "".join(f", nothing at {shown.write(turn)}" for turn in last["turns"])
    outcome = in_words(BY_NAME[chosen.outcome]) if chosen.outcome else "What is decided by"
    lead = f"{outcome}{'' if chosen.account == ALL else f', {chosen.account}'}: {LEAD}"
    along = f"at {len(points)} values of this, in {RUNS} futures each"
    at_ends = f"{at_each(written, (means[0], means[-1]), ends)}{turns}"
    return {
        **last,
        "points": [{"value": one["value"], **one["lead"]} for one in points],
        "caption": " ".join(filter(None, (lead, "is", between(written, means), written.unit, along))),
        "said": f"{lead}{f', {written.unit},' if written.unit else ''} is {at_ends}.",
    }


def response_strip(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer what the lead is along the range of a control."""

    def found(state: State, wanted: Wanted) -> Iterator[Mapping[str, object]]:
        key, points = text_of(body, "key"), list[dict[str, Any]]()
        for one in strip(state, text_of(body, "side"), key, chosen_in(body), wanted, ends_of(state.scenario, key)):
            points.append(one)
            if "turns" in one:
                yield _told(state, key, chosen_in(body), points, first_answer(request, state))
            else:
                yield one

    return lines(request, body, found)

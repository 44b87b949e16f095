"""The page: what it opens with, of a link that may say what cannot be."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.analysis.prose.headings import title_of
from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import answer, is_from_here, see
from equipoise.app.serve.explorer.controls import controls_of, first_controls
from equipoise.app.serve.explorer.desk import (
    WRONG,
    addresses,
    desk,
    document,
    laid_out,
    path_of,
    shelf_of,
    whole,
)
from equipoise.app.serve.explorer.labels import first_outcome, outcomes_of
from equipoise.app.serve.explorer.places import MOST_ACCOUNTS
from equipoise.app.serve.explorer.policies import examples, policies_of, policy_on_page
from equipoise.app.serve.explorer.predicting import guess_of
from equipoise.app.serve.explorer.strays import figures_on, seen_on, strays
from equipoise.app.serve.explorer.words import faults_of
from equipoise.experiments.explorer.link import Linked, here, read_link
from equipoise.experiments.explorer.loaded import policy_called, scenario_called
from equipoise.experiments.explorer.state import State, View
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.money import money_document, money_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.sim.scenario import Scenario

UNKNOWN = 404
_SCRIPTS = sorted(path.name for path in (Path(__file__).parents[1] / "static" / "explorer").glob("*.js"))
OF_DOWNLOADS = frozenset({"side", "chart"})
OTHER_VERSION = "This link was made with version {made}, and this is {now}: numbers may differ."


class Opened(NamedTuple):
    """What a link opens."""

    state: State
    opening: State  # the scenario as it is
    view: View
    faults: list[dict[str, str]]
    version: str = ""  # of the program that wrote the link; empty where it does not say


def opened(request: Request, *, strict: bool = False) -> Opened:
    """Read the link of a request; what it says that cannot be is told, or refused where that is ``strict``."""
    shelf, asked = shelf_of(request), _asked(request, request.path_params["scenario"])
    try:
        opening = State.opening(asked)
    except EquipoiseError as error:
        raise Refused(str(error), WRONG) from None
    try:
        linked: Linked = read_link(asked, _of_the_state(request.url.query))
        for side in linked.state.sides:
            shelf.check_policy(asked, side.policy)
    except EquipoiseError as error:
        if strict:
            raise Refused(str(error), WRONG) from None
        return Opened(opening, opening, View(), whole(error))
    faults = linked.state.faults()
    if strict and faults:
        raise Refused("\n".join(fault.message for fault in faults), WRONG)
    controls = first_controls(asked, [fault.key for fault in faults])
    return Opened(linked.state, opening, linked.view, faults_of(linked.state, controls), linked.version)


def _of_the_state(query: str) -> str:
    """A query without what only says which download is meant."""
    return "&".join(part for part in query.split("&") if part.partition("=")[0] not in OF_DOWNLOADS)


def _asked(request: Request, name: str) -> str:
    """What a scenario is loaded by that somebody asks for by name."""
    try:
        return shelf_of(request).asked(name)
    except EquipoiseError as error:
        raise Refused(str(error), UNKNOWN) from None


def choose(request: Request) -> Response:
    """Go on to the scenario that was chosen at the door."""
    name = request.query_params.get("scenario", "")
    _asked(request, name)
    return see(path_of(name))


def explorer_page(request: Request) -> Response:
    """Show a scenario, at the state of the link."""
    found = opened(request)
    scenario = scenario_called(found.state.scenario)
    name = shelf_of(request).name_of(found.state.scenario)
    presets = [{**one._asdict(), "link": path_of(one.name)} for one in shelf_of(request).presets()]
    return answer(
        request, "explorer.html.j2", page=_data(request, found, scenario, name), presets=presets,
        title=title_of(scenario) or name, question=scenario.question, may_keep=is_from_here(request),
        folds=[one.name for one in scenario.accounts[:MOST_ACCOUNTS]], beyond=len(scenario.accounts[MOST_ACCOUNTS:]),
        in_words=examples(scenario.account_names), scripts=_SCRIPTS,
        guess=guess_of(scenario, first_outcome(scenario.run.rounds)),
    )  # fmt: skip


def _data(request: Request, found: Opened, scenario: Scenario, name: str) -> dict[str, Any]:
    """What the page begins with."""
    played = dict.fromkeys(side.policy for one in (found.opening, found.state) for side in one.sides)
    named = {*dict(found.state.facts), *(one["key"] for one in found.faults)}
    years, names = max(scenario.run.rounds // ROUNDS_A_YEAR, 1), scenario.account_names
    controls = [*first_controls(found.state.scenario, named), *strays(found.state)]
    outcomes = outcomes_of(scenario.run.rounds)
    figures, unknown = figures_on(found.view.figures, outcomes)
    see, year, unseen = seen_on(found.view, names, years)
    unread = [one["message"] for one in found.faults if found.state == found.opening]  # of which nothing is played
    there = policies_of(found.state.scenario, *shelf_of(request).policies(), *played)
    said = [OTHER_VERSION.format(made=found.version, now=here())] if found.version not in {"", here()} else []
    return {
        "version": here(),
        "of": sha256(scenario.model_dump_json().encode()).hexdigest(),  # under which a baseline is kept
        "scenario": {
            "name": name, "title": title_of(scenario) or name, "question": scenario.question, "accounts": names,
            "money": money_document(money_of(scenario)), "years": years, "claims": scenario.claims,
            "own": name not in shelf_of(request).shipped,
        },
        "presets": [one._asdict() for one in shelf_of(request).presets()],
        "policies": [_policy(one, played, controls) for one in there],
        "state": laid_out(request, found.state),
        "opening": laid_out(request, found.opening),
        "view": {
            "see": see,
            "year": year,
            "predict": found.view.predict and found.state == found.opening,  # else somebody shares what they have seen
            "figures": figures,
        },
        "controls": controls,
        "outcomes": outcomes,
        "faults": found.faults,
        "warnings": [*said, *unseen, *unknown, *unread],
        **({} if found.faults else addresses(request, found.state)),
    }  # fmt: skip


def more(request: Request) -> Response:
    """Give what a page needs soon: the other controls, what policies do, and the scenario's file to who sits here."""
    name = request.path_params["scenario"]
    asked = _asked(request, name)
    for _ in desk(request).rules.awaited(lambda: True):  # what is taken for facts of a business is played
        pass
    return document({
        "controls": controls_of(asked),
        "about": {one: policy_called(one).about for one in policies_of(asked, *shelf_of(request).policies())},
        **({"toml": shelf_of(request).text(name)} if is_from_here(request) else {}),
    })  # fmt: skip


def _policy(name: str, played: Collection[str], controls: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A policy to begin from; what it does is said at first of those that are played."""
    said = {"about": policy_called(name).about} if name in played else {}
    return {**policy_on_page(name, controls), **said}

"""The page: what it opens with, of a link that may say what cannot be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.app.ready import failures, losses
from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import answer, is_from_here, see
from equipoise.app.serve.explorer.controls import controls_of
from equipoise.app.serve.explorer.desk import WRONG, addresses, laid_out, path_of, shelf_of, told, whole
from equipoise.app.serve.explorer.labels import outcomes_of
from equipoise.experiments.explorer.link import Linked, here, read_link
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import State, View
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.doubts import doubts, marks
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies, load_policy
from equipoise.sim.money import money_document, money_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.sim.scenario import Scenario

UNKNOWN = 404
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
    return Opened(linked.state, opening, linked.view, told(faults), linked.version)


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
        title=scenario.title or name, question=scenario.question, may_keep=is_from_here(request),
    )  # fmt: skip


def _data(request: Request, found: Opened, scenario: Scenario, name: str) -> dict[str, Any]:
    """What the page begins with."""
    years, names = max(scenario.run.rounds // ROUNDS_A_YEAR, 1), scenario.account_names
    said = [OTHER_VERSION.format(made=found.version, now=here())] if found.version not in {"", here()} else []
    return {
        "version": here(),
        "scenario": {
            "name": name, "title": scenario.title or name, "question": scenario.question, "accounts": names,
            "money": money_document(money_of(scenario)), "years": years, "claims": scenario.claims,
            "own": name not in shelf_of(request).shipped,
            **({"toml": shelf_of(request).text(name)} if is_from_here(request) else {}),
        },
        "presets": [one._asdict() for one in shelf_of(request).presets()],
        "policies": [_policy(one) for one in dict.fromkeys([*list_policies(), *scenario.policies])],
        "state": laid_out(request, found.state),
        "opening": laid_out(request, found.opening),
        "view": {
            "see": found.view.see if found.view.see in names else next(iter(names), "all"),
            "year": min(found.view.year or years, years),
            "predict": found.view.predict,
        },
        "controls": controls_of(found.state.scenario),
        "outcomes": outcomes_of(scenario.run.rounds),
        "faults": found.faults,
        "warnings": [*said, *_warnings(found.state.scenario, scenario.model_dump_json())],
        **({} if found.faults else addresses(request, found.state)),
    }  # fmt: skip


@lru_cache(maxsize=32)
def _warnings(asked: str, _as_it_is: str) -> list[str]:
    """What is hardly meant by a scenario, looked for once while it stays as it is: of a business it takes a second."""
    scenario, arms = scenario_called(asked), State.opening(asked).arms()
    said = [str(doubt) for doubt in (*doubts(scenario), *marks(scenario))]
    return list(dict.fromkeys([*said, *failures(arms), *losses(arms)]))


def _policy(name: str) -> dict[str, Any]:
    found = load_policy(name)
    return {"name": name, "title": found.title or found.name, "about": found.about, "levers": found.levers.model_dump()}

"""A policy of one's own as a file: opened, pasted or changed on a page of its own, checked, and kept to begin from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.datastructures import UploadFile

from equipoise.app.serve.asking import answer, in_thread, is_from_here, nothing_here, see
from equipoise.app.serve.explorer.desk import WRONG, desk, linked, whole
from equipoise.app.serve.explorer.own import by_line
from equipoise.app.serve.explorer.pages import opened
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import SIDES, Side
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, policy_to_toml
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.explorer.pages import Opened

_USUAL, _MOST_FIELDS = "mine", 4

Faults = list[dict[str, Any]]


class Typed(NamedTuple):
    """What stands in the form."""

    name: str
    text: str


async def policy_form(request: Request) -> Response:
    """Show the policy of a side as it is, to be changed, to who sits at this machine."""
    _here_alone(request)
    return await in_thread(lambda: _shown(request, opened(request), None, []))


async def new_policy(request: Request) -> Response:
    """Take a policy, as a file or as text, and go back to the page that begins from it; or say what is wrong."""
    _here_alone(request)
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
        file, name, text = form.get("file"), str(form.get("name", "")).strip(), str(form.get("text", ""))
        if isinstance(file, UploadFile) and file.filename:
            name, text = name or Path(file.filename).stem, (await file.read()).decode("utf-8-sig", "replace")
    typed = Typed(name or _USUAL, text.replace("\r\n", "\n"))
    return await in_thread(lambda: _taken(request, typed))


def _here_alone(request: Request) -> None:
    if not is_from_here(request) or request.query_params.get("side") not in SIDES:
        raise nothing_here()


def _taken(request: Request, typed: Typed) -> Response:
    found = opened(request)
    faults = _wrong_with(found.state.scenario, typed)
    if not faults:
        try:
            kept = Side(desk(request).shelf.keep_policy(typed.name, typed.text))
            begun = (
                replace(found.state, a=kept) if request.query_params["side"] == "A" else replace(found.state, b=kept)
            )
            return see(linked(request, begun))
        except EquipoiseError as error:
            faults = whole(error)
    return _shown(request, found, typed, faults)


def _wrong_with(scenario: str, typed: Typed) -> Faults:
    """What the engine's checker says of it, each at its line, with the scenario for which it is meant."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "policy.toml"
        path.write_text(typed.text, encoding="utf-8", errors="replace")
        try:
            Arm.of(scenario_called(scenario), load_policy(path))
        except EquipoiseError as error:
            told = by_line(str(error), shown(str(path)))
            return [{**one, "message": one["message"].replace(str(path), "it")} for one in told]
    return []


def _shown(request: Request, found: Opened, typed: Typed | None, faults: Sequence[dict[str, Any]]) -> Response:
    side = request.query_params["side"]
    if typed is None:
        typed = Typed("", "" if found.faults else policy_to_toml(found.state.arms()[SIDES.index(side)].policy))
    return answer(
        request, "policy.html.j2", WRONG if faults else 200, side=side, typed=typed, faults=faults,
        back=linked(request, found.state), address=f"{request.url.path}?{request.url.query}",
    )  # fmt: skip

"""What can be taken away of a state: the report of ``compare --out``, a policy, and the data of each chart."""

from __future__ import annotations

import shlex
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from equipoise.analysis.prose.names import spoken
from equipoise.app.serve.acts import Refused
from equipoise.app.serve.asking import is_from_here, nothing_here
from equipoise.app.serve.explorer.desk import WRONG, asker_of, desk, read_out
from equipoise.app.serve.explorer.flights import Awaited
from equipoise.app.serve.explorer.pages import opened
from equipoise.app.serve.explorer.scenario_file import scenario_file
from equipoise.app.serve.explorer.size import check_size
from equipoise.app.serve.memory import give_back
from equipoise.experiments.csv_text import csv_text
from equipoise.experiments.document import to_json
from equipoise.experiments.explorer.command import command_of
from equipoise.experiments.explorer.state import SIDES
from equipoise.experiments.kinds import REPORT
from equipoise.experiments.outputs import compare_into
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import policy_to_toml
from equipoise.sim.wanted import NotWantedError, go_on, while_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from equipoise.app.serve.explorer.flights import Wanted
    from equipoise.experiments.explorer.state import State

    Made = Callable[[Request, State], bytes]


async def report(request: Request) -> Response:
    """Give the report."""
    return await _taken(request, _report, "report.html", "text/html; charset=utf-8")


async def data(request: Request) -> Response:
    """Give the numbers of a chart as CSV."""
    chart = request.query_params.get("chart", "")
    if chart not in _CHARTS:
        raise HTTPException(404)

    def text(request: Request, state: State) -> bytes:
        check_size(state)
        answers = [*desk(request).explorer.answers(state, lambda: True)]
        go_on()  # who has gone gets none
        last = answers[-1]
        rows = pl.DataFrame([*_CHARTS[chart](to_json(last.comparison))], infer_schema_length=None)
        return csv_text(rows).encode()

    return await _taken(request, text, f"{chart}.csv", "text/csv; charset=utf-8")


async def policy(request: Request) -> Response:
    """Give a side's policy as a file."""
    side = request.query_params.get("side", "")
    if side not in SIDES:
        raise HTTPException(404)

    def text(_: Request, state: State) -> bytes:
        return policy_to_toml(state.arms()[SIDES.index(side)].policy).encode()

    return await _taken(request, text, f"{side.lower()}.toml", "application/toml")


async def scenario(request: Request) -> Response:
    """Give the scenario as a file, to who sits at this machine."""
    if not is_from_here(request):
        raise nothing_here()
    name = request.path_params["scenario"]
    return await _taken(request, _scenario, f"{quote(name)}.toml", "application/toml")


async def _taken(request: Request, made: Made, name: str, kind: str) -> Response:
    """Give a file that is made of the state of a link; what is wrong is told in words alone, for the page to show."""
    return _File(request, made, {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": kind})


class _File(Awaited):
    """A file that is made while somebody waits for it."""

    def __init__(self, request: Request, made: Made, headers: Mapping[str, str]) -> None:
        super().__init__(desk(request).flights, asker_of(request))
        self._request, self._made, self._told = request, made, headers

    async def give(self, scope: Scope, receive: Receive, send: Send, wanted: Wanted) -> None:
        """Make it, and send it whole."""
        with suppress(NotWantedError):
            response = await run_in_threadpool(self._response, wanted)
            await response(scope, receive, send)

    def _response(self, wanted: Wanted) -> Response:
        try:
            with while_wanted(wanted):
                content = self._made(self._request, opened(self._request, strict=True).state)
        except EquipoiseError as error:
            return PlainTextResponse(read_out(error), error.status if isinstance(error, Refused) else WRONG)
        finally:
            give_back()
        return Response(content, headers=self._told)


def _scenario(request: Request, state: State) -> bytes:
    return scenario_file(desk(request).shelf, state).encode()


def _report(_: Request, state: State) -> bytes:
    from equipoise.app.pages.comparison_report import comparison_report  # noqa: PLC0415 - Matplotlib takes its time

    check_size(state)
    arms, command = state.arms(), shlex.join([*shlex.split(command_of(state)), "--out", "report"])
    with TemporaryDirectory() as folder:
        out = Path(folder) / "report"
        compare_into(out, arms, state.replications, lambda material: comparison_report(material, command))
        return (out / REPORT).read_bytes()


Row = dict[str, Any]


def _by_year(columns: Sequence[str], unit: str, found: Mapping[str, Any]) -> Iterator[Row]:
    """A row a year, of each account and arm that has such columns; quantiles are columns of their own."""
    for one in found["by_year"]:
        series = {name: one[name] for name in columns if isinstance(one.get(name), list)}
        series |= {
            f"{name} {level}": values
            for name in columns
            if isinstance(one.get(name), dict)
            for level, values in one[name].items()
        }
        if "held" in series:  # of all accounts there is no interval
            series |= {end: one.get(end, [None] * len(one["years"])) for end in ("low", "high")}
        for k, year in enumerate(one["years"] if series else []):
            row = {name: values[k] for name, values in series.items()}
            yield {"arm": one["arm"], "account": one["account"], "year": year, **row, "unit": unit or one["unit"]}


def _estimates(part: str, found: Mapping[str, Any]) -> Iterator[Row]:
    """A row an estimate: of both arms, and of the difference between them."""
    sides = [(arm["name"], arm) for arm in found["arms"]]
    sides += [(f"{spoken(one['arm'])} less {spoken(one['against'])}", one) for one in found["differences"]]
    for name, side in sides:
        tables = {"all": side["outcomes"], **side["accounts"]} if part == "outcomes" else side[part]
        for account, table in tables.items():
            for what, estimate in table.items():
                yield {"arm": name, "account": account, part.removesuffix("s"): what, **estimate}


_YEARLY = {
    "plane": (("dependence_vendor", "dependence_account"), "1"),
    "margin": (("margin",), "share of revenue"),
    "survival": (("held",), "probability"),
    "price": (("price",), ""),
    "support": (("support",), ""),
    "belief": (("belief",), "1"),
}
"""What charts over the years are drawn of, and in which unit; prices say theirs."""

_CHARTS: dict[str, Callable[[Mapping[str, Any]], Iterator[Row]]] = {
    **{chart: partial(_by_year, columns, unit) for chart, (columns, unit) in _YEARLY.items()},
    "outcomes": partial(_estimates, "outcomes"),
    "endings": partial(_estimates, "endings"),
}

"""A business as the program understands it, at the facts of a state: what ``equipoise scenarios check`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.business import sentences
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import capital
from equipoise.app.pages.business import business_cells
from equipoise.app.serve.explorer.answers import worked
from equipoise.app.serve.explorer.labels import without_keys
from equipoise.app.serve.explorer.warned import warnings_at
from equipoise.app.serve.explorer.words import without_options
from equipoise.sim.business import understanding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.experiments.explorer.state import State

_TITLES = ("The first year", "Its accounts")
_SOLVED = 0.5
"""Share of the work that solving the market is, for progress; the rest looks for what is hardly meant."""


def understood(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer with its tables, what stands out in them, and warnings."""
    return worked(request, body, _laid_out)


def _laid_out(state: State, done: Callable[[float], None]) -> dict[str, Any]:
    business = understanding.understood(state.arms()[0].scenario)
    done(_SOLVED)
    if business is None:
        return {"read": ["No business is stated here."], "tables": []}
    warned = [f"Warning: {one}." for one in warnings_at(state)]
    taken = [f"{capital(words(one.key))}, not stated: {one.words}." for one in business.taken]
    tables = [
        {"title": title, "head": cells.head, "rows": cells.rows}
        for title, cells in zip(_TITLES, business_cells(business), strict=False)
    ]
    read = [without_keys(one) for one in (*warned, *sentences(business), *taken)]
    found: dict[str, Any] = without_options({"read": read, "tables": tables})
    return found

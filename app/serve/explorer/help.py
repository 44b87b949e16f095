"""What the page's foot leads to: why these numbers, and whether it is our company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import capital, setting
from equipoise.app.serve.asking import answer
from equipoise.sim.parameters import declarations

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.sim.parameters import Declaration

_BARE = frozenset({"", "1", "choice", "text", "0 or 1"})


def help_page(request: Request) -> Response:
    """Show both."""
    rows = [_row(one) for one in declarations() if one.section != "switches"]
    return answer(request, "help.html.j2", rows=rows)


def _row(one: Declaration) -> dict[str, str]:
    unit = "" if one.unit in _BARE else f" {one.unit}"
    return {"name": capital(words(one.key)), "value": f"{setting(one.default)}{unit}", "meaning": one.meaning,
            "source": one.source}  # fmt: skip

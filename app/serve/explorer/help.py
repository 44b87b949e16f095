"""What the page's foot leads to: why these numbers, and whether it is our company."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import capital, setting
from equipoise.app.serve.asking import answer
from equipoise.app.serve.explorer.documents import MOST_ASKED_FOR, document, files
from equipoise.sim.parameters import declarations

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.sim.parameters import Declaration

_BARE = frozenset({"", "1", "choice", "text", "0 or 1"})


def help_page(request: Request) -> Response:
    """Show both, and what is taken where nobody states it."""
    own = [one for one in declarations() if one.section != "switches"]
    sections = {capital(section.replace("_", " ")): [_row(one) for one in rows]
                for section, rows in groupby(own, key=lambda one: one.section)}  # fmt: skip
    shown = [(path.name, document(path).title) for name in MOST_ASKED_FOR if (path := files().get(f"{name}.md"))]
    return answer(request, "help.html.j2", sections=sections, documents=shown)


def _row(one: Declaration) -> dict[str, str]:
    unit = "" if one.unit in _BARE else f" {one.unit}"
    return {"name": capital(words(one.key)), "value": f"{setting(one.default)}{unit}", "meaning": one.meaning,
            "source": one.source}  # fmt: skip

"""Pages from templates: what comes from people stands in them as text."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

from equipoise.app.pages.html import templates
from equipoise.sim.characters import visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request


@cache
def _environment() -> Environment:
    return templates("equipoise.app.serve")


def html(name: str, **shown: object) -> str:
    """Fill in a page's template."""
    return visible(_environment().get_template(name).render(**shown))


def answer(request: Request, name: str, status: int = 200, **shown: object) -> Response:
    """Answer with a page, or that it is as it was."""
    text = html(name, **shown)
    tag = f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'
    if status == 200 and request.headers.get("if-none-match") == tag:  # noqa: PLR2004 - all is well
        return Response(status_code=304, headers={"ETag": tag})
    return HTMLResponse(text, status, headers={"ETag": tag})

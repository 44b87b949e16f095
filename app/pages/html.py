"""A page as HTML that opens anywhere, offline, and prints: its template, and figures that stand in the page itself."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from equipoise.analysis.prose.numbers import capital
from equipoise.sim.characters import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

_FONTS = b"'DejaVu Sans', 'Verdana', sans-serif"
_PAGE_FONTS = b"'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
"""The page's fonts stand in for the figures' own, which are wider, so that nothing comes to overlap."""


def page(name: str, **shown: object) -> str:
    """Fill in a page's template."""
    return visible(_template(name).render(**shown))


@cache
def _template(name: str) -> Template:
    return templates("equipoise.app.pages").get_template(name)


def templates(package: str) -> Environment:
    """Templates of a package: what stands in them is text, and what is not there is a fault."""
    environment = Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["prose"] = prose
    environment.filters["capital"] = capital
    return environment


def prose(markdown: str) -> Markup:
    """Make HTML of somebody's text; tags in it stay text."""
    return Markup(MarkdownIt("commonmark", {"html": False}).render(markdown))  # noqa: S704 - the renderer escapes


def embedded(images: Mapping[str, bytes]) -> dict[str, str]:
    """Make figures ready to stand in a page."""
    return {name: b64encode(svg.replace(_FONTS, _PAGE_FONTS)).decode("ascii") for name, svg in images.items()}

"""The project's documents as pages of this server, so that what stands behind a figure is at hand offline."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import FileResponse

import equipoise
from equipoise.app.serve.asking import answer, nothing_here

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token
    from starlette.requests import Request
    from starlette.responses import Response

PAGE, PICTURES = ".md", {".svg": "image/svg+xml", ".png": "image/png"}

MOST_ASKED_FOR = ("for-strategists", "questions", "own-accounts", "calibration", "what-holds", "evidence", "model")
"""What the page of help names, in this order."""

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_NO_NAME = re.compile(r"[^\w\- ]")


class Document(NamedTuple):
    """A document as HTML, and what it is called."""

    title: str
    body: Markup


def document_page(request: Request) -> Response:
    """Show a document, or a picture in one, by its path from the folder of documents."""
    path = files().get(request.path_params["path"])
    if path is None:
        raise nothing_here()
    if path.suffix != PAGE:
        return FileResponse(path, media_type=PICTURES[path.suffix])
    return answer(request, "document.html.j2", document=document(path))


@cache
def files() -> Mapping[str, Path]:
    """List what is shown, by its path from the folder: beside the package where it is installed, else in a checkout."""
    package = Path(equipoise.__file__).parent
    folder = next((one for one in (package / "docs", package.parents[1] / "docs") if one.is_dir()), None)
    found = [*folder.glob("*"), *folder.glob("*/*.svg"), *folder.glob("*/*.png")] if folder else []
    return (
        {one.relative_to(folder).as_posix(): one for one in found if one.suffix in {PAGE, *PICTURES}} if folder else {}
    )


@cache
def document(path: Path) -> Document:
    """Make HTML of one; links that lead out of the folder are left as words."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    headings = [k for k, token in enumerate(tokens) if token.type == "heading_open"]
    for k in headings:
        tokens[k].attrSet("id", _anchor(tokens[k + 1].content))
    for token in tokens:
        if token.children:
            token.children = _with_links_that_lead(token.children)
    html = markdown.renderer.render(tokens, markdown.options, {})
    for kind in ("table", "pre"):
        html = html.replace(
            f"<{kind}>", f'<div class="wide" tabindex="0" role="group" aria-label="{_WIDE[kind]}"><{kind}>'
        )
        html = html.replace(f"</{kind}>", f"</{kind}></div>")
    title = tokens[headings[0] + 1].content if headings else path.stem
    return Document(title, Markup(html))  # noqa: S704 - the project's own text, in which tags stay text


_WIDE = {"table": "Table", "pre": "Text as it is typed or printed"}


def _anchor(heading: str) -> str:
    """Name a heading as links to it do: small letters, without marks, hyphens for spaces."""
    return _NO_NAME.sub("", heading.lower()).strip().replace(" ", "-")


def _with_links_that_lead(words: Sequence[Token]) -> list[Token]:
    """Leave out links to what is not shown; their words stay."""
    shown, leads = [], True
    for word in words:
        if word.type == "link_open":
            leads = _leads(str(word.attrGet("href") or ""))
        if leads or word.type not in {"link_open", "link_close"}:
            shown.append(word)
    return shown


def _leads(href: str) -> bool:
    target = urlsplit(href)
    return bool(target.scheme) or not target.path or target.path in files()

"""How Sphinx builds the site; `make docs` lays out the pages and calls it."""

from __future__ import annotations

import logging
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from pydoc import locate
from typing import TYPE_CHECKING

from sphinx.util.logging import getLogger

import equipoise
from equipoise.sim import rules

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "Equipoise"
author = "The Equipoise authors"
extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_gallery.gen_gallery",
]
templates_path = ["templates"]
exclude_patterns = ["static", "templates", "docs/tutorials"]

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False

myst_heading_anchors = 4  # as on GitHub, so that links work in the repository too
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "none"  # docstrings say it in words
autosummary_imported_members = True
autosummary_ignore_module_all = False
numpydoc_show_class_members = False  # autodoc shows them
nitpick_ignore_regex = [("py:.*", r"(mesa|numpy|polars)\..*")]

sphinx_gallery_conf = {
    "examples_dirs": "docs/tutorials",
    "gallery_dirs": "tutorials",
    "filename_pattern": r"\.py$",
    "abort_on_example_error": True,
    "download_all_examples": False,
    "min_reported_time": float("inf"),
    "show_signature": False,
    "within_subsection_order": "FileNameSortKey",
    "write_computation_times": False,
}

logging.getLogger("MESA").setLevel(logging.WARNING)  # it tells of every step

FETCHED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>|url\([\"']?https?:")


def the_readme_is_the_front_page(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Lead links to the README to where it is shown."""
    source[0] = source[0].replace("](../README.md)", "](../index.md)")


def rules_are_shown_as_written(*_: object) -> None:
    """Put the Python functions in the place of what Numba made of them; the tutorials have run by now."""
    for found in iter_modules(rules.__path__, f"{rules.__name__}."):
        module = import_module(found.name)
        for name, rule in vars(module).items():
            setattr(module, name, getattr(rule, "py_func", rule))


def names_of_inner_modules(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element) -> Element | None:
    """Lead a name to the public face, or show it as text where it has no page; one that does not exist is missing."""
    target = node.get("reftarget", "")
    if not target.startswith("equipoise.") or locate(target) is None:
        return None
    for name in equipoise.__all__:
        inside, found, rest = target.partition(f".{name}")
        public = f"equipoise.{name}{rest}"
        if inside and found and locate(public) == locate(target):
            python = env.domains["py"]
            return python.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], public, node, content)
    return content


def nothing_is_fetched_from_elsewhere(app: Sphinx, _failure: Exception | None) -> None:
    """Warn of a page that needs a network to be read."""
    for path in (path for path in Path(app.outdir).rglob("*") if path.suffix in {".css", ".html"}):
        if found := FETCHED.search(path.read_text(encoding="utf-8")):
            getLogger(__name__).warning("%s fetches %s", path.name, found[0])


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("source-read", the_readme_is_the_front_page)
    app.connect("env-before-read-docs", rules_are_shown_as_written)
    app.connect("missing-reference", names_of_inner_modules)
    app.connect("build-finished", nothing_is_fetched_from_elsewhere)

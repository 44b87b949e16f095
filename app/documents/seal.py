"""What a page follows from, as a digest: as long as it holds, playing everything again would write the same page."""

from __future__ import annotations

import ast
import hashlib
import platform
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from equipoise.app.documents.document import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CLAIMED = (
    *(ROOT / "experiments" / "claims").glob("*.py"),
    *(ROOT / "scenarios").rglob("*.toml"),
    *(ROOT / "scenarios").rglob("*.json"),
)
"""Files that claims are found in and read."""

_MARK = "\n<!-- seal "

LIBRARIES = ("matplotlib", "numba", "numpy", "polars", "scipy", "statsmodels")
"""Libraries in whose versions a page may differ."""


def under_seal(text: str, module: str, besides: Iterable[Path]) -> str:
    """Put a page under the seal of all that it follows from, in its last line."""
    bare = text.partition(_MARK)[0]
    return f"{bare}{_MARK}{seal(bare, module, besides)} -->\n"


def seal(page: str, module: str, besides: Iterable[Path]) -> str:
    """Give the digest of a page, and of all that it follows from."""
    files = {*besides}
    sources = {path for path in files if path.suffix == ".py"}
    digest = hashlib.sha256(page.encode())
    for path in sorted(imported([*sources, *files_of(module)])):
        digest.update(f"{path.relative_to(ROOT)} {_statements(path.read_bytes())}".encode())
    for path in sorted(files - sources):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()[:32]


def imported(open_ends: list[Path]) -> set[Path]:
    """Files of modules, and of those of ours that they import, wherever the import stands."""
    found: set[Path] = set()
    while open_ends:
        path = open_ends.pop()
        if path not in found:
            found.add(path)
            open_ends += [file for name in _names(path.read_bytes()) for file in files_of(name)]
    return found


@cache
def _names(source: bytes) -> list[str]:
    """Names that a module imports, and what it takes from them: that may be a module, too."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def files_of(name: str) -> list[Path]:
    """Our files behind a dotted name: of the module, if it is one, and of the packages on the way to it."""
    ours, *parts = name.split(".")
    if ours != "equipoise":
        return []
    places = [ROOT.joinpath(*parts[:end]) for end in range(1, len(parts) + 1)]
    return [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()]


@cache
def _statements(source: bytes) -> str:
    """A module without docstrings and comments, which change nothing that is played."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:]
    return ast.dump(tree)

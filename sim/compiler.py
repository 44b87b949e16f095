"""How rules are compiled, and where the compiled code is kept.

Every rule is a plain Python function under :func:`jit`. Numba keeps compiled functions on disk but does not notice
when a function that they call in another file changes; the cache folder is therefore named by a hash of the sources of
all rules, so that stale code can never be loaded. ``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable

Rule = TypeVar("Rule", bound="Callable[..., Any]")

COMPILED: bool = not numba.config.DISABLE_JIT
"""False when the interpreter runs the rules (``NUMBA_DISABLE_JIT=1``)."""


def _source_hash() -> str:
    # Numba files what it compiles by path: a second copy of the program compiles for itself.
    digest = hashlib.sha256(f"{numba.__version__} {Path(__file__).parent}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        source = path.read_bytes()
        if b"@jit" in source or path.name == "state.py":  # columns and codes are compiled into the rules
            digest.update(source)
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    root = Path(chosen) if chosen else platformdirs.user_cache_path("equipoise")
    folder = root / f"rules-{_source_hash()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="equipoise-rules-"))
    return folder


CACHE_FOLDER = _cache_folder()
numba.config.CACHE_DIR = str(CACHE_FOLDER)
_MARK = CACHE_FOLDER / "compiled"


def jit(rule: Rule) -> Rule:
    """Compile a rule at first use, without the interpreter lock, and keep the result on disk.

    Rules may not allocate arrays: they fill the ones that they are handed. So compiled code need not count references
    to arrays (``_nrt``), which took a third of the time.

    Parameters
    ----------
    rule : callable
        A function of numbers and rows that Numba can compile.

    Returns
    -------
    callable
        The compiled function; ``rule`` itself when the compiler is off.
    """
    return cast("Rule", numba.njit(cache=True, nogil=True, _nrt=False)(rule))


def needs_compiling() -> bool:
    """Tell whether the ensemble's rules still have to be compiled on this machine.

    Returns
    -------
    bool
        True before the first complete compilation of these sources.
    """
    return COMPILED and not _MARK.exists()


def mark_compiled() -> None:
    """Remember that the ensemble's rules are compiled and on disk."""
    if COMPILED and not _MARK.exists():
        _MARK.touch()

"""How rules are compiled, and where the compiled code is kept.

Every rule is a plain Python function under :func:`jit`. Numba keeps compiled functions on disk but does not notice
when a function that they call in another file changes; the cache folder is therefore named by a hash of the sources of
all rules, so that stale code can never be loaded. ``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from equipoise.sim.cache_folder import cache_folder
from equipoise.sim.faults import EquipoiseError

try:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "Environment variable 'NUMBA_", RuntimeWarning)
        import numba
        from numba.core.caching import FunctionCache
except (RuntimeWarning, ValueError) as error:
    told = str(error).partition("\n")[0]
    raise EquipoiseError(f"Numba, which compiles the rules, refuses a setting NUMBA_... of its own: {told}") from error

if TYPE_CHECKING:
    from collections.abc import Callable

Numba: TypeAlias = Any
"""What Numba hands over, which has no types."""

Rule = TypeVar("Rule", bound="Callable[..., Any]")

COMPILED: bool = not numba.config.DISABLE_JIT
"""False when the interpreter runs the rules (``NUMBA_DISABLE_JIT=1``)."""


COMPILED_INTO_RULES = {"calendar.py", "decisions.py", "kernel.py", "moves/kinds.py", "state.py"}
"""Files without rules whose columns, codes, numbers and tuples rules are compiled with."""


def _source_hash() -> str:
    # Numba files what it compiles by path: a second copy of the program compiles for itself.
    folder = Path(__file__).resolve().parent
    digest = hashlib.sha256(f"{numba.__version__} {folder}".encode())
    for path in sorted(folder.rglob("*.py")):
        if is_compiled_in(path.relative_to(folder).as_posix(), source := path.read_bytes()):
            digest.update(source)
    return digest.hexdigest()[:16]


def is_compiled_in(name: str, source: bytes) -> bool:
    """Tell whether compiled rules depend on a file, by its name in this folder and its text."""
    return b"@jit" in source or b"@intrinsic" in source or name in COMPILED_INTO_RULES


CACHE_FOLDER = cache_folder(os.environ.get("NUMBA_CACHE_DIR"), f"rules-{_source_hash()}")
"""Where compiled rules are kept; None where nothing can be written, so that each process compiles for itself."""

numba.config.CACHE_DIR = str(CACHE_FOLDER)
numba.config.CACHE_LOCATOR_CLASSES = ""

_MARK = "compiled"


class _Cache(FunctionCache):  # type: ignore[misc]  # Numba has no types
    """Numba's cache, whose faults cost time and nothing else: a full disk, a broken file, a folder that is gone."""

    def load_overload(self, sig: Numba, target_context: Numba) -> Numba:
        try:
            # Numba would first make ready all that compiling needs, which takes half a second; its compiler does, too.
            return self._load_overload(sig, target_context)
        except Exception:  # noqa: BLE001 - what is no longer a pickle of Numba's may raise anything
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Numba, data: Numba) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)


def jit(rule: Rule) -> Rule:
    """Compile a rule at first use, without the interpreter lock, and keep the result on disk.

    Rules may not allocate arrays: they fill the ones that they are handed. So compiled code need not count references
    to arrays (``_nrt``), which took a third of the time.
    """
    return _compiled(rule, inline=True)


def jit_apart(rule: Rule) -> Rule:
    """Compile a rule that is long or seldom runs: callers jump to it, where one of :func:`jit` is laid into them."""
    return _compiled(rule, inline=False)


def _compiled(rule: Rule, *, inline: bool) -> Rule:
    compiled = numba.njit(nogil=True, _nrt=False, forceinline=inline)(rule)
    if not COMPILED:
        return cast("Rule", compiled)
    if CACHE_FOLDER is not None:
        compiled._cache = _Cache(rule)  # noqa: SLF001 - what cache=True does, with Numba's own class
    # What only other rules call needs no wrappers to be called from Python, which take two fifths of the time.
    inside = numba.njit(_nrt=False, forceinline=inline, no_cpython_wrapper=True, no_cfunc_wrapper=True)(rule)
    compiled.get_call_template, compiled.get_overload = inside.get_call_template, inside.get_overload
    return cast("Rule", compiled)


def needs_compiling() -> bool:
    """Tell whether the ensemble's rules still have to be compiled on this machine."""
    return COMPILED and not (CACHE_FOLDER and (CACHE_FOLDER / _MARK).exists())


def mark_compiled() -> None:
    """Remember that the ensemble's rules are compiled and on disk."""
    if COMPILED and CACHE_FOLDER and not (CACHE_FOLDER / _MARK).exists():
        with suppress(OSError):
            (CACHE_FOLDER / _MARK).touch()

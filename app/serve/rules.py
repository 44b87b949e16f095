"""The rules of the simulation, which are compiled beside what is served: pages come at once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EACH = 0.25
"""Seconds until it is told again how far it is."""

_NEARLY = 0.99
"""Share that is told at most, however many rules there are by now."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage until the rules are there: what is loaded is none, and to look takes a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Rules:
    """Compiled in a thread of their own, or loaded where this machine has them."""

    def __init__(self) -> None:
        self._are_there, self._compiled, self._all = Event(), 0.0, 1
        self.are_compiling = False

    @classmethod
    def loaded(cls) -> Rules:
        """Those of a process that need not wait: whoever plays first loads them."""
        found = cls()
        found._are_there.set()
        return found

    def begin(self) -> None:
        """Compile them; the thread ends with the process, wherever it is."""
        Thread(target=self._compile, daemon=True).start()

    def _compile(self) -> None:
        try:
            from equipoise.app.ready import RULES, compile_rules  # noqa: PLC0415 - it is heavy to load: pages come first
            from equipoise.sim.compiler import needs_compiling  # noqa: PLC0415 - likewise

            self._all, self.are_compiling = RULES, needs_compiling()
            compile_rules(self._another)
            gc.freeze()  # what is loaded stays, and need not be looked through while somebody waits for an answer
        finally:  # where it fails, whoever plays is told why
            gc.enable()
            self._are_there.set()
            self.are_compiling = False

    def _another(self, many: float) -> None:
        self._compiled += many

    @property
    def share(self) -> float:
        """How much is compiled."""
        return round(min(self._compiled / self._all, _NEARLY), 3)

    def awaited(self, wanted: Callable[[], bool]) -> Iterator[float]:
        """Wait until they are there, or nobody wants to know; where that takes long, the share that is compiled."""
        while not self._are_there.wait(_EACH) and wanted():
            if self.are_compiling:
                yield self.share

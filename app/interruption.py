"""Ctrl-C, wherever it falls: the command ends once, cleans up undisturbed, and is known to have been interrupted."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

CLEANING_UP = 5.0
"""Seconds after a Ctrl-C in which another one adds nothing, so that what is half-written can be removed."""


_LATER = 0.02  # seconds


class CtrlC:
    """What Ctrl-C does in the command line; made once, before anything else is imported.

    ``KeyboardInterrupt`` alone is not enough. A library that is being imported turns it into an error of its own, and
    where Python may raise nothing, as in a callback, it is printed and lost. The first is known by ``heard``; the
    second is raised anew.
    """

    def __init__(self) -> None:
        self.heard = False
        self._since = 0.0
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where a shell has it ignored
            signal.signal(signal.SIGINT, self._raise)
            self._unraisable, sys.unraisablehook = sys.unraisablehook, self._raise_anew

    def _raise(self, _number: int, _frame: FrameType | None) -> None:
        if self.heard and time.monotonic() - self._since < CLEANING_UP:
            return
        self.heard, self._since = True, time.monotonic()
        raise KeyboardInterrupt

    def _raise_anew(self, lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            self._unraisable(lost)
            return
        from threading import Timer  # noqa: PLC0415 - what comes before Ctrl-C is heard is little

        self._since = -CLEANING_UP
        again = Timer(_LATER, _press)  # here it would be lost again
        again.daemon = True
        again.start()

    @staticmethod
    def over() -> None:
        """Let nothing disturb the end of the process any more."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _press() -> None:
    """Press Ctrl-C: as a signal, which ends a wait, where there are signals."""
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGINT)
    else:
        _thread.interrupt_main()


def interrupted() -> bool:
    """Tell whether Ctrl-C has been pressed since the command began."""
    handler = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    return isinstance(handler, CtrlC) and handler.heard

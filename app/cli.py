"""The command line's entry.

Exit codes: 0 done; 1 a fault of the program; 2 a mistake in what was asked for; 130 interrupted.
"""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper

INTERRUPTED = 130


def main() -> None:
    """Run the command that was typed, and end the process with its exit code."""
    if hasattr(signal, "SIGPIPE"):  # not on Windows; a reader that has seen enough, such as head, ends us quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows another one
    try:
        from app.running import run  # noqa: PLC0415 - here, so that Ctrl-C is told well from the beginning

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        sys.stderr.write("Interrupted.\n")
    sys.exit(code)


if __name__ == "__main__":
    main()

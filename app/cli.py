"""The command line's entry.

Exit codes: 0 done; 1 a fault of the program; 2 a mistake in what was asked for; 130 interrupted.
"""

from __future__ import annotations

import sys

from equipoise.app.interruption import CtrlC

MISTAKE, INTERRUPTED = 2, 130


def main() -> None:
    """Run the command that was typed, and end the process with its exit code."""
    ctrl_c = CtrlC()
    try:
        code = _command()
        ctrl_c.over()
    except BaseException as error:
        if not (ctrl_c.heard or isinstance(error, KeyboardInterrupt)):
            raise
        code = INTERRUPTED
    ctrl_c.over()
    from equipoise.app import streams  # noqa: PLC0415 - Ctrl-C is to be told well from the beginning, so it comes first

    if ctrl_c.heard or code == INTERRUPTED:
        code = INTERRUPTED
        streams.tell("Interrupted.")
    streams.finish()
    sys.exit(code)


def _command() -> int:
    from equipoise.app import streams  # noqa: PLC0415 - see above

    if not streams.take():
        streams.tell("Error: standard output is closed, so that there is nowhere to print to")
        return MISTAKE
    from equipoise.app.running import run  # noqa: PLC0415 - see above

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()

"""Running a command, and telling what went wrong."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
import warnings
from typing import TYPE_CHECKING

import typer

from equipoise.app.commands.tree import NAME, app
from equipoise.app.console import note
from equipoise.app.interruption import interrupted
from equipoise.app.streams import printing
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TRACEBACK = "EQUIPOISE_TRACEBACK"  # Set it to see where a fault of the program was raised

DONE, FAULT, MISTAKE, INTERRUPTED = 0, 1, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Run a command, and turn whatever it raises into a message and an exit code."""
    warnings.filterwarnings("ignore", ".*'POLARS_", UserWarning)  # it goes on with its own default
    os.environ.pop("SOURCE_DATE_EPOCH", None)  # libraries stumble over one that is no date, and nothing here has a date
    try:
        code = app(list(arguments), prog_name=NAME, standalone_mode=False, obj=command_line(arguments))
        with printing():
            sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of the program gets a message, too
        return INTERRUPTED if interrupted() else _message(error)
    return code if isinstance(code, int) else DONE


def command_line(arguments: Sequence[str]) -> str:
    """Write the command as reports repeat it; bytes of a name that are no text are shown as such."""
    return shlex.join([NAME, *arguments]).encode(errors="backslashreplace").decode()


def _message(error: Exception) -> int:
    """Say what went wrong, and give the exit code."""
    if isinstance(error, typer.TyperException):
        note(_refusal(error))
        return error.exit_code
    if isinstance(error, EquipoiseError | MemoryError | OSError):
        note(f"Error: {_mistake(error)}")
        return MISTAKE
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    note(
        f"A fault of the program, not yours: {type(error).__name__}: {error}\n"
        f"Please report it with the command that you gave; {TRACEBACK}=1 in front of it shows where it happened."
    )
    return FAULT


def _refusal(error: typer.TyperException) -> str:
    """Say why what was typed is no command line of ours."""
    message, context = error.format_message(), getattr(error, "ctx", None)
    if message.startswith("Usage:"):  # nothing was asked for: the help itself is the answer
        return message
    if (unknown := getattr(error, "option_name", "")) and context is not None:
        meant = _option_meant(unknown, context.command.params)
        message = f"there is no option {unknown}{meant}"
        if context.parent is None and meant == ".":
            message += " Options stand behind the command that they are for."
    return f"Error: {message}\n{context.command_path if context is not None else NAME} --help tells what is there."


_OTHER_WORDS = {
    "--runs": "--replications",
    "--years": "--rounds",
    "--quarters": "--rounds",
    "--evaluations": "--trials",
}
"""Options by words that people use for them."""


def _option_meant(unknown: str, parameters: Iterable[object]) -> str:
    """Ask whether an option was meant whose name, or whose meaning, is near."""
    there = [name for one in parameters for name in getattr(one, "opts", ()) if name.startswith("--")]
    other = _OTHER_WORDS.get(unknown, unknown)
    from equipoise.sim.wording import did_you_mean  # noqa: PLC0415 - help must not wait for the engine

    return did_you_mean(other if other in there else unknown, there) or "."


def _mistake(error: EquipoiseError | MemoryError | OSError) -> str:
    """Say what cannot be done as asked."""
    if isinstance(error, MemoryError):
        return "this machine has too little memory for that; ask for fewer slots, rounds or runs in the panel"
    if isinstance(error, FileNotFoundError) and not error.filename:  # all that is looked for by no name is this one
        return "the folder that you are in is no longer there"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    return str(error)

"""The command line: commands gathered, and what happens when something goes wrong.

Exit codes: 0 done; 1 a fault of the program; 2 a mistake in what was asked for; 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands import compare, outcomes, parameters, policies, repeat, run, scenarios
from app.console import note
from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "equipoise"
TRACEBACK = "EQUIPOISE_TRACEBACK"
"""Set it to see where a fault of the program was raised."""

DONE, FAULT, MISTAKE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    help=(
        "Simulate a vendor and its accounts: what it costs to have strategic accounts, and what being a strategic "
        "vendor brings, in margins and in survival."
    ),
    epilog="Begin with: equipoise compare over-a-barrel",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help reads the same in a terminal, in a pipe and aloud
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _with_examples(examples: Sequence[str]) -> str:
    """Examples below a command's help, each on a line of its own."""
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples)])


app.command(epilog=_with_examples(compare.EXAMPLES))(compare.compare)
app.command(epilog=_with_examples(run.EXAMPLES))(run.run)
app.command(epilog=_with_examples(repeat.EXAMPLES))(repeat.repeat)
app.add_typer(scenarios.scenarios, name="scenarios")
app.add_typer(policies.policies, name="policies")
app.command(epilog=_with_examples(parameters.EXAMPLES))(parameters.parameters)
app.command(epilog=_with_examples(outcomes.EXAMPLES))(outcomes.outcomes)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - help must not wait for it

        try:
            typer.echo(f"{NAME} {version(NAME)}")
        except PackageNotFoundError:
            typer.echo(f"{NAME}, run from its source")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None: ...


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and end the process with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed behind the program's name; by default, what was.
    """
    if hasattr(signal, "SIGPIPE"):  # not on Windows; a reader that has seen enough, such as head, ends us quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows another one
    sys.exit(_exit_code(list(arguments) if arguments is not None else sys.argv[1:]))


def _exit_code(arguments: list[str]) -> int:
    """Run a command, and turn whatever it raises into a message and an exit code."""
    try:
        code = app(arguments, prog_name=NAME, standalone_mode=False)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort of whatever is raised
        return _told(error)
    if code == INTERRUPTED:
        note("Interrupted.")
    return code if isinstance(code, int) else DONE


def _told(error: Exception) -> int:
    """Tell what went wrong; the exit code says whose mistake it is."""
    if isinstance(error, typer.TyperException):
        return _refused(error)
    if isinstance(error, EquipoiseError):
        note(f"Error: {error}")
    elif isinstance(error, MemoryError):
        note("Error: this machine has too little memory for that; ask for fewer slots, rounds or runs in the panel")
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        note(f"Error: {where}{error.strerror or error}")
    else:
        return _our_fault(error)
    return MISTAKE


def _refused(error: typer.TyperException) -> int:
    """What was typed is no command line of ours."""
    context = getattr(error, "ctx", None)
    if message := error.format_message().strip():
        note(f"Error: {message}\n{context.command_path if context is not None else NAME} --help tells what is there.")
    return error.exit_code


def _our_fault(error: Exception) -> int:
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    note(
        f"A fault of the program, not yours: {type(error).__name__}: {error}\n"
        f"Please report it with the command that you gave; {TRACEBACK}=1 in front of it shows where it happened."
    )
    return FAULT


if __name__ == "__main__":
    main()

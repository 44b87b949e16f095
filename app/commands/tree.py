"""All commands, by name and what they do; a command's module is imported when the command is called."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "equipoise"

COMMANDS = {
    "compare": "Compare policies, or scenarios, under the same luck.",
    "run": "Run one policy, or tell one of its runs in words.",
    "repeat": "Repeat a comparison exactly, from its manifest.",
    "twin": "See who is strategic, by taking accounts away.",
    "frontier": "Find the policies that none beats on two outcomes.",
    "breakeven": "Find the value at which the answer turns.",
    "worth-knowing": "Tell what is worth finding out before deciding.",
    "sweep": "Play a study over many points, and go on where it ended.",
    "sensitivity": "Tell which lever matters most.",
    "claims": "Put the claims R1 to R21 to the test.",
    "regularities": "Look for published facts in simulated vendors.",
    "serve": "Ask what if, or play workshops, in the browser.",
    "play": "Play a workshop alone, in either seat, against programs.",
    "room": "Set up a workshop's room: its tables, and what is printed.",
    "table": "Play a year of a workshop's tables, or write the debrief.",
    "accounts": "Make a scenario of a business from its own files.",
    "parameters": "List what can be set: default, unit, range and meaning.",
    "outcomes": "List what is measured, with unit and meaning.",
    "scenarios": "List, show, start and check scenarios.",
    "policies": "List, show, start and check policies.",
    "studies": "List, show, start and check studies.",
    "workshops": "List, show, start and check workshops.",
}
"""Each is a function, or a group of commands, of its name in a module of its name."""


class Later(TyperCommand):
    """A command of which no more is known than what it does, until it is called."""

    @cached_property
    def loaded(self) -> TyperCommand | TyperGroup:
        """The command itself, with its examples below its help, each on a line of its own."""
        name = str(self.name).replace("-", "_")
        module = import_module(f"{__package__}.{name}")
        found = getattr(module, name)
        if isinstance(found, typer.Typer):
            return get_group(found)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        examples = ["\b", "Examples:", *(f"  {example}" for example in module.EXAMPLES)]
        alone.command(epilog="\n".join(examples))(found)
        return cast("TyperCommand", get_command(alone))

    @property
    def commands(self) -> Mapping[str, TyperCommand]:
        """Those of a group."""
        return getattr(self.loaded, "commands", {})

    def make_context(self, *given: Any, **named: Any) -> typer.Context:
        """Call the command itself."""
        return cast("typer.Context", self.loaded.make_context(*given, **named))

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # Typer keeps its own Context private
        """Write the help of the command itself."""
        return self.loaded.get_help(ctx)


class _Program(TyperGroup):
    def __init__(self, **given: Any) -> None:
        commands = {name: Later(name, help=does) for name, does in COMMANDS.items()}
        super().__init__(**given | {"commands": commands})


app = typer.Typer(
    cls=_Program,
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


def _print_version(asked: bool) -> None:
    if asked:
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

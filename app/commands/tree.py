"""All commands, gathered."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import (
    claims,
    compare,
    frontier,
    outcomes,
    parameters,
    policies,
    regularities,
    repeat,
    run,
    scenarios,
    sensitivity,
    studies,
    sweep,
    twin,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "equipoise"

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
app.command(epilog=_with_examples(twin.EXAMPLES))(twin.twin)
app.command(epilog=_with_examples(frontier.EXAMPLES))(frontier.frontier)
app.command(epilog=_with_examples(sweep.EXAMPLES))(sweep.sweep)
app.command(epilog=_with_examples(sensitivity.EXAMPLES))(sensitivity.sensitivity)
app.command(epilog=_with_examples(claims.EXAMPLES))(claims.claims)
app.command(epilog=_with_examples(regularities.EXAMPLES))(regularities.regularities)
app.add_typer(scenarios.scenarios, name="scenarios")
app.add_typer(policies.policies, name="policies")
app.add_typer(studies.studies, name="studies")
app.command(epilog=_with_examples(parameters.EXAMPLES))(parameters.parameters)
app.command(epilog=_with_examples(outcomes.EXAMPLES))(outcomes.outcomes)


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

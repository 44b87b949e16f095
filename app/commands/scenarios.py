"""``equipoise scenarios``: what can be played, and files of one's own."""

from typing import Annotated

import typer

from equipoise.app.commands import completion, options

scenarios = typer.Typer(
    help="List, show, start and check scenarios.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Scenarios of your own, or shipped names.", show_default=False),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="NAME",
        show_default=False,
        autocompletion=completion.scenarios,
        help="A scenario to start from; the file then states only what differs from it.",
    ),
]


@scenarios.command("list")
def list_(as_json: options.AsJson = False) -> None:
    """List the scenarios that come with the program."""
    from equipoise.app.jobs.scenarios import show_list  # noqa: PLC0415 - help must not wait for it

    show_list(as_json=as_json)


@scenarios.command()
def show(
    scenario: options.Scenario,
    settings: options.Settings = None,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print it as a file with every default filled in.")] = False,
    as_json: options.AsJson = False,
) -> None:
    """Show a scenario: its question, what differs from the defaults, its accounts and policies."""
    from equipoise.app.jobs.scenarios import show_one  # noqa: PLC0415 - help must not wait for it

    show_one(scenario, settings or [], as_toml=as_toml, as_json=as_json)


@scenarios.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the file, with or without .toml.", show_default=False)
    ],
    base: Base = None,
) -> None:
    """Write a commented file to start a scenario of your own from. It overwrites nothing."""
    from equipoise.app.jobs.scenarios import start  # noqa: PLC0415 - help must not wait for it

    start(name, base)


@scenarios.command()
def check(files: Files, as_json: options.AsJson = False) -> None:
    """Check files, and report everything that is wrong in all of them; the exit code is 2 if anything is."""
    from equipoise.app.jobs.checking import check_scenarios  # noqa: PLC0415 - help must not wait for it

    check_scenarios(files, as_json=as_json)


@scenarios.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from equipoise.app.jobs.scenarios import show_schema  # noqa: PLC0415 - help must not wait for it

    show_schema()

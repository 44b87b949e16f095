"""``equipoise studies``: what can be swept, and files of one's own."""

from typing import Annotated

import typer

from equipoise.app.commands import completion, options

studies = typer.Typer(
    help="List, show, start and check studies.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Study = Annotated[
    str,
    typer.Argument(
        metavar="STUDY",
        help="A shipped study's name, or the path of a .toml file.",
        show_default=False,
        autocompletion=completion.studies,
    ),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Studies of your own, or shipped names.", show_default=False),
]


Scenario = Annotated[
    str,
    typer.Option(
        "--scenario",
        metavar="NAME",
        autocompletion=completion.scenarios,
        help="The scenario that it plays, under that one's policies: a shipped name or the path of a .toml file.",
    ),
]


@studies.command("list")
def list_(as_json: options.AsJson = False) -> None:
    """List the studies that come with the program."""
    from equipoise.app.jobs.studies import show_list  # noqa: PLC0415 - help must not wait for it

    show_list(as_json=as_json)


@studies.command()
def show(study: Study, as_json: options.AsJson = False) -> None:
    """Show a study: its question, what is varied and how far, its design, and what it will cost."""
    from equipoise.app.jobs.studies import show_one  # noqa: PLC0415 - help must not wait for it

    show_one(study, as_json=as_json)


@studies.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the file, with or without .toml.", show_default=False)
    ],
    scenario: Scenario = "over-a-barrel",
) -> None:
    """Write a commented file to start a study of your own from. It overwrites nothing."""
    from equipoise.app.jobs.studies import start  # noqa: PLC0415 - help must not wait for it

    start(name, scenario)


@studies.command()
def check(files: Files, as_json: options.AsJson = False) -> None:
    """Check files, and report everything that is wrong in all of them; the exit code is 2 if anything is."""
    from equipoise.app.jobs.checking import check_studies  # noqa: PLC0415 - help must not wait for it

    check_studies(files, as_json=as_json)

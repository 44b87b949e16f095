"""``equipoise policies``: what a vendor can do."""

from typing import Annotated

import typer

from equipoise.app.commands import completion, options

policies = typer.Typer(
    help="List, show, start and check policies.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Policy = Annotated[
    str,
    typer.Argument(
        metavar="POLICY",
        help="A shipped policy's name, or the path of a .toml file.",
        show_default=False,
        autocompletion=completion.policies,
    ),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Policies of your own, or shipped names.", show_default=False),
]


@policies.command("list")
def list_(as_json: options.AsJson = False) -> None:
    """List the policies that come with the program."""
    from equipoise.app.jobs.policies import show_list  # noqa: PLC0415 - help must not wait for it

    show_list(as_json=as_json)


@policies.command()
def show(policy: Policy, settings: options.Settings = None, as_json: options.AsJson = False) -> None:
    """Show a policy: what it does, and every lever with its meaning."""
    from equipoise.app.jobs.policies import show_one  # noqa: PLC0415 - help must not wait for it

    show_one(policy, settings or [], as_json=as_json)


@policies.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the file, with or without .toml.", show_default=False)
    ],
) -> None:
    """Write a commented file to start a policy of your own from. It overwrites nothing."""
    from equipoise.app.jobs.policies import start  # noqa: PLC0415 - help must not wait for it

    start(name)


@policies.command()
def check(files: Files, as_json: options.AsJson = False) -> None:
    """Check files, and report everything that is wrong in all of them; the exit code is 2 if anything is."""
    from equipoise.app.jobs.checking import check_policies  # noqa: PLC0415 - help must not wait for it

    check_policies(files, as_json=as_json)

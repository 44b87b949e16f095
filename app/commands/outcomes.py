"""``equipoise outcomes``: everything that is measured."""

from typing import Annotated

import typer

from equipoise.app.commands import completion, options

EXAMPLES = ("equipoise outcomes", "equipoise outcomes margin")

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORD",
        help="Show only what has all these words in its name or meaning; all by default.",
        show_default=False,
        autocompletion=completion.outcomes,
    ),
]


def outcomes(words: Words = None, as_json: options.AsJson = False) -> None:
    """List what is measured, with unit and meaning."""
    from equipoise.app.jobs.outcomes import show_outcomes  # noqa: PLC0415 - help must not wait for it

    show_outcomes(words or [], as_json=as_json)

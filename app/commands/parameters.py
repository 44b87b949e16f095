"""``equipoise parameters``: everything that can be set."""

from typing import Annotated

import typer

from equipoise.app.commands import completion, options

EXAMPLES = ("equipoise parameters rival", "equipoise parameters policy.")

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORD",
        help="Show only what has all these words in its key or meaning; all by default.",
        show_default=False,
        autocompletion=completion.keys,
    ),
]


def parameters(words: Words = None, as_json: options.AsJson = False) -> None:
    """List what can be set, with default, unit, range and meaning."""
    from equipoise.app.jobs.parameters import show_parameters  # noqa: PLC0415 - help must not wait for it

    show_parameters(words or [], as_json=as_json)

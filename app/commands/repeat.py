"""``equipoise repeat``: what a manifest describes, exactly."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.asked import Asked
from equipoise.app.commands import options

EXAMPLES = ("equipoise repeat report/manifest.json",)

Manifest = Annotated[
    Path,
    typer.Argument(
        metavar="MANIFEST",
        parser=options.some_path,
        help="A manifest.json that --out wrote, or its folder.",
        show_default=False,
    ),
]


def repeat(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    manifest: Manifest,
    accounts: options.Accounts = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: options.Out = None,
    panel: options.Panel = None,
) -> None:
    """Repeat a comparison exactly, from its manifest.

    The manifest holds every scenario and policy whole, and the seed; --out writes it beside the report. A search for a
    frontier is repeated likewise. One that was changed is refused: to play something else, change a file or say --set.
    Of claims and of regularities, the command that does them again is told.
    """
    from equipoise.app.jobs.repeat import repeat_and_show  # noqa: PLC0415 - help must not wait for the engine

    repeat_and_show(manifest, Asked([], accounts or [], None, None, None, threads, as_json, out, panel))

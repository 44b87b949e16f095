"""``equipoise claims``: what the texts claim, put to the test."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.sim.whole_numbers import REPLICATIONS, SEED

EXAMPLES = (
    "equipoise claims",
    "equipoise claims R5 R10 --quick",
    "equipoise claims --list",
    "equipoise claims --out evidence",
)

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID", help="Claims to try, as R5; all of them by default.", show_default=False,
        autocompletion=completion.claims,
    ),
]  # fmt: skip
Quick = Annotated[bool, typer.Option("--quick", help="A third of the runs: the same verdicts, with wider intervals.")]
List = Annotated[bool, typer.Option("--list", help="List the claims, and how each is tested, without testing any.")]
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", metavar="N", parser=options.whole_number(*REPLICATIONS[1:]), show_default="1500, quick 500",
        help="Runs of each arm; a claim about rare events takes a multiple of them.",
    ),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", parser=options.whole_number(*SEED[1:]), show_default="7",
        help="Seed of the luck.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", parser=options.some_path, show_default=False,
        help="Write a report with a picture a claim, the data and a manifest to this folder.",
    ),
]  # fmt: skip


def claims(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    ids: Ids = None,
    quick: Quick = False,
    only_list: List = False,
    runs: Runs = None,
    seed: Seed = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """Put the claims R1 to R21 to the test.

    Each claim is supported, contradicted or undecided by a least effect that would matter, and by a placebo in which
    its mechanism is off. Prints the effect that each verdict hangs on, with intervals that hold for all claims
    together, and p-values adjusted for their number; then the central two by two and what the strategic vendor's
    advantage is made of. Some claims alone are told in full, still judged as among all.
    """
    from equipoise.app.jobs.claims import list_claims, try_and_show  # noqa: PLC0415 - help must not wait for the engine

    if only_list:
        list_claims(ids or [], as_json=as_json)
    else:
        try_and_show(ids or [], runs, seed, quick=quick, threads=threads, as_json=as_json, out=out)

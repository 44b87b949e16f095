"""``equipoise regularities``: published facts, looked for in a simulated population."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.sim.whole_numbers import SEED, VENDORS

EXAMPLES = (
    "equipoise regularities",
    "equipoise regularities --quick",
    "equipoise regularities tenure-price loyalty-profit",
    "equipoise regularities --list",
    "equipoise regularities --out evidence",
)

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Regularities to look for; all of them by default.", show_default=False,
        autocompletion=completion.regularities,
    ),
]  # fmt: skip
Quick = Annotated[
    bool,
    typer.Option(
        "--quick", help="Fewer vendors, and nothing switched off, in seconds: a close verdict stays undecided."
    ),
]
List = Annotated[bool, typer.Option("--list", help="List the published facts and their sources, and run nothing.")]
Vendors = Annotated[
    int | None,
    typer.Option(
        "--vendors", metavar="N", parser=options.whole_number(*VENDORS[1:]), show_default="1000, quick 300",
        help="Vendors of the population.",
    ),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", parser=options.whole_number(*SEED[1:]), show_default="20",
        help="Seed of the population: its vendors and their luck.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", parser=options.some_path, show_default=False,
        help="Write a page, a picture a regularity, both panels and a manifest to this folder.",
    ),
]  # fmt: skip


def regularities(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    names: Names = None,
    quick: Quick = False,
    only_list: List = False,
    vendors: Vendors = None,
    seed: Seed = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """Look for published facts in simulated vendors.

    A population of vendors that differ is played. Each fact is a regression on its panel, as its source has it. Prints
    what was published, what comes out with an interval that holds for all regularities together, the verdict on sign
    and size, and whether the program was set to meet the fact. Up to three regularities are told in full, with
    estimates that show why; a verdict is the same whichever are asked for.
    """
    from equipoise.app.jobs.regularities import find_and_show, list_facts  # noqa: PLC0415 - help must not wait for the engine

    if only_list:
        list_facts(names or [], as_json=as_json)
    else:
        find_and_show(names or [], vendors, seed, quick=quick, as_json=as_json, out=out)

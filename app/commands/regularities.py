"""``equipoise regularities``: published facts, looked for in a simulated population."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.console import indented, progress, show, show_json
from equipoise.sim import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.regularities.regularity import Regularity

EXAMPLES = (
    "equipoise regularities",
    "equipoise regularities --quick",
    "equipoise regularities tenure-price loyalty-profit",
    "equipoise regularities --list",
    "equipoise regularities --out evidence",
)

_QUICK = "Fewer vendors, and nothing switched off, in seconds: a close verdict stays undecided."
_OUT = "Write a page, a picture a regularity, both panels and a manifest to this folder."

Names = Annotated[
    list[str] | None,
    options.argument("[NAME]...", "Regularities to look for; all of them by default.", completion.regularities),
]
Quick = Annotated[bool, options.switch("--quick", _QUICK)]
List = Annotated[bool, options.switch("--list", "List the published facts and their sources, and run nothing.")]
Vendors = Annotated[
    int | None, options.number("--vendors", whole_numbers.VENDORS, "Vendors of the population.", "1000, quick 300")
]
Seed = Annotated[
    int | None,
    options.number("--seed", whole_numbers.SEED, "Seed of the population: its vendors and their luck.", "20"),
]
Out = Annotated[Path | None, options.out(_OUT)]


def regularities(
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
    from equipoise.experiments import regularities as published

    found = published.regularities(names or [])
    if only_list:
        _list(found, as_json=as_json)
        return
    from equipoise.experiments.folder import check_folder

    if out is not None:
        check_folder(out)
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.regularities import regularities_page
    from equipoise.app.ready import make_ready
    from equipoise.experiments.kinds import REGULARITIES_PAGE
    from equipoise.experiments.regularities.document import to_json
    from equipoise.experiments.regularities.population import QUICK_VENDORS, SEED, VENDORS
    from equipoise.experiments.regularities.study import find_all, steps
    from equipoise.experiments.result import save_result

    make_ready()
    count = vendors or (QUICK_VENDORS if quick else VENDORS)
    with progress("Looking", steps(names or [], count, why=not quick)) as done:
        study = find_all(names or [], vendors=count, seed=SEED if seed is None else seed, why=not quick, progress=done)
    if out is not None:
        from equipoise.experiments.regularities.outputs import RegularitiesResult

        with progress("Writing", 1.0) as written:
            save_result(RegularitiesResult(study), out, written)
    show_result(
        lambda: to_json(study), regularities_page(study), as_json=as_json, out=out,
        written=lambda folder: (
            f"The page is {folder / REGULARITIES_PAGE}; pictures, both panels and the manifest are beside it."
        ),
        offer="For a page with a picture each, and the panels, add --out DIR; for one regularity in full, name it.",
    )  # fmt: skip


def _list(found: "Mapping[str, Regularity]", *, as_json: bool) -> None:
    """Print regularities: what was published, and how it is looked for."""
    if as_json:
        from equipoise.experiments.regularities.document import of_regularity

        show_json([of_regularity(name, regularity) for name, regularity in found.items()])
        return
    for name, regularity in found.items():
        told = f"{regularity.source}\n{regularity.sample} {regularity.regression}"
        show(Text(f"{name}  ", style="bold").append(regularity.fact, style="not bold"), indented(Text(told), 4), Text())

"""Looking for published regularities, and printing what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented, note, progress, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.pages.regularities import regularities_page
from equipoise.experiments.folder import check_folder
from equipoise.experiments.kinds import REGULARITIES_PAGE
from equipoise.experiments.regularities import regularities
from equipoise.experiments.regularities.document import of_regularity, to_json
from equipoise.experiments.regularities.population import QUICK_VENDORS, SEED, VENDORS
from equipoise.experiments.regularities.study import find_all, steps
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from equipoise.experiments.regularities.study import Study


def find_and_show(  # noqa: PLR0913 - what is looked for, in what, and where it goes
    names: Sequence[str], vendors: int | None, seed: int | None, *, quick: bool, as_json: bool, out: Path | None
) -> None:
    """Look for regularities, and print what comes of it."""
    regularities(names)
    if out is not None:
        check_folder(out)
    base = load_scenario("base")
    make_ready(Arm(base, load_policy(base.policies[0]), base.run.seed, base.run.rounds))
    count = vendors or (QUICK_VENDORS if quick else VENDORS)
    with progress("Looking", steps(names, count, why=not quick)) as done:
        study = find_all(names, vendors=count, seed=SEED if seed is None else seed, why=not quick, progress=done)
    if out is not None:
        _write(study, out)
    if as_json:
        show_json(to_json(study))
    else:
        show(*regularities_page(study))
    tell = note if as_json else say
    if out is not None:
        tell(f"\nThe page is {out / REGULARITIES_PAGE}; pictures, both panels and the manifest are beside it.")
    elif not as_json:
        tell("\nFor a page with a picture each, and the panels, add --out DIR; for one regularity in full, name it.")


def _write(study: Study, out: Path) -> None:
    # Figures take a second to import, and most commands ask for none.
    from equipoise.experiments.regularities.outputs import RegularitiesResult  # noqa: PLC0415 - see above
    from equipoise.experiments.result import save_result  # noqa: PLC0415 - see above

    with progress("Writing", 1.0) as written:
        save_result(RegularitiesResult(study), out, written)


def list_facts(names: Sequence[str], *, as_json: bool) -> None:
    """Print regularities: what was published, and how it is looked for."""
    found = regularities(names)
    if as_json:
        show_json([of_regularity(name, regularity) for name, regularity in found.items()])
        return
    for name, regularity in found.items():
        told = f"{regularity.source}\n{regularity.sample} {regularity.regression}"
        show(Text(f"{name}  ", style="bold").append(regularity.fact, style="not bold"), indented(Text(told), 4), Text())

"""``equipoise claims``: what the texts claim, put to the test."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.console import indented, output, progress, show, show_json
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import PLACES, REPLICATIONS
from equipoise.sim.whole_numbers import SEED as SEED_RANGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.claim import Claim
    from equipoise.experiments.claims.whole import Whole

EXAMPLES = (
    "equipoise claims",
    "equipoise claims R5 R10 --quick",
    "equipoise claims R5 --set market.rivals=1",
    "equipoise claims R5 --robust --out around",
    "equipoise claims --list",
    "equipoise claims --out evidence",
)


def _offered(incomplete: str) -> list[str]:
    from equipoise.experiments.claims import ids

    return [name for name in ids() if name.startswith(incomplete.upper())]


Ids = Annotated[list[str] | None, options.argument("ID", "Claims to try, as R5; all of them by default.", _offered)]
Quick = Annotated[
    bool, options.switch("--quick", "A third of the runs: wider intervals, so that what is close stays undecided.")
]
List = Annotated[bool, options.switch("--list", "List the claims, and how each is tested, without testing any.")]
Runs = Annotated[
    int | None,
    options.number(
        "--runs", REPLICATIONS, "Runs of each arm; a claim about rare events takes a multiple of them.",
        "1500, quick 500",
    ),
]  # fmt: skip
Seed = Annotated[int | None, options.number("--seed", SEED_RANGE, "Seed of the luck.", "7")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", show_default=False, autocompletion=completion.settings,
        help="Ask the claims elsewhere: set a parameter or a switch in every arm. Repeatable.",
    ),
]  # fmt: skip
Robust = Annotated[
    bool,
    typer.Option(
        "--robust",
        help="Judge the claims at many points around their scenarios' parameters, and tell where each turns. Minutes.",
    ),
]
Points = Annotated[int | None, options.number("--points", PLACES, "Points of --robust.", "64")]
Out = Annotated[
    Path | None,
    options.out("Write a report with a picture a claim, the data and a manifest to this folder; of --robust a page."),
]


def claims(
    context: typer.Context,
    ids: Ids = None,
    quick: Quick = False,
    only_list: List = False,
    runs: Runs = None,
    settings: Settings = None,
    robust: Robust = False,
    points: Points = None,
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
    from equipoise.experiments.claims import claims_of

    found = claims_of(ids or [])
    if only_list:
        _list(found, as_json=as_json)
        return
    from equipoise.app.ready import make_ready, warn
    from equipoise.experiments.claims import robust as elsewhere
    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.trial import QUICK_RUNS, RUNS, SEED, check_runs, check_settings, settings_of
    from equipoise.experiments.folder import check_folder

    changed = settings_of(settings or [])
    warn(check_settings(found, changed))
    if robust:
        luck = Luck(runs or elsewhere.RUNS, SEED if seed is None else seed)
        check_runs(luck.runs)
        if out is not None:
            check_folder(out)
        _elsewhere(found, changed, points or elsewhere.POINTS, luck, threads, as_json=as_json, out=out)
        return
    if points is not None:
        raise EquipoiseError("--points   goes with --robust alone")
    luck = Luck(runs or (QUICK_RUNS if quick else RUNS), SEED if seed is None else seed)
    check_runs(luck.runs)
    if out is not None:
        check_folder(out)
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.claims import claims_page
    from equipoise.experiments.claims.document import to_json
    from equipoise.experiments.claims.whole import jobs_in, try_everything
    from equipoise.experiments.kinds import REPORT

    make_ready()
    beyond = not (ids or changed)
    with progress("Trying", jobs_in(found, beyond=beyond)) as tried:
        whole = try_everything(found, luck, beyond=beyond, settings=changed, threads=threads, progress=tried)
    if out is not None:
        _write(whole, out, context.obj)
    show_result(
        lambda: to_json(whole), claims_page(whole, output()), as_json=as_json, out=out,
        written=lambda folder: f"The report is {folder / REPORT}; pictures, data and the manifest are beside it.",
        offer="For a report with a picture a claim, add --out DIR; for one claim in full, name it.",
    )  # fmt: skip


def _elsewhere(
    found: "Sequence[Claim]",
    settings: "Mapping[str, object]",
    points: int,
    luck: "Luck",
    threads: int | None,
    *,
    as_json: bool,
    out: Path | None,
) -> None:
    """Judge claims at many points."""
    from equipoise.app.outputs import show_result
    from equipoise.app.pages.claims import elsewhere_page
    from equipoise.app.ready import make_ready
    from equipoise.experiments.claims.around import AroundResult
    from equipoise.experiments.claims.robust import try_elsewhere
    from equipoise.experiments.kinds import AROUND_PAGE
    from equipoise.experiments.result import save_result

    make_ready()
    with progress("Trying", len(found) * points) as tried:
        result = AroundResult(try_elsewhere(found, luck, points, settings=settings, threads=threads, progress=tried))
    if out is not None:
        save_result(result, out)
    show_result(
        result.document, elsewhere_page(result), as_json=as_json, out=out,
        written=lambda folder: f"The page is {folder / AROUND_PAGE}; every point and the manifest are beside it.",
        offer="For the page and every point in a table, add --out DIR.",
    )  # fmt: skip


def _write(whole: "Whole", out: Path, command: str) -> None:
    from equipoise.app.pages.claims import claims_report
    from equipoise.experiments.claims.outputs import ClaimsResult
    from equipoise.experiments.result import save_result

    with progress("Writing", 1.0) as written:
        save_result(ClaimsResult(whole, lambda images: claims_report(whole, images, command)), out, written)


def _list(found: "Sequence[Claim]", *, as_json: bool) -> None:
    """Print claims and how each is tested."""
    if as_json:
        from equipoise.experiments.claims.document import of_claim

        show_json([of_claim(claim) for claim in found])
        return
    for claim in found:
        heading = Text(f"{claim.id}  ", style="bold").append(claim.sentence)
        show(heading, indented(Text(f"{claim.design}\nMeasure: {claim.measure}\nPlacebo: {claim.placebo}"), 5), Text())

"""Putting claims to the test, and printing what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented, note, output, progress, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.jobs.outputs import command_given
from equipoise.app.pages.claims import claims_page
from equipoise.experiments.claims.claim import Luck
from equipoise.experiments.claims.document import of_claim, to_json
from equipoise.experiments.claims.trial import QUICK_RUNS, RUNS, SEED, check_runs, chosen
from equipoise.experiments.claims.whole import jobs_in, try_everything
from equipoise.experiments.folder import check_folder
from equipoise.experiments.kinds import REPORT
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from equipoise.experiments.claims.whole import Whole


def try_and_show(  # noqa: PLR0913 - what is tried, on what, and where it goes
    ids: Sequence[str],
    runs: int | None,
    seed: int | None,
    *,
    quick: bool,
    threads: int | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Put claims to the test, and print what comes of it."""
    claims = chosen(ids)
    luck = Luck(runs or (QUICK_RUNS if quick else RUNS), SEED if seed is None else seed)
    check_runs(luck.runs)
    if out is not None:
        check_folder(out)
    base = load_scenario("base")
    make_ready(Arm(base, load_policy(base.policies[0]), luck.seed, base.run.rounds))
    beyond = not ids
    with progress("Trying", jobs_in(claims, beyond=beyond)) as tried:
        whole = try_everything(claims, luck, beyond=beyond, threads=threads, progress=tried)
    if out is not None:
        _write(whole, out)
    if as_json:
        show_json(to_json(whole))
    else:
        show(*claims_page(whole, output()))
    tell = note if as_json else say
    if out is not None:
        tell(f"\nThe report is {out / REPORT}; pictures, data and the manifest are beside it.")
    elif not as_json:
        tell("\nFor a report with a picture a claim, add --out DIR; for one claim in full, name it.")


def _write(whole: Whole, out: Path) -> None:
    # Figures and templates take a second to import, and most commands ask for none.
    from equipoise.app.report.claims import claims_report  # noqa: PLC0415 - see above
    from equipoise.experiments.claims.outputs import ClaimsResult  # noqa: PLC0415 - see above
    from equipoise.experiments.result import save_result  # noqa: PLC0415 - see above

    command = command_given()
    with progress("Writing", 1.0) as written:
        save_result(ClaimsResult(whole, lambda images: claims_report(whole, images, command)), out, written)


def list_claims(ids: Sequence[str], *, as_json: bool) -> None:
    """Print claims and how each is tested."""
    claims = chosen(ids)
    if as_json:
        show_json([of_claim(claim) for claim in claims])
        return
    for claim in claims:
        heading = Text(f"{claim.id}  ", style="bold").append(claim.sentence)
        show(heading, indented(Text(f"{claim.design}\nMeasure: {claim.measure}\nPlacebo: {claim.placebo}"), 5), Text())

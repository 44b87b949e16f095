"""Taking accounts away, and printing what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.console import note, output, progress, say, show, show_json
from equipoise.app.jobs.arms import asked_arms, make_ready
from equipoise.app.jobs.trying import warn, warnings_of
from equipoise.app.pages.twins import removal_page
from equipoise.experiments.twins.choosing import check_round, chosen_accounts
from equipoise.experiments.twins.document import to_json
from equipoise.experiments.twins.play import play_twins

if TYPE_CHECKING:
    from equipoise.app.asked import Asked


def twin_and_show(scenario: str, policy: str | None, first: int, threshold: float, asked: Asked) -> None:
    """Play a scenario with everybody and without each account, and print what follows."""
    arm = asked_arms([scenario], [policy] if policy is not None else [], asked)[0]
    accounts = chosen_accounts(arm.scenario, asked.accounts)
    check_round(first, arm.rounds)
    if asked.out is not None:
        from equipoise.experiments.folder import check_folder  # noqa: PLC0415 - of those who write alone

        check_folder(asked.out)
    make_ready(arm)
    warn(warnings_of([arm]))
    runs = arm.scenario.run.replications
    with progress("Playing", runs) as played:
        removal = play_twins(
            arm, accounts, runs, first=first, threshold=threshold, threads=asked.threads, progress=played
        )
    if asked.out is not None:
        from equipoise.experiments.result import save_result  # noqa: PLC0415 - of those who write alone
        from equipoise.experiments.twins.outputs import TwinsResult  # noqa: PLC0415 - likewise

        save_result(TwinsResult(removal, arm), asked.out)
    if asked.as_json:
        show_json(to_json(removal))
    else:
        show(*removal_page(removal, output()))
    tell = note if asked.as_json else say
    if asked.out is not None:
        tell(f"\nThe figure, the data and the manifest are in {asked.out}.")

"""Comparing arms, and printing what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.console import output, show, show_json
from equipoise.app.jobs.arms import asked_arms, make_ready, scenarios_of
from equipoise.app.jobs.outputs import check_out, played, tell_where
from equipoise.app.jobs.trying import warn, warnings_of
from equipoise.app.measures import groups_of, parts_of
from equipoise.app.pages.comparison import comparison_page
from equipoise.experiments.compare import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.app.asked import Asked
    from equipoise.sim.arm import Arm


def compare_and_show(scenarios: Sequence[str], policies: Sequence[str], asked: Asked) -> None:
    """Load arms, play them under the same luck, and print what they come to."""
    arms = asked_arms(scenarios, policies, asked)
    play_and_show(arms, arms[0].scenario.run.replications, asked)


def play_and_show(arms: Sequence[Arm], replications: int, asked: Asked, names: Sequence[str] | None = None) -> None:
    """Play arms under the same luck, and print what they come to."""
    groups = groups_of(scenarios_of(arms), asked.accounts)
    check_out(asked)
    make_ready(arms[0])
    warn(warnings_of(arms))
    comparison = played(arms, replications, asked, names)
    if asked.as_json:
        show_json(to_json(comparison))
    else:
        show(*comparison_page(comparison, parts_of(comparison, groups), output()))
    tell_where(asked)

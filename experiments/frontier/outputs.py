"""What ``--out DIR`` writes of a frontier: the policies found, ready to be used, the figure and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.frontier import called, place
from equipoise.experiments.folder import check_folder
from equipoise.experiments.frontier.document import to_json
from equipoise.experiments.kinds import FRONTIER_DOCUMENT
from equipoise.experiments.result import Result
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import policy_to_toml
from equipoise.sim.policy import Levers, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.frontier import Candidate, Frontier
    from equipoise.experiments.frontier.task import Task

POLICIES = "policies"


def check_new(out: Path) -> None:
    """Refuse a folder that holds anything: a policy in it may have been changed since it was found."""
    check_folder(out)
    if out.is_dir() and (there := sorted(path.name for path in out.iterdir())):
        raise EquipoiseError(
            f"results cannot be written to {out}: it holds {there[0]}; name a new folder, or an empty one"
        )


@dataclass(frozen=True)
class FrontierResult(Result):
    """What was found, and what was searched for."""

    file = FRONTIER_DOCUMENT

    found: Frontier
    task: Task

    def pictures(self) -> list[Picture]:
        """The front, and what it is compared with."""
        from equipoise.analysis.figures.frontier import frontier

        return [frontier(self.found)]

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return to_json(self.found)

    def pages(self, _images: Mapping[str, bytes]) -> dict[str, str]:
        """The policies of the front, ready to be used."""
        return {
            f"{POLICIES}/{point.name}.toml": policy_to_toml(policy_of(self.found, point)) for point in self.found.points
        }

    def made_of(self) -> Task:
        """What was searched for."""
        return self.task


def policy_of(frontier: Frontier, point: Candidate) -> Policy:
    """Make a policy of a point of the front, which says where it comes from, with the point's levers, bit for bit."""
    first, second = frontier.objectives
    figures, number = " and ".join(place(frontier, point)), frontier.points.index(point) + 1
    return Policy(
        name=point.name,
        title=f"Point {number} of {len(frontier.points)} on the frontier of {frontier.scenario}",
        about=(
            f"Found by equipoise frontier {frontier.scenario}, for {called(first)} against {called(second)} "
            f"({frontier.account}), among {len(frontier.trials):,} policies on luck {frontier.search_seed}; "
            f"on fresh luck (seed {frontier.seed}, {frontier.runs:,} runs): {figures}. It is the best that was found "
            f"for that scenario as it was played, and for no other."
        ),
        levers=Levers.model_validate(point.levers),
    )

"""What is asked for of regularities: which, in what population, and how it is asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from equipoise.experiments.again import Request
from equipoise.experiments.complete import of_run
from equipoise.experiments.kinds import REGULARITIES
from equipoise.experiments.regularities import names
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import listed

if TYPE_CHECKING:
    from equipoise.experiments.regularities.study import Study


class RegularitiesRequest(Request):
    """What was asked for; ``why`` when estimates that show why were, too."""

    what = REGULARITIES

    regularities: list[str] = Field(min_length=1)
    why: bool
    vendors: int = Field(ge=1, le=1_000_000)
    seed: int = of_run("seed")

    def check(self) -> None:
        """Regularities are told in the order in which they were asked for."""
        known, chosen = names(), self.regularities
        if len(set(chosen)) < len(chosen) or not set(chosen) <= set(known):
            raise EquipoiseError(f"regularities   must be some of {listed(known, 'and')}, each once")

    def command(self) -> list[str]:
        """Regularities are named unless all were looked for."""
        named = [] if self.regularities == names() else self.regularities
        quick = [] if self.why else ["--quick"]
        return ["regularities", *named, *quick, "--vendors", str(self.vendors), "--seed", str(self.seed)]


def regularities_request(study: Study) -> RegularitiesRequest:
    """What has to be asked for to look for the same regularities."""
    return RegularitiesRequest(
        regularities=[result.name for result in study.results],
        why=any(result.why for result in study.results),
        vendors=study.population.vendors,
        seed=study.population.seed,
    )

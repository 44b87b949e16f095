"""The main job: several arms under the same luck, streamed, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from reprlib import repr as shortened
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL
from equipoise.experiments.document import to_json
from equipoise.experiments.tally import Tally
from equipoise.experiments.totals import joined
from equipoise.sim.arguments import texts_of
from equipoise.sim.arm import Arm, arm_names
from equipoise.sim.characters import composed
from equipoise.sim.faults import ArgumentError, EquipoiseError
from equipoise.sim.files.checking import still_sound
from equipoise.sim.runner import in_blocks
from equipoise.sim.whole_numbers import REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.measures import GivenMeasures
    from equipoise.sim.runner import Keeper

__all__ = ["check_arms", "compare", "to_json"]


def compare(
    arms: Sequence[Arm],
    replications: int,
    *,
    names: Sequence[str] | None = None,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    keeper: Keeper | None = None,
    measures: GivenMeasures = (),
) -> Comparison:
    """Play several arms under the same luck and compare each with the first; see :func:`equipoise.compare`.

    Runs stream by in chunks: memory does not grow with ``replications``, and results do not depend on ``threads``. Who
    keeps relationships and rounds of some runs is handed them as they stream by, and ``progress`` is called after each
    chunk with the number of runs of each arm that were played since.
    """
    arms, replications = checked_arms(arms), REPLICATIONS.checked(replications)
    called = texts_of("names", names) if names is not None else arm_names(arms)
    check_arms(arms, called)
    tally = Tally(arms, called, measures)
    for pieces in in_blocks(
        tally.job, arms, range(replications), panel=tally.every_round, tracks=True, threads=threads, keeper=keeper
    ):
        added = tally.add([joined(parts) for parts in pieces])
        if progress is not None:
            progress(added)
    return tally.comparison()


def checked_arms(arms: object) -> list[Arm]:
    """The arms, if they are some."""
    found = list(arms) if isinstance(arms, Iterable) else []
    if not found or not all(isinstance(arm, Arm) for arm in found):
        raise ArgumentError(f"arms = {shortened(arms)}   must be a list of at least one equipoise.sim.ensemble.Arm")
    return found


def check_arms(arms: Sequence[Arm], names: Sequence[str]) -> None:
    """Refuse arms that differ in seed or rounds or are called the same, and an account that is called "all"."""
    if len(names) != len(arms):
        raise ArgumentError(f"names = {shortened(names)}   must be as many as the arms, {len(arms)}")
    for what, values in (("seed", {arm.seed for arm in arms}), ("rounds", {arm.rounds for arm in arms})):
        if len(values) > 1:
            found = ", ".join(str(value) for value in sorted(values))
            raise EquipoiseError(f"arms can only be compared under the same {what}; these have {what} {found}")
    if any(ALL in scenario.account_names for scenario in {id(arm.scenario): arm.scenario for arm in arms}.values()):
        raise EquipoiseError(f"no account may be called {ALL!r}: results name all accounts together so")
    for model in {id(model): model for arm in arms for model in (arm.scenario, arm.policy)}.values():
        still_sound(model)
    twice = sorted(name for name, many in Counter(map(composed, names)).items() if many > 1)
    if twice:
        raise EquipoiseError(f"two arms are called {', '.join(twice)}; each needs a name of its own")

"""What ``--out DIR`` writes: report, figures, data and manifest, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.units import Units
from equipoise.experiments.beside import with_beside
from equipoise.experiments.compare import checked_arms, compare
from equipoise.experiments.comparison_task import ComparisonTask
from equipoise.experiments.document import to_json
from equipoise.experiments.folder import check_folder, written_whole
from equipoise.experiments.kinds import REPORT
from equipoise.experiments.result import Result, write_result
from equipoise.sim.kernel import play_chunk
from equipoise.sim.tables import panel_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from equipoise.analysis.figures import Picture
    from equipoise.analysis.results import Comparison
    from equipoise.experiments.kept import Kept, KeptRuns
    from equipoise.sim.arm import Arm
    from equipoise.sim.measures import GivenMeasures

__all__ = ["Material", "check_folder", "compare_into"]

_PLAYING, _RANGE = 0.7, 0.1
"""Shares of the work, for progress; the rest is drawing."""
_RESTING = 0.8
"""Share of all the work that it is to tell what a decision rests on, where that is asked for."""
RANGE, RESTS, DRAWING = "Playing the range", "Finding what it rests on", "Drawing"
"""What goes on after the comparison is played."""


@dataclass(frozen=True)
class Material:
    """What a report is made of: a comparison, its arms, figures and their SVG by name, and how many runs are kept."""

    comparison: Comparison
    arms: list[Arm]
    pictures: list[Picture]
    images: Mapping[str, bytes]
    kept: Kept


@dataclass(frozen=True)
class ComparisonResult(Result):
    """A comparison whose data were written while it was played."""

    comparison: Comparison
    arms: list[Arm]
    keeper: KeptRuns
    report: Callable[[Material], str]
    rests_on: bool = False  # whether it was asked for what the decision rests on

    def pictures(self) -> list[Picture]:
        """Every figure, the story of one run among them; drawn once."""
        return self._pictures

    @cached_property
    def _pictures(self) -> list[Picture]:
        from equipoise.analysis.figures import account_drawn, draw

        by_arm = {arm.name: sums.means() for arm, sums in zip(self.comparison.arms, self.keeper.sums, strict=True)}
        pictures = draw(self.comparison, [arm.scenario for arm in self.arms], by_arm)
        if self.comparison.rests_on is not None:
            from equipoise.analysis.figures.rests_on import rests_on

            pictures += rests_on(self.comparison.rests_on)
        own = next(iter(self.arms[0].scenario.account_names), None)
        if account := account_drawn(self.comparison) or own:
            pictures.append(_story(self.comparison, self.arms, self.keeper, account))
        return pictures

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return to_json(self.comparison)

    def pages(self, images: Mapping[str, bytes]) -> dict[str, str]:
        """The report."""
        material = Material(self.comparison, self.arms, self._pictures, images, self.keeper.kept)
        return {REPORT: self.report(material)}

    def made_of(self) -> ComparisonTask:
        """Everything that was played."""
        comparison = self.comparison
        names = [arm.name for arm in comparison.arms]
        return ComparisonTask(self.arms, comparison.replications, names, comparison.measures, self.rests_on)


def compare_into(  # noqa: PLR0913 - what is played, how, and what is kept of it
    out: Path,
    arms: Sequence[Arm],
    replications: int,
    report: Callable[[Material], str],
    *,
    names: Sequence[str] | None = None,
    panel: int | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    doing: Callable[[str], None] | None = None,
    measures: GivenMeasures = (),
    rests_on: bool = False,
) -> Comparison:
    """Compare arms, and write report, figures, data and manifest; each run is played once.

    Everything is written beside ``out`` and moved there at the end. Memory does not grow with the number of runs, and
    the files hold the same bytes every time.
    """
    # Parquet takes half a second to import; whoever only checks a folder should not wait for it.
    from equipoise.experiments.kept import KeptRuns, kept_runs

    told, now, part = progress or _unheard, doing or _unheard, 1.0 - _RESTING * rests_on

    def done(share: float) -> None:
        told(part * share)

    arms = checked_arms(arms)
    kept = kept_runs(arms, replications, panel)
    with written_whole(out) as folder:
        with KeptRuns(folder, arms, kept) as keeper:
            comparison = compare(
                arms,
                replications,
                names=names,
                threads=threads,
                progress=lambda runs: done(_PLAYING * runs / replications),
                keeper=keeper,
                measures=measures,
            )
        beside = _RANGE * part + _RESTING * rests_on
        now(RESTS if rests_on else RANGE)
        comparison = with_beside(
            comparison, arms, rests_on=rests_on, threads=threads, progress=lambda share: told(beside * share)
        )
        now(DRAWING)
        result = ComparisonResult(comparison, arms, keeper, report, rests_on=rests_on)
        write_result(result, folder, lambda share: done((1.0 - _PLAYING - _RANGE) * share))
    return comparison


def _unheard(_said: object) -> None:
    """Nobody asked."""


def _story(comparison: Comparison, arms: Sequence[Arm], keeper: KeptRuns, account: str) -> Picture:
    """Tell one run, in those arms that matter most; which run follows from all, so it is played once more.

    Those are the first, the one that the answer is about, the one that is decided on, and those that come out best.
    """
    from equipoise.analysis.figures import MOST_ARMS, by_importance, story
    from equipoise.experiments.kept import runs_to_tell, telling_run

    names = [arm.name for arm in comparison.arms]
    there = [name for name in by_importance(comparison) if account in arms[names.index(name)].scenario.account_names]
    told = sorted(there[:MOST_ARMS], key=names.index)
    lives = {name: keeper.lives(names.index(name), account) for name in told}
    towards, which = runs_to_tell(comparison, account, lives)
    replication = telling_run(list(lives.values()), towards)
    panels = {}
    for name in told:
        arm = arms[names.index(name)]
        chunk = play_chunk(arm, [replication], panel=True)
        panels[name] = panel_table(arm.scenario, arm.policy.name, chunk)
    units = Units(comparison.money)
    return story(panels, account, comparison.rounds, replication, len(lives[told[0]]), which, names, units=units)

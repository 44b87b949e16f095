"""What a break-even is asked for, whole: it is looked for by it, and its manifest says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from equipoise.analysis.breakeven import Axis, BreakEven
from equipoise.analysis.crossing import Course, course
from equipoise.analysis.prose.money import unit_in
from equipoise.experiments.breakeven.axes import axes_of, text_of
from equipoise.experiments.breakeven.question import Unit, account_called, outcome_called, unit_of
from equipoise.experiments.complete import of_run, part_of, policies_in, sound, spelled_out
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.kinds import BREAKEVEN
from equipoise.experiments.paired import Pair
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.measures import NO_MEASURES, Measures, measures_of
from equipoise.sim.money import money_of
from equipoise.sim.parameters.declare import Section
from equipoise.sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.studies.factors import Target
    from equipoise.sim.measures import GivenMeasures

GRID, ALONG = 9, 7
"""Values that are looked at first, and values of the first key at which that of the second is looked for."""

FIRST_LOOK = 250
"""Runs of each policy at those, or as many as were asked for: what is unclear there is looked at closely."""

MOST_POLICIES, MOST_AXES = 2, 2


@dataclass(frozen=True)
class BreakEvenTask:
    """A search for a break-even that can be repeated."""

    what: ClassVar[str] = BREAKEVEN

    arms: tuple[Arm, ...]  # one, or the reference and the one that is set against it
    axes: tuple[Target, ...]  # what is varied; the break-even is of the last
    outcome: str
    account: str
    threshold: float  # in the unit of what is found
    replications: int  # runs of each policy near the crossing
    measures: Measures = NO_MEASURES

    def play(self, threads: int | None = None, progress: Callable[[float], None] | None = None) -> BreakEven:
        """Look for it; ``progress`` is called with shares of the work, which is known only roughly."""
        told = _Progress(progress)
        pair = Pair(self.arms, (self.measures.by_name[self.outcome],), self.account, self.threshold / self.unit.scale)
        along = self.axes[:-1]
        if along:
            rows = along[0].spread(ALONG)
            courses = [(float(x), self._course(pair, {along[0].key: x}, threads, told)) for x in map(_number, rows)]
            return self._found(Course(), courses)
        return self._found(self._course(pair, {}, threads, told), [])

    @property
    def unit(self) -> Unit:
        """What the outcome, and the threshold, are in."""
        return unit_of(self.arms[0].scenario, self.measures.by_name[self.outcome])

    def _course(self, pair: Pair, held: Mapping[str, object], threads: int | None, told: _Progress) -> Course:
        axis = self.axes[-1]
        few = min(FIRST_LOOK, self.replications)

        def looked(x: float, runs: int) -> Estimate:
            value = int(x) if axis.kind == "whole" else x
            (found,) = pair.at({**held, axis.key: value}, range(runs), threads)
            told.step()
            return found.times(self.unit.scale, self.unit.name)

        return course(
            lambda x: looked(x, few),
            lambda x: looked(x, self.replications),
            [float(x) for x in map(_number, axis.spread(GRID))],
            whole=axis.kind == "whole",
        )

    def _found(self, there: Course, courses: list[tuple[float, Course]]) -> BreakEven:
        arm = self.arms[-1]
        outcome = self.measures.by_name[self.outcome]
        return BreakEven(
            arm.scenario.name,
            arm.scenario.title,
            arm.policy.name,
            self.arms[0].policy.name if len(self.arms) > 1 else "",
            outcome.name,
            outcome.kind,
            self.unit.name,
            self.account,
            self.threshold,
            [_axis(target, arm.scenario) for target in self.axes],
            there,
            courses,
            arm.seed,
            self.replications,
            arm.rounds,
        )

    def laid_out(self) -> dict[str, Any]:
        """The scenario with all parameters, and the policies with all levers."""
        return {
            "scenario": spelled_out(self.arms[0].scenario),
            "policies": [arm.policy.model_dump(mode="json") for arm in self.arms],
            "vary": [text_of(axis) for axis in self.axes],
            "outcome": self.outcome,
            "account": self.account,
            "threshold": self.threshold,
            "replications": self.replications,
            **laid_out(self.measures),
        }

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        asked = part_of(_Asked, stated)
        scenario = sound(Scenario, stated.get("scenario"), ("scenario",))
        arms = [
            Arm(scenario, policy, scenario.run.seed, scenario.run.rounds) for policy in policies_in(stated, "policies")
        ]
        return cls.of(
            arms,
            asked.vary,
            outcome=asked.outcome,
            account=asked.account,
            threshold=asked.threshold,
            replications=asked.replications,
            measures=measures_in(stated),
        )

    @classmethod
    def of(
        cls,
        arms: Sequence[Arm],
        vary: Sequence[str],
        *,
        outcome: str,
        account: str | None,
        threshold: float,
        replications: int,
        measures: GivenMeasures = (),
    ) -> Self:
        """Lay out a search; what is wrong is said before anything is played."""
        if len(arms) > MOST_POLICIES:
            names = ", ".join(arm.policy.name for arm in arms)
            raise EquipoiseError(f"{names}: a break-even is between two policies, or of one; name them with --policy")
        if not 1 <= len(vary) <= MOST_AXES:
            raise EquipoiseError(f"{len(vary)} keys are varied; a break-even is of one, or of one along another")
        found = measures_of(measures)
        measured = outcome_called(outcome, found.by_name)
        scenario = arms[0].scenario
        whose = account_called(scenario, account, measured)
        axes = axes_of(arms, vary, "--vary")
        whole = [Arm(_as_played(arm), arm.policy, arm.seed, arm.rounds) for arm in arms]
        return cls(tuple(whole), tuple(axes), outcome, whose, threshold, replications, found)


def _as_played(arm: Arm) -> Scenario:
    run = arm.scenario.run.model_copy(update={"seed": arm.seed, "rounds": arm.rounds})
    return arm.scenario.model_copy(update={"run": run})


class _Asked(Section):
    """What is looked for, and how."""

    vary: list[str] = Field(min_length=1, max_length=MOST_AXES)
    outcome: str = Field(min_length=1)
    account: str = Field(min_length=1)
    threshold: float
    replications: int = of_run("replications")


class _Progress:
    """Shares of a work of which nobody knows how long it takes: each step takes some of what is left."""

    def __init__(self, progress: Callable[[float], None] | None) -> None:
        self.progress, self.left = progress, 1.0

    def step(self, share: float = 0.04) -> None:
        """Go on."""
        if self.progress is not None:
            self.progress(share * self.left)
            self.left *= 1.0 - share


def _number(value: object) -> float | int:
    if not isinstance(value, int | float):
        raise TypeError(f"{value} is no number")
    return value


def _axis(target: Target, scenario: Scenario) -> Axis:
    taken = target.base if isinstance(target.base, int | float) else None
    money = money_of(scenario)
    currency = money.currency if money is not None and target.unit.startswith("currency") else ""
    unit, whole = unit_in(money, target.unit), target.kind == "whole"
    return Axis(target.key, unit, target.meaning, float(target.low), float(target.high), taken, whole, currency)

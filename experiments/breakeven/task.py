"""What a break-even is asked for, whole: it is looked for by it, and its manifest says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from pydantic import Field

from equipoise.analysis.breakeven import Axis, BreakEven, Longest
from equipoise.analysis.contrast import ALL
from equipoise.analysis.crossing import FEW, MOST, Course, course
from equipoise.analysis.prose.money import unit_in
from equipoise.experiments.breakeven.axes import axes_of, text_of
from equipoise.experiments.breakeven.question import Question, unit_of
from equipoise.experiments.business_facts import taken_for
from equipoise.experiments.changed import Along
from equipoise.experiments.complete import part_of
from equipoise.experiments.horizons import views_of
from equipoise.experiments.kinds import BREAKEVEN
from equipoise.experiments.paired import Pair, measured
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.measures import NO_MEASURES
from equipoise.sim.money import currency_in, money_of
from equipoise.sim.outcomes_by_years import WHOLE
from equipoise.sim.parameters.declare import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from equipoise.analysis.asked import Asked
    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.studies.factors import Target
    from equipoise.sim.scenario import Scenario

GRID, ALONG = 9, 7
"""Values that are looked at first, besides what is in force, and values of the first key at which that of the second
is looked for."""

FIRST_LOOK = 250
"""Runs of each policy at those, or as many as were asked for: what is unclear there is looked at closely."""

MOST_POLICIES, MOST_AXES = 2, 2


class _Stated(Section):
    """What is looked for, besides the question."""

    vary: list[str] = Field(min_length=1, max_length=MOST_AXES)
    threshold: float


@dataclass(frozen=True)
class BreakEvenTask:
    """A search for a break-even that can be repeated."""

    what: ClassVar[str] = BREAKEVEN

    question: Question  # of one policy, or of the reference and the one that is set against it
    axes: tuple[Target, ...]  # what is varied; the break-even is of the last
    threshold: float  # in the unit of what is found

    @classmethod
    def of(cls, question: Question, vary: Sequence[str], threshold: float = 0.0) -> Self:
        """Lay out a search; what is wrong is said before anything is played."""
        if len(question.arms) > MOST_POLICIES:
            names = ", ".join(arm.policy.name for arm in question.arms)
            raise EquipoiseError(f"{names}: a break-even is between two policies, or of one; name them with --policy")
        if not 1 <= len(vary) <= MOST_AXES:
            raise EquipoiseError(f"{len(vary)} keys are varied; a break-even is of one, or of one along another")
        return cls(question, tuple(axes_of(question.arms, vary, "--vary")), threshold)

    def play(self, threads: int | None = None, progress: Callable[[float], None] | None = None) -> BreakEven:
        """Look for it; ``progress`` is called with shares of the work, which is known only roughly."""
        asked, told, longest = self.question, _Progress(progress), self._longest()
        outcomes = (asked.measured, *(NO_MEASURES.by_name[one.outcome] for one in longest))
        pair = Pair(asked.arms, outcomes, asked.account, self.threshold / asked.unit.scale, self._change())
        beside: dict[float, Estimate] = {}
        along = self.axes[:-1]
        courses = [
            (float(x), self._course(pair, {first.key: x}, threads, told, {}))
            for first in along
            for x in map(_number, first.spread(ALONG))
        ]
        whole = Course() if along else self._course(pair, {}, threads, told, beside)
        return BreakEven(
            **vars(self._asked()),
            threshold=self.threshold,
            axes=[_axis(target, asked.scenario) for target in self.axes],
            course=whole,
            courses=courses,
            cash_out=[
                self._cash_out({**held, self.axes[-1].key: one.value}, threads)
                for held, there in ([({along[0].key: x}, c) for x, c in courses] if along else [({}, whole)])
                for one in there.crossings
            ],
            longest=next((replace(one, course=Course(dict(sorted(beside.items())))) for one in longest), None),
        )

    def _asked(self) -> Asked:
        """What a result says of the question: a number that is set to each value is not drawn, whatever it was."""
        asked, varied = self.question.asked(), {axis.key for axis in self.axes}
        return replace(asked, ranges=[one for one in asked.ranges if one.key not in varied])

    def _change(self, *, closely: bool = False) -> Along:
        axis = self.axes[-1]
        return Along(axis.key, float(axis.low), float(axis.high), whole=axis.kind == "whole", closely=closely)

    def _longest(self) -> list[Longest]:
        """All years of the runs, beside the first of them by which a comparison decides; nothing beside all else."""
        whole = self.question.over_all_years()
        if whole is None or self.threshold:
            return []
        return [Longest(whole.outcome, views_of(whole.arms[0].rounds)[-1][0], Course())]

    def _cash_out(self, changes: dict[str, object], threads: int | None) -> list[float]:
        """Estimate the chance of each policy that cash runs out."""
        axis, asked = self.axes[-1], self.question
        value = changes[axis.key]
        if axis.kind == "whole" and isinstance(value, float):
            changes[axis.key] = int(value)
        arms, runs = self._change(closely=True)(asked.arms, changes), range(min(FIRST_LOOK, asked.replications))
        parts = [*measured(arms, [NO_MEASURES.by_name[WHOLE.cash_out]], ALL, runs, threads)]
        return [float(np.concatenate([part[k] for part in parts], axis=-1).mean()) for k in range(len(arms))]

    def _course(
        self,
        pair: Pair,
        held: Mapping[str, object],
        threads: int | None,
        told: _Progress,
        beside: dict[float, Estimate],
    ) -> Course:
        """Follow the first outcome over the axis; another that is played with it is put beside it, by value."""
        axis, most = self.axes[-1], self.question.replications
        units = [unit_of(self.question.scenario, outcome) for outcome in pair.outcomes]
        few = min(FIRST_LOOK, most)
        own = _axis(axis, self.question.scenario)
        in_force = [] if own.taken is None or not own.low < own.taken < own.high else [float(own.taken)]

        closely = replace(pair, change=self._change(closely=True))

        def looked(pair: Pair, x: float, runs: int) -> Estimate:
            value = int(x) if axis.kind == "whole" else x
            played = pair.at({**held, axis.key: value}, range(runs), threads)
            found, *others = (one.times(unit.scale, unit.name) for one, unit in zip(played, units, strict=True))
            beside.update((x, one) for one in others)
            told.step()
            return found

        return course(
            lambda x: looked(pair, x, few),
            lambda x: looked(closely, x, most),
            sorted({*in_force, *(float(x) for x in map(_number, axis.spread(GRID)))}),
            whole=axis.kind == "whole",
            most=FEW if self.question.scenario.varies else MOST,  # each run has a market of its own then
        )

    def laid_out(self) -> dict[str, Any]:
        """The question, and what is looked for."""
        vary = [text_of(axis) for axis in self.axes]
        return {**self.question.laid_out(), "vary": vary, "threshold": self.threshold}

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        looked_for = part_of(_Stated, stated)
        return cls.of(Question.understood(stated), looked_for.vary, looked_for.threshold)


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
    stated = isinstance(target.base, int | float)
    taken = target.base if isinstance(target.base, int | float) else taken_for(scenario, target.key)
    money = money_of(scenario)
    ends, whole = (float(target.low), float(target.high)), target.kind == "whole"
    return Axis(
        target.key,
        unit_in(money, target.unit),
        target.meaning,
        *ends,
        taken,
        stated,
        whole,
        currency_in(money, target.unit),
    )

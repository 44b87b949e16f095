"""What it would be worth to know a number before deciding: played over ranges, and repeated from its manifest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from pydantic import Field

from equipoise.analysis.contrast import ALL
from equipoise.analysis.information import best_at, worth_of_everything, worth_of_knowing
from equipoise.analysis.knowing import Knowing, Unknown
from equipoise.analysis.prose.money import unit_in
from equipoise.analysis.prose.money_first import WORTH
from equipoise.experiments.assumptions import seldom_known, usual_range
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.question import unit_of as unit_of_outcome
from equipoise.experiments.complete import part_of
from equipoise.experiments.kinds import KNOWING
from equipoise.experiments.one_account import alone_in, with_the_largest_alone
from equipoise.experiments.paired import measured
from equipoise.experiments.studies.factors import Space
from equipoise.experiments.studies.texts import factor_of
from equipoise.sim.business.played import in_engine_units
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import with_settings
from equipoise.sim.files.settings import PREFIX, targets_of
from equipoise.sim.keys import split
from equipoise.sim.money import currency_in, money_of
from equipoise.sim.parameters.declare import Section
from equipoise.sim.ranges import A_LEVER
from equipoise.sim.wording import unit_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.assumptions import Assumption
    from equipoise.sim.ranges import Draws, Range
    from equipoise.sim.scenario import Scenario

FEWEST = 50
"""Runs below which no curve could be told from luck."""


class _Stated(Section):
    """What was asked of each unknown that the scenario states no range of."""

    usual: dict[str, str] = Field()


@dataclass(frozen=True)
class KnowingTask:
    """What is asked for, whole; what is unknown are the ranges of its scenario."""

    what: ClassVar[str] = KNOWING

    question: Question  # of the policies that are chosen between
    usual: Mapping[str, str]  # question in plain words, by key, where the usual unknowns were taken

    @classmethod
    def of(cls, question: Question, know: Sequence[str] = ()) -> Self:
        """Lay it out; what is wrong is said before anything is played.

        What is to be known are the ranges of the scenario, with those of ``know``; where there are none, what is
        seldom known of any scenario. Of an outcome of all accounts, each further policy is there for the largest
        account alone, too, as a comparison tries it; a question that has one by account already is taken as it is.
        """
        if len(question.arms) < 2:  # noqa: PLR2004 - a choice
            raise EquipoiseError("there is nothing to decide with one policy: name two or more with --policy")
        if question.replications < FEWEST:
            raise EquipoiseError(
                f"replications = {question.replications}   are too few to tell what knowing is worth: {FEWEST} at least"
            )
        within = with_settings(question.scenario, _ranges(question, know))
        within, usual = (within, {}) if within.varies else _with_usual(within, question.account)
        asked = question.within(within)
        arms = with_the_largest_alone(asked.arms) if asked.account == ALL else asked.arms
        return cls(replace(asked, arms=tuple(arms)), usual)

    def play(self, threads: int | None = None, progress: Callable[[float], None] | None = None) -> Knowing:
        """Play each run with values of its own, and regress; ``progress`` is called with shares of the runs."""
        asked, whole = self.question, self.question.over_all_years()
        followed = [*(one.measured for one in (asked, whole) if one is not None), asked.measures.by_name["revenue"]]
        runs, parts = range(asked.replications), []
        for own in measured(asked.arms, followed, asked.account, runs, threads):
            parts.append(np.array(own))
            if progress is not None:
                progress(parts[-1].shape[-1] / asked.replications)
        values = np.concatenate(parts, axis=-1)
        revenue = values[0, -1]
        found = self._found(asked, values[:, 0], revenue)
        return found if whole is None else replace(found, longest=self._found(whole, values[:, 1], revenue))

    def _found(self, asked: Question, played: NDArray[np.float64], revenue: NDArray[np.float64]) -> Knowing:
        """What knowing is worth by one outcome, of shape (arms, n), beside the revenue of the first arm."""
        values = asked.unit.scale * played
        known = ~np.isnan(values).any(axis=0)
        if known.sum() < FEWEST:
            raise EquipoiseError(f"{known.sum()} runs have {asked.outcome} under every policy; it takes {FEWEST}")
        leads = values[1:, known] - values[0, known]
        drawn = np.array(
            [[*one.values()] for one in asked.scenario.draws_of(asked.arms[0].seed, range(asked.replications))]
        )[known]
        found = [self._unknown(asked, one, x, leads) for one, x in zip(asked.scenario.varying, drawn.T, strict=True)]
        best = int(np.argmax([0.0, *leads.mean(axis=1)]))
        return Knowing(
            **vars(asked.asked(best)),
            best=best,
            alone=alone_in(asked.arms),
            left_out=[] if self.usual else _left_out(asked.scenario, asked.account),
            unknowns=sorted(found, key=lambda one: -one.worth.value),
            nothing=_nothing(asked, revenue),
            everything=worth_of_everything(leads, seed=asked.arms[0].seed),
        )

    def _unknown(
        self, asked: Question, one: Range | Draws, x: NDArray[np.float64], leads: NDArray[np.float64]
    ) -> Unknown:
        scenario, names = asked.scenario, [arm.policy.name for arm in asked.arms]
        unit, money = unit_of(targets_of(scenario)[one.key].field), money_of(scenario)
        worth = replace(worth_of_knowing(x, leads, seed=asked.arms[0].seed), unit=asked.unit.name)
        values, best = best_at(x, leads)
        starts = [0, *(np.flatnonzero(np.diff(best)) + 1)]
        turns = [(float(values[k]), names[best[k]]) for k in starts]
        return Unknown(
            one.key,
            self.usual.get(one.key, ""),
            unit_in(money, unit),
            *one.ends,
            worth,
            turns,
            currency_in(money, unit),
        )

    def laid_out(self) -> dict[str, Any]:
        """The question, and which of its ranges were the usual ones."""
        return {**self.question.laid_out(), "usual": dict(self.usual)}

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        return replace(cls.of(Question.understood(stated)), usual=part_of(_Stated, stated).usual)


def _ranges(question: Question, know: Sequence[str]) -> dict[str, object]:
    """Read what is to be known as settings that make ranges of it; what has a range already keeps it."""
    space = Space(question.scenario, [arm.policy for arm in question.arms])
    found: dict[str, object] = {}
    wrong: list[str] = []
    for text in know:
        key, value = split(text)
        full = space.full(key)
        start = f"--know {written(text)}   "
        if full is None:
            wrong.append(start + space.unknown(key))
        elif full.startswith(PREFIX) or ".policy." in full:
            wrong.append(start + A_LEVER)
        elif value is None and full in question.scenario.drawn_keys:
            continue
        elif (ends := _ends(question.scenario, space, full, text)) is None:
            wrong.append(
                f"{start}is no range: say {full}=LOW:HIGH, or LOW..LIKELY..HIGH; all values between are played"
            )
        else:
            found[full] = ends
    named = Counter(space.full(split(text)[0]) or text for text in know)
    wrong += [f"--know {key}   is asked for twice" for key, times in named.items() if times > 1]
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    return found


def _ends(scenario: Scenario, space: Space, key: str, text: str) -> object:
    """The ends of a range as settings take them: as typed, or the usual ones; None where it is none."""
    stated = factor_of(text)
    match stated:
        case {"low": int() | float() as low, "high": int() | float() as high, "scale": "linear"}:
            return sorted((low, high))
        case {"values": [str() as words]} if ".." in words:
            return words
        case {"key": _, **rest} if not rest:
            ends = usual_range(scenario, key, space.base(key))
            return None if ends is None else list(ends)
    return None


def _nothing(asked: Question, revenue: NDArray[np.float64]) -> float:
    """Up to which a difference in an amount a year is none, as a comparison has it; NaN of other outcomes."""
    unit = unit_of_outcome(asked.scenario, asked.measures.by_name["revenue"])
    if unit.name != asked.unit.name or np.isnan(revenue).all():
        return np.nan
    return WORTH * unit.scale * float(np.nanmean(revenue))


def _seldom_known(scenario: Scenario, account: str) -> list[Assumption]:
    """What is seldom known of a scenario and of its largest account, or of the one that is asked about."""
    sizes = {one.name: one.size for one in in_engine_units(scenario).accounts}
    largest = max(sizes, key=lambda name: sizes[name], default="")
    return seldom_known(scenario, largest if account == ALL else account)


def _left_out(scenario: Scenario, account: str) -> list[str]:
    return [one.name for one in _seldom_known(scenario, account) if one.name not in scenario.drawn_keys]


def _with_usual(scenario: Scenario, account: str) -> tuple[Scenario, dict[str, str]]:
    """Make ranges of what is seldom known, as far as it can be played with them; and say how each is asked for."""
    usual: dict[str, str] = {}
    for one in _seldom_known(scenario, account):
        fitting = one.possible(partial(_fits, scenario, one.name))
        if fitting is not None and _fits(scenario, one.name, ends := [fitting.low, fitting.high]):
            scenario, usual[one.name] = with_settings(scenario, {one.name: ends}), one.question
    if not usual:
        raise EquipoiseError("nothing is unknown: say with --know KEY=LOW:HIGH what is, and where it can lie")
    return scenario, usual


def _fits(scenario: Scenario, key: str, value: object) -> bool:
    try:
        with_settings(scenario, {key: value})
    except EquipoiseError:
        return False
    return True

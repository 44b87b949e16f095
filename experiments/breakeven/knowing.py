"""What it would be worth to know a number before deciding: played, and repeated from its manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from pydantic import Field

from equipoise.analysis.contrast import ALL
from equipoise.analysis.information import best_at, worth_of_everything, worth_of_knowing
from equipoise.analysis.knowing import Knowing, Unknown
from equipoise.analysis.prose.knowing import sentences
from equipoise.analysis.prose.money import unit_in
from equipoise.experiments.breakeven.axes import axes_of, text_of
from equipoise.experiments.breakeven.question import account_called, outcome_called, unit_of
from equipoise.experiments.changed import arms_at
from equipoise.experiments.complete import of_run, part_of, policies_in, sound, spelled_out
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.json_text import finite
from equipoise.experiments.kinds import KNOWING, KNOWING_DOCUMENT
from equipoise.experiments.result import Result
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import play_chunk
from equipoise.sim.measures import NO_MEASURES, Measures, measures_of
from equipoise.sim.money import money_of
from equipoise.sim.outcomes import measure
from equipoise.sim.parameters.declare import Section
from equipoise.sim.runner import cores, in_order
from equipoise.sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.studies.factors import Target
    from equipoise.sim.measures import GivenMeasures

FEWEST = 50
"""Runs below which no curve could be told from luck."""


@dataclass(frozen=True)
class KnowingTask:
    """What is asked for, whole."""

    what: ClassVar[str] = KNOWING

    arms: tuple[Arm, ...]  # the policies that are chosen between
    unknowns: tuple[Target, ...]
    outcome: str
    account: str
    replications: int
    measures: Measures = NO_MEASURES

    def play(self, threads: int | None = None, progress: Callable[[float], None] | None = None) -> Knowing:
        """Play each run with values of its own, and regress; ``progress`` is called with the number of runs since."""
        drawn = [self._drawn(target) for target in self.unknowns]
        outcome = self.measures.by_name[self.outcome]
        place = None if self.account == ALL else self.arms[0].scenario.account_names.index(self.account)

        def played(run: int) -> list[float]:
            changes = {target.key: values[run] for target, values in zip(self.unknowns, drawn, strict=True)}
            chunks = [play_chunk(arm, [run], panel=outcome.rounds) for arm in arms_at(self.arms, changes)]
            return [float(measure(chunk, [outcome], [place])[0, 0, 0]) for chunk in chunks]

        rows = []
        for row in in_order(played, range(self.replications), cores(threads)):
            rows.append(row)
            if progress is not None:
                progress(1.0)
        values = np.array(rows).T
        known = ~np.isnan(values).any(axis=0)
        if known.sum() < FEWEST:
            raise EquipoiseError(f"{known.sum()} runs have {self.outcome} under every policy; it takes {FEWEST}")
        unit = unit_of(self.arms[0].scenario, outcome)
        leads = unit.scale * (values[1:, known] - values[0, known])
        names = [arm.policy.name for arm in self.arms]
        found = [
            self._unknown(target, np.array(own, np.float64)[known], leads, names)
            for target, own in zip(self.unknowns, drawn, strict=True)
        ]
        arm = self.arms[0]
        return Knowing(
            arm.scenario.name,
            arm.scenario.title,
            names,
            int(np.argmax([0.0, *leads.mean(axis=1)])),
            outcome.name,
            outcome.kind,
            unit.name,
            self.account,
            sorted(found, key=lambda one: -one.worth.value),
            worth_of_everything(leads, seed=arm.seed),
            arm.seed,
            self.replications,
            arm.rounds,
        )

    def _unknown(self, target: Target, x: NDArray[np.float64], leads: NDArray[np.float64], names: list[str]) -> Unknown:
        worth = replace(worth_of_knowing(x, leads, seed=self.arms[0].seed), unit=target.unit)
        values, best = best_at(x, leads)
        starts = [0, *(np.flatnonzero(np.diff(best)) + 1)]
        turns = [(float(values[k]), names[best[k]]) for k in starts]
        money = money_of(self.arms[0].scenario)
        currency = money.currency if money is not None and target.unit.startswith("currency") else ""
        ends = float(target.low), float(target.high)
        return Unknown(target.key, unit_in(money, target.unit), *ends, worth, turns, currency)

    def _drawn(self, target: Target) -> list[Any]:
        """Values of an unknown, one a run, from a stream of its own."""
        name = int.from_bytes(blake2b(target.key.encode(), digest_size=8).digest())
        shares = np.random.default_rng([self.arms[0].seed, name]).random(self.replications)
        return [target.at(float(share)) for share in shares]

    def laid_out(self) -> dict[str, Any]:
        """The scenario with all parameters, and the policies with all levers."""
        return {
            "scenario": spelled_out(self.arms[0].scenario),
            "policies": [arm.policy.model_dump(mode="json") for arm in self.arms],
            "know": [text_of(target) for target in self.unknowns],
            "outcome": self.outcome,
            "account": self.account,
            "replications": self.replications,
            **laid_out(self.measures),
        }

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        asked = part_of(_Asked, stated)
        scenario = sound(Scenario, stated.get("scenario"), ("scenario",))
        run = scenario.run
        arms = [Arm(scenario, policy, run.seed, run.rounds) for policy in policies_in(stated, "policies")]
        return cls.of(
            arms,
            asked.know,
            outcome=asked.outcome,
            account=asked.account,
            replications=asked.replications,
            measures=measures_in(stated),
        )

    @classmethod
    def of(
        cls,
        arms: Sequence[Arm],
        know: Sequence[str],
        *,
        outcome: str,
        account: str | None,
        replications: int,
        measures: GivenMeasures = (),
    ) -> Self:
        """Lay it out; what is wrong is said before anything is played."""
        if len(arms) < 2:  # noqa: PLR2004 - a choice
            raise EquipoiseError("there is nothing to decide with one policy: name two or more with --policy")
        if not know:
            raise EquipoiseError("nothing is unknown: say with --know KEY=LOW:HIGH what is, and where it can lie")
        if replications < FEWEST:
            raise EquipoiseError(
                f"replications = {replications}   are too few to tell what knowing is worth: {FEWEST} at least"
            )
        found = measures_of(measures)
        whose = account_called(arms[0].scenario, account, outcome_called(outcome, found.by_name))
        run = {"seed": arms[0].seed, "rounds": arms[0].rounds}
        played = arms[0].scenario.model_copy(update={"run": arms[0].scenario.run.model_copy(update=run)})
        unknowns = axes_of(arms, know, "--know")
        return cls(
            tuple(replace(arm, scenario=played) for arm in arms), tuple(unknowns), outcome, whose, replications, found
        )


class _Asked(Section):
    """What is not known, and what is decided by."""

    know: list[str] = Field(min_length=1)
    outcome: str = Field(min_length=1)
    account: str = Field(min_length=1)
    replications: int = of_run("replications")


FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


@dataclass(frozen=True)
class KnowingResult(Result):
    """What was found, and what was asked for."""

    file = KNOWING_DOCUMENT

    found: Knowing
    task: KnowingTask

    @property
    def title(self) -> str:
        """That of the scenario."""
        return self.found.title

    def sentences(self) -> Sequence[str]:
        """The answer."""
        return sentences(self.found)

    def document(self) -> dict[str, Any]:
        """For JSON."""
        found = self.found
        laid: dict[str, Any] = finite(
            {
                "format": FORMAT,
                "scenario": found.scenario,
                "title": found.title,
                "answer": " ".join(sentences(found)),
                "policies": found.policies,
                "best": found.policies[found.best],
                "outcome": found.outcome,
                "account": found.account,
                "unit": found.unit,
                "seed": found.seed,
                "replications": found.replications,
                "rounds": found.rounds,
                "unknowns": [
                    {
                        "key": one.key,
                        "unit": one.unit,
                        "low": one.low,
                        "high": one.high,
                        "worth": _interval(one.worth),
                        "best": [{"from": start, "policy": name} for start, name in one.best],
                    }
                    for one in found.unknowns
                ],
                "everything": _interval(found.everything),
            }
        )
        return laid

    def made_of(self) -> KnowingTask:
        """What was asked for."""
        return self.task


def _interval(one: Estimate) -> dict[str, float]:
    return {"mean": one.value, "low": one.low, "high": one.high}

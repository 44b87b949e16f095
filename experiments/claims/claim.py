"""What a claim is: the sentence, the effects that would speak for or against it, and what is then said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from equipoise.analysis.estimate import Estimate
from equipoise.experiments.claims.level import level
from equipoise.experiments.claims.reading import Results, first_statement
from equipoise.experiments.claims.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.case import Case, Luck
    from equipoise.experiments.claims.effect import Effect
    from equipoise.experiments.claims.quantity import Quantity
    from equipoise.experiments.claims.reading import Reading, Statement


@dataclass(frozen=True, eq=False)
class Bar:
    """What the picture shows of an arm: a label, a unit, and where its level comes from."""

    label: str
    unit: str
    level: Callable[[Results], Estimate]


def bars(unit: str, quantities: Mapping[str, Quantity]) -> tuple[Bar, ...]:
    """Show the means of quantities, by label."""

    def bar(label: str, quantity: Quantity) -> Bar:
        return Bar(label, unit, lambda results: level(label, quantity.values(results.runs), unit))

    return tuple(bar(label, quantity) for label, quantity in quantities.items())


def bars_of(unit: str, effects: Mapping[str, Effect], shift: float = 0.0) -> tuple[Bar, ...]:
    """Show effects themselves, by label, moved up by a shift."""

    def bar(label: str, effect: Effect) -> Bar:
        def shown(results: Results) -> Estimate:
            found = results[effect]
            return Estimate(found.value + shift, error=found.error, runs=found.runs, unit=unit, name=label)

        return Bar(label, unit, shown)

    return tuple(bar(label, effect) for label, effect in effects.items())


@dataclass(frozen=True)
class Evidence:
    """What a claim's runs come to."""

    effects: Sequence[ClaimedEffect]  # what the claim predicts to be above zero; all of them count
    placebos: Sequence[ClaimedEffect] = ()  # the same with the mechanism off; they must vanish
    # the arms' own figures behind the effects, all of one unit, as the picture shows them
    levels: Sequence[Estimate] = ()
    readings: Sequence[Statement] = ()  # what the figures say beyond the verdict: how large, for whom, what contradicts
    also: Sequence[ClaimedEffect] = ()  # other readings of the claim, and what one would ask next; told, and not judged
    # what it predicts and the model was built to do: how large it is, which judges nothing
    built_in: Sequence[ClaimedEffect] = ()
    # the effects by the version of the claim that they belong to, where a text can be read in several
    versions: Mapping[str, Sequence[ClaimedEffect]] = field(default_factory=dict)

    @property
    def remark(self) -> str:
        """The readings, one after the other."""
        return " ".join(each.words for each in self.readings)


@dataclass(frozen=True)
class Claim:
    """A claim, and the experiment that puts it to the test."""

    id: str  # "R1" to "R21"
    sentence: str  # what is claimed, in one sentence
    source: str  # "CBS" or "ME": see appendix B of docs/model.md
    design: str  # scenario, arms, what is varied
    measure: str  # what is measured and the least effect that would matter, with why
    placebo: str  # what is switched off, or why there is nothing to switch off
    effects: Sequence[Effect]  # what the claim predicts to be above zero; those that are not built in all count
    placebos: Sequence[Effect] = ()  # the same with the mechanism off
    levels: Sequence[Bar] = ()  # what the picture shows of the arms, all of one unit
    readings: Sequence[Reading] = ()  # what is said of the figures; of each the first sentence that holds
    also: Sequence[Effect] = ()  # other readings of the claim, and what its sentences compare; not judged
    effort: int = 1  # how many times the runs of other claims it takes, for effects that hang on rare events
    limits: str = ""  # what this test can't tell: above all, what was built in

    @property
    def cases(self) -> list[Case]:
        """What its effects and placebos rest on, each once."""
        effects = (*self.effects, *self.placebos, *self.also)
        return list(dict.fromkeys(case for effect in effects for case in effect.cases))

    def test(self, luck: Luck, settings: Mapping[str, object] | None = None) -> Evidence:
        """Play the runs, elsewhere in the space of parameters where settings say so, and give the evidence."""
        return self.evidence(Runs(luck, settings))

    def evidence(self, runs: Runs) -> Evidence:
        """What some runs come to."""
        results = Results(runs)
        return Evidence(
            effects=[results[effect] for effect in self.effects if not effect.built_in],
            placebos=[results[effect] for effect in self.placebos],
            levels=[bar.level(results) for bar in self.levels],
            readings=[found for reading in self.readings if (found := first_statement(reading, results)) is not None],
            also=[results[effect] for effect in self.also],
            built_in=[results[effect] for effect in self.effects if effect.built_in],
            versions={
                version: [results[effect] for effect in self.effects if effect.version == version]
                for version in dict.fromkeys(effect.version for effect in self.effects)
                if version
            },
        )

"""Which outcome is asked about, of whom, and between which policies: what a break-even and knowing ahead begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pydantic import Field

from equipoise.analysis.asked import Asked
from equipoise.analysis.contrast import ALL
from equipoise.analysis.prose.headings import title_of
from equipoise.analysis.prose.ranges import ranges_of
from equipoise.experiments.complete import of_run, part_of, policies_in, sound, spelled_out
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.horizons import opening_of, views_of
from equipoise.experiments.one_account import for_the_largest
from equipoise.sim.arm import Arm
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.characters import as_spelt
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.measures import NO_MEASURES, Measures, measures_of
from equipoise.sim.money import money_of
from equipoise.sim.outcomes_by_years import years_of
from equipoise.sim.parameters.declare import Section
from equipoise.sim.scenario import Scenario
from equipoise.sim.whole_numbers import REPLICATIONS
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.sim.measures import GivenMeasures
    from equipoise.sim.outcome import Outcome


class _Stated(Section):
    """What a manifest says of it, besides scenario, policies and measures."""

    outcome: str = Field(min_length=1)
    account: str = Field(min_length=1)
    replications: int = of_run("replications")


@dataclass(frozen=True)
class Question:
    """Arms of one scenario under the same luck, and the outcome by which they are looked at."""

    arms: tuple[Arm, ...]  # the first is what others are set against
    outcome: str
    account: str  # whose; "all" together
    replications: int  # runs of each policy
    measures: Measures = NO_MEASURES

    @classmethod
    def of(
        cls,
        arms: Sequence[Arm],
        *,
        outcome: str | None = None,
        account: str | None = None,
        replications: int | None = None,
        measures: GivenMeasures = (),
    ) -> Self:
        """Lay it out; what is wrong is said before anything is played.

        Unless an outcome is named it is the profit by which a comparison decides.
        """
        found = measures_of(measures)
        scenario, first = arms[0].scenario, arms[0]
        followed = outcome_called(opening_of(first.rounds)[1].profit if outcome is None else outcome, found.by_name)
        whose = account_called(scenario, account, followed)
        run = scenario.run.model_copy(update={"seed": first.seed, "rounds": first.rounds})
        runs = run.replications if replications is None else REPLICATIONS.checked(replications)
        asked = cls(tuple(arms), followed.name, whose, runs, found)
        return asked.within(scenario.model_copy(update={"run": run}))

    @property
    def scenario(self) -> Scenario:
        """That of all its arms."""
        return self.arms[0].scenario

    def within(self, scenario: Scenario) -> Self:
        """Ask the same of the arms in another scenario."""
        return replace(self, arms=tuple(replace(arm, scenario=scenario) for arm in self.arms))

    @property
    def measured(self) -> Outcome:
        """What is looked at."""
        return self.measures.by_name[self.outcome]

    @property
    def unit(self) -> Unit:
        """What the outcome is given in."""
        return unit_of(self.scenario, self.measured)

    def asked(self, best: int = 0) -> Asked:
        """What a result says of it; with the place of the best of its policies, if that is known."""
        first, outcome = self.arms[0], self.measured
        return Asked(
            scenario=self.scenario.name,
            title=title_of(self.scenario),
            policies=[arm.policy.name for arm in self.arms],
            outcome=outcome.name,
            kind=outcome.kind,
            unit=self.unit.name,
            years=years_of(outcome, first.rounds),
            account=self.account,
            seed=first.seed,
            replications=self.replications,
            rounds=first.rounds,
            ranges=ranges_of([self.scenario]),
            one_account=for_the_largest(self.arms, self.arms[best or 1]) if len(self.arms) > 1 else "",
        )

    def over_all_years(self) -> Self | None:
        """Ask the same of all years of the run; None where this is, or where another outcome was named."""
        rounds = self.arms[0].rounds
        (_, opening), (_, whole) = opening_of(rounds), views_of(rounds)[-1]
        return replace(self, outcome=whole.profit) if self.outcome == opening.profit != whole.profit else None

    def laid_out(self) -> dict[str, Any]:
        """For a manifest: the scenario with all parameters, and the policies with all levers."""
        return {
            "scenario": spelled_out(self.scenario),
            "policies": [arm.policy.model_dump(mode="json") for arm in self.arms],
            "outcome": self.outcome,
            "account": self.account,
            "replications": self.replications,
            **laid_out(self.measures),
        }

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        scenario = sound(Scenario, stated.get("scenario"), ("scenario",))
        run, asked = scenario.run, part_of(_Stated, stated)
        arms = [Arm(scenario, policy, run.seed, run.rounds) for policy in policies_in(stated, "policies")]
        return cls.of(arms, **asked.model_dump(), measures=measures_in(stated))


def outcome_called(name: str, there: Mapping[str, Outcome]) -> Outcome:
    """Find an outcome."""
    if name not in there:
        raise EquipoiseError(f'there is no outcome "{name}"{did_you_mean(name, there) or "."} All: equipoise outcomes')
    return there[name]


class Unit(NamedTuple):
    """What an outcome is given in, and how much of that 1 of it is in the engine's unit."""

    name: str
    scale: float


def unit_of(scenario: Scenario, outcome: Outcome) -> Unit:
    """Choose it: the year in place of the round, and the business's currency in place of the engine's money."""
    amount, _, per = outcome.unit.partition("/")
    if amount != "money" or per not in {"", "round", "year"}:
        return Unit(outcome.unit, 1.0)
    money = money_of(scenario)
    currency, scale = ("money", 1.0) if money is None else (money.currency, money.money)
    years = {"": "", "round": "/year", "year": "/year"}[per]
    return Unit(f"{currency}{years}", scale * (ROUNDS_A_YEAR if per == "round" else 1))


def account_called(scenario: Scenario, name: str | None, outcome: Outcome) -> str:
    """Choose whose outcome it is: of an account, or of all together."""
    own = scenario.account_names
    asked = ALL if name is None else as_spelt(name, own)
    if asked != ALL and asked not in own:
        there = f"It has {listed(own, 'and')}" if own else "It has none of its own"
        near = did_you_mean(asked, [*own, ALL]) or "."
        raise EquipoiseError(f'{scenario.name} has no account "{asked}"{near} {there}; all of them are "{ALL}"')
    if (outcome.of_run if asked == ALL else outcome.of_account) is None:
        if asked == ALL:
            raise EquipoiseError(f'"{outcome.name}" is a measure of one account alone: say which with --account NAME')
        raise EquipoiseError(
            f'"{outcome.name}" is a measure of the vendor as a whole: leave out --account, or ask for another outcome, '
            "as contribution"
        )
    return asked

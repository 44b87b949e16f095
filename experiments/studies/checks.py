"""What a study can ask of its outcomes, its accounts and its design, and what is said of one that asks for more."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, isfinite
from typing import TYPE_CHECKING, TypeVar

from equipoise.experiments.studies.designs import POWERS_OF_TWO, USES, size
from equipoise.experiments.studies.plan import ALL
from equipoise.experiments.studies.study import LEAD, MOST_POINTS, Design
from equipoise.sim.characters import composed
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.bounds import MOST_MISTAKES
from equipoise.sim.files.checking import NOTHING
from equipoise.sim.numbers import Range
from equipoise.sim.outcomes import BY_NAME, HEADLINE
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.wording import again, did_you_mean, listed, shown, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.study import Study
    from equipoise.sim.faults import Place
    from equipoise.sim.measures import Measures
    from equipoise.sim.outcome import Outcome
    from equipoise.sim.scenario import Scenario

One = TypeVar("One")
Made = TypeVar("Made")

FLOOR = 100
"""Fewest runs at the first look: before it the normal mixture of a confidence sequence is too far from its limit."""


@dataclass
class Mistakes:
    """What was found wrong: where it stands, and the line that says so."""

    lines: list[tuple[Place, str]] = field(default_factory=list)  # place and words of each

    @property
    def many(self) -> bool:
        """Whether there is more than a message tells of, so that no nearest name is looked for."""
        return len(self.lines) >= MOST_MISTAKES

    def wrong(self, place: Place, key: str, value: object, words: str) -> None:
        """Note that something is wrong; a value of ``NOTHING`` is not shown."""
        shown = "" if value is NOTHING else f" = {written(value)}"
        self.lines.append((place, f"{key}{shown}   {words}"))

    def attempt(self, place: Place, key: str, value: object, make: Callable[[One], Made], one: One) -> Made | None:
        """Make something of what is asked for; None where that is wrong, which is noted."""
        try:
            return make(one)
        except EquipoiseError as error:
            self.wrong(place, key, value, "\n    ".join(str(error).splitlines()))
            return None


def check_numbers(study: Study, settings: int, outcomes: int, accounts: int, keys: int, found: Mistakes) -> bool:
    """Check that nothing has far more entries than there are things to name, before time is spent on each."""
    there = {
        "outcomes": (len(study.outcomes), outcomes),
        "until": (len(study.until), 2 * outcomes),
        "accounts": (len(study.accounts), accounts),
        "settings": (settings, 2 * keys),
        "factors": (len(study.factors), keys),
    }
    sound = True
    for name, (many, most) in there.items():
        if many > max(most, _FEW):
            found.wrong((name,), name, NOTHING, f"has {many:,} entries; there are {most:,} things that it could name")
            sound = False
    return sound


_FEW = 100
"""Entries that are looked at one by one in any case."""


def check_outcomes(study: Study, measures: Measures, policies: int, found: Mistakes) -> list[str]:
    """Check what is measured, and how closely.

    What is measured: the headline when nothing is asked for, what ``until`` is about in any case, and all of one's own
    measures unless some of them are named.
    """
    twice, known = {*again(study.outcomes)}, measures.by_name
    for k, name in enumerate(study.outcomes):
        if name not in known:
            words = _unknown_outcome(name, known)
            found.wrong(("outcomes", k), f"outcomes[{k + 1}]", name, words)
        elif k in twice:
            found.wrong(("outcomes", k), f"outcomes[{k + 1}]", name, "is in the list already")
    asked = [name.removesuffix(LEAD) for name in study.until]
    _check_until(study, known, policies, found)
    named = [*(study.outcomes or HEADLINE), *(name for name in asked if name in known)]
    own = [outcome.name for outcome in measures.own]
    return list(dict.fromkeys(named if set(own).intersection(named) else [*named, *own]))


def _unknown_outcome(name: str, known: Iterable[str]) -> str:
    return f"unknown outcome{did_you_mean(name, known) or '; equipoise outcomes lists them'}"


def widths_of(name: str) -> Range | None:
    """Say what the half-width of an outcome may be. None for what is no outcome."""
    outcome = BY_NAME.get(name.removesuffix(LEAD))
    if outcome is None:
        return None
    return Range(SMALLEST, 1.0 if outcome.kind in {"share", "chance"} else inf, unit=outcome.unit)


def _check_until(study: Study, known: Mapping[str, Outcome], policies: int, found: Mistakes) -> None:
    for name, width in study.until.items():
        outcome = name.removesuffix(LEAD)
        if outcome not in known:
            words = _unknown_outcome(outcome, known)
            found.wrong(("until", name), f"until.{shown(name)}", width, words)
        elif not (isfinite(width) and width >= SMALLEST):
            found.wrong(("until", name), f"until.{name}", width, "must be a half-width above 0")
        elif name.endswith(LEAD) and policies == 1:
            found.wrong(("until", name), f"until.{name}", width, "needs a second policy, to lead over the first")
    if study.until and study.replications < FLOOR:
        words = f"must be at least {FLOOR} under [until]: earlier looks would not keep the coverage"
        found.wrong(("replications",), "replications", study.replications, words)
    if study.until and study.at_most < study.replications:
        found.wrong(("at_most",), "at_most", study.at_most, f"must be at least replications = {study.replications}")


def check_accounts(study: Study, scenario: Scenario, found: Mistakes) -> list[str]:
    """Check which accounts get rows."""
    there = scenario.account_names
    looks = {composed(name): name for name in there}
    asked = [looks.get(composed(name), name) for name in study.accounts]
    known, twice = frozenset(there), {*again(asked)}
    for k, name in enumerate(asked):
        if name not in known:
            has = f"; the scenario has {listed(there[:12], 'and')}" if there else "; the scenario has none of its own"
            near = "" if found.many else did_you_mean(name, there) or has
            found.wrong(("accounts", k), f"accounts[{k + 1}]", name, f"unknown account{near}")
        elif k in twice:
            found.wrong(("accounts", k), f"accounts[{k + 1}]", name, "is in the list already")
    if ALL in there:
        words = f'the scenario has an account called "{ALL}", which is what results call all accounts together'
        found.wrong(("scenario",), "scenario", study.scenario, words)
    return asked


def check_design(design: Design, targets: list[Target], found: Mistakes, *, complete: bool) -> None:
    """Check that a design can be laid out."""
    uses = USES[design.kind]
    for name in Design.model_fields:
        if name in design.model_fields_set - {"kind", *uses}:
            words = f'means nothing to a design of kind "{design.kind}", which goes by {listed(uses, "and")}'
            found.wrong(("design", name), f"design.{name}", getattr(design, name), words)
    points = design.points
    if design.kind in POWERS_OF_TWO and points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        words = f'must be a power of two for a design of kind "{design.kind}": {below:,} or {2 * below:,}'
        found.wrong(("design", "points"), "design.points", points, words)
    if design.kind == "morris" and design.levels % 2:
        found.wrong(("design", "levels"), "design.levels", design.levels, "must be even for a Morris design")
    if not complete:
        return
    if not targets:
        found.wrong(("factors",), "factors", NOTHING, "is missing; a study varies at least one thing: [[factors]]")
    elif size(design, targets) > MOST_POINTS:
        words = f"comes to more than {MOST_POINTS:,} points; ask for fewer levels, points or factors"
        found.wrong(("design",), "design", NOTHING, words)

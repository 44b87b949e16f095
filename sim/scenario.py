"""A scenario: the question, the parameters that differ, the vendor's accounts by name, and the policies to compare."""

from __future__ import annotations

from math import ceil, expm1, inf
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeAlias

from pydantic import Field, StringConstraints, ValidationInfo, model_validator

from equipoise.sim.account import Account, Segment
from equipoise.sim.business.contradictions import contradictions
from equipoise.sim.business.facts import Business
from equipoise.sim.characters import Line, Name, Prose, composed
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import LONGEST_NAME, LONGEST_PROSE, LONGEST_TITLE, Section, parameter
from equipoise.sim.ranges import (
    MOST_CELLS,
    MOST_RANGES,
    Draws,
    Range,
    corners,
    drawn,
    out_of_order,
    owner_of,
    refused_as_range,
    with_values,
)
from equipoise.sim.whole_numbers import REPLICATIONS, ROUNDS, SEED
from equipoise.sim.wording import again, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from equipoise.sim.faults import Place

LARGEST_RUN = 2_000_000
"""Most rounds times slots, so that the luck of one run stays below half a gigabyte."""

_YEARS_OF_WINS = 2.0
"""Years of wins for which a business has room that says how many it wins a year, but not how many it can serve."""

MOST_GROWTH = 300.0
"""Most that the logarithm of an account's volume may grow in a run, so that no sum of squares overflows."""

MOST_CLAIMS = 21
"""R1 to R21, each once."""

MOST_POLICIES = 100
"""Most policies that a scenario compares."""

ALL = "all"
"""What results call all of a scenario's own accounts together."""

LONGEST_LIFE = 50.0
"""Mean lifetimes that no account outlives: the chance is below 1e-21."""

MOST_SIGMAS = 8.0
"""Standard deviations beyond which no draw of luck lies."""


Claim: TypeAlias = Annotated[str, StringConstraints(pattern=r"^R([1-9]|1\d|2[01])$")]
"""A claim by its number."""


class Run(Section):
    """How the scenario is run, unless the command says otherwise."""

    rounds: int = parameter(40, "rounds", "Rounds (quarters) in a run.", low=ROUNDS.low, high=ROUNDS.high)
    replications: int = parameter(2000, "runs", "Runs of each arm.", low=REPLICATIONS.low, high=REPLICATIONS.high)
    seed: int = parameter(7, "1", "Seed of the luck.", low=SEED.low, high=SEED.high)


class Conflict(NamedTuple):
    """Values that are each allowed, but not together.

    Attributes
    ----------
    places : tuple of paths
        Where they stand in a scenario; a message points at the first.
    words : str
        What is wrong with them.
    """

    places: tuple[Place, ...]
    words: str


class Scenario(Section):
    """A validated scenario.

    Attributes
    ----------
    name : str
        Its file's name without the ending.
    """

    name: Name = Field(
        "scenario",
        min_length=1,
        max_length=LONGEST_NAME,
        description="Short name; that of the file when not stated.",
    )
    title: Line = Field("", max_length=LONGEST_TITLE, description="One line for a heading.")
    question: Prose = Field("", max_length=LONGEST_PROSE, description="The question it asks, in a strategist's words.")
    claims: list[Claim] = Field(
        default_factory=list, max_length=MOST_CLAIMS, description="Claims behind it, R1 to R21."
    )
    policies: list[str] = Field(
        default_factory=lambda: ["accommodating", "strategic"],
        min_length=1,
        max_length=MOST_POLICIES,
        description="Policies to compare; the first is the reference, and what a business does today.",
    )
    run: Run = Field(default_factory=Run)
    business: Business | None = Field(
        None, description="The business as its books have it, in its own currency and in years."
    )
    parameters: Parameters = Field(default_factory=Parameters)
    accounts: list[Account] = Field(default_factory=lambda: [Account(name="account", count=8)])
    segments: list[Segment] = Field(default_factory=list)
    ranges: list[Range] = Field(
        default_factory=list, max_length=MOST_RANGES, description="Numbers that are drawn for each run."
    )
    draws: list[Draws] = Field(
        default_factory=list, description="Numbers of which each run takes a row: a file, or its columns."
    )

    @model_validator(mode="after")
    def _has_slots(self) -> Scenario:
        """A business that states no slots can serve what it has and some more: see :attr:`slots_that_follow`."""
        vendor = self.parameters.vendor
        if self.business is not None and "slots" not in vendor.model_fields_set:
            room = vendor.model_copy(update={"slots": self.slots_that_follow})
            room.model_fields_set.discard("slots")
            vars(self)["parameters"] = self.parameters.model_copy(update={"vendor": room})
        return self

    @model_validator(mode="after")
    def _can_be_laid_out(self, info: ValidationInfo) -> Scenario:
        """Whoever passes a context asks for all conflicts afterwards."""
        if info.context is None and (found := [*self._without_place()]):
            raise ValueError("; ".join(conflict.words for conflict in found))
        return self

    def conflicts(self) -> list[Conflict]:
        """Find everything in which the scenario contradicts itself.

        What no run survives, and what no person means; only files and settings are held to the latter.
        """
        business = [Conflict(*found) for found in contradictions(self)]
        own = [*self._without_place(), *business, *self._duplicates(), *self._unmeant()]
        if not self.varies or own:
            return own
        return [*self._out_of_range()] or [*self._at_the_ends()]

    def _without_place(self) -> Iterator[Conflict]:
        held = sum(account.count for account in self.accounts)
        reserved = sum(segment.slots for segment in self.segments)
        slots = self.slots
        if held + reserved > slots:
            need = f"{held} accounts" + (f" and {reserved} slots of segments" if reserved else "")
            own: list[Place] = [("segments", j, "slots") for j in range(len(self.segments))]
            words = f"{slots} slots are too few: {need} need {held + reserved}"
            yield Conflict((("parameters", "vendor", "slots"), ("accounts",), ("segments",), *own), words)
        declared = [segment.name for segment in self.segments]
        known = frozenset(declared)
        for k, account in enumerate(self.accounts):
            if account.opens is not None and account.opens not in known:
                there = listed(declared) + did_you_mean(account.opens, declared) if declared else "and there is none"
                named: list[Place] = [("segments", j, "name") for j in range(len(declared))]
                words = f"must be a segment under [[segments]], {there}"
                yield Conflict((("accounts", k, "opens"), ("segments",), *named), words)
        for k in again([composed(name) for name in declared]):
            yield Conflict((("segments", k, "name"),), "another segment has this name; each needs its own")

    def _duplicates(self) -> Iterator[Conflict]:
        called: set[str] = set()
        for k, account in enumerate(self.accounts):
            own = {account.name, *account.called} if account.count <= self.slots else {account.name}
            if ALL in own:
                yield Conflict((("accounts", k, "name"),), f'no account may be called "{ALL}": results call all so')
            looks = {composed(name) for name in own}
            if not called.isdisjoint(looks):
                yield Conflict((("accounts", k, "name"),), "another account has this name; each needs its own")
            called |= looks
            if account.type is not None and account.orientation is not None:
                places: tuple[Place, ...] = (("accounts", k, "type"), ("accounts", k, "orientation"))
                yield Conflict(places, "its type sets its orientation, which is stated too; state one of them")
            yield from self._out_of_force(k, account)
        for k in again(self.policies):
            yield Conflict((("policies", k),), "is compared already")
        for k in again(self.claims):
            yield Conflict((("claims", k),), "is named already")

    def _out_of_force(self, k: int, account: Account) -> Iterator[Conflict]:
        """What contradicts a contract in force."""
        term = self.parameters.bargaining.term if account.term is None else account.term
        if account.renews is not None and account.renews > 2 * term:
            whose = "bargaining.term" if account.term is None else "its term"
            places: tuple[Place, ...] = (
                ("accounts", k, "renews"),
                ("accounts", k, "term"),
                ("parameters", "bargaining", "term"),
            )
            words = "a contract ends within its length, one that was renewed early within twice that"
            yield Conflict(places, f"{words}: must not be above {2 * term}, as {whose} = {term}")
        for name in ("level_at_rest", "unique"):
            if getattr(account, name) is not None and not account.in_force and self.business is None:
                words = "holds for a contract in force, and none is stated: state its age, price, support or commitment"
                yield Conflict((("accounts", k, name),), words)
        if account.leaves == 0 and account.in_force:
            places = (("accounts", k, "leaves"),)
            words = "it is away from the first round on, so no contract with it is in force; leave one of the two out"
            yield Conflict(places, words)

    def _out_of_range(self) -> Iterator[Conflict]:
        """What is wrong with ranges and draws by themselves."""
        varying = self.varying
        places: list[Place] = [("ranges", k, "key") for k in range(len(self.ranges))]
        places += [("draws", k, "key") for k in range(len(self.draws))]
        for k in again([one.key for one in varying]):
            yield Conflict((places[k],), "varies already; state one range of it, or draws")
        for place, one in zip(places, varying, strict=True):
            owner = owner_of(self, one.key)
            words = refused_as_range(type(owner[0]), owner[1], *one.ends) if owner else "is no number of this scenario"
            words = words or out_of_order(one.ends[0], one.likely if isinstance(one, Range) else None, one.ends[1])
            if words:
                yield Conflict((place,), words)
        if len({len(one.values) for one in self.draws}) > 1:
            yield Conflict((("draws",),), "every column of the draws needs as many rows as the others")
        if sum(len(one.values) for one in self.draws) > MOST_CELLS:
            yield Conflict((("draws",),), f"holds more than {MOST_CELLS:,} numbers; keep fewer rows, or fewer columns")

    def _at_the_ends(self) -> Iterator[Conflict]:
        """What would contradict itself in some runs, though not as stated: once for each place."""
        seen: set[Place] = set()
        for values in corners(self):
            for found in with_values(self, values).conflicts():
                if found.places[0] not in seen:
                    seen.add(found.places[0])
                    where = " and ".join(f"{key} = {value:g}" for key, value in values.items())
                    yield Conflict(found.places, f"{found.words} (with {where}, an end of its range)")

    def _unmeant(self) -> Iterator[Conflict]:
        p = self.parameters
        if self.run.rounds * self.slots > LARGEST_RUN:
            words = f"too large a run: rounds times vendor.slots must stay up to {LARGEST_RUN:,}"
            yield Conflict((("run", "rounds"), ("parameters", "vendor", "slots")), words)
        worths = [account.level_worth for account in self.accounts if account.level_worth is not None]
        reach = max([p.hierarchy.contribution, *worths]) + MOST_SIGMAS * p.hierarchy.match_spread
        exits = p.portfolio.exit_hazard if p.switches.exit else 0.0
        lasting = min(float(self.run.rounds), LONGEST_LIFE / exits if exits > 0.0 else inf)
        most = expm1(MOST_GROWTH / lasting) / reach if reach > 0.0 else inf
        if p.charter.network_growth > most and p.switches.growth and p.switches.contribution:
            words = f"too much growth for {self.run.rounds} rounds: with this contribution it may be {most:.2g} at most"
            yield Conflict((("parameters", "charter", "network_growth"), ("run", "rounds")), words)
        if p.newcomers.orientation_low > p.newcomers.orientation_high:
            low, high = (("parameters", "newcomers", f"orientation_{end}") for end in ("low", "high"))
            yield Conflict((low, high), f"must not be above orientation_high = {p.newcomers.orientation_high}")
        if p.plan.segment_revenue > 0.0 and not self.segments:
            target = ("parameters", "plan", "segment_revenue")
            yield Conflict((target, ("segments",)), "a target for segments, but none is declared under [[segments]]")

    def too_long(self, rounds: int) -> str:
        """Say why the scenario cannot be played for so many rounds, more than it states; empty when it can."""
        if rounds <= self.run.rounds:
            return ""
        longer = self.model_copy(update={"run": self.run.model_copy(update={"rounds": rounds})})
        return next((found.words for found in longer.conflicts() if ("run", "rounds") in found.places), "")

    @property
    def slots(self) -> int:
        """Accounts that can be served at once: as stated, and at least those that a business has."""
        stated = self.parameters.vendor.slots
        if self.business is None:
            return stated
        return max(stated, self.slots_needed)

    @property
    def slots_that_follow(self) -> int:
        """Accounts that a business can serve that does not state it: those that it has, and what it wins in two years.

        Where it does not say what it wins, there is room for one more, or for what its segments hold.
        """
        won = self.business.new_accounts if self.business else None
        return self.slots_needed + (not self.segments if won is None else max(ceil(_YEARS_OF_WINS * won), 1))

    @property
    def slots_needed(self) -> int:
        """Slots that its accounts and segments take."""
        return sum(account.count for account in self.accounts) + sum(segment.slots for segment in self.segments)

    @property
    def varying(self) -> list[Range | Draws]:
        """What is drawn for each run."""
        return [*self.ranges, *self.draws]

    @property
    def varies(self) -> bool:
        """Whether some numbers are drawn for each run."""
        return bool(self.ranges or self.draws)

    @property
    def drawn_keys(self) -> list[str]:
        """Key of each number that is drawn for a run, in the order of :meth:`drawn`."""
        return [one.key for one in self.varying]

    def drawn(self, seed: int, replication: int) -> dict[str, float]:
        """Draw what varies for a run: the same under every policy, and whatever else varies.

        Parameters
        ----------
        seed : int
            Seed of the luck.
        replication : int
            Which run.

        Returns
        -------
        dict
            Value by key, as ``--set`` has keys; empty where nothing varies.

        Examples
        --------
        >>> from equipoise import load_scenario, with_settings
        >>> [*with_settings(load_scenario("base"), {"market.rivals": "3..6"}).drawn(seed=7, replication=0)]
        ['market.rivals']
        """
        return drawn(self, seed, replication)

    def draws_of(self, seed: int, replications: Iterable[int]) -> Iterator[dict[str, float]]:
        """Draw what varies for each of some runs."""
        return (drawn(self, seed, replication) for replication in replications)

    @property
    def account_names(self) -> list[str]:
        """Name of each of the scenario's own accounts, in the order of its slots."""
        return [name for account in self.accounts for name in account.called]

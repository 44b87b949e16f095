"""What a comparison comes to: estimates with intervals, survival curves, and paired differences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from equipoise.sim.measures import NO_MEASURES, Measures

Verdict = Literal["recommended", "not recommended", "no difference", "same policy", "cannot tell", "business fails"]
Chosen = Literal["best", "largest", "best over the whole run"]

OPENING = 3.0
"""Years that a decision looks at."""

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.sim.money import Money


@dataclass(frozen=True)
class SurvivalCurve:
    """Kaplan-Meier survival with intervals and numbers at risk, and cumulative incidence by cause."""

    rounds: NDArray[np.int64]  #: of shape (n + 1,); 0, 1, ..., n rounds since the start
    survival: NDArray[np.float64]  #: of shape (n + 1,); share still held after so many rounds, with a 95% interval
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_risk: NDArray[np.int64]  #: of shape (n + 1,); relationships still followed at the start of each round
    #: of shape (n + 1,); by cause of ending, the share ended by it (Aalen-Johansen)
    incidence: dict[str, NDArray[np.float64]]
    #: median length with its 95% interval, rounds; inf when more than half outlive the horizon
    median: tuple[float, float, float]


@dataclass(frozen=True)
class ArmResult:
    """One arm of a comparison."""

    name: str  #: what tables call it: the policy, or the scenario when scenarios are compared, or both
    scenario: str
    policy: str
    outcomes: dict[str, Estimate]  #: by outcome, over all accounts
    accounts: dict[str, dict[str, Estimate]]  #: by account of the scenario, by outcome
    survival: dict[str, SurvivalCurve]  #: by account; "all" pools the scenario's own accounts
    #: by account, by cause: the chance that the relationship has ended by it at the horizon; "all" pools as
    #: above
    endings: dict[str, dict[str, Estimate]] = field(default_factory=dict)


class Idle(NamedTuple):
    """Why a policy comes to the same as another in every run, though its levers are others."""

    levers: tuple[str, ...]  #: in which they differ
    lumps: float = 0.0  #: lump costs of a programme for each account, money a round
    costs: tuple[str, ...] = ()  #: what they are for, where these keep it away; none where something else does
    own: bool = True  #: whether the programme is the policy's own, and not the other's
    begins: int | None = None  #: the round from which they differ, where that is after the run


@dataclass(frozen=True)
class Difference:
    """One arm less the first, run by run under the same luck."""

    arm: str
    against: str
    outcomes: dict[str, Estimate]  #: by outcome, over all accounts
    accounts: dict[str, dict[str, Estimate]]  #: by account that both arms have, by outcome
    sentence: str = ""  #: what the difference is and why, in words
    #: by account that both arms have, by cause of ending; "all" pools each arm's own accounts
    endings: dict[str, dict[str, Estimate]] = field(default_factory=dict)
    #: name of the earlier arm, other than the first, of which every run is the same in all that is measured;
    #: else ""
    twin: str = ""
    #: why it is the same, where its policy is another; None where it is the same policy under another name
    idle: Idle | None = None

    @property
    def same(self) -> bool:
        """Whether nothing that is measured differs in any run: here the two are the same vendor."""
        tables = [self.outcomes, *self.accounts.values(), *self.endings.values()]
        return all(estimate.same for table in tables for estimate in table.values())


@dataclass(frozen=True)
class View:
    """What an arm comes to over a horizon, or what it has more of than the first arm."""

    profit: Estimate  #: money a year, in the engine's money
    loss: Estimate  #: chance that profit over the horizon is below zero
    cash_out: Estimate  #: chance that cash has run out, which ends the business
    cost: Estimate  #: what is spent on relationships a year (focus, channel, team, sponsor, survey), all accounts
    before: Estimate  #: profit a year before that cost: of a difference, what the programme brings
    survival: dict[str, Estimate]  #: by account, and "all": the chance that it is still held
    #: of an arm: quantiles of profit a year over the runs, by level; none of a difference
    quantiles: dict[float, Estimate] = field(default_factory=dict)


@dataclass(frozen=True)
class Horizon:
    """A comparison over its first years, or over the whole run."""

    years: float
    arms: dict[str, View]  #: by arm
    differences: dict[str, View]  #: by further arm: less the first


@dataclass(frozen=True)
class Return:
    """What one arm's programme returns against the first, and when what it costs is earned back.

    What it costs and brings a year stands in :class:`View`. Years are counted from 1; None is not within those looked
    at, the first ten of the run.
    """

    arm: str
    against: str
    gained: list[Estimate]  #: by year: what the arm has earned more than the first by its end, money
    year: int | None  #: in which the mean of that turns positive, to stay so
    earliest: int | None  #: the first year from whose end on its interval holds a gain
    latest: int | None  #: the first year from whose end on its interval holds nothing else
    sentence: str = ""
    #: the discount rate a year at which all years together are worth nothing; None where no such rate is found
    rate: Estimate | None = None


@dataclass(frozen=True)
class Track:
    """One arm year by year: an account, or all of a scenario's own together ("all")."""

    arm: str
    account: str
    years: list[int]  #: 1, 2, ...: the whole years of the run, of the first ten
    held: list[float]  #: share of runs in which it is held at the end of the year; of "all", the share of accounts
    low: list[float]  #: ends of the 95% interval of that; of "all" there is none
    high: list[float]
    #: what it is like at the end of the year, mean over the runs in which it is held then; none of "all". By name:
    #: ``dependence_vendor``, ``dependence_account``, ``price``, ``support`` and ``belief``, as the panel has them
    like: dict[str, list[float]]
    #: quantiles of the year's contribution margin, by level, over the runs that have any revenue in it (the first
    #: 10,000); of "all", the vendor's own
    margin: dict[float, list[float]]


@dataclass(frozen=True)
class Decision:
    """What to do, as far as the runs tell."""

    verdict: Verdict
    arm: str  #: that is spoken of; the first arm where nothing is to be done
    account: str  #: on which the vendor depends most, by far, and whose keeping is told; "all" where none stands out
    #: what to do first; then risk, return and one account alone, each where there is something to say
    parts: tuple[str, ...]
    rests_on: str = ""  #: what it rests on, of what is not stated
    details: tuple[str, ...] = ()  #: what stands behind: who gains, how cash runs out, further accounts alone
    #: in words, the policy with one account alone that clearly leads all that was compared; empty where none does
    instead: str = ""
    #: with which alone the parts tell whether it pays: the best of those tried where it does, else ``account`` where it
    #: is among those that are told of; empty where none is
    alone: str = ""

    @property
    def sentence(self) -> str:
        """All that is said, one after the other."""
        return " ".join(part for part in (*self.parts, self.rests_on, *self.details) if part)


@dataclass(frozen=True)
class Alone:
    """What a policy with one account alone changes over a horizon, against the first arm."""

    years: float
    profit: Estimate  #: money a year
    survival: Estimate  #: chance that the account is still held


@dataclass(frozen=True)
class OneAccount:
    """What the decision's policy comes to with one account alone: the best of those that were tried."""

    account: str  #: which need not be the decision's: with which a policy pays best is not on which a vendor depends
    policy: str  #: in words
    against: str  #: the first arm, as all others are treated
    tried: int  #: accounts that were tried
    replications: int  #: runs of the one that is told of
    views: list[Alone]  #: by length
    sentence: str = ""
    #: the same with the account that brings most revenue, and with the best over the longest view, where it is another
    others: list[OneAccount] = field(default_factory=list)
    chosen_as: tuple[Chosen, ...] = ()  #: what it is of those that were tried, for which it is told of


@dataclass(frozen=True)
class LeadRange:
    """How one arm's lead over the first reads over what nobody knows: how much rivals can copy of what was built."""

    arm: str  #: whose lead
    against: str  #: the first arm
    replications: int  #: runs of each arm at each end
    taken: list[float]  #: share that the comparison itself was played with; two where its scenarios differ in it
    #: at the least share and at the most, the lead in profit, money a year, by the years that it is over
    ends: list[tuple[float, dict[float, Estimate]]]
    sentence: str = ""  #: what that comes to


@dataclass(frozen=True)
class Ends:
    """A lead with one number at its low and at its high, money a year."""

    at_low: Estimate
    at_high: Estimate
    turns: bool  #: whether it is clearly on the other side of zero at an end than as it was played


@dataclass(frozen=True)
class Rest:
    """A number that the scenario does not state, and what the decision is at either end of where it can lie."""

    name: str  #: its key, or that of several accounts
    keys: tuple[str, ...]  #: what is set together
    question: str  #: in words that need no model
    reason: str  #: for the two ends
    taken: float | None  #: what the comparison was played with; None where it is drawn for each run
    low: float
    high: float
    whole: bool  #: whether it is a whole number
    unit: str  #: of its values, from its declaration
    at_low: Estimate  #: the lead, at either end, money a year
    at_high: Estimate
    swing: Estimate  #: the furthest that the lead moves between low, as it is and high: the later less the earlier
    turns: bool  #: whether the lead is clearly on the other side of zero at an end
    turning: tuple[float, float, float] | None = None  #: where it turns, with its 95% interval; None where not found
    asked: bool = True  #: whether somebody could find it out; otherwise it is the model's own
    ranges: bool = False  #: whether it is stated as a range; otherwise it is not stated
    later: Ends | None = None  #: the lead over the whole run, where that is longer than what is decided by


@dataclass(frozen=True)
class YearLine:
    """Profit by year of one arm, with the number that the answer rests on most at one end."""

    arm: str
    value: float  #: of that number
    years: list[Estimate]  #: of each year, from the first


@dataclass(frozen=True)
class RestsOn:
    """What a decision between two arms rests on: every number that is not stated, at its low and at its high."""

    arm: str  #: that the decision is about
    against: str  #: the first arm
    outcome: str  #: by which is decided
    years: float  #: over which
    unit: str  #: of the leads, in the engine's money
    lead: Estimate  #: as it was played
    rests: list[Rest]  #: what can be found out, and then the model's own; of each what moves the lead furthest first
    lines: list[YearLine]  #: of the first of them: each arm at its low and at its high
    money: Money | None = None  #: of the business, where it has one currency
    sentence: str = ""  #: what that comes to
    whole: Horizon | None = None  #: of what ``later`` is: the whole run as it was played
    account: str = ""  #: with which alone the arm has its policy; empty where it has it with all
    alone: RestsOn | None = None  #: the same of the arm's policy with one account alone, by numbers looked at here


@dataclass(frozen=True)
class Ranged:
    """A number that was drawn anew for each run, the same for every policy."""

    key: str  #: as ``--set`` takes it
    low: float
    high: float
    likely: float | None  #: what is likeliest, where one is stated
    draws: int  #: rows of a file that it was drawn from; 0 where it was drawn from a range
    unit: str
    scenarios: tuple[str, ...]  #: in which
    money: Money | None = None  #: of which it is an amount, where its unit is the currency


@dataclass(frozen=True)
class Comparison:
    """Several arms under the same luck."""

    scenario: str  #: name of the scenario, or of the scenarios joined by " + "
    title: str  #: in a strategist's words
    question: str
    seed: int  #: how it was run
    replications: int
    rounds: int
    arms: list[ArmResult]  #: the first is the reference
    differences: list[Difference] = field(default_factory=list)  #: one for each further arm
    answer: str = ""  #: the answer in two sentences
    #: how the lead that the answer speaks of reads over what nobody knows; None where no lead hangs on it
    lead_range: LeadRange | None = None
    rests_on: RestsOn | None = None  #: what the decision rests on; None where nobody asked, or nothing differs
    #: the same of the one number known to matter most to a business; None where it is stated, or all are looked at
    first_look: RestsOn | None = None
    #: over one, three and ten years, as far as the run goes, and over the whole run if that is another; by length
    horizons: list[Horizon] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)  #: one for each further arm
    by_year: list[Track] = field(default_factory=list)  #: each arm year by year: all accounts together, then each
    decision: Decision | None = None  #: what to do; none where nothing is compared
    one_account: OneAccount | None = None  #: the same with one account alone; None where there is nothing to divide
    money: Money | None = None  #: the currency of the business, where all arms have the same
    today: str = ""  #: the policy of today, which a business names first; empty where there is no business
    ranges: list[Ranged] = field(default_factory=list)  #: that numbers were drawn from, anew for each run
    measures: Measures = NO_MEASURES  #: what was measured besides what comes with the program, without its functions

    def sentences(self) -> list[str]:
        """Say what comes out.

        What to do, the answer, how the lead reads over what nobody knows, and what each difference is.
        """
        decided = [self.decision.sentence] if self.decision else []
        within = [self.lead_range.sentence] if self.lead_range else []
        within += [self.rests_on.sentence] if self.rests_on else []
        return [*decided, self.answer, *within, *(difference.sentence for difference in self.differences)]

    @property
    def opening(self) -> Horizon | None:
        """What pages open with: three years, or the whole run where it is shorter."""
        long_enough = (one for one in self.horizons if one.years >= OPENING)
        return next(long_enough, self.horizons[-1] if self.horizons else None)

    def table(self) -> pl.DataFrame:
        """Lay out the outcomes of every arm, with their leads over the first."""
        import polars as pl  # noqa: PLC0415 - only who asks for a data frame waits for its library

        leads = {difference.arm: difference for difference in self.differences}
        rows = []
        for arm in self.arms:
            against = leads.get(arm.name)
            for account, outcomes in {"all": arm.outcomes, **arm.accounts}.items():
                of_lead = {} if against is None else {"all": against.outcomes, **against.accounts}.get(account, {})
                for name, own in outcomes.items():
                    lead = of_lead.get(name)
                    rows.append(
                        (arm.name, account, name, own.unit, own.mean, own.low, own.high, own.runs)
                        + ((None, None, None) if lead is None else (lead.mean, lead.low, lead.high))
                    )
        return pl.DataFrame(rows, _TABLE, orient="row").fill_nan(None)


_TABLE = {
    **dict.fromkeys(("arm", "account", "outcome", "unit"), str),
    **dict.fromkeys(("mean", "low", "high"), float),
    "runs": int,
    **dict.fromkeys(("lead", "lead_low", "lead_high"), float),
}

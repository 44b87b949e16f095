"""What a decision rests on: each number in doubt is put to its low and to its high, under the same luck.

That is each that nobody stated, and each that is stated as a range. Few runs first, for all of them; then the half that
moves the lead further is played twice as often, and so on, until those that matter have as many runs as the comparison
(successive halving: Karnin, Koren and Somekh 2013). Which they are follows from the runs alone. Where the lead turns,
the value at which it does is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.contrast import way
from equipoise.analysis.crossing import course
from equipoise.analysis.intervals import difference_interval, estimates, mean_interval
from equipoise.analysis.moments import Moments
from equipoise.analysis.prose.comparison import with_decision
from equipoise.analysis.prose.rests_on import first_words, rests_words
from equipoise.analysis.results import Ends, Rest, RestsOn, YearLine
from equipoise.experiments.assumptions import STATED, Assumption, assumptions
from equipoise.experiments.changed import OneChanged, arms_at
from equipoise.experiments.horizons import in_years, opening_of, views_of
from equipoise.experiments.paired import Pair
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.keys import parts_of
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.runner import in_blocks
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk

DECIDED_BY, A_YEAR = "profit", "money/year"
FIRST, MOST, LAST = 64, 1024, 4
"""Runs of each number at first, and at most; numbers that are played most often."""
TURNING, BY_YEAR = 500, 400
"""Runs by which the value is looked for at which the answer turns, and from which profit by year is drawn."""
LOOKED_AT, LOOK = ("cost_to_replace", "orientation", "gross_margin", "overhead", "cash", "relationship"), 500
"""What a first look is at, the first of these that is not stated, and in how many runs at each end."""
_PLAYING, _TURNING = 0.7, 0.2
"""Shares of the work, for progress."""


@dataclass
class _Put:
    """A number that is put to both ends, and the leads in every run there so far, shape (outcomes, n)."""

    assumed: Assumption
    as_it_is: NDArray[np.float64]  # of no run where it is not compared with others
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def furthest(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Between which two of low, as it is, and high the lead moves furthest: the lead may be less at both ends."""
        runs = self.low.shape[1]
        along = [one for one in (self.low, self.as_it_is[:, :runs], self.high) if one.shape[1] == runs]
        return max(combinations(along, 2), key=lambda two: abs(float((two[1][0] - two[0][0]).mean())))

    @property
    def reach(self) -> float:
        """How far it may move the lead: its swing, and its standard error."""
        before, after = self.furthest
        swing = after[0] - before[0]
        return float(abs(swing.mean()) + swing.std() / np.sqrt(len(swing)))

    @property
    def moves(self) -> float:
        """How far it moves the lead."""
        before, after = self.furthest
        return abs(float((after[0] - before[0]).mean()))


def with_rests_on(
    comparison: Comparison,
    arms: Sequence[Arm],
    *,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Add to a comparison what its decision rests on.

    It is the lead over the first of the arm that the decision is about, in what it is taken by: profit a year over
    what pages open with.
    """
    done = progress or (lambda _share: None)
    pair, found = _asked(comparison, arms)
    if pair is None or found is None:
        done(1.0)
        return comparison
    runs, account = min(comparison.replications, MOST), comparison.decision.account if comparison.decision else ""
    puts = _halved(pair, assumed_by_both(pair.arms, account), runs, threads, lambda share: done(_PLAYING * share))
    rests = [_rest(pair, put, found) for put in puts]
    turning = [k for k, rest in enumerate(rests) if rest.turns]
    for k in turning:
        rests[k] = replace(rests[k], turning=_turning(pair, puts[k].assumed, min(runs, TURNING), threads))
        done(_TURNING / len(turning))
    done(0.0 if turning else _TURNING)
    called = found.against, found.arm
    lines = _lines(pair, called, puts[0].assumed, min(runs, BY_YEAR), threads) if puts else []
    done(1.0 - _PLAYING - _TURNING)
    found = replace(found, rests=rests, lines=lines)
    return with_decision(replace(comparison, rests_on=replace(found, sentence=rests_words(found))))


def with_first_look(comparison: Comparison, arms: Sequence[Arm], *, threads: int | None = None) -> Comparison:
    """Add whether the decision of a business turns on what is likeliest to decide it of what is not stated, and where.

    That is what a year without the vendor would cost the account that is spoken of, else the one that would lose most;
    where that is stated, what accounts want; and so on. Arguments are those of :func:`with_rests_on`, which looks at
    all that is not stated.
    """
    pair, found = _asked(comparison, arms)
    if pair is None or found is None or comparison.decision is None or comparison.money is None:
        return comparison
    open_ = [
        one for one in assumed_by_both(pair.arms, comparison.decision.account) if parts_of(one.name)[-1] in LOOKED_AT
    ]
    open_.sort(key=partial(_looked_at_first, comparison.decision.account))
    rests = at_both_ends(pair, open_[:1], found, min(comparison.replications, LOOK), threads)
    if not rests:
        return comparison
    found = replace(found, rests=rests)
    return with_decision(replace(comparison, first_look=replace(found, sentence=first_words(found))))


def _asked(comparison: Comparison, arms: Sequence[Arm]) -> tuple[Pair, RestsOn] | tuple[None, None]:
    """Choose the arms that the decision is between, and by what; nothing where nothing is decided."""
    decided, opening, names = comparison.decision, comparison.opening, [arm.name for arm in comparison.arms]
    place = names.index(decided.arm) if decided is not None else 0
    if decided is None or opening is None or not place:
        return None, None
    years, measured = opening_of(comparison.rounds)
    longer, whole = views_of(comparison.rounds)[-1], comparison.horizons[-1]
    profits = dict.fromkeys((measured.profit, longer[1].profit))
    pair = Pair((arms[0], arms[place]), tuple(BY_NAME[name] for name in profits), change=OneChanged())
    lead = opening.differences[decided.arm].profit
    return pair, RestsOn(
        decided.arm, names[0], DECIDED_BY, years, A_YEAR, lead, [], [], comparison.money,
        whole=whole if len(profits) > 1 else None,
    )  # fmt: skip


def assumed_by_both(arms: Sequence[Arm], account: str) -> list[Assumption]:
    """What both scenarios assume alike."""
    first, *others = [assumptions(arm.scenario, account) for arm in arms]
    return [one for one in first if all(one in other for other in others)]


def _looked_at_first(account: str, one: Assumption) -> tuple[int, bool, bool]:
    """Rank what a first look could be at: of what, whether of another account, and whether it is stated as a range."""
    *_, last = parts_of(one.name)
    return LOOKED_AT.index(last), account not in parts_of(one.keys[0]), one.reason == STATED


def at_both_ends(
    pair: Pair, assumed: Sequence[Assumption], found: RestsOn, runs: int, threads: int | None
) -> list[Rest]:
    """Put each of some numbers to both ends, as far as they can be played, and find where the lead turns."""
    puts = [_Put(one, none := np.empty((len(pair.outcomes), 0)), none, none) for one in _possible(pair, assumed)]
    _play(pair, puts, runs, threads)
    rests = [_rest(pair, put, found) for put in puts]
    return [
        replace(rest, turning=_turning(pair, put.assumed, runs, threads)) if rest.turns else rest
        for rest, put in zip(rests, puts, strict=True)
    ]


def _halved(
    pair: Pair, assumed: Sequence[Assumption], runs: int, threads: int | None, done: Callable[[float], None]
) -> list[_Put]:
    """Play all a little, and those that matter more; facts come first, of each kind what moves the lead furthest."""
    possible = _possible(pair, assumed)
    none = np.empty((len(pair.outcomes), 0))
    as_it_is = pair.values({}, range(runs), threads=threads) if len(possible) > 1 else none
    puts = [_Put(one, as_it_is, none, none) for one in possible]
    racing, many = list(puts), min(FIRST, runs)
    stages = max(1, int(np.ceil(np.log2(runs / many))) + 1)
    while racing:
        _play(pair, racing, many, threads)
        done(1.0 / stages)
        if many >= runs:
            break
        racing = sorted(racing, key=lambda put: -put.reach)[: max(LAST, len(racing) // 2)]
        many = min(2 * many, runs)
    return sorted(puts, key=lambda put: (not put.assumed.asked, -put.moves))


def _play(pair: Pair, puts: Sequence[_Put], until: int, threads: int | None) -> None:
    """Play on to so many runs, at both ends of each."""
    ends = [(put, value) for put in puts for value in (put.assumed.low, put.assumed.high)]

    def played(end: tuple[_Put, float]) -> NDArray[np.float64]:
        put, value = end
        return pair.values(put.assumed.changes(value), range(put.low.shape[1], until), threads=1)

    values = list(in_order(played, ends, cores(threads)))
    for put, low, high in zip(puts, values[::2], values[1::2], strict=True):
        put.low, put.high = np.concatenate([put.low, low], axis=1), np.concatenate([put.high, high], axis=1)


def _possible(pair: Pair, assumed: Sequence[Assumption]) -> list[Assumption]:
    return [one for one in (each.possible(partial(_fits, pair, each)) for each in assumed) if one is not None]


def _fits(pair: Pair, assumed: Assumption, value: float) -> bool:
    try:
        arms_at(pair.arms, assumed.changes(value))
    except EquipoiseError:
        return False
    return True


def _rest(pair: Pair, put: _Put, found: RestsOn) -> Rest:
    decided, *longer = (_ends(pair, put, k, lead) for k, lead in enumerate(_leads(found)))
    (before, after), one = put.furthest, put.assumed
    swing = _mean(pair, 0, after, before)
    limits = (one.low, one.high, one.whole, one.unit)
    leads = (decided.at_low, decided.at_high, swing, decided.turns)
    rest = Rest(one.name, one.keys, one.question, one.reason, one.taken, *limits, *leads)
    return replace(rest, asked=one.asked, ranges=one.reason == STATED, later=next(iter(longer), None))


def _leads(found: RestsOn) -> list[Estimate]:
    """The lead as it was played: over what is decided by, and over the whole run where that is longer."""
    return [found.lead, *([found.whole.differences[found.arm].profit] if found.whole is not None else [])]


def _ends(pair: Pair, put: _Put, k: int, lead: Estimate) -> Ends:
    at_low, at_high = _mean(pair, k, put.low), _mean(pair, k, put.high)
    return Ends(at_low, at_high, turns(lead, at_low, at_high))


def turns(lead: Estimate, at_low: Estimate, at_high: Estimate) -> bool:
    """Whether a lead is clearly on its other side at an end; where it has none, whether the ends lie on both."""
    sides = {way(at_low), way(at_high)}
    return -way(lead) in sides if way(lead) else sides == {1, -1}


def _mean(pair: Pair, k: int, values: NDArray[np.float64], less: NDArray[np.float64] | None = None) -> Estimate:
    outcome, own = pair.outcomes[k], values[k]
    other = None if less is None else less[k]
    moments = Moments.of(own[None]) if other is None else Moments.of_differences(own[None], other[None])
    same = np.array([not own.any() if other is None else bool((own == other).all())])
    (found,) = estimates(moments.settled(), outcome.kind, outcome.unit, difference_interval, same)
    return in_years(found)


def _turning(pair: Pair, rest: Assumption, runs: int, threads: int | None) -> tuple[float, float, float] | None:
    """Where the lead crosses zero, nearest to what the scenario has."""

    def look(x: float) -> Estimate:
        return pair.at(rest.changes(int(x) if rest.whole else x), range(runs), threads)[0]

    between = [rest.taken] if rest.taken is not None and rest.low < rest.taken < rest.high else []
    found = course(look, look, [rest.low, *between, rest.high], whole=rest.whole).crossings
    if not found:
        return None
    middle = rest.taken if rest.taken is not None else (rest.low + rest.high) / 2.0
    one = min(found, key=lambda crossing: abs(crossing.value - middle))
    return one.value, one.low, one.high


def _lines(pair: Pair, names: Sequence[str], rest: Assumption, runs: int, threads: int | None) -> list[YearLine]:
    """Profit by year of both arms, at both ends of the number that moves the lead furthest."""
    lines = []
    for value in (rest.low, rest.high):
        parts: list[list[NDArray[np.float64]]] = [[], []]
        arms = pair.change(pair.arms, rest.changes(value))
        for pieces in in_blocks(_by_year, arms, range(runs), panel=True, threads=threads):
            for own, part in zip(parts, pieces, strict=True):
                own.extend(part)
        for name, own in zip(names, parts, strict=True):
            moments = Moments.of(np.ascontiguousarray(np.concatenate(own).T))
            lines.append(YearLine(name, value, estimates(moments, "money", "money/year", mean_interval)))
    return lines


def _by_year(chunk: Chunk) -> NDArray[np.float64]:
    """Profit of each run and whole year, shape (runs, years); of all rounds where there are fewer than a year's."""
    vendor = chunk.vendor
    profit = vendor["contribution"] - vendor["fixed_cost"] - vendor["winning_cost"]
    years = profit.shape[1] // ROUNDS_A_YEAR
    if not years:
        return np.asarray(profit.sum(axis=1, keepdims=True))
    whole = profit[:, : years * ROUNDS_A_YEAR]
    return np.asarray(whole.reshape(len(whole), years, ROUNDS_A_YEAR).sum(axis=2))

"""Answers that come in stages: few runs at once, more while nobody asks otherwise, at rest what ``compare`` says."""

from __future__ import annotations

from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.beside import with_beside
from equipoise.experiments.changed import arms_near
from equipoise.experiments.compare import compare
from equipoise.experiments.explorer.kept import FIRST, Kept, Rested, in_blocks_of, key_of
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import SIDES
from equipoise.experiments.tally import Tally
from equipoise.experiments.totals import joined
from equipoise.sim.arm import arm_names
from equipoise.sim.business.played import is_solved
from equipoise.sim.runner import CELLS, block_size, in_blocks
from equipoise.sim.wanted import NotWantedError, go_on, while_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.results import Comparison
    from equipoise.experiments.explorer.kept import Key
    from equipoise.experiments.explorer.state import State
    from equipoise.experiments.totals import Values
    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk

AT_ONCE, FEWEST, MOST, SECOND = 0.03, 16, 64, FIRST
"""Seconds that a first answer's runs may take, its fewest and most runs, and the runs of the second answer."""

MOST_KEPT = 4_000
"""Runs up to which arms are kept, so that both have room; more stream by, as in ``compare``."""

CLOUD = 100
"""Runs of each arm that are told one by one."""

_DIGITS = 3
"""Decimals with which these are told, which is finer than a dot."""

_NEW, _AT_MOST = 0.3, 4.0
"""Weight of what was just seen in the running estimate of what a run takes, and how many times as much it may say."""

_UNKNOWN = 0.0002
"""Seconds that a run of an arm takes, before one was played."""


class Answer(NamedTuple):
    """What a state comes to by as many runs as there was time for."""

    runs: int  # of each arm
    of: int  # as many as were asked for
    rested: bool  # whether it is all that ``compare`` says
    comparison: Comparison
    roughly: bool = False  # whether a business's market is found roughly, and will be solved for the next answer


class Explorer:
    """Answers for one state after the other; threads may share it.

    Parameters
    ----------
    threads : int, optional
        To play in; as many as the machine has cores. Results do not depend on it.
    """

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads
        self.kept, self.rested = Kept(), Rested()
        self._lock = Lock()
        self._takes: dict[str, float] = {}  # seconds a run of one arm, by scenario

    def answers(self, state: State, wanted: Callable[[], bool]) -> Iterator[Answer]:
        """Answer in stages, until nobody wants to know.

        Parameters
        ----------
        state : State
            What is asked.
        wanted : callable
            Whether somebody still waits; asked before each piece of work, in any thread.

        Yields
        ------
        Answer
            Each holds the runs of the one before, under the same luck; the first of a business whose market is not
            solved yet is of one that is found roughly from that of the scenario as it was opened. The last is at rest:
            to the last bit what ``compare`` says of as many runs; of states that were asked a while ago it comes at
            once.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            In the checker's words, where the state cannot be played.
        """
        arms, of = state.arms(), state.replications
        try:
            if (known := self.rested.get(content := _content(state, arms))) is None:
                stages = self._stages(state.scenario, arms, of)
                with while_wanted(wanted):
                    rough = _to_begin_with(state, arms)
                if rough:
                    with while_wanted(wanted):
                        found = self._answered(state.scenario, rough, stages[0], Kept())
                    yield Answer(stages[0], of, rested=False, comparison=found, roughly=True)
                    stages = stages[1:] or stages
                for runs in stages:
                    with while_wanted(wanted):
                        found = self._answered(state.scenario, arms, runs, self.kept)
                    yield Answer(runs, of, rested=False, comparison=found)
                with while_wanted(wanted):
                    if found.replications < of:
                        found = compare(arms, of, threads=self.threads)
                    known = with_beside(found, arms, threads=self.threads)
                self.rested.keep(content, known)
            yield Answer(of, of, rested=True, comparison=known)
        except NotWantedError:
            return

    def cloud(self, state: State, account: str) -> list[list[list[list[float]]]]:
        """Tell where single runs stand with an account at the end of each year.

        Parameters
        ----------
        state : State
            What is asked; runs that were kept are not played again.
        account : str
            One of the scenario's, by name.

        Returns
        -------
        list
            Of A and of B, year by year: how far the vendor depends on it and it on the vendor, a pair for each of the
            first runs that hold it then. Nothing of a run of less than a year.
        """
        arms = state.arms()
        keys = [key_of(arm) for arm in arms]
        played = dict(zip(keys, arms, strict=True))
        pieces = self._pieces(state.scenario, played, CLOUD, Tally(arms, SIDES).job, self.kept)
        place = arms[0].scenario.account_names.index(account) + 1  # behind all together
        return [_ends_of_years(joined(pieces[key]).tracks[:, :, place, :CLOUD]) for key in keys]

    def _stages(self, scenario: str, arms: Sequence[Arm], of: int) -> list[int]:
        """Runs of one answer after the other; what is kept is told at once."""
        there = [self.kept.runs(key_of(arm)) for arm in arms]
        with self._lock:
            a_run = self._takes.get(scenario, _UNKNOWN) * sum(runs < MOST for runs in there)
        first = MOST
        while first > FEWEST and first * a_run > AT_ONCE:
            first //= 2
        stages = [*(runs for runs in (first, SECOND) if runs < of), *([of] if of <= MOST_KEPT else [])]
        known = sum(runs <= min(there) for runs in stages)
        return stages[max(known - 1, 0) :]

    def _answered(self, scenario: str, arms: Sequence[Arm], runs: int, kept: Kept) -> Comparison:
        """Play what is not kept, and add up in the blocks of ``compare``."""
        tally = Tally(arms, arm_names(arms))
        keys = [key_of(arm) for arm in arms]
        pieces = self._pieces(scenario, dict(zip(keys, arms, strict=True)), runs, tally.job, kept)
        go_on()
        size = block_size(arms, CELLS)
        for block in zip(*(in_blocks_of(pieces[key], size, runs) for key in keys), strict=True):
            tally.add(block)
        return tally.comparison()

    def _pieces(
        self, scenario: str, arms: Mapping[Key, Arm], runs: int, job: Callable[[Chunk], Values], kept: Kept
    ) -> dict[Key, list[Values]]:
        """The first runs of some arms: those that are kept, and the others, which are played together and kept."""
        pieces = {key: kept.pieces(key) for key in arms}
        there = {key: sum(values.runs for values in found) for key, found in pieces.items()}
        for first in {number for number in there.values() if number < runs}:
            keys = [key for key, number in there.items() if number == first]
            for key in keys:
                arms[key].played_in(0)  # a market is solved before runs are timed
            began = perf_counter()
            played = in_blocks(job, [arms[key] for key in keys], range(first, runs), tracks=True, threads=self.threads)
            for parts in played:
                for key, own in zip(keys, parts, strict=True):
                    pieces[key] = [*pieces[key], joined(own)]
                    kept.keep(key, pieces[key])
            self._took(scenario, (perf_counter() - began) / (runs - first) / len(keys))
        return pieces

    def _took(self, scenario: str, a_run: float) -> None:
        with self._lock:
            before = self._takes.get(scenario, _UNKNOWN)
            self._takes[scenario] = _NEW * min(a_run, _AT_MOST * before) + (1.0 - _NEW) * before


def _ends_of_years(tracks: NDArray[np.float64]) -> list[list[list[float]]]:
    """Both dependences at the end of each year, of runs that hold the account then."""
    both = np.round(tracks[1:3], _DIGITS)  # the order of AT_THE_END, behind "held"
    return [year[:, ~np.isnan(year).any(axis=0)].T.tolist() for year in both.transpose(1, 0, 2)]


def _to_begin_with(state: State, arms: Sequence[Arm]) -> list[Arm]:
    """Arms in a market that is found roughly from that of the scenario as it was opened.

    None of them where there is none to find: no business, a market that is solved, or none near to begin with.
    """
    scenario, opened = arms[0].scenario, scenario_called(state.scenario)
    if scenario.business is None or is_solved(scenario) or opened.business is None or not is_solved(opened):
        return []
    return arms_near(arms, opened)


def _content(state: State, arms: Sequence[Arm]) -> tuple[Hashable, ...]:
    """All that bears on what is said: a file may have another text by now."""
    return (state, arms[0].scenario.model_dump_json(), *map(key_of, arms))

"""The short way from Python to what a decision turns on: break-even values, and what knowing a number is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.breakeven.knowing import KnowingTask
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.task import MOST_POLICIES, BreakEvenTask
from equipoise.experiments.door import arms_of
from equipoise.sim.arguments import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from equipoise.analysis.breakeven import BreakEven
    from equipoise.analysis.knowing import Knowing
    from equipoise.sim.measures import GivenMeasures
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


def breakeven(  # noqa: PLR0913 - what is played, under which luck, and how many threads
    scenario: Scenario | str | Path,
    vary: str | Iterable[str],
    policies: Policy | str | Path | Iterable[Policy | str | Path] = (),
    settings: Mapping[str, object] | Iterable[str] = (),
    *,
    outcome: str | None = None,
    account: str = "all",
    threshold: float = 0.0,
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
) -> BreakEven:
    """Find the value at which two policies come to the same, or at which one reaches a threshold.

    Parameters
    ----------
    scenario, settings, seed, rounds
        As for :meth:`equipoise.sim.arm.Arm.of`.
    vary : str or iterable of two str
        ``"hierarchy.contribution=0.2:0.6"``; without a range, in its usual one. Of two, the break-even of the second
        along the first.
    policies : Policy, str or Path, or two of them, optional
        The second is set against the first; one alone against the threshold. By default the scenario's first two.
    outcome, account : str, optional
        What is followed, and of whom: profit over the first three years, or over the run where that is shorter, and
        of all accounts, by default; ``"profit"`` is over the whole run.
    threshold : float, optional
        What the outcome, or the difference in it, is to reach; in the outcome's unit.
    replications, threads, measures
        As for :func:`equipoise.compare`.

    Returns
    -------
    BreakEven
        ``course.crossings``, each with its 95% interval; of two keys, ``courses`` along the first.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.

    Examples
    --------
    >>> import equipoise
    >>> found = equipoise.breakeven("over-a-barrel", "hierarchy.contribution", replications=200, rounds=12)
    >>> len(found.course.points) >= 9
    True
    """
    arms = arms_of([scenario], policies, settings, seed, rounds)[: None if policies else MOST_POLICIES]
    question = Question.of(arms, outcome=outcome, account=account, replications=replications, measures=measures)
    return BreakEvenTask.of(question, texts_of("vary", vary), threshold).play(threads)


def worth_knowing(  # noqa: PLR0913 - likewise
    scenario: Scenario | str | Path,
    know: str | Iterable[str] = (),
    policies: Policy | str | Path | Iterable[Policy | str | Path] = (),
    settings: Mapping[str, object] | Iterable[str] = (),
    *,
    outcome: str | None = None,
    account: str = "all",
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
) -> Knowing:
    """Tell what it would be worth to know each of some numbers before a policy is chosen.

    Parameters
    ----------
    know : str or iterable of str, optional
        What is unknown besides the scenario's own ranges, or lies in another: ``"hierarchy.contribution=0.2:0.6"``,
        every value alike; without a range, in its usual one. Where there is no range at all, what is seldom known.
    policies : Policy, str or Path, or several, optional
        What is chosen between; by default those that the scenario compares. Each but the first is there for the
        largest account alone, too, unless one is by account already.
    outcome : str, optional
        What is decided by, of which more is better; by default as for :func:`breakeven`.
    scenario, settings, account, replications, seed, rounds, threads, measures
        As for :func:`breakeven`.

    Returns
    -------
    Knowing
        ``unknowns``, the one that is worth most first.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.
    """
    arms = arms_of([scenario], policies, settings, seed, rounds)
    question = Question.of(arms, outcome=outcome, account=account, replications=replications, measures=measures)
    return KnowingTask.of(question, texts_of("know", know)).play(threads)

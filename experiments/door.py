"""The short way from Python: what the commands do, as functions of names and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from reprlib import repr as shortened
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from equipoise.experiments import compare as comparing
from equipoise.experiments.beside import with_beside
from equipoise.experiments.frontier.find import QUICK, Budget
from equipoise.experiments.frontier.task import task_for
from equipoise.experiments.studies.dataset import Dataset
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.reading import load_study, make_study
from equipoise.experiments.studies.sensitivity import analyse
from equipoise.experiments.studies.sweep import sweep as play_study
from equipoise.experiments.studies.texts import factor_from
from equipoise.experiments.twins.choosing import accounts_called, check_round
from equipoise.experiments.twins.play import play_twins
from equipoise.sim.arguments import of_kind, path_of, texts_of
from equipoise.sim.arm import Arm
from equipoise.sim.faults import ArgumentError
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from equipoise.analysis.frontier import Frontier
    from equipoise.analysis.removal import Removal
    from equipoise.analysis.results import Comparison
    from equipoise.experiments.studies.sensitivity import Sensitivity
    from equipoise.sim.measures import GivenMeasures

One = TypeVar("One")


def compare(  # noqa: PLR0913 - what is played, under which luck, and how many threads
    scenarios: Scenario | str | Path | Iterable[Scenario | str | Path],
    policies: Policy | str | Path | Iterable[Policy | str | Path] = (),
    settings: Mapping[str, object] | Iterable[str] = (),
    *,
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
    rests_on: bool = False,
) -> Comparison:
    """Play policies, or scenarios, under the same luck, and compare each with the first.

    Parameters
    ----------
    scenarios : Scenario, str or Path, or several
        Scenarios, or shipped names or paths.
    policies : Policy, str or Path, or several, optional
        Policies, or shipped names or paths; by default those that each scenario compares.
    settings : mapping or iterable of str, optional
        What to change: parameters, traits, switches and levers, as ``{"market.rivals": 2}``.
    replications, seed, rounds : int, optional
        The first scenario's own by default.
    threads : int, optional
        Threads; as many as the machine has cores. Results do not depend on it.
    measures : path or iterable of Outcome, optional
        Measures of your own, beside the program's: a Python file that declares ``MEASURES``, or a list.
    rests_on : bool, optional
        Whether to tell what the decision rests on, too (``found.rests_on``); it takes some ten times as long.

    Returns
    -------
    Comparison
        ``table()`` is a data frame, ``answer`` a sentence; ``lead_range`` says how the lead reads over what nobody
        knows.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.

    Examples
    --------
    >>> import equipoise
    >>> found = equipoise.compare("over-a-barrel", ["accommodating", "strategic"], replications=50)
    >>> found.table().filter(account="Giant", outcome="survival").height
    2
    """
    worlds: list[Scenario | str | Path] = several("scenarios", scenarios, (Scenario, str, Path))
    if not worlds:
        raise ArgumentError("scenarios = []   must be a scenario, a shipped name or a path, or several of them")
    arms = arms_of(worlds, policies, settings, seed, rounds)
    runs = arms[0].scenario.run.replications if replications is None else replications
    found = comparing.compare(arms, runs, threads=threads, measures=measures)
    return with_beside(found, arms, rests_on=rests_on, threads=threads)


def twins(  # noqa: PLR0913 - likewise
    scenario: Scenario | str | Path,
    policy: Policy | str | Path | None = None,
    settings: Mapping[str, object] | Iterable[str] = (),
    *,
    accounts: str | Iterable[str] = (),
    first: int = 0,
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
) -> Removal:
    """Take accounts away, one at a time under the same luck, and the vendor away from them.

    Parameters
    ----------
    scenario, policy, settings, seed, rounds
        As for :meth:`equipoise.sim.arm.Arm.of`.
    accounts : str or iterable of str, optional
        Whom; by default each of the scenario's own.
    first : int, optional
        Round at whose start somebody is taken away; 0 is never to have begun.
    replications, threads, measures
        As for :func:`compare`; of your own measures, those of a run are taken with each account and without it.

    Returns
    -------
    Removal
        ``twins``, one an account, each with its verdicts.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.

    Examples
    --------
    >>> import equipoise
    >>> equipoise.twins("over-a-barrel", "strategic", accounts="Giant", replications=20).twins[0].account
    'Giant'
    """
    arm = Arm.of(scenario, policy, settings, seed=seed, rounds=rounds)
    chosen = accounts_called(arm.scenario, texts_of("accounts", accounts))
    runs = arm.scenario.run.replications if replications is None else replications
    return play_twins(arm, chosen, runs, first=check_round(first, arm.rounds), threads=threads, measures=measures)


def sweep(
    study: str | Path,
    vary: Mapping[str, object] | None = None,
    *,
    out: str | Path | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
    **stated: object,
) -> pl.DataFrame:
    """Play a study, or a scenario in which some things are varied.

    Parameters
    ----------
    study : str or Path
        A study, by its shipped name or its path; with ``vary`` a scenario.
    vary : mapping, optional
        What is varied: a list of values, ``{"market.rivals": [1, 4]}``; a range, ``{"market.attention": (0.1, 0.5)}``;
        None for a switch or a choice.
    out : str or Path, optional
        Folder of the data set, which goes on with what is there; by default nothing is kept but the table.
    threads, measures
        As for :func:`compare`.
    **stated : object
        What else a study file states: ``design={"kind": "grid", "levels": 4}``, ``policies``, ``outcomes``,
        ``accounts``, ``replications``, ``settings``, ``seed``, ``rounds``, ``keep_runs``.

    Returns
    -------
    polars.DataFrame
        A row a point, policy and account.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.

    Examples
    --------
    >>> import equipoise
    >>> equipoise.sweep("over-a-barrel", {"market.rivals": [1, 4]}, design={"kind": "grid"}, replications=5).height
    8
    """
    path = path_of("study", study)
    if vary is None:
        plan = load_study(study, stated, measures=measures)
    else:
        if not isinstance(vary, Mapping):
            raise ArgumentError(
                f"vary = {shortened(vary)}   must be keys and values, such as {{'market.rivals': [1, 4]}}"
            )
        factors = [factor_from(key, values) for key, values in vary.items()]
        asked = {"name": path.name.removesuffix(".toml"), "scenario": str(study), "factors": factors, **stated}
        plan = make_study(asked, measures=measures)
    with Threads(threads) as executor:
        if out is not None:
            return play_study(plan, out, executor).table()
        with TemporaryDirectory() as folder:
            return play_study(plan, folder, executor).table()


def sensitivity(
    dataset: Dataset, outcomes: str | Iterable[str] = (), *, policy: str | None = None, account: str = "all"
) -> Sensitivity:
    """Tell which of the things that a study varied matters.

    Parameters
    ----------
    dataset : Dataset
        As :func:`equipoise.open_dataset` gives it.
    outcomes : str or iterable of str, optional
        Which; contribution margin and survival by default.
    policy : str, optional
        Whose; the second by default, so that its lead over the first is told of, too.
    account : str, optional
        Of whom; all accounts together by default.

    Returns
    -------
    Sensitivity
        A finding for each outcome, and for each lead.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the study has no such outcome, policy or account.
    """
    of_kind("dataset", dataset, Dataset, "as open_dataset gives it")
    return analyse(dataset, texts_of("outcomes", outcomes), policy, account)


def frontier(  # noqa: PLR0913 - likewise
    scenario: Scenario | str | Path,
    objectives: str | None = None,
    levers: str | Iterable[str] = (),
    settings: Mapping[str, object] | Iterable[str] = (),
    *,
    policy: Policy | str | Path = "accommodating",
    account: str | None = None,
    budget: Budget = QUICK,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    measures: GivenMeasures = (),
) -> Frontier:
    """Find the policies that none beats in both of two objectives.

    Parameters
    ----------
    scenario, settings, seed, rounds
        As for :meth:`equipoise.sim.arm.Arm.of`.
    objectives : str, optional
        Two outcomes with a comma between; ``:min`` behind one of which less is better. By default
        ``contribution_margin,survival``; of a business profit over three years, and a risk in which policies differ.
    levers : str or iterable of str, optional
        Levers to search, ``focus`` or ``focus=0:0.1``; all of them by default.
    policy : Policy, str or Path, optional
        Whose levers hold where none are searched.
    account : str, optional
        Whose outcomes; by default that of whom a comparison speaks.
    budget : Budget, optional
        How much is played; by default little, for a first look.
    threads, measures
        As for :func:`compare`; your own measures can be objectives.

    Returns
    -------
    Frontier
        Its policies, and the shipped ones, on fresh luck.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When something that was asked for is wrong.
    """
    of_kind("budget", budget, Budget)
    if objectives is not None:
        of_kind("objectives", objectives, str, "such as 'contribution_margin,survival'")
    arm = Arm.of(scenario, policy, settings, seed=seed, rounds=rounds)
    task = task_for(arm, objectives, texts_of("levers", levers), settings, account, budget, measures)
    return task.play(threads)


def arms_of(
    scenarios: Sequence[Scenario | str | Path],
    policies: Policy | str | Path | Iterable[Policy | str | Path],
    settings: Mapping[str, object] | Iterable[str],
    seed: int | None,
    rounds: int | None,
) -> list[Arm]:
    """Arms of each scenario, under the policies that are named or those that it compares, all as long as the first."""
    vendors: list[Policy | str | Path] = several("policies", policies, (Policy, str, Path))
    first = Arm.of(scenarios[0], settings=settings, seed=seed, rounds=rounds)
    return [
        Arm.of(world, vendor, settings, seed=first.seed, rounds=first.rounds)
        for world in scenarios
        for vendor in vendors or Arm.of(world).scenario.policies
    ]


def several(name: str, given: One | Iterable[One], kinds: tuple[type, ...]) -> list[One]:
    """One of something, or several."""
    found = [given] if isinstance(given, kinds) or not isinstance(given, Iterable) else list(given)
    for one in found:
        if not isinstance(one, kinds):
            allowed = f"a {kinds[0].__name__}, a shipped name or a path, or several of them"
            raise ArgumentError(f"{name} = {shortened(one)}   must be {allowed}")
    return found  # type: ignore[return-value]  # told apart by kind

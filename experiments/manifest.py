"""The manifest: everything that is needed to repeat a run exactly, and the versions that it was made with."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pydantic import BaseModel, Field

from equipoise.experiments.compare import check_arms
from equipoise.experiments.complete import part_of, refuse_difference, sound, versions_in
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.kinds import COMPARISON
from equipoise.experiments.rules import rules_digest
from equipoise.experiments.seal import read_document, sealed, understood
from equipoise.sim.arm import Arm, arm_names
from equipoise.sim.characters import Name
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.measures import NO_MEASURES, Measures
from equipoise.sim.parameters.declare import Declared, Section
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import ACCOUNT_TYPES, Run, Scenario
from equipoise.sim.wording import did_you_mean, key, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from equipoise.sim.faults import Place

Model = TypeVar("Model", bound=BaseModel)
Made = TypeVar("Made")
P = ParamSpec("P")

_PACKAGES = ("equipoise", "numpy", "numba", "llvmlite", "mesa", "scipy")

VERSIONS = ("rules", "python", *_PACKAGES)
"""What is told by :func:`installed_versions`."""


@dataclass(frozen=True)
class Manifest:
    """A run that can be repeated: ``compare(manifest.arms, manifest.replications, names=manifest.names)``."""

    arms: list[Arm]  # scenario, policy, seed and rounds of each
    names: list[str]  # what tables call the arms
    replications: int  # runs of each arm
    versions: dict[str, str] = field(default_factory=dict)  # of Python and of the packages that bear on results
    measures: Measures = NO_MEASURES

    def other_versions(self) -> dict[str, tuple[str, str]]:
        """Versions that differ here; see :func:`other_versions`."""
        return other_versions(self.versions)


def other_versions(versions: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Tell versions that differ here, under which results may differ in their last digits or more."""
    here = installed_versions()
    return {name: (then, here.get(name, "none")) for name, then in versions.items() if here.get(name) != then}


def installed_versions() -> dict[str, str]:
    """Versions of the rules, of Python and of the packages that bear on results.

    By name; ``rules`` is the digest of their sources. "none" for a package that is not installed, as equipoise itself
    when it runs from its source.
    """
    found = {"rules": rules_digest(), "python": python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def of_run(name: str) -> Declared:
    """Declare a number of a manifest as scenarios declare it."""
    return Run.model_fields[name]


class _Entry(Section):
    """An arm in a manifest: what it is called, and under which names its scenario and its policy stand there."""

    name: Name = Field(min_length=1)
    scenario: Name = Field(min_length=1)
    policy: Name = Field(min_length=1)
    seed: int = of_run("seed")
    rounds: int = of_run("rounds")


class _Runs(Section):
    """How often each arm is played."""

    replications: int = of_run("replications")


def manifest_text(
    arms: Sequence[Arm], replications: int, names: Sequence[str] | None = None, measures: Measures = NO_MEASURES
) -> str:
    """Write the manifest of a comparison.

    JSON: every scenario with all parameters, not only those that its file states, and every policy with all levers.
    Numbers are written so that reading them gives the same bits. Of measures of somebody's own it holds what they
    declare and a digest.
    """
    called = list(names) if names is not None else arm_names(arms)
    return sealed(COMPARISON, _laid_out(Manifest(list(arms), called, replications, installed_versions(), measures)))


def write_manifest(path: Path, arms: Sequence[Arm], replications: int, names: Sequence[str] | None = None) -> None:
    """Write it to a file; see :func:`manifest_text`."""
    path.write_text(manifest_text(arms, replications, names), encoding="utf-8", newline="\n")


def _laid_out(manifest: Manifest) -> dict[str, Any]:
    scenarios: dict[str, Any] = {}
    policies: dict[str, Any] = {}
    entries = [
        {
            "name": name,
            "scenario": _entered(scenarios, arm.scenario.name, spelled_out(arm.scenario)),
            "policy": _entered(policies, arm.policy.name, arm.policy.model_dump(mode="json")),
            "seed": arm.seed,
            "rounds": arm.rounds,
        }
        for name, arm in zip(manifest.names, manifest.arms, strict=True)
    ]
    return {
        "versions": manifest.versions,
        "replications": manifest.replications,
        "arms": entries,
        "scenarios": scenarios,
        "policies": policies,
        **laid_out(manifest.measures),
    }


def spelled_out(scenario: Scenario) -> dict[str, Any]:
    """Lay a scenario out, with what an account's type stands for in its place, so that nothing else has to be known."""
    accounts = [
        account
        if account.type is None
        else account.model_copy(update={"orientation": ACCOUNT_TYPES[account.type], "type": None})
        for account in scenario.accounts
    ]
    return scenario.model_copy(update={"accounts": accounts}).model_dump(mode="json")


def _entered(table: dict[str, Any], name: str, entry: dict[str, Any]) -> str:
    """Enter under its name, or under a numbered one if another of that name is there; tell under which."""
    label, number = name, 1
    while table.setdefault(label, entry) != entry:
        number += 1
        label = f"{name} ({number})"
    return label


def read_manifest(path: Path) -> Manifest:
    """Read the manifest of a comparison."""
    return understood(read_document(path), COMPARISON, manifest_of)


def manifest_of(content: Mapping[str, Any]) -> Manifest:
    """Make a manifest of what its file holds, checked as strictly as the files of scenarios and policies.

    Of which the same content would be written.
    """
    wrong: list[str] = []
    versions = _noted(wrong, versions_in, content.get("versions"), ("versions",), VERSIONS)
    run = _noted(wrong, part_of, _Runs, content)
    scenarios = _models(wrong, Scenario, content, "scenarios")
    policies = _models(wrong, Policy, content, "policies")
    measures = _noted(wrong, measures_in, content)
    stated = content.get("arms")
    if not isinstance(stated, list) or not stated:
        wrong.append(f"arms = {written(stated)}   must be a list of one arm or more")
        stated = []
    entries = [_noted(wrong, sound, _Entry, entry, ("arms", k)) for k, entry in enumerate(stated)]
    arms = [
        Arm(scenario, policy, entry.seed, entry.rounds)
        for k, entry in enumerate(entries)
        if entry is not None
        and (scenario := _called(wrong, scenarios, entry.scenario, ("arms", k, "scenario"))) is not None
        and (policy := _called(wrong, policies, entry.policy, ("arms", k, "policy"))) is not None
    ]
    if wrong or versions is None or run is None or measures is None:
        raise EquipoiseError("\n".join(wrong))
    names = [entry.name for entry in entries if entry is not None]
    manifest = Manifest(arms, names, run.replications, versions, measures)
    refuse_difference(dict(content), _laid_out(manifest))
    _refuse_unplayable(manifest)
    return manifest


def _noted(wrong: list[str], check: Callable[P, Made], *stated: P.args, **named: P.kwargs) -> Made | None:
    """What a check makes of what is stated; None when it notes that something is wrong."""
    try:
        return check(*stated, **named)
    except EquipoiseError as error:
        wrong += str(error).splitlines()
        return None


def _models(wrong: list[str], model: type[Model], content: Mapping[str, Any], name: str) -> dict[str, Model | None]:
    """The scenarios or the policies of a manifest, by what it calls them; None for one that is wrong."""
    stated = content.get(name)
    if not isinstance(stated, dict):
        wrong.append(f"{name} = {written(stated)}   must be a table")
        return {}
    return {label: _noted(wrong, sound, model, entry, (name, label)) for label, entry in stated.items()}


def _called(wrong: list[str], there: Mapping[str, Model | None], label: str, place: Place) -> Model | None:
    if label not in there:
        wrong.append(f"{key(place)} = {written(label)}   is not in the manifest{did_you_mean(label, there)}")
    return there.get(label)


def _refuse_unplayable(manifest: Manifest) -> None:
    """Refuse arms that cannot be compared, or whose scenario cannot be played for as long as they are."""
    check_arms(manifest.arms, manifest.names)
    first = manifest.arms[0]
    run = Run(rounds=first.rounds, replications=manifest.replications, seed=first.seed)
    for scenario in {id(arm.scenario): arm.scenario for arm in manifest.arms}.values():
        for conflict in scenario.model_copy(update={"run": run}).conflicts():
            raise EquipoiseError(f"scenarios.{scenario.name}, played for {first.rounds} rounds: {conflict.words}")

"""The manifest: everything that is needed to repeat a run exactly, and the versions that it was made with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from experiments.compare import arm_names
from sim.ensemble import Arm
from sim.faults import EquipoiseError
from sim.policy import Policy
from sim.scenario import ACCOUNT_TYPES, Scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT = 1
"""Version of the document."""

_PACKAGES = ("equipoise", "numpy", "numba", "llvmlite", "mesa", "scipy")


@dataclass(frozen=True)
class Manifest:
    """A run that can be repeated: ``compare(manifest.arms, manifest.replications, names=manifest.names)``.

    Attributes
    ----------
    arms : list of Arm
        Scenario, policy, seed and rounds of each.
    names : list of str
        What tables call the arms.
    replications : int
        Runs of each arm.
    versions : dict of str to str
        Of Python and of the packages that bear on results.
    """

    arms: list[Arm]
    names: list[str]
    replications: int
    versions: dict[str, str] = field(default_factory=dict)

    def other_versions(self) -> dict[str, tuple[str, str]]:
        """Versions that differ here, under which results may differ in their last digits or more.

        Returns
        -------
        dict of str to tuple of two str
            By package, the version in the manifest and the one here.
        """
        here = installed_versions()
        return {name: (then, here.get(name, "none")) for name, then in self.versions.items() if here.get(name) != then}


def installed_versions() -> dict[str, str]:
    """Versions of Python and of the packages that bear on results.

    Returns
    -------
    dict of str to str
        "none" for a package that is not installed, as equipoise itself when it runs from its source.
    """
    found = {"python": python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def write_manifest(path: Path, arms: Sequence[Arm], replications: int, names: Sequence[str] | None = None) -> None:
    """Write the manifest of a comparison.

    Parameters
    ----------
    path : pathlib.Path
        File to write.
    arms : sequence of Arm
        As given to :func:`experiments.compare.compare`.
    replications : int
        Runs of each arm.
    names : sequence of str, optional
        What tables call the arms.

    Notes
    -----
    The document holds every scenario with all parameters, not only those that its file states, and every policy with
    all levers. Numbers are written so that reading them gives the same bits.
    """
    called = list(names) if names is not None else arm_names(arms)
    scenarios: dict[str, Any] = {}
    policies: dict[str, Any] = {}
    entries = [
        {
            "name": name,
            "scenario": _entered(scenarios, arm.scenario.name, _complete(arm.scenario).model_dump(mode="json")),
            "policy": _entered(policies, arm.policy.name, arm.policy.model_dump(mode="json")),
            "seed": arm.seed,
            "rounds": arm.rounds,
        }
        for name, arm in zip(called, arms, strict=True)
    ]
    document = {
        "format": FORMAT,
        "versions": installed_versions(),
        "replications": replications,
        "arms": entries,
        "scenarios": scenarios,
        "policies": policies,
    }
    path.write_text(json.dumps(document, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def _complete(scenario: Scenario) -> Scenario:
    """The scenario with what an account's type stands for stated, so that nothing else has to be known."""
    accounts = [
        account
        if account.orientation is not None or account.type is None
        else account.model_copy(update={"orientation": ACCOUNT_TYPES[account.type]})
        for account in scenario.accounts
    ]
    return scenario.model_copy(update={"accounts": accounts})


def _entered(table: dict[str, Any], name: str, entry: dict[str, Any]) -> str:
    """Enter under its name, or under a numbered one if another of that name is there; tell under which."""
    key, number = name, 1
    while table.setdefault(key, entry) != entry:
        number += 1
        key = f"{name} ({number})"
    return key


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    path : pathlib.Path
        File that :func:`write_manifest` wrote.

    Returns
    -------
    Manifest
        What to run.

    Raises
    ------
    sim.faults.EquipoiseError
        When the file cannot be read, is no manifest, or holds a value that is not allowed.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise EquipoiseError(f"{path} is a manifest of format {document['format']}; this version reads {FORMAT}")
        scenarios = {name: Scenario.model_validate(entry) for name, entry in document["scenarios"].items()}
        policies = {name: Policy.model_validate(entry) for name, entry in document["policies"].items()}
        entries = document["arms"]
        arms = [
            Arm(scenarios[arm["scenario"]], policies[arm["policy"]], int(arm["seed"]), int(arm["rounds"]))
            for arm in entries
        ]
        return Manifest(
            arms, [str(arm["name"]) for arm in entries], int(document["replications"]), dict(document["versions"])
        )
    except OSError as error:
        raise EquipoiseError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise EquipoiseError(f"{path}: {where}: {first['msg']}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise EquipoiseError(f"{path} is not a manifest that this version can read: {error}") from error

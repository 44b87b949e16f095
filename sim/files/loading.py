"""Scenarios and policies from TOML files: the shipped ones by name, anybody's own by path."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from equipoise.sim.faults import ArgumentError, EquipoiseError, PolicyError, ScenarioError
from equipoise.sim.files.bounds import told
from equipoise.sim.files.changes import complete_changes, is_carried_on
from equipoise.sim.files.checking import Complaint, check, complained, empty_texts, still_sound
from equipoise.sim.files.finding import find, names_in
from equipoise.sim.files.inheriting import Inherited, inherit
from equipoise.sim.files.kinds import mistaken
from equipoise.sim.files.lines import line_of
from equipoise.sim.files.ranging import vary
from equipoise.sim.files.reading import Contents, read
from equipoise.sim.files.refusals import declared_names, is_foreign
from equipoise.sim.files.settings import (
    full_key,
    full_keys,
    scenario_targets,
    split_settings,
    with_levers,
    with_settings,
)
from equipoise.sim.files.words import apart, in_words, is_in_words, renamed
from equipoise.sim.files.writing import policy_to_toml, scenario_to_toml
from equipoise.sim.parameters import Parameters
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import MOST_POLICIES, Scenario
from equipoise.sim.shipped import SHIPPED
from equipoise.sim.wording import key, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = [
    "from_folder", "list_businesses", "list_policies", "list_scenarios", "load", "load_policy", "load_scenario",
    "named_policy", "policy_of",
    "policy_to_toml", "scenario_of", "scenario_to_toml", "split_settings", "with_settings",
]  # fmt: skip

NO_SCENARIOS = {"account-types", "vocabulary"}
"""TOML files that stand beside the scenarios."""

MOST_HEIRS = 20
"""Most files that inherit from each other in a row."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Kind(Generic[Model]):
    """What is loaded: its model, its name in messages, the folder of the shipped ones, the fault of a wrong one."""

    model: type[Model]
    noun: str
    folder: Path
    fault: type[EquipoiseError]
    inside: str = ""  # of that folder, one that holds others

    def names(self) -> list[str]:
        """Name those that come with the program, each folder in alphabetical order, the one inside last."""
        return [*self.names_of(), *(self.names_of(self.inside) if self.inside else [])]

    def names_of(self, inside: str = "") -> list[str]:
        """Name those of the folder, or of one inside it."""
        return [name for name in names_in(self.folder / inside) if name not in NO_SCENARIOS]

    def find(self, asked: str | Path) -> Path:
        """Find a file by a shipped name, or by its path."""
        return find(asked, self.noun, self.folder, self.names(), self.fault)

    def label(self, path: Path, asked: str | Path) -> str:
        """What messages call the file."""
        return path.name if path.parent in {self.folder, self.folder / self.inside} else shown(str(asked))

    def read(self, path: Path, label: str, names: Collection[str]) -> Contents:
        """Read a file that states something of this kind; ``names`` are keys that may stand in it."""
        contents = read(path, label, self.fault, self.model, names)
        if other := mistaken(contents.stated, self.noun, label):
            raise self.fault(other)
        if is_foreign(contents.stated, self.model):
            raise self.fault(f"{label}  states nothing that a {self.noun} has: none of its keys is known")
        return contents


_SCENARIO = Kind(Scenario, "scenario", SHIPPED, ScenarioError, "businesses")
_POLICY = Kind(Policy, "policy", SHIPPED / "policies", PolicyError)


def list_scenarios() -> list[str]:
    """Name the scenarios that come with the program, in alphabetical order; those of whole businesses are apart."""
    return _SCENARIO.names_of()


def list_businesses() -> list[str]:
    """Name the scenarios of whole businesses that come with the program, in alphabetical order."""
    return _SCENARIO.names_of(_SCENARIO.inside)


def list_policies() -> list[str]:
    """Name the policies that come with the program, in alphabetical order."""
    return _POLICY.names()


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped name, or the path of a ``.toml`` file. A file states what differs from the defaults, or from its
        ``base``, another scenario; accounts and segments that the base has by name are changed, others join them.

    Returns
    -------
    Scenario
        Validated. Policies that are files of their own are named by their absolute paths.

    Raises
    ------
    ScenarioError
        When it does not exist or is wrong; the message lists everything that is wrong, with file and line.
    """
    return load(_SCENARIO, name_or_path)


def load_policy(name_or_path: str | Path, settings: Mapping[str, object] | Iterable[str] = ()) -> Policy:
    """Load a policy.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped name, the path of a ``.toml`` file, or words that put such together:
        ``"strategic for Giant, else accommodating"``, ``"accommodating, then strategic from round 4"``.
    settings : mapping or iterable of str, optional
        Levers to set, as ``{"policy.focus": 0.03}`` or ``["policy.focus=0.03"]``. A comparison gives the same
        settings to every policy that it loads, so that a lever which is set is set in every arm, and in every part of
        a policy.

    Returns
    -------
    Policy
        Validated.

    Raises
    ------
    PolicyError
        When it does not exist or is wrong; the message lists everything that is wrong, with file and line.
    SettingError
        When a setting names no lever, or gives it a value that it cannot have.
    """
    return with_levers(_policy(name_or_path), settings)


def named_policy(asked: str) -> Policy:
    """Load a policy, under a name of its own where one is given: ``mine=strategic``."""
    name, policy = apart(asked)
    found = load_policy(policy)
    if policy is asked:
        return found
    try:
        return Policy(**(found.model_dump() | {"name": name}))
    except ArgumentError as fault:
        raise PolicyError(f"{shown(asked)}   {fault}") from None


def from_folder(asked: str, folder: Path) -> str:
    """Let the paths of a policy, or of those in its words, start at a folder."""
    return renamed(asked, lambda name: _placed(name, folder))


def _placed(name: str, folder: Path) -> str:
    return str(folder / name) if name.endswith(".toml") else name


def _policy(asked: str | Path, heirs: tuple[Path, ...] = ()) -> Policy:
    """Load a policy by name or path, or make the one that words describe."""
    if is_in_words(asked):
        return in_words(asked, lambda name: load(_POLICY, name, heirs))
    return load(_POLICY, asked, heirs)


def scenario_of(asked: Scenario | str | Path) -> Scenario:
    """Take a scenario as it is, if it is still sound, or load it; see :func:`load_scenario`."""
    if not isinstance(asked, Scenario):
        return load_scenario(asked)
    scenario = still_sound(asked)
    if found := scenario.conflicts():
        raise ArgumentError("\n".join(f"{key(one.places[0])}   {one.words}" for one in found))
    return scenario


def policy_of(asked: Policy | str | Path) -> Policy:
    """Take a policy as it is, if it is still sound, or load it; see :func:`load_policy`."""
    return still_sound(asked) if isinstance(asked, Policy) else load_policy(asked)


def load(kind: Kind[Model], asked: str | Path, heirs: tuple[Path, ...] = ()) -> Model:
    """Load a file over what it inherits; ``heirs`` are the files that inherit from it."""
    path = kind.find(asked)
    label = kind.label(path, asked)
    if path.resolve() in heirs:
        raise kind.fault(f"{label} inherits from itself")
    if len(heirs) >= MOST_HEIRS:
        raise kind.fault(f"{label} is inherited from through more than {MOST_HEIRS} files")
    contents = kind.read(path, label, declared_names(kind.model) | {"base"})
    own, misplaced = _in_shape(contents.stated, kind.model)
    base, unusable = _base(kind, own.pop("base", None), path, heirs)
    unfound = _find_policies(own, path.parent)
    inherited = inherit(own, base)
    unranged = _vary(own, base, inherited.stated, path.parent) if kind.model is Scenario else []
    inherited.stated.setdefault("name", path.stem)
    if kind.model is Policy and isinstance(own.get("then"), list):
        family = (*heirs, path.resolve())
        unfound += complete_changes(inherited.stated, lambda name: _policy(from_folder(name, path.parent), family))
    checked = check(inherited.stated, kind.model)
    wrong = [one for one in checked.wrong if not is_carried_on(one, own)]
    empty = empty_texts(own, kind.model)
    wrong = [*unranged, *empty, *wrong, *([] if unusable else checked.conflicts)]
    complaints = [*unusable, *misplaced, *unfound, *wrong]
    if checked.model is None or complaints:
        raise kind.fault(_message(contents, inherited, complaints))
    return checked.model


def _in_shape(stated: dict[str, Any], model: type[BaseModel]) -> tuple[dict[str, Any], list[Complaint]]:
    """The values in the shape of their model: a scenario's sections belong under ``parameters``."""
    if model is not Scenario:
        return dict(stated), []
    sections = {name: stated[name] for name in Parameters.model_fields if name in stated}
    own = {name: value for name, value in stated.items() if name not in sections and name != "parameters"}
    if sections:
        own["parameters"] = sections
    if "parameters" not in stated:
        return own, []
    words = "unknown key; sections stand at the top of the file: [market], not [parameters.market]"
    return own, [Complaint((("parameters",),), stated["parameters"], words)]


def _base(
    kind: Kind[Model], base: object, path: Path, heirs: tuple[Path, ...]
) -> tuple[dict[str, Any], list[Complaint]]:
    """What the base states, or why it cannot be used."""
    if base is None:
        return {}, []
    if not isinstance(base, str):
        return {}, [Complaint((("base",),), base, f"must be the name or the path of a {kind.noun}")]
    try:
        found = load(kind, _placed(base, path.parent), (*heirs, path.resolve()))
    except kind.fault as fault:
        return {}, [Complaint((("base",),), base, "\n    ".join(str(fault).splitlines()))]
    return found.model_dump(exclude_unset=True, exclude={"name"}), []


def _find_policies(own: dict[str, Any], folder: Path) -> list[Complaint]:
    """Look policies up by name, and turn paths, which start at the scenario's folder, into absolute ones."""
    asked = own.get("policies")
    if not isinstance(asked, list):
        return []

    def absolute(name: str) -> str:
        path = _POLICY.find(_placed(name, folder))
        return name if path.parent == _POLICY.folder else str(path.resolve())

    found, complaints = list(asked), []
    for k, name in enumerate(asked[:MOST_POLICIES]):
        if isinstance(name, str):
            try:
                found[k] = renamed(name, absolute)
            except PolicyError as fault:
                complaints.append(Complaint((("policies", k),), name, str(fault).splitlines()[0]))
    own["policies"] = found
    return complaints


def _vary(own: dict[str, Any], base: dict[str, Any], stated: dict[str, Any], folder: Path) -> list[Complaint]:
    """Take ranges and draws out of what is stated; columns of draws are keys as settings have them."""
    names = [
        tuple(str(one.get("name", "")) for one in tables if isinstance(one, dict)) if isinstance(tables, list) else ()
        for tables in (stated.get("accounts"), stated.get("segments"))
    ]
    reachable = cache(lambda: full_keys(scenario_targets(*names)))  # which few files ask for, and takes long
    return vary(own, base, stated, folder, lambda key: full_key(key, reachable()))


def _message(contents: Contents, inherited: Inherited, complaints: list[Complaint]) -> str:
    """One line a complaint, in the order of the file."""
    lines = []
    for complaint in complaints:
        places = [place[1:] if place[0] == "parameters" and len(place) > 1 else place for place in complaint.places]
        own = [place for place in map(inherited.own, places) if place is not None]
        line = line_of(own, contents.lines)
        where = f"{contents.label}:{line}" if line else contents.label
        lines.append((line or 0, f"{where}  {complained(complaint, places[0], inherited.stated)}"))
    return told(text for _, text in sorted(lines, key=itemgetter(0)))

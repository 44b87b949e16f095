"""Study files: the shipped ones by name, anybody's own by path, or a study from options alone."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any

from equipoise.experiments.studies.checks import Mistakes
from equipoise.experiments.studies.resolving import resolve
from equipoise.experiments.studies.study import Study
from equipoise.sim.arguments import path_of
from equipoise.sim.faults import ArgumentError, StudyError
from equipoise.sim.files.bounds import told
from equipoise.sim.files.lines import line_of
from equipoise.sim.files.loading import Kind
from equipoise.sim.files.reading import Contents
from equipoise.sim.files.refusals import declared_names
from equipoise.sim.measures import measures_of
from equipoise.sim.plain import plain
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Scenario
from equipoise.sim.shipped import SHIPPED

if TYPE_CHECKING:
    from equipoise.experiments.studies.plan import Plan
    from equipoise.sim.measures import GivenMeasures, Measures

_STUDY = Kind(Study, "study", SHIPPED / "studies", StudyError)

_NAMES = declared_names(Study) | declared_names(Scenario) | declared_names(Levers)
"""Keys that a study may state, in its settings, too."""


def list_studies() -> list[str]:
    """Name the studies that come with the program, in alphabetical order."""
    return _STUDY.names()


def load_study(
    name_or_path: str | Path, changes: Mapping[str, Any] | None = None, *, measures: GivenMeasures = ()
) -> Plan:
    """Load a study, and resolve it; ``measures`` stand in place of those of the file that it names."""
    changes = _table("changes", {} if changes is None else changes)
    path = _STUDY.find(name_or_path)
    contents = _STUDY.read(path, _STUDY.label(path, name_or_path), _NAMES)
    stated = {"name": path.stem, **contents.stated}
    return _resolved(stated, changes, path.parent, contents, measures_of(measures))


def make_study(stated: Mapping[str, Any], folder: str | Path | None = None, *, measures: GivenMeasures = ()) -> Plan:
    """Make a study without a file."""
    start = Path() if folder is None else path_of("folder", folder)
    return _resolved(_table("stated", stated), {}, start, Contents("", {}, {}), measures_of(measures))


def _table(name: str, value: object) -> dict[str, Any]:
    """Keys and plain values from Python."""
    if not isinstance(value, Mapping):
        raise ArgumentError(f"{name} = {shortened(value)}   must be keys and values, such as {{'replications': 50}}")
    table: dict[str, Any] = plain(value)
    return table


def _resolved(
    stated: dict[str, Any], changes: Mapping[str, Any], folder: Path, contents: Contents, measures: Measures
) -> Plan:
    found = Mistakes()
    changed = _absolute(changes)
    settings = stated.get("settings")
    if "settings" in changed and isinstance(settings, dict):  # one by one, as everywhere
        changed["settings"] = {**settings, **changed["settings"]}
    plan = resolve({**stated, **changed}, folder, found, measures)
    if plan is None:
        raise StudyError(_message(found, changes, contents))
    return plan


def _absolute(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Paths in options start at the current folder, not at that of the file."""

    def here(name: object) -> object:
        return str(Path(name).absolute()) if isinstance(name, str) and name.endswith(".toml") else name

    changed = dict(changes)
    if "scenario" in changed:
        changed["scenario"] = here(changed["scenario"])
    if "policies" in changed:
        changed["policies"] = [here(name) for name in changed["policies"]]
    return changed


def _message(found: Mistakes, changes: Mapping[str, Any], contents: Contents) -> str:
    """One line for each thing that is wrong, in the order of the file; what options say stands at the end."""
    lines = []
    for place, words in found.lines:
        if not contents.label:
            lines.append((0, words))
            continue
        changed = place[0] in changes and (
            place[0] != "settings" or place[1:2] in [(key,) for key in changes["settings"]]
        )
        line = None if changed else line_of([place], contents.lines)
        where = "as asked for" if changed else f"{contents.label}:{line}" if line else contents.label
        lines.append((10**9 if changed else line or 0, f"{where}  {words}"))
    return told(text for _, text in sorted(lines, key=itemgetter(0)))

"""A study laid out: its points, their parts, and what plays them. The manifest of its data says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from equipoise.experiments.complete import part_of, policies_in, sound
from equipoise.experiments.declared import measures_in
from equipoise.experiments.kinds import STUDY
from equipoise.experiments.manifest import Manifest, read_manifest, versions_of
from equipoise.experiments.seal import TornManifestError, digest_of
from equipoise.experiments.studies.checks import Mistakes
from equipoise.experiments.studies.designs import USES, lay_out
from equipoise.experiments.studies.identity import fingerprint, identity_of
from equipoise.experiments.studies.parts import points_a_part, write
from equipoise.experiments.studies.resolving import resolve_with
from equipoise.experiments.studies.study import MOST_POINTS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.parameters.declare import Section
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from equipoise.experiments.studies.designs import Points
    from equipoise.experiments.studies.plan import Plan

MANIFEST = "study.json"


@dataclass(frozen=True)
class Layout:
    """What is played, point by point."""

    plan: Plan  # the study, resolved
    design: Points  # its points
    size: int  # points of a part; the last part may have fewer
    versions: dict[str, str]  # of what plays

    @cached_property
    def identity(self) -> dict[str, Any]:
        """Everything that bears on results."""
        return identity_of(self.plan.document(), _digest(self.design), self.versions)

    @property
    def fingerprint(self) -> str:
        """What each part has in its metadata."""
        return fingerprint(self.identity)

    @property
    def parts(self) -> int:
        """How many parts there are in the end."""
        return -(-len(self.design) // self.size)

    def points_of(self, number: int) -> int:
        """Count the points of a part."""
        return min(self.size, len(self.design) - number * self.size)

    def rows_of(self, number: int) -> int:
        """Count the rows of a part."""
        return self.points_of(number) * len(self.plan.policies) * len(self.plan.accounts)

    def runs_of(self, number: int) -> int | None:
        """Count the rows of a part's runs; None where their number follows from what was played."""
        return None if self.plan.study.until else self.rows_of(number) * self.plan.study.replications

    def content(self) -> StudyParts:
        """What its manifest holds."""
        points, digest = len(self.design), _digest(self.design)
        return StudyParts(self.plan, _Parts(points=points, points_a_part=self.size, points_digest=digest))


class _Parts(Section):
    """Which points there are, and how they are divided into parts."""

    points: int = Field(ge=1, le=MOST_POINTS)
    points_a_part: int = Field(ge=1)
    points_digest: str = Field(min_length=1)


@dataclass(frozen=True)
class StudyParts:
    """What the manifest of a data set holds; its points follow from it, and are not in it."""

    what: ClassVar[str] = STUDY

    plan: Plan
    parts: _Parts

    def laid_out(self) -> dict[str, Any]:
        """The study with everything resolved."""
        return {**self.parts.model_dump(), **self.plan.document()}

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives; not yet laid out."""
        return cls(_plan(stated), part_of(_Parts, stated))


def layout_of(plan: Plan) -> Layout:
    """Lay out a study that is to be played here."""
    design = lay_out(plan)
    return Layout(plan, design, points_a_part(plan, len(design)), versions_of(STUDY))


def _digest(design: Points) -> str:
    return digest_of([list(row) for row in design.values])


def write_layout(folder: Path, layout: Layout) -> None:
    """Write the manifest of a data set, whole or not at all."""
    write(folder, MANIFEST, Manifest(layout.content(), layout.versions).text().encode())


def read_layout(folder: Path) -> Layout:
    """Read the manifest of a data set, and lay its study out again."""
    path = folder / MANIFEST
    if not path.exists():
        raise TornManifestError(f"{path} is missing")
    manifest = read_manifest(path, StudyParts)
    plan, parts = manifest.content.plan, manifest.content.parts
    design = lay_out(plan)
    if _digest(design) != parts.points_digest:
        raise EquipoiseError(
            f"{path} is of a design that comes out otherwise here: it was laid out by other versions of SciPy or SALib"
        )
    if len(design) != parts.points:
        raise TornManifestError(f"{path} says points = {parts.points}, and its design has {len(design)}")
    return Layout(plan, design, parts.points_a_part, manifest.versions)


def _plan(content: Mapping[str, Any]) -> Plan:
    scenario = sound(Scenario, content.get("scenario"), ("scenario",))
    policies = policies_in(content, "policies")
    found = Mistakes()
    plan = resolve_with(_stated(content.get("study")), scenario, policies, measures_in(content), found)
    if plan is None:
        raise EquipoiseError("\n".join(f"study.{words}" for _, words in found.lines))
    return plan


def _stated(study: object) -> dict[str, Any]:
    """A study as a file states it: of its design, only what designs of its kind go by."""
    if not isinstance(study, dict):
        raise EquipoiseError(f"study = {written(study)}   must be a table")
    design = study.get("design")
    kind = design.get("kind") if isinstance(design, dict) else None
    uses = next((uses for known, uses in USES.items() if known == kind), None)
    if uses is None or not isinstance(design, dict):
        return study
    return {**study, "design": {name: value for name, value in design.items() if name in {"kind", *uses}}}

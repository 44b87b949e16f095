"""The manifest of a data set: the study with everything resolved, and how its points are divided into parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from equipoise.experiments.complete import part_of, policies_in, refuse_difference, sound, versions_in
from equipoise.experiments.declared import measures_in
from equipoise.experiments.kinds import STUDY
from equipoise.experiments.seal import TornManifestError, digest_of, read_document, sealed, understood
from equipoise.experiments.studies.checks import Mistakes
from equipoise.experiments.studies.designs import USES, lay_out
from equipoise.experiments.studies.identity import MADE_WITH, fingerprint, identity_of, made_with
from equipoise.experiments.studies.parts import points_a_part, write
from equipoise.experiments.studies.resolving import resolve_with
from equipoise.experiments.studies.study import MOST_POINTS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.parameters.declare import Section
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.experiments.studies.designs import Points
    from equipoise.experiments.studies.plan import Plan

MANIFEST = "study.json"


__all__ = ["MANIFEST", "Manifest", "TornManifestError", "manifest_of", "read_manifest", "write_manifest"]


@dataclass(frozen=True)
class Manifest:
    """What the manifest of a data set says."""

    plan: Plan  # the study, resolved
    design: Points  # its points
    size: int  # points of a part; the last part may have fewer
    identity: dict[str, Any]  # everything that bears on results (see identity)

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


def manifest_of(plan: Plan) -> Manifest:
    """Make the manifest of a study that is to be played here. With its design laid out."""
    design = lay_out(plan)
    identity = identity_of(plan.document(), _digest(design), made_with())
    return Manifest(plan, design, points_a_part(plan, len(design)), identity)


def _digest(design: Points) -> str:
    return digest_of([list(row) for row in design.values])


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    write(folder, MANIFEST, sealed(STUDY, _laid_out(manifest)).encode())


def _laid_out(manifest: Manifest) -> dict[str, Any]:
    return {
        "points": len(manifest.design),
        "points_a_part": manifest.size,
        "points_digest": _digest(manifest.design),
        "made_with": manifest.identity["made with"],
        **manifest.plan.document(),
    }


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest."""
    path = folder / MANIFEST
    if not path.exists():
        raise TornManifestError(f"{path} is missing")
    document = read_document(path)
    plan, parts, made = understood(document, STUDY, _understood)
    design = lay_out(plan)
    if _digest(design) != parts.points_digest:
        raise EquipoiseError(
            f"{path} is of a design that comes out otherwise here: it was laid out by other versions of SciPy or SALib"
        )
    if len(design) != parts.points:
        raise TornManifestError(f"{path} says points = {parts.points}, and its design has {len(design)}")
    return Manifest(plan, design, parts.points_a_part, identity_of(plan.document(), parts.points_digest, made))


class _Parts(Section):
    """Which points there are, and how they are divided into parts."""

    points: int = Field(ge=1, le=MOST_POINTS)
    points_a_part: int = Field(ge=1)
    points_digest: str = Field(min_length=1)


def _understood(content: dict[str, Any]) -> tuple[Plan, _Parts, dict[str, str]]:
    """The study of a manifest, checked as strictly as a file, its division and its versions; not yet laid out."""
    made = versions_in(content.get("made_with"), ("made_with",), MADE_WITH)
    parts = part_of(_Parts, content)
    plan = _plan(content)
    refuse_difference(content, {**parts.model_dump(), "made_with": made, **plan.document()})
    return plan, parts, made


def _plan(content: dict[str, Any]) -> Plan:
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

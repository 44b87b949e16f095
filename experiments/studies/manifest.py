"""The manifest of a data set: the study with everything resolved, and how its points are divided into parts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from experiments.json_text import json_text
from experiments.studies.designs import lay_out
from experiments.studies.identity import digest_of, fingerprint, identity_of, made_with
from experiments.studies.parts import points_a_part, write
from experiments.studies.plan import Plan, plan_of
from sim.faults import EquipoiseError
from sim.wording import written

if TYPE_CHECKING:
    from pathlib import Path

    from experiments.studies.designs import Points

MANIFEST = "study.json"

FORMAT = 2
"""Version of the document."""

WHAT = "equipoise study"
"""What the document says it is."""


@dataclass(frozen=True)
class Manifest:
    """What the manifest of a data set says.

    Attributes
    ----------
    plan : Plan
        The study, resolved.
    design : Points
        Its points.
    size : int
        Points of a part; the last part may have fewer.
    identity : dict
        Everything that bears on results (see :mod:`experiments.studies.identity`).
    """

    plan: Plan
    design: Points
    size: int
    identity: dict[str, Any]

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


def manifest_of(plan: Plan) -> Manifest:
    """Make the manifest of a study that is to be played here.

    Parameters
    ----------
    plan : Plan
        A resolved study.

    Returns
    -------
    Manifest
        With its design laid out.
    """
    design = lay_out(plan)
    identity = identity_of(plan.document(), _digest(design), made_with())
    return Manifest(plan, design, points_a_part(plan, len(design)), identity)


def _digest(design: Points) -> str:
    return digest_of([list(row) for row in design.values])


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all.

    Parameters
    ----------
    folder : pathlib.Path
        Of the data set.
    manifest : Manifest
        What it says.
    """
    document = {
        "what": WHAT,
        "format": FORMAT,
        "points": len(manifest.design),
        "points_a_part": manifest.size,
        "points_digest": _digest(manifest.design),
        "made_with": manifest.identity["made with"],
        **manifest.plan.document(),
    }
    text = json_text(document)
    write(folder, MANIFEST, text.encode())


class TornManifestError(EquipoiseError):
    """A manifest that is missing, or of which a part is: whoever knows the study can write it anew."""


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    folder : pathlib.Path
        Of the data set.

    Returns
    -------
    Manifest
        What it says; its identity has the versions that it was made with, not those here.

    Raises
    ------
    TornManifestError
        When it is missing, or is no whole manifest.
    sim.faults.EquipoiseError
        When it is of another version, or its design cannot be laid out here as it was.
    """
    path = folder / MANIFEST
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TornManifestError(f"{path} is missing") from None
    except OSError as error:
        raise EquipoiseError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError):
        raise TornManifestError(f"{path} is not a whole manifest") from None
    if not isinstance(document, dict) or document.get("what") != WHAT:
        raise TornManifestError(f"{path} is not the manifest of a study")
    if document.get("format") != FORMAT:
        form = written(document.get("format"))
        raise EquipoiseError(f"{path} is of format {form}; this version of equipoise reads format {FORMAT}")
    try:
        plan, size, digest = plan_of(document), _size(document), document["points_digest"]
        identity = identity_of(document, digest, document["made_with"])
        json.dumps(identity, allow_nan=False)
    except (ValidationError, EquipoiseError, LookupError, TypeError, ValueError, AttributeError):
        raise TornManifestError(f"{path} has been changed, and is no manifest any more") from None
    design = lay_out(plan)
    if _digest(design) != digest:
        raise EquipoiseError(
            f"{path} is of a design that comes out otherwise here: it was laid out by other versions of SciPy or SALib"
        )
    return Manifest(plan, design, size, identity)


def _size(document: dict[str, Any]) -> int:
    size = document["points_a_part"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise TypeError(size)
    return size

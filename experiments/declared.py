"""Measures of somebody's own in a manifest: what was declared, and the digest of their source, which is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from equipoise.experiments.complete import sound
from equipoise.sim.characters import Line, Name
from equipoise.sim.measures import NO_MEASURES, Measures, declared
from equipoise.sim.outcome import Kind, Outcome
from equipoise.sim.parameters.declare import Section
from equipoise.sim.sound_measures import refuse_wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "measures"


class _Declared(Section):
    """One measure; whether a run has it, and an account, and whether it follows from rounds."""

    name: Name = Field(min_length=1)
    unit: Line = Field(min_length=1)
    kind: Kind
    meaning: Line = Field(min_length=1)
    of_run: bool
    of_account: bool
    rounds: bool


class _Measures(Section):
    """Where they were declared, and how."""

    name: Name = Field(min_length=1)
    digest: str = Field(pattern="[0-9a-f]{32}")
    own: list[_Declared] = Field(min_length=1)


def laid_out(measures: Measures) -> dict[str, Any]:
    """Lay measures out for a manifest, under their key; nothing where there are none."""
    if not measures.own:
        return {}
    own = [
        {**o._asdict(), "of_run": o.of_run is not None, "of_account": o.of_account is not None} for o in measures.own
    ]
    return {KEY: {"name": measures.name, "digest": measures.digest, "own": own}}


def measures_in(content: Mapping[str, Any]) -> Measures:
    """Read what :func:`laid_out` wrote, without functions."""
    if KEY not in content:
        return NO_MEASURES
    found = sound(_Measures, content[KEY], (KEY,))
    own = tuple(declared(Outcome(**one.model_dump())) for one in found.own)
    refuse_wrong(own, found.name)
    return Measures(own, found.name, found.digest)

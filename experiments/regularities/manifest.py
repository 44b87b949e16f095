"""The manifest of regularities that were looked for: which, in what population, and how it is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from experiments.complete import refuse_difference, sound, versions_in
from experiments.manifest import VERSIONS, Again, installed_versions, of_run
from experiments.regularities import names
from experiments.seal import REGULARITIES, sealed
from sim.faults import EquipoiseError
from sim.parameters.declare import Section
from sim.wording import listed

if TYPE_CHECKING:
    from experiments.regularities.study import Study


class _Asked(Section):
    """What was asked for; ``why`` when estimates that show why were, too."""

    regularities: list[str] = Field(min_length=1)
    why: bool
    vendors: int = Field(ge=1, le=1_000_000)
    seed: int = of_run("seed")


def regularities_manifest(study: Study) -> str:
    """Write the manifest of regularities.

    Parameters
    ----------
    study : Study
        What came out.

    Returns
    -------
    str
        JSON.
    """
    asked = _Asked(
        regularities=[result.name for result in study.results],
        why=any(result.why for result in study.results),
        vendors=study.population.vendors,
        seed=study.population.seed,
    )
    return sealed(REGULARITIES, {"versions": installed_versions(), **asked.model_dump()})


def regularities_again(content: dict[str, Any]) -> Again:
    """Tell from what a manifest of regularities holds how they are looked for again.

    Parameters
    ----------
    content : dict
        Plain values.

    Returns
    -------
    Again
        The command.

    Raises
    ------
    sim.faults.EquipoiseError
        A line for each thing wrong.
    """
    versions = versions_in(content.get("versions"), ("versions",), VERSIONS)
    asked = sound(_Asked, {name: value for name, value in content.items() if name != "versions"}, ())
    known = names()
    chosen = asked.regularities
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(known):
        raise EquipoiseError(f"regularities   must be some of {listed(known, 'and')}, each once")
    refuse_difference(content, {"versions": versions, **asked.model_dump()})
    named = [] if chosen == known else chosen
    quick = [] if asked.why else ["--quick"]
    population = ["--vendors", str(asked.vendors), "--seed", str(asked.seed)]
    return Again(["regularities", *named, *quick, *population], versions)

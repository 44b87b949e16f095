"""The manifest of claims that were put to the test: which, on what luck, and how it is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from experiments.claims import ids
from experiments.complete import refuse_difference, sound, versions_in
from experiments.manifest import VERSIONS, Again, installed_versions, of_run
from experiments.seal import CLAIMS, sealed
from sim.faults import EquipoiseError
from sim.parameters.declare import Section
from sim.wording import listed

if TYPE_CHECKING:
    from experiments.claims.whole import Whole


class _Asked(Section):
    """What was asked for; ``beyond`` when no claim was named, so that what goes beyond them was tried as well."""

    claims: list[str] = Field(min_length=1)
    beyond: bool
    runs: int = of_run("replications")
    seed: int = of_run("seed")


def claims_manifest(whole: Whole) -> str:
    """Write the manifest of claims.

    Parameters
    ----------
    whole : Whole
        What the claims come to.

    Returns
    -------
    str
        JSON.
    """
    asked = _Asked(
        claims=[finding.claim.id for finding in whole.findings],
        beyond=whole.ablation is not None,
        runs=whole.luck.runs,
        seed=whole.luck.seed,
    )
    return sealed(CLAIMS, {"versions": installed_versions(), **asked.model_dump()})


def claims_again(content: dict[str, Any]) -> Again:
    """Tell from what a manifest of claims holds how they are tried again.

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
    known = ids()
    if asked.claims != [claim for claim in known if claim in set(asked.claims)]:
        raise EquipoiseError(f"claims   must be some of {listed(known, 'and')}, in this order, each once")
    if asked.beyond and asked.claims != known:
        raise EquipoiseError("beyond = true   must be false where only some claims were tried")
    refuse_difference(content, {"versions": versions, **asked.model_dump()})
    chosen = [] if asked.beyond else asked.claims
    return Again(["claims", *chosen, "--runs", str(asked.runs), "--seed", str(asked.seed)], versions)

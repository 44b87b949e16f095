"""The claims R1 to R21, a file each, put to the test in the same honest form.

To add one, add a file ``rNN_name.py`` with a :class:`~equipoise.experiments.claims.claim.Claim` called ``CLAIM``; it is
found by its name.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.claims.claim import Claim


def _modules() -> list[str]:
    """Names of the claims' files, in the order of their numbers."""
    return sorted(
        module.name for module in iter_modules(__path__) if module.name[:1] == "r" and module.name[1:3].isdigit()
    )


def ids() -> list[str]:
    """Name every claim, without loading any.

    As "R5", in the order of their numbers.
    """
    return [_id(module) for module in _modules()]


def _id(module: str) -> str:
    return f"R{int(module[1:3])}"


def claims_of(asked: Sequence[str]) -> list[Claim]:
    """Find claims by their ids, all of them where none is asked for.

    In the order of their numbers, each once.
    """
    known, wanted = ids(), [text.strip().upper() for text in asked]
    unknown = [text for text, name in zip(asked, wanted, strict=True) if name not in known]
    if unknown:
        near = did_you_mean(unknown[0].upper(), known)
        raise EquipoiseError(f'there is no claim "{unknown[0]}"{near or f"; they are {known[0]} to {known[-1]}"}')
    names = [module for module in _modules() if not wanted or _id(module) in wanted]
    return [import_module(f"{__name__}.{name}").CLAIM for name in names]

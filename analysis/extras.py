"""Packages that only some commands need: imported when they are used, with a hint where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from types import ModuleType


def needed(module: str, extra: str, purpose: str) -> ModuleType:
    """Import a module of an optional extra.

    Parameters
    ----------
    module : str
        Its full name, as ``statsmodels.api``.
    extra : str
        The extra that brings it: ``evidence`` or ``cluster``.
    purpose : str
        What needs it, as the beginning of a sentence: "Sobol' indices".

    Returns
    -------
    module
        Imported.

    Raises
    ------
    sim.faults.EquipoiseError
        When it is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is not None and error.name.partition(".")[0] != package:
            raise
        raise EquipoiseError(
            f'{purpose} needs the package "{package}", which is not installed; '
            f'install it with: pip install "equipoise[{extra}]"'
        ) from error

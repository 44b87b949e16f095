"""Packages that only some commands need: imported when they are used, with a hint where they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from types import ModuleType


def needed(module: str, extra: str, purpose: str) -> ModuleType:
    """Import a module of an optional extra."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is not None and error.name.partition(".")[0] != package:
            raise
        raise EquipoiseError(
            f'{purpose} needs the package "{package}", which is not installed; {how_to_install(extra)}'
        ) from error


def how_to_install(extra: str) -> str:
    """Say how an optional extra is installed. No package index has Equipoise, so a bare name installs nothing."""
    in_a_clone = f'install it with: pip install --editable ".[{extra}]" in a clone of Equipoise'
    try:
        wheel = f"equipoise-{version('equipoise')}-py3-none-any.whl"
    except PackageNotFoundError:  # run from its source
        return in_a_clone
    return f'{in_a_clone}, or pip install "{wheel}[{extra}]" beside its wheel'

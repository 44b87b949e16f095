"""Matplotlib, loaded so that figures depend on nothing around them: on no ``MPLBACKEND`` and on nobody's settings."""

from __future__ import annotations

import logging
import os
from contextlib import suppress

from equipoise.sim.faults import EquipoiseError


def _load() -> None:
    """Import Matplotlib without ``MPLBACKEND``, which a notebook sets to what others lack, and without its remarks."""
    chosen, remarks = os.environ.pop("MPLBACKEND", None), logging.getLogger("matplotlib")
    level = remarks.level
    remarks.setLevel(logging.CRITICAL)  # on folders for settings and fonts, of which it makes do with a temporary one
    try:
        import matplotlib.font_manager  # noqa: PLC0415 - see above
    except (OSError, ValueError) as error:
        raise EquipoiseError(
            f"Matplotlib, which draws the figures, cannot read its own settings: {error}. Take the file matplotlibrc "
            "out of the way: out of this folder, or out of the one that MATPLOTLIBRC or MPLCONFIGDIR names"
        ) from error
    finally:
        remarks.setLevel(level)
        if chosen is not None:
            os.environ["MPLBACKEND"] = chosen
    if chosen is not None:
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = chosen  # for the notebook's own figures


_load()

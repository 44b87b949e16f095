"""Writing what ``--out`` asks for, and saying where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Comparison
    from app.asked import Asked
    from sim.ensemble import Arm


def check_out(asked: Asked) -> None:
    """Refuse a folder that cannot be one, before time is spent on what should go there.

    Parameters
    ----------
    asked : Asked
        Options.

    Raises
    ------
    EquipoiseError
        When ``--out`` names a file, or ``--panel`` stands without it.
    """
    if asked.out is None:
        if asked.panel is not None:
            raise EquipoiseError(
                "--panel says how many runs panel.parquet holds; say with --out DIR where that should be"
            )
        return
    for folder in (asked.out, *asked.out.parents):
        if folder.exists() and not folder.is_dir():
            raise EquipoiseError(f"--out {asked.out}: {folder} is a file, not a folder")


def write(comparison: Comparison, arms: Sequence[Arm], asked: Asked) -> None:
    """Write report, figures, data and manifest, if they are asked for.

    Parameters
    ----------
    comparison : Comparison
        What was played.
    arms : sequence of Arm
        Its arms.
    asked : Asked
        Options.
    """
    if asked.out is None:
        return
    from experiments.outputs import write_outputs  # noqa: PLC0415 - figures import slowly

    write_outputs(comparison, arms, asked.out)


def where(asked: Asked) -> str:
    """Say where the report is, or how to get one.

    Parameters
    ----------
    asked : Asked
        Options.

    Returns
    -------
    str
        The last line of a page, with a blank one above.
    """
    if asked.out is None:
        return "\nFor a report with figures, and the data behind it, add --out DIR."
    return f"\nThe report is {asked.out / 'report.html'}; figures, data and the manifest are beside it."

"""Writing what ``--out`` asks for, and saying where it is."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from equipoise.app.console import note, progress, say
from equipoise.experiments.compare import compare
from equipoise.experiments.folder import check_folder
from equipoise.experiments.kinds import REPORT
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.app.asked import Asked
    from equipoise.experiments.outputs import Material
    from equipoise.sim.arm import Arm


def check_out(asked: Asked) -> None:
    """Refuse a folder that cannot be written, before time is spent on what should go there."""
    if asked.out is not None:
        check_folder(asked.out)
    elif asked.panel is not None:
        raise EquipoiseError("--panel says how many runs panel.parquet holds; say with --out DIR where that should be")


def played(arms: Sequence[Arm], replications: int, asked: Asked, names: Sequence[str] | None = None) -> Comparison:
    """Play arms under the same luck, and write report, figures, data and manifest, if they are asked for."""
    if asked.out is None:
        with progress("Playing", replications) as done:
            return compare(arms, replications, names=names, threads=asked.threads, progress=done)
    # Figures and templates take a second to import, and most commands ask for none.
    from equipoise.app.report.build import report_page  # noqa: PLC0415 - see above
    from equipoise.experiments.outputs import compare_into  # noqa: PLC0415 - see above

    def page(material: Material) -> str:
        return report_page(material, command_given())

    with progress("Playing", 1.0) as done:
        return compare_into(
            asked.out, arms, replications, page, names=names, panel=asked.panel, threads=asked.threads, progress=done
        )


def command_given() -> str:
    """The command line, as reports repeat it; bytes of a name that are no text are shown as such."""
    return shlex.join(["equipoise", *sys.argv[1:]]).encode(errors="backslashreplace").decode()


def tell_where(asked: Asked) -> None:
    """Say where the report is, or how to get one."""
    tell = note if asked.as_json else say
    if asked.out is not None:
        tell(f"\nThe report is {asked.out / REPORT}; figures, data and the manifest are beside it.")
    elif not asked.as_json:
        tell("\nFor a report with figures, and the data behind it, add --out DIR.")

"""Published facts about vendors and accounts, looked for in a simulated population: a file a regularity.

To add one, add a file to ``facts``. It is found by its name, which is what the command line calls it (with hyphens),
and holds one :class:`~equipoise.experiments.regularities.regularity.Regularity` called ``REGULARITY``:

1. State the fact, its full source, and what of it can be compared: ``Published(sign, words)`` where only the sign can,
   with ``low`` and ``high`` where the published size can be compared too. Say whether the program was set to meet it.
2. ``estimator`` is the regression as the source has it, an
   :class:`~equipoise.experiments.regularities.regularity.Equation` over rows that
   :mod:`~equipoise.experiments.regularities.measuring` makes of the panels (see
   :mod:`~equipoise.experiments.regularities.population` for their columns; those of ``USED`` can be added to), or
   anything else that gives an estimate, clustered by ``vendor``, and its rows. Leave it as it is when the sign comes
   out wrong. ``curve`` is the raw pattern for the picture.
3. ``also`` are estimates that help to see why, and ``off`` mechanisms to switch off, as ``{"switches.fear": False}``.

The number of files is the number of tests that verdicts allow for: a new file makes every other interval a little
wider.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from equipoise.experiments.regularities import facts
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.regularities.regularity import Regularity


def names() -> list[str]:
    """Names of all regularities."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(facts.__path__))


def regularities(chosen: Sequence[str] | None = None) -> dict[str, Regularity]:
    """Load regularities."""
    known = names()
    for name in chosen or ():
        if name not in known:
            raise EquipoiseError(
                f'there is no regularity "{name}"{did_you_mean(name, known) or "."} '
                "equipoise regularities --list tells which there are."
            )
    loaded: dict[str, Regularity] = {}
    for name in chosen or known:
        loaded[name] = import_module(f"{facts.__name__}.{name.replace('-', '_')}").REGULARITY
    return loaded

"""Finding declarations by words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def matching(words: Sequence[str], texts: Mapping[str, tuple[str, ...]], noun: str) -> set[str]:
    """Find the names whose texts have all the words."""
    sought = [word.casefold() for word in words]
    found = {name for name, parts in texts.items() if all(word in " ".join(parts).casefold() for word in sought)}
    if found:
        return found
    names = [*texts, *(part for name in texts for part in re.split(r"[._]", name))]
    nearest = did_you_mean(" ".join(words), names)
    raise EquipoiseError(f'no {noun} has "{" ".join(words)}" in its name or meaning{nearest or "."}')

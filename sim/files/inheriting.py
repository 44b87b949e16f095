"""What a file states over what its base states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.sim.business.contradictions import TWO_WAYS

if TYPE_CHECKING:
    from equipoise.sim.faults import Place

BY_NAME = ("accounts", "segments")
"""Arrays whose tables are told apart by their name."""

_TWO_WAYS = {
    "type": "orientation", "revenue": "revenue_share", "cost_to_replace": "level_worth", **TWO_WAYS,
}  # fmt: skip

INSTEAD = _TWO_WAYS | {other: one for one, other in _TWO_WAYS.items()}
"""Two ways to state one thing: who states the one takes the other back."""


class Inherited(NamedTuple):
    """What holds after inheritance."""

    stated: dict[str, Any]  # own values over the base's
    # by array and position in ``stated``: the position in the file itself, None for a table of the base
    origins: dict[Place, int | None]

    def own(self, place: Place) -> Place | None:
        """Find where the file itself states a place."""
        array, *inner = place
        if not inner or not isinstance(inner[0], int) or array not in BY_NAME:
            return place
        at = self.origins.get((str(array), inner[0]))
        return None if at is None else (array, at, *inner[1:])


def inherit(own: dict[str, Any], base: dict[str, Any]) -> Inherited:
    """Lay what a file states over what its base states.

    A section's keys are laid over one by one; accounts and segments that the base has by name are changed, others join
    them, and an empty array leaves none; any other value replaces the base's.
    """
    stated = {**base, **own}
    origins: dict[Place, int | None] = {}
    for name, value in own.items():
        under = base.get(name)
        if name in BY_NAME and isinstance(value, list):
            tables, positions = _joined(value, under if isinstance(under, list) and value else [])
            stated[name] = tables
            origins |= {(name, k): position for k, position in enumerate(positions)}
        elif isinstance(value, dict) and isinstance(under, dict):
            stated[name] = inherit(value, under).stated
    return Inherited(stated, origins)


def _joined(own: list[Any], base: list[dict[str, Any]]) -> tuple[list[Any], list[int | None]]:
    """The base's tables, changed where the file names them again, then the file's others; and where each is stated."""
    tables: list[Any] = [dict(table) for table in base]
    positions: list[int | None] = [None] * len(base)
    changeable = {table["name"]: k for k, table in enumerate(base)}
    for position, table in enumerate(own):
        name = table.get("name") if isinstance(table, dict) else None
        k = changeable.pop(name, None) if isinstance(name, str) else None
        if k is None:
            tables.append(table)
            positions.append(position)
        else:
            kept = {key: value for key, value in tables[k].items() if INSTEAD.get(key) not in table}
            tables[k] = inherit(table, kept).stated
            positions[k] = position
    return tables, positions

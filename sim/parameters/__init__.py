"""Every parameter of the model, declared once.

The help, the field reference, the editor schema, ``--set`` and the compiled rules all read these declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args, get_origin

import numpy as np
from pydantic import Field

from equipoise.sim.parameters.business import Newcomers, Plan, Portfolio, Vendor
from equipoise.sim.parameters.declare import Section
from equipoise.sim.parameters.partnership import Capability, Charter, Communication, Hierarchy, LockIn
from equipoise.sim.parameters.switches import OFF, Switches
from equipoise.sim.parameters.trade import Bargaining, Beliefs, Demands, Market, Product
from equipoise.sim.rows import blank_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from equipoise.sim.rows import Rows

__all__ = ["PARAMETER_ROW", "Declaration", "Parameters", "Switches", "declarations", "parameter_row"]


class Parameters(Section):
    """All parameters, by section; a section is a table of a scenario file."""

    product: Product = Field(default_factory=Product)
    market: Market = Field(default_factory=Market)
    bargaining: Bargaining = Field(default_factory=Bargaining)
    beliefs: Beliefs = Field(default_factory=Beliefs)
    demands: Demands = Field(default_factory=Demands)
    hierarchy: Hierarchy = Field(default_factory=Hierarchy)
    capability: Capability = Field(default_factory=Capability)
    lock_in: LockIn = Field(default_factory=LockIn)
    communication: Communication = Field(default_factory=Communication)
    charter: Charter = Field(default_factory=Charter)
    vendor: Vendor = Field(default_factory=Vendor)
    portfolio: Portfolio = Field(default_factory=Portfolio)
    plan: Plan = Field(default_factory=Plan)
    newcomers: Newcomers = Field(default_factory=Newcomers)
    switches: Switches = Field(default_factory=Switches)


class Declaration(NamedTuple):
    """One declared parameter, as help and references print it."""

    section: str
    name: str
    default: float | int | bool | str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    meaning: str
    source: str

    @property
    def key(self) -> str:
        """The full key, ``section.name``, as ``--set`` and files use it."""
        return f"{self.section}.{self.name}"


def _bound(field: FieldInfo, kind: str) -> float | None:
    """An end of the range, of the field's kind: whole numbers are not rounded."""
    number = int if int in (field.annotation, *get_args(field.annotation)) else float
    return next((number(getattr(rule, kind)) for rule in field.metadata if hasattr(rule, kind)), None)


def _choices(field: FieldInfo) -> tuple[str, ...]:
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


def section_declarations(section: str, model: type[Section]) -> Iterator[Declaration]:
    """Read the declarations of one section."""
    for name, field in model.model_fields.items():
        extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        yield Declaration(
            section,
            name,
            field.default,
            str(extra.get("unit", "")),
            _bound(field, "ge"),
            _bound(field, "le"),
            _choices(field),
            field.description or "",
            str(extra.get("source", "")),
        )


def declarations() -> list[Declaration]:
    """List every parameter in the order of the sections."""
    found: list[Declaration] = []
    for section, field in Parameters.model_fields.items():
        model = cast("type[Section]", field.annotation)
        found.extend(section_declarations(section, model))
    return found


_NUMERIC = [d for d in declarations() if d.section != "switches" and not (isinstance(d.default, str) and not d.choices)]

PARAMETER_ROW = np.dtype([(d.name, np.float64) for d in _NUMERIC])
"""One row holds all parameters as numbers: choices by their position (0 is the first), whole numbers as floats."""


def parameter_row(parameters: Parameters) -> Rows:
    """Lay the parameters out for the compiled rules, with every switch that is off applied."""
    values = {d.name: getattr(getattr(parameters, d.section), d.name) for d in _NUMERIC}
    for switch, settings in OFF.items():
        if not getattr(parameters.switches, switch):
            values.update(settings)
    row = blank_rows(1, PARAMETER_ROW)
    row[0] = tuple(d.choices.index(values[d.name]) if d.choices else float(values[d.name]) for d in _NUMERIC)
    return row

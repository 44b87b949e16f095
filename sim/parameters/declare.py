"""How a parameter is declared: default, unit, range, meaning and source, in one place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from equipoise.sim.faults import ArgumentError
from equipoise.sim.numbers import Marked, is_on_off
from equipoise.sim.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALLEST = 1e-9
"""Nearest to 0 that a number may be, but for 0 itself: what is smaller means nothing, and is divided by."""

LONGEST_NAME = 200
"""Most characters of a name."""

LONGEST_ACCOUNT = 60
"""Most characters of an account's name: policies for it are called by it and by the policies that they are made of."""

LONGEST_TITLE = 500
"""Most characters of a title."""

LONGEST_PROSE = 5_000
"""Most characters of a question, or of what is told about something."""


Default: TypeAlias = float | str | bool
"""What a parameter is when nobody states it, and so of which type it is."""

Declared: TypeAlias = Any
"""What pydantic's ``Field`` gives, which fits a field of any type."""


class Section(BaseModel):
    """A group of parameters: one table of a scenario file."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, allow_inf_nan=False, strict=True)

    def __init__(self, **stated: Any) -> None:
        """Make one from Python; what is wrong is said in the words that files get."""
        try:
            super().__init__(**stated)
        except ValidationError as error:
            from equipoise.sim.files.checking import refused  # noqa: PLC0415 - it reads these declarations

            raise refused(error, type(self), stated) from None

    # Pydantic's own mark: files are validated as before, with all of their errors at once, and not through __init__.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # typeshed's functions have no attributes

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse a change: what is played is what was checked."""
        raise ArgumentError(f"{type(self).__name__}.{name} cannot be changed; make a new one")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with changes; values are checked where it is played, and a key that there is not is refused at once."""
        fields = type(self).model_fields
        if unknown := {name: value for name, value in (update or {}).items() if name not in fields}:
            from equipoise.sim.files.checking import refused_keys  # noqa: PLC0415 - it reads these declarations

            raise refused_keys(unknown, type(self))
        return super().model_copy(update=update, deep=deep)

    @model_validator(mode="before")
    @classmethod
    def _from_python(cls, stated: object, info: ValidationInfo) -> object:
        """Plain values; whoever passes a context has made them so, all levels at once."""
        return plain(stated) if info.context is None else stated

    @field_validator("*", mode="wrap")
    @classmethod
    def _means_something(cls, stated: object, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        """The value; a number that can be read in two ways keeps its text, which pydantic would drop."""
        if isinstance(stated, bool) and info.field_name in _on_off(cls):
            stated = float(stated)
        value = check(stated)
        if isinstance(stated, Marked) or (isinstance(stated, list) and any(isinstance(one, Marked) for one in stated)):
            value = stated
        if isinstance(value, float):
            if value < SMALLEST and (why := refused_near_zero(value)):
                raise ValueError(why)
        elif isinstance(value, str) and not value.strip() and (value or info.field_name == "name"):
            raise ValueError("must be a text that is not empty")
        return value


@cache
def _on_off(section: type[Section]) -> frozenset[str]:
    """Fields that hold a number that is on or off."""
    return frozenset(name for name, field in section.model_fields.items() if is_on_off(field))


def refused_near_zero(value: float) -> str:
    """Say that a number is too near to 0 to mean anything."""
    return f"must be 0, or at least {SMALLEST:g} away from it".replace("e-0", "e-") if 0 < abs(value) < SMALLEST else ""


def parameter(
    default: Default,
    unit: str,
    meaning: str,
    *,
    low: float | None = None,
    high: float | None = None,
    longest: int | None = None,
    source: str = "",
) -> Declared:
    """Declare one parameter."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    return Field(default, ge=low, le=high, max_length=longest, description=meaning, json_schema_extra=extra)

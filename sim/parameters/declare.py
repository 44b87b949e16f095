"""How a parameter is declared: default, unit, range, meaning and source, in one place."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.plain import plain


class Section(BaseModel):
    """A group of parameters: one table of a scenario file."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, allow_inf_nan=False, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _from_python(cls, stated: Any) -> Any:  # noqa: ANN401 - it may be anything
        return plain(stated)


def parameter(  # noqa: PLR0913 - the facts of a declaration
    default: float | str | bool,  # noqa: FBT001 - the default's type is the parameter's type
    unit: str,
    meaning: str,
    *,
    low: float | None = None,
    high: float | None = None,
    source: str = "",
) -> Any:  # noqa: ANN401 - pydantic's Field is typed so
    """Declare one parameter.

    Parameters
    ----------
    default : float, int, str or bool
        The calibrated default.
    unit : str
        Unit, as printed in tables and in the field reference.
    meaning : str
        One sentence for a person.
    low, high : float, optional
        Closed range of allowed values.
    source : str, optional
        Claim (R1 to R21), anchor or literature behind the default.

    Returns
    -------
    pydantic.fields.FieldInfo
        The declaration, read by the validator, the help, the schema and the field reference.
    """
    return Field(default, ge=low, le=high, description=meaning, json_schema_extra={"unit": unit, "source": source})

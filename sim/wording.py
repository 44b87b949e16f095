"""How keys, values and what is allowed are written in a message to a person."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sim.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo

    from sim.faults import Place

LONGEST = 40
"""Characters of a value that are repeated in a message."""

_PLAIN: dict[object, str] = {bool: "true or false", int: "a whole number", float: "a number"}
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Find the name that a person most likely meant.

    Parameters
    ----------
    word : str
        What was written.
    names : iterable of str
        What could have been written.

    Returns
    -------
    str or None
        One of ``names``; None when nothing is near.
    """
    spelled = {name.casefold(): name for name in names}
    found = get_close_matches(word[:100].casefold(), spelled, n=1)
    return spelled[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Ask whether the nearest name was meant.

    Parameters
    ----------
    word : str
        What was written.
    names : iterable of str
        What could have been written.

    Returns
    -------
    str
        ``; did you mean "rivals"?``, or nothing when nothing is near.
    """
    found = nearest(word, names)
    return f'; did you mean "{found}"?' if found is not None else ""


def written(value: object) -> str:
    """Write a value as TOML would, shortened.

    Parameters
    ----------
    value : object
        Anything that a TOML file can hold, or a setting's text.

    Returns
    -------
    str
        One line of at most 40 characters.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = visible(json.dumps(value, ensure_ascii=False))
    elif isinstance(value, dict):
        text = "{...}" if value else "{}"
    elif isinstance(value, list):
        text = "[...]" if value else "[]"
    elif isinstance(value, int) and abs(value) >= 10**LONGEST:
        text = hex(value)  # Python refuses to write very long numbers in decimals
    else:
        text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def key(place: Place, name: str | None = None) -> str:
    """Write where a value stands, as ``--set`` would: ``market.rivals``, ``accounts.Giant.size``.

    Parameters
    ----------
    place : tuple of str or int
        Keys, and positions in arrays.
    name : str, optional
        What the table in the first array is called; others are counted from 1.

    Returns
    -------
    str
        One line.
    """
    text = ""
    for depth, part in enumerate(place):
        if isinstance(part, int):
            text += f".{name}" if name is not None and depth == 1 else f"[{part + 1}]"
        else:
            bare = part if _BARE.fullmatch(part) else written(part)
            text += f".{bare}" if text else bare
    return text


def listed(names: Iterable[str], word: str = "or") -> str:
    """Write names as a list in a sentence: ``"a", "b" or "c"``.

    Parameters
    ----------
    names : iterable of str
        At least one.
    word : str, optional
        What stands before the last.

    Returns
    -------
    str
        The list.
    """
    *others, last = [f'"{name}"' for name in names]
    return f"{', '.join(others)} {word} {last}" if others else last


def table_in(field: FieldInfo) -> type[BaseModel] | None:
    """Find the table that a field holds, alone or in an array.

    Parameters
    ----------
    field : FieldInfo
        A declared field.

    Returns
    -------
    type of BaseModel or None
        None for a plain value.
    """
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def choices(field: FieldInfo) -> tuple[str, ...]:
    """List the words that a field may hold.

    Parameters
    ----------
    field : FieldInfo
        A declared field.

    Returns
    -------
    tuple of str
        Empty when any value of its kind will do.
    """
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


def allowed(field: FieldInfo, name: str) -> str:
    """Say what a field may hold.

    Parameters
    ----------
    field : FieldInfo
        A declared field.
    name : str
        Its key.

    Returns
    -------
    str
        For instance ``a whole number from 0 to 1000``.
    """
    if words := choices(field):
        return listed(words)
    kind = field.annotation
    if get_origin(kind) in {Union, UnionType}:
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is list:
        return f"tables, each under its own [[{name}]]" if table_in(field) else 'a list of texts: ["...", "..."]'
    if table_in(field):
        return f"a table: keys under [{name}]"
    plain = _PLAIN.get(kind)
    if plain is None:
        return "a text that is not empty" if bounds(field) else "a text"
    return f"{plain} {span}" if (span := spanned(bounds(field))) else plain


def bounds(field: FieldInfo) -> dict[str, Any]:
    """Read the declared bounds of a field.

    Parameters
    ----------
    field : FieldInfo
        A declared field.

    Returns
    -------
    dict of str to number
        Any of ``ge``, ``gt``, ``le`` and ``min_length``.
    """
    kinds = ("ge", "gt", "le", "min_length")
    return {kind: getattr(rule, kind) for rule in field.metadata for kind in kinds if hasattr(rule, kind)}


def spanned(bound: dict[str, Any]) -> str:
    """Write a range of numbers.

    Parameters
    ----------
    bound : dict of str to number
        From :func:`bounds`.

    Returns
    -------
    str
        ``from 0 to 1``, ``above 0 and up to 1e9``, or nothing.
    """
    low, above, high = bound.get("ge"), bound.get("gt"), bound.get("le")
    if low is not None:
        return f"from {number(low)} to {number(high)}" if high is not None else f"from {number(low)} up"
    if above is not None:
        return f"above {number(above)}" + (f" and up to {number(high)}" if high is not None else "")
    return f"up to {number(high)}" if high is not None else ""


def number(value: float) -> str:
    """Write a bound or a default: exact, and short where that is possible.

    Parameters
    ----------
    value : int or float
        A number.

    Returns
    -------
    str
        For instance ``0.05``, ``100,000`` or ``1e9``.
    """
    if isinstance(value, int):
        return f"{value:,}"
    short = f"{value:g}"
    return short.replace("e+0", "e").replace("e-0", "e-") if float(short) == value else str(value)

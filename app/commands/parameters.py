"""``equipoise parameters``: everything that can be set."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from rich.console import RenderableType
from rich.text import Text

from equipoise.analysis.prose.numbers import setting
from equipoise.app.commands import completion, options
from equipoise.app.commands.matching import matching
from equipoise.app.console import answer, indented
from equipoise.sim.account import Account, Segment
from equipoise.sim.business.facts import Business
from equipoise.sim.files.settings import OWN
from equipoise.sim.parameters import Declaration, Parameters, declarations, section_declarations
from equipoise.sim.parameters.declare import Section
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Run
from equipoise.sim.wording import number, table_in

EXAMPLES = ("equipoise parameters rival", "equipoise parameters policy.")

_WORDS = "Show only what has all these words in its key or meaning; all by default."

Words = Annotated[list[str] | None, options.argument("WORD", _WORDS, completion.keys)]


def parameters(words: Words = None, as_json: options.AsJson = False) -> None:
    """List what can be set: default, unit, range and meaning."""
    meant = matching(words or [], {one.key: (one.key, one.meaning) for one in _everything()}, "parameter")
    found = [declared for declared in _everything() if declared.key in meant]
    answer([{key: getattr(one, key) for key in _SHOWN} for one in found], _pages(found), as_json=as_json)


_SHOWN = ("key", "default", "unit", "low", "high", "choices", "meaning", "source")

_BESIDE: dict[str, type[Section]] = {
    "run": Run,
    "business": Business,
    "accounts.NAME": Account,
    "segments.NAME": Segment,
    "policy": Levers,
}
"""What can be stated beside parameters, by the beginning of its key."""


def _everything() -> list[Declaration]:
    """List every declaration that a setting can name."""
    beside = [found for start, model in _BESIDE.items() for found in section_declarations(start, model)]
    return [*declarations(), *(found for found in beside if found.name not in {"name", "count", "slots", OWN})]


def _pages(chosen: Sequence[Declaration]) -> Iterator[RenderableType]:
    section = ""
    for declared in chosen:
        if declared.section != section:
            if section:
                yield Text()
            section = declared.section
            yield Text(f"[{section}]  {_about(section)}".rstrip(), style="bold")
        yield line(declared, declared.default)
        yield indented(Text(declared.meaning + (f" ({declared.source})" if declared.source else "")), 4)


def _about(section: str) -> str:
    model = _BESIDE.get(section) or table_in(Parameters.model_fields[section])
    return (model.__doc__ or "").partition("\n")[0] if model is not None else ""


def line(declared: Declaration, value: object) -> Text:
    """Write a parameter with a value, its unit and its range."""
    text = Text("  ")
    text.append(declared.key, style="bold")
    text.append(f" = {setting(value)}")
    if declared.unit not in {"", "1", "text", "choice", "on/off", "0 or 1"}:
        text.append(f" {declared.unit}")
    text.append(_allowed(declared), style="dim")
    return text


def _allowed(declared: Declaration) -> str:
    if declared.choices:
        return f" (one of {', '.join(declared.choices)})"
    if isinstance(declared.default, bool):
        return " (on or off)"
    if declared.unit == "0 or 1":
        return " (0 or 1)"
    if declared.low is None or declared.high is None:
        return ""
    low, high = (str(end) if isinstance(end, int) else number(end) for end in (declared.low, declared.high))
    return f" ({low} to {high})"

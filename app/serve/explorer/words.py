"""What commands say, as the page says it: by the labels of its controls, in their units, and without options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.shown import Shown
from equipoise.app.serve.explorer.controls import controls_of
from equipoise.app.serve.explorer.labels import ends, shown, without_keys
from equipoise.experiments.explorer.state import SIDES
from equipoise.sim.business.contradictions import LEFT_OUT
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.keys import joined, parts_of, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from equipoise.experiments.explorer.state import Fault, State

    Controls: TypeAlias = Sequence[Mapping[str, Any]]

_OPTIONS = {"what-it-rests-on": "\u201cWhat it rests on\u201d", "as-of": "as_of under \u201cHow they were read\u201d"}
"""What the page has in place of options of a command."""
_OPTION = re.compile(r"--([a-z-]+)(?: [A-Z]+\b)?")


def without_options(said: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The same text, or texts of a document, with the page's own names in place of options."""
    if isinstance(said, float):  # which is most of what a document holds, and so is asked first
        return said
    if isinstance(said, str):
        return _OPTION.sub(lambda found: _OPTIONS.get(found[1], found[0]), said) if "--" in said else said
    if isinstance(said, dict):
        return {key: without_options(part) for key, part in said.items()}
    return [without_options(part) for part in said] if isinstance(said, list) else said


def sentences(said: str, names: Iterable[str]) -> list[str]:
    """Take sentences apart, but no name that holds a full stop: ``Dorn & Co. KG``."""
    whole = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if "." in name)
    name = rf"(?<!\w)(?:{whole})(?!\w) ?|" if whole else ""
    parts = re.compile(rf"{name}(?<=[.?!])( )", re.IGNORECASE)  # no space in or after a name ends one
    return parts.sub(lambda found: "\n" if found[1] else found[0], said).split("\n")


def shown_at(asked: str, *keys: str) -> Shown:
    """How the control of a key shows it, or that of keys which are set together; in words where it has none."""
    first, *others = keys
    control = control_of(controls_of(asked), first)
    found = Shown(capital(words(first))) if control is None else shown(control)
    if not others:
        return found
    table, *_, last = parts_of(first)
    own = found.label.partition(": ")[2] or words(joined((table, last)))
    return found._replace(label=f"Accounts: {own}")


def control_of(controls: Controls, key: str) -> Mapping[str, Any] | None:
    """The control of a key as commands have it; of a lever whoever's."""
    name = parts_of(key)[-1] if key.startswith(PREFIX) else key
    return next((one for one in controls if one["key"] == name), None)


def faults_of(state: State, controls: Controls) -> list[dict[str, Any]]:
    """What is wrong with a state, each as its control shows it, at that and at what was moved to bring it about."""
    found = state.faults()
    without = {key: state.without(key).faults() for key, _ in state.facts} if found else {}
    return [
        {
            "key": fault.key,
            "message": _said(state, controls, fault),
            "at": _moved(controls, fault, [key for key, then in without.items() if fault not in then]),
        }
        for fault in found
    ]


def _moved(controls: Controls, fault: Fault, others: Sequence[str]) -> list[str]:
    """The controls at which a fault is told; of a key that is none of the scenario's, none: it is told above all."""
    key = _control_key(fault.key)
    return [key, *others] if control_of(controls, key) else [one for one in others if one != key]


def _control_key(key: str) -> str:
    """What a control goes by: a fact by its key, a lever by its name."""
    side, _, lever = key.partition(".")
    return lever if side in SIDES else key


def _said(state: State, controls: Controls, fault: Fault) -> str:
    side, key = fault.key.partition(".")[0], _control_key(fault.key)
    of_side = side in SIDES
    values = dict(state.sides[SIDES.index(side)].levers) if of_side else dict(state.facts)
    control, (start, _, said) = control_of(controls, key), fault.message.partition("   ")
    if control is None or not said:
        return fault.message.replace("   ", ": ")
    value = values.get(key, None if of_side else control["preset"])
    said = _in_its_unit(control, without_keys(said.replace(LEFT_OUT, _EMPTIED)))
    if control["kind"] != "number" or isinstance(value, bool) or not isinstance(value, int | float):
        stated = split(start)[1]
        return f"{control['label']}{'' if stated is None else f' = {stated}'}: {said}"
    what = f"{control['label']} = {shown(control).write(value)}"
    if said.startswith("must be a"):
        limits = ends(control)
        kind = "a whole number" if control["whole"] else "a number"
        said = f"must be {kind}{f' from {limits}' if ' to ' in limits else f', {limits}' if limits else ''}"
    return f"{what}: {said}"


_EMPTIED = "empty Revenue of the business, which is then their sum"
"""What the page has in place of leaving that out of a file."""
_AMOUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")


def _in_its_unit(control: Mapping[str, Any], said: str) -> str:
    """The same with amounts of a business in the thousands or millions of a control, to the last digit."""
    if control.get("power", 0) >= 0:
        return said
    exact = shown(control)._replace(digits=12)
    return _AMOUNT.sub(lambda found: exact.write(float(found[0].replace(",", ""))), said)

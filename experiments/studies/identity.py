"""What a study is, to the last bit of its results: told apart by a fingerprint, and compared in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.experiments.declared import KEY
from equipoise.experiments.seal import digest_of
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_POINTS = "points of the design"

_TEXTS = ("name", "title", "question", "about", "claims")
"""Keys that say what something is called or asks, and change no result."""


def identity_of(document: Mapping[str, Any], points: str, made: Mapping[str, str]) -> dict[str, Any]:
    """Lay out everything that bears on a study's results, and nothing else."""
    study = {key: value for key, value in document["study"].items() if key not in {*_TEXTS, "scenario", "settings"}}
    if not study["until"]:
        del study["at_most"]
    own = {KEY: {key: value for key, value in document[KEY].items() if key != "name"}} if KEY in document else {}
    return {
        **study,
        **own,
        "scenario": {key: document["scenario"][key] for key in ("parameters", "accounts", "segments")},
        "levers": [{"name": entry["name"], **entry["levers"]} for entry in document["policies"]],
        _POINTS: points,
        "made with": dict(made),
    }


def fingerprint(identity: Mapping[str, Any]) -> str:
    """Shorten an identity."""
    return digest_of(identity)


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Say how two identities differ.

    A line a key: ``market.rivals: 4 -> 5``. The points of a design are told of only where nothing explains them.
    """
    before, after = dict(_flat(was)), dict(_flat(now))
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key, _ABSENT) != after.get(key, _ABSENT)]
    whole = tuple(f"{key}." for key in keys if _THERE in {before.get(key), after.get(key)})
    shown = [key for key in keys if key != _POINTS and not (whole and key.startswith(whole))] or keys
    return [f"{key}: {_said(before.get(key, _ABSENT))} -> {_said(after.get(key, _ABSENT))}" for key in shown]


_ABSENT = object()


_THERE = "there"
"""What stands for a table in a list as a whole, an account or a factor, besides its values."""


def _said(value: object) -> str:
    if value is _ABSENT or value is None:
        return "nothing"
    return _THERE if value == _THERE else written(value)


def _flat(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value by its key, tables in lists by their name; lists of plain values are values."""
    if isinstance(value, dict):
        for name, inner in value.items():
            short = "" if not key and name == "scenario" else name
            path = f"{key}.{short}" if key and short else key or short
            yield from _flat(inner, "" if path == "parameters" else path)
    elif isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        for place, entry in enumerate(value, start=1):
            path = f"{key}.{entry.get('name', entry.get('key', place))}"
            yield path, _THERE
            yield from _flat({inner: value for inner, value in entry.items() if inner not in {"name", "key"}}, path)
    elif isinstance(value, list):
        yield key, ", ".join(str(entry) for entry in value)
    else:
        yield key, value

"""Which kind of file somebody has, told by its keys or its name, and which command takes it."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

from equipoise.sim.parameters import Parameters

if TYPE_CHECKING:
    from pathlib import Path

_OWN: dict[str, frozenset[str]] = {
    "scenario": frozenset({*Parameters.model_fields, "segments", "run", "claims", "business"}),
    "policy": frozenset({"levers", "about", "then"}),
    "study": frozenset({"factors", "design", "outcomes", "scenario", "until", "at_most", "replications"}),
    "workshop": frozenset({"counterparts", "both", "years", "years_after", "money"}),
    "room": frozenset({"tables"}),
    "game": frozenset({"answers", "side"}),
}
"""Keys at the top of a file of one kind, which no other kind has."""

_WAYS = {
    "scenario": "equipoise compare {} plays it",
    "policy": "equipoise compare SCENARIO --policy {} plays it",
    "study": "equipoise sweep {} plays it",
    "workshop": "equipoise workshops new NAME --from {} starts a room with it",
    "room": "equipoise table {} --year 1 plays it",
    "game": "equipoise play --game {} goes on with it",
}

_LARGEST_DOCUMENT = 10_000_000


def mistaken(stated: dict[str, Any], noun: str, label: str) -> str:
    """Say that a file is of another kind than the one that is asked for."""
    counted = {kind: len(own & stated.keys()) for kind, own in _OWN.items()}
    accounts = stated.get("accounts")
    if isinstance(accounts, list) and any(isinstance(account, dict) for account in accounts):
        counted["scenario"] += 1
    kind = max(counted, key=lambda one: counted[one])
    if counted[noun] or not counted[kind]:
        return ""
    key = next((name for name in stated if name in _OWN[kind]), "accounts")
    why = f'not a {noun}, where "{key}" is an unknown key'
    return f"{label} is a {kind}, {why}; {_WAYS[kind].format(shlex.quote(label))}"


def no_toml(path: Path, noun: str) -> str:
    """Say what a file is that has another ending than ``.toml``."""
    what = f"{path} is no .toml file, as a {noun} is"
    if path.suffix == ".json" and (way := _of_document(path)):
        return f"{path} is {way}"
    plural = {"scenario": "scenarios", "policy": "policies", "study": "studies", "workshop": "workshops"}.get(noun)
    return f"{what}; equipoise {plural} new NAME writes one to start from" if plural else what


def folder(path: Path, noun: str) -> str:
    """Say what a folder holds."""
    found = next((inner for inner in (path / "study.json", path / "manifest.json") if inner.is_file()), None)
    way = _of_document(found) if found is not None else ""
    return f"{path} is a folder; a {noun} is a .toml file" + (f". {found} in it is {way}" if way else "")


def _of_document(path: Path) -> str:
    """What a JSON file of ours is for."""
    try:
        document = json.loads(path.read_bytes()) if path.stat().st_size <= _LARGEST_DOCUMENT else None
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(document, dict):
        return ""
    if document.get("what") == "equipoise study":
        return f"the manifest of a sweep; equipoise sensitivity {shlex.quote(str(path.parent))} analyses its data"
    if {"arms", "scenarios", "policies"} <= document.keys():
        return f"the manifest of a comparison; equipoise repeat {shlex.quote(str(path))} plays it again"
    return ""

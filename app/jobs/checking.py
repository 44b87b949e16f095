"""Checking files, all of them to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import typer

from equipoise.app.asked import Asked
from equipoise.app.console import note, say, show_json
from equipoise.app.jobs.arms import asked_arms, make_ready
from equipoise.app.jobs.trying import warnings_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Sound: TypeAlias = "tuple[str, list[str]]"
"""What is said of a file that is sound, and what is hardly meant in it."""


def check_scenarios(files: Sequence[str], *, as_json: bool) -> None:
    """Check scenarios, and the policies that they compare, as far as a few runs of a year."""
    _check(files, _sound_scenario, as_json=as_json)


def check_policies(files: Sequence[str], *, as_json: bool) -> None:
    """Check policies."""
    _check(files, _sound_policy, as_json=as_json)


def check_studies(files: Sequence[str], *, as_json: bool) -> None:
    """Check studies, with the scenarios and policies that they play."""
    _check(files, _sound_study, as_json=as_json)


def _sound_scenario(file: str) -> Sound:
    asked = Asked([], [], None, None, None, None, as_json=False, out=None, panel=None)
    arms = asked_arms([file], [], asked)
    make_ready(arms[0])
    accounts, policies = len(arms[0].scenario.account_names), len(arms)
    told = f"{accounts} account{'s' * (accounts != 1)}, {policies} polic{'ies' if policies != 1 else 'y'}"
    return told, warnings_of(arms)


def _sound_policy(file: str) -> Sound:
    policy = load_policy(file)
    return policy.title or policy.name, []


def _sound_study(file: str) -> Sound:
    from equipoise.app.jobs.studies import sound  # noqa: PLC0415 - other files are checked without what studies need

    return sound(file)


def _check(files: Sequence[str], sound: Callable[[str], Sound], *, as_json: bool) -> None:
    results = [_checked(file, sound) for file in files]
    if as_json:
        show_json([one.document() for one in results])
    for one in results:
        if one.wrong:
            note("\n".join(one.wrong))
        elif not as_json:
            say(f"{shown(one.file)}: ok, {one.about}")
        for doubt in one.doubts:
            note(f"{shown(one.file)}: warning: {doubt}")
    if any(one.wrong for one in results):
        raise typer.Exit(2)


class _Result(NamedTuple):
    """What was found in a file."""

    file: str
    about: str
    wrong: list[str]
    doubts: list[str]

    def document(self) -> dict[str, object]:
        found: dict[str, object] = {"file": self.file, "ok": not self.wrong, "errors": self.wrong}
        return found | ({"warnings": self.doubts} if self.doubts else {})


def _checked(file: str, sound: Callable[[str], Sound]) -> _Result:
    try:
        about, doubts = sound(file)
    except EquipoiseError as error:
        return _Result(file, "", str(error).splitlines(), [])
    return _Result(file, about, [], doubts)

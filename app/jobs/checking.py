"""Checking files, all of them to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.console import note, say, show_json
from sim.faults import EquipoiseError
from sim.files import load_policy, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def check_scenarios(files: Sequence[str], *, as_json: bool) -> None:
    """Check scenarios, and the policies that they compare.

    Parameters
    ----------
    files : sequence of str
        Names or paths.
    as_json : bool
        Print JSON.

    Raises
    ------
    typer.Exit
        With code 2 when anything is wrong.
    """
    _check(files, _sound_scenario, as_json=as_json)


def check_policies(files: Sequence[str], *, as_json: bool) -> None:
    """Check policies.

    Parameters
    ----------
    files : sequence of str
        Names or paths.
    as_json : bool
        Print JSON.

    Raises
    ------
    typer.Exit
        With code 2 when anything is wrong.
    """
    _check(files, _sound_policy, as_json=as_json)


def check_studies(files: Sequence[str], *, as_json: bool) -> None:
    """Check studies, with the scenarios and policies that they play.

    Parameters
    ----------
    files : sequence of str
        Names or paths.
    as_json : bool
        Print JSON.

    Raises
    ------
    typer.Exit
        With code 2 when anything is wrong.
    """
    from app.jobs.studies import sound  # noqa: PLC0415 - other files are checked without what studies need

    _check(files, sound, as_json=as_json)


def _sound_scenario(file: str) -> str:
    scenario = load_scenario(file)
    for policy in scenario.policies:
        load_policy(policy)
    accounts, policies = len(scenario.account_names), len(scenario.policies)
    return f"{accounts} account{'s' * (accounts != 1)}, {policies} polic{'ies' if policies != 1 else 'y'}"


def _sound_policy(file: str) -> str:
    policy = load_policy(file)
    return policy.title or policy.name


def _check(files: Sequence[str], sound: Callable[[str], str], *, as_json: bool) -> None:
    results = [_checked(file, sound) for file in files]
    if as_json:
        show_json([{"file": file, "ok": not wrong, "errors": wrong} for file, _, wrong in results])
    for file, about, wrong in results:
        if wrong:
            note("\n".join(wrong))
        elif not as_json:
            say(f"{file}: ok, {about}")
    if any(wrong for _, _, wrong in results):
        raise typer.Exit(2)


def _checked(file: str, sound: Callable[[str], str]) -> tuple[str, str, list[str]]:
    try:
        return file, sound(file), []
    except EquipoiseError as error:
        return file, "", str(error).splitlines()

"""Files that are saved in the folder of a test, and what is said of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.sim.faults import EquipoiseError, PolicyError, ScenarioError
from equipoise.sim.files import load_policy, load_scenario


def save(text: str | bytes, name: str = "mine.toml") -> str:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def message(load: Callable[[str], object], name: str) -> str:
    """What is said of a file; its name if nothing is wrong with it."""
    try:
        load(name)
    except EquipoiseError as error:
        return str(error)
    return name


def complaints(text: str | bytes) -> list[str]:
    """What is said of a scenario file, a line a complaint, without the file's name."""
    name = save(text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name)
    return [line.removeprefix(name) for line in str(caught.value).splitlines()]


def policy_complaints(text: str) -> list[str]:
    name = save(text)
    with pytest.raises(PolicyError) as caught:
        load_policy(name)
    return [line.removeprefix(name) for line in str(caught.value).splitlines()]

"""What is hardly meant by a scenario, looked for once while it stays as it is: of a business it takes a second."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.app.ready import failures, losses
from equipoise.app.serve.explorer.labels import without_keys
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import State
from equipoise.sim.doubts import doubts, marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.arm import Arm


def warnings_of(asked: str) -> list[str]:
    """Say what is hardly meant by a scenario, by its name or path, as commands do."""
    return _found(asked, scenario_called(asked).model_dump_json())


def warnings_at(arms: Sequence[Arm]) -> list[str]:
    """Say it of arms under one set of facts."""
    said = [str(doubt) for doubt in (*doubts(arms[0].scenario), *marks(arms[0].scenario))]
    return list(dict.fromkeys(without_keys(one) for one in (*said, *failures(arms), *losses(arms))))


@lru_cache(maxsize=32)
def _found(asked: str, _as_it_is: str) -> list[str]:
    return warnings_at(State.opening(asked).arms())

"""What is hardly meant by a scenario, looked for once while it stays as it is: of a business it takes a second."""

from __future__ import annotations

from functools import lru_cache

from equipoise.app.ready import failures, losses
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.explorer.state import State
from equipoise.sim.doubts import doubts, marks


def warnings_of(asked: str) -> list[str]:
    """Say what is hardly meant by a scenario, by its name or path, as commands do."""
    return _found(asked, scenario_called(asked).model_dump_json())


@lru_cache(maxsize=32)
def _found(asked: str, _as_it_is: str) -> list[str]:
    scenario, arms = scenario_called(asked), State.opening(asked).arms()
    said = [str(doubt) for doubt in (*doubts(scenario), *marks(scenario))]
    return list(dict.fromkeys([*said, *failures(arms), *losses(arms)]))

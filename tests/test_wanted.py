"""What takes long is let go of between two pieces: of what is kept, of single runs, of figures, of regressions."""

from collections.abc import Callable
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from equipoise.analysis.figures.style import house_style
from equipoise.analysis.information import worth_of_knowing
from equipoise.experiments.kept import KeptRuns, kept_runs
from equipoise.experiments.parquet import TableFile
from equipoise.experiments.result import write_result
from equipoise.sim import runner
from equipoise.sim.arm import Arm
from equipoise.sim.files import with_settings
from equipoise.sim.runner import Piece, in_blocks
from equipoise.sim.wanted import NotWantedError, while_wanted

ARM = Arm.of("base", rounds=4)
RANGED = Arm(with_settings(ARM.scenario, {"market.attention": [0.2, 0.4]}), ARM.policy, 7, 4)
BUSINESS = Arm.of("sheet-metal", rounds=4)
RANGED_BUSINESS = Arm(with_settings(BUSINESS.scenario, {"business.cash": [1e7, 2e7]}), BUSINESS.policy, 7, 4)
ONE, OTHER = np.linspace(0.0, 1.0, 60), np.linspace(-1.0, 1.0, 60)

THREADS = 2

LONG: dict[str, Callable[[], object]] = {
    "a number is drawn for each run": lambda: RANGED.played_with([{"market.attention": 0.3}]),
    "a business is written for each run": lambda: RANGED_BUSINESS.played_with([{"business.cash": 1.5e7}]),
    "each run begins from a world": lambda: ARM.begun([]),
    "cases are drawn anew": lambda: worth_of_knowing(ONE, OTHER),
    "figures are drawn and saved": house_style()(lambda: None),
}


@pytest.mark.parametrize("what", LONG)
def test_what_takes_long_is_let_go_of(what: str) -> None:
    LONG[what]()
    with pytest.raises(NotWantedError), while_wanted(lambda: False):
        LONG[what]()


def test_no_page_is_written_for_who_has_gone(tmp_path: Path) -> None:
    said = list[str]()
    result: Any = SimpleNamespace(pictures=list, texts=lambda _: said.append("pages") or {}, tables=dict)
    with pytest.raises(NotWantedError), while_wanted(lambda: False):
        write_result(result, tmp_path)
    assert said == []


class Gone:
    """Keeps runs, and goes at the first that it keeps, when others are played by then."""

    def __init__(self) -> None:
        self.kept, self.played = 0, Semaphore(0)

    def pieces(self, arm: int, block: Any) -> list[Piece]:
        return [Piece(arm, [run], relationships=True, panel=False) for run in block]

    def keep(self, _piece: Piece, _chunk: object) -> None:
        for _ in range(2 * THREADS if not self.kept else 0):
            self.played.acquire()
        self.kept += 1


def test_nothing_more_is_kept_for_who_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, play = Gone(), runner.play_chunk

    def played(*given: Any, **named: Any) -> Any:
        chunk = play(*given, **named)
        gone.played.release()
        return chunk

    monkeypatch.setattr(runner, "play_chunk", played)
    with pytest.raises(NotWantedError), while_wanted(lambda: not gone.kept):
        [*in_blocks(lambda _: None, [ARM], range(8), threads=THREADS, keeper=gone)]
    assert gone.kept == 1


def test_of_what_is_kept_one_table_is_written_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = list[int]()
    with KeptRuns(tmp_path, [ARM], kept_runs([ARM], 2)) as keeper:
        monkeypatch.setattr(TableFile, "write", lambda _, table: tables.append(table.height))
        with pytest.raises(NotWantedError), while_wanted(lambda: not tables):
            [*in_blocks(lambda _: None, [ARM], range(2), panel=True, threads=1, keeper=keeper)]
    assert len(tables) == 1

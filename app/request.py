"""What the options that several commands share ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Request:
    """Options as they were typed; None leaves it to the scenario, and threads to the machine."""

    settings: Sequence[str] = ()
    accounts: Sequence[str] = ()  # to be told of; all when there are none
    seed: int | None = None
    replications: int | None = None
    rounds: int | None = None
    threads: int | None = None
    as_json: bool = False
    out: Path | None = None
    panel: int | None = None  # runs of each arm whose every round is kept
    command: str = ""  # what was typed, as a report repeats it
    measures: Path | None = None  # a file of one's own
    rests_on: bool = False  # whether to tell what a decision rests on
    beside: Path | None = None  # folder of the results that are repeated
    tables: bool = False  # whether to print every table and sentence

    @property
    def run(self) -> dict[str, object]:
        """Settings of the run that options state."""
        stated = {"run.seed": self.seed, "run.replications": self.replications, "run.rounds": self.rounds}
        return {key: value for key, value in stated.items() if value is not None}

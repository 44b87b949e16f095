"""What the options that ``compare`` and ``run`` share ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """Options as they were typed."""

    settings: Sequence[str]
    accounts: Sequence[str]
    seed: int | None
    replications: int | None
    rounds: int | None
    threads: int | None
    as_json: bool
    out: Path | None
    panel: int | None

    @property
    def run(self) -> dict[str, object]:
        """Settings of the run that options state."""
        stated = {"run.seed": self.seed, "run.replications": self.replications, "run.rounds": self.rounds}
        return {key: value for key, value in stated.items() if value is not None}

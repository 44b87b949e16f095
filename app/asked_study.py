"""What the options of ``sweep`` ask for, and who is to play it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class AskedStudy(NamedTuple):
    """Options as they were typed; None leaves it to the study."""

    study: str | None
    scenario: str | None = None
    policies: Sequence[str] | None = None
    vary: Sequence[str] | None = None
    design: str | None = None
    settings: Sequence[str] | None = None
    outcomes: Sequence[str] | None = None
    accounts: Sequence[str] | None = None
    seed: int | None = None
    replications: int | None = None
    rounds: int | None = None
    until: Sequence[str] | None = None
    at_most: int | None = None


class Players(NamedTuple):
    """Who plays."""

    threads: int | None
    scheduler: str | None
    workers: int | None

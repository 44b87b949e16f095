"""What the options of ``sweep`` ask for, and who is to play it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class AskedStudy(NamedTuple):
    """Options as they were typed; None leaves it to the study.

    Attributes
    ----------
    study : str or None
        Name or path; None when options say what is played.
    scenario : str or None
        Name or path.
    policies, vary : sequence of str or None
        Names or paths; ``key=range`` each.
    design : str or None
        ``kind:number``.
    settings, outcomes, accounts : sequence of str or None
        As for other commands.
    seed, replications, rounds : int or None
        Likewise.
    until : sequence of str or None
        ``outcome=width`` each.
    at_most : int or None
        Most runs of a point.
    """

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
    """Who plays.

    Attributes
    ----------
    threads : int or None
        Threads of this process.
    scheduler : str or None
        Address of a Dask scheduler, or ``local``.
    workers : int or None
        Worker processes of a local cluster.
    """

    threads: int | None
    scheduler: str | None
    workers: int | None

"""What stands beside a comparison's answer: it is played besides, under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.alone_rests_on import with_alone_at_ends
from equipoise.experiments.lead_range import with_range
from equipoise.experiments.one_account import with_one_account
from equipoise.experiments.rests_on import with_first_look, with_rests_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm

_RANGE, _RESTING = 0.5, 0.9
"""Shares of the work, for progress: of the range, and of what the decision rests on where that is asked for."""


def with_beside(
    comparison: Comparison,
    arms: Sequence[Arm],
    *,
    rests_on: bool = False,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Add how the lead reads over what nobody knows, what it is with one account alone, and what the decision rests on.

    Of a business that does not state what a year without it would cost the account it depends on, that is what nobody
    knows; else it is how much rivals can copy, which is one of all that a decision can rest on.

    The last takes some ten times as long. ``progress`` is called with the share of the work that was done since.
    """
    done, rest = progress or (lambda _share: None), 1.0 - _RESTING * rests_on
    found = comparison if rests_on else with_first_look(comparison, arms, threads=threads)
    if found.first_look is None and not rests_on:
        found = with_range(found, arms, threads=threads, progress=lambda share: done(rest * _RANGE * share))
    else:
        done(rest * _RANGE)
    found = with_one_account(found, arms, threads=threads, progress=lambda share: done(rest * (1.0 - _RANGE) * share))
    if rests_on:
        found = with_rests_on(found, arms, threads=threads, progress=lambda share: done(_RESTING * share))
    return with_alone_at_ends(found, arms, threads=threads)

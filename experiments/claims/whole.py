"""Everything that ``equipoise claims`` tells: claims, two by two, ablation, shares by mechanism, red flags."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from equipoise.experiments.claims.ablation import ablate
from equipoise.experiments.claims.flags_drawn import score_everywhere
from equipoise.experiments.claims.shapley import share_out
from equipoise.experiments.claims.side_by_side import side_by_side
from equipoise.experiments.claims.trial import FEWEST_RUNS, check_runs, judge_all
from equipoise.experiments.claims.two_by_two import WAYS, two_by_two
from equipoise.sim.whole_numbers import REPLICATIONS, SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from equipoise.experiments.claims.ablation import Ablation
    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.claim import Claim
    from equipoise.experiments.claims.red_flags import Place
    from equipoise.experiments.claims.shapley import Shares
    from equipoise.experiments.claims.trial import Finding
    from equipoise.experiments.claims.two_by_two import Square

_FEWER = 4
"""Shares of the advantage take one run in so many: they play 256 arms."""


@dataclass(frozen=True)
class Whole:
    """What all of it comes to."""

    findings: list[Finding]  # one a claim that was tried
    # the two by two, in every way in which an account can be strategic and in both versions; empty when only some
    # claims were asked for, as are the next three
    squares: list[Square]
    ablation: Ablation | None  # every mechanism switched off in turn
    shares: Shares | None  # the advantage by mechanism
    flags: list[Place]  # red flags as predictors, in every place in which they are scored
    luck: Luck
    settings: Mapping[str, object] = field(default_factory=dict)  # what was set in every arm of every claim


def jobs_in(claims: Sequence[Claim], *, beyond: bool) -> int:
    """Count the jobs of :func:`try_everything`, for its progress."""
    return len(claims) + beyond * (len(WAYS) + 3)


def try_everything(
    claims: Sequence[Claim],
    luck: Luck,
    *,
    beyond: bool,
    settings: Mapping[str, object] | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Whole:
    """Put claims to the test, elsewhere in the space of parameters where settings say so, and take the advantage apart.

    What goes beyond the claims is played at the shipped settings alone.
    """
    luck = luck._replace(runs=REPLICATIONS.checked(luck.runs), seed=SEED.checked(luck.seed))
    check_runs(luck.runs)
    fewer = luck._replace(runs=max(luck.runs // _FEWER, FEWEST_RUNS))
    apart: list[Callable[[], Any]] = []
    if beyond:
        apart = [partial(share_out, fewer), partial(ablate, luck), partial(score_everywhere, luck)]
        apart += [partial(two_by_two, luck, way) for way in WAYS]
    order = sorted(claims, key=lambda claim: -claim.effort)
    tests: list[Callable[[], Any]] = [
        partial(claim.test, luck._replace(runs=luck.runs * claim.effort), settings) for claim in order
    ]
    done: list[Any] = side_by_side([*apart, *tests], threads=threads, progress=progress)
    evidence = {claim.id: each for claim, each in zip(order, done[len(apart) :], strict=True)}
    findings = judge_all(claims, [evidence[claim.id] for claim in claims], luck)
    if not beyond:
        return Whole(findings, [], None, None, [], luck, dict(settings or {}))
    shares, ablation, flags, *squares = done[: len(apart)]
    return Whole(findings, [square for each in squares for square in each], ablation, shares, flags, luck)

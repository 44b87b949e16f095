"""Results as they may come out: comparisons, twins, findings and effects, drawn and not played."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
from hypothesis import strategies as st

from equipoise.analysis.contrast import ALL
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.prose.comparison import with_words
from equipoise.analysis.removal import Change, Twin
from equipoise.analysis.results import ArmResult, Comparison, Difference
from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.ranking import Basis, Ranking, directions
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.tornado import Tornado
from equipoise.sim.state import CAUSE_WORDS, Cause

FIRST, *OTHERS = NAMES = ["anna", "bert", "cleo", "dora"]
SHARES = ("contribution_margin", "survival", "free_support", "gross_margin", "cost_to_serve", "vendor_share")
MEASURES = (*SHARES, "price", "contribution", "dependence_vendor", "dependence_account", "gtm_failure")
CAUSES = tuple(CAUSE_WORDS[cause] for cause in (Cause.NO_DEAL, Cause.COLLAPSE, Cause.UNDERCUT))
SHARE = st.floats(0.0, 1.0)
MOVES = [0.0, *(sign * size for size in (0.3, 0.1, 0.03, 0.004, 0.0004) for sign in (1.0, -1.0))]
MOVE = st.one_of(st.sampled_from(MOVES), st.sampled_from(MOVES), st.floats(-0.4, 0.4))
REACH = st.one_of(st.sampled_from([0.0, 0.0001, 0.002, 0.02, 0.15]), st.floats(0.0, 0.3))
KIND = st.sampled_from(["known"] * 6 + ["same", "steady", "none", "other runs"])


@st.composite
def pairs(draw: st.DrawFn, there: float, runs: int) -> tuple[float, Estimate]:
    """A level, and its difference from the first arm's: known, the same, without error, missing, or of other runs."""
    kind, move, reach = draw(KIND), draw(MOVE), draw(REACH)
    if isnan(there) or kind == "none":
        return draw(st.sampled_from([nan, 0.5])), Estimate(nan)
    if kind == "same":
        return there, Estimate(0.0, -reach, reach, runs=runs, same=True)
    if kind == "steady" or runs == 1:
        return there + move, Estimate(move, runs=runs)
    if kind == "other runs":  # a mean over more runs than the difference is of may lie on the other side
        return there - move, Estimate(move, move - reach, move + reach, runs=runs)
    return there + move, Estimate(move, move - reach, move + reach, runs=runs)


@st.composite
def results(draw: st.DrawFn) -> Comparison:
    """Comparisons as they may come out, about one account or about all."""
    runs = draw(st.sampled_from([1, 20, 2_000]))
    base = {measure: draw(SHARE) + 0.1 for measure in MEASURES}
    if draw(st.integers(0, 9)) == 0:
        base["contribution_margin"] = nan

    def arm(name: str, levels: dict[str, float], causes: dict[str, float]) -> ArmResult:
        own = {m: Estimate(level, level - 0.01, level + 0.01, runs=runs) for m, level in levels.items()}
        ends = {cause: Estimate(share, runs=runs) for cause, share in causes.items()}
        accounts = {"Giant": own} if about else {}
        return ArmResult(name, "scenario", name, own, accounts, {}, {ALL: ends, "Giant": ends})

    about = draw(st.booleans())
    shares = {cause: draw(st.one_of(st.just(0.0), st.floats(0.0, 0.3))) for cause in CAUSES}
    arms, differences = [arm(FIRST, base, shares)], []
    for name in OTHERS[: draw(st.integers(1, 3))]:
        drawn = {measure: draw(pairs(there, runs)) for measure, there in base.items()}
        ends = {cause: draw(pairs(there, runs)) for cause, there in shares.items()}
        arms.append(
            arm(name, {m: level for m, (level, _) in drawn.items()}, {c: level for c, (level, _) in ends.items()})
        )
        changes = {measure: change for measure, (_, change) in drawn.items()}
        endings = {cause: change for cause, (_, change) in ends.items()}
        accounts = {"Giant": changes} if about else {}
        differences.append(Difference(name, FIRST, changes, accounts, endings={ALL: endings, "Giant": endings}))
    return with_words(Comparison("scenario", "", "", 7, runs, 40, arms, differences))


def plain() -> Comparison:
    """Two arms about one account, of which nothing differs but by name."""
    own = {measure: Estimate(0.5, 0.4, 0.6, runs=2_000) for measure in (*MEASURES, "revenue")}
    changes = {measure: Estimate(0.0, -0.1, 0.1, runs=2_000) for measure in own}
    arms = [ArmResult(name, "scenario", name, own, {"Giant": own}, {}) for name in NAMES[:2]]
    return Comparison("s", "", "", 7, 2_000, 40, arms, [Difference(OTHERS[0], FIRST, changes, {"Giant": changes})])


@st.composite
def estimates(draw: st.DrawFn, low: float, high: float) -> Estimate:
    value, reach = draw(st.one_of(st.just(0.0), st.floats(low, high))), draw(REACH)
    return Estimate(value, value - reach, value + reach, runs=500)


@st.composite
def twins(draw: st.DrawFn, account: str) -> Twin:
    """An account taken away, with whatever that may come to."""

    def change(low: float, high: float) -> Change:
        whole, less = draw(estimates(low, high)), draw(estimates(low, high))
        reach = draw(REACH)
        moved = less.value - whole.value
        return Change(whole, less, Estimate(moved, moved - reach, moved + reach, runs=500))

    vendor = {"gtm_failure": change(0.0, 1.0), "contribution": change(-2.0, 2.0)}
    own = draw(estimates(-1.0, 1.0))
    vendor["own_contribution"] = Change(own, replace(own, value=0.0), replace(own, value=-own.value))
    vendor |= {"wins": change(0.0, 9.0), "wins_elsewhere": change(0.0, 9.0)}
    return Twin(account, Estimate(1.0, runs=500), vendor, {"business_failure": draw(estimates(0.0, 1.0))}, {}, {})


@st.composite
def findings(draw: st.DrawFn) -> Ranking:
    """What an estimator may have found of three levers."""
    rows = [
        (value, value - reach, value + reach)
        for value, reach in draw(st.lists(st.tuples(MOVE, REACH), min_size=3, max_size=3))
    ]
    signed = Measured(*np.array(rows, float).T)
    kind = draw(st.sampled_from(["swing", "screening", "ranks"]))
    basis = Basis(9, 9, constant=False, used=30, needed=2, what=("run", "runs"), varied=(True,) * 3)
    result: Tornado | Screening | RankRegression
    if kind == "swing":
        result = Tornado(0.5, 0.5 - signed.value / 2, 0.5 + signed.value / 2, signed, (("1", "8"),) * 3)
    elif kind == "screening":
        result = Screening(signed, signed.sizes(), signed, np.full(3, 9))
    else:
        result = RankRegression(signed, 0.9, 99, 0)
    return Ranking("survival", "survival", "share", "1", tuple(NAMES[:3]), result, directions(signed), basis=basis)


@st.composite
def effects(draw: st.DrawFn, name: str = "effect") -> ClaimedEffect:
    return ClaimedEffect(
        draw(MOVE),
        error=draw(st.sampled_from([0.0, 0.0001, 0.002, 0.05])),
        runs=99,
        unit="share of revenue",
        name=name,
        least=0.005,
    )

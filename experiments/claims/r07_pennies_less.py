"""R7: a transactional account leaves for pennies less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import difference, mean
from equipoise.experiments.claims.quantity import Quantity, average, ended_by, rate
from equipoise.experiments.claims.reading import costs, higher, lower, matters, mean_of, otherwise, slight, when
from equipoise.sim.rules.package import support_value
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

NAMES = tuple(f"buyer {k}" for k in range(1, 9))
BUYERS = Case("pennies-less", "transactional")
PARTNERS = Case("pennies-less", "strategic").but({"accounts.buyer.orientation": 0.8})
"""The same accounts in the same market, if they wanted a partner and had one."""
DEAF = {"switches.rivals": False}
PENNIES = 0.01, 0.03
"""By how much a unit is cheaper elsewhere, as a share of its price."""
MOST = 0.5
"""Share of the round's business that has moved when it is bought elsewhere."""
READ = ("cause", "price", "quote", "support", "support_worth", "unique", "lock_in", "bought", "away")
ALL, LIKE = "everything counted", "like for like"
UNIT, LEAST_HALF, LEAST_FAR = "share of occasions", 0.05, 0.2


def _savings(runs: Runs, case: Case) -> dict[str, NDArray[Any]]:
    """What a unit is cheaper elsewhere by, as a share of its price, of all relationships in all rounds but those away.

    Like for like it is (p - B(s) - quote) / p; everything counted (p - B(s) - u - quote - kappa z / H) / p.
    """
    scenario = runs.arm(case).scenario
    rows = runs.rounds(case, tuple(scenario.account_names), READ)
    p = scenario.parameters
    held = rows["away"] == 0.0
    value = np.full(held.shape, np.nan)
    value[held] = np.vectorize(support_value, otypes=[float])(
        rows["support"][held], rows["support_worth"][held], p.product.support_curvature
    )
    saving = rows["price"] - value - rows["quote"]
    kept = rows["unique"] + p.lock_in.switching_cost * rows["lock_in"] / p.bargaining.horizon
    leaves = rows["cause"] == Cause.UNDERCUT
    return {
        LIKE: saving / rows["price"],
        ALL: (saving - kept) / rows["price"],
        "leaves": leaves,
        "moves": leaves | (rows["bought"] < 1.0 - MOST),
    }


def _share(case: Case, what: str, counted: str) -> Quantity:
    """Share of the occasions on which business moves or leaves; also of those on which nobody looks."""

    def number(of: str) -> Quantity:
        def values(runs: Runs) -> Values:
            found = runs.once((case, "savings"), lambda: _savings(runs, case))
            comes = (found[counted] >= PENNIES[0]) & (found[counted] <= PENNIES[1])
            counts: Values = (comes & found[of] if of else comes).sum(axis=(1, 2)).astype(float)
            return counts

        return Quantity((case,), values)

    return rate(number(what), number(""))


def _moves(case: Case, counted: str = ALL) -> Quantity:
    return _share(case, "moves", counted)


def _leaves(case: Case) -> Quantity:
    return _share(case, "leaves", ALL)


def _gone(case: Case) -> Quantity:
    """Share of the accounts that have left for a rival within ten years."""
    return average([ended_by(Cause.UNDERCUT, name, case) for name in NAMES])


HALF = mean("business that moves for pennies, less half", UNIT, LEAST_HALF, _moves(BUYERS) - 0.5).in_version(
    "that a buyer goes"
)
FAR = difference(
    "business that moves for pennies, buyers less partners", UNIT, LEAST_FAR, _moves(BUYERS), _moves(PARTNERS)
).in_version("that a partner stays")
FOR_GOOD = mean("relationship that ends for pennies, less half", UNIT, LEAST_HALF, _leaves(BUYERS) - 0.5)
FAR_FOR_GOOD = difference(
    "relationship that ends for pennies, buyers less partners", UNIT, LEAST_FAR, _leaves(BUYERS), _leaves(PARTNERS)
)
LIKE_FOR_LIKE = mean(
    "business that moves for pennies like for like, less half", UNIT, LEAST_HALF, _moves(BUYERS, LIKE) - 0.5
)
FAR_LIKE_FOR_LIKE = difference(
    "business that moves for pennies like for like, buyers less partners",
    UNIT,
    LEAST_FAR,
    _moves(BUYERS, LIKE),
    _moves(PARTNERS, LIKE),
)
MOVING = mean_of(_moves(BUYERS)), mean_of(_moves(PARTNERS))

CLAIM = Claim(
    id="R7",
    sentence="A transactional account leaves for pennies less.",
    source="ME",
    design=(
        "Scenario pennies-less. Every round in which the account buys here and the best rival is cheaper by 1 to 3% of "
        "the price, support, "
        "what is unique and the cost of switching counted. Buyers under the transactional vendor; and the same "
        "accounts in the same market, if they wanted a partner, under the strategic one."
    ),
    measure=(
        "The chance that more than half of the round's business moves, whether or not the account looks at quotes: "
        "over one half for a buyer (by five points), and far higher than for a partner (by twenty)."
    ),
    placebo="Nobody looks at quotes (switch rivals).",
    effects=(HALF, FAR),
    placebos=(
        mean("business that moves for pennies, switch rivals off", UNIT, LEAST_HALF, _moves(BUYERS.but(DEAF))),
        difference(
            "business that moves for pennies, buyers less partners, switch rivals off",
            UNIT,
            LEAST_FAR,
            _moves(BUYERS.but(DEAF)),
            _moves(PARTNERS.but(DEAF)),
        ),
    ),
    levels=bars(
        UNIT,
        {
            "buyers, business moves": _moves(BUYERS),
            "partners, business moves": _moves(PARTNERS),
            "buyers, leave for good": _leaves(BUYERS),
            "partners, leave for good": _leaves(PARTNERS),
        },
    ),
    readings=(
        (
            when(
                matters(HALF, FAR),
                "When somebody sells for pennies less a buyer's business probably moves, a partner's far more rarely: "
                "on {0:.0%} and {1:.0%} of the occasions.",
                *MOVING,
            ),
            when(
                matters(HALF),
                "When somebody sells for pennies less a buyer's business probably moves: on {0:.0%} of the occasions, "
                "and a partner's on {1:.0%}.",
                *MOVING,
            ),
            when(
                costs(HALF),
                "When somebody sells for pennies less a buyer's business probably stays: it moves on {0:.0%} of the "
                "occasions, a partner's on {1:.0%}.",
                *MOVING,
            ),
            otherwise(
                "When a rival undercuts by pennies, business moves on {0:.0%} of the occasions with a buyer, and on "
                "{1:.0%} with a partner.",
                *MOVING,
            ),
        ),
        (
            when(
                slight(FAR) + higher(FAR_LIKE_FOR_LIKE),
                "What keeps a partner is not that it looks away, but that such an offer seldom reaches it: cheaper "
                "like for like by as much, what is unique left out, takes {0:.0%} of a buyer's business and {1:.1%} of "
                "a partner's.",
                mean_of(_moves(BUYERS, LIKE)),
                mean_of(_moves(PARTNERS, LIKE)),
            ),
            otherwise(
                "Cheaper like for like by as much, what is unique left out, takes {0:.0%} of a buyer's business and "
                "{1:.1%} of a partner's.",
                mean_of(_moves(BUYERS, LIKE)),
                mean_of(_moves(PARTNERS, LIKE)),
            ),
        ),
        (
            when(
                higher(FOR_GOOD),
                "It probably ends the relationship at once: on {0:.0%} of the occasions.",
                mean_of(_leaves(BUYERS)),
            ),
            when(
                lower(FOR_GOOD),
                "It is the round's order that moves; the relationship itself ends on {0:.0%} of the occasions.",
                mean_of(_leaves(BUYERS)),
            ),
        ),
        (
            otherwise(
                "Within ten years {0:.0%} of the buyers have left for a rival, and {1:.0%} of the partners.",
                mean_of(_gone(BUYERS)),
                mean_of(_gone(PARTNERS)),
            ),
        ),
    ),
    also=(
        FOR_GOOD,
        FAR_FOR_GOOD,
        LIKE_FOR_LIKE,
        FAR_LIKE_FOR_LIKE,
        mean(
            "accounts that leave for a rival within ten years, buyers less partners",
            "share",
            0.02,
            _gone(BUYERS) - _gone(PARTNERS),
        ),
    ),
    limits=(
        "How often a buyer looks at quotes, and whether it goes when it would gain, are parameters that nobody knows "
        "for a given market. Rivals neither court an account nor react."
    ),
)

"""R6: under mutual dependence both sides lose when it goes sour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import difference, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRounds, OfRun
from equipoise.experiments.claims.reading import higher, lower, matters, mean_of, of, otherwise, when
from equipoise.experiments.claims.standing import GIANT
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.quantity import Quantity, Values

SOUR = (Cause.NO_DEAL, Cause.COLLAPSE, Cause.UNDERCUT, Cause.REFUSED_DEMAND, Cause.CHARTER)
"""Endings between the two; neither side closed or went under."""
MUTUAL, ONE_SIDED = Case("route-best-in-class"), Case("over-a-barrel")
BY_POLICY = Case("strategic-vendor", "strategic")
OFF = {"switches.contribution": False}
TAKEN = {f"accounts.{GIANT}.leaves": 20}
UNIT, LEAST, LEAST_APART = "share of what it had", 0.1, 0.05
NEAR = 2.0 * LEAST_APART
"""Less a distance of the two shares: at least a twentieth is left where they lie within a twentieth of one another."""


def _share(side: str) -> OfRounds:
    """What a side loses by the ending, over that and what it has left; NaN where it did not go sour."""

    def value(rows: Mapping[str, Values]) -> Values:
        sour = np.isin(rows["cause"], SOUR)
        lost, left = (np.where(sour, rows[f"{what}_{side}"], 0.0).sum(axis=1) for what in ("lost", "left"))
        return np.where(sour.any(axis=1), lost / np.where(lost + left > 0.0, lost + left, np.nan), np.nan)

    return OfRounds(GIANT, ("cause", f"lost_{side}", f"left_{side}"), value)


VENDOR, ACCOUNT = _share("vendor"), _share("account")
ON_ACCOUNT, ON_VENDOR = OfAccount(GIANT, "dependence_vendor"), OfAccount(GIANT, "dependence_account")


def _apart(case: Case) -> Quantity:
    return VENDOR(case) - ACCOUNT(case)


BOTH = [
    mean(f"{side}'s loss over what it had, mutual", UNIT, LEAST, share(MUTUAL))
    for side, share in (("vendor", VENDOR), ("account", ACCOUNT))
]
UNEVEN = difference(
    "vendor's share lost less the account's, one-sided less mutual",
    UNIT,
    LEAST_APART,
    _apart(ONE_SIDED),
    _apart(MUTUAL),
)
APART = mean("vendor's share lost less the account's, mutual", UNIT, LEAST_APART, _apart(MUTUAL))
CLOSE = [
    mean(f"a tenth less the {one}'s share lost above the {other}'s, mutual", UNIT, LEAST_APART, nearer + NEAR)
    for one, other, nearer in (
        ("vendor", "account", _apart(MUTUAL) * -1.0),
        ("account", "vendor", _apart(MUTUAL)),
    )
]
DEPENDENCE = [
    mean(f"{side}'s dependence, mutual less one-sided", "1", 0.05, what(MUTUAL) - what(ONE_SIDED))
    for side, what in (("vendor", ON_ACCOUNT), ("account", ON_VENDOR))
]
SPARED = difference(
    "account's share lost, mutual less one-sided", UNIT, LEAST_APART, ACCOUNT(MUTUAL), ACCOUNT(ONE_SIDED)
)
PROFIT, REVENUE, SURPLUS = OfRun("profit"), OfRun("revenue"), OfAccount(GIANT, "account_surplus")
IN_TWINS = [
    standards.money(f"in twins, {side}, mutual: it stays less it is taken away", what(MUTUAL) - what(MUTUAL.but(TAKEN)),
                    REVENUE(MUTUAL))
    for side, what in (("vendor's profit", PROFIT), ("account's surplus", SURPLUS))
]  # fmt: skip

CLAIM = Claim(
    id="R6",
    sentence="Under mutual dependence both sides lose when it goes sour.",
    source="CBS",
    design=(
        "Account Giant, accommodating vendor. Mutual: route-best-in-class, where the account depends on the vendor, "
        "too; one-sided: over-a-barrel. Endings between the two (no deal, collapse, a rival, a refusal), in the runs "
        "that have one. In twins: Giant is taken away half-way."
    ),
    measure=(
        "What either side loses by the ending over the next three years, as a share of that and of all that it has "
        "left: at least a tenth under mutual dependence; that the two shares lie near one another there, within a "
        "twentieth; and that under one-sided dependence the vendor's is the larger, by a twentieth more."
    ),
    placebo=(
        "Nothing is unique and nothing costs anything to replace (switch contribution): no route, and no mutual "
        "dependence."
    ),
    effects=(*BOTH, *CLOSE, UNEVEN),
    placebos=(
        difference(
            "vendor's share lost less the account's, one-sided less mutual, switch contribution off",
            UNIT,
            LEAST_APART,
            _apart(ONE_SIDED.but(OFF)),
            _apart(MUTUAL.but(OFF)),
        ),
    ),
    levels=bars(
        UNIT,
        {
            "vendor, mutual": VENDOR(MUTUAL),
            "account, mutual": ACCOUNT(MUTUAL),
            "vendor, one-sided": VENDOR(ONE_SIDED),
            "account, one-sided": ACCOUNT(ONE_SIDED),
        },
    ),
    readings=(
        (
            otherwise(
                "While it lasts the vendor's dependence is {0:.2f} and the account's {1:.2f} where it is to be mutual, "
                "{2:.2f} and {3:.2f} where it is to be one-sided.",
                *(mean_of(what(case)) for case in (MUTUAL, ONE_SIDED) for what in (ON_ACCOUNT, ON_VENDOR)),
            ),
        ),
        (
            when(
                matters(*BOTH, *CLOSE),
                "Both lose, and about as much: the vendor {0:.0%} of all that it had, the account {1:.0%}.",
                mean_of(VENDOR(MUTUAL)),
                mean_of(ACCOUNT(MUTUAL)),
            ),
            otherwise(
                "Under mutual dependence the ending changes what the vendor had by {0:+.0%}, what the account had by "
                "{1:+.0%}.",
                mean_of(VENDOR(MUTUAL), -1.0),
                mean_of(ACCOUNT(MUTUAL), -1.0),
            ),
        ),
        (
            when(
                higher(UNEVEN),
                "Under one-sided dependence they part: {0:+.0%} for the vendor, {1:+.0%} for the account.",
                mean_of(VENDOR(ONE_SIDED), -1.0),
                mean_of(ACCOUNT(ONE_SIDED), -1.0),
            ),
            otherwise(
                "Under one-sided dependence it is {0:+.0%} for the vendor, {1:+.0%} for the account.",
                mean_of(VENDOR(ONE_SIDED), -1.0),
                mean_of(ACCOUNT(ONE_SIDED), -1.0),
            ),
        ),
        (
            when(higher(SPARED), "The account loses less of what it had there."),
            when(lower(SPARED), "The account loses more of what it had there than under mutual dependence."),
        ),
        (
            otherwise(
                "Taken away half-way, in twins, it changes the vendor's profit by {0:+.0f}% of its revenue, and the "
                "account's surplus by {1:+.0f}%.",
                *(of(twin, -1.0) for twin in IN_TWINS),
            ),
        ),
    ),
    also=(
        *DEPENDENCE,
        APART,
        SPARED,
        *IN_TWINS,
        mean("account's share lost, mutual by policy (strategic-vendor)", UNIT, LEAST, ACCOUNT(BY_POLICY)),
    ),
    effort=6,
    limits=(
        "Both sides gain from a trade that they agree to, so that both lose some of it at an ending is arithmetic; "
        "what is tested is how much, and how evenly. What the ending does to their names is not in the model."
    ),
)

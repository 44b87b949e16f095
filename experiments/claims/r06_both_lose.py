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

    from numpy.typing import NDArray

    from equipoise.experiments.claims.quantity import Quantity, Values

SOUR = (Cause.NO_DEAL, Cause.COLLAPSE, Cause.UNDERCUT, Cause.REFUSED_DEMAND)
"""Endings between the two; neither side closed or went under."""
YEAR, THREE_YEARS = 4, 12
MUTUAL, ONE_SIDED = Case("route-best-in-class"), Case("over-a-barrel")
BY_POLICY = Case("strategic-vendor", "strategic")
OFF = {"switches.contribution": False}
TAKEN = {f"accounts.{GIANT}.leaves": 20}
UNIT, LEAST = "share of what it had", 0.02
"""What matters in money at all, half a per cent of revenue, at a margin of a quarter."""
VENDOR_GAIN, ACCOUNT_GAIN = "contribution", "account_surplus"


def _ahead(values: Values, rounds: int) -> Values:
    """Sums over so many rounds from each round on: shape (runs, all rounds - rounds + 1)."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    ahead: Values = sums[:, rounds:] - sums[:, :-rounds]
    return ahead


def _breakdowns(rows: Mapping[str, Values]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether it goes sour in a round, and whether it might: after a year of buying here, with three years to come."""
    buys = (rows["away"] == 0.0) & (rows["cause"] == Cause.NONE)
    last = buys.shape[1] - THREE_YEARS
    might = (_ahead(buys, YEAR) == YEAR)[:, : last - YEAR + 1] & ~np.isnan(rows["cause"][:, YEAR : last + 1])
    sour = (rows["away"] == 1.0) | np.isin(rows["cause"], SOUR)
    return might & sour[:, YEAR : last + 1], might


def _first(of_rounds: Values, sour: NDArray[np.bool_]) -> Values:
    """The value of the round in which it first goes sour; NaN where it never does."""
    first = np.take_along_axis(of_rounds, sour.argmax(axis=1)[:, None], axis=1)[:, 0]
    return np.where(sour.any(axis=1), first, np.nan)


def _share(side: str, gain: str) -> OfRounds:
    """What a side loses by a breakdown: three years of the year before, less what it gains in the three years to come.

    As a share of that and of all that it has left; less the same share, on average, of the runs in which it does not go
    sour in that round, whatever comes later: what time, later breakdowns and closings take anyway.
    """

    def value(rows: Mapping[str, Values]) -> Values:
        sour, might = _breakdowns(rows)
        rounds = slice(YEAR, YEAR + sour.shape[1])
        gained = np.nan_to_num(rows[gain])
        had = THREE_YEARS / YEAR * _ahead(gained, YEAR)[:, : sour.shape[1]]
        whole = had + rows[f"left_{side}"][:, rounds]
        lost = (had - _ahead(gained, THREE_YEARS)[:, rounds]) / np.where(whole > 0.0, whole, np.nan)
        spared = might & ~sour & ~np.isnan(lost)
        usual = np.where(spared, lost, 0.0).sum(axis=0) / np.maximum(spared.sum(axis=0), 1)
        return _first(np.where(spared.any(axis=0), lost - usual, np.nan), sour)

    return OfRounds(GIANT, ("away", "cause", f"left_{side}", gain), value)


def _comes_back(rows: Mapping[str, Values]) -> Values:
    """Whether it comes back within three years."""
    sour, _might = _breakdowns(rows)
    returns = _ahead(np.nan_to_num(rows["returned"]), THREE_YEARS)[:, YEAR : YEAR + sour.shape[1]]
    return _first((returns > 0.0).astype(float), sour)


VENDOR, ACCOUNT = _share("vendor", VENDOR_GAIN), _share("account", ACCOUNT_GAIN)
HEALS = OfRounds(GIANT, ("away", "cause", "returned"), _comes_back)
ON_ACCOUNT, ON_VENDOR = OfAccount(GIANT, "dependence_vendor"), OfAccount(GIANT, "dependence_account")


def _apart(case: Case) -> Quantity:
    return VENDOR(case) - ACCOUNT(case)


BOTH = [
    mean(f"{side}'s loss by a breakdown, mutual", UNIT, LEAST, share(MUTUAL))
    for side, share in (("vendor", VENDOR), ("account", ACCOUNT))
]
UNEVEN = difference(
    "vendor's share lost less the account's, one-sided less mutual", UNIT, LEAST, _apart(ONE_SIDED), _apart(MUTUAL)
)
APART = mean("vendor's share lost less the account's, mutual", UNIT, LEAST, _apart(MUTUAL))
CLOSE = [
    mean(f"twice the {one}'s share lost less the {other}'s, mutual", UNIT, LEAST, nearer)
    for one, other, nearer in (
        ("account", "vendor", ACCOUNT(MUTUAL) * 2.0 - VENDOR(MUTUAL)),
        ("vendor", "account", VENDOR(MUTUAL) * 2.0 - ACCOUNT(MUTUAL)),
    )
]
DEPENDENCE = [
    mean(f"{side}'s dependence, mutual less one-sided", "1", 0.05, what(MUTUAL) - what(ONE_SIDED))
    for side, what in (("vendor", ON_ACCOUNT), ("account", ON_VENDOR))
]
SPARED = difference("account's share lost, mutual less one-sided", UNIT, LEAST, ACCOUNT(MUTUAL), ACCOUNT(ONE_SIDED))
HEALING = difference(
    "chance to come back, mutual less one-sided", "probability", standards.CHANCE, HEALS(MUTUAL), HEALS(ONE_SIDED)
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
        "too; one-sided: over-a-barrel. The first time that it goes sour between the two (talks collapse, a "
        "demand is refused, no deal, a rival), after a year of buying and with three years to come; "
        "whether it heals or not. In twins: Giant is taken away half-way."
    ),
    measure=(
        "What either side gains less over the next three years than at the rate of the year before, beyond what it "
        "gains less where it does not go sour in that round, as a share of all that it had: at least 2% under mutual "
        "dependence, which is half a per cent of revenue at a margin of a quarter; that neither share is twice the "
        "other there (by 2%); and that under one-sided dependence the vendor's is the larger, by 2% more."
    ),
    placebo=(
        "Nothing is unique and nothing costs anything to replace (switch contribution): no route, and no mutual "
        "dependence."
    ),
    effects=(*BOTH, *CLOSE, UNEVEN),
    placebos=(
        mean(
            "vendor's share lost less the account's, one-sided less mutual, switch contribution off",
            UNIT,
            LEAST,
            _apart(ONE_SIDED.but(OFF)) - _apart(MUTUAL.but(OFF)),
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
                "Both lose, and about as much: the vendor {0:.1%} of all that it had, the account {1:.1%}.",
                mean_of(VENDOR(MUTUAL)),
                mean_of(ACCOUNT(MUTUAL)),
            ),
            when(
                higher(*BOTH),
                "Under mutual dependence a breakdown costs the vendor {0:.1%} of what it had, the account {1:.1%}.",
                mean_of(VENDOR(MUTUAL)),
                mean_of(ACCOUNT(MUTUAL)),
            ),
            otherwise(
                "Under mutual dependence a breakdown changes what the vendor had by {0:+.1%}, what the account had by "
                "{1:+.1%}.",
                mean_of(VENDOR(MUTUAL), -1.0),
                mean_of(ACCOUNT(MUTUAL), -1.0),
            ),
        ),
        (
            when(
                higher(UNEVEN),
                "Under one-sided dependence they part: {0:+.1%} for the vendor, {1:+.1%} for the account.",
                mean_of(VENDOR(ONE_SIDED), -1.0),
                mean_of(ACCOUNT(ONE_SIDED), -1.0),
            ),
            otherwise(
                "Under one-sided dependence it is {0:+.1%} for the vendor, {1:+.1%} for the account.",
                mean_of(VENDOR(ONE_SIDED), -1.0),
                mean_of(ACCOUNT(ONE_SIDED), -1.0),
            ),
        ),
        (
            when(higher(SPARED), "The account loses less of what it had there."),
            when(lower(SPARED), "The account loses more of what it had there than under mutual dependence."),
        ),
        (
            when(
                higher(HEALING),
                "It heals more often where both depend: the account comes back within three years from {0:.0%} of the "
                "breakdowns, and from {1:.0%} where dependence is one-sided.",
                mean_of(HEALS(MUTUAL)),
                mean_of(HEALS(ONE_SIDED)),
            ),
            otherwise(
                "The account comes back within three years from {0:.0%} of the breakdowns under mutual dependence, and "
                "from {1:.0%} under one-sided.",
                mean_of(HEALS(MUTUAL)),
                mean_of(HEALS(ONE_SIDED)),
            ),
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
        HEALING,
        *IN_TWINS,
        mean("account's share lost, mutual by policy (strategic-vendor)", UNIT, LEAST, ACCOUNT(BY_POLICY)),
    ),
    effort=6,
    limits=(
        "Both sides gain from a trade that they agree to, so that both lose some of it while they are apart is "
        "arithmetic; what is tested is how much, and how evenly. The one-off cost of changing over stands in no "
        "ledger, and is not counted; what a breakdown does to their names is not in the model."
    ),
)

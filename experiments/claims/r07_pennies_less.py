"""R7: a transactional account leaves for pennies less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play, play_rounds
from equipoise.sim.files import load_scenario
from equipoise.sim.rules.package import support_value
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

BUYERS, PARTNERS = ("pennies-less", "transactional"), ("strategic-vendor", "strategic")
QUOTE, PENNIES = 0.98, 0.02
"""The mean quote of a rival in both scenarios, and two pennies off it: some 2% of the price."""
FEW_PENNIES = 0.05
"""Of the price."""
WATCHED = "buyer 1"
LEAST_SHARE = 0.05


def _left(
    luck: Luck, who: tuple[str, str], cut: float, settings: Mapping[str, object] | None = None
) -> NDArray[np.float64]:
    """Share of the accounts that leave for a rival within ten years, a run."""
    played = play(*who, luck, {"market.quote_mean": QUOTE - cut, **(settings or {})})
    left: NDArray[np.float64] = np.mean([a["cause"] == Cause.UNDERCUT for a in played.accounts.values()], axis=0)
    return left


def _savings(luck: Luck) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For how much less one buyer left, over its price: by the quote alone, and less the worth of the support."""
    read = ["cause", "price", "quote", "support", "support_worth"]
    seen = play_rounds(*BUYERS, luck, WATCHED, read)
    gone = seen["cause"] == Cause.UNDERCUT
    price, quote, support, worth = (seen[name][gone] for name in read[1:])
    bend = load_scenario(BUYERS[0]).parameters.product.support_curvature
    worth_of_support = np.vectorize(support_value)(support, worth, bend)
    return (price - quote) / price, (price - worth_of_support - quote) / price


def _test(luck: Luck) -> Evidence:
    buyers, partners = ([_left(luck, who, cut) for cut in (0.0, PENNIES)] for who in (BUYERS, PARTNERS))
    nobody_looks = [_left(luck, BUYERS, cut, {"switches.rivals": False}) for cut in (0.0, PENNIES)]
    by_quote, like_for_like = _savings(luck)
    few = (like_for_like < FEW_PENNIES).astype(np.float64)
    more = standards.chance("leaving for a rival, quotes two pennies lower", buyers[1] - buyers[0])
    name = "of those who left, for less than 5% of the price, less half"
    one = _left(luck, BUYERS, PENNIES / 2.0)
    return Evidence(
        effects=[more, ClaimedEffect.of(name, "share", few - 0.5, LEAST_SHARE)],
        placebos=[standards.chance("quotes two pennies lower, switch rivals off", nobody_looks[1] - nobody_looks[0])],
        levels=[
            level("buyers of a widget", buyers[0], "probability"),
            level("the same, quotes two pennies lower", buyers[1], "probability"),
            level("partners", partners[0], "probability"),
            level("the same, quotes two pennies lower", partners[1], "probability"),
        ],
        remark=(
            f"Two readings part. Buyers do leave over prices: {buyers[0].mean():.0%} of them for a rival within ten "
            f"years, against {partners[0].mean():.0%} of a partner's accounts; and two pennies off rivals' quotes "
            f"take {100 * more.value:.1f} in a hundred more, though the vendor follows at each renewal. But not "
            f"for pennies: who left did so for {np.median(by_quote):.0%} less at the median, "
            f"{np.median(like_for_like):.0%} once the support that went with it is counted, and {few.mean():.0%} for "
            "less than 5%."
        ),
        also=[
            standards.chance("quotes one penny lower", one - buyers[0]),
            standards.chance(
                "quotes two pennies lower, buyers less partners", (buyers[1] - buyers[0]) - (partners[1] - partners[0])
            ),
        ],
    )


CLAIM = Claim(
    id="R7",
    sentence="A transactional account leaves for pennies less.",
    source="ME",
    design=(
        "Scenario pennies-less under the transactional vendor, as it is and with every rival's mean quote two "
        "pennies lower on a price of about 90. The same two pennies in strategic-vendor under the strategic one, to "
        "compare."
    ),
    measure=(
        "Share of the accounts that leave for a rival within ten years, and how much it rises (least two points). "
        "And the word: of those who left, at least half went for less than 5% of the price, like for like (by five "
        "points)."
    ),
    placebo="Nobody looks at quotes (switch rivals).",
    test=_test,
    effort=2,
    limits=(
        "For how much less an account leaves hangs on how far quotes scatter and on what little keeps it, both "
        "parameters that nobody knows for a given market. Rivals neither court an account nor react."
    ),
)

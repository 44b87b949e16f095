"""R4: a vendor loses money to keep a strategic account, which asks for more once it finds out; the vendor submits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play, play_rounds
from equipoise.experiments.claims.standing import GIANT, ORDINARY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO = "over-a-barrel"
KNOWS: Mapping[str, object] = {"beliefs.prior_dependent": 0.98}
NO_IDEA: Mapping[str, object] = {"beliefs.prior_dependent": 0.02, "beliefs.prior_share": 0}
"""What the account holds for likely before it has seen anything; in NO_IDEA it does not know its share of revenue."""
LEAST_ASKED = 0.01
LEAST_YIELDED = 0.05


def _at_a_loss(luck: Luck, settings: Mapping[str, object]) -> NDArray[np.float64]:
    """Share of the rounds held that bring a negative contribution, a run."""
    brought = play_rounds(SCENARIO, "accommodating", luck, GIANT, ["contribution"], settings)["contribution"]
    held = (~np.isnan(brought)).sum(axis=1)
    share: NDArray[np.float64] = np.divide(
        (brought < 0.0).sum(axis=1), held, out=np.full(len(held), np.nan), where=held > 0
    )
    return share


def _share(played: Runs, what: str) -> NDArray[np.float64]:
    """Worth asked, or granted, over the revenue from the account."""
    account = played.accounts[GIANT]
    sold = account["revenue"] * played.arm.rounds
    share: NDArray[np.float64] = np.divide(account[what], sold, out=np.full(len(sold), np.nan), where=sold > 0.0)
    return share


def _over_half(name: str, played: Runs) -> ClaimedEffect:
    """What the vendor grants of what is asked, over all runs, less half of it."""
    asked, granted = (played.accounts[GIANT][what] for what in ("asked", "granted"))
    return ClaimedEffect.of_ratio(name, "share of what is asked", granted - asked / 2.0, asked, LEAST_YIELDED)


def _test(luck: Luck) -> Evidence:
    def arm(settings: Mapping[str, object]) -> Runs:
        return play(SCENARIO, "accommodating", luck, settings)

    strategic, ordinary, knows, no_idea = (arm(settings) for settings in ({}, ORDINARY, KNOWS, NO_IDEA))
    fearless: Mapping[str, object] = {"switches.fear": False}
    calm = [_share(arm({**fearless, **what}), "asked") for what in (KNOWS, NO_IDEA)]
    loss, usual = _at_a_loss(luck, {}), _at_a_loss(luck, ORDINARY)
    calm_loss = [_at_a_loss(luck, {**fearless, **who}) for who in ({}, ORDINARY)]
    wanted = [_share(played, "asked") for played in (knows, no_idea)]
    name, unit = "asked for free, knows less has no idea", "share of revenue"

    def more(outcome: str) -> NDArray[np.float64]:
        return ordinary.accounts[GIANT][outcome] - strategic.accounts[GIANT][outcome]

    yielded, before = (
        _over_half("granted once it knows, less half", knows),
        _over_half("granted before, less half", no_idea),
    )
    lasts = no_idea.accounts[GIANT]["survival"] - knows.accounts[GIANT]["survival"]
    return Evidence(
        effects=[
            standards.chance("rounds served at a loss, strategic less not", loss - usual),
            standards.margin("margin, not strategic less strategic", more("contribution_margin")),
            ClaimedEffect.of(name, unit, wanted[0] - wanted[1], LEAST_ASKED),
            yielded,
        ],
        placebos=[
            standards.chance("rounds served at a loss, switch fear off", calm_loss[0] - calm_loss[1]),
            ClaimedEffect.of("asked for free, switch fear off", unit, calm[0] - calm[1], LEAST_ASKED),
        ],
        levels=[
            level("asked for free, account knows", wanted[0], unit),
            level("asked for free, it has no idea", wanted[1], unit),
            level("granted, account knows", _share(knows, "granted"), unit),
            level("granted, it has no idea", _share(no_idea, "granted"), unit),
        ],
        remark=(
            f"{np.nanmean(loss):.0%} of the rounds with the account are served at a loss, against "
            f"{np.nanmean(usual):.1%} with the same account as one of several. Told how much depends on it, it asks "
            f"for {np.nanmean(wanted[0]):.1%} of its spend, otherwise for {np.nanmean(wanted[1]):.1%}. The vendor "
            f"submits, though not without end: it grants {0.5 + yielded.value:.0%} of what is asked then, against "
            f"{0.5 + before.value:.0%} of the little that is asked otherwise."
        ),
        also=[before, standards.chance("survival, has no idea less knows", lasts)],
    )


CLAIM = Claim(
    id="R4",
    sentence=(
        "A vendor loses money to keep a strategic account; once the account finds out, it asks for free products and "
        "support, and the vendor submits."
    ),
    source="CBS",
    design=(
        "Scenario over-a-barrel, accommodating vendor, account Giant. First as it is against the same account for a "
        "vendor with much other business. Then told from the start how much depends on it, against one that does not "
        "even know its share."
    ),
    measure=(
        "Rounds served at a loss (least two in a hundred) and margin (half a point); what is asked for free (1% of "
        "its spend, a year's price cut); and that more than half of it is granted (by 5 points: giving in, not "
        "splitting)."
    ),
    placebo="Nobody fears ruin (switch fear).",
    test=_test,
    limits=(
        "That an account presses by what it believes a frightened vendor would pay is built in. Neither side thinks "
        "of its reputation: a vendor gains nothing by being known as one that refuses."
    ),
)

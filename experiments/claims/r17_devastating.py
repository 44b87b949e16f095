"""R17: losing a strategic account is more devastating than losing another of the same size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

YEARS_IN: Mapping[str, int] = {"Household Name": 8, "Giant": 20}
"""Round in which each is taken away: two years before the plan that counts on the name is due, and half-way."""


class Loss(NamedTuple):
    """An arm in which the account stays, and the same in which it is taken away."""

    stays: Runs
    gone: Runs

    @classmethod
    def of(cls, luck: Luck, scenario: str, policy: str, account: str, settings: Mapping[str, object]) -> Loss:
        """Play both under the same luck."""
        leaves = {f"accounts.{account}.leaves": YEARS_IN[account]}
        return cls(play(scenario, policy, luck, settings), play(scenario, policy, luck, {**settings, **leaves}))

    def lost(self) -> NDArray[np.float64]:
        """Profit lost, money a round of the run."""
        profit: NDArray[np.float64] = self.stays.run["profit"] - self.gone.run["profit"]
        return profit

    def level(self, label: str) -> Estimate:
        """Profit lost, for the picture."""
        return level(label, self.lost(), "money/round")


def _dearer(name: str, strategic: Loss, ordinary: Loss) -> ClaimedEffect:
    """Profit lost with the strategic account less that lost with the ordinary one."""
    return standards.money(f"profit lost, {name}", strategic.lost() - ordinary.lost(), ordinary.stays.run["revenue"])


def _fatal(name: str, strategic: Loss, ordinary: Loss) -> ClaimedEffect:
    """Rise in the chance that the go-to-market fails, with the strategic account less with the ordinary one."""
    rise, usual = (loss.gone.run["gtm_failure"] - loss.stays.run["gtm_failure"] for loss in (strategic, ordinary))
    return standards.chance(f"failures of the go-to-market, {name}", rise - usual)


def _test(luck: Luck) -> Evidence:
    def name(settings: Mapping[str, object]) -> list[Loss]:
        who: tuple[Mapping[str, object], ...] = ({}, {"accounts.Household Name.reference": 0})
        return [
            Loss.of(luck, "reference-account", "accommodating", "Household Name", {**settings, **each}) for each in who
        ]

    def partner(settings: Mapping[str, object]) -> list[Loss]:
        return [
            Loss.of(luck, "strategic-vendor", policy, "Giant", settings) for policy in ("strategic", "accommodating")
        ]

    named, bonded = name({}), partner({})
    by_name, by_bond = (float(pair[0].lost().mean() / pair[1].lost().mean()) for pair in (named, bonded))
    nameless, bare = name({"switches.references": False}), partner({"switches.contribution": False})
    return Evidence(
        effects=[
            _dearer("reference less none", *named),
            _fatal("reference less none", *named),
            _dearer("partner less not", *bonded),
        ],
        placebos=[
            _dearer("reference less none, switch references off", *nameless),
            _fatal("reference less none, switch references off", *nameless),
            _dearer("partner less not, switch contribution off", *bare),
        ],
        levels=[
            named[0].level("reference"),
            named[1].level("the same without a name"),
            bonded[0].level("partner"),
            bonded[1].level("the same, not a partner"),
        ],
        remark=(
            f"The loss of the name costs {by_name:.1f} times as much profit as that of the same account without one, "
            f"and it can be the end of the plan; the loss of a partner costs {by_bond:.1f} times as much as that of "
            f"the same account treated like any other. The vendor lives on without its partner as often as without "
            f"its customer."
        ),
        also=[_fatal("partner less not", *bonded)],
    )


CLAIM = Claim(
    id="R17",
    sentence="It is more devastating to lose a strategic account than to lose another of the same size.",
    source="ME",
    design=(
        "An account is taken away and the rest of the run compared with that in which it stays. Scenario "
        "reference-account: Household Name in round 8, as it is and without a name. Scenario strategic-vendor: Giant "
        "in round 20, a partner of the strategic vendor, or a customer of the accommodating one."
    ),
    measure=(
        "Profit lost over the run, as a share of revenue, and the rise in the chance that the go-to-market fails. "
        "Least: half a per cent of revenue, two points."
    ),
    placebo="References lend nothing (switch references); nothing unique is contributed (switch contribution).",
    test=_test,
    limits=(
        "An account goes from one day to the next here, and nobody hears of it: that others follow it is not in the "
        "model, except that a reference no longer speaks for the vendor. What was invested in a partner is spent in "
        "either case."
    ),
)

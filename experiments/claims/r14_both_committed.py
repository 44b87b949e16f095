"""R14: unless both sides are committed, don't move forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars_of
from equipoise.experiments.claims.quantity import OfAccount, Quantity
from equipoise.experiments.claims.reading import higher, higher_or_lower, of, otherwise, when

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT = "Never"
WILLING = {f"accounts.{ACCOUNT}.orientation": 0.8}
"""The same account, if it wanted a partner as much as the Giant of strategic-vendor does."""
IN_NAME = {"policy.charter": 1}
"""A vendor that signs a charter, pays the team that it takes, and invests nothing else."""
NOTHING_COMES = {"switches.capability": False, "switches.growth": False, "switches.demands": False}
"""An account's orientation shows in its effort, which builds capability and growth, and in its demands: all off."""

STAYS_OUT = Case("the-wrong-account")
GOES_AHEAD, SCREENS = STAYS_OUT.but(policy="strategic-no-screen"), STAYS_OUT.but(policy="strategic")
BROUGHT = OfAccount(ACCOUNT, "contribution")


def _ahead(*settings: Mapping[str, object]) -> Quantity:
    """What investing in everybody brings from the account, over investing in nobody."""
    return BROUGHT(GOES_AHEAD.but(*settings)) - BROUGHT(STAYS_OUT.but(*settings))


BASE = OfAccount(ACCOUNT, "revenue")(STAYS_OUT)
BOTH = standards.money("both committed, investing less not", _ahead(WILLING), BASE)
NOT_ACCOUNT = standards.money(
    "account not committed, not investing less investing", BROUGHT(STAYS_OUT) - BROUGHT(GOES_AHEAD), BASE
)
NOT_VENDOR = standards.money(
    "vendor not committed, no charter less one in name",
    BROUGHT(STAYS_OUT.but(WILLING)) - BROUGHT(STAYS_OUT.but(WILLING, IN_NAME)),
    BASE,
).by_construction()
SAVED = standards.money("account not committed, screen less no screen", BROUGHT(SCREENS) - BROUGHT(GOES_AHEAD), BASE)

CLAIM = Claim(
    id="R14",
    sentence="Unless both sides are committed, don't move forward; some accounts never will be.",
    source="ME",
    design=(
        "Scenario the-wrong-account, account Never (orientation 0, and 0.8 for a willing one): a vendor that invests "
        "in everybody, one that invests in nobody, and one that signs a charter and invests nothing."
    ),
    measure=(
        "Contribution from the account a round: going ahead pays if both are committed, and loses if the account, or "
        "the vendor, is not. Least: half a per cent of the account's revenue."
    ),
    placebo=(
        "Where nothing comes of an account's effort and it asks for nothing, its commitment makes no difference to "
        "investing."
    ),
    effects=(BOTH, NOT_ACCOUNT, NOT_VENDOR),
    placebos=(
        standards.money(
            "investing, willing less unwilling account, nothing coming of effort",
            _ahead(NOTHING_COMES, WILLING) - _ahead(NOTHING_COMES),
            BASE,
        ),
    ),
    levels=bars_of("% of revenue", {effect.name: effect for effect in (BOTH, NOT_ACCOUNT, NOT_VENDOR, SAVED)}),
    readings=(
        higher_or_lower(
            BOTH,
            "Where both are committed, going ahead brings {0:.1f}% of the account's revenue.",
            "Even where both are committed, going ahead costs {0:.1f}% of its revenue.",
        ),
        (
            when(
                higher(NOT_ACCOUNT, SAVED),
                "Going ahead with an account that never will be committed costs {0:.1f}% of its revenue; the "
                "strategic vendor's own screen saves {1:.1f}%.",
                of(NOT_ACCOUNT),
                of(SAVED),
            ),
            *higher_or_lower(
                NOT_ACCOUNT,
                "Going ahead with an account that never will be committed costs {0:.1f}% of its revenue.",
                "Going ahead even with an account that never will be committed brings {0:.1f}% of its revenue.",
            ),
        ),
        (
            otherwise(
                "A charter in name alone, with a willing account, changes the vendor's contribution by {0:+.1f}%.",
                of(NOT_VENDOR, -1.0),
            ),
        ),
    ),
    also=(SAVED,),
    limits=(
        "That capability takes the account's own effort is built in, as is that a charter whose goals are missed "
        "twice is dissolved, and no other is offered to the same people. A vendor's commitment has no other measure "
        "here than what it spends."
    ),
)

"""R16: it takes a value proposition for that account, a joint plan, a charter, and shared plans for the future."""

from __future__ import annotations

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount
from equipoise.experiments.claims.reading import matters, of, otherwise, when
from equipoise.experiments.claims.standing import GIANT

WHOLE = Case("strategic-vendor", "strategic")
UNCHARTERED = WHOLE.but(policy="strategic-no-charter")
GENERAL = WHOLE.but({"policy.focus": 0})
UNBOUND = WHOLE.but({"switches.commitment": False})
BARRED, UNSKILLED = {"switches.charter": False}, {"switches.capability": False}
RARE = 4
"""How many times the runs are played for the survival that a charter brings: few endings hang on it."""

MONEY, SURVIVAL, LEVEL = (OfAccount(GIANT, outcome) for outcome in ("contribution", "survival", "level"))


def _brought(name: str, whole: Case, part: Case) -> Effect:
    return standards.money(f"contribution, {name}", MONEY(whole) - MONEY(part), OfAccount(GIANT, "revenue")(part))


def _kept(name: str, whole: Case, part: Case) -> Effect:
    return standards.chance(f"survival, {name}", SURVIVAL(whole) - SURVIVAL(part))


def _seen(name: str, whole: Case, part: Case) -> Effect:
    return mean(f"level, {name}", "level", 0.25, LEVEL(whole) - LEVEL(part))


CHARTER = _brought("charter less none", WHOLE, UNCHARTERED)
CHARTER_KEEPS = _kept("charter less none", WHOLE.but(times=RARE), UNCHARTERED.but(times=RARE))
PROPOSITION = _brought("proposition for that account less none", WHOLE, GENERAL)
PLANS = _brought("binding plans less none", WHOLE, UNBOUND)
EACH = CHARTER, PROPOSITION, PLANS

CLAIM = Claim(
    id="R16",
    sentence=(
        "A strategic account takes a value proposition made for it, a joint plan under a charter, and shared plans "
        "for the future."
    ),
    source="ME",
    design=(
        "Scenario strategic-vendor, account Giant, strategic vendor; each of the three taken away in turn: the "
        "charter, the focused investment, the commitment in contracts."
    ),
    measure=(
        "What is lost without each, in contribution a round; without the charter in survival and level too. Least: "
        "half a per cent of its revenue; two relationships in a hundred; a quarter of a level, which a survey can "
        "tell from nothing."
    ),
    placebo=(
        "Where no charter can be signed, wanting one makes no difference; where investment builds no capability, "
        "making it changes no level."
    ),
    effects=(CHARTER, CHARTER_KEEPS, _seen("charter less none", WHOLE, UNCHARTERED), PROPOSITION, PLANS),
    placebos=(
        _brought("charter less none, switch charter off", WHOLE.but(BARRED), UNCHARTERED.but(BARRED)),
        _kept("charter less none, switch charter off", WHOLE.but(BARRED), UNCHARTERED.but(BARRED)),
        _seen("proposition less none, switch capability off", WHOLE.but(UNSKILLED), GENERAL.but(UNSKILLED)),
    ),
    levels=bars(
        "money/round",
        {
            "all of them": MONEY(WHOLE),
            "no charter": MONEY(UNCHARTERED),
            "nothing for that account": MONEY(GENERAL),
            "no shared plans": MONEY(UNBOUND),
        },
    ),
    readings=(
        (
            otherwise(
                "The proposition is focused investment in the account, the joint plan and its goals are the charter, "
                "shared plans are what the two bind for the future in their contract. Each is taken away alone, the "
                "others staying."
            ),
        ),
        (
            when(
                matters(*EACH),
                "Each is missed: without the charter {0:.1f}% of the account's revenue is lost, without the "
                "proposition {1:.1f}%, without binding plans {2:.1f}%.",
                *map(of, EACH),
            ),
            otherwise(
                "The charter is worth {0:+.1f}% of the account's revenue, the proposition {1:+.1f}%, binding plans "
                "{2:+.1f}%.",
                *map(of, EACH),
            ),
        ),
    ),
    also=(
        _kept("proposition for that account less none", WHOLE, GENERAL),
        _kept("binding plans less none", WHOLE, UNBOUND),
    ),
    limits=(
        "Each of the three is tested where the two others are in place. That a charter brings the account's own "
        "effort, and reviews, is built in."
    ),
)

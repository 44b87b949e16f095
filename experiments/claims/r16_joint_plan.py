"""R16: it takes a value proposition for that account, a joint plan, a charter, and shared plans for the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, ACCOUNT = "strategic-vendor", "Giant"
LEAST_LEVEL = 0.25
RARE = 4
"""How many times the runs are played for the survival that a charter brings: few endings hang on it."""


def _brought(name: str, whole: Runs, part: Runs) -> ClaimedEffect:
    with_it, without = whole.accounts[ACCOUNT], part.accounts[ACCOUNT]
    return standards.money(
        f"contribution, {name}", with_it["contribution"] - without["contribution"], without["revenue"]
    )


def _kept(name: str, whole: Runs, part: Runs) -> ClaimedEffect:
    change = whole.accounts[ACCOUNT]["survival"] - part.accounts[ACCOUNT]["survival"]
    return standards.chance(f"survival, {name}", change)


def _seen(name: str, whole: Runs, part: Runs) -> ClaimedEffect:
    change = whole.accounts[ACCOUNT]["level"] - part.accounts[ACCOUNT]["level"]
    return ClaimedEffect.of(f"level, {name}", "level", change, LEAST_LEVEL)


def _test(luck: Luck) -> Evidence:
    whole, uncharted = (play(SCENARIO, policy, luck) for policy in ("strategic", "strategic-no-charter"))
    many = luck._replace(runs=RARE * luck.runs)
    bound, free = (play(SCENARIO, policy, many) for policy in ("strategic", "strategic-no-charter"))
    general = play(SCENARIO, "strategic", luck, {"policy.focus": 0})
    unbound = play(SCENARIO, "strategic", luck, {"switches.commitment": False})
    barred = [
        play(SCENARIO, policy, luck, {"switches.charter": False}) for policy in ("strategic", "strategic-no-charter")
    ]
    off: Mapping[str, object] = {"switches.capability": False}
    unskilled = [play(SCENARIO, "strategic", luck, settings) for settings in (off, {**off, "policy.focus": 0})]
    shown = {
        "all of them": whole,
        "no charter": uncharted,
        "nothing for that account": general,
        "no shared plans": unbound,
    }
    return Evidence(
        effects=[
            _brought("charter less none", whole, uncharted),
            _kept("charter less none", bound, free),
            _seen("charter less none", whole, uncharted),
            _brought("proposition for that account less none", whole, general),
            _brought("binding plans less none", whole, unbound),
        ],
        placebos=[
            _brought("charter less none, switch charter off", *barred),
            _kept("charter less none, switch charter off", *barred),
            _seen("proposition less none, switch capability off", *unskilled),
        ],
        levels=[played.level(label, "contribution", "money/round", ACCOUNT) for label, played in shown.items()],
        remark=(
            "The proposition is focused investment in the account, the joint plan and its goals are the charter, "
            "shared plans are what the two bind for the future in their contract. Each is taken away alone, the "
            "others staying."
        ),
        also=[
            _kept("proposition for that account less none", whole, general),
            _kept("binding plans less none", whole, unbound),
        ],
    )


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
    test=_test,
    limits=(
        "Each of the three is tested where the two others are in place. That a charter brings the account's own "
        "effort, and reviews, is built in."
    ),
)

"""R10: not every account is strategic; choose, and above all by whether it wants a long-term win-win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy import float64
    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck

SCENARIO = "the-wrong-account"
CRITERIA = ("revenue", "history", "margin", "access", "willingness")
RULES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in CRITERIA},
    "the other four together": CRITERIA[:-1],
    "all five together": CRITERIA,
}
"""What the selection score is made of, in equal parts."""
BEST = "willingness"
SCREENS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
SHIPPED = 0.4
"""The screen of the shipped strategic policy."""
PILOT = 400
"""Runs that find each rule's best screen, or as many as the claim is tried on."""


def _levers(rule: str, screen: float) -> Mapping[str, object]:
    return {f"policy.weigh_{name}": float(name in RULES[rule]) for name in CRITERIA} | {"policy.screen": screen}


def _profit(luck: Luck, levers: Mapping[str, object], settings: Mapping[str, object] | None = None) -> NDArray[float64]:
    return play(SCENARIO, "strategic", luck, {**levers, **(settings or {})}).run["profit"]


def _best_screen(luck: Luck, rule: str) -> float:
    """The screen that brings a rule most profit, on luck of its own."""
    return max(SCREENS, key=lambda screen: float(_profit(luck, _levers(rule, screen)).mean()))


def _test(luck: Luck) -> Evidence:
    pilot = luck.fresh()._replace(runs=min(luck.runs, PILOT))
    screens = {rule: _best_screen(pilot, rule) for rule in RULES}
    profit = {rule: _profit(luck, _levers(rule, screen)) for rule, screen in screens.items()}
    plain = play(SCENARIO, "strategic-no-screen", luck)
    everybody, revenue = plain.run["profit"], plain.run["revenue"]
    nobody = play(SCENARIO, "accommodating", luck).run["profit"]
    alike: Mapping[str, object] = {
        "accounts.Never.orientation": 0.5,
        "newcomers.orientation_low": 0.5,
        "newcomers.orientation_high": 0.5,
    }
    placebo, shipped, unscreened = (
        _profit(luck, _levers(BEST, screen), alike) for screen in (screens[BEST], SHIPPED, 0.0)
    )

    def lead(name: str, over: NDArray[float64]) -> ClaimedEffect:
        return standards.money(name, profit[BEST] - over, revenue)

    lead_of_five = standards.money(
        "profit, by all five together less no screen", profit["all five together"] - everybody, revenue
    )
    chosen = lead("profit, by willingness less no screen", everybody)
    restraint = standards.money("profit, the same, accounts all alike", placebo - unscreened, revenue)
    at_shipped = standards.money(
        f"the same, screen {SHIPPED:g} as shipped, accounts all alike", shipped - unscreened, revenue
    )
    ranked = sorted(profit, key=lambda rule: -float(profit[rule].mean()))
    even = [play("even-portfolio", policy, luck) for policy in ("strategic", "strategic-no-screen")]
    drawn = standards.money(
        "even-portfolio: profit, willingness less no screen",
        even[0].run["profit"] - even[1].run["profit"],
        even[1].run["revenue"],
    )
    return Evidence(
        effects=[
            chosen,
            *(
                lead(f"profit, by willingness less by {name}", profit[name])
                for name in (*CRITERIA[:-1], "the other four together")
            ),
        ],
        placebos=[restraint],
        levels=[
            *(level(f"by {rule} (screen {screens[rule]:g})", profit[rule], "money/round") for rule in ranked),
            level("nobody", nobody, "money/round"),
            level("everybody", everybody, "money/round"),
        ],
        remark=(
            f"In order of profit: {', '.join(f'{rule} {profit[rule].mean():.2f}' for rule in ranked)}; investing in "
            f"nobody brings {nobody.mean():.2f}, in everybody {everybody.mean():.2f}. The other criteria find no "
            "better use of a screen than to keep out nearly everybody. But not all that a screen on willingness "
            f"brings is choice. Of {chosen.value:.1f}% of revenue it brings {restraint.value:.1f} where all are "
            f"alike and half-hearted, by investing less; the shipped screen brings {at_shipped.value:.1f} there, "
            "at the edge of what would matter. With eight accounts drawn by chance and no wrong one among them "
            f"(even-portfolio) it brings {drawn.value:+.1f}%, less than would matter."
        ),
        also=[
            lead("profit, by willingness less in nobody", nobody),
            lead("profit, by willingness less by all five together", profit["all five together"]),
            lead_of_five,
            at_shipped,
            drawn,
        ],
    )


CLAIM = Claim(
    id="R10",
    sentence=(
        "Not every account is strategic: choose by revenue, history, margin and access, and above all by whether the "
        "account wants a long-term win-win."
    ),
    source="ME",
    design=(
        "Scenario the-wrong-account, strategic vendor with a screen on one criterion at a time, on the other four "
        "together, on all five, and without. Each rule has the screen that served it best in other runs."
    ),
    measure=(
        "Profit of the vendor, the rule on willingness less each other one and less no screen. Least: half a per "
        "cent of revenue."
    ),
    placebo="All accounts want a partnership equally much (orientation 0.5): there is nothing to choose by.",
    test=_test,
    limits=(
        "Only willingness bears on what an investment brings here (through effort), so that it should win; what is "
        "tested is whether it can be inferred well enough from what a vendor sees. The account manager's skill is "
        "not in the model."
    ),
)

"""R10: not every account is strategic; choose, and above all by whether it wants a long-term win-win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.quantity import OfRun, Quantity
from equipoise.experiments.claims.reading import costs, higher, matters, mean_of, of, otherwise, slight, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.effect import Effect
    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

CRITERIA = ("revenue", "history", "margin", "access", "willingness")
RULES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in CRITERIA},
    "the other four together": CRITERIA[:-1],
    "all five together": CRITERIA,
}
"""What the selection score is made of, in equal parts."""
BEST, RIVALS = "willingness", (*CRITERIA[:-1], "the other four together")
SCREENS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
SHIPPED = 0.4
"""The screen of the shipped strategic policy."""
PILOT = 400
"""Runs that find each rule's best screen, or as many as the claim is tried on."""

CHOOSES = Case("the-wrong-account", "strategic")
EVERYBODY = CHOOSES.but({"policy.screen": 0}, policy="strategic-no-screen")
NOBODY = CHOOSES.but(policy="accommodating")
ALIKE = {"accounts.Never.orientation": 0.5, "newcomers.orientation_low": 0.5, "newcomers.orientation_high": 0.5}
DRAWN = Case("even-portfolio", "strategic")
PROFIT, REVENUE = OfRun("profit"), OfRun("revenue")


def _case(rule: str, screen: float) -> Case:
    weights = {f"policy.weigh_{name}": float(name in RULES[rule]) for name in CRITERIA}
    return CHOOSES.but(weights, {"policy.screen": screen})


def _best_screen(runs: Runs, rule: str) -> float:
    """The screen that brings a rule most profit, on luck of its own."""
    pilot = runs.fresh(PILOT)
    return runs.once(("screen", rule), lambda: max(SCREENS, key=lambda screen: PROFIT(_case(rule, screen)).mean(pilot)))


def _profit(rule: str, settings: Mapping[str, object] | None = None) -> Quantity:
    """Profit under a rule with the screen that serves it best."""

    def values(runs: Runs) -> Values:
        return PROFIT(_case(rule, _best_screen(runs, rule)).but(settings or {})).values(runs)

    return Quantity(tuple(_case(rule, screen).but(settings or {}) for screen in SCREENS), values)


def _money(name: str, change: Quantity) -> Effect:
    return standards.money(name, change, REVENUE(EVERYBODY))


CHOICE = _money("profit, by willingness less no screen", _profit(BEST) - PROFIT(EVERYBODY))
OVER = {name: _money(f"profit, by willingness less by {name}", _profit(BEST) - _profit(name)) for name in RIVALS}
RESTRAINT = _money("profit, the same, accounts all alike", _profit(BEST, ALIKE) - PROFIT(_case(BEST, 0.0).but(ALIKE)))
AS_SHIPPED = _money(
    f"profit, screen {SHIPPED:g} as shipped, accounts all alike",
    PROFIT(_case(BEST, SHIPPED).but(ALIKE)) - PROFIT(_case(BEST, 0.0).but(ALIKE)),
)
IN_NOBODY = _money("profit, by willingness less in nobody", _profit(BEST) - PROFIT(NOBODY))
OVER_FIVE = _money("profit, by willingness less by all five together", _profit(BEST) - _profit("all five together"))
FIVE = _money("profit, by all five together less no screen", _profit("all five together") - PROFIT(EVERYBODY))
NO_WRONG_ONE = standards.money(
    "even-portfolio: profit, willingness less no screen",
    PROFIT(DRAWN) - PROFIT(DRAWN.but(policy="strategic-no-screen")),
    REVENUE(DRAWN.but(policy="strategic-no-screen")),
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
    effects=(CHOICE, *OVER.values()),
    placebos=(RESTRAINT,),
    levels=bars(
        "money/round",
        {f"by {rule}": _profit(rule) for rule in RULES} | {"nobody": PROFIT(NOBODY), "everybody": PROFIT(EVERYBODY)},
    ),
    readings=(
        (
            otherwise(
                "Profit a round is {0:.2f} by willingness, {1:.2f} by all five together, {2:.2f} by the other four "
                "together, {3:.2f} with everybody and {4:.2f} with no account.",
                *map(mean_of, (_profit(BEST), _profit("all five together"), _profit("the other four together"))),
                mean_of(PROFIT(EVERYBODY)),
                mean_of(PROFIT(NOBODY)),
            ),
        ),
        (
            when(matters(*OVER.values()), "No other single criterion, nor the four together, comes near willingness."),
            when(
                higher(*OVER.values()), "Willingness is ahead of each other single criterion, and of the four together."
            ),
        ),
        (
            when(
                higher(CHOICE, RESTRAINT),
                "Not all that willingness brings is choice: of {0:.1f}% of revenue {1:.1f} come where all are alike "
                "and half-hearted, by investing less.",
                of(CHOICE),
                of(RESTRAINT),
            ),
        ),
        (
            when(
                slight(NO_WRONG_ONE),
                "With eight accounts drawn by chance and no wrong one among them (even-portfolio) willingness brings "
                "{0:+.1f}%, less than would matter.",
                of(NO_WRONG_ONE),
            ),
            when(
                matters(NO_WRONG_ONE),
                "With eight accounts drawn by chance and no wrong one among them (even-portfolio) willingness brings "
                "{0:.1f}%.",
                of(NO_WRONG_ONE),
            ),
            when(
                costs(NO_WRONG_ONE),
                "With eight accounts drawn by chance and no wrong one among them (even-portfolio) willingness costs "
                "{0:.1f}%.",
                of(NO_WRONG_ONE, -1.0),
            ),
            otherwise(
                "With eight accounts drawn by chance and no wrong one among them (even-portfolio) willingness changes "
                "profit by {0:+.1f}% of revenue.",
                of(NO_WRONG_ONE),
            ),
        ),
    ),
    also=(IN_NOBODY, OVER_FIVE, FIVE, AS_SHIPPED, NO_WRONG_ONE),
    limits=(
        "Only willingness bears on what an investment brings here (through effort), so that it should win; what is "
        "tested is whether it can be inferred well enough from what a vendor sees. The account manager's skill is "
        "not in the model."
    ),
)

"""R2: a reference account wins other sales."""

from __future__ import annotations

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRun
from equipoise.experiments.claims.reading import all_told, higher, higher_or_lower, none, of, otherwise, unclear, when

ACCOUNT = "Household Name"
NAMED = Case("reference-account")
LESSER = NAMED.but({f"accounts.{ACCOUNT}.reference": 0.3})
HIDDEN = NAMED.but({"policy.show": 0})
NOBODY = NAMED.but({f"accounts.{ACCOUNT}.reference": 0})
UNHEARD = {"switches.references": False}

WINS, FAILS, PROFIT = OfRun("wins"), OfRun("gtm_failure"), OfRun("profit")
MARGIN = OfAccount(ACCOUNT, "contribution_margin")


def _wins(name: str, left: Case, right: Case) -> Effect:
    return mean(name, "accounts", 1.0, WINS(left) - WINS(right))


WON = _wins("accounts won, reference less the same account without a name", NAMED, NOBODY).by_construction()
UNSHOWN = _wins("accounts won, reference that is not shown less none", HIDDEN, NOBODY)
SAVED = standards.chance("chance that the plan fails, none less reference", FAILS(NOBODY) - FAILS(NAMED))
DEARER = standards.margin("margin on the account itself, reference less none", MARGIN(NAMED) - MARGIN(NOBODY))
GAIN = standards.money("profit, reference less none", PROFIT(NAMED) - PROFIT(NOBODY), OfRun("revenue")(NOBODY))

CLAIM = Claim(
    id="R2",
    sentence="A reference account lends credibility that wins other sales.",
    source="CBS",
    design=(
        "Scenario reference-account, accommodating vendor. The account Household Name as it is, with a lesser name, "
        "kept quiet about, and without a name; everything else about it stays."
    ),
    measure="Accounts won in ten years. Least: one account, the smallest number that anybody could count.",
    placebo="References lend nothing (switch references): the same two arms.",
    effects=(WON,),
    placebos=(_wins("the same, switch references off", NAMED.but(UNHEARD), NOBODY.but(UNHEARD)),),
    levels=bars(
        "accounts",
        {
            "reference, shown": WINS(NAMED),
            "a lesser name (0.3), shown": WINS(LESSER),
            "reference, not shown": WINS(HIDDEN),
            "no reference": WINS(NOBODY),
        },
    ),
    readings=(
        (
            *higher_or_lower(
                WON, "It wins {0:.1f} accounts more in ten years.", "It wins {0:.1f} accounts less in ten years."
            ),
            when(none(WON), "It wins as many accounts as it would without a name."),
            when(
                unclear(WON), "These runs cannot tell what it does to the number of accounts won ({0:+.1f}).", of(WON)
            ),
        ),
        (
            when(higher(UNSHOWN), "Some {0:.1f} come though nobody is shown it.", of(UNSHOWN)),
            when(none(UNSHOWN), "A reference that nobody is shown wins none."),
            otherwise("A reference that is not shown changes the number by {0:+.1f}.", of(UNSHOWN)),
        ),
        higher_or_lower(
            DEARER,
            "Its own margin is {0:.1f} points higher.",
            "It has its price: the name knows its worth, and its own margin is {0:.1f} points lower than that of the "
            "same account without a name.",
            100.0,
        ),
        all_told(GAIN),
    ),
    also=(_wins("accounts won, a lesser name (0.3) less none", LESSER, NOBODY), UNSHOWN, SAVED, DEARER, GAIN),
    limits=(
        "That credibility wins accounts is built in, and how much it wins is a parameter. What the runs add is how "
        "much is left of it after the account has used its position, and that it hangs on being shown."
    ),
)

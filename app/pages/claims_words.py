"""Sentences about the claims that the console, the report and the document share."""

LEGEND = (
    "Of each claim it tells the effect that the verdict hangs on, and the least that would matter. Intervals hold for "
    "all effects of all claims together (95%). A placebo is the same with the mechanism off: the effect must be gone. "
    "p is one-sided, against the least that matters, by Holm's rule over all claims."
)
"""How to read the table of verdicts."""

VERDICTS = (
    "Supported: every effect's interval lies above the least that matters, and every placebo's below it. Contradicted: "
    "some effect's interval lies below the least that matters, be it turned round or too small. Undecided: neither. A "
    "claim of several effects is judged by its weakest."
)
"""What a verdict means."""

OF_SQUARES = (
    "The same account in each table: strategic to its vendor by what the heading says, or not. Effects are taken run "
    "by run, each with its own 95% interval. The interaction tells by how much more the strategic policy does where "
    "the account is strategic."
)
"""How to read the two by two."""

OF_APART = (
    "The strategic vendor's lead over the accommodating one with a mechanism off, each with its own 95% interval. The "
    "share is the mechanism's Shapley value: its part of the lead, on average over all orders of switching on; exact "
    "for the mechanisms that have one. They and the last row add up to the lead with all on, as it is in the quarter "
    "of the runs that they rest on."
)
"""How to read the ablation and the shares."""

CANNOT_TELL = {
    "How large an effect is in your business.": (
        "With this many free parameters, matching signs proves little. Read directions, and each beside its placebo."
    ),
    "Whether a claim is true of the world.": (
        "A verdict says what follows from the mechanisms that were built, at the shipped scenarios' settings. Where a "
        "mechanism is the claim itself, support says that it survives what works against it in the model, no more."
    ),
    "That the defaults are right.": (
        "Two parameters were fitted, on one published figure. A verdict may turn elsewhere in the parameters' space; "
        "the calibration shows where being strategic does not pay."
    ),
    "What people feel.": (
        "Orientation is a number that an account has; neither trust nor injury changes it. End users are counted by "
        "what they buy."
    ),
    "What reputation is worth.": (
        "No account hears how another was treated, and nobody plays for a name beyond the horizon."
    ),
    "What rivals do.": "They quote; they don't react, learn or court an account, and a fat margin draws nobody in.",
    "What is not in it.": (
        "Several vendors of one account, several products, people within either side, the account manager's skill, "
        "credit, tax and inventory."
    ),
}
"""What the model can't tell, with why."""

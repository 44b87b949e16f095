"""What controls of levers and choices of outcomes are called: a few words, with the meaning a click away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from equipoise.app.measures import label
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcomes import OUTCOMES
from equipoise.sim.outcomes_by_years import years_of

if TYPE_CHECKING:
    from equipoise.sim.outcome import Outcome

LEVERS = {
    "focus": "Focused investment",
    "channel": "Channel spending",
    "charter": "Charter",
    "sponsor": "Executive sponsor",
    "survey": "Survey before reviews",
    "screen": "Least score to invest",
    "show": "Show references",
    "pursue": "Win new accounts",
    "enter": "Learn new segments",
    "bluff": "Bluff in the opening",
    "concession": "Concession exponent",
    "walk_away": "Walk-away margin",
    "prudence": "Least cash to invest",
    "weigh_revenue": "Share of revenue",
    "weigh_history": "Length of relationship",
    "weigh_margin": "Its margin",
    "weigh_access": "Access, the channel",
    "weigh_willingness": "Wish for win-win",
}
"""Levers in the order in which a strategist asks for them: whom to invest in and how, then whom to win, then talks."""

_LAST = re.compile(r" (\d+)y$")
_YEARS = {"1": "one year", "3": "three years", "10": "ten years"}


def outcomes_of(rounds: int) -> list[dict[str, Any]]:
    """List what a run of so many rounds has, in words: what is of all accounts together, and of each."""
    years = rounds / ROUNDS_A_YEAR
    there = [one for one in OUTCOMES if (years_of(one, rounds) or 0.0) <= years]
    return [
        {"name": one.name, "label": in_words(one), "all": one.of_run is not None, "each": one.of_account is not None}
        for one in there
    ]


def in_words(outcome: Outcome) -> str:
    """Name an outcome, with the years it is of: "Profit a year, over three years"."""
    name = label(outcome.name, outcome.kind, "1").removesuffix(" %").replace("the horizon", "the end")
    found = _LAST.search(name)
    if found is None:
        return name
    a_year = " a year" if outcome.unit.endswith("/year") else ""
    return f"{name[: found.start()]}{a_year}, over {_YEARS[found[1]]}"

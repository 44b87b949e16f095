"""What controls of levers and choices of outcomes are called: a few words, with the meaning a click away."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.keys import words
from equipoise.analysis.shown import Shown
from equipoise.app.measures import label
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.keys import parts_of
from equipoise.sim.outcomes import OUTCOMES
from equipoise.sim.outcomes_by_years import years_of
from equipoise.sim.parameters import declarations
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Mapping

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


PLAIN_FACTS = frozenset({
    "revenue", "revenue_share", "gross_margin", "margin", "contribution", "overhead", "cash", "credit_line", "reserve",
    "payout", "new_accounts", "selling_cost", "team_cost", "sponsor_cost", "survey_cost", "share_of_wallet",
    "alternatives", "relationship", "contacts", "cost_to_replace", "size", "type", "orientation", "reference", "level",
    "channel", "price", "support", "support_cost", "commitment",
})  # fmt: skip
"""Facts of an account or a business whose own name says what they are."""


def about(control: Mapping[str, Any], likely: str = "") -> str:
    """Say what a control means, what is allowed, what the scenario has, its default, and where it is from.

    Of a range, ``likely`` says which value of it is drawn most often.
    """
    called, own = control["called"], f"{control['label']} {control['meaning']}".casefold()
    allowed = ", ".join(one for one in control["choices"] if one != control["back"]) or ends(control)
    has = "" if control["preset"] is None else shown_as(control, control["preset"])
    otherwise = control["taken"] or control["default"]
    if control["range"]:
        has, otherwise = f"a range, {control['range']}, {likely}, drawn anew for each run", control["default"]
    said = (
        control["meaning"],
        "" if called.casefold() in own else f"Answers call it \u201c{called}\u201d.",
        "Rivals are your competitors." if _RIVALS.search(own) else "",
        allowed and f"Allowed: {allowed}.",
        has and f"As in the scenario: {has}.",
        f"Otherwise: {'drawn anew in each run, about ' if control['drawn'] else ''}{shown_as(control, otherwise)}.",
        _source(control["source"]),
    )
    return " ".join(filter(None, said))


_OF_CLAIMS, _RIVALS = re.compile(r"R\d+"), re.compile(r"\brivals?\b")


def _source(stated: str) -> str:
    """Name a source; none of the program's own claims, whose numbers tell nobody anything."""
    return "" if not stated or _OF_CLAIMS.fullmatch(stated) else f"Source: {stated}."


_KEY = re.compile(r"\b[a-z]+(?:[._][a-z]+)+\b")


_OF_ACCOUNT = re.compile(r'\baccounts\.("(?:[^"\\]|\\.)*"|[^\s."]+)\.([a-z_]+)')


def without_keys(said: str) -> str:
    """The same text with words in place of keys of files."""
    said = _OF_ACCOUNT.sub(_trait, said)
    return _KEY.sub(lambda found: _words_of().get(found[0], found[0]), said)


def _trait(found: re.Match[str]) -> str:
    name, trait = found.groups()
    return f"{name}: {trait.replace('_', ' ')}" if trait in Account.model_fields else found[0]


@cache
def _words_of() -> Mapping[str, str]:
    """What keys that texts name are called: parameters by what they mean, facts as their controls are."""
    facts = (name for model in (Account, Business, Levers) for name in model.model_fields)
    meant = {one.key: f"\u201c{words(one.key)}\u201d" for one in declarations()}
    own = {f"business.{name}": name.replace("_", " ") for name in Business.model_fields}
    return {name: name.replace("_", " ") for name in facts if "_" in name} | own | meant


_NO_END = 1e6
"""An end beyond which nobody goes, and of which nobody has to be told."""


def ends(control: Mapping[str, Any]) -> str:
    """Say from where to where a number may be; nothing of what is none."""
    low, high, scale = control.get("low"), control.get("high"), control["scale"]
    if low is None:
        return ""
    if high is None or high * max(scale, 1.0) > _NO_END:
        return "more than 0" if 0.0 < low <= 1.0 / _NO_END else f"{shown_as(control, low)} or more"
    return f"{low * scale:.12g} to {shown_as(control, high)}"


_MEASURED = {
    "price_to_list": "times the list price",
    "prudence": "times the reserve",
    "replace_ratio": "years of the cost of keeping one",
}
"""What numbers without a unit are counted in, where it is no scale of points."""


def beside(control: Mapping[str, Any]) -> str:
    """What stands beside a number's field: its unit, or from where to where it is counted; no number is bare."""
    unit = str(control["unit"])
    if unit in {"round", "rounds"}:
        return f"{unit}, a quarter each"
    if unit not in {"", "level"}:
        return unit
    bare = f"{unit or 'points'}, {ends(control)}".removesuffix(f" {unit}").removesuffix(", ")
    return _MEASURED.get(parts_of(control["key"])[-1], bare)


def shown_as(control: Mapping[str, Any], value: object) -> str:
    """Write a value as people read it, in the unit of its control."""
    if value in {None, control["back"]}:
        return "not stated"
    if isinstance(value, bool) or control["kind"] == "switch":
        return "on" if value else "off"
    if not isinstance(value, int | float):
        return str(value)
    return shown(control).write(value)


def shown(control: Mapping[str, Any]) -> Shown:
    """How a control shows its values."""
    return Shown(control["label"], control["unit"], control["scale"])


_KNOWN = (
    "profit", "revenue", "contribution", "contribution_margin", "gross_margin", "operating_margin", "cost_to_serve",
    "loss", "cash_out", "survival", "kept", "annual_retention", "dependence_vendor", "dependence_account",
    "share_of_wallet", "price", "wins", "concentration",
)  # fmt: skip
"""Outcomes that people know, in the order in which they are offered: money, who stays, who depends on whom."""
_PLAIN = {
    "loss_vendor": "Lost by you at an ending",
    "loss_account": "Lost by the account at an ending",
    "waste": "Value left on the table",
    "vendor_share": "Your share of the gain",
    "account_surplus": "Gain of accounts over buying elsewhere",
    "rounds_away": "Rounds away after a breakdown",
}
"""Outcomes whose own name says too little."""
_YEARS_OF = re.compile(r"_\d+y$")
_LAST = re.compile(r" (\d+)y$")
_YEARS = {"1": "one year", "3": "three years", "10": "ten years"}


def outcomes_of(rounds: int) -> list[dict[str, Any]]:
    """List what a run of so many rounds has, in words: of all accounts or of each, what people know first."""
    years = rounds / ROUNDS_A_YEAR
    there = [one for one in OUTCOMES if (years_of(one, rounds) or 0.0) <= years]
    places = {name: place for place, name in enumerate(_KNOWN)}
    kinds = {one.name: _YEARS_OF.sub("", one.name) for one in there}
    return [
        {
            "name": one.name,
            "label": in_words(one),
            "all": one.of_run is not None,
            "each": one.of_account is not None,
            "known": kinds[one.name] in places,
        }
        for one in sorted(there, key=lambda one: places.get(kinds[one.name], len(places)))
    ]


def first_outcome(rounds: int) -> str:
    """What the first large figure opens with: profit over what decisions are judged by, or over a shorter run."""
    return "profit_3y" if any(one["name"] == "profit_3y" for one in outcomes_of(rounds)) else "profit"


def in_words(outcome: Outcome) -> str:
    """Name an outcome, with the years it is of: "Profit a year, over three years"."""
    if outcome.name in _PLAIN:
        return _PLAIN[outcome.name]
    name = label(outcome.name, outcome.kind, "1").removesuffix(" %").replace("the horizon", "the end")
    found = _LAST.search(name)
    if found is None:
        return name
    a_year = " a year" if outcome.unit.endswith("/year") else ""
    return f"{name[: found.start()]}{a_year}, over {_YEARS[found[1]]}"

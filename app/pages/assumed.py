"""What an answer says was assumed: in words, what matters most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import listed
from equipoise.analysis.prose.ranges import over_ranges
from equipoise.sim.business.understanding import understood
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.parameters import Parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.business.taken import Taken
    from equipoise.sim.scenario import Scenario

_MOST = 4
"""Numbers that are named, of all that are not stated."""

_TOLD = 3
"""Numbers of the model that a scenario states, which are named likewise."""

_WHERE = "which equipoise scenarios check lists"

_DRAWN = {
    "orientation": "whether it wants a partner or a bargain",
    "own_margin": "what it earns with the product",
    "support_worth": "what support is worth to it",
}
"""Traits of an account that are drawn for each run, unless it states them."""

_MATTERS = {
    "cost_to_replace": "what a year without you would cost an account",
    "orientation": "whether an account wants a partner or a bargain",
    "gross_margin": "your gross margin",
    "overhead": "your overhead",
    "cash": "your cash",
    "relationship": "how an account sees you",
    "quote_mean": "what rivals ask",
    "price_to_list": "what accounts pay against the list price",
    "support_cost": "what supporting accounts costs",
    "its_margin": "what an account earns with the product",
    "alternatives": "from how many others an account could buy",
    "bound": "how much its contract binds an account to",
    "contract_left": "when contracts are renewed",
    "contract_years": "how long contracts run",
    "margin": "what margin accounts leave",
    "share_of_wallet": "what part of all that an account buys it buys from you",
    "reference": "which accounts you name to prospects",
    "contacts": "how many people talk with each other",
    "customer_years": "for how long accounts have been yours",
    "team_cost": "what a team for an account costs",
    "overhead_follows": "how much of the overhead follows sales",
    "credit_line": "how much credit you have",
    "reserve": "how much cash stays in the business",
    "payout": "what owners take out",
    "opens": "which account opens a market",
    "revenue": "what accounts bring",
    "new_accounts": "how many accounts you win in a year",
    "slots": "how many accounts can be served",
    "typical_account": "what a new account would buy",
    "selling_cost": "what selling to an account costs",
    "sponsor_cost": "what a sponsor costs",
    "survey_cost": "what a survey costs",
    "policies": "what is done today",
    "wealth_floor": "the least that either side counts as left to it without the other",
}
"""What a business may leave open, by how much answers turn on it as far as nobody has looked at this one: what accounts
lose without the vendor and what they want come first, then the books, in the order in which questions ask for them."""


def assumed(scenario: Scenario, comparison: Comparison | None = None, where: str = _WHERE) -> list[str]:
    """Sentences on what was assumed: what was taken, what is drawn, and what is a default; and where the rest is."""
    drawn = [
        called
        for trait, called in _DRAWN.items()
        if any(
            getattr(account, trait) is None and not (trait == "orientation" and account.type)
            for account in scenario.accounts
        )
    ]
    default = Parameters().model_dump()
    one = understood(scenario)
    taken = {fact.key for fact in one.taken} if one is not None else set()
    stated = [
        key
        for section, values in scenario.parameters.model_dump().items()
        for name, value in values.items()
        if value != default[section][name] and (key := joined((section, name))) not in taken | {"vendor.name"}
    ]
    said = [_taken(one.taken, comparison, where)] if one is not None and one.taken else []
    if drawn and scenario.accounts and not said:  # of a business that is among what was taken
        said.append(f"Where an account does not state it, each run draws {listed(drawn)}.")
    ranges = over_ranges(comparison.ranges, len({arm.scenario for arm in comparison.arms})) if comparison else ""
    own = f"{_stated(stated)} are the program's defaults, of no business in particular."
    return [*said, *([ranges] if ranges else []), own]


def _stated(keys: Sequence[str]) -> str:
    """Name which of the model's own numbers a scenario states, before what is said of all others."""
    if not keys:
        return "The model's own numbers"
    told = [words(key) for key in keys[:_TOLD]]
    more = [f"{len(keys) - _TOLD} more"] if len(keys) > _TOLD else []
    return f"Of the model's own numbers the scenario states {listed([*told, *more])}. All others"


def _taken(taken: Sequence[Taken], comparison: Comparison | None, where: str) -> str:
    """Name what was not stated, by how far it moved the lead where that was looked at."""
    looked_at = comparison.rests_on if comparison is not None else None
    moved = [parts_of(rest.name)[-1] for rest in looked_at.rests] if looked_at else []
    order = [*dict.fromkeys([*moved, *_MATTERS])]
    keys = (one.key for one in taken if one.key != "policies")  # which is told with what to do
    told = [in_words(key) for key in sorted(keys, key=lambda key: _place(order, parts_of(key)[-1]))]
    more = f"; and {len(told) - _MOST} more, {where}" if len(told) > _MOST else ""
    facts = "One fact of the business is" if len(told) == 1 else f"{len(told)} facts of the business are"
    order_by = "what moves the lead furthest" if moved else "what usually matters most"
    first = f", {order_by} first" if len(told) > 1 else ""
    return (
        f"{facts} not stated and {'was' if len(told) == 1 else 'were'} assumed{first}: {'; '.join(told[:_MOST])}{more}."
    )


def in_words(key: str) -> str:
    """What a fact that is not stated is, in words."""
    name = parts_of(key)[-1]
    return _MATTERS.get(name) or name.replace("_", " ")


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)

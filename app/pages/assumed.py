"""What a report's first page says was assumed: in words, what matters most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import listed
from equipoise.sim.business.understanding import understood
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.parameters import Parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.results import RestsOn
    from equipoise.sim.business.taken import Taken
    from equipoise.sim.scenario import Scenario

_MOST = 6
"""Numbers that are named; the second page lists all of them."""

_TOLD = 3
"""Numbers of the model that a scenario states, which are named likewise."""

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
    "slots": "how many accounts can be served",
    "typical_account": "what a new account would buy",
    "selling_cost": "what selling to an account costs",
    "sponsor_cost": "what a sponsor costs",
    "survey_cost": "what a survey costs",
}
"""What a business may leave open, by how much answers turn on it as far as nobody has looked at this one: what accounts
lose without the vendor and what they want come first, then the books, in the order in which questions ask for them."""


def assumed(scenario: Scenario, rests_on: RestsOn | None = None) -> list[str]:
    """Sentences on what was assumed: what is drawn, and what is a default."""
    traits = {"orientation": "orientation", "own_margin": "its own margin", "support_worth": "worth of support"}
    drawn = [
        called
        for trait, called in traits.items()
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
    said = [_taken(one.taken, rests_on)] if one is not None and one.taken else []
    if drawn and scenario.accounts:
        said.append(f"Drawn anew in each run, where an account does not state it: {listed(drawn)}.")
    return [*said, f"{_stated(stated)} are the program's defaults, of no business in particular."]


def _stated(keys: Sequence[str]) -> str:
    """Name which of the model's own numbers a scenario states, before what is said of all others."""
    if not keys:
        return "The model's own numbers"
    told = [words(key) for key in keys[:_TOLD]]
    more = [f"{len(keys) - _TOLD} more"] if len(keys) > _TOLD else []
    return f"Of the model's own numbers the scenario states {listed([*told, *more])}. All others"


def _taken(taken: Sequence[Taken], rests_on: RestsOn | None) -> str:
    """Name what was not stated, by how far it moved the lead where that was looked at."""
    moved = [parts_of(rest.name)[-1] for rest in rests_on.rests] if rests_on is not None else []
    order = [*dict.fromkeys([*moved, *_MATTERS])]
    facts = (parts_of(one.key)[-1] for one in taken if one.key != "policies")  # which is told with what to do
    names = sorted(facts, key=lambda name: _place(order, name))
    told = [_MATTERS.get(name) or name.replace("_", " ") for name in names]
    more = f"; and {len(told) - _MOST} more, on the second page" if len(told) > _MOST else ""
    are = "fact is not stated and was" if len(told) == 1 else "facts are not stated and were"
    return f"Of the business {len(told)} {are} taken, what matters most first: {'; '.join(told[:_MOST])}{more}."


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)

"""What of a scenario has a control, and in which group of the page it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.serve.explorer.labels import LEVERS as SHORT
from equipoise.experiments.assumptions import SELDOM_KNOWN
from equipoise.experiments.business_facts import FOLLOWS, open_facts
from equipoise.sim.account import Account
from equipoise.sim.business.contradictions import OF_THE_VENDOR
from equipoise.sim.business.facts import FACTS
from equipoise.sim.files.settings import PREFIX, stated_at, targets_of
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.parameters import Parameters, Switches
from equipoise.sim.wording import unit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from equipoise.experiments.business_facts import Open
    from equipoise.sim.files.settings import Target
    from equipoise.sim.scenario import Scenario

    Targets = Mapping[str, Target]

LEVERS, WEIGHTS, FACTS_FIRST, MORE, MECHANISMS = "levers", "weights", "facts", "more", "mechanisms"
"""Groups: of one side the first two, of both alike the others."""

FIRST_TRAITS = ("size", "type", "orientation", "reference", "level", "channel", "own_margin")
FIRST_PARAMETERS = ("vendor.cash", "vendor.fixed_cost", "market.rivals", "market.quote_mean")
"""Facts that are asked for first where there is no business, of each account and of the vendor and its market."""

OF_ANY_BUSINESS = ("type", "orientation", "reference", "channel")
"""Traits of an account that no fact of a business stands for: what it wants, whom it tells, and who talks with it."""

FIRST_OF_BUSINESS = ("business.overhead", "business.cash", "business.credit_line", "business.payout")
"""What everybody asks for of a business, stated or not."""

MOST_ACCOUNTS = 13
"""Accounts, in the scenario's order, that have controls: as many as an import names, and the others together."""

TAKEN_OUT = {
    "references": {"R1", "R2", "R17"},
    "entry": {"R3"},
    "fear": {"R4"},
    "contribution": {"R5", "R6", "R9", "R17"},
    "rivals": {"R7"},
    "exit": {"R8"},
    "growth": {"R9", "R11", "R14"},
    "bias": {"R12", "R15", "R21"},
    "expectations": {"R12", "R18"},
    "capability": {"R13", "R14", "R16"},
    "demands": {"R14"},
    "channel": {"R15", "R21"},
    "charter": {"R15", "R16"},
    "commitment": {"R16"},
    "reorganisations": {"R18"},
}
"""Mechanisms that claims take out, in their tests: loading these takes seconds, which no page has."""

NOT_SET = frozenset({"text", "segment"})


class Place(NamedTuple):
    """What a control sets, and where it stands."""

    key: str
    group: str
    target: Target
    open: Open | None = None  # what a business leaves open there


def all_places(scenario: Scenario) -> list[Place]:
    """Whatever has a control, each once, those first that are asked for first."""
    targets = targets_of(scenario)
    facts = _books(scenario, targets) if scenario.business is not None else _facts(scenario, targets)
    return _once([*_levers(targets), *facts, *_more(scenario, targets), *_mechanisms(scenario, targets)])


def first_places(scenario: Scenario, named: Collection[str]) -> list[Place]:
    """What a page shows at first, and what its state names, without playing anything.

    The books of a business are none of it: what is taken for what it does not state follows from its market.
    """
    targets = targets_of(scenario)
    business = scenario.business is not None
    books = {key for key in targets if business and _is_of_books(scenario, key)}
    facts = [one for one in _traits(scenario, targets) if one.key in named] if business else _facts(scenario, targets)
    others = [Place(key, MORE, targets[key]) for key in named if key in targets and key not in books]
    levers, mechanisms = _levers(targets), _mechanisms(scenario, targets)
    return _once([*levers, *facts, *(one for one in others if _is_set(one)), *mechanisms])


def _once(places: Collection[Place]) -> list[Place]:
    found: dict[str, Place] = {}
    for one in places:
        found.setdefault(one.key, one)
    return [*found.values()]


def _is_set(one: Place) -> bool:
    return unit_of(one.target.field) not in NOT_SET and not one.key.startswith(PREFIX)


def _mechanisms(scenario: Scenario, targets: Targets) -> list[Place]:
    """Those first that the scenario's claims take out."""
    claimed = {name for name, claims in TAKEN_OUT.items() if not claims.isdisjoint(scenario.claims)}
    names = sorted(Switches.model_fields, key=lambda name: name not in claimed)
    return [Place(f"switches.{name}", MECHANISMS, targets[f"switches.{name}"]) for name in names]


def _levers(targets: Targets) -> list[Place]:
    own = {key: target for key, target in targets.items() if key.startswith(PREFIX)}
    own = {key: own[key] for key in sorted(own, key=lambda key: [*SHORT].index(parts_of(key)[-1]))}
    return [Place(key, WEIGHTS if parts_of(key)[-1].startswith("weigh_") else LEVERS, own[key]) for key in own]


def _facts(scenario: Scenario, targets: Targets) -> list[Place]:
    """What is asked for first where there is no business: traits of accounts, and a few more."""
    names = [account.name for account in scenario.accounts[:MOST_ACCOUNTS]]
    keys = [joined(("accounts", name, trait)) for name in names for trait in FIRST_TRAITS]
    keys += [*FIRST_PARAMETERS, *(key for key in sorted(SELDOM_KNOWN) if key in targets)]
    return [Place(key, FACTS_FIRST, targets[key]) for key in keys]


def _traits(scenario: Scenario, targets: Targets) -> list[Place]:
    """Traits of the accounts of a business that are none of its facts."""
    names = [account.name for account in scenario.accounts[:MOST_ACCOUNTS]]
    return [
        Place(key, FACTS_FIRST, targets[key])
        for name in names
        for key in (joined(("accounts", name, trait)) for trait in OF_ANY_BUSINESS)
    ]


def _books(scenario: Scenario, targets: Targets) -> list[Place]:
    """The books of a business and of its accounts; what is neither stated nor open can be searched for."""
    names = [account.name for account in scenario.accounts[:MOST_ACCOUNTS]]
    asked = {one.keys[0]: one for one in open_facts(scenario, [([name], name) for name in names])}
    books: list[Place] = []
    places = _traits(scenario, targets)
    for key in (key for key in targets if _is_of_books(scenario, key)):
        table, name, *_ = parts_of(key)
        is_known = stated_at(scenario, targets[key].place) is not None or key in asked
        is_first = key in FIRST_OF_BUSINESS or (is_known and (table == "business" or name in names))
        found = Place(key, FACTS_FIRST if is_first else MORE, targets[key], asked.get(key))
        (books if table == "business" else places).append(found)
    return [one for one in [*books, *places] if _is_set(one)]


def _is_of_books(scenario: Scenario, key: str) -> bool:
    table, name, *_ = parts_of(key)
    names = {account.name for account in scenario.accounts[:MOST_ACCOUNTS]}
    return table == "business" or (name in names and parts_of(key)[-1] in FACTS)


def _more(scenario: Scenario, targets: Targets) -> list[Place]:
    """Every other parameter, and trait of an account; of a business not what follows from its books."""
    own = scenario.business is not None
    follows = FOLLOWS | {".".join(key) for key in OF_THE_VENDOR.values()} if own else frozenset()
    sections = [section for section in Parameters.model_fields if section != "switches"]
    keys = [key for key in targets if parts_of(key)[0] in {*sections, "segments"} and key not in follows]
    if not own:
        named = {account.name for account in scenario.accounts[:MOST_ACCOUNTS]}
        keys += [key for key in targets if _is_trait(key) and parts_of(key)[1] in named]
    return [one for one in (Place(key, MORE, targets[key]) for key in keys) if _is_set(one)]


def _is_trait(key: str) -> bool:
    """Whether a key is of an account as the engine has it, and no lever of its own."""
    table, *_, last = parts_of(key)
    return table == "accounts" and key.count(".policy.") == 0 and last in Account.model_fields and last not in FACTS

"""What generated tests draw from: every parameter, lever and account, over all that its declaration allows."""

from functools import cache
from math import exp, log
from typing import Any

from hypothesis import strategies as st

from equipoise.sim.account import Account, Segment
from equipoise.sim.parameters import Declaration, Parameters, declarations, section_declarations
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.policy import Levers, OwnLevers, Policy, Then
from equipoise.sim.scenario import Scenario

MOST_SLOTS = 8
"""A vendor of this many slots shows everything that a larger one would, in less time."""


def log_uniform(low: float, high: float) -> st.SearchStrategy[float]:
    """Positive numbers, every order of magnitude alike."""
    return st.floats(log(low), log(high)).map(exp).map(lambda x: min(max(x, low), high))


def shares() -> st.SearchStrategy[float]:
    """Numbers from 0 to 1, both ends included."""
    return st.floats(0.0, 1.0).map(meaningful)


def risk_aversions() -> st.SearchStrategy[float]:
    """Risk neutral, log utility, its close neighbours, and everything up to 5."""
    return st.one_of(st.sampled_from([0.0, 1.0, 1.0 + 1e-10, 1.0 - 1e-8, 2.0]), st.floats(0.0, 5.0).map(meaningful))


def draws() -> st.SearchStrategy[float]:
    """Uniform draws in the open interval (0, 1)."""
    return st.floats(1e-15, 1.0 - 1e-15)


def values(declared: Declaration) -> st.SearchStrategy[Any]:
    """Values of a declared parameter: its ends, its whole range, and the neighbourhood of its default."""
    if declared.choices:
        return st.sampled_from(declared.choices)
    if isinstance(declared.default, bool):
        return st.booleans()
    assert declared.low is not None
    assert declared.high is not None
    low, high = declared.low, declared.high
    if isinstance(declared.default, int):
        near = max(4 * declared.default, 8)
        return st.one_of(st.integers(int(low), min(int(high), near)), st.sampled_from([int(low), int(high)]))
    near = min(max(4.0 * float(declared.default), low + 1e-3), high)
    return st.one_of(st.floats(low, near), st.floats(low, high), st.sampled_from([low, high])).map(meaningful)


def meaningful(value: float) -> float:
    """The value, or 0 when it is nearer to 0 than any declared number may be."""
    return 0.0 if abs(value) < SMALLEST else value


_STATED_ELSEWHERE = {"vendor.name", "vendor.slots", "plan.segment_revenue"}
# Made once: to make a strategy takes Hypothesis longer than to draw from it.
_PARAMETERS = {d.key: values(d) for d in declarations() if d.key not in _STATED_ELSEWHERE}
_LEVERS = {d.name: values(d) for d in section_declarations("levers", Levers)}
_SOME_LEVERS = st.lists(st.sampled_from(sorted(_LEVERS)), unique=True)
_SOME_OWN = st.lists(st.sampled_from(sorted(OwnLevers.model_fields)), unique=True)
_CHANGES = st.sets(st.integers(1, 8), max_size=2)
_TRAITS = {
    "size": st.one_of(st.floats(0.01, 20.0), log_uniform(1e-6, 1e9)),
    "orientation": st.one_of(st.none(), shares()),
    "own_margin": st.one_of(st.none(), st.one_of(st.floats(0.0, 2.0), st.floats(0.0, 1000.0)).map(meaningful)),
    "support_worth": st.one_of(st.none(), st.one_of(st.floats(0.0, 3.0), st.floats(0.0, 20.0)).map(meaningful)),
    "reference": st.one_of(st.just(0.0), shares()),
    "level": st.one_of(st.none(), st.floats(1.0, 4.95)),
    "channel": st.one_of(st.none(), shares()),
    "leaves": st.one_of(st.none(), st.none(), st.integers(0, 14)),
    "rivals": st.one_of(st.none(), st.integers(0, 6), st.integers(0, 1000)),
    "quote_mean": st.one_of(st.none(), st.one_of(st.floats(0.0, 2.0), st.floats(0.0, 100.0)).map(meaningful)),
}
_IN_FORCE = {
    "unit_cost": st.one_of(st.none(), st.one_of(st.floats(0.0, 2.0), st.floats(0.0, 100.0)).map(meaningful)),
    "level_worth": st.one_of(st.none(), st.one_of(st.floats(0.0, 1.0), st.floats(0.0, 20.0)).map(meaningful)),
    "price": st.one_of(st.none(), st.floats(0.1, 2.0), log_uniform(1e-6, 1e3)),
    "support": st.one_of(st.none(), st.one_of(st.floats(0.0, 0.3), st.floats(0.0, 100.0)).map(meaningful)),
    "commitment": st.one_of(st.none(), shares()),
    "age": st.one_of(st.none(), st.integers(0, 40), st.integers(0, 1000)),
    "renews": st.one_of(st.none(), st.integers(0, 8)),
    "charter": st.one_of(st.none(), st.booleans()),
    "term": st.one_of(st.none(), st.integers(1, 12), st.integers(1, 400)),
    "attention": st.one_of(st.none(), shares()),
    "rigidity": st.one_of(st.none(), st.one_of(st.floats(0.0, 1.0), st.floats(0.0, 10.0)).map(meaningful)),
    "lock_in": st.one_of(st.none(), shares()),
    "belief": st.one_of(st.none(), shares()),
    "level_at_rest": st.one_of(st.none(), st.booleans()),
    "unique": st.one_of(st.none(), st.one_of(st.floats(0.0, 0.5), st.floats(0.0, 1000.0)).map(meaningful)),
}
_UP_TO_TWO, _UP_TO_FOUR, _SHARES = st.integers(0, 2), st.integers(0, 4), shares()
_SEGMENT_REVENUES = st.one_of(st.just(0.0), st.floats(0.0, 10.0).map(meaningful))


@cache
def _some_parameters(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(_PARAMETERS)), max_size=most, unique=True)


@st.composite
def parameters(draw: st.DrawFn, *, most: int = 16, **sections: dict[str, Any]) -> Parameters:
    """Parameters of which up to ``most`` differ from the defaults; what ``sections`` states is kept."""
    keys = draw(_some_parameters(most))
    tables: dict[str, dict[str, Any]] = {}
    for key in keys:
        section, name = key.split(".")
        tables.setdefault(section, {})[name] = draw(_PARAMETERS[key])
    for section, stated in sections.items():
        tables.setdefault(section, {}).update(stated)
    tables.setdefault("vendor", {}).setdefault("slots", MOST_SLOTS)
    range_of_orientation = tables.setdefault("newcomers", {})
    low, high = (
        range_of_orientation.get(f"orientation_{end}", default) for end, default in (("low", 0.1), ("high", 0.9))
    )
    range_of_orientation |= {"orientation_low": min(low, high), "orientation_high": max(low, high)}
    return Parameters.model_validate(tables)


@st.composite
def _levers(draw: st.DrawFn, names: st.SearchStrategy[list[str]]) -> dict[str, float]:
    return {name: draw(_LEVERS[name]) for name in draw(names)}


@st.composite
def policies(draw: st.DrawFn, *, accounts: tuple[str, ...] = (), **stated: float) -> Policy:
    """Policies over the whole range of their levers, of some of these accounts alone, too, and in up to three parts.

    What ``stated`` says is kept.
    """

    def levers() -> Levers:
        return Levers(**draw(_levers(_SOME_LEVERS)) | stated)

    def own() -> dict[str, OwnLevers]:
        chosen = draw(st.lists(st.sampled_from(accounts), max_size=2, unique=True)) if accounts else []
        return {name: OwnLevers(**draw(_levers(_SOME_OWN))) for name in chosen}

    then = [Then(round=begin, levers=levers(), accounts=own()) for begin in sorted(draw(_CHANGES))]
    return Policy(name="generated", levers=levers(), accounts=own(), then=then)


@st.composite
def accounts(draw: st.DrawFn, **stated: Any) -> Account:
    """One account, traits stated or left to be drawn; what ``stated`` says is kept."""
    fields: dict[str, Any] = {"name": "account"} | {name: draw(trait) for name, trait in _TRAITS.items()}
    if draw(st.booleans()):
        fields |= {name: draw(fact) for name, fact in _IN_FORCE.items()}
    return Account(**fields | stated)


def to_be_signed(account: Account) -> Account:
    """The same account before its first contract."""
    return account.model_copy(update=dict.fromkeys(_IN_FORCE))


def before_contracts(scenario: Scenario) -> Scenario:
    """The same scenario with every contract still to be signed, so that all negotiate in the first round."""
    return scenario.model_copy(update={"accounts": [to_be_signed(account) for account in scenario.accounts]})


def _lasting(account: Account, term: int) -> Account:
    """An account whose contract is renewed within its term, and who is served at all if there is one, and only then."""
    longest = term if account.term is None else account.term
    renews = None if account.renews is None else min(account.renews, longest)
    leaves = None if account.in_force and account.leaves == 0 else account.leaves
    of_a_contract = {} if account.in_force else dict.fromkeys(("level_at_rest", "unique"))
    return account.model_copy(update={"renews": renews, "leaves": leaves, **of_a_contract})


@st.composite
def scenarios(draw: st.DrawFn, *, most: int = 16, **sections: dict[str, Any]) -> Scenario:
    """Scenarios of up to four accounts and two segments, in eight slots."""
    segments = [
        Segment(name=f"segment {k}", slots=draw(_UP_TO_TWO), knowledge=draw(_SHARES)) for k in range(draw(_UP_TO_TWO))
    ]
    names = [None, *(segment.name for segment in segments)]
    held = [draw(accounts(name=f"account {k}", opens=draw(st.sampled_from(names)))) for k in range(draw(_UP_TO_FOUR))]
    if segments:
        sections["plan"] = {"segment_revenue": draw(_SEGMENT_REVENUES)} | sections.get("plan", {})
    found = draw(parameters(most=most, **sections))
    held = [_lasting(account, found.bargaining.term) for account in held]
    return Scenario(parameters=found, accounts=held, segments=segments)


@st.composite
def plays(draw: st.DrawFn, **sections: dict[str, Any]) -> tuple[Scenario, Policy]:
    """Scenarios of which some accounts have levers of their own, each with a policy that treats some differently."""
    scenario = draw(scenarios(**sections))
    own = st.one_of(st.none(), _levers(_SOME_OWN).map(lambda levers: OwnLevers(**levers)))
    held = [account.model_copy(update={"policy": draw(own)}) for account in scenario.accounts]
    treated = scenario.model_copy(update={"accounts": held})
    return treated, draw(policies(accounts=tuple(treated.account_names)))

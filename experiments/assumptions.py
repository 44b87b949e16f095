"""What a scenario assumes where it does not state it: each number with a low and a high, and a question in plain words.

Whoever is unsure of a number asks in these words. A range of its own has its reason beside it; the others go from half
of the scenario's number to its double, as far as its bounds allow: nobody has measured them, and being out by a factor
of two is what calibration found (docs/calibration.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.business_facts import FOLLOWS, open_facts, usual_ends
from equipoise.sim.files.settings import targets_of
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.parameters import Parameters
from equipoise.sim.wording import range_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.experiments.business_facts import Open
    from equipoise.sim.account import Account
    from equipoise.sim.scenario import Scenario

IMITABLE, CONTRIBUTION = "hierarchy.imitable", "hierarchy.contribution"

SELDOM_KNOWN = frozenset({CONTRIBUTION, IMITABLE, "own_margin", "cost_to_replace", "its_margin"})
"""What most answers rest on and few can state: doubted even where a scenario has a value of its own."""

COPIED = (0.0, 0.5)
"""Where the share that rivals can copy can lie: Kellogg (2011) finds it well below a half."""

_HALF_TO_DOUBLE = "half to double"

STATED = "stated as a range"

_THE_MODELS_OWN = {
    "hierarchy": {"level_rate", "expectation_growth", "reference_effort", "match_spread"},
    "product": {"support_curvature"},
    "market": {"quote_scale", "do_without", "attention", "desertion"},
    "bargaining": {
        "horizon", "risk_aversion", "return_cost", "price_step", "estimate_blur", "account_concession", "rigidity",
    },
    "beliefs": {"prior_dependent", "memory", "level_bias"},
    "demands": {"threat"},
    "capability": {"capability_gain", "capability_decay", "focus_half", "solo_effect"},
    "lock_in": {"lock_in_rate"},
    "communication": {"channel_gain", "channel_decay", "reorganisation_drop"},
    "charter": {"network_growth"},
    "portfolio": {"win_credibility"},
}  # fmt: skip
"""Parameters of which nobody in a business could find the value, whom he asks: what they are is the model's."""


class Asked(NamedTuple):
    """A number that a scenario may leave to the program."""

    key: str  # of a parameter, or the fact of an account
    question: str  # in words that need no model
    ends: tuple[float, float] | None = None  # where it can lie; half to double of what the scenario has, unless stated
    reason: str = _HALF_TO_DOUBLE  # for the ends


class Assumption(NamedTuple):
    """One of them in a scenario, with the keys that are set together."""

    name: str
    keys: tuple[str, ...]
    question: str
    taken: float | None  # what the scenario has; None where it is drawn for each run
    low: float
    high: float
    whole: bool
    reason: str
    unit: str = ""
    shares: tuple[float, ...] = ()  # what part of a value each key gets; none where each gets all of it
    asked: bool = True  # whether somebody in a business could find it out; otherwise it is the model's own

    def changes(self, value: float) -> dict[str, object]:
        """Give the settings that put it to a value."""
        if not self.shares:
            return dict.fromkeys(self.keys, value)
        return {key: share * value for key, share in zip(self.keys, self.shares, strict=True)}

    def possible(self, fits: Callable[[float], bool]) -> Assumption | None:
        """Give the same with ends that can be played: nearer to what the scenario has; None where there are none."""
        ends = []
        for end in (self.low, self.high):
            fixed = self.taken is None or self.whole
            steps = [end] if self.taken is None or fixed else [end + k / 4 * (self.taken - end) for k in range(4)]
            ends.append(next((step for step in steps if fits(step)), None))
        low, high = ends
        return None if low is None or high is None or low >= high else self._replace(low=low, high=high)


ASKED = (
    Asked(CONTRIBUTION, "What would it cost them to do without you for a year, beyond the price?"),
    Asked(
        IMITABLE, "How much of what you build for them could a rival have copied in three years?", COPIED,
        "Kellogg 2011: well below a half",
    ),
    Asked("hierarchy.imitation", "How many quarters would a rival take to copy it?"),
    Asked("hierarchy.start_level", "Where does the account see you today, from 1, a commodity, to 5, a partner?"),
    Asked("hierarchy.level_rate", "How fast does what the account thinks of you follow what you do?"),
    Asked("hierarchy.expectation_growth", "How fast does what the account expects grow?"),
    Asked("hierarchy.reference_effort", "What does it take to be thought of tomorrow as today?"),
    Asked("hierarchy.match_spread", "How unsure is it at first how well the two of you fit?"),
    Asked("product.unit_cost", "What does a unit cost you, without support?", (0.6, 0.8), "gross margin 20 to 40%"),
    Asked("product.support_worth", "What is the first money of support worth to an account?"),
    Asked("product.support_curvature", "How soon is more support worth no more to it?"),
    Asked("market.rivals", "How many others could the account buy from?", (1, 8), "one other to many"),
    Asked(
        "market.quote_mean", "What does a rival ask, where list price is 1?", (0.9, 1.06), "10% below to 6% above list"
    ),
    Asked("market.quote_scale", "How far apart are rivals' quotes?"),
    Asked("market.do_without", "What would an account pay if nobody else sold it?", (1.2, 2.4), "above list price"),
    Asked("market.attention", "How often does an account look at what rivals ask?"),
    Asked("market.desertion", "Does an account for which leaving pays leave?", (0.5, 1.0), "half of them to all"),
    Asked("bargaining.horizon", "How many quarters ahead does either side count?"),
    Asked("bargaining.risk_aversion", "How much do both sides fear for their business?"),
    Asked("bargaining.term", "How many quarters does a contract run?"),
    Asked("bargaining.collapse", "How often do talks break down?"),
    Asked("bargaining.return_cost", "What does coming back after a break cost an account?"),
    Asked("bargaining.price_step", "How far may a renewal move the price?"),
    Asked("bargaining.estimate_blur", "How wrong is either side about what the other gains?"),
    Asked("bargaining.account_concession", "How late does the account give way in talks?"),
    Asked("bargaining.rigidity", "What does it cost to be bound by a contract?"),
    Asked("beliefs.prior_dependent", "How likely does an account think it, before it looks, that you depend on it?"),
    Asked("beliefs.memory", "How long does an account remember that you gave in?", (0.4, 1.0), "half of it, to all"),
    Asked("beliefs.level_bias", "How much better do you think you are seen than you are?"),
    Asked("demands.demand_rate", "How often does the account ask for something free?"),
    Asked("demands.threat", "How often does a flat no end a relationship?"),
    Asked("capability.capability_gain", "How much more can you do for the account after a quarter of focused work?"),
    Asked("capability.capability_decay", "How fast is that lost if the work stops?"),
    Asked("capability.focus_half", "How much focused investment does half of what can be done?"),
    Asked("capability.solo_effect", "How much of it can you reach if the account does nothing?"),
    Asked("lock_in.switching_cost", "What would changing over to a rival cost the account?"),
    Asked("lock_in.lock_in_rate", "How soon is it tied in?"),
    Asked("communication.start_channel", "How many of their people do you talk to, on how many levels?"),
    Asked("communication.channel_gain", "How many more would a hundredth of revenue buy?"),
    Asked("communication.channel_decay", "How fast do such contacts go?"),
    Asked("communication.reorganisation", "How often does the account reorganise?"),
    Asked("communication.reorganisation_drop", "What does a reorganisation cost you there?"),
    Asked("charter.team_cost", "What does a team for the account cost a quarter?"),
    Asked("charter.network_growth", "How fast would the account's own business grow by what you do for it?"),
    Asked("vendor.fixed_cost", "What does it cost to be in business, a quarter?"),
    Asked("vendor.cash", "How much cash is there at the start?"),
    Asked("vendor.payout", "How much of the cash above the reserve do owners take out?", (0.4, 1.0), "half to all"),
    Asked("portfolio.selling_cost", "What does selling to an account cost a quarter?"),
    Asked("portfolio.win_hazard", "How likely is a new account won in a quarter?"),
    Asked("portfolio.win_credibility", "How much more likely, with a reference that everybody knows?"),
    Asked("portfolio.replace_ratio", "What does winning an account cost, in years of keeping one?"),
    Asked("portfolio.typical_margin", "What margin does a new account bring?"),
    Asked("portfolio.exit_hazard", "How often does an account close for reasons of its own?"),
)  # fmt: skip
"""In the order in which a scenario has them."""

OF_ACCOUNTS = (
    Asked("own_margin", "What margin does {who} make of what it does with your product?"),
    Asked("orientation", "How much does {who} want a long-term win-win?", (0.1, 0.9), "least to most of a new account"),
    Asked("support_worth", "What is the first money of support worth to {who}?"),
    Asked("reference", "How much does it help to name {who} as a reference?", (0.0, 1.0), "not at all to fully"),
)
"""Facts of accounts: of the one that is spoken of, or of all."""

_WHERE_DRAWN = {"own_margin": "newcomers.own_margin", "support_worth": "product.support_worth"}
"""What the middle is of what is drawn for an account that does not state it."""


def assumptions(scenario: Scenario, account: str = "") -> list[Assumption]:
    """List what a scenario assumes without stating it or states as a range, and what nobody knows well where it does.

    A business is asked for its own facts, in its currency and in years, in place of what follows from them. Facts of
    the account that is spoken of stand alone; those of the others are set together.
    """
    spoken = [entry.name for entry in scenario.accounts if account in {entry.name, *entry.called}]
    others = [entry.name for entry in scenario.accounts if entry.name not in spoken]
    all_groups = [(spoken, account), (others, "an account" if not spoken else "each of the other accounts")]
    groups = [(names, who) for names, who in all_groups if names]
    follows = frozenset() if scenario.business is None else FOLLOWS
    found = [_of_fact(scenario, one) for one in open_facts(scenario, groups)]
    found += [_of_parameter(scenario, asked) for asked in ASKED if asked.key not in follows]
    found += [
        _of_accounts(scenario, asked, names, who)
        for names, who in groups
        for asked in OF_ACCOUNTS
        if asked.key not in follows
    ]
    found.append(_of_slots(scenario))
    ranges = [_of_range(scenario, one.key, one.ends) for one in scenario.varying]
    drawn, own = set(scenario.drawn_keys), scenario.business is not None
    return [
        *ranges,
        *(
            one._replace(asked=not (own and _is_the_models(one.name)))
            for one in found
            if one is not None and one.low < one.high and drawn.isdisjoint(one.keys)
        ),
    ]


def _of_range(scenario: Scenario, key: str, ends: tuple[float, float]) -> Assumption:
    field = targets_of(scenario)[key].field
    question = "Where does it lie, between what you have stated?"
    return Assumption(key, (key,), question, None, *ends, range_of(field).whole, STATED, unit_of(field))


def _is_the_models(key: str) -> bool:
    section, *_, name = parts_of(key)
    return name in _THE_MODELS_OWN.get(section, ())


def seldom_known(scenario: Scenario, account: str) -> list[Assumption]:
    """List what is seldom known of a scenario and of one of its accounts, though most answers rest on it."""
    return [
        one
        for one in assumptions(scenario, account)
        if len(one.keys) == 1
        and not SELDOM_KNOWN.isdisjoint({one.name, parts_of(one.name)[-1]})
        and (not one.name.startswith("accounts.") or parts_of(one.name)[1] == account)
    ]


def usual_range(scenario: Scenario, key: str, taken: object) -> tuple[float, float] | None:
    """Give the range to look in for a key of which none is stated; None where nothing says one."""
    if (ends := usual_ends(scenario, key)) is not None:
        return ends
    last = parts_of(key)[-1]
    asked = next((one for one in ASKED if one.key == key), None)
    if key.startswith("accounts."):
        asked = next((one for one in OF_ACCOUNTS if one.key == last), None)
        taken = _middle(scenario, last) if taken is None else taken
    if asked is not None and asked.ends is not None:
        return asked.ends
    value = taken if isinstance(taken, int | float) and not isinstance(taken, bool) else None
    return _half_to_double(scenario, key, value)


def _of_fact(scenario: Scenario, fact: Open) -> Assumption | None:
    *_, last = parts_of(fact.keys[0])
    name = fact.keys[0] if len(fact.keys) == 1 else f"accounts.*.{last}"
    asked = Asked(last, fact.question, fact.ends, fact.reason)
    found = _assumption(scenario, name, fact.keys, asked, fact.taken)
    return found and found._replace(shares=fact.shares if len(fact.keys) > 1 else ())


def _of_parameter(scenario: Scenario, asked: Asked) -> Assumption | None:
    taken, default = (_value(own, asked.key) for own in (scenario.parameters, Parameters()))
    if taken != default and asked.key not in SELDOM_KNOWN:
        return None
    return _assumption(scenario, asked.key, (asked.key,), asked, taken)


def _of_slots(scenario: Scenario) -> Assumption | None:
    """How many accounts a business can serve that does not say it: what is lost is made up for by what is won."""
    if scenario.business is None or "slots" in scenario.parameters.vendor.model_fields_set:
        return None
    held, question = scenario.slots_needed, "How many accounts could you serve, those that you try to win among them?"
    asked = Asked("vendor.slots", question, (held, 2 * held), "those of today, to twice as many")
    return _assumption(scenario, asked.key, (asked.key,), asked, scenario.slots)


def _of_accounts(scenario: Scenario, asked: Asked, names: list[str], who: str) -> Assumption | None:
    entries = [
        entry
        for entry in scenario.accounts
        if entry.name in names and (asked.key in SELDOM_KNOWN or _open(entry, asked.key))
    ]
    if not entries:
        return None
    keys = tuple(joined(("accounts", entry.name, asked.key)) for entry in entries)
    stated = {getattr(entry, asked.key) for entry in entries}
    taken = stated.pop() if len(stated) == 1 else None
    name = keys[0] if len(entries) == 1 else f"accounts.*.{asked.key}"
    question = asked._replace(question=asked.question.format(who=who))
    return _assumption(scenario, name, keys, question, taken if taken is not None else _middle(scenario, asked.key))


def _open(entry: Account, fact: str) -> bool:
    """Whether an account leaves a fact to be drawn, or to have no effect."""
    if fact == "orientation" and entry.type is not None:
        return False
    return getattr(entry, fact) in {None, 0.0}


def _assumption(
    scenario: Scenario, name: str, keys: tuple[str, ...], asked: Asked, taken: float | None
) -> Assumption | None:
    ends = asked.ends or _half_to_double(scenario, keys[0], taken)
    if ends is None:
        return None
    field = targets_of(scenario)[keys[0]].field
    return Assumption(name, keys, asked.question, taken, *ends, range_of(field).whole, asked.reason, unit_of(field))


def _half_to_double(scenario: Scenario, key: str, taken: float | None) -> tuple[float, float] | None:
    """From half to double, within bounds; the bounds themselves of what has none, where they are near."""
    bounds = range_of(targets_of(scenario)[key].field) if key in targets_of(scenario) else None
    least, most = (bounds.low, bounds.high) if bounds is not None else (None, None)
    if taken:
        low, high = sorted((taken / 2, 2 * taken))
        whole = isinstance(taken, int)
        ends = (max(taken // 2, 1), high) if whole else (low, high)
        return (
            max(ends[0], least) if least is not None else ends[0],
            min(ends[1], most) if most is not None else ends[1],
        )
    return (least, most) if least is not None and most is not None and most - least <= 1.0 else None


def _middle(scenario: Scenario, fact: str) -> float | None:
    return _value(scenario.parameters, _WHERE_DRAWN[fact]) if fact in _WHERE_DRAWN else None


def _value(parameters: Parameters, key: str) -> float:
    section, name = parts_of(key)
    value: float = getattr(getattr(parameters, section), name)
    return value

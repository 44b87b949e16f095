"""Keys as words: what figures call a parameter, a trait or a lever, taken from what its declaration says it means."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from equipoise.sim.account import Account, Segment
from equipoise.sim.business.facts import Business
from equipoise.sim.keys import parts_of
from equipoise.sim.parameters import Parameters
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Run

if TYPE_CHECKING:
    from equipoise.analysis.sensitivity.ranking import Ranking

_NAMED: dict[str, type[BaseModel]] = {
    "accounts": Account,
    "segments": Segment,
    "policy": Levers,
    "run": Run,
    "business": Business,
}

_SHORT = {
    "beliefs.independent_wealth": "wealth of a vendor that does not depend on the account, as an account imagines it",
    "accounts.term": "rounds that a contract runs",
    "accounts.revenue": "revenue a year",
    "accounts.revenue_share": "share of the business's revenue",
    "accounts.margin": "gross margin",
    "accounts.price_to_list": "price against the list price",
    "accounts.support_cost": "cost of support and service a year",
    "accounts.contract_left": "time until the contract is renewed",
    "accounts.contract_years": "length of a contract",
    "accounts.customer_years": "time as an account",
    "accounts.share_of_wallet": "share of all needs of the kind bought here",
    "accounts.bound": "share of purchases fixed by contract",
    "accounts.alternatives": "other suppliers to choose from",
    "accounts.relationship": "view of the vendor",
    "accounts.its_margin": "own margin on what is made of the product",
    "accounts.support": "support in the contract in force",
    "accounts.commitment": "share of the wallet bound by the contract in force",
    "accounts.renews": "rounds until the contract is renewed",
    "accounts.rigidity": "cost of being bound by a contract",
    "accounts.level_at_rest": "expects just the support that the contract in force gives",
    "accounts.unique": "loss without the vendor, beyond the price, in the contract in force",
    "accounts.orientation": "wish for a long-term win-win",
    "business.gross_margin": "gross margin",
    "business.overhead": "overhead",
    "business.team_cost": "cost of a team for an account",
    "business.sponsor_cost": "cost of an executive sponsor",
    "accounts.leaves": "round in which it is taken away",
    "beliefs.dependent_wealth": "wealth of a vendor that depends on the account, as an account imagines it",
    "beliefs.prior_share": "how much its share of revenue raises an account's belief that the vendor depends on it",
    "beliefs.orientation_rate": "how far one observation moves the guess of an account's orientation",
    "bargaining.risk_aversion": "aversion of both sides to risk",
    "bargaining.rigidity": "cost of being bound",
    "bargaining.alternatives": "whether alternatives shift the bargain or only bound it",
    "bargaining.estimate_blur": "error of a side's estimate of the surplus",
    "bargaining.bound_talks": "what commitment does in talks",
    "hierarchy.contribution": "unique contribution at Level 5",
    "hierarchy.imitable": "share of what a vendor builds that rivals can copy",
    "hierarchy.level_rate": "how fast an account sees what a vendor does for it",
    "hierarchy.imitation": "rounds until rivals have copied what they can",
    "market.quote_scale": "how far apart rivals' quotes are",
    "market.rivals": "number of rivals that quote each round",
    "lock_in.switching_cost": "one-off cost of switching when fully locked in",
    "newcomers.own_margin_spread": "spread of accounts' own margins",
    "newcomers.size_spread": "spread of the size of accounts still to be won",
    "plan.segment_by": "round by which revenue from opened segments must be reached",
    "plan.wins_by": "round by which accounts must be won",
    "portfolio.win_credibility": "what full credibility adds to the chance that a slot is won",
    "product.support_curvature": "how fast support loses worth",
    "product.support_worth": "worth of the first money of support",
    "product.support_worth_spread": "spread of the worth of support over accounts",
    "switches.contribution": "unique contribution",
    "charter.network_growth": "growth of volume under a charter",
    "policy.channel": "spends on the channel",
    "policy.concession": "how late it concedes",
    "policy.focus": "focused investment",
    "policy.charter": "proposes a charter",
    "policy.sponsor": "gives an executive sponsor",
}
"""Of those whose meaning is told with symbols, leans on what stands beside it, or reads badly of several accounts."""


def words(key: str) -> str:
    """Write a key of ``--set`` or of a study as words.

    Of an account or a policy by name, with the name before it. What is no key stays as it is.
    """
    *where, last = parts_of(key)
    if not where:
        return key
    table, *names = where
    if names[1:] == ["policy"]:  # a lever of one account
        table, names = "policy", names[:1]
    if table == "business":
        names = ["the business"]
    names = ["every account" if name == "*" else name for name in names]
    plain = _SHORT.get(f"{table}.{last}") or _meaning(table, last) or last.replace("_", " ")
    return ": ".join([*names, f"{plain} (on or off)" if table == "switches" else plain])


@cache
def _meaning(table: str, name: str) -> str:
    """The first clause of what a declaration says, as part of a sentence; empty where there is none."""
    section = Parameters.model_fields.get(table)
    model = _NAMED.get(table) or (section.annotation if section else None)
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or name not in model.model_fields:
        return ""
    clause = re.split(r"[;:,.](?=\s|$)| \(", model.model_fields[name].description or "")[0].strip()
    return clause[:1].lower() + clause[1:] if clause[1:2].islower() or clause[1:2] == " " else clause


def in_words(ranking: Ranking) -> Ranking:
    """The same with words for its factors' keys."""
    return replace(ranking, factors=tuple(words(key) for key in ranking.factors))


def in_quotes(ranking: Ranking) -> Ranking:
    """The same for a sentence."""
    return replace(ranking, factors=tuple(quoted(key) for key in ranking.factors))


def quoted(key: str) -> str:
    """Write a key as words in a sentence, in which they have to be told from what is said of them."""
    said = words(key)
    return f"\u201c{said}\u201d" if " " in said else said

"""What is stated of accounts, and for them alone, in words: so that a slip of the pen is seen before an answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import fact
from equipoise.analysis.prose.numbers import listed, setting
from equipoise.sim.account import Account
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.keys import joined
from equipoise.sim.money import Money
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.sim.policy import OwnLevers, Policy
    from equipoise.sim.scenario import Scenario

_NAMED_OTHERWISE = {"name", "count", "policy"}
_COUNTED = {"years", "rounds", "people", "vendors"}
"""Units that stand behind their number."""


def account_facts(scenario: Scenario) -> list[str]:
    """Say what is stated of each account, in a sentence; those of which the same is stated have one together.

    Without a business, of those alone that have a relationship in force: what else there is, stands in the file.
    """
    money = None if scenario.business is None else Money(scenario.business.currency, 1.0)
    names: dict[str, list[str]] = {}
    for account in scenario.accounts:
        if scenario.business is None and not account.in_force:
            continue
        told = [
            _in_words(money, Account, name, value)
            for name, field in Account.model_fields.items()
            if name not in _NAMED_OTHERWISE and (value := getattr(account, name)) != field.default
        ]
        called = account.name if account.count == 1 else f"{account.name} ({account.count}, each)"
        names.setdefault("; ".join(told), []).append(called)
    return [f"{listed(those)}: {told}." for told, those in names.items() if told]


def own_levers(scenario: Scenario) -> list[str]:
    """Say which accounts have levers of their own whatever the policy, in a sentence each."""
    own = {account.name: account.policy for account in scenario.accounts if account.policy is not None}
    return [f"Whatever the policy, {told}." for told in _levers(own)]


def levers_beside(policy: Policy, like: Levers) -> list[str]:
    """Say in which levers a policy is another than some, and what it comes to later on; a part each."""
    told, before = [_changed(like, policy.levers)], policy.levers
    for part in policy.then:
        changed = _changed(before, part.levers)
        told.append(f"{since(part.round)} {changed}" if changed else "")
        before = part.levers
    return [one for one in told if one]


def since(first: int) -> str:
    """From which year or quarter on something holds that begins in a round: ``from quarter 2 of year 3 on``."""
    years, quarters = divmod(first, ROUNDS_A_YEAR)
    return f"from quarter {quarters + 1} of year {years + 1} on" if quarters else f"from year {years + 1} on"


def _changed(before: Levers, after: Levers) -> str:
    """Which levers change, each with its new value."""
    changed = [name for name in Levers.model_fields if getattr(before, name) != getattr(after, name)]
    return listed([_in_words(None, Levers, name, getattr(after, name)) for name in changed]) if changed else ""


def of_single_accounts(policy: Policy) -> list[str]:
    """Say what a policy does otherwise for single accounts, from its beginning on."""
    return _levers(policy.accounts)


def _levers(own: Mapping[str, OwnLevers]) -> list[str]:
    told = {name: [_in_words(None, Levers, *lever) for lever in levers.stated.items()] for name, levers in own.items()}
    return [f"{name} has levers of its own ({'; '.join(levers)})" for name, levers in told.items() if levers]


def _in_words(money: Money | None, model: type[Account | Levers], name: str, value: object) -> str:
    """Write a fact or a lever with its value; what is so, without."""
    extra = model.model_fields[name].json_schema_extra
    unit = str(extra["unit"]) if isinstance(extra, dict) else ""
    called = words(joined(("accounts" if model is Account else "policy", name)))
    if unit in {"on/off", "0 or 1"} and value in {0, 1}:
        return called if value else f"{called}: no"
    if not isinstance(value, int | float):
        return f"{called}: {setting(value)}"
    if unit in _COUNTED:
        return f"{called}: {fact(money, value, unit)} {unit.removesuffix('s') if value == 1 else unit}"
    behind = " of 5" if unit == "1 to 5" else ""
    told = fact(money, value, unit)
    return f"{called}: {told.partition('%')[0] + '%' if unit.startswith('share') else told}{behind}"

"""Parts of a policy: which levers are in force for which account, and from which round on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.characters import composed
from equipoise.sim.policy import VENDOR_WIDE, Levers, OwnLevers, Policy, Then, lever_rows
from equipoise.sim.wording import did_you_mean, in_quotes, listed, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.rows import Rows
    from equipoise.sim.scenario import Scenario

MOST_NAMED = 12
"""Most accounts that a message lists."""


class Part(NamedTuple):
    """What a policy is from a round on."""

    round: int
    levers: Levers
    accounts: Mapping[str, OwnLevers]

    def of(self, account: str) -> dict[str, float]:
        """Levers of one account, by name, all but those of the whole vendor."""
        own = self.accounts[account].stated if account in self.accounts else {}
        return {name: value for name, value in (self.levers.model_dump() | own).items() if name not in VENDOR_WIDE}


def parts(policy: Policy) -> list[Part]:
    """Take a policy apart: what it begins with, and what it comes to, in the order of rounds."""
    begin = Part(0, policy.levers, policy.accounts)
    return [begin, *(Part(then.round, then.levers, then.accounts) for then in policy.then)]


def whole(name: str, found: Sequence[Part]) -> Policy:
    """Make a policy of its parts."""
    begin, *later = found
    then = [Then(round=part.round, levers=part.levers, accounts=dict(part.accounts)) for part in later]
    return Policy(name=name, levers=begin.levers, accounts=dict(begin.accounts), then=then)


def in_every_part(policy: Policy, levers: Mapping[str, float]) -> Policy:
    """Set levers in every part of a policy, for every account."""

    def common(accounts: Mapping[str, OwnLevers]) -> dict[str, OwnLevers]:
        return {
            name: OwnLevers(**{lever: value for lever, value in own.stated.items() if lever not in levers})
            for name, own in accounts.items()
        }

    then = [
        part.model_copy(update={"levers": part.levers.model_copy(update=levers), "accounts": common(part.accounts)})
        for part in policy.then
    ]
    first = policy.levers.model_copy(update=levers)
    return policy.model_copy(update={"levers": first, "accounts": common(policy.accounts), "then": then})


def lever_of(policy: Policy, lever: str) -> float | None:
    """Tell what a lever is, where it is one number for all accounts and rounds; None where it is not."""
    found: set[float] = set()
    for part in parts(policy):
        found |= {getattr(part.levers, lever)} | {
            own.stated[lever] for own in part.accounts.values() if lever in own.stated
        }
    return found.pop() if len(found) == 1 else None


def between(policy: Sequence[Part], begin: int, end: float) -> Iterator[Part]:
    """What a policy is between two rounds; the first part begins with the first of them."""
    for part in policy:
        later = min((other.round for other in policy if other.round > part.round), default=end)
        if part.round < end and later > begin:
            yield part._replace(round=max(part.round, begin))


def shared_out(chosen: Mapping[str, Sequence[Part]], others: Sequence[Part]) -> list[Part]:
    """A policy for each of some accounts, and one for all others, of which is what the whole vendor does."""
    found = []
    for begin in sorted({part.round for policy in (*chosen.values(), others) for part in policy}):
        rest = next(between(others, begin, begin + 1))
        own = {name: OwnLevers(**next(between(policy, begin, begin + 1)).of(name)) for name, policy in chosen.items()}
        found.append(Part(begin, rest.levers, {**rest.accounts, **own}))
    return found


def unknown_accounts(policy: Policy, scenario: Scenario) -> str:
    """Say which accounts a policy names that a scenario has not; nothing when it has them all."""
    called = [name for account in scenario.accounts for name in dict.fromkeys((account.name, *account.called))]
    known = {composed(name) for name in called}
    named = dict.fromkeys(name for part in parts(policy) for name in part.accounts)
    wrong = [name for name in named if composed(name) not in known]
    if not wrong:
        return ""
    own = scenario.account_names
    there = listed(own[:MOST_NAMED], "and") if own else "none of its own"
    more = f" and {len(own) - MOST_NAMED:,} others" if len(own) > MOST_NAMED else ""
    return "\n".join(
        f"the policy {in_quotes(policy.name)} is for the account {written(name)}, which {scenario.name} has not"
        f"{did_you_mean(name, called) or f'; its accounts are {there}{more}'}"
        for name in wrong
    )


class Layout(NamedTuple):
    """A policy as compiled rules read it.

    Attributes
    ----------
    rows : ndarray of shape (parts * width,), dtype ``equipoise.sim.policy.POLICY_ROW``
        Part by part: the vendor's own levers, then those of accounts that have their own.
    begins : ndarray of shape (parts,)
        Round in which each part begins; the first is 0.
    places : list of int
        Which row of a part is that of each of the scenario's own accounts; 0 is the vendor's.
    """

    rows: Rows
    begins: NDArray[np.float64]
    places: list[int]


def laid_out(policy: Policy, scenario: Scenario) -> Layout:
    """Lay a policy out for a scenario, whose own levers of accounts hold over those of the policy."""
    found = parts(policy)
    own = [{composed(name): levers.stated for name, levers in part.accounts.items()} for part in found]
    sets: dict[tuple[Levers, ...], int] = {tuple(part.levers for part in found): 0}
    places = []
    for account in scenario.accounts:
        stated = {} if account.policy is None else account.policy.stated
        for name in account.called:
            group, single = composed(account.name), composed(name)
            levers = tuple(
                part.levers.model_copy(update=accounts.get(group, {}) | accounts.get(single, {}) | stated)
                for part, accounts in zip(found, own, strict=True)
            )
            places.append(sets.setdefault(levers, len(sets)))
    rows = lever_rows([levers for part in zip(*sets, strict=True) for levers in part])
    return Layout(rows, np.array([float(part.round) for part in found]), places)

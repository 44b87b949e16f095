"""What each policy in a decision is, in a line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from equipoise.analysis.prose.names import in_short, spoken
from equipoise.analysis.prose.numbers import paragraph
from equipoise.analysis.prose.stated import levers_beside, of_single_accounts, own_levers
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies, load_policy
from equipoise.sim.files.words import renamed
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from equipoise.analysis.results import Comparison
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


def policies_line(comparison: Comparison, policies: Iterable[Policy], scenarios: Iterable[Scenario]) -> str:
    """Say what the policies that a decision chooses between are, which of them is today's, and what holds under all.

    Of one in words each that it names, as far as that comes with the program.
    """
    if comparison.decision is None:
        return ""
    of_arms = {arm.name: arm.policy for arm in comparison.arms}
    asked = dict.fromkeys((of_arms[comparison.arms[0].name], of_arms[comparison.decision.arm]))
    own, names = {policy.name: policy for policy in policies}, list[str]()

    def named(name: str) -> str:
        names.append(name)
        return name

    for one in asked:
        renamed(one, named)
    said = {spoken(name): about for name in dict.fromkeys(names) for about in _about(name, own)}
    today = _today(comparison)
    parts = [f"{name}: {about}" for name, about in said.items()]
    whatever = [one for scenario in scenarios for one in own_levers(scenario)]
    return paragraph(*(f"{part}." for part in (*parts, today) if part), *dict.fromkeys(whatever))


def _today(comparison: Comparison) -> str:
    """Say which policy is what a business does today: the first that its scenario names."""
    today = comparison.today
    if not today:
        return ""
    if comparison.arms[0].policy == today:
        return f"{spoken(today)} stands first, as what is done today"
    if any(arm.policy == today for arm in comparison.arms):
        return f"What is done today is {spoken(today)}"
    return f"What is done today, {spoken(today)}, is not among these"


def _about(name: str, own: Mapping[str, Policy]) -> Iterator[str]:
    """The beginning of what a policy says of itself, and what it does otherwise."""
    try:
        policy = own[name] if name in own else load_policy(name)
    except EquipoiseError:
        return
    if said := described(policy, in_short):
        yield said


def described(policy: Policy, words: Callable[[str], str] = str) -> str:
    """Say what a policy is: in its own words, or as that whose words it has, and in which levers it is another."""
    shipped = _shipped().get(policy.about)
    beside = levers_beside(policy, shipped.levers if shipped is not None else Levers())
    about = words(policy.about or policy.title)
    if shipped is not None and shipped.name != policy.name:
        about = f"as {spoken(shipped.name)}"
    own = beside if shipped is not None or not policy.about else []
    parts = [*filter(None, [about, *own, *of_single_accounts(policy)])]
    return "; ".join([parts[0].removesuffix("."), *parts[1:]]) if len(parts) > 1 else "".join(parts)


@cache
def _shipped() -> dict[str, Policy]:
    """The policies that come with the program, by what they say of themselves."""
    return {policy.about: policy for policy in map(load_policy, list_policies())}

"""What a business states twice, or states in a way that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.business.facts import stated
from equipoise.sim.wording import key, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.account import Account
    from equipoise.sim.business.facts import Business
    from equipoise.sim.faults import Place
    from equipoise.sim.scenario import Scenario

WRITTEN_WHOLE = 1e4
"""Amounts from which on no decimals are written."""

NEAR = 0.01
"""How far two statements of one thing may lie apart, in shares of the greater, before they contradict each other."""

SMALLEST_SHARE = 1e-6
"""Least share of the business's revenue that an account may have."""

TWO_WAYS = {
    "price_to_list": "price",
    "support_cost": "support",
    "bound": "commitment",
    "customer_years": "age",
    "contract_left": "renews",
    "contract_years": "term",
    "relationship": "level",
    "contacts": "channel",
    "alternatives": "rivals",
    "its_margin": "own_margin",
    "margin": "unit_cost",
}
"""Facts of an account, and the trait in the engine's units that says the same."""

OF_THE_VENDOR = {
    "cash": ("vendor", "cash"),
    "reserve": ("vendor", "reserve"),
    "payout": ("vendor", "payout"),
    "overhead": ("vendor", "fixed_cost"),
    "overhead_follows": ("vendor", "overhead_rate"),
    "gross_margin": ("product", "unit_cost"),
    "typical_account": ("portfolio", "typical_size"),
    "new_accounts": ("portfolio", "win_hazard"),
    "selling_cost": ("portfolio", "selling_cost"),
    "team_cost": ("charter", "team_cost"),
    "sponsor_cost": ("charter", "sponsor_cost"),
    "survey_cost": ("charter", "survey_cost"),
}
"""Facts of the business, and the parameter in the engine's units that says the same."""

A_THOUSAND = 1e3

LEFT_OUT = "leave out business.revenue (--set business.revenue=none), which is then their sum"
"""What a business whose accounts all state their revenue need not state; the page has words of its own for it."""

Contradiction = tuple[tuple["Place", ...], str]


def amount(money: float) -> str:
    """Write money of the business's currency whole, as people do: ``12,000,000``."""
    return f"{float(f'{money:.10g}'):,.10g}" if abs(money) < WRITTEN_WHOLE else f"{float(f'{money:.10g}'):,.0f}"


def contradictions(scenario: Scenario) -> Iterator[Contradiction]:
    """Find what a business says twice, and what does not add up; each with its places and words."""
    business = scenario.business
    if business is None:
        for k, account in enumerate(scenario.accounts):
            for fact in stated(account):
                words = "needs a [business] that says its revenue and currency"
                if fact == "revenue":
                    words += '; without one, state its "size", in units a round'
                yield (("accounts", k, fact), ("business",)), words
        return
    yield from _beside_parameters(scenario, business)
    for k, account in enumerate(scenario.accounts):
        yield from _two_ways(account, k)
        yield from _margins(account, k, business)
    yield from _sums(scenario, business)


def _beside_parameters(scenario: Scenario, business: Business) -> Iterator[Contradiction]:
    for fact, (section, name) in OF_THE_VENDOR.items():
        table = getattr(scenario.parameters, section)
        value = getattr(table, name)
        if getattr(business, fact) is not None and value != type(table).model_fields[name].default:
            words = f"business.{fact} = {number(getattr(business, fact))} states it already; state one of them"
            yield (("parameters", section, name), ("business", fact)), words
    for k, account in enumerate(scenario.accounts):
        if account.cost_to_replace is not None and account.level_worth is not None:
            words = f"{key(('accounts', k, 'cost_to_replace'), account.name)} states it already; state one of them"
            yield (("accounts", k, "level_worth"), ("accounts", k, "cost_to_replace")), words


def _two_ways(account: Account, k: int) -> Iterator[Contradiction]:
    for fact, trait in TWO_WAYS.items():
        if getattr(account, fact) is not None and getattr(account, trait, None) is not None:
            words = (
                f"{key(('accounts', k, trait), account.name)} says the same in the engine's units; state one of them"
            )
            yield (("accounts", k, fact), ("accounts", k, trait)), words
    left, length = account.contract_left, account.contract_years
    if left is not None and length is not None and left > 2 * length:
        words = "a contract cannot have more left than twice its length, that of the one that follows it among it"
        words += f": contract_years = {number(length)}"
        yield (("accounts", k, "contract_left"), ("accounts", k, "contract_years")), words
    if account.size != type(account).model_fields["size"].default:
        for fact in ("revenue", "revenue_share"):
            if getattr(account, fact) is not None:
                words = f"its {fact} sets its size, which is stated too; state one of them"
                yield (("accounts", k, "size"), ("accounts", k, fact)), words


def _margins(account: Account, k: int, business: Business) -> Iterator[Contradiction]:
    """Margin less support is contribution; where all three are stated they have to agree."""
    revenue = revenue_of(account, business)
    margin, contribution, support = account.margin, account.contribution, account.support_cost
    if margin is None or contribution is None:
        return
    if contribution > margin:
        words = f"its margin after support cannot be above its gross margin, margin = {number(margin)}"
        yield (("accounts", k, "contribution"), ("accounts", k, "margin")), words
    elif support is not None and revenue and abs(margin - support / revenue - contribution) > NEAR:
        left = number(round(margin - support / revenue, 4))
        words = f"margin = {number(margin)} less support_cost = {amount(support)} leaves {left} of its revenue"
        yield (("accounts", k, "contribution"), ("accounts", k, "support_cost"), ("accounts", k, "margin")), words


def revenue_of(account: Account, business: Business) -> float | None:
    """Find the revenue that is stated of an account, in the currency; None when it is not."""
    if account.revenue is not None:
        return account.revenue
    if account.revenue_share is not None and business.revenue is not None:
        return account.revenue_share * business.revenue
    return None


def total_revenue(scenario: Scenario, business: Business) -> float | None:
    """Find the business's revenue: as stated, or what its accounts add up to; None when neither says it."""
    if business.revenue is not None:
        return business.revenue
    revenues = [account.revenue for account in scenario.accounts]
    known = [revenue for revenue in revenues if revenue is not None]
    if known and len(known) == len(revenues):
        return float(sum(account.count * revenue for account, revenue in zip(scenario.accounts, known, strict=True)))
    both = [a for a in scenario.accounts if a.revenue and a.revenue_share]
    return both[0].revenue / both[0].revenue_share if both else None  # type: ignore[operator]  # neither is None


def _sums(scenario: Scenario, business: Business) -> Iterator[Contradiction]:
    """Revenues of accounts have to add up to the business's."""
    total = total_revenue(scenario, business)
    if not total:
        words = "its revenue is not known: state business.revenue, or a revenue of every account"
        yield (("business", "revenue"), ("business",)), words
        return
    held, open_ones = 0.0, []
    for k, account in enumerate(scenario.accounts):
        share = account.revenue / total if account.revenue is not None else account.revenue_share
        if share is None:
            open_ones.append(account)
            continue
        held += account.count * share
        other = share if account.revenue_share is None else account.revenue_share
        if abs(share - other) > NEAR * max(share, other):
            words = f"is not its revenue over the business's, {number(round(share, 4))}"
            yield (("accounts", k, "revenue_share"), ("accounts", k, "revenue"), ("business", "revenue")), words
        if share < SMALLEST_SHARE:
            words = f"is less than a millionth of the business's revenue, {amount(total)}: leave the account out"
            fact = "revenue" if account.revenue is not None else "revenue_share"
            yield (("accounts", k, fact), ("business", "revenue")), words
    added = amount(held * total)
    places: tuple[Place, ...] = (("business", "revenue"), ("accounts",))
    if held > 1.0 + NEAR or (open_ones and held > 1.0 - SMALLEST_SHARE):
        more = held > 1.0 + NEAR
        words = f"is less than what its accounts bring, {added}" if more else "is what its accounts bring already"
        rest = _nothing_left(open_ones) if open_ones else _their_sum(scenario)
        yield places, words + _of_each(scenario) + rest + _in_thousands(held)
    elif not open_ones and held < 1.0 - NEAR:
        rest = amount((1.0 - held) * total)
        words = f"is more than what its accounts bring, {added}: state the other {rest} as further accounts"
        words += ", or leave the revenue of one unstated, which then has what is left"
        yield places, words + _their_sum(scenario) + _in_thousands(held)


def _in_thousands(held: float) -> str:
    """Ask for the unit, where accounts bring about a thousandth of the business's revenue, or a thousand times it."""
    if not any(A_THOUSAND / 3 < one < 3 * A_THOUSAND for one in (held, 1.0 / held if held else 0.0)):
        return ""
    return f"; they bring about {'a thousand times' if held > 1.0 else 'a thousandth of'} it: is one in thousands?"


def _their_sum(scenario: Scenario) -> str:
    """Say what a business's revenue is where it need not be stated."""
    known = all(account.revenue is not None for account in scenario.accounts)
    return f"; or {LEFT_OUT}" if known else ""


def _nothing_left(without: list[Account]) -> str:
    """Say what comes of accounts that state no revenue, where nothing is left for them to share."""
    names = listed([account.name for account in without], "and")
    return (
        f"; nothing is left to share for those that state no revenue, {names}: state their revenue, or, where they "
        "come from the file's base, leave out base"
    )


def _of_each(scenario: Scenario) -> str:
    """Remind that what is stated of several accounts alike is stated of each."""
    several = next((a for a in scenario.accounts if a.count > 1 and (a.revenue or a.revenue_share)), None)
    if several is None:
        return ""
    fact = "revenue" if several.revenue is not None else "revenue_share"
    value = amount(several.revenue) if several.revenue is not None else number(several.revenue_share or 0.0)
    return f" ({fact} is that of each: {several.name} counts {several.count} times {value})"

"""The accounts of a business as the program understands it, in rows: revenue, margins, contracts and dependences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.business import in_currency, written
from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from equipoise.sim.business.understanding import OneAccount, Understanding


def account_rows(one: Understanding, most: int | None = None) -> list[list[str]]:
    """A row an account, or one of the ``most`` largest and one for the others: revenue, share, margins, dependences."""
    if most is None or len(one.accounts) <= most + 1:
        return [_row(one, account) for account in one.accounts]
    by_size = sorted(one.accounts, key=lambda account: -account.share)
    others = by_size[most:]
    count, share = sum(account.alike for account in others), sum(account.share for account in others)
    revenue = in_currency(one)(sum(account.alike * account.revenue for account in others))
    rows = [_row(one, account) for account in by_size[:most]]
    last = [f"and {count} others", revenue, percent(share, 0)]
    return [*rows, [*last, *[""] * (len(account_head(one)) - len(last))]]


def account_head(one: Understanding) -> list[str]:
    """What stands above the rows of accounts."""
    return [
        "account", f"revenue, {written(one).unit}", "share", "gross margin",
        *(["after support"] if _support_is_stated(one) else []), "after serving", "renews in years",
        "we depend on it", "it depends on us",
    ]  # fmt: skip


def _row(one: Understanding, account: OneAccount) -> list[str]:
    return [
        account.name if account.alike == 1 else f"{account.name} ({account.alike}, each)",
        in_currency(one)(account.revenue),
        _share_of_each(account),
        percent(account.gross),
        *([percent(account.after_support)] if _support_is_stated(one) else []),
        percent(account.after_serving),
        "drawn" if account.ends_in is None else f"{account.ends_in:.3g}" if account.ends_in else "now",
        f"{account.vendor_on_account:.2f}",
        f"{account.account_on_vendor:.2f}",
    ]


def _support_is_stated(one: Understanding) -> bool:
    """Whether what supporting an account costs is stated of any, or its margin after that."""
    return any(account.support_is_stated for account in one.accounts)


def _share_of_each(account: OneAccount) -> str:
    """Write its share of the revenue, as its revenue stands beside it: that of each where several are alike."""
    share = account.share / account.alike
    return percent(share, 0 if share >= 0.1 else 1)  # noqa: PLR2004 - a tenth

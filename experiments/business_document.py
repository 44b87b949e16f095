"""A business as the program understands it, as a JSON document: what ``scenarios check`` prints, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.business import sentences
from equipoise.experiments.json_text import some

if TYPE_CHECKING:
    from equipoise.sim.business.understanding import OneAccount, Understanding


def business_document(one: Understanding) -> dict[str, Any]:
    """Lay a business out for JSON: amounts in its currency, a year; margins and shares of 1; time in years."""
    return {
        "currency": one.money.currency,
        "first_year": {line.fact: some(line, "played", "stated", "met") for line in one.first_year.lines()},
        "revenue_not_had": one.first_year.lost,
        "cash": {"held": one.cash, "months_of_overhead": one.reach, "months_of_loss": one.reach_at_loss},
        "accounts": [_account(account) for account in one.accounts],
        "not_stated": [{**some(fact, "key"), "taken": fact.words, "accounts": [*fact.accounts]} for fact in one.taken],
        "not_met": [
            {**some(fact, "key", "stated"), "played": fact.met, "given": fact.given, "why": fact.words}
            for fact in one.missed
        ],
        "ranges": one.ranges,
        "sentences": sentences(one),
    }


def _account(account: OneAccount) -> dict[str, Any]:
    return {
        "name": account.name,
        "count": account.alike,
        "revenue": account.revenue,
        "share": account.share / account.alike,
        "gross_margin": account.gross,
        "margin_after_support": account.after_support,
        "margin_after_serving": account.after_serving,
        "renews_in": account.ends_in,
        "contract_years": account.term,
        "dependence_vendor": account.vendor_on_account,
        "dependence_account": account.account_on_vendor,
        "ends_within_a_year": account.ended,
        "level": account.level,
        "level_of_rival": account.rival,
    }

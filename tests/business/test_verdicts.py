"""What a twin of a business says rests on what is stated: where nobody states it, no verdict and no figure."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from equipoise.analysis.figures.removal import removal_plane
from equipoise.analysis.prose.removal import sentence
from equipoise.analysis.removal import Strategic
from equipoise.experiments.twins.document import to_json
from equipoise.experiments.twins.play import play_twins
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.scenario import Scenario

BOOKS = {"overhead": 3.1e6, "cash": 9e5}


def twin_of(books: dict[str, float], **facts: Any) -> tuple[Any, Any]:
    giant = Account(name="Giant", revenue=9.6e6, customer_years=12.0, bound=0.6, **facts)
    business = Business(currency="EUR", revenue=12e6, gross_margin=0.35, **books)
    scenario = Scenario(business=business, accounts=[giant, Account(name="other", count=2, revenue=1.2e6)])
    removal = play_twins(Arm.of(scenario, "accommodating", rounds=8), ["Giant"], 60, threads=1)
    return removal, removal.twins[0]


@pytest.mark.parametrize("margin", [None, 0.02, 50.0])
def test_an_accounts_own_business_fails_only_by_a_margin_that_is_stated(margin: float | None) -> None:
    removal, twin = twin_of(BOOKS, its_margin=margin)
    text, failure = sentence(removal, twin), twin.buyer["business_failure"]
    told = to_json(removal)["accounts"][0]
    if margin is None:
        assert twin.strategic_vendor is Strategic.UNDECIDED
        assert isnan(failure.value)
        assert "accounts.Giant.its_margin, which nobody states" in text
        assert "% of runs" not in text.partition("own business")[2]
        assert told["buyer"]["business_failure"]["mean"] is None
        assert told["unstated"] == {"vendor": [], "buyer": ["accounts.Giant.its_margin"]}
        assert "Giant" in removal_plane(removal).caption
    else:  # next to no margin is lost by anything, and a margin of fifty times its spend by nothing
        assert twin.strategic_vendor is (Strategic.YES if margin < 1.0 else Strategic.NO)
        assert told["unstated"]["buyer"] == []
        assert "its own overhead" in text
        assert "its cash" in text


def test_the_vendors_verdict_rests_on_its_cash_and_its_overhead() -> None:
    removal, twin = twin_of({})
    assert twin.strategic_account is Strategic.UNDECIDED
    assert "without business.cash and business.overhead, which nobody states, it cannot be said" in sentence(
        removal, twin
    )

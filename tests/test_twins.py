"""Twins: closed forms, limits and placebos; the account's side against a second implementation."""

from functools import cache

import numpy as np
import polars as pl
import pytest

from equipoise.analysis.figures.removal import removal_plane
from equipoise.analysis.removal import Removal, Strategic, Twin
from equipoise.app.documents.register import TWINS
from equipoise.experiments.twins import survey
from equipoise.experiments.twins.account_side import YEAR, account_side, forgone
from equipoise.experiments.twins.choosing import accounts_called, check_round, without
from equipoise.experiments.twins.document import to_json, to_table
from equipoise.experiments.twins.measures import OF_ACCOUNT
from equipoise.experiments.twins.play import play_twins
from equipoise.sim import runner
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause
from tests.business.test_translation import supplier

ALONE = {
    "switches.fear": False,
    "switches.references": False,
    "switches.acquisition": False,
    "switches.reciprocity": False,
    "switches.comeback": False,
    "cash": 1000.0,
}
"""Nothing through which one account could bear on another.

What the vendor would have left without an account is the others, and by it the vendor fears, answers stubbornness in
kind, and is the first to take talks up again.
"""


def arm(name: str, policy: str = "accommodating", *, rounds: int = 40, **settings: object) -> Arm:
    scenario = with_settings(load_scenario(name), {key.replace("__", "."): value for key, value in settings.items()})
    return Arm(scenario, load_policy(policy), 7, rounds)


def with_all(name: str, settings: dict[str, object], rounds: int = 20) -> Arm:
    return Arm(with_settings(load_scenario(name), settings), load_policy("strategic"), 7, rounds)


def only(removal: Removal) -> Twin:
    (found,) = removal.twins
    return found


@cache
def large(*settings: str) -> dict[str, Twin]:
    scenario = with_settings(load_scenario("large-is-not-strategic"), settings)
    played = Arm(scenario, load_policy("accommodating"), 7, 40)
    return {twin.account: twin for twin in play_twins(played, ["Major", "Small Name"], 800).twins}


# The vendor's side


@pytest.mark.parametrize("name", ["over-a-barrel", "strategic-vendor", "commodity-at-level-four"])
@pytest.mark.parametrize("first", [0, 9])
def test_where_accounts_do_not_bear_on_each_other_only_the_account_is_lost(name: str, first: int) -> None:
    """The vendor loses the account's own contribution, and nothing else changes, to rounding."""
    twin = play_twins(with_all(name, ALONE), [], 60, first=first).twins[0]
    lost, own = twin.vendor["contribution"].change, twin.vendor["own_contribution"].change
    assert own.mean < 0.0
    assert (lost.mean, lost.low, lost.high) == pytest.approx((own.mean, own.low, own.high), abs=1e-12)
    assert twin.vendor["revenue"].change.mean == pytest.approx(twin.vendor["own_revenue"].change.mean, abs=1e-12)
    for measure in ("wins", "wins_elsewhere", "others_survival", "others_margin", "gtm_failure"):
        assert twin.vendor[measure].change.mean == pytest.approx(0.0, abs=1e-12), measure
    assert twin.strategic_account == Strategic.NO


@pytest.mark.parametrize(
    ("switch", "name", "least"), [("fear", "over-a-barrel", 1e-3), ("reciprocity", "ten-to-one", 1e-4)]
)
def test_with_what_rests_on_what_is_left_the_others_change_too(switch: str, name: str, least: float) -> None:
    played = with_all(name, ALONE | {f"switches.{switch}": True})
    twin = play_twins(played, played.scenario.account_names[:1], 60).twins[0]
    lost, own = twin.vendor["contribution"].change, twin.vendor["own_contribution"].change
    assert abs(lost.mean - own.mean) > least


def test_totals_are_those_of_the_outcomes() -> None:
    """From the first round on, what twins count is what a comparison counts."""
    played = arm("over-a-barrel", rounds=16)
    twin = only(play_twins(played, ["Giant"], 50))
    for scenario, side in ((played.scenario, "whole"), (without(played.scenario, "Giant", 0), "without")):
        outcomes = Ensemble(Arm(scenario, played.policy, 7, 16), 50).outcomes
        for measure in ("gtm_failure", "revenue", "contribution", "profit", "wins"):
            expected = outcomes[measure].mean()
            assert getattr(twin.vendor[measure], side).mean == pytest.approx(expected, rel=1e-9), measure


def test_wins_are_told_apart_by_the_slot() -> None:
    played = arm("reference-account", rounds=16)
    twin = only(play_twins(played, ["Household Name"], 60))
    scenario = without(played.scenario, "Household Name", 0)
    table = Ensemble(Arm(scenario, played.policy, 7, 16), 60).relationships
    elsewhere = table.filter(~pl.col("own") & ~pl.col("account").str.starts_with("won 1.")).height / 60
    assert twin.vendor["wins_elsewhere"].without.mean == pytest.approx(elsewhere)
    assert twin.vendor["wins"].without.mean > elsewhere


# R1


def test_a_large_account_is_not_strategic_and_a_small_reference_is() -> None:
    found = large()
    major, small = found["Major"], found["Small Name"]
    assert major.vendor["own_revenue"].whole.low > 4.0 * small.vendor["own_revenue"].whole.high
    assert major.vendor["own_contribution"].whole.low > 4.0 * small.vendor["own_contribution"].whole.high
    assert major.strategic_account == Strategic.NO
    assert small.strategic_account == Strategic.YES


@pytest.mark.parametrize("placebo", ["switches.references=off", "plan.wins_target=0"])
def test_without_references_or_without_a_plan_nobody_is_strategic(placebo: str) -> None:
    assert [twin.strategic_account for twin in large(placebo).values()] == [Strategic.NO, Strategic.NO]


def test_accounts_that_are_alike_come_out_alike() -> None:
    """Eight accounts, the same but for luck: no two differ by more than 4 standard errors in what they are worth."""
    twins = play_twins(arm("base", rounds=20), ["account 1", "account 2", "account 3"], 600).twins
    for measure in ("contribution", "own_contribution", "revenue"):
        found = [twin.vendor[measure].change for twin in twins]
        error = max(one.high - one.low for one in found) / (2.0 * 1.96)
        assert np.ptp([one.mean for one in found]) < 4.0 * np.sqrt(2.0) * error
    fails = [twin.buyer["business_failure"] for twin in twins]
    assert max(one.low for one in fails) < min(one.high for one in fails) + 0.02


# The account's side


def by_hand(scenario: Scenario, first: int, runs: int, rounds: int, slot: int) -> dict[str, list[float]]:
    """The account's side from its rows, run by run and round by round."""
    policy = load_policy("strategic")
    panel = play_chunk(Arm(scenario, policy, 7, rounds), range(runs), panel=True)
    kappa = scenario.parameters.lock_in.switching_cost
    found: dict[str, list[float]] = {measure.name: [] for measure in OF_ACCOUNT}
    for r in range(runs):
        rows = panel.panel[r, :, slot]
        start = rows[first]
        if start["active"] == 0.0 or start["joined_at_start"] == 0.0:
            continue
        loss, earned, there, closed = [], [], True, False
        margin, size = start["own_margin"], start["base_volume"]
        for t in range(first, rounds):
            row = rows[t]
            cost = 0.0
            there = there and row["active"] > 0.0 and row["joined_at_start"] > 0.0
            trades = there and row["cause"] not in {Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND}
            if trades:
                elsewhere = size * (margin + row["alternative"] - row["quote"])
                cost = margin * row["volume"] + row["account_surplus"] - elsewhere
            if there and row["cause"] > 0.0 and row["cause"] != Cause.EXIT:
                cost -= kappa * row["lock_in"] * row["volume"]
            loss.append(cost)
            earned.append(0.0 if closed else margin * (row["volume"] if trades else size))
            closed = closed or (there and row["cause"] == Cause.EXIT)
            there = there and row["cause"] == 0.0
        switching = kappa * start["lock_in"] * start["volume"]
        loss[0] += switching
        lost, won = sum(loss[:YEAR]), sum(earned[:YEAR])
        values = (float(lost > won), sum(loss) / len(loss), lost, won, switching)
        for measure, value in zip(OF_ACCOUNT, values, strict=True):
            found[measure.name].append(value)
    return found


OTHER_RIVALS = {"accounts.Giant.rivals": 1, "accounts.Giant.quote_mean": 1.3}


@pytest.mark.parametrize(("first", "own"), [(0, {}), (7, {}), (0, OTHER_RIVALS)])
def test_the_accounts_side_is_what_its_rows_say(first: int, own: dict[str, float]) -> None:
    hurried = {"exit_hazard": 0.05, "network_growth": 0.05, "attention": 0.6, **own}
    played = with_all("strategic-vendor", hurried, rounds=24)
    twin = only(play_twins(played, ["Giant"], 80, first=first))
    expected = by_hand(played.scenario, first, 80, 24, 0)
    for measure in OF_ACCOUNT:
        values = expected[measure.name]
        assert twin.buyer[measure.name].runs == len(values)
        assert twin.buyer[measure.name].mean == pytest.approx(np.mean(values), abs=1e-9), measure.name


@pytest.mark.parametrize("quote", [None, 1.3])
def test_without_contribution_and_luck_of_the_market_only_the_surplus_is_lost(quote: float | None) -> None:
    """No lock-in, no growth, quotes within 1% of the expected: the account loses the surplus in its own ledger."""
    still = {"switches.contribution": False, "quote_scale": 0.001, "rivals": 1, "switches.rivals": False}
    still |= {} if quote is None else {"accounts.account.quote_mean": quote}
    played = with_all("base", still)
    chunk = play_chunk(Arm(played.scenario, played.policy, 7, 20), range(30), panel=True)
    found = account_side(forgone(chunk, 2, 0, 0.0))
    assert found[1] * 20 == pytest.approx(chunk.named["account_surplus"][:, 2], abs=0.05)
    assert (found[4] == 0.0).all()


def test_the_more_it_costs_to_replace_a_vendor_the_more_an_account_loses_without_it() -> None:
    """At the price that it pays; rivals' quotes follow from that, so each account has its own."""
    costs = (2e5, 1e6, 4e6)
    lost = [
        only(play_twins(Arm.of(with_settings(supplier(), {"accounts.Giant.cost_to_replace": cost})), ["Giant"], 100))
        .buyer["loss_first_year"]
        .mean
        for cost in costs
    ]
    assert lost == sorted(lost)


# Which accounts, when, and the same whatever the threads


def test_results_depend_neither_on_threads_nor_on_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    played = arm("over-a-barrel", rounds=10)
    expected = to_json(play_twins(played, ["Giant"], 90, threads=1))
    assert to_json(play_twins(played, ["Giant"], 90, threads=3)) == expected
    monkeypatch.setattr("equipoise.experiments.twins.play.PANEL_CELLS", 700)
    assert runner.block_size([played], 700) == 7
    again = to_json(play_twins(played, ["Giant"], 90))
    one, other = (document["accounts"][0]["vendor"]["revenue"]["change"] for document in (again, expected))
    assert one["mean"] == pytest.approx(other["mean"], rel=1e-12)


def test_an_account_that_the_scenario_takes_away_is_set_against_keeping_it() -> None:
    stated = arm("over-a-barrel", accounts__Giant__leaves=3)
    assert to_json(play_twins(stated, ["Giant"], 40)) == to_json(play_twins(arm("over-a-barrel"), ["Giant"], 40))


def test_accounts_of_a_count_are_chosen_together_or_one_by_one() -> None:
    scenario = load_scenario("market-entry")
    assert accounts_called(scenario, []) == scenario.account_names
    assert accounts_called(scenario, ["Home"]) == ["Home 1", "Home 2", "Home 3", "Home 4"]
    assert accounts_called(scenario, ["Home 3", "Aerospace", "Home 3"]) == ["Aerospace", "Home 3"]
    with pytest.raises(EquipoiseError, match=r'has no account "Aerospce"; did you mean "Aerospace"\?'):
        accounts_called(scenario, ["Aerospce"])
    with pytest.raises(EquipoiseError, match="nobody to take away"):
        accounts_called(Scenario(accounts=[]), [])


def test_a_year_must_be_left() -> None:
    check_round(36, 40)
    for first in (37, 40, 99):
        with pytest.raises(EquipoiseError, match="0 to 36"):
            check_round(first, 40)
    with pytest.raises(EquipoiseError, match="a run of 3 rounds is too short"):
        check_round(0, 3)


def test_an_account_that_no_run_holds_has_no_twin() -> None:
    gone = play_twins(arm("over-a-barrel", exit_hazard=1.0), ["Giant"], 8, first=10)
    assert only(gone).held.mean == 0.0
    assert only(gone).quadrant == "undecided"
    assert "nothing to lose" in to_json(gone)["accounts"][0]["sentence"]
    assert removal_plane(gone).title == "No account is held after 10 rounds"


# What is made of them


def test_the_table_and_the_document_hold_the_same() -> None:
    removal = play_twins(arm("over-a-barrel", rounds=10), [], 30)
    table, document = to_table(removal), to_json(removal)
    assert table["account"].unique(maintain_order=True).to_list() == ["Giant", "North", "South"]
    row = table.filter(account="North", measure="revenue", value="change").row(0, named=True)
    assert {k: row[k] for k in ("mean", "low", "high")} == {
        k: document["accounts"][1]["vendor"]["revenue"]["change"][k] for k in ("mean", "low", "high")
    }


def test_the_plane_says_who_is_strategic() -> None:
    removal = play_twins(arm("large-is-not-strategic"), ["Major", "Small Name"], 300)
    assert removal_plane(removal).title.startswith("Small Name is strategic to the vendor")


def test_the_page_of_the_shipped_scenarios_is_current() -> None:
    """One scenario played anew: verdicts as on the page, rises within half a point."""
    lines = TWINS.text().splitlines()
    removal = survey.survey("large-is-not-strategic", 0)
    for twin in removal.twins:
        start = f"| {removal.scenario} | {twin.account} |"
        cells = [cell.strip() for cell in next(line for line in lines if line.startswith(start)).split("|")]
        assert float(cells[5].partition(" ")[0]) == pytest.approx(100.0 * twin.rise.mean, abs=0.5)
        assert (cells[6], cells[8]) == (twin.strategic_account.value, twin.strategic_vendor.value)
    shown = {line.split("|")[1].strip() for line in lines if line.startswith("| ")}
    assert set(survey.list_scenarios()) <= shown

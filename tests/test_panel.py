"""The panels hold what they say: every column that follows from rows, worked out again from the columns beside it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equipoise.sim.ensemble import Ensemble, run_ensemble
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.model import RelationshipModel
from equipoise.sim.parameters import Parameters
from equipoise.sim.tables import PANEL_COLUMNS, VENDOR_PANEL_COLUMNS

ROUNDS, RUNS = 24, 12
SPELL = ["replication", "account"]


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    """Relationships that end, are replaced, reorganise, are asked and refused; some vendors fail."""
    settings = ("market.attention=0.8", "portfolio.exit_hazard=0.03", "portfolio.win_hazard=0.2", "vendor.cash=0.5")
    scenario = with_settings(load_scenario("over-a-barrel"), settings)
    return run_ensemble(scenario, "strategic", replications=RUNS, rounds=ROUNDS)


@pytest.fixture(scope="module")
def panel(ensemble: Ensemble) -> pl.DataFrame:
    return ensemble.panel()


@pytest.fixture(scope="module")
def vendors(ensemble: Ensemble) -> pl.DataFrame:
    return ensemble.vendor_panel()


def same(panel: pl.DataFrame, name: str, expected: pl.Expr) -> None:
    """Whether a column equals an expression over the others, empty where that is."""
    found = panel.select(pl.col(name).cast(pl.Float64).alias("a"), expected.cast(pl.Float64).alias("b"))
    assert found["a"].is_null().equals(found["b"].is_null()), name
    known = found.drop_nulls()
    np.testing.assert_allclose(known["a"], known["b"], rtol=1e-12, atol=1e-12, err_msg=name)


def test_every_column_is_documented(panel: pl.DataFrame, vendors: pl.DataFrame) -> None:
    page = (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8")
    for table, columns in ((panel, PANEL_COLUMNS), (vendors, VENDOR_PANEL_COLUMNS)):
        assert table.columns == list(columns)
        for name, (unit, meaning) in columns.items():
            assert unit
            assert meaning.endswith(".")
            assert f"| `{name}` | {unit} | {meaning.replace('|', chr(92) + '|')} |" in page
        assert not any(table[name].is_nan().any() for name in table.columns if table[name].dtype.is_float())


def test_a_run_that_is_worth_looking_at(panel: pl.DataFrame, vendors: pl.DataFrame) -> None:
    assert panel["ended"].sum() > 50
    assert panel["insolvent"].max() == 1
    assert min(panel["reorganised"].sum(), panel["demands_so_far"].max(), vendors["won"].sum()) > 0
    assert panel.filter(pl.col("generation") > 0).height > 100


@pytest.mark.parametrize(
    ("so_far", "a_round"),
    [
        ("revenue_so_far", pl.col("revenue")),
        ("units_so_far", pl.col("bought") * pl.col("volume")),
        ("elsewhere_so_far", (1 - pl.col("bought")) * pl.col("volume")),
        ("contribution_so_far", pl.col("contribution")),
        ("profit_so_far", pl.col("contribution") - pl.col("fixed_cost")),
        ("granted_so_far", pl.col("granted")),
        ("referral_value_so_far", pl.col("referral_value")),
        ("demands_so_far", pl.col("asked") > 0),
        ("negotiated_so_far", pl.col("exchanges") >= 0),
        ("offers_so_far", pl.col("exchanges").clip(0)),
        ("flagged_so_far", pl.col("red_flags") > 0),
        ("charters_so_far", pl.col("charter")),
        ("reorganisations_so_far", pl.col("reorganised")),
    ],
)
def test_sums_start_anew_with_every_relationship(panel: pl.DataFrame, so_far: str, a_round: pl.Expr) -> None:
    same(panel, so_far, a_round.cast(pl.Float64).cum_sum().over(SPELL))


def test_what_is_to_come_follows(panel: pl.DataFrame) -> None:
    total = pl.col("contribution").sum().over(SPELL)
    same(panel, "contribution_to_come", total - pl.col("contribution").cum_sum().over(SPELL))
    same(panel, "rounds_to_come", pl.len().over(SPELL) - 1 - pl.col("tenure"))
    last = pl.col("tenure") == pl.col("tenure").max().over(SPELL)
    same(panel, "censored", (last & (pl.col("ended") == 0)).max().over(SPELL))


def test_the_event_is_the_ending(panel: pl.DataFrame) -> None:
    held = pl.col("cause").cast(pl.String) == "still held"
    same(panel, "ended", (~held).cast(pl.Int64))
    same(panel, "held_next_round", held.cast(pl.Int64))
    assert panel.filter(pl.col("ended") == 1)["rounds_to_come"].sum() == 0
    # Who is held a year later, looked up rather than reckoned.
    later = panel.select(*SPELL, pl.col("round") - 4, pl.col("held_next_round").alias("then"))
    known = (pl.col("ended") == 0) & (pl.col("round") + 4 < ROUNDS)
    joined = panel.join(later, on=[*SPELL, "round"], how="left", maintain_order="left")
    same(joined, "held_in_a_year", pl.when(known).then(pl.col("then").fill_null(0)))


def test_contracts_age_from_the_round_they_were_signed_in(panel: pl.DataFrame) -> None:
    # Every negotiation signs a contract that neither ends the relationship nor breaks it off, nor falls back on the old
    # one; the last one in force is the latest, until a breakdown.
    here = pl.col("away") == 0
    signs = (pl.col("exchanges") >= 0) & (pl.col("ended") == 0) & here & (pl.col("fell_back") == 0)
    in_force = pl.when(signs).then(pl.col("round")).forward_fill().over(SPELL)
    known = panel.with_columns(in_force.alias("in_force"))
    assert known.filter(~here).height > 20
    assert known.filter(pl.col("fell_back") == 1).height > 0
    # One that ends after its talks, in the same round, has signed too.
    held = known.filter(pl.col("ended") == 0)
    same(held, "contract_age", pl.when(here).then(pl.col("round") - pl.col("in_force")))
    first = held.filter(pl.col("round") < 4)["contract_age"].drop_nulls()
    assert first.max() < 4


def test_prices_ranks_and_power(panel: pl.DataFrame) -> None:
    same(panel, "price_change", pl.col("price") - pl.col("price").shift(1).over(SPELL))
    same(panel, "relative_price", pl.col("price") / pl.col("alternative"))
    same(panel, "price_premium", pl.col("price") - pl.col("alternative"))
    same(panel, "joint_dependence", pl.col("dependence_vendor") + pl.col("dependence_account"))
    same(panel, "dependence_asymmetry", pl.col("dependence_vendor") - pl.col("dependence_account"))
    same(panel, "level_gap", pl.col("level_seen") - pl.col("level"))
    same(panel, "volume_growth", pl.col("volume") / pl.col("size") - 1)
    in_round = ["replication", "round"]
    sold = panel.filter(pl.col("revenue") > 0)
    same(sold, "rank", pl.col("revenue").rank("ordinal", descending=True).over(in_round))
    same(panel, "top_share", pl.col("revenue_share").max().over(in_round))
    margin = pl.when(pl.col("revenue") > 0).then(pl.col("contribution") / pl.col("revenue"))
    same(panel, "contribution_margin", margin)


def test_red_flags_apart_are_the_red_flags_together(panel: pl.DataFrame) -> None:
    flags = {"flag_elsewhere": 1, "flag_reorganised": 2, "flag_low_return": 4, "flag_goals_missed": 8, "flag_away": 16}
    same(panel, "red_flags", sum((bit * pl.col(name) for name, bit in flags.items()), pl.lit(0)))
    since = pl.col("rounds_since_reorganised")
    same(panel, "flag_reorganised", (since < 4).fill_null(value=False).cast(pl.Int64))
    same(panel, "reorganised", (since == 0).fill_null(value=False).cast(pl.Int64))


def test_what_it_costs_adds_up(panel: pl.DataFrame, vendors: pl.DataFrame) -> None:
    parts = pl.col("support_cost") + pl.col("selling_cost") + pl.col("relationship_cost")
    rigidity = panel.select(pl.col("cost_to_serve") - parts).to_series()
    assert rigidity.min() > -1e-12  # what is left is the cost of being bound
    assert (
        rigidity <= 0.5 * Parameters().bargaining.rigidity / 2 * panel["volume"] * panel["commitment"] ** 2 + 1e-12
    ).all()
    same(panel, "dedicated_assets", pl.col("assets") - pl.col("receivables"))
    same(vendors, "contribution", pl.col("gross") - pl.col("cost_to_serve") - pl.col("granted"))
    costs = pl.col("fixed_cost") + pl.col("winning_cost")
    same(vendors, "operating_profit", pl.col("contribution") - costs)
    same(vendors, "overheads", pl.col("cost_to_serve") + pl.col("granted") + costs)
    same(vendors, "return_on_sales", pl.col("gross_margin") - pl.col("overheads_per_sale"))
    same(vendors, "profit_so_far", pl.col("operating_profit").cum_sum().over("replication"))


def test_vendors_are_what_their_relationships_come_to(panel: pl.DataFrame, vendors: pl.DataFrame) -> None:
    sums = (
        "revenue", "gross", "cost_to_serve", "contribution", "selling_cost", "assets", "receivables",
        "account_surplus",
    )  # fmt: skip
    by_round = panel.group_by("replication", "round").agg(
        pl.len().alias("count"),
        pl.col("ended").sum().alias("endings"),
        (pl.col("revenue_share") ** 2).sum().alias("squares"),
        pl.col("level").mean().alias("mean"),
        *(pl.col(name).sum().alias(f"sum_{name}") for name in sums),
    )
    joined = vendors.join(by_round, on=["replication", "round"], how="left").with_columns(
        pl.exclude("mean").fill_null(0)
    )
    for name in sums:
        same(joined, name, pl.col(f"sum_{name}"))
    same(joined, "accounts", pl.col("count"))
    same(joined, "lost", pl.col("endings"))
    same(joined, "concentration", pl.col("squares"))
    same(vendors, "wins", pl.col("won").cum_sum().over("replication"))
    same(vendors, "losses", pl.col("lost").cum_sum().over("replication"))
    served = joined.filter(pl.col("accounts") > 0).with_columns(pl.col("mean").alias("level"))
    same(served, "mean_level", pl.col("level"))


def test_vendors_stand_beside_their_relationships(panel: pl.DataFrame, vendors: pl.DataFrame) -> None:
    told = (
        "accounts", "wins", "losses", "revenue", "gross", "contribution", "operating_profit", "winning_cost",
        "assets",
    )  # fmt: skip
    also = ("credibility", "alternative", "insolvent", "top_share", "concentration", "cash")
    beside = vendors.select("replication", "round", *(pl.col(name).alias(f"v_{name}") for name in (*told, *also)))
    joined = panel.join(beside, on=["replication", "round"], how="left", maintain_order="left")
    for name in told:
        same(joined, f"vendor_{name}", pl.col(f"v_{name}"))
    for name in also:
        same(joined, name, pl.col(f"v_{name}"))


def test_vendors_earn_what_the_outcomes_say(ensemble: Ensemble, vendors: pl.DataFrame) -> None:
    runs = vendors.group_by("replication", maintain_order=True).agg(
        pl.col("operating_profit").mean(),
        pl.col("revenue").mean(),
        pl.col("concentration").mean(),
        pl.col("wins").last(),
        (4 * pl.col("operating_profit").sum() / pl.col("assets").sum()).alias("return_on_assets"),
    )
    pairs = {"profit": "operating_profit", "revenue": "revenue", "concentration": "concentration", "wins": "wins"}
    for outcome, column in (pairs | {"return_on_assets": "return_on_assets"}).items():
        np.testing.assert_allclose(ensemble.outcomes[outcome], runs[column], rtol=1e-12)


def test_half_a_run_knows_no_more_than_it_should() -> None:
    model = RelationshipModel("base", "accommodating", rounds=20)
    assert model.panel().is_empty()
    assert model.vendor_panel().is_empty()
    for _ in range(8):
        model.step()
    whole = run_ensemble("base", "accommodating", replications=1, rounds=8)
    assert model.panel().equals(whole.panel())
    assert model.vendor_panel().equals(whole.vendor_panel())

"""The population: declared once, the same every time, and as its axes say."""

import numpy as np
import polars as pl
import pytest

from equipoise.experiments.regularities import population as of
from equipoise.experiments.regularities.measuring import at_risk, relationships, vendor_years, years_of_life
from equipoise.experiments.regularities.population import (
    AXES,
    RELATIONSHIP_ROUNDS,
    ROUNDS,
    VENDOR_ROUNDS,
    Population,
    design,
)
from equipoise.sim.parameters import declarations


@pytest.fixture(scope="module")
def population() -> Population:
    return Population(30)


def test_it_is_the_same_every_time(population: Population, monkeypatch: pytest.MonkeyPatch) -> None:
    played = population.played()
    assert population.played() is played
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    again = Population(30).played()
    assert again.relationships.equals(played.relationships)
    assert again.vendors.equals(played.vendors)
    assert not Population(30, seed=21).played().vendors.equals(played.vendors)


def test_every_column_is_declared(population: Population) -> None:
    played = population.played()
    for panel, columns in ((played.relationships, RELATIONSHIP_ROUNDS), (played.vendors, VENDOR_ROUNDS)):
        assert panel.columns == list(columns)
        assert all(unit and meaning.endswith(".") for unit, meaning in columns.values())


def test_the_design_spans_every_axis_evenly() -> None:
    points = design(200)
    for axis, values in zip(AXES, points.T, strict=True):
        assert values.min() >= axis.low
        assert values.max() <= axis.high
        if axis.even == "whole":
            counts = np.bincount(values.astype(int))[int(axis.low) :]
            assert counts.max() - counts.min() <= 2
            continue
        scaled = np.log(values / axis.low) / np.log(axis.high / axis.low) if axis.even == "logarithm" else None
        shares = (values - axis.low) / (axis.high - axis.low) if scaled is None else scaled
        assert (np.sort(np.floor(shares * 200)) == np.arange(200)).all()


def test_parameters_are_spread_around_their_defaults() -> None:
    defaults = {declared.key: declared.default for declared in declarations()}
    for axis in AXES:
        if axis.key:
            assert axis.low < defaults[axis.key] < axis.high
            assert (axis.low + axis.high) / 2 == pytest.approx(defaults[axis.key])


def test_a_vendor_is_what_its_point_says() -> None:
    for number, point in enumerate(design(40)):
        traits = {axis.name: value for axis, value in zip(AXES, point, strict=True)}
        scenario, policy = of.vendor(point, number)
        sizes = [account.size for account in scenario.accounts]
        assert len(sizes) == traits["trait_accounts"]
        assert sum(sizes) == pytest.approx(traits["trait_volume"])
        assert scenario.parameters.vendor.slots > len(sizes)
        assert scenario.parameters.market.rivals == traits["trait_rivals"]
        assert policy.name == of.POLICIES[int(traits["trait_policy"])]
        scale = traits["trait_volume"] / 8
        assert scenario.parameters.vendor.cash == pytest.approx(2 * scale)
        assert scenario.parameters.vendor.fixed_cost == pytest.approx(0.3 * scale * traits["trait_fixed_cost"])


def test_a_placebo_is_the_same_vendors_with_the_same_luck(
    population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of, "PLACEBO_VENDORS", 10)
    nothing = population.played({"vendor.name": "another name"})
    same = population.same()
    assert nothing.vendors["vendor"].n_unique() == same.vendors["vendor"].n_unique() == 10
    assert nothing.vendors.equals(same.vendors)
    assert nothing.relationships.drop("relationship").equals(same.relationships.drop("relationship"))
    unasked = population.played({"switches.demands": False}).relationships
    assert unasked["asked"].sum() == 0.0 < same.relationships["asked"].sum()


def test_years_and_lives_add_up(population: Population) -> None:
    played = population.played()
    years = vendor_years(played)
    sold = played.vendors.filter(pl.col("revenue") > 0.0)
    assert years["revenue"].sum() <= sold["revenue"].sum() * (1 + 1e-12)
    first = played.vendors.filter((pl.col("vendor") == 0) & (pl.col("year") == 1))
    row = years.filter((pl.col("vendor") == 0) & (pl.col("year") == 1)).row(0, named=True)
    assert row["gross_margin"] == pytest.approx(first["gross"].sum() / first["revenue"].sum())
    assert row["return_on_assets"] == pytest.approx(first["operating_profit"].sum() / first["assets"].mean())
    lives = relationships(played)
    assert lives["rounds"].sum() == played.relationships.height
    assert lives["ends"].sum() == at_risk(played)["ends"].sum()
    periods = years_of_life(played)
    per_life = periods.group_by("relationship").agg(pl.col("age").max(), pl.col("ends").sum(), pl.col("start").first())
    assert (per_life["start"] + 4 * per_life["age"] <= ROUNDS).all()
    ended = lives.filter(pl.col("ends") == 1).join(per_life, on="relationship", suffix="_in_year")
    told = ended.filter(pl.col("ends_in_year") == 1)
    assert (told["age"] == (told["rounds"] + 3) // 4).all()

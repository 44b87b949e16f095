"""Each regularity finds what was planted, and the opposite where the opposite was: a sign error would show."""

from collections.abc import Callable
from math import log

import numpy as np
import polars as pl
import pytest

from equipoise.experiments.regularities import names, regularities
from equipoise.experiments.regularities.measuring import GAIN_BY_DEPENDENCE
from tests.regularities.planted import Planted, ending, lives, of_rounds, of_vendors

Plant = tuple[Callable[[float], Planted], Callable[[float], float]]
"""What is planted, by its strength (1 or -1), and what ought to be found."""

CONCENTRATION, DEPENDENCE = pl.col("concentration"), pl.col("weighted_dependence_account")


def noise(rng: np.random.Generator, n: int, scale: float = 0.02) -> np.ndarray:
    return scale * rng.standard_normal(n)


def _vendors(column: str, level: float, slope: float, x: pl.Expr) -> Callable[[float], Planted]:
    def plant(s: float) -> Planted:
        return of_vendors(lambda v, rng: {column: level + s * slope * x + pl.Series(noise(rng, v.height))})

    return plant


def _life_cycle(s: float) -> Planted:
    age = pl.col("weighted_tenure") / 4
    planted = 0.2 + 0.1 * CONCENTRATION + s * 0.05 * CONCENTRATION * age
    return of_vendors(lambda v, rng: {"operating_profit": planted + pl.Series(noise(rng, v.height))})


def _risk(s: float) -> Planted:
    def change(vendors: pl.DataFrame, rng: np.random.Generator) -> dict[str, pl.Expr]:
        shock = rng.standard_normal((vendors["vendor"].n_unique(), 10))
        drawn = shock[vendors["vendor"].to_numpy(), vendors["year"].to_numpy() - 1]
        return {"operating_profit": 0.1 + (0.06 + s * 0.05 * CONCENTRATION) * pl.Series(drawn)}

    return of_vendors(change)


def _curved(s: float) -> Planted:
    planted = 0.1 + 0.3 * DEPENDENCE + s * 0.5 * DEPENDENCE**2
    return of_vendors(lambda v, rng: {"operating_profit": planted + pl.Series(noise(rng, v.height))})


def _hazard(column: str, slope: float) -> Callable[[float], Planted]:
    def plant(s: float) -> Planted:
        def change(rounds: pl.DataFrame, rng: np.random.Generator) -> dict[str, object]:
            x = rng.uniform(0.0, 1.0, rounds.height)
            return {column: x, **ending(rounds, rng, -3.0 + s * slope * x)}

        return of_rounds(change)

    return plant


def _switching(s: float) -> Planted:
    def change(rounds: pl.DataFrame, rng: np.random.Generator) -> dict[str, object]:
        lock_in = rng.uniform(0.0, 1.0, rounds.height)
        cost = lock_in * rounds["trait_switching_cost"].to_numpy()
        return {"lock_in": lock_in, **ending(rounds, rng, -3.0 + s * 0.8 * cost)}

    return of_rounds(change)


def _price(s: float, size: float, long_standing: float) -> Planted:
    def change(rounds: pl.DataFrame, rng: np.random.Generator) -> dict[str, object]:
        market = 0.1 * np.sin(rounds["vendor"].to_numpy() + rounds["round"].to_numpy())
        log_price = market + s * size * np.log(rounds["size"].to_numpy()) + noise(rng, rounds.height)
        return {"price": np.exp(log_price + s * long_standing * (rounds["tenure"].to_numpy() >= 12))}

    return of_rounds(change)


def _volume(s: float) -> Planted:
    def change(rounds: pl.DataFrame, rng: np.random.Generator) -> dict[str, object]:
        own = np.cos(rounds["relationship"].to_numpy())
        return {"units": np.exp(own + s * 0.1 * np.log(rounds["tenure"].to_numpy() + 1) + noise(rng, rounds.height))}

    return of_rounds(change)


def _gain(column: str) -> Callable[[float], Planted]:
    def plant(s: float) -> Planted:
        def change(rounds: pl.DataFrame, rng: np.random.Generator) -> dict[str, object]:
            joint, asymmetry = rng.uniform(0.2, 1.2, rounds.height), rng.uniform(-0.4, 0.4, rounds.height)
            terms = {
                "joint_dependence": joint,
                "buyer_advantage": np.maximum(0.0, asymmetry),
                "supplier_advantage": np.maximum(0.0, -asymmetry),
            }
            gain = 0.1 + s * 0.2 * terms[column] + noise(rng, rounds.height)
            return {
                "joint_dependence": joint,
                "dependence_asymmetry": asymmetry,
                "account_surplus": gain * rounds["volume"].to_numpy(),
            }

        return of_rounds(change)

    return plant


def _loyalty(s: float) -> Planted:
    def change(rounds: pl.DataFrame, _rng: np.random.Generator) -> dict[str, object]:
        length = rounds.select(pl.len().over("relationship")).to_series().to_numpy().astype(float)
        return {"contribution": np.ones_like(length) if s > 0 else (50.0 - length) / length}

    return of_rounds(change)


def _reference(s: float) -> Planted:
    def change(rounds: pl.DataFrame, _rng: np.random.Generator) -> dict[str, object]:
        length = rounds.select(pl.len().over("relationship")).to_series().to_numpy().astype(float)
        value = 1.0 + rounds["relationship"].to_numpy().astype(float)
        return {"contribution": value / length, "referral_value": (value if s > 0 else 1e6 - value) / length}

    return of_rounds(change)


def _held(s: float) -> Planted:
    share = 0.9 + s * 0.05
    return of_rounds(lambda rounds, rng: {"held_in_a_year": (rng.random(rounds.height) < share).astype(float)})


def _annual(s: float) -> Planted:
    yearly = 0.1 + s * 0.03
    return lives(lambda year: np.full(len(year), log(-log(1.0 - yearly))))


PLANTS: dict[str, Plant] = {
    "age-survival": (lambda s: lives(lambda year: -2.3 + s * 0.4 * np.log(year)), lambda s: s * 0.4),
    "honeymoon": (
        lambda s: lives(lambda year: -2.5 + 0.3 * np.log(year) + s * 0.3 * np.log(year) ** 2),
        lambda s: s * 0.3,
    ),
    "age-volume": (_volume, lambda s: s * 0.1),
    "alliance-survival": (_annual, lambda s: (0.9 - s * 0.03) ** 5),
    "buyer-size-discount": (lambda s: _price(s, 0.02, 0.0), lambda s: s * 0.02),
    "communication-continuity": (_hazard("channel", 0.8), lambda s: s * 0.8),
    # A year's profit over assets is four rounds'.
    "concentration-asset-turnover": (_vendors("revenue", 1.2, 0.3, CONCENTRATION), lambda s: 4 * s * 0.3),
    "concentration-gross-margin": (_vendors("gross", 0.3, 0.1, CONCENTRATION), lambda s: s * 0.1),
    "concentration-life-cycle": (_life_cycle, lambda s: 4 * s * 0.05),
    "concentration-return-on-assets": (_vendors("operating_profit", 0.2, 0.1, CONCENTRATION), lambda s: 4 * s * 0.1),
    "concentration-risk": (_risk, lambda s: s * 0.05),
    "concentration-service-cost": (_vendors("cost_to_serve", 0.2, 0.05, CONCENTRATION), lambda s: s * 0.05),
    "dependence-advantage": (_gain("buyer_advantage"), lambda s: s * 0.2),
    "dependence-diminishing-benefit": (_curved, lambda s: s * 0.5),
    "dependence-return-on-sales": (_vendors("operating_profit", 0.1, 0.3, DEPENDENCE), lambda s: s * 0.3),
    "joint-dependence-performance": (_gain("joint_dependence"), lambda s: s * 0.2),
    "link-survival": (_held, lambda s: 0.9 + s * 0.05),
    "loyalty-profit": (_loyalty, lambda s: s),
    "reference-lifetime-value": (_reference, lambda s: max(s, 0.0)),
    "strategic-importance-abrupt-endings": (_hazard("joint_dependence", 1.0), lambda s: s),
    "switching-cost-retention": (_switching, lambda s: s * 0.8),
    "tenure-price": (lambda s: _price(s, 0.0, 0.05), lambda s: s * 0.05),
}


WITHOUT_SPREAD = {"loyalty-profit", "reference-lifetime-value"}
"""What is planted is the same in every vendor, so that no interval has any width."""


def test_every_regularity_is_planted() -> None:
    assert set(PLANTS) == set(names())


@pytest.mark.parametrize("strength", [1.0, -1.0])
@pytest.mark.parametrize("name", PLANTS)
def test_what_is_planted_is_found(name: str, strength: float) -> None:
    plant, expected = PLANTS[name]
    finding = regularities([name])[name].find(plant(strength))
    estimate, planted = finding.estimate, expected(strength)
    if name in WITHOUT_SPREAD:
        assert estimate.value == pytest.approx(planted)
        assert not estimate.high - estimate.low > 0.0
        return
    # Twice the half-width is four standard errors.
    assert abs(estimate.value - planted) <= (estimate.high - estimate.low) + 1e-9
    assert abs(estimate.value - planted) < 0.5 * max(abs(planted), abs(expected(1.0) - expected(-1.0)))
    assert estimate.low <= estimate.value <= estimate.high
    assert finding.rows > 100
    assert len(finding.curve.points) >= 5
    points = finding.curve.points
    assert all(point.low <= point.value <= point.high for _, point in points)
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_nothing_is_found_where_nothing_is_planted() -> None:
    """A null effect: the hazard does not depend on the channel, and the interval has zero in it."""
    finding = regularities(["communication-continuity"])["communication-continuity"].find(_hazard("channel", 0.0)(1.0))
    assert finding.estimate.low < 0.0 < finding.estimate.high


@pytest.mark.parametrize("planted", ["joint_dependence", "buyer_advantage", "supplier_advantage"])
def test_either_sides_advantage_is_a_term_of_its_own(planted: str) -> None:
    """Gulati and Sytch: asymmetry is split at zero; what is planted in one term does not show in the others."""
    terms = GAIN_BY_DEPENDENCE.fit(_gain(planted)(1.0).played()).terms
    for term in ("joint_dependence", "buyer_advantage", "supplier_advantage"):
        assert terms[term].value == pytest.approx(0.2 if term == planted else 0.0, abs=0.01), term


def test_an_ending_because_the_vendor_failed_is_censored() -> None:
    regularity = regularities(["communication-continuity"])["communication-continuity"]
    planted = _hazard("channel", 0.8)(1.0)
    rounds = planted.played().relationships
    failed = pl.when(pl.col("ended") == 1).then(pl.lit("the vendor failed")).otherwise(pl.col("cause").cast(pl.String))
    half = rounds.filter(pl.col("vendor") % 2 == 0).with_columns(failed.alias("cause"))
    other = rounds.filter(pl.col("vendor") % 2 == 1).with_columns(pl.col("cause").cast(pl.String))
    assert planted.panels is not None
    mixed = Planted(planted.vendors, 5, panels=planted.panels._replace(relationships=pl.concat([half, other])))
    alone = Planted(planted.vendors, 5, panels=planted.panels._replace(relationships=other))
    events = [regularity.find(population).curve.points for population in (mixed, alone)]
    means = [float(np.mean([point.value for _, point in points])) for points in events]
    assert means[0] == pytest.approx(means[1] / 2, rel=0.15)

"""Quantiles of many columns at once are NumPy's, where there is anything to take them of."""

import numpy as np

from equipoise.analysis.quantiles import quantiles_of_columns


def test_quantiles_of_columns_are_those_of_numpy() -> None:
    values = np.random.default_rng(4).normal(size=(3, 2, 41))
    values[0, 0, ::3] = np.nan
    found = quantiles_of_columns(values, [0.05, 0.5, 0.95])
    np.testing.assert_allclose(found, np.nanquantile(values, [0.05, 0.5, 0.95], axis=-1), rtol=1e-12)


def test_a_column_without_values_has_none() -> None:
    assert np.isnan(quantiles_of_columns(np.full((2, 5), np.nan), [0.5])).all()
    assert quantiles_of_columns(np.empty((4, 0)), [0.1, 0.9]).shape == (2, 4)

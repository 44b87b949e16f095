"""Of which parameter moves what: calls that can tell nothing."""

from math import inf, nan

import numpy as np

from equipoise.analysis.sensitivity.grid import grid_indices
from equipoise.analysis.sensitivity.levels import course, half_width
from equipoise.analysis.sensitivity.measured import resampled
from equipoise.analysis.sensitivity.noise import noise_floor, noise_share, point_errors, without_noise
from equipoise.analysis.sensitivity.ranks import rank_regression
from equipoise.analysis.sensitivity.screening import elementary_effects, screening
from equipoise.analysis.sensitivity.sobol import sobol_indices
from equipoise.analysis.sensitivity.tornado import Levels, swings, tornado
from equipoise.analysis.shapley import shapley_values
from tests.analysis.untold.data import GAPS, NONE, ROUNDED, ROWS, SQUARE, UP, WORDS, Call

SENSITIVITY: dict[str, dict[str, Call]] = {
    "shapley.shapley_values": {
        "not all coalitions": lambda: shapley_values(np.ones(3)),
        "none": lambda: shapley_values(NONE),
        "infinite": lambda: shapley_values(np.array([0.0, inf])),
        "no worth": lambda: shapley_values(np.array([0.0, nan])),
    },
    "sensitivity.measured.resampled": {
        "one row": lambda: resampled(1, 1, lambda chosen: np.ones((1, *chosen.shape[:-1])))[1:],
        "NaN in nearly all resamples": lambda: resampled(
            9, 1, lambda chosen: np.where(chosen.std(axis=-1) > 3.4, 1.0, nan)[None]
        )[1:],
    },
    "sensitivity.noise.point_errors": {
        "no errors": lambda: point_errors(ROWS, GAPS, ROWS),
        "another length": lambda: point_errors(ROWS, ROWS, ROWS[:3]),
        "infinite": lambda: point_errors(np.array([inf]), np.array([0.0]), np.array([2.0])),
    },
    "sensitivity.noise.noise_share": {
        "no variation but rounding": lambda: noise_share(np.where(UP, 0.3, 0.1 + 0.2), 0 * ROWS + 0.1),
        "no errors": lambda: noise_share(ROWS, GAPS),
        "another length": lambda: noise_share(ROWS, ROWS[:3]),
    },
    "sensitivity.noise.without_noise": {"nothing but noise": lambda: without_noise(ROWS, ROWS, 1.0)},
    "sensitivity.noise.noise_floor": {"no errors": lambda: noise_floor(GAPS)},
    "sensitivity.ranks.rank_regression": {
        "no variation but rounding": lambda: (
            rank_regression(np.sin(ROWS)[:, None], np.where(UP, 0.3, 0.1 + 0.2)).coefficients
        ),
        "two points": lambda: rank_regression(ROWS[:2, None], ROWS[:2]).coefficients,
        "no value in any": lambda: rank_regression(ROWS[:, None], GAPS).coefficients,
        "another length": lambda: rank_regression(ROWS[:, None], ROWS[:3]),
        "infinite": lambda: rank_regression(ROWS[:, None], np.array([inf, *ROWS[1:]])),
    },
    "sensitivity.screening.elementary_effects": {
        "no trajectories": lambda: elementary_effects(np.zeros((2, 4, 2)), np.zeros((2, 4))),
        "infinite": lambda: elementary_effects(np.zeros((1, 2, 1)), np.array([[1.0, inf]])),
        "no step": lambda: elementary_effects(np.zeros((1, 2, 1)), np.array([[1.0, 2.0]])),
    },
    "sensitivity.screening.screening": {
        "no effects": lambda: screening(np.full((1, 4), nan)).mu_star,
        "one effect": lambda: screening(np.array([[3.0, nan]])).mu_star[1:],
        "infinite": lambda: screening(np.array([[inf]])),
    },
    "sensitivity.sobol.sobol_indices": {
        "no variation but rounding": lambda: sobol_indices(np.where(UP, 0.3, 0.1 + 0.2), ROUNDED, ROUNDED[None]).total,
        "one row": lambda: sobol_indices(ROWS[:1], ROWS[1:2], ROWS[None, 2:3]).total[1:],
        "another length": lambda: sobol_indices(ROWS, ROWS, ROWS[None, :3]),
    },
    "sensitivity.grid.grid_indices": {
        "one outcome": lambda: grid_indices(np.full((2, 2), 0.3), np.zeros((2, 2)), WORDS, (True, True)).first,
        "rounding alone": lambda: (
            grid_indices(np.array([[0.3, 0.1 + 0.2], [0.3, 0.3]]), np.zeros((2, 2)), WORDS, (True, True)).total
        ),
        "no errors": lambda: grid_indices(SQUARE, np.full((2, 2), nan), WORDS, (True, True)).first[1:],
        "no value at a point": lambda: grid_indices(np.where(SQUARE > 0.0, SQUARE, nan), SQUARE, WORDS, (True, True)),
        "another shape": lambda: grid_indices(SQUARE, SQUARE[:1], WORDS, (True, True)),
    },
    "sensitivity.levels.course": {
        "no value at any level": lambda: course(GAPS, GAPS, ordered=True).reach,
        "no errors": lambda: course(ROWS, GAPS, ordered=False).reach,
    },
    "sensitivity.levels.half_width": {"no errors": lambda: half_width(GAPS, GAPS, 1)},
    "sensitivity.tornado.swings": {
        "no value at any level": lambda: (
            swings([Levels(WORDS[0], ordered=True, values=GAPS[:2], errors=GAPS[:2])]).swing
        ),
        "no errors": lambda: swings([Levels(WORDS[0], ordered=True, values=ROWS[:2], errors=GAPS[:2])]).swing[1:],
    },
    "sensitivity.tornado.tornado": {
        "no errors": lambda: tornado(ROWS[:2], ROWS[1:3], GAPS[:2], GAPS[:2]).swing[1:],
        "no value at an end": lambda: tornado(GAPS[:2], ROWS[:2], ROWS[:2], ROWS[:2]).swing,
        "another length": lambda: tornado(ROWS[:2], ROWS[:1], ROWS[:2], ROWS[:2]),
    },
}
"""By estimator, by what is wrong, a call that can tell nothing."""

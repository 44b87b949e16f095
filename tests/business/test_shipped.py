"""Six businesses after published concentrations: each is understood as it is stated, and lives on as it is."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.sim.arm import Arm
from equipoise.sim.business.understanding import understood
from equipoise.sim.files import list_businesses, load_scenario
from equipoise.sim.kernel import play_chunk

LARGEST = {
    "aerostructures": 0.79, "aircraft-parts": 0.38, "audio-chips": 0.81, "modems": 0.51, "sheet-metal": 0.208,
    "timing-chips": 0.35,
}  # fmt: skip
"""Published share of revenue of the largest customer."""

RUNS, THREE_YEARS = 200, 12


def test_the_six_are_there() -> None:
    assert list_businesses() == sorted(LARGEST)


@pytest.mark.parametrize("name", LARGEST)
def test_the_first_year_is_the_stated_one(name: str) -> None:
    found = understood(load_scenario(name))
    assert found is not None
    assert found.accounts[0].share == pytest.approx(LARGEST[name], abs=0.01)
    assert not [missed for missed in found.missed if missed.key.startswith("business.")]
    year, stated = found.first_year, found.first_year.stated
    assert set(stated) == {"revenue", "gross", "overhead", "profit"}
    for what in stated:
        assert getattr(year, what) == pytest.approx(stated[what], rel=0.002), what


@pytest.mark.parametrize("name", LARGEST)
def test_it_outlives_three_years_as_it_was_run_until_now(name: str) -> None:
    chunk = play_chunk(Arm.of(name, rounds=THREE_YEARS), range(RUNS))
    failed = float(np.mean(chunk.runs["failed"]))
    assert failed + 3.0 * np.sqrt(failed * (1.0 - failed) / RUNS) < 0.5

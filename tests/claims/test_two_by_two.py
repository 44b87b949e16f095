"""The central two by two: contrasts are what they are called, and only what makes the account strategic differs."""

from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from equipoise.app.pages import claims_tables
from equipoise.app.pages.claims import claims_page
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.runs import Runs
from equipoise.experiments.claims.two_by_two import (
    EFFECTS,
    MEASURES,
    POLICY,
    STANDINGS,
    VERSIONS,
    WAYS,
    Measure,
    Version,
    Way,
    contrasts,
    two_by_two,
)
from equipoise.experiments.claims.whole import Whole

RUNS = 60
YEAR = 4


def test_contrasts_find_planted_effects() -> None:
    luck = np.random.default_rng(7).standard_normal(500)
    account, vendor, both = 3.0, -2.0, 0.5
    found = contrasts(
        Measure("x", "x", "1", 0.1),
        [luck + account * i + vendor * j + both * i * j for i in range(2) for j in range(2)],
    )
    expected = (account + both / 2.0, vendor + both / 2.0, both)
    assert [found[name].value for name in EFFECTS] == pytest.approx(expected)
    assert not any(found[name].known for name in EFFECTS)  # the same luck cancels, so that no run differs from another


def test_effects_follow_from_the_cells() -> None:
    for square in two_by_two(Luck(RUNS, 7), WAYS[0]):
        for measure in MEASURES:
            if measure.outcome in {"contribution_margin", "dependence_vendor", "dependence_account"}:
                continue  # may lack some runs
            means = [
                square.cells[row, vendor][measure.outcome].mean
                for row in STANDINGS
                for vendor in square.version.vendors
            ]
            plain, both_off, needed, both_on = means
            assert square.effects[measure.outcome]["interaction"].value == pytest.approx(
                both_on - needed - both_off + plain
            )


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_account_is_itself_and_the_vendor_of_the_same_means(way: Way, version: Version) -> None:
    runs = Runs(Luck(1, 7))
    for vendor in version.vendors:
        worlds = [runs.arm(way.case(standing, version, vendor)).scenario for standing in STANDINGS]
        ordinary, strategic = (
            next(account for account in world.accounts if account.name == way.account) for world in worlds
        )
        free = {"reference", "opens"}
        assert ordinary.model_dump(exclude=free) == strategic.model_dump(exclude=free)
        means = [
            [
                getattr(world.parameters.vendor, name) / sum(account.size for account in world.accounts)
                for name in ("fixed_cost", "cash", "reserve")
            ]
            for world in worlds
        ]
        assert means[0] == pytest.approx(means[1])
        assert worlds[0] != worlds[1]


def test_the_vendor_depends_on_a_strategic_account_more_at_first() -> None:
    # Later a reference has won others, and the vendor that has it depends on it less.
    runs = Runs(Luck(RUNS, 7))
    for way in WAYS:
        plain, needed = (
            runs.rounds(way.case(standing, POLICY, POLICY.vendors[0]), way.account, ["dependence_vendor"])
            for standing in STANDINGS
        )
        first = [np.nanmean(rows["dependence_vendor"][:, :YEAR]) for rows in (plain, needed)]
        assert first[1] > first[0], way.name


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_figure_of_a_two_by_two_is_cut_on_the_console(width: int) -> None:
    (square, *_) = two_by_two(Luck(20, 3), WAYS[1])
    whole = Whole([], [square], None, None, [], Luck(20, 3))
    console = Console(width=width, file=StringIO())
    console.print(*claims_page(whole, console))
    assert isinstance(console.file, StringIO)
    shown = console.file.getvalue()
    table = claims_tables.square_table(square)
    figures = [part for row in table.rows for cell in row[table.texts :] for part in cell.split()]
    assert set(figures) <= set(shown.split())

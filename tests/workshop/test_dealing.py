"""Lucks are dealt in which par is something to be compared with, and a workshop without any is refused."""

import pytest

from equipoise.experiments.workshop.dealing import LEAST_PAR, deal
from equipoise.experiments.workshop.score import figures
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import Workshop
from equipoise.sim.faults import WorkshopError


def test_par_is_above_the_floor_for_every_account(workshop: Workshop) -> None:
    for replication in deal(workshop, 5, 3):
        for one in workshop.counterparts:
            table = Table(workshop, one, 5, replication)
            assert min(figures(table, table.par())) >= LEAST_PAR


def test_a_workshop_in_which_nobody_makes_enough_is_refused(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.experiments.workshop.dealing.MOST_TRIED", 3)
    monkeypatch.setattr("equipoise.experiments.workshop.dealing.MOST_TRIED_A_TABLE", 1)
    poor = workshop.model_copy(update={"settings": {**workshop.settings, "vendor.fixed_cost": 5.0}})
    with pytest.raises(WorkshopError, match="kinder"):
        deal(poor, 5, 2)

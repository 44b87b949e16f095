"""A table of the shipped workshop, and what people write on slips."""

import pytest

from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import Workshop


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    return load_workshop("on-an-even-footing")


@pytest.fixture(scope="session")
def table(workshop: Workshop) -> Table:
    """One opposite a partner."""
    return Table(workshop, workshop.counterparts[0], seed=5, replication=2)


@pytest.fixture(scope="session")
def opportunist(workshop: Workshop) -> Table:
    """One opposite an opportunist."""
    return Table(workshop, workshop.counterparts[1], seed=5, replication=2)

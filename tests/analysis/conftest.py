"""Statistics are tried on numbers that tests make: the second worker begins with them while the first compiles."""

from collections.abc import Iterator

import pytest

from tests.conftest import was_played


@pytest.fixture(scope="module", autouse=True)
def _plays_nothing() -> Iterator[None]:
    played_before = was_played()
    yield
    assert played_before or not was_played(), "this file plays, and belongs elsewhere: see tests/conftest.py"

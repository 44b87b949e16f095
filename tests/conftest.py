"""How generated tests draw their examples, in which order files are run, and on how many threads."""

import os
import sys
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# A worker has about one core, on which more threads of linear algebra only wait for each other; read with NumPy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# No deadline, and no complaint of slow examples: the first call of a compiled rule also compiles it, and other programs
# may run on the machine. The same examples everywhere, so that a pass here is a pass elsewhere.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", unhurried, derandomize=True, print_blob=True, max_examples=50)
# New examples at every run: HYPOTHESIS_PROFILE=explore make test
settings.register_profile("explore", unhurried, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
if settings().derandomize:
    # It would also draw constants of whatever modules of the program the tests before have imported in this worker.
    providers._get_local_constants = providers.Constants  # noqa: SLF001 - there is no public switch

LONG = (
    "test_breakeven.py", "test_evidence_page.py", "test_pages.py", "test_sentences.py", "test_answers.py",
    "test_explorer_browser_figures.py", "test_cluster.py", "test_explorer_browser_people.py", "test_killed.py",
    "test_browser_together.py", "test_print.py", "test_browser_teams.py", "test_environment.py", "test_browser.py",
    "test_page.py",
)  # fmt: skip
"""Files that take longest, with the evidence or without, longest first, and browsers between others; but before those
that begin processes, each of which would compile for itself, comes one that does not."""
PLAYING_NOTHING = "analysis"


@pytest.fixture(scope="session", autouse=True)
def _unflushed() -> Iterator[None]:
    """Wait for no disk: no power fails here, and who records what is asked of a disk records this all the same."""
    with patch.object(os, "fsync", lambda _: None):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run long files first, so that no worker is left with one at the end; a worker takes a file as a whole.

    On a machine on which nothing is compiled yet the first worker compiles the rules; the second begins with tests that
    play nothing, and does not compile them as well.
    """

    def place(item: pytest.Item) -> tuple[int, int]:
        if item.path.name == LONG[0]:
            return 0, 0
        if item.path.parent.name == PLAYING_NOTHING:
            return 1, 0
        return (2, LONG.index(item.path.name)) if item.path.name in LONG else (3, 0)

    items.sort(key=place)
    if was_played():
        raise pytest.UsageError("a test file plays while it is read, so that every worker compiles the rules")


def was_played() -> bool:
    """Whether the compiled schedule was called in this process."""
    play = getattr(sys.modules.get("equipoise.sim.play"), "play", None)
    return bool(getattr(play, "signatures", ()))

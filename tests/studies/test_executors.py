"""Threads keep the contract of executors, which ships with the package for others to inherit."""

from collections.abc import Callable, Iterator

import pytest

from equipoise.experiments.studies.executors import Executor
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.testing import ExecutorContract


class TestOneThread(ExecutorContract):
    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        with Threads(1) as threads:
            yield threads


class TestThreads(ExecutorContract):
    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        with Threads(2) as threads:
            yield threads


def test_threads_are_as_many_as_cores_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    with Threads() as threads:
        assert threads.workers == 3


_: Callable[[], Executor] = Threads  # the checker holds it to the contract

"""The contract of executors, which each of them inherits."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest

from equipoise.experiments.studies.executors import Executor
from equipoise.experiments.studies.executors.threads import Threads
from tests.studies.jobs import UnwellError, doubled, once_there, times, unwell_at_five, waited


class Contract:
    """What every executor keeps; a subclass says how one is made."""

    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        raise NotImplementedError

    def test_it_is_an_executor_with_workers(self, executor: Executor) -> None:
        assert isinstance(executor, Executor)
        assert executor.workers >= 1

    def test_every_item_comes_back_once_with_its_result(self, executor: Executor) -> None:
        items = [(k, k / 7.0) for k in range(50)]
        found = dict(executor.map(doubled, items))
        assert found == {item: 2.0 * item[1] for item in items}

    def test_no_items_no_results(self, executor: Executor) -> None:
        assert list(executor.map(doubled, [])) == []

    def test_a_job_may_have_its_first_arguments_already(self, executor: Executor) -> None:
        assert sorted(executor.map(partial(times, 3), range(4))) == [(0, 0), (1, 3), (2, 6), (3, 9)]

    def test_what_is_done_first_comes_first(self, executor: Executor, tmp_path: Path) -> None:
        if executor.workers < 2:
            pytest.skip("one worker has an order")
        slow, quick = (tmp_path / "given", 0), (tmp_path, 1)
        results = executor.map(once_there, [slow, quick])
        assert next(results)[0] == quick
        slow[0].touch()
        assert next(results)[0] == slow

    def test_what_a_job_raises_is_raised_and_the_executor_goes_on(self, executor: Executor) -> None:
        with pytest.raises(UnwellError, match="five"):
            list(executor.map(unwell_at_five, range(10)))
        assert sorted(executor.map(partial(times, 2), range(3))) == [(0, 0), (1, 2), (2, 4)]

    def test_items_are_taken_as_workers_get_free(self, executor: Executor) -> None:
        taken: list[int] = []

        def endless() -> Iterator[int]:
            for item in count():
                taken.append(item)
                yield item

        results = executor.map(partial(times, 2), endless())
        for given, _ in enumerate(islice(results, 20), start=1):
            assert len(taken) - given <= 2 * executor.workers
        results.close()

    def test_a_closed_iterator_begins_nothing_more(self, executor: Executor) -> None:
        taken: list[int] = []

        def endless() -> Iterator[tuple[int, float]]:
            for item in count():
                taken.append(item)
                yield item, 0.01

        results = executor.map(waited, endless())
        next(results)
        results.close()
        before = len(taken)
        assert list(executor.map(doubled, [(0, 1.0)])) == [((0, 1.0), 2.0)]
        assert len(taken) == before

    def test_it_closes_twice(self, executor: Executor) -> None:
        executor.close()
        executor.close()


class TestOneThread(Contract):
    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        with Threads(1) as threads:
            yield threads


class TestThreads(Contract):
    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        with Threads(2) as threads:
            yield threads


def test_threads_are_as_many_as_cores_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    with Threads() as threads:
        assert threads.workers == 3


_: Callable[[], Executor] = Threads  # the checker holds it to the contract

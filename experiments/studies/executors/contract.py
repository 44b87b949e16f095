"""The contract of executors, as a class of tests that an executor's own inherit; pytest runs it, and is not imported.

Its jobs are in this module, which loads little, since every worker process that begins has to load it.
"""

from __future__ import annotations

import time
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING
from unittest import SkipTest

from equipoise.experiments.studies.executors import Executor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIVE = 5


class UnwellError(Exception):
    """What a job may raise."""


def doubled(item: tuple[int, float]) -> float:
    """Twice the number of an item."""
    return 2.0 * item[1]


def waited(item: tuple[int, float]) -> float:
    """Take as many seconds as an item says."""
    time.sleep(item[1])
    return item[1]


def once_there(item: tuple[Path, int]) -> None:
    """Take until a file is there."""
    while not item[0].exists():
        time.sleep(0.01)


def times(by: int, item: int) -> int:
    """An item so many times."""
    return by * item


def unwell_at_five(item: int) -> int:
    """Fail at one item of many."""
    if item == FIVE:
        raise UnwellError("five")
    return item


class ExecutorContract:
    """What every executor keeps; a subclass has a pytest fixture ``executor`` that gives an open one.

    Examples
    --------
    >>> import pytest
    >>> from equipoise.testing import ExecutorContract
    >>> class TestMine(ExecutorContract):
    ...     @pytest.fixture
    ...     def executor(self):
    ...         with Mine(workers=2) as executor:  # doctest: +SKIP
    ...             yield executor
    """

    def test_it_is_an_executor_with_workers(self, executor: Executor) -> None:
        """It has the methods of one, and at least one worker."""
        assert isinstance(executor, Executor)
        assert executor.workers >= 1

    def test_every_item_comes_back_once_with_its_result(self, executor: Executor) -> None:
        """In any order."""
        items = [(k, k / 7.0) for k in range(50)]
        found = list(executor.map(doubled, items))
        assert sorted(found) == [(item, 2.0 * item[1]) for item in items]

    def test_no_items_no_results(self, executor: Executor) -> None:
        """And no wait."""
        assert list(executor.map(doubled, [])) == []

    def test_a_job_may_have_its_first_arguments_already(self, executor: Executor) -> None:
        """By :func:`functools.partial`, over plain values."""
        assert sorted(executor.map(partial(times, 3), range(4))) == [(0, 0), (1, 3), (2, 6), (3, 9)]

    def test_what_is_done_first_comes_first(self, executor: Executor, tmp_path: Path) -> None:
        """A slow item holds no other back."""
        if executor.workers == 1:
            raise SkipTest("one worker has an order")
        slow, quick = (tmp_path / "given", 0), (tmp_path, 1)
        results = executor.map(once_there, [slow, quick])
        assert next(results)[0] == quick
        slow[0].touch()
        assert next(results)[0] == slow

    def test_what_a_job_raises_is_raised_and_the_executor_goes_on(self, executor: Executor) -> None:
        """As it was raised; the next call is as good as the first."""
        raised = ""
        try:
            list(executor.map(unwell_at_five, range(10)))
        except UnwellError as error:
            raised = str(error)
        assert raised == "five"
        assert sorted(executor.map(partial(times, 2), range(3))) == [(0, 0), (1, 2), (2, 4)]

    def test_items_are_taken_as_workers_get_free(self, executor: Executor) -> None:
        """Of endlessly many, never more than twice the workers are taken and not given."""
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
        """And the executor can be used again."""
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
        """To close what is closed does nothing."""
        executor.close()
        executor.close()

"""Threads of this process: the kernel plays without the interpreter lock, so they share nothing but the machine."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from equipoise.experiments.studies.executors import Executor
from equipoise.sim.threads import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

Item = TypeVar("Item")
Result = TypeVar("Result")


class Threads(Executor):
    """The executor in this process, by default of as many threads as the machine has cores."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = cores(workers)
        self._pool = ThreadPoolExecutor(self._workers, thread_name_prefix="sweep")

    @property
    def workers(self) -> int:
        """Threads."""
        return self._workers

    def map(self, job: Callable[[Item], Result], items: Iterable[Item]) -> Generator[tuple[Item, Result], None, None]:
        """Play a job over items, each as soon as it is done; see the contract."""
        todo = iter(items)
        under_way: dict[Future[Result], Item] = {}

        def begin(many: int) -> None:
            under_way.update((self._pool.submit(job, item), item) for item in islice(todo, many))

        try:
            begin(2 * self._workers)
            while under_way:
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    item = under_way.pop(future)
                    yield item, future.result()
                    begin(1)
        finally:
            for future in under_way:
                future.cancel()

    def close(self) -> None:
        """End the threads, after what they are at; further calls do nothing."""
        self._pool.shutdown(cancel_futures=True)

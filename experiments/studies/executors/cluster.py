"""Dask distributed: worker processes on this machine, or on as many machines as somebody has started."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from equipoise.analysis.extras import needed
from equipoise.experiments.studies.executors import Executor, undisturbed
from equipoise.experiments.studies.executors.likeness import likeness, play_if_alike
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import WORKERS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")

Dask: TypeAlias = Any
"""What Dask hands over, which has no types."""

LOCAL = "local"
"""What is given instead of an address for worker processes on this machine."""

PATIENCE = 60.0
"""Seconds to wait for the scheduler, and for the first worker to join it."""

ATTEMPTS = 2
"""Times that a job is sent out anew after the scheduler has given it up, because worker after worker died with it."""

_COUNTED_EVERY = 1.0  # seconds; asking for workers at each result would keep a scheduler of a thousand busy


class Cluster(Executor):
    """The executor on a cluster; see :class:`equipoise.experiments.studies.executors.Executor`.

    Jobs that die with their worker are played again by another, which is the scheduler's doing; a result is a function
    of its item, so nothing depends on who played it.

    Parameters
    ----------
    scheduler : str
        Address such as ``tcp://10.0.0.7:8786`` or ``tls://10.0.0.7:8786``; or ``local`` for a cluster on this machine,
        on loopback alone, that takes work from nobody else.
    workers : int, optional
        Worker processes of a local cluster, each of one thread; as many as the machine has cores. A scheduler that
        runs already has the workers that it has.
    patience : float
        Seconds to wait for the scheduler, and for the first worker.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When Dask is missing, no scheduler answers, or no worker joins it.
    """

    def __init__(self, scheduler: str, workers: int | None = None, *, patience: float = PATIENCE) -> None:
        self._dask = needed("distributed", "cluster", "Playing on a cluster")
        self._address = scheduler
        self._count, self._counted = 0, -_COUNTED_EVERY
        with ExitStack() as held:
            held.enter_context(_broken_pipes_are_errors())
            address, keys = (
                held.enter_context(self._on_this_machine(workers)) if scheduler == LOCAL else (scheduler, None)
            )
            self._client = held.enter_context(self._connected(address, keys, patience))
            self._await_workers(patience)
            self._check_workers()
            self._held = held.pop_all()

    @property
    def workers(self) -> int:
        """Threads of all workers that the scheduler has now; 1 while it has none."""
        if time.monotonic() - self._counted >= _COUNTED_EVERY:
            with self._reached():
                self._count = sum(self._client.nthreads().values())
            self._counted = time.monotonic()
        return max(self._count, 1)

    def map(self, job: Callable[[Item], Result], items: Iterable[Item]) -> Generator[tuple[Item, Result], None, None]:
        """Play a job over items, each as soon as it is done; see the contract."""
        todo = iter(items)
        under_way: dict[Any, tuple[Item, int]] = {}  # by future: the item, and how often it was sent out
        done = self._dask.as_completed(with_results=True, raise_errors=False, loop=self._client.loop)

        def send(item: Item, times: int) -> None:
            with self._reached():
                future = self._client.submit(partial(play_if_alike, likeness(), job), item, pure=False)
            under_way[future] = (item, times)
            done.add(future)

        try:
            for item in islice(todo, 2 * self.workers):
                send(item, 1)
            while under_way:
                with self._reached():
                    future, result = next(done)
                item, times = under_way.pop(future)
                if future.status == "finished":
                    yield item, result
                    for further in islice(todo, max(2 * self.workers - len(under_way), 0)):
                        send(further, 1)
                else:
                    self._raise_unless_worth_another(future.status, result, times)
                    send(item, times + 1)
        finally:
            done.clear()
            self._forget(list(under_way))

    def close(self) -> None:
        """Let go of the workers; those of a local cluster end. Further calls do nothing."""
        self._held.close()

    @contextmanager
    def _on_this_machine(self, workers: int | None) -> Iterator[tuple[str, Any]]:
        """Begin a cluster on this machine; what its parts say of each other's deaths is kept off the terminal.

        Loopback is open to everybody on the machine, and a scheduler runs what it is sent: so all speak TLS, with a
        certificate of this process alone.
        """
        needed("cryptography", "cluster", "A cluster on this machine, which nobody else may use,")
        keys = self._dask.Security.temporary()
        with _ctrl_c_held_back():
            cluster = self._dask.LocalCluster(
                n_workers=(os.cpu_count() or 1) if workers is None else WORKERS.checked(workers),
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                protocol="tls://",
                security=keys,
                dashboard_address="127.0.0.1:0",  # any free port; without an address it would listen to the world
                worker_dashboard_address="127.0.0.1:0",
                memory_limit=0,
                silence_logs="CRITICAL",
                preload=undisturbed.__name__,
            )
        try:
            yield str(cluster.scheduler_address), keys
        finally:
            cluster.close(timeout=10)

    @contextmanager
    def _connected(self, address: str, keys: Dask | None, patience: float) -> Iterator[Dask]:
        keys = keys or self._dask.Security()  # those that Dask's configuration names
        try:
            if address.startswith("tls://") and keys.get_connection_args("client").get("ssl_context") is None:
                raise EquipoiseError(
                    f"the scheduler at {address} speaks TLS, and Dask's configuration here names no certificate for "
                    "the client: docs/clusters.md says how"
                )
            client = self._dask.Client(address, security=keys, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EquipoiseError(
                f"no scheduler answers at {address}; start one with: dask scheduler, and give the address that it "
                f"tells; or let {LOCAL} stand for worker processes on this machine"
            ) from error
        try:
            yield client
        finally:
            client.close(timeout=5)

    def _await_workers(self, patience: float) -> None:
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise EquipoiseError(
                f"the scheduler at {self._address} has no workers, and none joined it in {patience:.0f} seconds; start "
                f"some with: dask worker {self._address} --nthreads 1"
            ) from error

    def _check_workers(self) -> None:
        """Ask the workers that are there who they are: one that lacks the program could not even read a job."""
        with self._reached():
            found = self._client.run(likeness, on_error="return")
        for worker, what in found.items():
            if isinstance(what, Exception) and ModuleNotFoundError.__name__ in f"{what!r}":  # Dask hands on the text
                raise EquipoiseError(
                    f"the worker at {worker} cannot import Equipoise; install the same version everywhere"
                ) from what
            if isinstance(what, Exception):
                raise what

    def _raise_unless_worth_another(self, status: str, result: Dask, times: int) -> None:
        """Raise what ended a job, unless its workers died, maybe with the result, and others may live."""
        if status == "error" and not isinstance(result[1], self._dask.KilledWorker):
            raise result[1]
        if status != "error" and self._client.status != "running":
            self._raise_gone(None)
        if times >= ATTEMPTS:
            raise EquipoiseError(
                f"workers of {self._address} die, again and again, of the same job; the scheduler's log says how: "
                "mostly a limit of memory or of time. What was finished is kept"
            )

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn what it looks like when the scheduler is away into a message."""
        try:
            yield
        except (OSError, CancelledError) as error:
            self._raise_gone(error)

    def _raise_gone(self, error: BaseException | None) -> NoReturn:
        raise EquipoiseError(
            f"the scheduler at {self._address} went away. What was finished is kept: once a scheduler runs again, the "
            "same command goes on from there"
        ) from error

    def _forget(self, futures: list[Any]) -> None:
        """Call off what has not begun; a scheduler that went away has nothing to call off."""
        if futures and self._client.status == "running":
            try:
                self._client.cancel(futures, force=True)
            except (OSError, CancelledError):
                return


@contextmanager
def _broken_pipes_are_errors() -> Iterator[None]:
    """Let a connection that breaks raise, where the command line has it that a broken pipe ends the process."""
    if not hasattr(signal, "SIGPIPE") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Start processes that do not hear of Ctrl-C, which a terminal sends to all: the one that was started ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there workers hear of it until they are up
        yield
        return
    resource_tracker.ensure_running()  # it would be started with the first process, and let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # threads and processes inherit it
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

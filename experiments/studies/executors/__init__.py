"""Who plays: the contract that every executor keeps.

A *job* is a module-level function, or a :func:`functools.partial` of one over plain values; an *item* is a small tuple
of plain values. Both can be pickled, so a job can be sent to another machine. What a job gives depends on its item
alone: an executor may run it anywhere, and anew where a worker died.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from types import TracebackType

Item = TypeVar("Item")
Result = TypeVar("Result")


@runtime_checkable
class Executor(Protocol):
    """Plays jobs over items; a context manager that is closed at its end.

    Tests of every implementation inherit :class:`equipoise.testing.ExecutorContract`.
    """

    @property
    def workers(self) -> int:
        """How many jobs run at a time; it may change where workers come and go."""

    def map(self, job: Callable[[Item], Result], items: Iterable[Item]) -> Generator[tuple[Item, Result], None, None]:
        """Play a job over items, and give each item with its result as soon as it is there, in any order.

        Items are taken as workers get free: never more than ``2 * workers`` are taken and not yet given, whatever the
        length of ``items``, which may be endless. What a job raises is raised here, as it is. When the iterator is
        closed, an error is raised or Ctrl-C comes, no further job begins, and the executor can be used again; jobs that
        have begun may finish, and their results are lost.
        """

    def close(self) -> None:
        """Let go of workers; further calls do nothing."""

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

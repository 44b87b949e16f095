"""Work that nobody waits for any more is let go of between two of its pieces."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")


class NotWantedError(Exception):
    """Nobody waits for what is played any more."""


_WANTED: ContextVar[Callable[[], bool] | None] = ContextVar("wanted", default=None)


@contextmanager
def while_wanted(wanted: Callable[[], bool]) -> Iterator[None]:
    """Play no further piece once what is played inside is not wanted any more: ``NotWantedError`` is raised then.

    Pieces are short inside: one that is begun is played to its end. What is inside another one is wanted as long as
    that is.
    """
    outer = _WANTED.get()
    before = _WANTED.set(wanted if outer is None else lambda: outer() and wanted())
    try:
        yield
    finally:
        _WANTED.reset(before)


def may_be_let_go() -> bool:
    """Whether somebody may stop waiting."""
    return _WANTED.get() is not None


def go_on() -> None:
    """Ask between two pieces of work whether it is still wanted: ``NotWantedError`` is raised where it is not."""
    if (wanted := _WANTED.get()) and not wanted():
        raise NotWantedError


def each_wanted(items: Iterable[Item]) -> Iterator[Item]:
    """Take one after the other, each as long as it is still wanted."""
    for item in items:
        go_on()
        yield item

"""What was made of some content is kept for a while, for whoever asks for the same."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Kept = TypeVar("Kept")


class Recalled(Generic[Kept]):
    """Things by what they were made of; threads that ask for one at the same time make it once.

    Parameters
    ----------
    most : int
        Things that are kept: the last that were made.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, Kept] = OrderedDict()
        self._locks: dict[Hashable, RLock] = {}

    def __contains__(self, content: Hashable) -> bool:
        """Whether it is there."""
        return content in self._known

    def __len__(self) -> int:
        """How many there are, with those that are being made."""
        return len(self._locks)

    def of(self, content: Hashable, make: Callable[[], Kept]) -> Kept:
        """Recall it, or make it; what cannot be made is not remembered."""
        with self._locks.setdefault(content, RLock()):
            found = self._known.get(content)
            if found is None:
                try:
                    found = self._known[content] = make()
                finally:
                    if content not in self._known:
                        self._locks.pop(content, None)
                while len(self._known) > self._most:
                    self._locks.pop(self._known.popitem(last=False)[0], None)
        return found

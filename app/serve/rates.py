"""How often somebody may do something."""

from __future__ import annotations

import time
from collections import deque


class Rate:
    """So many times in so many seconds, by whoever it is."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self.seconds = most, seconds
        self._times: dict[str, deque[float]] = {}

    def allows(self, who: str) -> bool:
        """Count once more, and tell whether that is too often."""
        now = time.monotonic()
        if len(self._times) > 10 * 1024:  # whoever is long gone
            self._times.clear()
        times = self._times.setdefault(who, deque(maxlen=self._most))
        full = len(times) == self._most and now - times[0] < self.seconds
        if not full:
            times.append(now)
        return not full

    def is_full(self, who: str) -> bool:
        """Whether the next time is too often, without counting it."""
        times = self._times.get(who, deque())
        return len(times) == self._most and time.monotonic() - times[0] < self.seconds

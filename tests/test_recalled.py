"""What was made is kept for a while: the last few things, each made once, and nothing of what cannot be made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from equipoise.sim.recalled import Recalled


def test_the_last_that_were_made_are_kept() -> None:
    known, made = Recalled[str](2), list[str]()

    def make(content: str) -> str:
        made.append(content)
        return content.upper()

    assert [known.of(one, lambda one=one: make(one)) for one in "abcba"] == [*"ABCBA"]  # type: ignore[misc]
    assert made == [*"abca"]
    assert [one in known for one in "abc"] == [True, False, True]
    assert len(known) == 2  # with what it is made under


def test_what_cannot_be_made_is_not_remembered() -> None:
    known = Recalled[float](2)
    with pytest.raises(ZeroDivisionError):
        known.of("a", lambda: 1 / 0)
    assert len(known) == 0
    assert known.of("a", lambda: 1.0) == 1.0


def test_two_threads_make_a_thing_once() -> None:
    known, begun, made = Recalled[int](2), Event(), list[int]()

    def make() -> int:
        made.append(1)
        begun.wait(0.1)  # in which the other thread would begin, too
        return 1

    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(known.of, "a", make) for _ in range(2)]
        assert [one.result() for one in found] == [1, 1]
    assert made == [1]

"""Functions are told apart by what they do and what they use, and by nothing else."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from equipoise.sim.code_digest import code_digest


def made(by: float) -> Callable[[Any], Any]:
    return lambda run: by * run["talks"]


def helped(run: Any) -> Any:
    return HELP * run["talks"]


HELP = 2.0


def pairs() -> Iterator[tuple[bool, object, object]]:
    yield True, made(2.0), made(2.0)
    yield False, made(2.0), made(3.0)
    text = "def f(run):\n    return [one * 2 for one in run]\n"
    yield True, evaluated(text), evaluated("# moved\n\n\n" + text.replace("return", "return  "))
    yield False, evaluated(text), evaluated(text.replace("2", "3"))
    yield False, evaluated("def f(run, by=2): return run * by"), evaluated("def f(run, by=3): return run * by")
    inner = "k = 2\ndef g(run): return (lambda x: x * k)(run)\ndef f(run): return g(run)"
    yield True, evaluated(inner), evaluated(inner)
    yield False, evaluated(inner), evaluated(inner.replace("k = 2", "k = 3"))
    yield False, partial(made, 1.0), partial(made, 2.0)
    yield True, evaluated("def f(x): return f(x)"), evaluated("def f(x): return f(x)")


def evaluated(text: str) -> object:
    names: dict[str, object] = {"__name__": "somewhere"}
    exec(text, names)
    return names["f"]


@pytest.mark.parametrize(("alike", "one", "other"), [*pairs()])
def test_functions_are_told_apart_by_what_they_do_and_use(alike: bool, one: object, other: object) -> None:
    assert (code_digest(one) == code_digest(other)) == alike


def test_a_value_of_the_module_is_part_of_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_digest(helped)
    monkeypatch.setattr(f"{__name__}.HELP", 3.0)
    assert code_digest(helped) != before

"""Generated tests draw the same examples in every worker, whatever the tests before have imported."""

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def drawn() -> list[list[int]]:
    found: list[list[int]] = []

    @given(st.lists(st.integers(), min_size=10))
    def draw(numbers: list[int]) -> None:
        found.append(numbers)

    draw()
    return found


@pytest.mark.skipif(not settings().derandomize, reason="new examples at every run are asked for")
def test_examples_are_the_same_whatever_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn()
    numbers = ", ".join(str(7_919 * k) for k in range(1_000, 1_050))
    (tmp_path / "module_of_many_numbers.py").write_text(f"NUMBERS = ({numbers})\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import_module("module_of_many_numbers")
    assert drawn() == before

"""Names of policies in sentences: each reads as one, and is found again."""

import pytest

from equipoise.analysis.prose.names import in_list, spoken


@pytest.mark.parametrize(
    ("name", "said", "among"),
    [
        ("strategic", "strategic", "strategic"),
        ("as today", "as today", '"as today"'),
        ("strategic, changed", '"strategic, changed"', '"strategic, changed"'),
        (
            'strategic for Giant, else "accommodating, changed"',
            "\"strategic for Giant, else 'accommodating, changed'\"",
            "\"strategic for Giant, else 'accommodating, changed'\"",
        ),
        (
            '"strategic, changed" for Giant, else "A, B"',
            "\"'strategic, changed' for Giant, else 'A, B'\"",
            "\"'strategic, changed' for Giant, else 'A, B'\"",
        ),
    ],
)
def test_a_name_stands_in_quotes_once(name: str, said: str, among: str) -> None:
    assert (spoken(name), in_list(name)) == (said, among)
    assert (spoken(said), in_list(among)) == (said, among)

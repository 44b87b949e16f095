"""The line on which a TOML text states each of its keys."""

import tomllib
from collections.abc import Iterator

import pytest

from equipoise.sim.files.lines import line_of, lines_of
from equipoise.sim.shipped import SHIPPED


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path in a parsed file."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*at, key)
        yield from places(inner, (*at, key))


LAYOUT = '''\
# title = "not this one"
question = """
rivals = "nor this" # [x]
""""
"quoted \\" = [" = 1 # = 2
a.b."c.d" = [1, [2, 3], { e = 4, f.g = "}" },
    'x',  # ]
]
[market]
rivals=4
when = 1979-05-27 07:32:00
[[accounts]]
name = "A"
inner = { x = [ { y = 1 } ] }
[accounts.sub]
v = 1
[[accounts.list]]
w = 1
[[accounts.list]]
w = 2
[[accounts]]
[[accounts.list]]
w = 4.5e3
'''


def test_the_line_of_every_key() -> None:
    lines = lines_of(LAYOUT)
    assert set(lines) == set(places(tomllib.loads(LAYOUT)))
    expected = {
        ("question",): 2, ('quoted " = [',): 5, ("a", "b", "c.d"): 6, ("a", "b", "c.d", 2, "f", "g"): 6, ("a", "b",
        "c.d", 3): 7,
        ("market",): 9, ("market", "rivals"): 10, ("market", "when"): 11, ("accounts", 0): 12, ("accounts", 0,
        "name"): 13,
        ("accounts", 0, "inner", "x", 0, "y"): 14, ("accounts", 0, "sub", "v"): 16, ("accounts", 0, "list", 0, "w"): 18,
        ("accounts", 0, "list", 1, "w"): 20, ("accounts", 1): 21, ("accounts", 1, "list", 0, "w"): 23,
    }  # fmt: skip
    assert {place: lines[place] for place in expected} == expected


def test_the_line_of_a_key_that_is_not_there_is_that_of_its_table() -> None:
    lines = lines_of(LAYOUT)
    assert line_of([("accounts", 0, "size")], lines) == 12
    assert line_of([("vendor", "slots")], lines) is None
    assert line_of([], lines) is None


def test_of_several_places_one_that_is_stated_comes_first() -> None:
    lines = lines_of(LAYOUT)
    assert line_of([("market", "attention"), ("accounts", 1)], lines) == 21
    assert line_of([("vendor", "slots"), ("market", "attention")], lines) == 9


SHIPPED_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.toml"))]


@pytest.mark.parametrize("text", SHIPPED_TEXTS)
def test_the_lines_of_a_shipped_file(text: str) -> None:
    lines = lines_of(text)
    assert set(lines) == set(places(tomllib.loads(text)))
    rows = text.splitlines()
    assert all(str(place[-1]) in rows[line - 1] for place, line in lines.items() if isinstance(place[-1], str))

"""A manifest of any bytes is read or refused in words, soon: seeded changes of bytes, and whatever ever went wrong.

``MUTATIONS=20000 make test PYTEST_ARGS="tests/manifests/test_bytes.py"`` tries as many as that.
"""

import json
import os
import random
from itertools import pairwise
from pathlib import Path

import pytest

from equipoise.experiments.json_file import LONGEST_TEXT, MOST_BYTES, MOST_DEPTH, JsonError, json_value, read_json
from equipoise.experiments.seal import sealed
from equipoise.sim.faults import EquipoiseError
from tests.manifests.manifests import KINDS, Kind

MUTATIONS = int(os.environ.get("MUTATIONS", "300"))
"""Changes of bytes that are tried, over all kinds."""

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
"""Manifests that were once answered by a traceback, by silence, or not at all."""

SLIPS = (
    b"",
    b"null",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5_000,
    b"[" * 5_000,
    b"{}",
    b'"',
    b"\\ud800",
    b"\xff",
    b"\x00",
    b"true",
    b"-0.0",
)
"""What replaces some bytes."""

BAD = {
    b"": "not JSON",
    b"\xef\xbb\xbf{}": "byte order mark",
    '{"a": 1}'.encode("utf-16"): "not text in UTF-8",
    b'{"a": 1}\n\xff': r"not text in UTF-8 \(line 2\)",
    b"not json": r"not JSON \(line 1",
    b'{"a": 1,}': r"not JSON \(line 1",
    b'{"a": {"b": 1, "b": 2}}': '"b" twice in one table',
    b'{"a": [1, NaN]}': r"a\[2\] is no finite number",
    b'{"a": -Infinity}': "a is no finite number",
    b'{"a": 1e999}': "a is no finite number",
    b'{"a": 9223372036854775808}': "a is a whole number beyond",
    b'{"a": ' + b"9" * 10_000 + b"}": "a is a whole number beyond",
    b'{"a": "\\ud800"}': "a holds half of a character",
    b'{"\\ud800": 1}': "a key that holds half of a character",
    b'{"a": "' + b"x" * (LONGEST_TEXT + 1) + b'"}': "a is a text of more than",
    b"[" * 50_000: "inside each other",
    b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1): "inside each other",
    b'{"a":' * 900 + b"1" + b"}" * 900: "inside each other",
    b"[" + b"1," * 1_000_000 + b"1]": "more than 1,000,000 values",
    b'{"a": {"b": [' + b"1," * 20_000 + b"1]}}": "a.b has more than 20,000 entries",
    b" " * (MOST_BYTES + 1): "larger than 32 MB",
}  # fmt: skip


@pytest.mark.parametrize("content", BAD, ids=lambda content: repr(content[:20]))
def test_what_is_no_plain_json_is_told_why(content: bytes) -> None:
    with pytest.raises(JsonError, match=BAD[content]):
        json_value(content)


def test_plain_json_is_taken_as_it_stands() -> None:
    text = '{"a": [1, -0.0, 1e-300, true, null, "\\u00e9 \\ud83d\\ude00", 9223372036854775807], "b": {"c": {}}}'
    value = json_value(text.encode())
    assert value == {"a": [1, -0.0, 1e-300, True, None, "é 😀", 2**63 - 1], "b": {"c": {}}}


def test_what_is_no_regular_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (tmp_path / "pipe", "not a regular file"),
        (Path("/dev/zero"), "not a regular file"),
        (tmp_path, "folder"),
    ):
        with pytest.raises(OSError, match=said):
            read_json(path)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kind:
    kind: Kind = request.param(tmp_path_factory.mktemp("bytes"))
    return kind


def mutated(content: bytes, rng: random.Random) -> bytes:
    """The content after some slips: bytes cut, replaced, said twice or exchanged."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(content))
        end = min(at + rng.choice((0, 1, 8, 60)), len(content))
        slip = rng.choice((rng.choice(SLIPS), rng.randbytes(2), content[at:end] * 2, content[end : end + 20]))
        content = content[:at] + slip + content[end:] or b" "
    return content


def refused_or_the_same(kind: Kind, content: bytes) -> None:
    """With other bytes in it, the manifest is refused with its name, or holds what it held."""
    before = json.loads(kind.path.read_bytes())
    kind.path.write_bytes(content)
    try:
        kind.read()
    except EquipoiseError as error:
        said = str(error)
    else:
        said = "" if json.loads(content) == before else f"nothing is said of {content!r}"
    kind.path.write_text(json.dumps(before), encoding="utf-8")
    assert not said or (str(kind.path) in said and len(said) < 6_000), content


def test_bytes_that_slipped_are_refused_or_make_no_difference(kind: Kind) -> None:
    original = kind.path.read_bytes()
    rng = random.Random(7)
    for _ in range(MUTATIONS // len(KINDS)):
        refused_or_the_same(kind, mutated(original, rng))
    kind.path.write_bytes(original)


def test_lines_in_another_order_are_refused_or_make_no_difference(kind: Kind) -> None:
    original = kind.path.read_bytes()
    lines = original.splitlines(keepends=True)
    for k, (first, second) in list(enumerate(pairwise(lines)))[::9]:
        refused_or_the_same(kind, b"".join([*lines[:k], second, first, *lines[k + 2 :]]))
    kind.path.write_bytes(original)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_went_wrong_once_is_refused(path: Path, kind: Kind) -> None:
    original = kind.path.read_bytes()
    kind.path.write_bytes(path.read_bytes())
    with pytest.raises(EquipoiseError, match=kind.path.name):
        kind.read()
    kind.path.write_bytes(original)


def test_numbers_that_json_has_not_are_never_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        sealed("equipoise claims", {"a": float("nan")})

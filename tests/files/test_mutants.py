"""Files that went wrong in any way give what they say, or a message of ours, in little time, memory and words.

``EQUIPOISE_MUTANTS=100000`` plays more of them. What ever failed is kept in ``tests/corpus``, and replayed each time.
"""

import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from equipoise.experiments.studies.reading import load_study
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.shipped import SHIPPED

pytestmark = pytest.mark.usefixtures("here")

CORPUS = Path(__file__).parent.parent / "corpus"
LOADERS: dict[str, Callable[[str], object]] = {
    "scenario": load_scenario, "policy": load_policy, "study": load_study,
}  # fmt: skip
FOLDERS = {"scenario": SHIPPED, "policy": SHIPPED / "policies", "study": SHIPPED / "studies"}
MANY = int(os.environ.get("EQUIPOISE_MUTANTS", "2000"))
SHARES = 4
"""Parts in which mutants are played, so that several processes share them."""

SECONDS, MEGABYTES, CHARACTERS = 10.0, 400, 30_000
"""Most that any input may cost, of processor time, of memory, and of a reader's patience."""

NUMBERS = ["5e-324", "1e308", "-1", "0", "nan", "-inf", "1_0", "0x10", "40%", "2,1", "9" * 400, "1e400", "true", '""']
SNIPPETS = [
    "=", "[", "]", "[[", "]]", '"', "'", '"""', "\n", "{", "}", ",", ".", "#", "\\", "\0", "\x7f", "\ufeff", "\x1b[31m",
    "[[accounts]]\n", "[[factors]]\n", "name = ''\n", "name = 'all'\n", "base = 'mutant.toml'\n",
    "[vendor]\nname = ' '\n",
    "accounts = [1, {name = 'A'}]\n", "claims = ['R1', 'R1']\n", "policies = []\n", "scenario = 'mutant.toml'\n",
    "99999999999999999999", "[]", "{}", "[accounts]", "name", "type", "opens", "1979-05-27", "run = []\n",
    "base = 'strategic-vendor'\n", "[parameters.market]\n", "parameters = 3\n", "segments = {}\n", "claims = {}\n",
    "policies = [[], {}, 1]\n", "name = 3\n", "levers = 1\n", "[[levers]]\n", "é", "\ud7ff", "1e999",
    "a" + ".a" * 50 + " = 1\n", "x = " + "[" * 60 + "]" * 60 + "\n", "'a.b=c' = 1\n",
    "title = '" + "x" * 12_000 + "'\n",
]  # fmt: skip


class TooLongError(Exception):
    """An input is still being read when nobody would wait any longer."""


@contextmanager
def limited() -> Iterator[None]:
    """Time and memory for one input."""

    def stop(*_: object) -> None:
        raise TooLongError

    before, handler = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 3 * SECONDS)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, handler)
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


def answered(load: Callable[[str], object], name: str) -> str:
    """What is said of a file; nothing when it loads."""
    with limited():
        try:
            load(name)
        except EquipoiseError as error:
            return str(error)
    return ""


def check(load: Callable[[str], object], name: str) -> None:
    said = answered(load, name)
    assert len(said) < CHARACTERS
    assert not said or said.startswith(name)
    assert said.isprintable() or all(line.isprintable() for line in said.split("\n"))


def mutated(text: str, luck: random.Random) -> str:
    """A text with pieces cut out, doubled, moved, put in, repeated, and numbers made odd."""
    for _ in range(luck.randint(1, 4)):
        first, second = sorted(luck.randint(0, len(text)) for _ in range(2))
        rows = text.split("\n")
        kind = luck.choice(["cut", "double", "put", "move", "number", "letter", "many"])
        if kind == "cut":
            text = text[:first] + text[min(second, first + luck.choice([1, 8, 200])) :]
        elif kind == "double":
            text = text[:second] + text[first:]
        elif kind == "put":
            text = text[:first] + luck.choice(SNIPPETS) + text[first:]
        elif kind == "move":
            luck.shuffle(rows)
            text = "\n".join(rows)
        elif kind == "number":
            stated = [k for k, row in enumerate(rows) if "=" in row]
            if stated:
                k = luck.choice(stated)
                rows[k] = f"{rows[k].partition('=')[0]}= {luck.choice(NUMBERS)}"
                text = "\n".join(rows)
        elif kind == "letter":
            text = text[:first] + chr(luck.choice([0, 27, 34, 46, 61, 91, 0x202E, 0x1F600])) + text[first + 1 :]
        else:
            text += "\n" + "\n".join(
                f"{luck.choice(['k', 'rivals'])}{k} = {k}" for k in range(luck.choice([2, 30, 300]))
            )
    return text


@pytest.mark.parametrize("share", range(SHARES))
def test_no_mutant_gives_anything_but_itself_or_a_message(share: int) -> None:
    luck = random.Random(share)
    sources = {
        kind: [path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))] for kind, folder in FOLDERS.items()
    }
    mutant = Path("mutant.toml")
    for _ in range(MANY // SHARES):
        kind = luck.choice(["scenario", "scenario", "policy", "study"])
        text = mutated(luck.choice(sources[kind]), luck)
        mutant.write_bytes(text.encode("utf-8", "surrogatepass"))
        loader = kind if luck.random() < 0.9 else luck.choice([*LOADERS])
        try:
            check(LOADERS[loader], mutant.name)
        except BaseException as error:
            error.add_note(f"As a {loader}, with a copy for tests/corpus at {mutant.absolute()}:\n{text[:2000]}")
            raise


@pytest.mark.parametrize("kept", sorted(CORPUS.glob("*.toml")), ids=lambda path: path.stem)
def test_what_failed_before_gives_itself_or_a_message(kept: Path) -> None:
    Path(kept.name).write_bytes(kept.read_bytes())
    for load in LOADERS.values():
        check(load, kept.name)

"""What every reader of a data set is held to: the same data, or a message that names the part; never anything else."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import polars as pl
import pytest

from equipoise.app.pages.sweep import swept_document
from equipoise.app.running import run
from equipoise.experiments.studies.dataset import DATA, Dataset, open_dataset
from equipoise.experiments.studies.sweep import work_on
from equipoise.sim.faults import EquipoiseError
from tests.studies.studies import played, small
from tests.studies.test_sweep import cut_small

PLAN = small(design={"kind": "grid", "levels": 2}, replications=2, rounds=2, outcomes=["survival"], accounts=[])
MANY = 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of twelve points in six parts."""
    return played(cut_small(tmp_path_factory.mktemp("made") / "data set", PLAN), PLAN)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return copytree(made, tmp_path / "copy")


def part(folder: Path, number: int = 3) -> Path:
    (path,) = (folder / DATA).glob(f"part-{number:06d}.*")
    return path


def flipped(at: float) -> Callable[[Path], None]:
    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[int(at * (len(content) - 1))] ^= 0x10
        path.write_bytes(content)

    return flip


def swapped(path: Path) -> None:
    other = part(path.parent.parent, 1)
    content = path.read_bytes(), other.read_bytes()
    other.write_bytes(content[0])
    path.write_bytes(content[1])


def renumbered(path: Path) -> None:
    path.rename(path.with_name(path.name.replace("000003", "000004")))
    part_four = sorted(path.parent.glob("part-000004.*"))
    assert len(part_four) == 2


def replaced(path: Path, make: Callable[[Path], Any]) -> None:
    path.unlink()
    make(path)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    **{f"a bit at {at}": flipped(at) for at in (0.0, 0.1, 0.3, 0.5, 0.9, 0.99, 1.0)},
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: os.truncate(path, path.stat().st_size - 1),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"PAR1"),
    "swapped": swapped,
    "renumbered": renumbered,
    "gone": lambda path: path.unlink(),
    "a folder": lambda path: replaced(path, Path.mkdir),
    "a pipe": lambda path: replaced(path, os.mkfifo),
    "a device": lambda path: replaced(path, lambda own: own.symlink_to("/dev/zero")),
    "a loop": lambda path: replaced(path, lambda own: own.symlink_to(own)),
}


class Reader:
    """The contract; each reader inherits its tests."""

    def read(self, folder: Path) -> object:
        """Everything that this reader makes of a data set."""
        raise NotImplementedError

    def test_it_reads_what_is_whole(self, copy: Path) -> None:
        assert self.read(copy) == self.read(copy)

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_it_names_what_is_damaged(self, damage: str, copy: Path) -> None:
        DAMAGE[damage](part(copy))
        with pytest.raises(EquipoiseError, match=r"part.00000[134]"):
            self.read(copy)


class Opened(Reader):
    """A reader of an opened data set, which is also held to what happens to it afterwards."""

    def of(self, dataset: Dataset) -> object:
        raise NotImplementedError

    def read(self, folder: Path) -> object:
        return self.of(open_dataset(folder))

    @pytest.mark.parametrize("damage", sorted(DAMAGE.keys() - {"renumbered"}))
    def test_it_names_what_is_damaged_after_it_was_opened(self, damage: str, copy: Path) -> None:
        dataset = open_dataset(copy)
        DAMAGE[damage](part(copy))
        with pytest.raises(EquipoiseError, match=r"part-00000[13]\.[0-9a-f]{8}\.parquet (is damaged|cannot be read)"):
            self.of(dataset)


class TestTable(Opened):
    def of(self, dataset: Dataset) -> object:
        return dataset.table().rows()


class TestColumn(Opened):
    def of(self, dataset: Dataset) -> object:
        return dataset.column("survival", "strategic").tolist()


class TestCollect(Opened):
    def of(self, dataset: Dataset) -> object:
        grouped = dataset.lazy().group_by("policy", maintain_order=True).agg(pl.col("survival").median())
        return dataset.collect(grouped).rows()


class TestPage(Opened):
    def of(self, dataset: Dataset) -> object:
        return swept_document(dataset)


class TestLazy(Reader):
    def read(self, folder: Path) -> object:
        return open_dataset(folder).lazy().collect().rows()


class Command(Reader):
    """A reader that is a command: its mistakes are printed, with exit code 2."""

    words: tuple[str, ...] = ()

    @pytest.fixture(autouse=True)
    def printing(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def read(self, folder: Path) -> object:
        code = run([*self.words, str(folder), "--json"])
        printed = self.capsys.readouterr()
        if code == 2:
            raise EquipoiseError(printed.err)
        assert code == 0, printed.err
        return json.loads(printed.out)


class TestSensitivity(Command):
    words = ("sensitivity", "--outcome", "survival")


class TestGoingOn(Reader):
    """A part that is gone is played anew; all other damage is named."""

    def read(self, folder: Path) -> object:
        with work_on(PLAN, folder) as work:
            if work.pending:
                raise EquipoiseError(f"part 00000{work.pending[0].number} is to be played")
            return work.played


def test_lazy_rows_are_read_only_as_far_as_they_are_asked_for(copy: Path) -> None:
    dataset = open_dataset(copy)
    table = dataset.table()
    lazy = dataset.lazy()
    assert lazy.collect().equals(table)
    assert lazy.select("point", "survival").collect().equals(table.select("point", "survival"))
    assert (
        lazy.filter(pl.col("point") > 6)
        .select("policy")
        .collect()
        .equals(table.filter(pl.col("point") > 6).select("policy"))
    )
    assert lazy.head(5).collect().equals(table.head(5))
    assert lazy.filter(pl.col("point") > 6).head(3).collect().equals(table.filter(pl.col("point") > 6).head(3))
    assert lazy.tail(5).collect().equals(table.tail(5))
    part(copy, MANY - 1).write_bytes(b"")
    assert lazy.head(5).collect().equals(table.head(5))


EVERY_BYTE = """
import random, sys
from pathlib import Path
from equipoise.experiments.studies.parts import DamagedError, content_of, part_at

path = Path(sys.argv[1])
whole, luck = path.read_bytes(), random.Random(1)
part = part_at(path)
kinds = {"flipped": 0, "cut": 0, "longer": 0}


def damaged(kind):
    try:
        content_of(part)
    except DamagedError:
        kinds[kind] += 1
    else:
        sys.exit(f"{kind} is taken for whole")


with path.open("r+b", buffering=0) as file:
    def put(at, byte):
        file.seek(at)
        file.write(bytes([byte]))

    for at, byte in enumerate(whole):
        put(at, byte ^ luck.randint(1, 255))
        damaged("flipped")
        put(at, byte)
    for _ in range(100):
        file.seek(len(whole))
        file.write(luck.randbytes(luck.randint(1, 50)))
        damaged("longer")
        file.truncate(len(whole))
    for length in reversed(range(len(whole))):
        file.truncate(length)
        damaged("cut")
path.write_bytes(whole)
assert content_of(part) == whole
print(len(whole), *kinds.values())
"""


def test_no_byte_changes_unnoticed(copy: Path) -> None:
    """Every byte changed and every length cut, in a process that would show if it ended inside a reader."""
    done = subprocess.run(
        [sys.executable, "-c", EVERY_BYTE, str(part(copy))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    size, *noticed = map(int, done.stdout.split())
    assert noticed == [size, size, 100]


def test_no_other_checksum_in_its_name_will_do(copy: Path) -> None:
    path = part(copy)
    number, digest, ending = path.name.split(".")
    for at in range(len(digest)):
        other = "0" if digest[at] != "0" else "f"
        renamed = path.rename(path.with_name(f"{number}.{digest[:at]}{other}{digest[at + 1 :]}.{ending}"))
        with pytest.raises(EquipoiseError, match=r"part-000003\.[0-9a-f]{8}\.parquet is damaged"):
            open_dataset(copy)
        renamed.rename(path)
    assert open_dataset(copy).finished

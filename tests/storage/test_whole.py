"""Whole files and folders: killed, failing and losing power at every step, in the way and in each other's way."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.experiments.storage import exchange as names
from equipoise.experiments.storage.lock import locked
from equipoise.experiments.storage.whole import NEW, OLD, put_folder, recover, workplace, write_new
from equipoise.sim.faults import EquipoiseError
from tests.disk import SEEDS, Failing, power_failures, recorded, steps
from tests.studies.studies import contents

EARLIER = {"a": b"old a" * 50, "figures/b": b"old b"}
LATER = {"a": b"new a", "figures/c": b"new c" * 70, "d": b"new d"}


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def write(target: Path, files: dict[str, bytes]) -> None:
    with workplace(target) as work:
        lay(work / NEW, files)
        put_folder(work / NEW, target)


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With and without a system that exchanges names at once."""
    if request.param == "two renames":
        monkeypatch.setattr(names, "exchange", lambda _one, _other: False)
    return str(request.param)


@pytest.mark.parametrize("earlier", [EARLIER, {}])
def test_the_earlier_or_the_later_is_whole_whenever_the_power_fails(
    way: str, earlier: dict[str, bytes], tmp_path: Path
) -> None:
    root = tmp_path / "disk"
    root.mkdir()
    if earlier:
        lay(root / "out", earlier)
    with recorded(root) as recorder:
        write(root / "out", LATER)
        recorder.mark("done")
    found = set()
    for done, disk in power_failures(recorder, tmp_path, seeds=max(SEEDS, 3)):
        if way == "two renames":
            recover(disk / "out")
        left = contents(disk / "out")
        assert left == LATER or (left == earlier and done < recorder.marks["done"]), (done, disk)
        found.add(left == LATER)
        write(disk / "out", {"again": b""})
        assert contents(disk) == {"out/again": b""}
    assert found == {True, False}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no"), MemoryError(), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("earlier", [EARLIER, {}])
@pytest.mark.usefixtures("way")
def test_whatever_step_fails_the_earlier_stays_and_nothing_else_does(
    error: BaseException, earlier: dict[str, bytes], tmp_path: Path
) -> None:
    at = 0
    while True:
        root = tmp_path / str(at)
        root.mkdir()
        if earlier:
            lay(root / "out", earlier)
        failing, said = Failing(at, error), False
        try:
            with steps(root, failing):
                write(root / "out", LATER)
        except (OSError, EquipoiseError, MemoryError, KeyboardInterrupt):
            said = True
        if not failing.failed:
            break
        left = {name.removeprefix("out/"): content for name, content in contents(root).items()}
        if not said:
            assert left == LATER  # what failed was not needed, as a folder that is there already
        elif isinstance(error, OSError):
            assert left == earlier, at
        else:
            assert left in (earlier, LATER), at
        assert {path.name for path in root.iterdir()} <= {"out"}, at
        write(root / "out", LATER)
        assert contents(root / "out") == LATER
        assert [path.name for path in root.iterdir()] == ["out"]
        at += 1
    assert at > 15


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    root.mkdir()
    with recorded(root) as recorder:
        write_new(root / "mine.toml", b"text" * 20)
        recorder.mark("done")
    for done, disk in power_failures(recorder, tmp_path, seeds=max(SEEDS, 3)):
        left = (disk / "mine.toml").read_bytes() if (disk / "mine.toml").exists() else None
        assert left == b"text" * 20 or (left is None and done < recorder.marks["done"])
        if left is None:
            write_new(disk / "mine.toml", b"again")
            assert [path.name for path in disk.iterdir()] == ["mine.toml"]
    with pytest.raises(FileExistsError):
        write_new(root / "mine.toml", b"other")
    assert contents(root) == {"mine.toml": b"text" * 20}


def test_a_new_file_needs_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    write_new(tmp_path / "mine.toml", b"text")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "mine.toml", b"other")
    assert contents(tmp_path) == {"mine.toml": b"text"}


ALLOCATIONS = """
import os, sys
from pathlib import Path
import _testcapi
from equipoise.experiments.storage.whole import NEW, put_folder, workplace
os.fsync = lambda _: None
out = Path(sys.argv[1])
def write(text):
    with workplace(out) as work:
        (work / NEW).mkdir()
        for name in "ab":
            (work / NEW / name).write_text(text)
        put_folder(work / NEW, out)
def seen():
    return {(out / name).read_text() for name in "ab"}
write("first")
failed = 0
for at in range(900):
    before = seen()
    _testcapi.set_nomemory(at, at + 1)
    try:
        write(str(at))
    except Exception:  # Python itself turns some into a TypeError
        failed += 1
    finally:
        _testcapi.remove_mem_hooks()
    assert seen() in (before, {str(at)}), at
write("last")
assert seen() == {"last"}
print(failed)
"""


def test_whatever_allocation_fails_the_earlier_or_the_later_is_whole(tmp_path: Path) -> None:
    pytest.importorskip("_testcapi", reason="comes with Python's own tests alone")
    done = subprocess.run(
        [sys.executable, "-c", ALLOCATIONS, str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


# In each other's way.


def test_what_a_killed_process_left_is_put_back_or_cleared_away(tmp_path: Path) -> None:
    lay(tmp_path / "out", EARLIER)
    code = """
import os, sys
from pathlib import Path
from equipoise.experiments.storage.whole import NEW, OLD, workplace
out = Path(sys.argv[1])
with workplace(out) as work:
    (work / NEW).mkdir()
    (work / NEW / "half").write_bytes(b"half")
    if sys.argv[2] == "aside":
        out.rename(work / OLD)
    os.kill(os.getpid(), 9)
"""
    for moment in ("half-written", "aside", "aside"):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / "out"), moment], check=False)
        assert len(list(tmp_path.iterdir())) == (2 if moment == "half-written" else 1)
        if moment == "aside":
            assert not (tmp_path / "out").exists()
            recover(tmp_path / "out")
            assert [path.name for path in tmp_path.iterdir()] == ["out"]
            assert contents(tmp_path / "out") == EARLIER
    write(tmp_path / "out", LATER)
    assert contents(tmp_path) == {f"out/{name}": content for name, content in LATER.items()}


def test_a_living_process_is_left_alone(tmp_path: Path) -> None:
    with workplace(tmp_path / "out") as work:
        (work / NEW).mkdir()
        with pytest.raises(EquipoiseError, match=r"another process is writing to .*out; wait until it is done"):
            write(tmp_path / "out", LATER)
        assert (work / NEW).is_dir()
        write(tmp_path / "other", LATER)  # one beside it is nobody's business
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_many_at_once_are_refused_or_write_whole(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from equipoise.sim.faults import EquipoiseError
from equipoise.experiments.storage.whole import NEW, put_folder, workplace
for k in range(150):
    try:
        with workplace(Path(sys.argv[1])) as work:
            (work / NEW).mkdir()
            for name in "ab":
                (work / NEW / name).write_text(f"{sys.argv[2]} {k}")
            put_folder(work / NEW, Path(sys.argv[1]))
    except EquipoiseError as error:
        assert "another process is writing" in str(error), error
"""
    command = [sys.executable, "-c", f"import os; os.fsync = lambda _: None\n{code}", str(tmp_path / "out")]
    running = [subprocess.Popen([*command, name]) for name in ("one", "other")]
    assert [process.wait() for process in running] == [0, 0]
    left = contents(tmp_path)
    assert set(left) == {"out/a", "out/b"}
    assert left["out/a"] == left["out/b"]


@pytest.mark.parametrize(
    "set_there",
    [
        lambda path, mine: path.symlink_to(mine),
        lambda path, mine: path.symlink_to(mine / "nowhere"),
        lambda path, _: path.write_bytes(b""),
        lambda path, _: os.mkfifo(path),
    ],
    ids=["link", "link to nowhere", "file", "pipe"],
)
def test_what_somebody_set_in_the_way_is_not_followed(set_there: Callable[[Path, Path], None], tmp_path: Path) -> None:
    """In a folder that everybody may write to, the workplace could be a link to somebody's documents."""
    lay(tmp_path / "mine", EARLIER)
    with workplace(tmp_path / "out") as work:
        pass
    set_there(work, tmp_path / "mine")
    with pytest.raises(EquipoiseError, match=r"out cannot be (written|locked): "):
        write(tmp_path / "out", LATER)
    assert contents(tmp_path / "mine").items() >= EARLIER.items()
    assert not (tmp_path / "out").exists()


def test_a_lock_that_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "Mine"
    folder.mkdir()
    os.mkfifo(folder / ".lock")
    told = f"{folder} cannot be locked: {folder / '.lock'} is a pipe, not a file"
    with pytest.raises(EquipoiseError, match=f"^{re.escape(told)}$"), locked(folder):
        pass


def test_names_are_exchanged_at_once_where_the_system_can(tmp_path: Path) -> None:
    lay(tmp_path / "one", EARLIER)
    lay(tmp_path / "other", LATER)
    if not names.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system cannot")
    assert (contents(tmp_path / "one"), contents(tmp_path / "other")) == (LATER, EARLIER)
    with pytest.raises(OSError, match="No such file"):
        names.exchange(tmp_path / "one", tmp_path / "nowhere")
    assert OLD not in {path.name for path in tmp_path.iterdir()}

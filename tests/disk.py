"""A disk under test: watched step by step, failing at one of them, or losing its power.

A command's steps on the files under a folder are recorded; each leads from one tree of names to the next. A power
failure after any of them leaves what was flushed, and of the rest whatever chance decides: a name that was not flushed
may be lost or kept, alone, and the content of a file may be what was flushed, torn, or all there.
"""

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Self
from unittest.mock import patch

from equipoise.experiments.storage import exchange as names

USUAL = 2
SEEDS = int(os.environ.get("EQUIPOISE_POWER_FAILURES", USUAL))
"""Seeded power failures after each step; set it for more."""

WRITING = frozenset({"open", "write", "fsync", "rename", "mkdir"})
"""Steps that fail on a full or a broken disk."""

Around = Callable[[str, Callable[[], Any], int | None], Any]
"""Does a step: told its kind, how to do it, and the file that it flushes, if any."""


@contextmanager
def steps(root: Path, around: Around) -> Iterator[None]:
    """Have every step on files under a folder go through a function."""

    def step(kind: str, real: Callable[..., Any], flushed: bool = False) -> Callable[..., Any]:
        def stepped(*args: Any, **how: Any) -> Any:
            if not (flushed or "dir_fd" in how or _under(root, args[0])):
                return real(*args, **how)
            return around(kind, lambda: real(*args, **how), args[0] if flushed else None)

        return stepped

    def opened(real: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
            if isinstance(file, int) or not _under(root, file) or not set(mode) & set("wxa+"):
                return real(file, mode, *args, **how)
            return _Written(around("open", lambda: real(file, mode, *args, **how), None), around)

        return stepped

    def opened_low(path: Any, flags: int, *args: Any, **how: Any) -> Any:
        return (creating if flags & os.O_CREAT else opening)(path, flags, *args, **how)

    creating, opening = step("open", os.open), os.open
    table: list[tuple[Any, str, Callable[..., Any]]] = [
        (builtins, "open", opened(builtins.open)),
        (io, "open", opened(io.open)),
        (os, "open", opened_low),
        (os, "fsync", step("fsync", os.fsync, flushed=True)),
        *((os, name, step("rename", getattr(os, name))) for name in ("rename", "replace", "link")),
        (names, "exchange", step("rename", names.exchange)),
        (os, "mkdir", step("mkdir", os.mkdir)),
        *((os, name, step("remove", getattr(os, name))) for name in ("unlink", "remove", "rmdir")),
    ]
    with ExitStack() as stack:
        for module, name, stepped in table:
            stack.enter_context(patch.object(module, name, stepped))
        yield


def _under(root: Path, path: Any) -> bool:
    return not isinstance(path, int) and os.path.abspath(os.fsdecode(path)).startswith(f"{root}{os.sep}")  # noqa: PTH100 - links are not followed


class _Written:
    """A file whose writes are steps: the first, the second, the fourth and so on, or all when more is asked for."""

    def __init__(self, file: Any, around: Around) -> None:
        self._file, self._around, self._writes = file, around, 0

    def write(self, content: Any) -> Any:
        self._writes += 1
        if self._writes.bit_count() > 1 and SEEDS == USUAL:
            return self._file.write(content)
        return self._around("write", lambda: self._file.write(content), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


# Failing.


@dataclass
class Failing:
    """Fails with ``error`` at one step, from 0, of those that a broken disk fails at."""

    at: int
    error: BaseException
    seen: int = 0

    def __call__(self, kind: str, do: Callable[[], Any], _flushed: int | None) -> Any:
        if kind in WRITING:
            self.seen += 1
            if self.seen - 1 == self.at:
                raise self.error
        return do()

    @property
    def failed(self) -> bool:
        """Whether it came to that step."""
        return self.seen > self.at


# Losing power.

Tree = dict[tuple[int, str], int]
"""What each name in each folder leads to."""

ROOT = 0


@dataclass
class Moment:
    """The disk after a step: names, which are folders, what programs see in each file, and what the step flushed."""

    tree: Tree
    folders: set[int]
    contents: dict[int, bytes]
    flushed: int | None


@dataclass
class Recorder:
    """Remembers every moment of a folder."""

    root: Path
    moments: list[Moment] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    _ids: dict[int, int] = field(default_factory=dict)
    _next: int = ROOT + 1

    def __post_init__(self) -> None:
        self.moments.append(self._look(None))

    def __call__(self, kind: str, do: Callable[[], Any], flushed: int | None) -> Any:
        if kind == "write":  # a file that is not flushed may be torn anywhere, after any later step
            return do()
        inode = os.fstat(flushed).st_ino if flushed is not None else None
        done = do()
        self.moments.append(self._look(inode))
        return done

    def mark(self, what: str) -> None:
        """Note that something was done by now."""
        self.marks[what] = len(self.moments) - 1

    def _look(self, flushed: int | None) -> Moment:
        now = Moment({}, {ROOT}, {}, None)
        inodes = {self.root.stat().st_ino: ROOT}

        def look(folder: Path, own: int) -> None:
            for path in sorted(folder.iterdir()):
                inode = path.lstat().st_ino
                inodes[inode] = found = self._ids.get(inode) or self._number()
                self._ids[inode] = found
                now.tree[own, path.name] = found
                if path.is_dir():
                    now.folders.add(found)
                    look(path, found)
                else:
                    now.contents[found] = path.read_bytes()

        look(self.root, ROOT)
        self._ids = {inode: own for inode, own in inodes.items() if own != ROOT}  # numbers of inodes are used again
        now.flushed = inodes.get(flushed) if flushed is not None else None
        return now

    def _number(self) -> int:
        self._next += 1
        return self._next


@contextmanager
def recorded(root: Path) -> Iterator[Recorder]:
    """Record what is done under a folder."""
    recorder = Recorder(root)
    with steps(root, recorder):
        yield recorder


def power_failures(recorder: Recorder, place: Path, seeds: int = SEEDS) -> Iterator[tuple[int, Path]]:
    """Let the power fail after every step, in every way that is drawn, and give what is left: steps done, and a folder.

    Besides losing all and nothing of what was not flushed, ``seeds`` ways of losing some of it are drawn.
    """
    shown: set[tuple[int, str]] = set()
    for done in range(len(recorder.moments)):
        for seed in range(-2, seeds):
            luck = Random(f"{done} {seed}")
            chance = {-2: 0.0, -1: 1.0}.get(seed, 0.5)
            tree, contents = _left(recorder.moments[: done + 1], luck, chance)
            state = str((sorted(tree.items()), sorted((own, hash(text)) for own, text in contents.items())))
            since = max((step for step in recorder.marks.values() if step <= done), default=0)
            if (since, state) in shown:
                continue
            shown.add((since, state))
            folder = place / f"{done}-{seed}"
            _lay_out(folder, ROOT, tree, contents)
            yield done, folder


def _left(moments: list[Moment], luck: Random, chance: float) -> tuple[Tree, dict[int, bytes]]:
    """Names and contents after a power failure, under which each that was not flushed is kept with a chance."""
    tree = dict(moments[0].tree)
    for k, (before, after) in enumerate(pairwise(moments), start=1):
        changed = {
            key: (before.tree.get(key), after.tree.get(key))
            for key in {**before.tree, **after.tree}
            if before.tree.get(key) != after.tree.get(key)
        }
        flushed = {moment.flushed for moment in moments[k:]}
        durable = all(folder in flushed for folder, _ in changed)
        if not (durable or luck.random() < chance):
            continue
        if all(tree.get(key) == old for key, (old, _) in changed.items()):
            tree = {key: own for key, own in tree.items() if key not in changed}
            tree |= {key: new for key, (_, new) in changed.items() if new is not None}
    contents = dict(moments[0].contents)
    for own in {own for moment in moments for own in moment.contents}:
        seen = [moment for moment in moments if own in moment.contents]
        flushed_last = [m.contents[own] for m in seen if m.flushed == own or m is moments[0]]
        safe, last = flushed_last[-1] if flushed_last else b"", seen[-1].contents[own]
        if safe == last or luck.random() < chance:
            contents[own] = last
        else:
            cut = luck.randint(0, len(last)) if chance else 0
            contents[own] = luck.choice([safe, last[:cut], last[:cut].ljust(len(last), b"\0")])
    folders = {own for moment in moments for own in moment.folders}
    return tree, {own: text for own, text in contents.items() if own not in folders}


def _lay_out(folder: Path, own: int, tree: Tree, contents: dict[int, bytes]) -> None:
    folder.mkdir()
    for (above, name), found in tree.items():
        if above == own:
            if found in contents:
                (folder / name).write_bytes(contents[found])
            else:
                _lay_out(folder / name, found, tree, contents)

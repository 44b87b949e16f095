"""Measures of somebody's own, beside those that come with the program: read from a file or from Python, and tried."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from reprlib import repr as shortened
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import numpy as np

from equipoise.sim.code_digest import code_digest
from equipoise.sim.faults import ArgumentError, EquipoiseError, reason
from equipoise.sim.outcome import Outcome
from equipoise.sim.outcomes import BY_NAME, measure
from equipoise.sim.sound_measures import called, failure, held, refuse_wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm

IN_PYTHON = "Python"
"""Name of measures that no file holds."""

DECLARED = "MEASURES"
"""What a file calls the list of its measures."""

_TRIED = 3


@dataclass(frozen=True)
class Measures:
    """Measures of somebody's own; none by default. They can be sent to another process."""

    own: tuple[Outcome, ...] = ()  # the measures
    name: str = ""  # of the file that declares them; "Python" where none does
    digest: str = ""  # of that file, or of the functions and of all that they use; equal where the measures are
    # what the file holds; nothing where there is none, or where only what was declared is known
    source: bytes = field(default=b"", repr=False)

    def __reduce__(self) -> tuple[Callable[..., Measures], tuple[Any, ...]]:
        """By the text of the file where there is one: its functions are of no module that could be imported."""
        return (_of_text, (self.name, self.source)) if self.source else (Measures, (self.own, self.name, self.digest))

    @cached_property
    def by_name(self) -> dict[str, Outcome]:
        """All measures, those that come with the program first."""
        return BY_NAME | {outcome.name: outcome for outcome in self.own}

    def declared(self) -> Measures:
        """The same without functions: enough to tell of results, and not to make some."""
        return Measures(tuple(map(declared, self.own)), self.name, self.digest)

    def check(self, arms: Sequence[Arm]) -> None:
        """Try the measures on a few runs of each arm.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            When one fails, gives what is no measure, or gives a run another value beside other runs.
        """
        if not self.own:
            return
        from equipoise.sim.kernel import play_chunk  # noqa: PLC0415 - reading what measures there are must not wait for it

        for arm in arms:
            chunk = play_chunk(arm, range(_TRIED), panel=any(outcome.rounds for outcome in self.own))
            places = [None, *range(chunk.named.shape[1])]
            together = measure(chunk, self.own, places)
            for run in range(_TRIED):
                alone = measure(chunk._replace(**_rows_of(run, chunk._asdict())), self.own, places)[:, :, 0]
                same = np.isclose(alone, together[:, :, run], rtol=1e-9, atol=0.0, equal_nan=True).all(axis=0)
                if not same.all():
                    who = called(self.own[int(np.argmin(same))].name, self.name)
                    raise EquipoiseError(
                        f"{who} gives a run another value beside other runs than alone; it must follow from that run"
                    )


NO_MEASURES = Measures()
"""None of somebody's own."""


def _rows_of(run: int, parts: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {name: rows[run : run + 1] for name, rows in parts.items() if name != "records"}


def declared(outcome: Outcome) -> Outcome:
    """A measure without its functions, which still tells whether a run has it, and an account."""
    of_run, of_account = (_absent if of else None for of in (outcome.of_run, outcome.of_account))
    return outcome._replace(of_run=of_run, of_account=of_account)


def _absent(*_rows: NDArray[np.void]) -> NoReturn:
    raise EquipoiseError("what a measure of one's own is made of is not in its results; name the file: --measures FILE")


GivenMeasures: TypeAlias = "Measures | str | os.PathLike[str] | Iterable[Outcome]"
"""Measures of somebody's own as callers hand them over."""


def measures_of(given: GivenMeasures) -> Measures:
    """Take measures from a file, or as they are, checked as far as can be seen without a run.

    What cannot be read or run, or is declared wrongly, is refused in one message.
    """
    if isinstance(given, Measures):
        return given
    if isinstance(given, str | os.PathLike):
        return _of_file(Path(given))
    stated: object = given
    own: list[Any] = list(stated) if isinstance(stated, Iterable) and not isinstance(stated, Outcome) else [stated]
    if not all(isinstance(outcome, Outcome) for outcome in own):
        wrong = f"measures = {shortened(given)}   must be the path of a Python file, or a list of equipoise.Outcome"
        raise ArgumentError(wrong)
    if not own:
        return NO_MEASURES
    refuse_wrong(own, IN_PYTHON)
    try:
        digest = code_digest(*own)
    except (TypeError, ValueError, AttributeError, RecursionError, pickle.PicklingError) as error:
        raise ArgumentError(
            f"measures use something by which they cannot be told from others ({error}); let them use numbers, texts, "
            "lists and functions alone, or name a file"
        ) from error
    return Measures(tuple(held(outcome, IN_PYTHON) for outcome in own), IN_PYTHON, digest)


def _of_file(path: Path) -> Measures:
    try:
        if not path.is_file():
            raise EquipoiseError(f"measures: there is no file {path}")
        return _of_text(path.name, path.read_bytes())
    except OSError as error:
        raise EquipoiseError(f"measures: {path} cannot be read: {reason(error)}") from error


@lru_cache(maxsize=8)
def _of_text(name: str, source: bytes) -> Measures:
    module = ModuleType("measures")
    try:
        exec(compile(source, name, "exec"), module.__dict__)  # noqa: S102 - a file of the user's own, which they name
    except (Exception, SystemExit) as error:
        raise EquipoiseError(f"{name} cannot be run{failure(error, name)}") from error
    own = getattr(module, DECLARED, None)
    if not isinstance(own, list | tuple) or not own or not all(isinstance(outcome, Outcome) for outcome in own):
        raise EquipoiseError(f"{name} must declare a list of equipoise.Outcome: {DECLARED} = [Outcome(...)]")
    refuse_wrong(own, name)
    digest = hashlib.sha256(source).hexdigest()[:32]
    return Measures(tuple(held(outcome, name) for outcome in own), name, digest, source)

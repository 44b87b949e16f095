"""What a measure of somebody's own has to be: its declaration is checked, its functions are held to what they give."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import numpy as np

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.outcome import Kind
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.wording import listed, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.outcome import Outcome

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ENDS = ("_se", "_runs", "_width", "_lead")
_TAKEN = {*BY_NAME, "point", "policy", "account", "runs", "reached", "replication", "median_length"}
"""Names, and ends of names, that columns of a study's table have, or that a page gives to something else."""


def called(measure: object, name: str) -> str:
    """What messages call a measure of a file."""
    return f"measure {written(measure)} of {name}"


def refuse_wrong(own: Sequence[Outcome], name: str) -> None:
    """Refuse declarations that are wrong, in a line for each thing."""
    wrong = [
        f"{called(outcome.name, name)}: {words}"
        for k, outcome in enumerate(own)
        for words in (*_of_name(outcome.name, own[:k]), *_of_the_rest(outcome))
    ]
    if wrong:
        raise EquipoiseError("\n".join(wrong))


def _of_name(name: object, before: Sequence[Outcome]) -> Iterator[str]:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield "its name must be small letters, digits and _, a letter first, at most 60"
    elif name in _TAKEN:
        yield "its name is taken; name it otherwise"
    elif name.endswith(_ENDS):
        yield f"its name must not end in {listed(_ENDS)}, as columns that follow from measures do"
    elif any(other.name == name for other in before):
        yield "is declared twice"


def _of_the_rest(outcome: Outcome) -> Iterator[str]:
    for what in ("unit", "meaning"):
        text: object = getattr(outcome, what)
        if not isinstance(text, str) or not text.strip() or not text.isprintable():
            yield f"{what} = {written(text)}   must be a text of one line"
    if outcome.kind not in get_args(Kind):
        yield f"kind = {written(outcome.kind)}   must be {listed(get_args(Kind))}"
    functions = {of: getattr(outcome, of) for of in ("of_run", "of_account")}
    for of, function in functions.items():
        if function is not None and not callable(function):
            yield f"{of} = {written(function)}   must be a function"
    if not any(functions.values()):
        yield "must have of_run, of_account or both"
    rounds: object = outcome.rounds
    if not isinstance(rounds, bool):
        yield f"rounds = {written(rounds)}   must be True or False"


def held(outcome: Outcome, name: str) -> Outcome:
    """A measure whose functions cannot change the rows that they see, and give one sound number a run."""
    of_run, of_account = (of and _Held(outcome, name, of) for of in (outcome.of_run, outcome.of_account))
    return outcome._replace(of_run=of_run, of_account=of_account)


@dataclass(frozen=True)
class _Held:
    """A function of somebody's own."""

    outcome: Outcome
    name: str
    function: Callable[..., Any]

    def __call__(self, *rows: NDArray[np.void]) -> NDArray[np.float64]:
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(self.function(*map(_read_only, rows)))
        except EquipoiseError:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - somebody else's function may raise anything
            code = getattr(self.function, "__code__", None)
            self._refuse(f"fails{failure(error, code.co_filename if code else '')}", error)
        if found.shape != (len(rows[0]),):
            self._refuse(f"gives shape {found.shape}; it must be {(len(rows[0]),)}, a value a run")
        if found.dtype.kind not in "biuf":
            self._refuse(f"gives values of dtype {found.dtype}; they must be numbers")
        values: NDArray[np.float64] = found.astype(np.float64)
        if np.isinf(values).any():
            self._refuse("gives an infinite value; where a run has no such measure, let it be nan")
        kind = self.outcome.kind
        if (kind in {"chance", "share"} and (values > 1.0).any()) or (kind == "chance" and (values < 0.0).any()):
            self._refuse(f"gives a {kind} beyond what one can be, 0 to 1; another kind may be meant")
        return values

    def _refuse(self, words: str, cause: BaseException | None = None) -> NoReturn:
        raise EquipoiseError(f"{called(self.outcome.name, self.name)} {words}") from cause


def _read_only(rows: NDArray[np.void]) -> NDArray[np.void]:
    view = rows.view()
    view.flags.writeable = False
    return view


def failure(error: BaseException, name: str) -> str:
    """Where in a file something failed, and how."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    line = error.lineno if isinstance(error, SyntaxError) else next(reversed(lines), None)
    where = "" if line is None else f", line {line}"
    words = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"{where}: {type(error).__name__}" + (f": {words}" if words else "")

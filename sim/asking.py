"""The door at which agents hand over their moves: each is checked, so that no rule ever sees what it cannot take."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.decisions import DECISIONS, FLAG, VENDOR_DECISIONS, Decision, Side, Stage
from equipoise.sim.faults import ArgumentError, MoveError
from equipoise.sim.moves import Investment, Position, Purchase, Terms
from equipoise.sim.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.sim.decisions import Range

Made = TypeVar("Made")

_OWN = {Side.VENDOR: VendorAgent, Side.ACCOUNT: AccountAgent}
_KINDS: dict[str, type[tuple[float, ...]]] = {
    "invest": Investment,
    "terms": Terms,
    "position": Position,
    "buy": Purchase,
}


class Question(NamedTuple):
    """What an agent is asked: one of its methods, and the cells of the sheet that the answer fills."""

    side: Side  # who is asked
    method: str  # which method
    cells: tuple[Decision, ...]  # in the order of the numbers that it hands over
    kind: type[tuple[float, ...]] | None  # the kind of move, a named tuple; None for a single number, or yes or no


def _questions() -> dict[Stage, list[Question]]:
    questions: dict[Stage, dict[tuple[Side, str], list[Decision]]] = {stage: {} for stage in Stage}
    for decision in (*VENDOR_DECISIONS, *DECISIONS):
        if decision.method:
            questions[decision.stage].setdefault((decision.side, decision.method), []).append(decision)
    return {
        stage: [Question(side, method, tuple(cells), _KINDS.get(method)) for (side, method), cells in asked.items()]
        for stage, asked in questions.items()
    }


QUESTIONS = _questions()
"""What agents are asked in each stage, in order."""


def ask(t: int, agent: VendorAgent | AccountAgent, question: Question, *about: Any) -> list[float]:
    """Ask an agent whose class decides for itself, and check what it decides."""
    method = getattr(agent, question.method)
    if getattr(method, "__func__", None) is getattr(_OWN[question.side], question.method):
        return []
    account = next((one.name for one in (agent, *about) if isinstance(one, AccountAgent)), None)
    where = f"{type(agent).__name__}.{question.method} in round {t}" + (f' with account "{account}"' if account else "")
    return _checked(where, attempted(where, method, *about), question)


def attempted(where: str, call: Callable[..., Made], *arguments: Any) -> Made:
    """Call what somebody else wrote."""
    try:
        return call(*arguments)
    except Exception as error:
        raise MoveError(f"{where}: {type(error).__name__}: {error}") from error


def check_agents(vendor_class: object, account_class: object) -> None:
    """Refuse what cannot decide."""
    asked = (("vendor_class", vendor_class, VendorAgent), ("account_class", account_class, AccountAgent))
    for name, given, kind in asked:
        if not (isinstance(given, type) and issubclass(given, kind)):
            raise ArgumentError(f"{name} = {shortened(given)}   must be a subclass of equipoise.{kind.__name__}")


def _checked(where: str, move: object, question: Question) -> list[float]:
    value = plain(move)
    if question.kind is None:
        (cell,) = question.cells
        if cell.range == FLAG and (isinstance(value, str) or value not in (True, False)):
            raise MoveError(f"{where}: {shortened(move)}   must be True or False")
        return [_number(where, "", move, cell.range)]
    names = question.kind._fields  # type: ignore[attr-defined]  # a named tuple
    if not isinstance(value, list) or len(value) != len(names):
        raise MoveError(f"{where}: {shortened(move)}   must be {question.kind.__name__}({', '.join(names)})")
    return [
        _number(where, f"{name} = ", one, cell.range)
        for name, one, cell in zip(names, value, question.cells, strict=True)
    ]


def _number(where: str, name: str, stated: object, allowed: Range) -> float:
    value = plain(stated)
    sound = isinstance(value, float | int) and (allowed.high == 1.0 or not isinstance(value, bool))
    if not sound or not allowed.allows(value):
        raise MoveError(f"{where}: {name}{shortened(stated)}   must be {allowed}")
    return float(value)

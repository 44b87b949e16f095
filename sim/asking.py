"""The door at which agents hand over their moves: each is checked, so that no rule ever sees what it cannot take."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any

from sim.agents import AccountAgent, VendorAgent
from sim.faults import ArgumentError, MoveError
from sim.moves import ACCOUNT_DECIDES, VENDOR_DECIDES
from sim.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.moves.kinds import Decision, Range

_OWN = (VendorAgent, AccountAgent)


def ask(t: int, agent: VendorAgent | AccountAgent, decision: str, *about: Any) -> Any:  # noqa: ANN401 - a move of any kind
    """Ask an agent to decide, and check what it decides.

    Parameters
    ----------
    t : int
        Round.
    agent : VendorAgent or AccountAgent
        Who decides.
    decision : str
        Which of its methods.
    *about : object
        What the method is handed.

    Returns
    -------
    Investment, Terms, Position, Purchase, float or bool
        As declared in ``sim.moves.VENDOR_DECIDES`` and ``ACCOUNT_DECIDES``.

    Raises
    ------
    sim.faults.MoveError
        When the method fails, or decides what no rule can take; the message names class, method, round and account.
    """
    method = getattr(agent, decision)
    if getattr(method, "__func__", None) is getattr(_OWN[isinstance(agent, AccountAgent)], decision):
        return method(*about)  # a move of the program's own, whose estimates may be wild where parameters are
    account = next((one.name for one in (agent, *about) if isinstance(one, AccountAgent)), None)
    where = f"{type(agent).__name__}.{decision} in round {t}" + (f' with account "{account}"' if account else "")
    move = attempted(where, method, *about)
    declared = (ACCOUNT_DECIDES if isinstance(agent, AccountAgent) else VENDOR_DECIDES)[decision]
    return _checked(where, move, declared)


def attempted(where: str, call: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 - whatever it gives
    """Call what somebody else wrote.

    Parameters
    ----------
    where : str
        What is called, for the message.
    call : callable
        A method or a class.
    *arguments : object
        What it is handed.

    Returns
    -------
    object
        What it gives.

    Raises
    ------
    sim.faults.MoveError
        When it fails; the message says where and why, and the cause is chained.
    """
    try:
        return call(*arguments)
    except Exception as error:
        raise MoveError(f"{where}: {type(error).__name__}: {error}") from error


def check_agents(vendor_class: object, account_class: object) -> None:
    """Refuse what cannot decide.

    Parameters
    ----------
    vendor_class, account_class : object
        What was handed over.

    Raises
    ------
    sim.faults.ArgumentError
        When either is no class of such agents.
    """
    asked = (("vendor_class", vendor_class, VendorAgent), ("account_class", account_class, AccountAgent))
    for name, given, kind in asked:
        if not (isinstance(given, type) and issubclass(given, kind)):
            raise ArgumentError(f"{name} = {shortened(given)}   must be a subclass of sim.agents.{kind.__name__}")


def _checked(where: str, move: object, declared: Decision) -> Any:  # noqa: ANN401 - a move of any kind
    kind, ranges = declared
    if kind is bool:
        value = plain(move)
        if isinstance(value, str) or value not in (True, False):
            raise MoveError(f"{where}: {shortened(move)}   must be True or False")
        return bool(value)
    if kind is float:
        return _number(where, "", move, ranges[0])
    names = kind._fields  # type: ignore[attr-defined]  # every other kind is a named tuple
    values = plain(move)
    if not isinstance(values, list) or len(values) != len(names):
        raise MoveError(f"{where}: {shortened(move)}   must be {kind.__name__}({', '.join(names)})")
    return kind(*(_number(where, f"{name} = ", *one) for name, *one in zip(names, values, ranges, strict=True)))


def _number(where: str, name: str, stated: object, allowed: Range) -> float:
    value = plain(stated)
    sound = isinstance(value, float | int) and (allowed.high == 1.0 or not isinstance(value, bool))
    if not sound or not allowed.low <= value <= allowed.high or (allowed.whole and value != int(value)):
        what = "0 or 1" if allowed.whole else f"a number from {allowed.low:g} to {allowed.high:g}"
        raise MoveError(f"{where}: {name}{shortened(stated)}   must be {what}")
    return float(value)

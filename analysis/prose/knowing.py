"""What is worth finding out before deciding, in words that the figures choose."""

from __future__ import annotations

import shlex
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.prose.effects import POINTS
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.money import Amounts, of_unit
from equipoise.analysis.prose.money_first import WORTH
from equipoise.analysis.prose.names import in_list, spoken
from equipoise.analysis.prose.not_tried import not_tried
from equipoise.analysis.prose.numbers import (
    Figure,
    bracketed,
    capital,
    decimals,
    digits,
    either,
    listed,
    many,
    paragraph,
    percent,
    scale,
)
from equipoise.analysis.prose.varied import in_per_cent, named, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.knowing import Knowing, Unknown


_NOTHING = 1e-3
"""Share of what knowing everything would bring, up to which knowing a number brings nothing beside no revenue."""
_STANDINGS = _WORTH, _NONE, _UNTOLD = "worth something", "worth nothing", "cannot be told"


def sentences(found: Knowing) -> list[str]:
    """Say what comes out, over what is decided by and then over all years: what to find out first, and what it brings.

    And what changes nothing.
    """
    longest = [paragraph(*_answer(found.longest), _everything(found.longest))] if found.longest else []
    tried = _only_the_largest(found) or not_tried(found, on_a_page=any(one.shown for one in found.unknowns))
    return [paragraph(*_answer(found), _everything(found), _usual(found), _left_out(found), tried), *longest]


def chosen_between(found: Knowing) -> str:
    """Name what is chosen between; what was added of the policies, with the largest account alone, in one."""
    if not found.alone:
        return listed([in_list(policy) for policy in found.policies])
    own = [in_list(policy) for policy in found.policies[: len(found.policies) // 2 + 1]]
    return f"{', '.join(own)}, and {either(own[1:])} for {found.alone} alone ({own[0]} for all others)"


def _only_the_largest(found: Knowing) -> str:
    if not found.alone:
        return ""
    return (
        f"The choice is between {chosen_between(found)}. One account alone was tried with {found.alone}, the largest, "
        "and with no other."
    )


def _answer(found: Knowing) -> list[str]:
    worth, sure, unsure = ([one for one in found.unknowns if _standing(found, one) == which] for which in _STANDINGS)
    idle, slight = ([one for one in sure if (one.worth.high > 0.0) == some] for some in (False, True))
    best, runs = spoken(found.policies[found.best]), many(found.replications, "run")
    if not worth:
        by = f"before deciding by {named(found)}: {best} is best on average"
        if unsure:
            return [
                f"{capital(runs)} cannot tell that anything here is worth finding out {by}.",
                *_at_most(found, unsure),
                *([f"Nor is {best} behind at any value of {_keys(idle)} that was tried."] if idle else []),
                *_slight(found, slight),
            ]
        there = f", and at every value of {_keys(idle)} that was tried, as far as {runs} tell" if idle else ""
        return [f"Nothing of what was looked at is worth finding out {by}{there}.", *_slight(found, slight)]
    first, *others = worth
    lines = [f"What to find out first for that is {_called(first)}: {_worth(found, first)}{_turns(first)}."]
    if others:
        lines.append(f"Then {listed([f'{_called(one)} ({_amount(found, one)})' for one in others])}.")
    if idle:
        lines.append(
            f"To know {_keys(idle)} would be worth nothing, as far as {runs} tell: it changes nothing that is decided."
        )
    lines += _slight(found, slight)
    if unsure:
        lines += [
            f"Whether knowing {_keys(unsure)} is worth anything, {runs} cannot tell.",
            *_at_most(found, unsure),
        ]
    return [f"Deciding by {named(found)}, without knowing more {best} is best on average.", *lines]


def _slight(found: Knowing, unknowns: Sequence[Unknown]) -> list[str]:
    """Say how little it is that knowing some would bring, and that a choice may turn on it all the same."""
    if not unknowns:
        return []
    turning = [one for one in unknowns if len(one.best) > 1]
    why = f": the choice may turn on {_keys(turning)}, but the other one brings little more there" if turning else ""
    return [f"To know {_keys(unknowns)} would bring less than {_too_little(found)}{why}."]


def _too_little(found: Knowing) -> str:
    if isnan(found.nothing):
        return f"{percent(_NOTHING)} of what knowing everything would"
    return f"{_much(found, found.nothing)}, {percent(WORTH)} of revenue, which is nothing for a business of this size"


def _standing(found: Knowing, one: Unknown) -> str:
    """Whether it is worth something to know an unknown, nothing, or nothing that these runs can tell."""
    least = _NOTHING * found.everything.value if isnan(found.nothing) else found.nothing
    if one.worth.high <= least:
        return _NONE
    return _WORTH if (one.worth.value if isnan(found.nothing) else one.worth.low) > least else _UNTOLD


def in_a_table(found: Knowing) -> tuple[str, list[str], list[str]]:
    """The unit of a table of worths, and of each unknown its worth and which policy is best along it.

    What is worth nothing is said in words, with how much it could be at most where runs cannot tell.
    """
    stands = [_standing(found, one) for one in found.unknowns]
    told = [one.worth for one, stand in zip(found.unknowns, stands, strict=True) if stand == _WORTH]
    unsure = [one.worth.high for one, stand in zip(found.unknowns, stands, strict=True) if stand == _UNTOLD]
    written = _written(found, [worth.value for worth in told] or unsure)
    pairs = [*zip(found.unknowns, stands, strict=True)]
    best = spoken(found.policies[found.best])
    cells = [_cell(written, one.worth, stand) for one, stand in pairs]
    return written.unit, cells, [along(one) if stand == _WORTH else best for one, stand in pairs]


def _cell(written: Amounts, worth: Estimate, stand: str) -> str:
    if stand == _WORTH:
        shown = Figure.of(worth.times(written.scale))
        return bracketed(shown, "money", _least(written, worth.value).places)
    return "nothing" if stand == _NONE else f"nothing sure [{_least(written, worth.high).number(worth.high)} at most]"


def _written(found: Knowing, values: Sequence[float]) -> Amounts:
    """How worths are written beside each other."""
    if found.kind == "money":
        return of_unit(found.unit, values)
    unit = found.unit if scale(found.kind) == 1.0 else POINTS
    return Amounts(scale(found.kind), unit, decimals([], found.kind))


def _least(written: Amounts, value: float) -> Amounts:
    """The same with the decimals that a value needs to be more than nothing."""
    return written._replace(places=max(written.places, digits(written.scale * value, written.places)))


def _keys(unknowns: Sequence[Unknown]) -> str:
    return listed([_called(one) for one in unknowns])


def _at_most(found: Knowing, unknowns: Sequence[Unknown]) -> list[str]:
    """What it could bring to know each of those that runs cannot tell of."""
    return [f"To know {_called(one)} could bring {_much(found, one.worth.high)} at most." for one in unknowns]


def _usual(found: Knowing) -> str:
    """What was taken for unknown where nothing was said to be."""
    asked = [f"{_called(one)} ({one.question})" for one in found.unknowns if one.question]
    if not asked:
        return ""
    if all(one.shown for one in found.unknowns):
        return f"Taken for unknown is what is seldom known and most answers rest on: {listed(asked)}."
    return (
        f"The scenario states no range, so taken for unknown is what is seldom known and most answers rest on: "
        f"{listed(asked)}. State ranges of your own, or name with --know what you do not know."
    )


def _left_out(found: Knowing) -> str:
    """Say what was not looked at, and how to ask for it where there is a terminal."""
    if not found.left_out:
        return ""
    keys = found.left_out
    words = f"Left out was what is seldom known and is no range here: {listed([quoted(key) for key in keys])}"
    if any(one.shown for one in found.unknowns):
        return f"{words}."
    options = " ".join(f"--know {shlex.quote(key)}" for key in keys)
    return f"{words}; {options} asks about it as well."


def _called(one: Unknown) -> str:
    return one.shown.quoted if one.shown else quoted(one.key)


def _worth(found: Knowing, one: Unknown) -> str:
    least = ", and may bring nothing" if one.worth.low == 0.0 else ""
    return f"to know it before deciding would bring {_amount(found, one)}{least}"


def _amount(found: Knowing, one: Unknown) -> str:
    worth = one.worth
    written = _least(_written(found, [worth.value, worth.high]), worth.value)
    low = written.number(worth.low) if worth.low > 0.0 else "0"
    return f"{written.write(worth.value)}, {low} to {written.number(worth.high)}"


def of_unknown(one: Unknown, x: float) -> str:
    """Write a value of an unknown: an amount in the currency, other numbers to three digits; as a page has it."""
    if one.shown:
        return one.shown.write(x)
    times, behind = in_per_cent(one.unit)
    return of_unit(one.currency, [x]).write(x) if one.currency else f"{value(times * x)}{behind}"


def _turns(one: Unknown) -> str:
    return f"; best along it is {along(one)}" if len(one.best) > 1 else ""


def along(one: Unknown) -> str:
    """Say which policy is best along an unknown, from which value on."""
    (_, first), *others = one.best
    return listed(
        [in_list(first), *(f"{in_list(policy)} from {of_unknown(one, start)}" for start, policy in others)], "then"
    )


def _everything(found: Knowing) -> str:
    most = found.everything.value
    if any(one.worth.high > most for one in found.unknowns):
        brings = _much(found, most) if most else "nothing"
        return (
            f"To know everything, luck too, would bring {brings} in these runs; they are too few to say that nothing "
            "can bring more."
        )
    if most == 0.0:
        return "Even to know everything, luck too, would bring nothing."
    return f"To know everything, luck too, would bring {_much(found, most)}, and nothing can bring more."


def _much(found: Knowing, amount: float) -> str:
    return _least(_written(found, [amount]), amount).write(amount)

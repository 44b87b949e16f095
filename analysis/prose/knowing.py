"""What is worth finding out before deciding, in words that the figures choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import bare, listed, many, paragraph

if TYPE_CHECKING:
    from equipoise.analysis.knowing import Knowing, Unknown


def sentences(found: Knowing) -> list[str]:
    """Say what comes out: what to find out first, what it would bring, and what changes nothing."""
    worth = [one for one in found.unknowns if one.worth.value > 0.0]
    nothing = [one for one in found.unknowns if one.worth.value == 0.0]
    best, runs = found.policies[found.best], many(found.replications, "run")
    if not worth:
        keys = listed([one.key for one in nothing])
        return [
            paragraph(
                f"Nothing here is worth finding out before deciding: {best} is best on average, and at every value of "
                f"{keys} that was tried, as far as {runs} tell.",
                _everything(found),
            )
        ]
    first, *others = worth
    lines = [f"What to find out first is {first.key}: {_worth(found, first)}{_turns(first)}."]
    if others:
        lines.append(f"Then {listed([f'{one.key} ({_amount(found, one)})' for one in others])}.")
    if nothing:
        lines.append(
            f"Knowing {listed([one.key for one in nothing])} changes nothing that is decided, as far as {runs} tell."
        )
    return [paragraph(f"Without knowing more, {best} is best on average.", *lines, _everything(found))]


def _worth(found: Knowing, one: Unknown) -> str:
    least = ", and may bring nothing" if one.worth.low == 0.0 else ""
    return f"to know it before deciding would bring {_amount(found, one)}{least}"


def _amount(found: Knowing, one: Unknown) -> str:
    low, high = (bare(end, found.kind) for end in (one.worth.low, one.worth.high))
    return f"{bare(one.worth.value, found.kind)} {found.unit}, {low} to {high}"


def _turns(one: Unknown) -> str:
    parts = [f"{policy} from {bare(start, 'money')}" if k else policy for k, (start, policy) in enumerate(one.best)]
    return f"; best along it is {listed(parts, 'then')}" if len(parts) > 1 else ""


def _everything(found: Knowing) -> str:
    most = bare(found.everything.value, found.kind)
    return f"To know everything, luck too, would bring {most} {found.unit}, and nothing can bring more."

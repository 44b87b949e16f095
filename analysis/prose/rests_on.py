"""What a decision rests on, in words that the figures choose."""

from __future__ import annotations

from dataclasses import replace
from math import floor, log10
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import amounts, change_of, fact, per_cent
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import capital, fixed, listed, many, paragraph
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Ends, Rest, RestsOn

_ALSO = 3  # further numbers that a sentence names
_SUMS = frozenset({"support_cost"})  # facts of which several accounts have one value together, and else each the same


def rests_words(found: RestsOn) -> str:
    """Say which number that nobody stated the decision rests on most, where it turns, and what else turns it."""
    facts, own = ([rest for rest in found.rests if rest.asked is asked] for asked in (True, False))
    moving = [rest for rest in facts if not alike(rest.swing) and way(rest.swing)]
    if not moving:
        return paragraph(f"No {_fact(own)} clearly moves what is decided here.", _models_own(own, facts=False))
    first = moving[0]
    turning = [rest for rest in facts if rest.turns]
    others = [rest for rest in turning if rest is not first]
    further = [words(rest.name) for rest in own if abs(rest.swing.value) > abs(first.swing.value) and way(rest.swing)]
    return paragraph(
        f"{_over(found, own)} {_named(found, first)}: {ends_words(found, first)}{_turns(found, first)}.",
        _unranked(moving, first),
        f'Ask: "{first.question}"',
        _also(found, others, turning, first),
        _further(further),
        _models_own(own, facts=bool(turning)),
        _over_all_years(found),
        _alone(found),
    )


def first_words(found: RestsOn) -> str:
    """Say whether the decision turns on the one number that was looked at, over what is decided by and all years."""
    (rest,) = found.rests
    over = f"Over {years(found.years)}, {_what(found)} {_hangs(rest, found.lead)} {quoted(rest)}"
    return paragraph(
        f"{over}, which is {_known(found, rest, ' and was ')}: {ends_words(found, rest)}{_turns(found, rest)} "
        f"({many(rest.swing.runs, 'run')} at each end).",
        whole_run(found, rest),
        _alone(found),
    )


def _what(found: RestsOn, decision: str = "the decision") -> str:
    """What turns on a number, or does not: the decision, or a part of it where that with one account alone differs."""
    turns = {rest.name: rest.turns for rest in found.rests}
    if found.alone is None or all(rest.turns == turns[rest.name] for rest in found.alone.rests):
        return decision
    return f"the choice between {spoken(found.arm)} and {spoken(found.against)} with all accounts"


def _alone(found: RestsOn) -> str:
    """Say on which of the numbers that were looked at the policy turns with one account alone, and where."""
    alone = found.alone
    if alone is None or not alone.rests:
        return ""
    turning = [rest for rest in alone.rests if rest.turns]
    if not turning:
        return _unturned(alone, several=len(found.rests) > 1)
    first, others = turning[0], turning[1:]
    it = "it" if len(found.rests) == 1 else quoted(first)
    too = " as well" if any(rest.turns for rest in found.rests if rest.name == first.name) else ""
    also = f" It turns on {listed([_turning_at(alone, rest) for rest in others])} as well." if others else ""
    beside = replace(found, arm=alone.arm)  # in the unit of the profits that stand on the page
    return f"{_with(alone)} it turns{too} on {it}: {ends_words(beside, first)}{_turns(beside, first)}.{also}"


def _with(alone: RestsOn) -> str:
    return f"Over {years(alone.years)}, with {alone.account} alone"


def _unturned(alone: RestsOn, *, several: bool) -> str:
    """Say that with one account alone no number clearly turns it, and of which that cannot be told."""
    untold = [quoted(rest) for rest in alone.rests if is_untold(rest, alone.lead)]
    if untold:
        where = f"at an end of {listed(untold)}" if several else "whether it turns on it"
        return f"{_with(alone)} these runs cannot tell {where}."
    if several:
        return f"{_with(alone)} it turns on none of {listed([quoted(rest) for rest in alone.rests])}."
    return f"{_with(alone)} it does not turn on it."


def _hangs(rest: Rest | Ends, lead: Estimate) -> str:
    """Whether a lead turns on a number, does not, or is open at an end."""
    return "turns on" if rest.turns else "may turn on" if is_untold(rest, lead) else "does not turn on"


def is_untold(rest: Rest | Ends, lead: Estimate) -> bool:
    """Whether these runs cannot tell at an end of a number whether a lead turns on it."""
    return not rest.turns and {way(rest.at_low), way(rest.at_high)} != {way(lead)}


def whole_run(found: RestsOn, rest: Rest) -> str:
    """The same of one number over all years."""
    if rest.later is None or found.whole is None:
        return ""
    hangs = _hangs(rest.later, found.whole.differences[found.arm].profit)
    too = {True: " as well", False: " either"}[rest.later.turns] if hangs == _hangs(rest, found.lead) else ""
    too = "" if hangs == "may turn on" else too
    return f"Over {years(found.whole.years)} it {hangs} it{too}: {ends_words(found, rest, rest.later)}."


def _over_all_years(found: RestsOn) -> str:
    """Say which numbers turn the lead over all years, or between what it stays where none does."""
    ends = [(rest, rest.later) for rest in found.rests if rest.later is not None]
    if found.whole is None or not ends:
        return ""
    over = f"Over {years(found.whole.years)}"
    lead = found.whole.differences[found.arm].profit
    turning = [quoted(rest) for rest, later in ends if later.turns]
    if turning:
        more = len(turning) - _ALSO
        asked = [rest for rest, later in ends if rest.asked and is_untold(later, lead)]
        untold = f", and may turn on {listed([quoted(rest) for rest in asked], most=_ALSO)}" if asked else ""
        return f"{over} it turns on {listed(turning[:_ALSO])}{f', and on {more} more' if more > 0 else ''}{untold}."
    if not way(lead):
        return f"{over} these runs cannot tell the two apart, nor does one number that is not stated."
    unclear = [quoted(rest) for rest, later in ends if is_untold(later, lead)]
    if unclear:
        more = len(unclear) - _ALSO
        named = f"{listed(unclear[:_ALSO])}{f', and of {more} more' if more > 0 else ''}"
        return f"{over} no single number clearly turns it; these runs cannot tell at an end of {named}."
    leads = sorted(abs(end.value) for _, later in ends for end in (later.at_low, later.at_high))
    written = amounts(found.money, leads, within=profits_beside(found))
    stays = f"{spoken(found.arm)} stays {'ahead of' if way(lead) > 0 else 'behind'} {spoken(found.against)}"
    between = f"{fixed(written.scale * leads[0], written.places)} to {written.write(leads[-1])}"
    return f"{over} no single number turns it: {stays}, by {between} a year."


def _over(found: RestsOn, own: list[Rest]) -> str:
    """Over which years an answer rests on what follows, and whether there is more that nobody can find out."""
    return f"Over {years(found.years)}, this rests most{', of what can be found out,' if own else ''} on"


def ends_words(found: RestsOn, rest: Rest, leads: Rest | Ends | None = None) -> str:
    """Where the arm stands against the first with a number at its low and at its high, and by how much."""
    leads = leads or rest
    beside = (leads.at_low.value, leads.at_high.value)
    (side, by), (other, by_then) = (_stands(found, lead, beside) for lead in (leads.at_low, leads.at_high))
    low, high = (at(found, rest, end) for end in (rest.low, rest.high))
    second = by_then.strip() if side == other and by_then else f"{other}{by_then}"
    return f"{spoken(found.arm)} is {side}{by} where that is {low}, and {second} where it is {high}"


def _stands(found: RestsOn, lead: Estimate, beside: tuple[float, float]) -> tuple[str, str]:
    """Where the arm stands against the first, and by how much; both ends in one unit."""
    against = spoken(found.against)
    if alike(lead):
        return f"level with {against}", ""
    written = change_of(found.money, lead, beside, profits_beside(found))
    by = f" by {written.size(lead.value)} a year ({written.within(lead)})"
    return {1: (f"ahead of {against}", by), -1: (f"behind {against}", by)}.get(
        way(lead), (f"not to be told from {against}", "")
    )


def profits_beside(found: RestsOn) -> list[float]:
    """Profits that stand on the page, by which the step of leads is chosen."""
    return [] if found.whole is None else [side.profit.mean for side in found.whole.arms.values()]


def at(found: RestsOn, rest: Rest, value: float) -> str:
    """Write a value of a number in its unit: an amount in the currency, as its ends; others as they are."""
    return fact(found.money, value, rest.unit, (rest.low, rest.high))


def turning_words(found: RestsOn, rest: Rest) -> str:
    """Write where a number turns the answer; nothing where it does not, or where that was not found."""
    if rest.turning is None:
        return ""
    value, low, high = rest.turning
    if rest.whole:
        return f"between {int(value)} and {int(value) + 1}"
    if found.money is not None and rest.unit.startswith("currency"):
        written = amounts(found.money._replace(money=1.0), (*rest.turning, rest.low, rest.high))
        return f"{written.write(value)} ({fixed(written.scale * low, written.places)} to {written.write(high)})"
    behind = per_cent(found.money, rest.unit)
    if behind:
        value, low, high = (100.0 * one for one in (value, low, high))
    width = high - low
    places = max(1 - floor(log10(width)), 0) if width > 0.0 else 3
    return (
        f"{exact(round(value, places))}{behind} ({exact(round(low, places))} to {exact(round(high, places))}{behind})"
    )


def called(rest: Rest) -> str:
    """A number as words: its own, and whose."""
    *where, last = parts_of(rest.keys[0])
    if len(rest.keys) == 1:
        return words(rest.keys[0])
    whose = "all the other accounts together" if last in _SUMS else "each of the other accounts"
    return f"{whose}: {words(joined((where[0], last)))}"


def quoted(rest: Rest) -> str:
    """The same within a sentence."""
    return f"\u201c{called(rest)}\u201d"


def _fact(own: list[Rest]) -> str:
    return "fact that could be found out" if own else "number that is not stated"


def _models_own(own: list[Rest], *, facts: bool) -> str:
    """Say what of the model's own turns the answer, where facts do or not: nobody can be asked for these numbers."""
    if not own:
        return ""
    turning = [words(rest.name) for rest in own if rest.turns]
    if not turning:
        return "None of the model's own numbers, which nobody can be asked for, turns it."
    more = len(turning) - _ALSO
    return (
        f"It turns{' as well' if facts else ''} on the model's own numbers, which nobody can be asked for: "
        f"{listed(turning[:_ALSO])}{f', and {more} more' if more > 0 else ''}."
    )


def _further(own: list[str]) -> str:
    """Say which of the model's own numbers move the lead further than any fact, so that a figure has them first."""
    if not own:
        return ""
    more = len(own) - _ALSO
    named = f"{listed(own[:_ALSO])}{f', and {more} more' if more > 0 else ''}"
    return f"{capital(named)} {'moves' if len(own) == 1 else 'move'} it further, but nobody can be asked for that."


def decided_by(found: RestsOn) -> str:
    """What a decision rests on, in short: which fact moves it most, and which turn it."""
    facts = [rest for rest in found.rests if rest.asked and way(rest.swing)]
    moving = facts or [rest for rest in found.rests if way(rest.swing)]
    if not moving:
        return ""
    first, others = moving[0], [rest for rest in found.rests if rest.asked and rest.turns and rest is not moving[0]]
    own = [rest for rest in found.rests if not rest.asked] if facts else []
    what = _what(found, "it")
    return paragraph(
        f"{_over(found, own)} {_named(found, first)}: {ends_words(found, first)}"
        f"{_turns(found, first, f', so that {what} {_hangs(first, found.lead)} it')}.",
        _unranked(moving, first),
        _also(found, others, [first], first) if others else "",
        _models_own(own, facts=first.turns or bool(others)) if any(rest.turns for rest in own) else "",
        _over_all_years(found),
        _alone(found),
    )


def _unranked(moving: list[Rest], first: Rest) -> str:
    """Name what may move a lead as far as the first does: the intervals reach into each other."""
    least, _ = sorted((abs(first.swing.low), abs(first.swing.high)))
    alike_far = [quoted(one) for one in moving if max(abs(one.swing.low), abs(one.swing.high)) >= least]
    if len(alike_far) < 2:  # noqa: PLR2004 - itself alone
        return ""
    more = len(alike_far) - 1 - _ALSO
    named = f"{listed(alike_far[1 : 1 + _ALSO])}{f', and {more} more' if more > 0 else ''}"
    return f"These runs cannot tell whether it moves that further than {named}."


def _named(found: RestsOn, rest: Rest) -> str:
    return f"{quoted(rest)} ({_known(found, rest)})"


def _known(found: RestsOn, rest: Rest, link: str = ", ") -> str:
    """What a scenario says of a number, and what it was played with."""
    if rest.ranges:
        return "stated as a range"
    return (
        f"not stated{link}{'drawn for each run' if rest.taken is None else f'taken as {at(found, rest, rest.taken)}'}"
    )


def _turns(found: RestsOn, rest: Rest, otherwise: str = "") -> str:
    if not rest.turns:
        return otherwise
    where = turning_words(found, rest)
    place = where if where.startswith("between") else f"at {where}"
    return f"; it turns {place}" if where else "; it turns in between"


def _turning_at(found: RestsOn, rest: Rest) -> str:
    """Name a number, and the value at which it turns the lead where that was found."""
    where = turning_words(found, rest)
    return f"{quoted(rest)}{f' at {where}' if where else ''}"


def _also(found: RestsOn, others: list[Rest], turning: list[Rest], first: Rest) -> str:
    if not turning:
        clearly = " clearly" if any(is_untold(rest, found.lead) for rest in found.rests) else ""
        which = "" if all(rest.asked for rest in found.rests) else " that can be found out"
        return f"No single number{which}{clearly} turns {_what(found)}."
    if not others:
        return f"No other number turns {_what(found)} by itself." if first in turning else ""
    named = [_turning_at(found, rest) for rest in others[:_ALSO]]
    more = len(others) - len(named)
    as_well = " as well" if first.turns else ""
    return f"It turns{as_well} on {listed(named)}{f', and on {more} more' if more else ''}."

"""What people guessed at a workshop and what came of it, in sentences that the figures choose."""

from __future__ import annotations

from statistics import fmean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FEW = 3
"""Fewer tables say nothing of how well people foresaw, and have no middle."""
_LIKE = 0.02
"""Mean squares that differ by no more are alike."""
_TEN = 10.0
_LEANS = 0.5
"""Tenths by which guesses lie to one side, on average, before it is said."""


def predicted(account: str, people: Sequence[int | None], tables: Sequence[int | None]) -> str:
    """Say when people expected an even footing, and when it came; None stands for never."""
    years, came = ([year for year in group if year is not None] for group in (people, tables))
    if not people:
        told = "Nobody wrote down a year"
    elif not years:
        told = f"Nobody expected that {account} would ever need the vendor as much"
    else:
        never = len(people) - len(years)
        told = (
            f"Of {len(people)} people {len(years)} expected an even footing, half of them by year {median(years):.0f}"
        )
        told += f", and {never} never" if never else ""
    if not came:
        return f"{told}; it came at no table"
    where = "the table" if len(tables) == 1 else f"{len(came)} of {len(tables)} tables"
    different = sorted(set(came))
    if len(came) >= _FEW:
        when = f"at half of them by year {median(came):.0f}"
    else:
        when = f"in year{'s' * (len(different) > 1)} {' and '.join(map(str, different))}"
    return f"{told}; it came at {where}, {when}"


def off(pairs: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Say how far guesses, from 0 to 1, were off the truth, and to which side; the best guessed first."""
    told = []
    known = {words: group for words, group in pairs.items() if group}
    for words, group in sorted(known.items(), key=lambda one: _error(one[1])):
        leans = _TEN * fmean(guess - truth for guess, truth in group)
        side = "" if abs(leans) < _LEANS else f", too {'high' if leans > 0 else 'low'} on average"
        told.append(f"{words} by {_TEN * _error(group):.1f}{side}")
    return (
        f"Of 10 points, guesses were off: {'; '.join(told)}" if told else "Nobody guessed anything that can be checked"
    )


def _error(group: Sequence[tuple[float, float]]) -> float:
    return fmean(abs(guess - truth) for guess, truth in group)


def foresaw(pairs: Sequence[tuple[float, bool]], usual: float, tables: int) -> str:
    """Say whether people foresaw who stays together better than who says the same of all.

    ``pairs`` are the chance that somebody gave, and the truth; ``usual`` is that of computer players' games.
    """
    if not pairs:
        return ""
    said = f"On average people gave staying together {100.0 * fmean(chance for chance, _ in pairs):.0f} of 100"
    if tables < _FEW:
        return f"{said}; {'one table' if tables == 1 else f'{tables} tables'} cannot tell whether they foresaw it."
    room = fmean((chance - end) ** 2 for chance, end in pairs)
    other = fmean((usual - end) ** 2 for _, end in pairs)
    better = "as well as" if abs(room - other) <= _LIKE else "better than" if room < other else "worse than"
    return (
        f"{said}. They foresaw who would part {better} somebody who says {100.0 * usual:.0f} of 100 of every table, as "
        f"often as computer players are together in the end (mean squared error {room:.2f} against {other:.2f})."
    )

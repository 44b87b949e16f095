"""What the figures of a comparison say in their titles: the same as its answer, arm by arm against the first."""

from __future__ import annotations

from math import inf, isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.assumed import ASSUMED
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import listed, more, places_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.numbers import Write


def set_against(
    first: str,
    levels: Mapping[str, float],
    changes: Mapping[str, Estimate],
    write: Write,
    least: int = 0,
    *,
    named: Sequence[str] = (),
) -> str:
    """Say what arms have, in an order that their paired differences from the first allow.

    Such as ``17.0% with strategic, 12.0% with accommodating``: the arm that is furthest above the first, the first, and
    the one that is furthest below it, each if its whole interval lies there; and always those to be ``named``, each in
    its place or, where it has none, with what there is to say of it. Where none clearly lies above or below, that they
    are the same in every run, or cannot be told apart.
    """
    first, named = spoken(first), [name for arm in named if (name := spoken(arm)) != spoken(first)]
    levels = {spoken(name): level for name, level in levels.items()}
    changes = {spoken(name): change for name, change in changes.items()}
    known = {name: change for name, change in changes.items() if not (isnan(levels[name]) or isnan(change.mean))}
    if isnan(levels.get(first, float("nan"))):
        there = [name for name, level in levels.items() if not isnan(level)]
        return f"none with {first} to set {listed(there)} against" if there else "never held"
    above = [name for name in known if way(known[name]) > 0 and levels[name] > levels[first]]
    below = [name for name in known if way(known[name]) < 0 and levels[name] < levels[first]]
    highest = max(above, key=lambda name: levels[name], default=first)
    lowest = min(below, key=lambda name: levels[name], default=first)
    over, under = (
        sorted((name for name in side if name in {end, *named}), key=lambda name: -levels[name])
        for side, end in ((above, highest), (below, lowest))
    )
    said = [*over, first, *under]
    places = places_apart([(levels[name], levels[first]) for name in said if name != first], write, least)
    told: Sequence[str] = said
    if len(said) > 1:
        words = ", ".join(f"{write(levels[name], places)} with {name}" for name in said)
    else:
        places = least
        beside = {name: f"{name} ({write(levels[name], least)})" for name in known}
        others, told = _others(known, beside, [name for name in changes if name not in known])
        words = f"{write(levels[first], least)} with {first}{others}"
    for name in named:
        if name in changes and name not in told:
            words += _besides(first, name, known.get(name), write(levels[name], places) if name in known else "")
    return words


def _besides(first: str, name: str, change: Estimate | None, level: str) -> str:
    """What there is to say of an arm that has to be named and does not clearly differ from the first."""
    if change is None:
        return f"; none with {name}"
    if alike(change):
        return f"; {name} has the same as {first} in every run"
    if way(change):
        return f"; in the runs that both have, {name} has {more(change.mean)} than {first}"
    return f"; these runs cannot tell {name} ({level}) from {first}"


def _others(
    known: Mapping[str, Estimate], beside: Mapping[str, str], without: Sequence[str]
) -> tuple[str, Sequence[str]]:
    """What there is to say of the other arms where none lies clearly above or below the first, and of which."""
    same = [name for name, change in known.items() if alike(change)]
    turned = {name: f"{name} has {more(change.mean)}" for name, change in known.items() if way(change)}
    open_ = [name for name in known if name not in turned and name not in same]
    if turned:  # their means, of other runs than the differences, go the other way
        return f"; in the runs that both have, {listed([*turned.values()], most=inf)}", [*turned]
    if open_:
        return f"; these runs cannot tell {listed([beside[name] for name in open_], most=inf)} from it", open_
    if same:
        return f", and the same in every run with {listed(same, most=inf)}", same
    return f", and none with {listed(without, most=inf)}" if without else "", without


def endings(
    account: str,
    first: str,
    stands: Mapping[str, Mapping[str, Estimate]],
    changes: Mapping[str, Mapping[str, Estimate]],
    write: Write,
    *,
    named: Sequence[str] = (),
    held: float = 0.0,
) -> str:
    """Say which ending changes most, of those that change by more than luck; where none does, one of them for instance.

    It is the one that the answer names: of the arm that it is about, the first of those to be ``named``, and one that
    makes for its change in survival (``held``), if there is any. What is assumed, and not found, comes last.
    """
    seen = {word: own.mean for arm in stands.values() for word, own in arm.items() if own.mean > 0.0}
    if not seen:
        return f"Nothing ends {account} before the horizon in any of these runs"
    shares = {word: {name: arm[word].mean for name, arm in stands.items() if word in arm} for word in seen}
    sure = [
        ((word not in ASSUMED, name in named[:1], change.mean * held < 0.0, abs(change.mean)), word)
        for name, arm in changes.items()
        for word, change in arm.items()
        if way(change) and word in seen
    ]
    if sure and first in stands:
        told, such = max(sure)[1], ""
    else:
        told = max(seen, key=lambda word: (word not in ASSUMED, shares[word].get(first, 0.0), seen[word]))
        such = " such as"
    against = {name: arm[told] for name, arm in changes.items() if told in arm}
    by = ", as is assumed," if told in ASSUMED else ","
    have = set_against(first, shares[told], against, write, named=named)
    return f"Endings of {account}{by}{such} \u201c{told}\u201d: {have}"

"""What the figures of a comparison say in their titles: the same as its answer, arm by arm against the first."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.numbers import listed, more, places_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.numbers import Write


def set_against(
    first: str, levels: Mapping[str, float], changes: Mapping[str, Estimate], write: Write, least: int = 0
) -> str:
    """Say what arms have, in an order that their paired differences from the first allow.

    Such as ``17.0% with strategic, 12.0% with accommodating``: the arm that is furthest above the first, the first, and
    the one that is furthest below it, each if its whole interval lies there. Else that they are the same in every run,
    or cannot be told apart.
    """
    known = {name: change for name, change in changes.items() if not (isnan(levels[name]) or isnan(change.mean))}
    if isnan(levels.get(first, float("nan"))):
        there = [name for name, level in levels.items() if not isnan(level)]
        return f"none with {first} to set {listed(there)} against" if there else "never held"
    above = [name for name in known if way(known[name]) > 0 and levels[name] > levels[first]]
    below = [name for name in known if way(known[name]) < 0 and levels[name] < levels[first]]
    said = [
        *([max(above, key=lambda name: levels[name])] if above else []),
        first,
        *([min(below, key=lambda name: levels[name])] if below else []),
    ]
    places = places_apart([(levels[name], levels[first]) for name in said if name != first], write, least)
    if len(said) > 1:
        return ", ".join(f"{write(levels[name], places)} with {name}" for name in said)
    own = write(levels[first], least)
    beside = {name: f"{name} ({write(levels[name], least)})" for name in known}
    return f"{own} with {first}{_others(known, beside, len(changes) - len(known))}"


def _others(known: Mapping[str, Estimate], beside: Mapping[str, str], without: int) -> str:
    """What there is to say of the other arms where none lies clearly above or below the first."""
    same = [name for name, change in known.items() if alike(change)]
    turned = [f"{name} has {more(change.mean)}" for name, change in known.items() if way(change)]
    open_ = [name for name in known if not way(known[name]) and name not in same]
    if turned:  # their means, of other runs than the differences, go the other way
        return f"; in the runs that both have, {listed(turned)}"
    if open_:
        return f"; these runs cannot tell {listed([beside[name] for name in open_])} from it"
    if same:
        return f", and the same in every run with {listed(same)}"
    return f", and none with the {'other' if without == 1 else 'others'}" if without else ""


def endings(
    account: str,
    first: str,
    stands: Mapping[str, Mapping[str, Estimate]],
    changes: Mapping[str, Mapping[str, Estimate]],
    write: Write,
) -> str:
    """Say which ending changes most, of those that change by more than luck; else which is seen most often.

    Parameters
    ----------
    account : str
        Whose endings.
    first : str
        The arm that others are set against.
    stands : mapping of str to mapping of str to Estimate
        By arm and cause, the chance to have ended by it.
    changes : mapping of str to mapping of str to Estimate
        The same by further arm, its paired differences from the first.
    write : callable
        Writes a share.
    """
    seen = {word: own.mean for arm in stands.values() for word, own in arm.items() if own.mean > 0.0}
    if not seen:
        return f"Nothing ends {account} before the horizon in any of these runs"
    shares = {word: {name: arm[word].mean for name, arm in stands.items() if word in arm} for word in seen}
    sure = [
        (abs(change.mean), word)
        for arm in changes.values()
        for word, change in arm.items()
        if way(change) and word in seen
    ]
    if sure and first in stands:
        widest = max(sure)[1]
        against = {name: arm[widest] for name, arm in changes.items()}
        return f"Endings of {account}, \u201c{widest}\u201d: {set_against(first, shares[widest], against, write)}"
    most = max(shares, key=lambda word: max(shares[word].values()))
    share, name = max((share, name) for name, share in shares[most].items())
    seen_most = f"Endings of {account} seen most often: \u201c{most}\u201d, {write(share, 0)} with {name}"
    return f"{seen_most}{_unclear(first, changes)}"


def _unclear(first: str, changes: Mapping[str, Mapping[str, Estimate]]) -> str:
    """That no change of an ending is more than luck, of arms that are not the same in every run."""
    open_ = [name for name, arm in changes.items() if not all(alike(change) for change in arm.values())]
    return f"; these runs cannot tell the endings of {listed(open_)} from those of {first}" if open_ else ""

"""The pictures of a debrief, from its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.figures.tables import Kind
from equipoise.analysis.figures.tables_luck import Panel, tables_luck
from equipoise.analysis.figures.tables_plane import Track, own_plane, tables_plane
from equipoise.analysis.figures.tables_requests import Asked, Requests, tables_requests
from equipoise.analysis.figures.tables_score import Percents, tables_score
from equipoise.analysis.figures.tables_turns import Curve, tables_turns
from equipoise.analysis.prose.tables_luck import Spread
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.prose.tables_requests import Answered
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Result
    from equipoise.experiments.workshop.debrief.truth import Need


def pictures(found: Debrief) -> dict[str, Picture]:
    """Draw what a room sees: ``plane``, ``requests``, ``score``, ``luck``, ``turns``."""
    kinds, account = kinds_of(found), found.workshop.account
    currency = currency_of(found.workshop.money)
    return {
        "plane": tables_plane(account, list(kinds.values()), _tracks(found), _mean_path(found), _cloud(found)),
        "requests": tables_requests(account, [_requests(one, kinds[one.counterpart]) for one in found.tables]),
        "score": tables_score(account, [_percents(one, kinds[one.counterpart]) for one in found.tables]),
        "luck": tables_luck(_panels(found, kinds), spreads(found), account, currency),
        "turns": tables_turns(
            [_curve(one, kinds[one.counterpart]) for one in found.tables], found.workshop.years, currency
        ),
    }


def requests_of(found: Debrief) -> list[Answered]:
    """All requests of a room, each with the year after it."""
    kinds = kinds_of(found)
    return [answered for one in found.tables for answered in _requests(one, kinds[one.counterpart]).answered]


def own_picture(found: Debrief, result: Result) -> Picture:
    """Draw one table's path beside two computer players'."""
    track = _track(result, kinds_of(found)[result.counterpart])
    return own_plane(found.workshop.account, track, _points(result.par_needs))


def kinds_of(found: Debrief) -> dict[str, Kind]:
    """Kinds of account that tables of the room have, in the workshop's order."""
    seated = {one.counterpart for one in found.tables}
    names = [one.name for one in found.workshop.counterparts if one.name in seated]
    return {name: Kind(name, position) for position, name in enumerate(names)}


def spreads(found: Debrief) -> tuple[Spread, Spread]:
    """What luck does to each side's figure, over the kinds of account that tables have, and what tables did."""
    luck = []
    for one in found.tables:
        kind = found.kinds[one.counterpart]
        luck.append(kind.par.figures(found.years, kind.own_years)[found.dealt].std(0) ** 2)
    typical = np.sqrt(np.mean(luck, axis=0))
    vendor, account = ([one.vendor_luck.you for one in found.tables], [one.account_luck.you for one in found.tables])
    return Spread(float(typical[0]), vendor), Spread(float(typical[1]), account)


def _broke(result: Result) -> int:
    return result.end.year if result.end else 0


def _points(needs: Sequence[Need]) -> NDArray[np.float64]:
    return np.array([(need.vendor, need.account) for need in needs], float).reshape(-1, 2)


def _track(result: Result, kind: Kind) -> Track:
    years = [need.year for need in result.needs]
    return Track(result.name, kind, _points(result.needs), years, _broke(result))


def _tracks(found: Debrief) -> list[Track]:
    kinds = kinds_of(found)
    return [_track(one, kinds[one.counterpart]) for one in found.tables]


def _mean_path(found: Debrief) -> NDArray[np.float64]:
    """Mean of two computer players with the tables' luck, in the years in which they are together at all tables."""
    paths = [{need.year: need for need in one.par_needs} for one in found.tables]
    years = [year for year in range(1, found.years + 1) if all(year in path for path in paths)]
    mean: NDArray[np.float64] = np.mean([_points([path[year] for year in years]) for path in paths], axis=0)
    return mean


def _cloud(found: Debrief) -> NDArray[np.float64]:
    """Where games with other luck stood after as many years, each kind as often as it has tables."""
    seated = kinds_of(found)
    return np.concatenate(
        [found.kinds[name].par.dependence[k :: len(seated), found.years - 1] for k, name in enumerate(seated)]
    )


def _requests(result: Result, kind: Kind) -> Requests:
    years = [
        Asked(one.year, one.asked / one.purchases, one.granted / one.purchases, one.belief)
        for one in result.requests
        if one.purchases > 0.0
    ]
    return Requests(result.name, kind, years, _broke(result))


def _percents(result: Result, kind: Kind) -> Percents:
    score, counts = result.score, result.later.first - 1 if result.later else 0
    percents = None if score is None else (score.vendor, score.account)
    return Percents(result.name, kind, percents, _broke(result), counts)


def _panels(found: Debrief, kinds: dict[str, Kind]) -> list[Panel]:
    panels = []
    for name, kind in kinds.items():
        games = found.kinds[name].par.figures(found.years, found.kinds[name].own_years)
        for k, side in enumerate(("Vendor", found.workshop.account)):
            tables = [(one.name, one.own[k], one.end is not None) for one in found.tables if one.counterpart == name]
            panels.append(Panel(side, kind, games[:, k], found.dealt, tables))
    return panels


def _curve(result: Result, kind: Kind) -> Curve:
    invest, give_in = ([getattr(turn, way).vendor for turn in result.turns] for way in ("invest", "give_in"))
    return Curve(result.name, kind, invest, give_in, result.paid_until, _broke(result))

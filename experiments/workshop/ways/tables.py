"""The tables of docs/ways-to-play.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.markdown import table
from equipoise.experiments.workshop.ways.findings import OFTEN, happenings, rooms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.workshop.ways.findings import Payback
    from equipoise.experiments.workshop.ways.standing import Standing
    from equipoise.experiments.workshop.ways.survey import Against, Played
    from equipoise.experiments.workshop.workshop import Currency

_HEAD = (
    "way to play", "kind", "vendor", "account", "table", "own figure beside fair", "the same, all lucks",
    "table beside fair", "together %", "price", "quarters away", "vendor ruined %",
)  # fmt: skip


def spread(found: Estimate, digits: int = 1) -> str:
    """A number with its sign and half its interval."""
    if found.low == found.high:
        return f"{found.mean + 0.0:+.{digits}f}"
    return f"{found.mean:+.{digits}f} ± {0.5 * (found.high - found.low):.{digits}f}"


def ways(played: Sequence[Played], money: Currency) -> str:
    """Ways to play one seat."""
    return table(_HEAD, *([one.way.name, one.way.kind.value, *_cells(one.standing, money)] for one in played), texts=2)


def _cells(standing: Standing, money: Currency) -> list[str]:
    own = (standing.vendor, standing.account, standing.score)
    price = f"{money.price * standing.price:.1f}" if standing.price == standing.price else "-"
    return [
        *(f"{one.mean:.0f}" for one in own),
        *map(spread, (standing.own_lead, standing.lead_everywhere, standing.score_lead)),
        f"{100.0 * standing.together:.0f}",
        price,
        f"{standing.away:.1f}",
        f"{100.0 * standing.ruined:.0f}",
    ]


def square(against: Against) -> str:
    """People opposite each other: vendors down, accounts across."""
    accounts = list(dict.fromkeys(pair.account.name for pair in against.pairs))
    found = {(pair.vendor.name, pair.account.name): pair.of_vendor for pair in against.pairs}
    names = dict.fromkeys(pair.vendor.name for pair in against.pairs)
    rows = [
        [name, *(_both(found[name, account]) if (name, account) in found else "-" for account in accounts)]
        for name in names
    ]
    return table(["vendor \\ account", *accounts], *rows, texts=1)


def _both(standing: Standing) -> str:
    return (
        f"{standing.vendor.mean:.0f} / {standing.account.mean:.0f}, table {standing.score.mean:.0f}, "
        f"{100.0 * standing.together:.0f}% together"
    )


def moments(against: Against) -> str:
    """How often each moment happens, in per cent of tables; bold where a workshop can rely on it."""
    found = {name: happenings(against, games) for name, games in rooms(against).items()}
    lines = zip(*found.values(), strict=True)
    return table(
        ["moment", *found], *([line[0].words, *(_share(one.share) for one in line)] for line in lines), texts=1
    )


def _share(share: Estimate) -> str:
    text = f"{100.0 * share.mean:.0f}"
    return f"**{text}**" if share.mean >= OFTEN else text


def paybacks(found: Sequence[Payback], years: Sequence[int]) -> str:
    """What investing makes more than giving in."""
    head = ["over the first", "vendor, a year", "account, a year", "both, a year"]
    rows = [one for one in found if one.years in years]
    return table(
        head,
        *([f"{one.years} years", *(spread(each, 2) for each in (one.vendor, one.account, one.joint))] for one in rows),
        texts=1,
    )

"""The books of each seat, year by year, from what that seat may know; all in the model's units, money a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.rules.package import rigidity_cost, support_value
from equipoise.sim.session import NOBODY, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.sim.session import Session

    History: TypeAlias = Mapping[str, NDArray[np.float64]]


class Relationship(NamedTuple):
    """How things stand between the two at the end of a year; both seats know all of it."""

    held: bool  #: whether they are together, or might come together again
    away: bool  #: whether the account buys elsewhere after a breakdown
    price: float  #: money a unit, in the contract
    support: float  #: money a unit, in the contract
    commitment: float  #: share of the wallet that is bound
    market: float  #: what others charge, money a unit
    volume: float  #: units a year that the account wants
    bought: float  #: share of it that it bought here, over the year
    share_of_revenue: float  #: the account's share of the vendor's revenue
    charter: bool  #: whether a joint plan is in force
    shown: bool  #: whether the vendor shows the account to prospects
    misses: int  #: reviews that the joint plan missed in a row
    asked: float  #: worth of what the account asked for free
    granted: float  #: worth of what it was given
    needs_vendor: float  #: the account's dependence on the vendor, as this seat estimates it


class VendorYear(NamedTuple):
    """A year as the vendor sees it."""

    relationship: Relationship
    profit: float  #: contribution of all accounts, less fixed cost and the cost of winning accounts
    account: float  #: contribution of the account at the table: gross less service, free and invested
    gross: float  #: what the account pays, less the cost of making it
    service: float  #: support, a cost
    free: float  #: what the account was given free, a cost
    invested: float  #: building, plan, people, selling and what binding costs
    others: float  #: contribution of all others
    fixed_cost: float
    winning_cost: float
    paid_out: float  #: to the owners
    cash: float  #: at the end of the year
    wins: int  #: accounts won in the year
    level: float  #: level on the hierarchy that it thinks it has
    channel: float  #: how well it knows the account's people
    unique: float  #: worth to the account of what only it can give, as it estimates it, money a unit
    needs_account: float  #: its dependence on the account, as it estimates it
    failed: bool  #: whether its cash ran out


class AccountYear(NamedTuple):
    """A year as the account sees it; the parts of its surplus add up to it."""

    relationship: Relationship
    surplus: float  #: how much better off it is than with the market
    price: float  #: by the price
    support: float  #: by support
    unique: float  #: by what only this vendor can give
    free: float  #: by what it was given free
    work: float  #: its own effort, a cost
    bound: float  #: being bound, a cost
    elsewhere: float  #: by what it bought elsewhere
    level: float  #: the vendor's level on the hierarchy


def vendor_years(session: Session, slot: int) -> list[VendorYear]:
    """Books of the vendor's seat for each year that is over."""
    own, pair = session.history(Seat(Side.VENDOR, NOBODY)), _own(session.history(Seat(Side.VENDOR, slot)))
    found, wins = [], 0
    for year in range(session.round // ROUNDS_A_YEAR):
        quarters = slice(year * ROUNDS_A_YEAR, (year + 1) * ROUNDS_A_YEAR)
        total = {name: float(own[name][quarters].sum()) for name in ("contribution", "fixed_cost", "winning_cost")}
        last = {name: float(own[name][quarters][-1]) for name in ("cash", "wins", "insolvent")}
        account, served, free = (
            float(pair[name][quarters].sum()) for name in ("contribution", "cost_to_serve", "granted")
        )
        service = float((pair["bought"] * pair["volume"] * pair["support"])[quarters].sum())
        found.append(
            VendorYear(
                relationship=_relationship(pair, quarters),
                profit=total["contribution"] - total["fixed_cost"] - total["winning_cost"],
                account=account,
                gross=account + served + free,
                service=service,
                free=free,
                invested=served - service,
                others=total["contribution"] - account,
                fixed_cost=total["fixed_cost"],
                winning_cost=total["winning_cost"],
                paid_out=float(own["paid_out"][quarters].sum()),
                cash=last["cash"],
                wins=int(last["wins"]) - wins,
                level=float(pair["level_seen"][quarters][-1]),
                channel=float(pair["channel"][quarters][-1]),
                unique=float(pair["unique_seen"][quarters][-1]),
                needs_account=float(pair["dependence_vendor"][quarters][-1]),
                failed=last["insolvent"] > 0.0,
            )
        )
        wins = int(last["wins"])
    return found


def account_years(session: Session, slot: int) -> list[AccountYear]:
    """Books of the account's seat for each year that is over."""
    p = session.world.params[0]
    pair = _own(session.history(Seat(Side.ACCOUNT, slot)))
    here = pair["volume"] * pair["bought"]
    value = np.array(
        [support_value(*one, p.support_curvature) for one in zip(pair["support"], pair["support_worth"], strict=True)]
    )
    bound = np.array([rigidity_cost(*one) for one in zip(pair["commitment"], pair["rigidity"], strict=True)])
    parts = {
        "price": here * (pair["alternative"] - pair["price"]),
        "support": here * value,
        "unique": here * pair["unique"],
        "free": pair["granted"],
        "work": -pair["account_effort"],
        "bound": -pair["volume"] * bound * (here > 0.0),
    }
    parts["elsewhere"] = pair["account_surplus"] - np.sum(list(parts.values()), axis=0)
    return [
        AccountYear(
            relationship=_relationship(pair, quarters),
            surplus=float(pair["account_surplus"][quarters].sum()),
            level=float(pair["level"][quarters][-1]),
            **{name: float(values[quarters].sum()) for name, values in parts.items()},
        )
        for year in range(session.round // ROUNDS_A_YEAR)
        for quarters in [slice(year * ROUNDS_A_YEAR, (year + 1) * ROUNDS_A_YEAR)]
    ]


def _own(pair: History) -> dict[str, NDArray[np.float64]]:
    """A history without whoever has the slot once this relationship is over: nothing then, as if all were 0."""
    own = lasted(pair["active"], pair["cause"])
    return {name: np.where(own, values, 0.0) for name, values in pair.items()}


def lasted(active: NDArray[np.float64], cause: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Rounds that the relationship at the table lasted, the one in which it ended included; shape (..., rounds)."""
    ended_before = np.cumsum(cause, axis=-1) - cause > 0.0
    rounds: NDArray[np.bool_] = (active > 0.0) & ~ended_before
    return rounds


def of_table(session: Session, slot: int) -> tuple[NDArray[np.void], NDArray[np.bool_]]:
    """All columns of whoever has the account's slot so far, and the rounds that the table's relationship lasted."""
    pair: NDArray[np.void] = session.out.panel[0, : session.round, slot]
    return pair, lasted(pair["active"], pair["cause"])


def _relationship(pair: History, quarters: slice) -> Relationship:
    last = {name: float(values[quarters][-1]) for name, values in pair.items()}
    wanted = float(pair["volume"][quarters].sum())
    return Relationship(
        held=last["active"] > 0.0 and last["cause"] == 0.0,
        away=last["away"] > 0.0,
        price=last["price"],
        support=last["support"],
        commitment=last["commitment"],
        market=last["alternative"],
        volume=wanted,
        bought=float((pair["bought"] * pair["volume"])[quarters].sum()) / wanted if wanted > 0.0 else 0.0,
        share_of_revenue=last["revenue_share"],
        charter=last["charter"] > 0.0,
        shown=last["shown"] > 0.0,
        misses=int(last["misses"]),
        asked=float(pair["asked"][quarters].sum()),
        granted=float(pair["granted"][quarters].sum()),
        needs_vendor=last["dependence_account"],
    )

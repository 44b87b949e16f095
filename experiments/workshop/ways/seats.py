"""The ways to play either seat that are measured, and those that sit opposite each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.workshop.plans import DEALS, FAIR, AccountPlan, Deal, VendorPlan
from equipoise.experiments.workshop.ways.habits import (
    ALWAYS,
    Asks,
    Binds,
    BuildsWhenAsked,
    GivesSmall,
    Insists,
    Opens,
    Supports,
    WorksUnlessDearer,
)
from equipoise.experiments.workshop.ways.way import Kind, Way
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from equipoise.experiments.workshop.workshop import Counterpart

NOTHING = VendorPlan(give="all")
"""Gives in and invests nothing."""

REFUSES = Way("invests, refuses every request", Kind.FIRM, FAIR._replace(give="nothing"))

VENDOR = (
    Way("invests and deals fairly", Kind.FAIR, FAIR),
    Way("invests much", Kind.FAIR, FAIR._replace(build="much")),
    Way("invests, gives all that is asked", Kind.FAIR, FAIR._replace(give="all")),
    Way("gives in, invests nothing", Kind.LESS, NOTHING),
    Way("builds alone: no joint plan, no people", Kind.LESS, VendorPlan(build="some", give=None)),
    Way("joint plan and people, builds nothing", Kind.LESS, FAIR._replace(build="none")),
    Way("invests, but knows no more people", Kind.LESS, FAIR._replace(people=False)),
    Way("invests in years 1 and 2 only", Kind.LESS, FAIR, turn=3, then=VendorPlan(give=None)),
    Way("invests from year 4 on only", Kind.LESS, VendorPlan(give=None), turn=4, then=FAIR),
    Way("builds only in the year after a request", Kind.LESS, FAIR, (BuildsWhenAsked(),)),
    Way("invests, never shows the account", Kind.LESS, FAIR._replace(show=False)),
    Way("invests, wins no others", Kind.LESS, FAIR._replace(win=False)),
    REFUSES,
    Way("invests, gives a little", Kind.FIRM, FAIR._replace(give="little")),
    Way("invests, gives most", Kind.FIRM, FAIR._replace(give="most")),
    Way("invests, gives what is small, refuses the rest", Kind.FIRM, FAIR, (GivesSmall(0.01),)),
    Way("invests, takes nobody back", Kind.FIRM, FAIR._replace(take_back=False)),
    Way("invests, holds out 1 offer", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 1),)),
    Way("invests, holds out 2 offers", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 2),)),
    Way("invests, holds out 5 offers", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 5),)),
    Way("invests, holds out to the last", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, ALWAYS - 1),)),
    Way("invests, holds out in its first talks only", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 5, last_year=2),)),
    Way("invests, holds out from year 5 on", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 5, first_year=5),)),
    Way("invests, insists on a band more each year", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 5, step=1.0),)),
    Way("invests, opens two bands higher", Kind.SQUEEZE, FAIR, (Opens(Side.VENDOR, 2.0),), on_slip=False),
    Way("invests, opens five bands higher, holds out 5", Kind.SQUEEZE, FAIR,
        (Opens(Side.VENDOR, 5.0), Insists(Side.VENDOR, 5)), on_slip=False),
    Way("invests, offers no support", Kind.SQUEEZE, FAIR, (Supports(Side.VENDOR, 0.0),)),
    Way("invests, refuses all, holds out 5", Kind.SQUEEZE, REFUSES.plan, (Insists(Side.VENDOR, 5),), without=REFUSES),
    Way("invests nothing, holds out 5 offers", Kind.SQUEEZE, VendorPlan(give=None), (Insists(Side.VENDOR, 5),)),
    Way("invests 4 years, then stops and holds out", Kind.SQUEEZE, FAIR, (Insists(Side.VENDOR, 5, first_year=5),),
        turn=5, then=VendorPlan(give=None)),
    Way("invests, binds it whole", Kind.SQUEEZE, FAIR, (Binds(Side.VENDOR, 1.0),), on_slip=False),
    Way("invests, binds it whole, holds out 5", Kind.SQUEEZE, FAIR,
        (Binds(Side.VENDOR, 1.0), Insists(Side.VENDOR, 5)), on_slip=False),
)  # fmt: skip
"""Ways to play the vendor opposite an account in which investing pays; the first is that of par."""


def vendor_ways(counterpart: Counterpart) -> tuple[Way, ...]:
    """Ways to play the vendor; the first is that of a computer player in par."""
    if counterpart.invests:
        return VENDOR
    fair = Way("invests nothing, deals fairly", Kind.FAIR, DEALS)
    return tuple(dict.fromkeys([fair, *map(_held_back, VENDOR)]))


def _held_back(way: Way) -> Way:
    """The same firmness or squeezing of a vendor that invests nothing."""
    plan = way.plan
    firm = way.kind in {Kind.FIRM, Kind.SQUEEZE} and way.name.startswith("invests, ")
    if not firm or not isinstance(plan, VendorPlan):
        return way
    return way._replace(
        name=way.name.replace("invests", "invests nothing", 1),
        plan=plan._replace(build="none", joint_plan=False, people=False),
        without=None if way.without is None else _held_back(way.without),
    )


def account_ways(counterpart: Counterpart) -> tuple[Way, ...]:
    """Ways to play the account, as hard as this one may work; the first is the fair one."""
    hard = AccountPlan(work=counterpart.work[-1], ask=None)
    lazy = hard._replace(work="not")
    ways = (
        Way("works hard", Kind.FAIR, hard),
        Way("works hard, asks for nothing", Kind.FAIR, hard._replace(ask="nothing")),
        Way("works, unless the price went up", Kind.FAIR, hard, (WorksUnlessDearer(),)),
        Way("works not", Kind.LESS, lazy),
        Way("signs no joint plan", Kind.LESS, lazy._replace(sign=False)),
        Way("works in years 1 to 4 only", Kind.LESS, hard, turn=5, then=lazy),
        Way("works from year 4 on only", Kind.LESS, lazy, turn=4, then=hard),
        Way("works hard, leaves after a break", Kind.FIRM, hard._replace(come_back=False)),
        Way("works hard, asks for a training", Kind.SQUEEZE, hard._replace(ask="training")),
        Way("works hard, asks for engineers", Kind.SQUEEZE, hard._replace(ask="engineers")),
        Way("works hard, asks for service", Kind.SQUEEZE, hard._replace(ask="service")),
        Way("works hard, asks for service in years 1 to 4", Kind.SQUEEZE, hard._replace(ask="service"), turn=5,
            then=hard._replace(ask="nothing")),
        Way("works hard, asks for service from year 5 on", Kind.SQUEEZE, hard._replace(ask="nothing"), turn=5,
            then=hard._replace(ask="service")),
        Way("works not, asks for service", Kind.SQUEEZE, lazy._replace(ask="service")),
        Way("works hard, holds out 1 offer", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 1),)),
        Way("works hard, holds out 2 offers", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 2),)),
        Way("works hard, holds out 5 offers", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 5),)),
        Way("works hard, holds out to the last", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, ALWAYS - 1),)),
        Way("works hard, holds out in its first talks only", Kind.SQUEEZE, hard,
            (Insists(Side.ACCOUNT, 5, last_year=2),)),
        Way("works hard, insists on a band less each year", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 5, step=1.0),)),
        Way("works hard, opens two bands lower", Kind.SQUEEZE, hard, (Opens(Side.ACCOUNT, 2.0),), on_slip=False),
        Way("works hard, opens five bands lower, holds out 5", Kind.SQUEEZE, hard,
            (Opens(Side.ACCOUNT, 5.0), Insists(Side.ACCOUNT, 5)), on_slip=False),
        Way("works hard, wants twice the support", Kind.SQUEEZE, hard, (Supports(Side.ACCOUNT, 2.0),)),
        Way("works not, holds out 5 offers", Kind.SQUEEZE, lazy, (Insists(Side.ACCOUNT, 5),)),
        Way("works hard, asks for service, holds out 2", Kind.SQUEEZE, hard._replace(ask="service"),
            (Insists(Side.ACCOUNT, 2),)),
        Way("works hard, asks for 3% of a year's purchases", Kind.SQUEEZE, hard, (Asks(0.03),), on_slip=False),
        Way("works hard, asks for 6% of a year's purchases", Kind.SQUEEZE, hard, (Asks(0.06),), on_slip=False),
        Way("works hard, asks for 10% of a year's purchases", Kind.SQUEEZE, hard, (Asks(0.1),), on_slip=False),
        Way("works hard, asks to be bound whole", Kind.SQUEEZE, hard, (Binds(Side.ACCOUNT, 1.0),), on_slip=False),
    )  # fmt: skip
    found: dict[str, Way] = {}
    for way in ways:
        if way.then != way.plan:  # who never works cannot stop
            name = way.name.replace("hard", counterpart.work[-1])
            found.setdefault(name, way._replace(name=name))
    return tuple(found.values())


WITHOUT_DEAL = Deal(None, None, 6)
"""Talks without an agreement: the old contract goes on, and they count as so many exchanges."""


def vendor_people(counterpart: Counterpart) -> tuple[Way, ...]:
    """How people play the vendor opposite people; the first is the fair way."""
    generous = (FAIR if counterpart.invests else DEALS)._replace(give="most")
    invests = "invests" if counterpart.invests else "invests nothing"
    return (
        Way(f"{invests}, gives most", Kind.FAIR, generous),
        Way("gives in, invests nothing", Kind.LESS, NOTHING),
        REFUSES,
        Way(f"{invests}, holds out 2 offers", Kind.SQUEEZE, generous, (Insists(Side.VENDOR, 2),)),
        Way(f"{invests}, holds out 5 offers", Kind.SQUEEZE, generous, (Insists(Side.VENDOR, 5),)),
        Way(f"{invests}, never agrees", Kind.SQUEEZE, generous, deal=WITHOUT_DEAL),
    )


def account_people(counterpart: Counterpart) -> tuple[Way, ...]:
    """How people play the account opposite people; the first is the fair way."""
    hard = AccountPlan(work=counterpart.work[-1], ask="engineers")
    works = "works not" if hard.work == "not" else "works"
    return (
        Way(f"{works}, asks for engineers", Kind.FAIR, hard),
        Way("works not, asks for engineers", Kind.LESS, hard._replace(work="not")),
        Way(f"{works}, asks for service", Kind.SQUEEZE, hard._replace(ask="service")),
        Way(f"{works}, holds out 2 offers", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 2),)),
        Way(f"{works}, holds out 5 offers", Kind.SQUEEZE, hard, (Insists(Side.ACCOUNT, 5),)),
        Way(f"{works}, never agrees", Kind.SQUEEZE, hard, deal=WITHOUT_DEAL),
    )

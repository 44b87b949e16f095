"""Sentences about ways to play; the figures choose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.workshop.dealing import LEAST_PAR
from equipoise.experiments.workshop.plans import ASK, AccountPlan
from equipoise.experiments.workshop.ways.findings import (
    INVESTING,
    INVESTS_ALL_THE_SAME,
    LIMIT,
    OFTEN,
    happenings,
    invested,
    never_shown,
    payback,
    pays_from,
    rooms,
    squeezing,
)
from equipoise.experiments.workshop.ways.habits import Asks, Binds, Insists, Opens
from equipoise.experiments.workshop.ways.tables import spread
from equipoise.experiments.workshop.ways.way import Kind
from equipoise.experiments.workshop.workshop import LEAST_YEARS
from equipoise.sim.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.workshop.ways.findings import Lead, Payback
    from equipoise.experiments.workshop.ways.survey import Survey


def in_short(survey: Survey) -> Iterator[str]:
    """What a facilitator should know."""
    yield lucks(survey)
    yield squeezing_pays(squeezing(survey))
    yield firmness(survey)
    yield from years(survey)
    yield from not_in_everybody(survey)
    yield from hiding(survey)
    yield from moments(survey)


def lucks(survey: Survey) -> str:
    """Which lucks there are."""
    tried, dealt = len(survey.lucks), sum(one.fit for one in survey.lucks)
    money = survey.workshop.money
    return (
        f"Rooms play only lucks in which two computer players, with each account, are together at the end of year "
        f"{survey.workshop.years} and make {LEAST_PAR * money.money:,.0f} {money.currency} a year each or more, so "
        f"that per cent of par mean something: {dealt} of {tried} lucks; {100.0 * (1.0 - dealt / tried):.0f}% are left "
        f"out. *All lucks* counts those as well: choosing lucks by how par fares could flatter par."
    )


def squeezing_pays(leads: Sequence[Lead]) -> str:
    """Whether any way of squeezing beats the fair way."""
    beyond = [lead for lead in leads if lead.most.mean > LIMIT]
    if not beyond:
        return (
            f"**Squeezing does not pay.** Within the rules of a table no way of it beats fair play by more than "
            f"{LIMIT:.0f} points, in the own figure or in the table's score. The most is {_most(leads[0])}."
        )
    return f"**Squeezing pays** by more than {LIMIT:.0f} points: " + "; ".join(map(_most, beyond))


def _most(lead: Lead) -> str:
    own = lead.standing
    return (
        f'{spread(lead.most)} for the {lead.side.value} that "{lead.way.name}" opposite {lead.opposite} '
        f"({lead.counterpart}; the table's score {spread(own.score_lead)})"
    )


def firmness(survey: Survey) -> str:
    """What standing firm brings the vendor."""
    found = [
        f"{spread(played.standing.own_lead)} in its own figure and {spread(played.standing.score_lead)} in the table's "
        f"score ({against.counterpart.name})"
        for against in survey.against
        for played in against.vendors
        if played.way.kind is Kind.FIRM and played.way.plan.cells(0.0).get("grant") == 0.0
    ]
    return (
        f"Standing firm is no squeezing: a vendor that refuses every request makes {' and '.join(found)}. "
        f"It keeps what is its own; the account goes without."
    )


def years(survey: Survey) -> Iterator[str]:
    """From when investing pays."""
    for against in survey.against:
        found = payback(against, *INVESTING)
        name = against.counterpart.name
        half = found[LEAST_YEARS // 2 - 1]
        whole = found[LEAST_YEARS - 1]
        yield (
            f"Opposite the {name}, investing {_when(found)}: over {half.years} years it brings "
            f"{spread(half.vendor, 2)} a year, over {whole.years} years {spread(whole.vendor, 2)} (both sides: "
            f"{spread(half.joint, 2)} and {spread(whole.joint, 2)})."
        )
    latest = [pays_from(payback(against, *INVESTING)) for against in survey.against]
    if all(one is not None and one <= LEAST_YEARS for one in latest):
        yield f"Games of fewer than {LEAST_YEARS} years are refused; over so many, investing pays opposite everybody."
    else:
        yield f"Games of fewer than {LEAST_YEARS} years are refused; yet over so many, investing may not pay."


def not_in_everybody(survey: Survey) -> Iterator[str]:
    """What it costs to invest in an account in which par does not, and how one finds out."""
    for against in survey.against:
        if against.counterpart.invests:
            continue
        name, found = against.counterpart.name, invested(against)
        seen = {one.moment: one.share.mean for one in happenings(against, rooms(against)[INVESTS_ALL_THE_SAME])}
        yield (
            f"Par does not invest in the {name}. A vendor that does all the same makes {spread(found.own_lead)} in its "
            f"own figure and {spread(found.score_lead)} in the table's score. Its joint plan misses a review at "
            f"{100.0 * seen['missed']:.0f}% of tables, and passes one at {100.0 * seen['passed']:.0f}%; the two are "
            f"together at the end at {100.0 * found.together:.0f}%."
        )


def hiding(survey: Survey) -> Iterator[str]:
    """What it costs the vendor, and brings it, not to show its account to prospects."""
    unit = survey.workshop.money.price
    for against in survey.against:
        shown, hidden = invested(against), never_shown(against)
        if hidden.vendor.mean != shown.vendor.mean:
            yield (
                f"A vendor that invests but never shows the {against.counterpart.name} to prospects makes "
                f"{spread(hidden.own_lead)} in its own figure. Its price at the end is {unit * hidden.price:.1f} "
                f"instead of {unit * shown.price:.1f}, and its account buys elsewhere for {hidden.away:.1f} quarters "
                f"instead of {shown.away:.1f}."
            )


def _when(found: Sequence[Payback]) -> str:
    """From when investing pays the vendor, if it does."""
    since = pays_from(found)
    if since is not None:
        return f"pays the vendor from year {since} on for certain"
    return "costs the vendor more than it brings" if found[-1].vendor.high < 0.0 else "is not sure to pay the vendor"


def moments(survey: Survey) -> Iterator[str]:
    """Which moments a facilitator can rely on."""
    for against in survey.against:
        found = happenings(against, rooms(against)["fair people"])
        often = [one.words for one in found if one.share.mean >= OFTEN]
        rare = [f"{one.words} ({100.0 * one.share.mean:.0f}%)" for one in found if one.share.mean < OFTEN]
        yield (
            f"At three of four tables or more of fair people with the {against.counterpart.name} this happens: "
            f"{'; '.join(often) or 'nothing of it'}. At fewer: {'; '.join(rare) or 'nothing'}."
        )


def rules(survey: Survey) -> Iterator[str]:
    """The rules, each with what it is for."""
    yield "The first contract is given, as two computer players would have signed it: nobody has learned anything yet."
    beyond = squeezing(survey, on_slip=False)
    bound = next(lead for lead in beyond if any(isinstance(habit, Binds) for habit in lead.way.habits))
    yield f"How far a contract binds is on no slip; the program decides it. {_bound(bound)}"
    asked = next(lead for lead in beyond if any(isinstance(habit, Asks) for habit in lead.way.habits))
    most = next(lead for lead in squeezing(survey) if _asks_for_most(lead))
    yield (
        f"Nobody can ask for more than {100.0 * max(ASK.values()):g}% of a year's purchases at once. Asking for more "
        f"would bring {_most(asked)}; asking for the most that there is brings {_most(most)}."
    )
    far = next(lead for lead in beyond if any(isinstance(habit, Opens) for habit in lead.way.habits))
    yield (
        f"Prices lie within a band of last year's, offers too. Whoever could open further off would gain {_most(far)}."
    )
    yield f"Games last {LEAST_YEARS} years or more."


def _bound(lead: Lead) -> str:
    """What binding the account would bring, if anything: being bound is paid for in the price."""
    if lead.most.low > 0.0:
        return f"Whoever could bind the account would gain {_most(lead)}."
    return (
        "It is left out to keep the slip short, not to forbid anything: the most that binding brings is "
        f"{_most(lead)}, no certain gain, since the price pays the account for being bound."
    )


def _asks_for_most(lead: Lead) -> bool:
    """Whether somebody asks for the most that there is, and does nothing else."""
    plan = lead.way.plan
    asks = isinstance(plan, AccountPlan) and plan.ask == max(ASK, key=ASK.__getitem__)
    return asks and lead.way.then is None and not lead.way.habits


def no_further_rules(survey: Survey) -> str:
    """Whether hard bargaining needs a rule of its own."""
    haggling = [lead for lead in squeezing(survey) if any(isinstance(habit, Insists) for habit in lead.way.habits)]
    beyond = [lead for lead in haggling if lead.most.mean > LIMIT]
    if beyond:
        return f"Holding out in talks has no rule, and pays in {listed([lead.way.name for lead in beyond])}."
    return (
        f"Holding out in talks needs no rule, such as a computer that stops conceding or an offer that counts several "
        f"times: the most that it brings is {_most(haggling[0])}, since it is answered in kind and talks break down."
    )

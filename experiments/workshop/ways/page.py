"""docs/ways-to-play.md: what pays at a table of the shipped workshops, in words that the figures choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.ways import sentences, tables
from equipoise.experiments.workshop.ways.findings import INVESTING, payback
from equipoise.experiments.workshop.ways.survey import try_ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.workshop.ways.survey import Against, Survey

YEARS = (2, 4, 6, 8, 10)
"""Years over which investing is compared with giving in."""


FIRST = "on-an-even-footing"
"""The workshop of which the page has every game; of the others it has what a facilitator should know."""

FEWER_LUCKS = 60
"""Lucks of the other workshops."""

MARKS = ("workshops", "others")


def make() -> Iterator[tuple[str, str]]:
    """What the page has from the games; they are all played on the way."""
    yield "workshops", in_full(try_ways(load_workshop(FIRST)))
    yield "others", in_short([try_ways(load_workshop(name), FEWER_LUCKS) for name in others()])


def others() -> list[str]:
    """The shipped workshops but the first."""
    return [name for name in list_workshops() if name != FIRST]


def in_full(survey: Survey) -> str:
    """The part of the page that has every game of a workshop."""
    return "\n".join(_workshop(survey))


def in_short(surveys: Sequence[Survey]) -> str:
    """The part of the page that has what a facilitator should know of other workshops."""
    return "\n".join(line for survey in surveys for line in _heading(survey, "\n"))


def _heading(survey: Survey, end: str = "") -> Iterator[str]:
    yield f"## {survey.workshop.title}\n"
    yield "### In short\n"
    yield "\n".join(f"- {sentence}" for sentence in sentences.in_short(survey)) + end


def _workshop(survey: Survey) -> Iterator[str]:
    yield from _heading(survey)
    yield "\n### Rules of a table, and why\n"
    yield from (f"{number}. {sentence}" for number, sentence in enumerate(sentences.rules(survey), start=1))
    yield "\n" + sentences.no_further_rules(survey)
    for against in survey.against:
        yield from _against(survey, against)


def _against(survey: Survey, against: Against) -> Iterator[str]:
    name, money = against.counterpart.name, survey.workshop.money
    yield f"\n### People as the vendor, opposite a computer account: the {name}\n"
    yield tables.ways(against.vendors, money)
    yield f"\n### People as the account: the {name}, opposite a computer vendor\n"
    yield tables.ways(against.accounts, money)
    yield f"\n### People opposite each other: the {name}\n"
    yield "Own figures of vendor and account, the table's score, and how many tables are together at the end.\n"
    yield tables.square(against)
    yield f"\n### What happens at tables: the {name}\n"
    yield "Per cent of tables; bold: three of four or more.\n"
    yield tables.moments(against)
    yield f"\n### From when investing pays: the {name}\n"
    yield "What a vendor that invests and deals fairly makes more than one that gives in and invests nothing, in"
    yield f"{survey.workshop.money.money:,.0f} {survey.workshop.money.currency}.\n"
    yield tables.paybacks(payback(against, *INVESTING), YEARS)

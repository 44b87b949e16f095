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


MARKS = ("workshops",)


def make() -> Iterator[tuple[str, str]]:
    """What the page has from the games; they are all played on the way."""
    yield "workshops", text([try_ways(load_workshop(name)) for name in list_workshops()])


def text(surveys: Sequence[Survey]) -> str:
    """The part of the page that the games write."""
    return "\n".join(line for survey in surveys for line in _workshop(survey))


def _workshop(survey: Survey) -> Iterator[str]:
    yield f"## {survey.workshop.title}\n"
    yield "### In short\n"
    yield from (f"- {sentence}" for sentence in sentences.in_short(survey))
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

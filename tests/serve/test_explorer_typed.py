"""Numbers that somebody types into a field, or copies there from a spreadsheet."""

from typing import Any

import pytest

from tests.serve.conftest import Site
from tests.serve.explorers import BUSINESS, Asked


def field(unit: str, end: float = 1e6, scale: float = 1.0, **given: Any) -> dict[str, Any]:
    """A field as the page has it: how far its track goes, and what its values are multiplied with."""
    return {"unit": unit, "to": end, "scale": scale, **given}


THOUSANDS = field("thousand EUR a year", scale=1e-3, most=1e7)
MILLIONS = field("million EUR a year", 1e9, 1e-6, most=1e10)
SHARE = field("% of revenue", 0.1, 100.0)
PEOPLE = field("people", 8.0)
YEARS, ROUNDS = field("years", 6.0), field("rounds", 20.0)
POINTS = field("", 1.0, **{"in": "points, 0 to 1"})


@pytest.mark.parametrize(
    ("typed", "given", "number"),
    [
        ("4.6 million", MILLIONS, "4.6"), ("1,5 Mio.", MILLIONS, "1.5"), ("900k", MILLIONS, "0.9"),
        ("4 600 000,50 €", MILLIONS, "4.6000005"), ("4.600.000 EUR", MILLIONS, "4.6"), ("4,6", MILLIONS, "4.6"),
        ("-1,5", MILLIONS, "-1.5"), ("0.500", MILLIONS, "0.5"), ("4 600", MILLIONS, "4600"), ("4600", MILLIONS, "4600"),
        ("1.5 million", THOUSANDS, "1500"), ("12.345,67 EUR", THOUSANDS, "12.34567"), ("4k", THOUSANDS, "4"),
        ("320000 EUR", THOUSANDS, "320"), ("320.000 EUR", THOUSANDS, "320"), ("320,000 EUR", THOUSANDS, "320"),
        ("9 999,5", THOUSANDS, "9999.5"), ("320 million", THOUSANDS, "320000"),
        ("99999999999", THOUSANDS, "99999999999"),
        ("1,5 %", SHARE, "1.5"), ("12%", SHARE, "12"), ("1,234,567", field("EUR"), "1234567"), ("2k", PEOPLE, "2000"),
        ("2 years", YEARS, "2"), ("18 months", YEARS, "1.5"), ("1,5 years", YEARS, "1.5"),
        ("3 Quarters", YEARS, "0.75"), ("1 month", YEARS, "0.083333"), ("2 years", ROUNDS, "8"),
        ("6 months", ROUNDS, "2"), ("1 round", ROUNDS, "1"),
        ("18 m", YEARS, "1.5"), ("18mo", YEARS, "1.5"), ("1.5y", YEARS, "1.5"), ("6 q", YEARS, "1.5"),
        ("1 year 6 months", YEARS, "1.5"), ("1 year and 6 months", ROUNDS, "6"), ("1 yr., 2 q", YEARS, "1.5"),
    ],
)  # fmt: skip
def test_a_bare_number_is_in_the_unit_of_its_field_and_one_with_a_word_the_whole_amount(
    site: Site, typed: str, given: dict[str, Any], number: str
) -> None:
    assert Asked(site).one("number", **given, typed=typed) == {"number": number}


@pytest.mark.parametrize(
    ("typed", "given", "said"),
    [
        ("1,234", SHARE, '"1,234" may be a thousand or a fraction; write 1.234 or 1234'),
        ("1,234", THOUSANDS, "write 1.234 for 1,234 EUR or 1234 for 1.234 million EUR"),
        ("320.000", THOUSANDS, '; write "320 million EUR" or 320 for 320,000 EUR'),
        ("4.600", MILLIONS, "write 4600 for 4600 million EUR or 4.6 for 4.6 million EUR"),
        ("abc", THOUSANDS, '"abc" is no number; write its digits, as 1000 (thousand EUR a year), or the whole amount'),
        ("abc", THOUSANDS, 'or the whole amount, as "1 million EUR"'),
        ("many", SHARE, '"many" is no number; write its digits, as 10 (% of revenue)'),
        ("2 years", PEOPLE, '"2 years" is no number; write its digits, as 8 (people)'),
        ("few years", YEARS, '"few years" is no number; write its digits, as 6 (years)'),
        ("1,234 months", YEARS, "may be a thousand or a fraction; write 1.234 months or 1234 months"),
        ("1 year less", YEARS, '"1 year less" is no number; write its digits, as 6 (years)'),
        ("900 to 1200", THOUSANDS, '"900 to 1200" is a range; here is one number, and Own figures takes ranges'),
        ("0.3..0.4", SHARE, '"0.3..0.4" is a range;'),
        ("many", PEOPLE, "write its digits, as 8 (people)"),
        ("many", POINTS, "write its digits, as 1 (points, 0 to 1)"),
        ("", THOUSANDS, '"" is no number; write its digits'),
        ("12%", MILLIONS, '"12%" is no number'),
        ("5 million USD", MILLIONS, '"5 million USD" is in USD; write a number in million EUR a year'),
        ("9" * 20, THOUSANDS, "is larger than any amount"),
    ],
)  # fmt: skip
def test_what_is_none_or_may_be_two_is_told_with_what_to_write_in_that_field(
    site: Site, typed: str, given: dict[str, Any], said: str
) -> None:
    (fault,) = Asked(site).one("number", **given, typed=typed)["faults"]
    assert said in fault["message"]


@pytest.mark.parametrize("typed", ["320000", "320 000", "320,000.00", "320.000,00"])
def test_an_amount_far_beyond_its_field_is_asked_about_whatever_its_marks(site: Site, typed: str) -> None:
    (fault,) = Asked(site).one("number", **THOUSANDS, typed=typed)["faults"]
    asked = 'is 320 million EUR here; write 320 for 320,000 EUR or "320 million EUR"'
    assert fault["message"] == f'"{typed}" {asked}'


def test_what_a_field_advises_is_what_it_then_reads(site: Site) -> None:
    asked = Asked(site)
    asked.own("mine", BUSINESS)
    cash = next(one for one in asked.controls("mine") if one["key"] == "business.cash")
    assert cash["most"] == 10 * cash["to"]
    for typed, whole in (("320", 320), ("320,000 EUR", 320), ("320 million EUR", 320_000)):
        assert asked.one("number", **cash, typed=typed) == {"number": str(whole)}


def test_what_is_sent_of_a_field_may_be_anything(site: Site) -> None:
    for odd in (None, "7", [], True, -1, 10**400, 1e300):
        assert Asked(site).one("number", unit=odd, to=odd, scale=odd, most=odd, typed="7") == {"number": "7"}

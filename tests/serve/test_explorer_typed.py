"""Numbers that somebody types into a field, or copies there from a spreadsheet."""

import pytest

from tests.serve.conftest import Site
from tests.serve.explorers import Asked

MILLIONS, THOUSANDS, SHARE = "million EUR a year", "thousand EUR a year", "% of revenue"


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("4.600.000", MILLIONS, "4.6"), ("4,600,000", MILLIONS, "4.6"), ("4 600 000,50 €", MILLIONS, "4.6000005"),
        ("4.6 million", MILLIONS, "4.6"), ("1,5 Mio.", MILLIONS, "1.5"), ("900k", MILLIONS, "0.9"),
        ("4600000", MILLIONS, "4.6"), ("4,6", MILLIONS, "4.6"), ("-1,5", MILLIONS, "-1.5"), ("0.500", MILLIONS, "0.5"),
        ("1.5 million", THOUSANDS, "1500"), ("999999", THOUSANDS, "999999"), ("12.345,67 EUR", THOUSANDS, "12.34567"),
        ("1,5 %", SHARE, "1.5"), ("12%", SHARE, "12"), ("1,234,567", "EUR", "1234567"), ("2k", "units", "2000"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_unit_of_its_field(site: Site, typed: str, unit: str, number: str) -> None:
    assert Asked(site).one("number", typed=typed, unit=unit) == {"number": number}


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("1,234", MILLIONS, '"1,234" may be a thousand or a fraction; write 1.234 or 1234'),
        ("4.600", THOUSANDS, '"4.600" may be a thousand or a fraction; write 4600 or 4.6'),
        ("many", SHARE, '"many" is no number; write its digits, as 250000, or as 2.5 million'),
        ("5 million USD", MILLIONS, '"5 million USD" is in USD; write a number in million EUR a year'),
        ("12%", MILLIONS, '"12%" is no number'),
        ("9" * 20, THOUSANDS, "is larger than any amount"),
        ("", THOUSANDS, "is no number"),
    ],
)  # fmt: skip
def test_what_is_none_or_may_be_two_is_told(site: Site, typed: str, unit: str, said: str) -> None:
    (fault,) = Asked(site).one("number", typed=typed, unit=unit)["faults"]
    assert said in fault["message"]

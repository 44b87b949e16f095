"""What was meant by a date, a year, a share in per cent or a range in words where a number belongs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario

TODAY = datetime.now(tz=UTC).date()
SOON, AGO = TODAY + timedelta(days=457), TODAY - timedelta(days=3653)


@pytest.mark.parametrize(
    ("stated", "of_business", "said"),
    [
        ("contract_left = {soon}", "", "from 0 to 100; it is in years from now: 1.25 for {soon}"),
        ("contract_left = {ago}", "", "from 0 to 100; it is years, and {ago} is 10.00 years ago"),
        ("customer_years = {ago}", "", "from 0 to 200; it is years, and {ago} is 10.00 years ago"),
        ("customer_years = 2015", "", "from 0 to 200; it is years, and 2015 is {since} years ago"),
        ("customer_years = 201", "", "from 0 to 200"),
        ("price_to_list = 90", "", "from 0.01 to 10; it is in list prices: 90% of the list price is 0.9"),
        ("price_to_list = 900", "", "from 0.01 to 10"),
        ("", "gross_margin = 1.7", "from -1 to 0.99; it is a share of revenue, of which 1 is all: 17% is 0.17"),
        ("", "gross_margin = 17", "from -1 to 0.99; if per cent are meant, 17% as a share is 0.17"),
        ("", "gross_margin = -3", "from -1 to 0.99"),
        ("contract_left = '2 to 1'", "", "from 0 to 100; the range 2 to 1 is written [1, 2]"),
        ("margin = '30%..40%'", "", "from -1 to 0.99; the range 30%..40% is written [0.3, 0.4]"),
        ("", "cash = '50000..2000000'", "from 0 to 1e18; the range 50000..2000000 is written [50000, 2e6]"),
        ("", "cash = '-1..2'", "from 0 to 1e18"),
        ("", "cash = '1..two'", "from 0 to 1e18"),
        ("", "cash = '1 to 2 million'", "from 0 to 1e18; a range is written [low, high], in plain numbers"),
        ("", "cash = 'EUR 1m..2m'", "from 0 to 1e18; a range is written [low, high], in plain numbers"),
    ],
)
def test_a_number_that_is_out_of_range_is_told_how_it_is_stated(
    tmp_path: Path, stated: str, of_business: str, said: str
) -> None:
    there = {"soon": SOON, "ago": AGO, "since": TODAY.year - 2015}
    own, stated, said = tmp_path / "mine.toml", stated.format(**there), said.format(**there)
    own.write_text(f"[business]\n{of_business}\n[[accounts]]\nname = 'A'\nrevenue = 1e6\n{stated}\n", encoding="utf-8")
    with pytest.raises(EquipoiseError) as caught:
        load_scenario(own)
    assert str(caught.value).endswith(f"must be a number {said}")

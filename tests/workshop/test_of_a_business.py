"""A workshop on a business is in that business's currency, and in no other."""

from pathlib import Path

import pytest

from equipoise.experiments.workshop.loading import load_workshop
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from equipoise.sim.money import money_of
from equipoise.sim.shipped import SHIPPED

OWN = (SHIPPED / "workshops" / "on-an-even-footing.toml").read_text(encoding="utf-8")


def of_businesses(folder: Path, first: str, second: str, *more: str) -> Path:
    text = OWN.replace('"strategic-vendor"', f'"{first}"').replace('"over-a-barrel"', f'"{second}"')
    account = load_scenario(first).account_names[0]
    path = folder / "mine.toml"
    path.write_text("\n".join([text.replace('account = "Giant"', f'account = "{account}"'), *more]), encoding="utf-8")
    return path


def test_its_money_is_that_of_the_business(tmp_path: Path) -> None:
    money = money_of(load_scenario("audio-chips"))
    found = load_workshop(of_businesses(tmp_path, "audio-chips", "audio-chips")).money
    assert money is not None
    assert (found.currency, found.money) == (money.currency, pytest.approx(money.money))


def test_other_money_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EquipoiseError, match=r"money\.currency   is that of the business"):
        load_workshop(of_businesses(tmp_path, "audio-chips", "audio-chips", "[money]", 'currency = "crowns"'))
    chips = (SHIPPED / "businesses" / "audio-chips.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(chips.replace('currency = "USD"', 'currency = "crowns"'), encoding="utf-8")
    with pytest.raises(EquipoiseError, match="of different size or currency"):
        load_workshop(of_businesses(tmp_path, "audio-chips", str(other)))

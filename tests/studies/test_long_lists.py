"""Long lists are checked in time proportional to their length: work is counted, not timed."""

from typing import TYPE_CHECKING, Any

import pytest

from equipoise.experiments.studies import checks, factors
from equipoise.experiments.studies.checks import Mistakes, check_accounts
from equipoise.experiments.studies.estimating import positions
from equipoise.experiments.studies.factors import Space, target_of
from equipoise.experiments.studies.resolving import resolve_with
from equipoise.experiments.studies.study import Factor, Study
from equipoise.experiments.totals import PairTotals
from equipoise.sim.account import Account
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.files.bounds import MOST_MISTAKES
from equipoise.sim.measures import NO_MEASURES
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import again

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 2_000


class Counted(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        """Compare, and count it."""
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """What a function of a module is called with from now on."""
    calls: list[object] = []
    real: Callable[..., Any] = getattr(module, name)

    def call(*stated: object, **named: object) -> object:
        calls.append(stated)
        return real(*stated, **named)

    monkeypatch.setattr(module, name, call)
    return calls


def space() -> Space:
    return Space(load_scenario("base"), [load_policy("accommodating")])


def test_what_stands_again_is_found_without_comparing_all_with_all() -> None:
    Counted.compared = 0
    names = [Counted(f"n{k}") for k in range(MANY)]
    assert [*again([*names, *names[:3]])] == [MANY, MANY + 1, MANY + 2]
    assert Counted.compared <= MANY
    assert [*again([1, True, 1.0, 2, "1"])] == [1, 2]


def test_all_values_of_a_factor_are_held_to_one_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted(monkeypatch, factors, "TypeAdapter")
    values: list[Any] = [0.5 + k / MANY for k in range(MANY)]
    target = target_of(Factor(key="bargaining.risk_aversion", values=values), space())
    assert not isinstance(target, list)
    assert target.listed == tuple(values)
    wrong = target_of(Factor(key="bargaining.risk_aversion", values=[*values, 0.5, "x", -1.0]), space())
    assert isinstance(wrong, list)
    assert [(value, why.partition(" from")[0]) for _, value, why in wrong] == [
        (0.5, "is in the list already"), ("x", "must be a number"), (-1.0, "must be a number"),
    ]  # fmt: skip
    assert len(made) == 2


def test_accounts_of_a_study_are_looked_up_and_few_are_likened(monkeypatch: pytest.MonkeyPatch) -> None:
    likened = counted(monkeypatch, checks, "did_you_mean")
    accounts = [Account(name=f"A{k}") for k in range(3 * MOST_MISTAKES)]
    scenario = Scenario(accounts=accounts, parameters={"vendor": {"slots": len(accounts)}})
    found = Mistakes()
    check_accounts(Study(scenario="base", accounts=[f"B{k}" for k in range(len(accounts))]), scenario, found)
    assert len(found.lines) == len(accounts)
    assert len(likened) == MOST_MISTAKES
    assert 'unknown account; the scenario has "A0"' in found.lines[0][1]
    assert found.lines[-1][1].endswith("unknown account")
    twice = Mistakes()
    check_accounts(Study(scenario="base", accounts=["A1", "A2", "A1"]), scenario, twice)
    assert [line for _, line in twice.lines] == ['accounts[3] = "A1"   is in the list already']


@pytest.mark.parametrize("table", ["factors", "settings"])
def test_few_unknown_keys_are_likened(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    likened = counted(monkeypatch, factors, "unknown_setting")
    keys = [f"market.rivls{k}" for k in range(MOST_MISTAKES + 40)]
    entries: dict[str, Any] = {
        "factors": [{"key": key, "low": 1, "high": 2} for key in keys],
        "settings": dict.fromkeys(keys, 1),
    }
    found = Mistakes()
    stated = {"scenario": "base", table: entries[table]}
    assert resolve_with(stated, load_scenario("base"), [load_policy("accommodating")], NO_MEASURES, found) is None
    assert sum("unknown key" in line for _, line in found.lines) == len(keys)
    assert len(likened) == MOST_MISTAKES


def test_places_in_a_list_and_accounts_of_a_pair_are_looked_up() -> None:
    target = target_of(Factor(key="bargaining.risk_aversion", values=[3.0, 1.0, 2.0]), space())
    assert not isinstance(target, list)
    assert positions([target], [(1.0,), (3.0,), (2.0,), (1.0,)]).ravel().tolist() == [0.0, 1.0, 0.5, 0.0]
    Counted.compared = 0
    names = [Counted(f"n{k}") for k in range(MANY)]
    pair = PairTotals([*names[1:], "other"], names)
    assert pair.shared == names[1:]
    assert Counted.compared <= 4 * MANY

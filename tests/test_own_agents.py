"""Agents of one's own: their moves are checked at the door, and their runs have the product's own tables."""

import re
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from equipoise import RelationshipModel, load_scenario, run_ensemble
from equipoise.sim import ensemble
from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.arm import Arm
from equipoise.sim.asking import QUESTIONS, Question
from equipoise.sim.decisions import FLAG, PRICE, SHARE, Range
from equipoise.sim.faults import ArgumentError, EquipoiseError, MoveError
from equipoise.sim.files import with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.moves import Position, Purchase, Terms
from equipoise.sim.scenario import Scenario

ROUNDS = 8
ASKED = {(asked.side.value, asked.method): asked for stage in QUESTIONS.values() for asked in stage}
BASES = {"vendor": VendorAgent, "account": AccountAgent}


@cache
def busy() -> Scenario:
    """Accounts demand something at every occasion, look at every quote, end soon and are soon replaced."""
    changes = {"exit_hazard": 0.2, "win_hazard": 0.5, "demand_rate": 1.0, "attention": 1.0, "run.rounds": ROUNDS}
    return with_settings(load_scenario("base"), changes)


def mine(agent: str, **own: Any) -> dict[str, Any]:
    """A class of agents with these methods, as an argument."""
    return {f"{agent}_class": type("Mine", (BASES[agent],), own)}


def that_decides(agent: str, name: str, move: object) -> dict[str, Any]:
    """A class of agents that hands over ``move`` when it is asked to decide ``name``."""
    return mine(agent, **{name: lambda *_: move})


def played(**classes: type) -> RelationshipModel:
    model = RelationshipModel(busy(), "strategic", **classes)
    model.run_model()
    return model


def usual(asked: Question) -> list[float]:
    """Numbers that anybody may hand over."""
    return [0.5 if cell.range is SHARE else 1.0 for cell in asked.cells]


def handed(asked: Question, numbers: list[Any]) -> object:
    return asked.kind(*numbers) if asked.kind else numbers[0]


# The door


@pytest.mark.parametrize(("agent", "name"), ASKED)
def test_no_move_is_taken_that_no_rule_can_take(agent: str, name: str) -> None:
    asked = ASKED[agent, name]
    wrong: list[object] = [None, "yes", object(), 1j, {}, []]
    for k, allowed in enumerate(cell.range for cell in asked.cells):
        below, above = allowed.low - max(abs(allowed.low), 1.0), allowed.high * 2.0 + 1.0
        for number in [np.nan, below, above] + ([] if k else [float("inf"), None, "1", 10**400]):
            numbers: list[Any] = usual(asked)
            numbers[k] = number
            wrong.append(handed(asked, numbers))
    if asked.kind:
        wrong += [usual(asked)[:-1], [*usual(asked), 0.5], 0.5]
    for move in wrong:
        with pytest.raises(MoveError, match=rf'^Mine\.{name} in round \d+( with account "[\w .]+")?: .* must be '):
            played(**that_decides(agent, name, move))


@pytest.mark.parametrize(("agent", "name"), ASKED)
def test_numbers_of_any_kind_are_taken(agent: str, name: str) -> None:
    asked = ASKED[agent, name]
    numbers = usual(asked)
    if asked.kind:
        same: list[object] = [asked.kind(*numbers), numbers, np.array(numbers), tuple(np.float32(numbers))]
    elif asked.cells[0].range is FLAG:
        same = [True, np.bool_(1), 1, np.float64(1.0)]
    else:
        same = [0.5, np.float64(0.5), np.float32(0.5), np.array(0.5)]
    first, *others = (played(**that_decides(agent, name, move)).panel() for move in same)
    assert all(other.equals(first) for other in others)


def test_truth_values_are_shares_but_no_prices() -> None:
    assert played(**that_decides("vendor", "answer_demand", move=True)).panel()["granted"].sum() > 0.0
    with pytest.raises(MoveError, match=r"opening = True   must be a number from -1e\+36 to 1e\+36"):
        played(**that_decides("vendor", "position", Position(True, 1.0, 1.0)))


GIANT = ' in round 0 with account "account 1": '
ALL_OF_IT = "None   must be Investment(focus, channel, sponsor, survey, charter, show, score)"
MESSAGES = [
    ("vendor", "pursue", None, " in round 0: None   must be True or False"),
    ("vendor", "invest", None, GIANT + ALL_OF_IT),
    ("vendor", "invest", (-1e6, 0, 0, 0, 0, 0, 0), GIANT + "focus = -1000000.0   must be a number from 0 to 1"),
    ("vendor", "terms", Terms(0.1, np.nan), GIANT + "commitment = nan   must be a number from 0 to 1"),
    ("vendor", "position", "low", GIANT + "'low'   must be Position(opening, reserve, exponent)"),
    ("vendor", "invest", (0, 0, 0.5, 0, 0, 0, 0), GIANT + "sponsor = 0.5   must be 0 or 1"),
    ("account", "effort", 2, GIANT + "2   must be a number from 0 to 1"),
    ("account", "sign_charter", "no", GIANT + "'no'   must be True or False"),
]


@pytest.mark.parametrize(("agent", "name", "move", "words"), MESSAGES)
def test_the_message_says_who_decided_what_and_what_is_allowed(agent: str, name: str, move: object, words: str) -> None:
    with pytest.raises(MoveError) as caught:
        played(**that_decides(agent, name, move))
    assert str(caught.value) == f"Mine.{name}{words}"


def wild(side: str) -> type:
    """Agents that decide anything that is allowed: the ends of every range, and what lies between."""

    def method(asked: Question) -> Callable[..., object]:
        def number(draw: Any, allowed: Range) -> float:
            drawn = draw.choice([allowed.low, allowed.high, draw.uniform(0.0, 1.0), 10 ** draw.uniform(-6, 6)])
            bounded = min(max(drawn, allowed.low), allowed.high)
            return round(bounded) if allowed.whole else bounded

        def decide(agent: Any, *about: object) -> object:
            if agent.random.random() < 0.4:
                return getattr(BASES[side], asked.method)(agent, *about)
            return handed(asked, [number(agent.random, cell.range) for cell in asked.cells])

        return decide

    own = {name: method(asked) for (agent, name), asked in ASKED.items() if agent == side}
    return type("Wild", (BASES[side],), own)


def test_whatever_the_door_lets_in_leaves_every_column_a_number() -> None:
    classes = {"vendor_class": wild("vendor"), "account_class": wild("account")}
    assert PRICE.high > 1e30
    for replication in range(12):
        model = RelationshipModel("over-a-barrel", "strategic", rounds=10, replication=replication, **classes)
        model.run_model()
        kept = model.so_far()
        for rows in (kept.panel, kept.vendor, kept.runs, kept.records):
            for column in rows.dtype.names or ():
                assert np.isfinite(rows[column]).all(), column


class FailsLate(AccountAgent):
    def effort(self) -> float:
        return 1.0 / (2 - self.model.round)


def test_an_agent_that_fails_is_named_and_its_error_is_kept() -> None:
    with pytest.raises(MoveError) as caught:
        played(account_class=FailsLate)
    assert re.fullmatch(
        r'FailsLate\.effort in round 2 with account ".+": ZeroDivisionError: (float )?division by zero',
        str(caught.value),
    )
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("agent", ["vendor", "account"])
def test_an_agent_that_cannot_be_made_is_named_too(agent: str) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no luck")

    with pytest.raises(MoveError, match=r"Mine\.__init__.*RuntimeError: no luck"):
        played(**mine(agent, __init__=fails))


@pytest.mark.parametrize("wrong", [None, "Mine", VendorAgent, object(), int])
def test_a_class_that_is_no_account_is_refused(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r"account_class = .*   must be a subclass of equipoise\.AccountAgent"):
        RelationshipModel("base", account_class=wrong)
    if wrong is not None:
        with pytest.raises(ArgumentError, match="account_class"):
            run_ensemble("base", account_class=wrong)


# The product's own tables


class Restated(VendorAgent):
    """Decides what a vendor decides anyhow."""


class Refuses(VendorAgent):
    def answer_demand(self, account: AccountAgent, asked: float) -> float:
        return 0.0


class Fickle(AccountAgent):
    def buy(self, quote: float) -> Purchase:
        usual = super().buy(quote)
        return usual._replace(elsewhere=1.0) if self.random.random() < 0.5 else usual


def tables(runs: ensemble.Ensemble) -> list[pl.DataFrame]:
    return [runs.outcomes, runs.relationships, runs.panel(), runs.vendor_panel([2, 0])]


@pytest.mark.parametrize("name", ["base", "over-a-barrel"])
@pytest.mark.parametrize("rounds", [1, 5, ROUNDS])
def test_a_models_tables_are_the_ensembles_at_every_round(name: str, rounds: int) -> None:
    fragile = with_settings(load_scenario(name), {"exit_hazard": 0.2, "win_hazard": 0.5})
    model = RelationshipModel(fragile, "strategic", seed=3, rounds=ROUNDS)
    for _ in range(rounds):
        model.step()
    expected = run_ensemble(fragile, "strategic", seed=3, rounds=rounds, replications=1)
    assert model.outcomes().equals(expected.outcomes)
    assert model.relationships().equals(expected.relationships)
    assert model.panel().equals(expected.panel())
    assert model.vendor_panel().equals(expected.vendor_panel())
    assert model.outcomes().equals(expected.outcomes), "looking changes nothing"
    model.run_model()
    assert model.outcomes().equals(run_ensemble(fragile, "strategic", seed=3, rounds=ROUNDS, replications=1).outcomes)


@pytest.mark.parametrize("leaves", [0, 2, None])
def test_a_model_leaves_behind_what_the_compiled_driver_does(leaves: int | None) -> None:
    scenario = with_settings(busy(), {} if leaves is None else {"accounts.account.leaves": leaves})
    model = RelationshipModel(scenario, "strategic", replication=4)
    model.run_model()
    kernel = play_chunk(Arm(scenario, model.policy, 7, ROUNDS), [4], relationships=True, panel=True)
    for mine, theirs in zip(model.so_far(), kernel, strict=True):
        assert mine.shape == theirs.shape
        assert mine.tobytes() == theirs.tobytes()


def test_before_the_first_round_there_are_no_outcomes() -> None:
    model = RelationshipModel("base")
    with pytest.raises(EquipoiseError, match="no round is played yet"):
        model.outcomes()
    assert model.relationships().is_empty()
    assert model.panel().is_empty()


def test_agents_of_ones_own_play_through_the_ensembles_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process and in two, blocks of two runs each; with the product's own decisions they are its own runs."""
    monkeypatch.setattr(ensemble, "MODEL_CELLS", 2 * 10 * ROUNDS)
    asked: dict[str, Any] = {"replications": 5, "seed": 11, "rounds": ROUNDS}
    ours = run_ensemble(busy(), "strategic", **asked)
    for threads in (1, 2):
        own = run_ensemble(busy(), "strategic", **asked, threads=threads, vendor_class=Restated)
        assert all(mine.equals(other) for mine, other in zip(tables(own), tables(ours), strict=True))
        assert [table.schema for table in tables(own)] == [table.schema for table in tables(ours)]
    alone, together = (
        tables(run_ensemble(busy(), **asked, threads=threads, vendor_class=Refuses, account_class=Fickle))
        for threads in (1, 2)
    )
    assert all(mine.equals(other) for mine, other in zip(alone, together, strict=True))
    assert alone[2]["granted"].sum() == 0.0
    assert not alone[0].equals(ours.outcomes)
    assert run_ensemble(busy(), **asked, vendor_class=Refuses).panel([]).equals(ours.panel([]))


def test_what_goes_wrong_in_another_process_is_named_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "MODEL_CELLS", 10)

    class Local(FailsLate):
        """Of a function: other processes get it as it is."""

    class Locked(VendorAgent):
        lock = threading.Lock()

    asked: dict[str, Any] = {"replications": 4, "rounds": 3, "threads": 2}
    with pytest.raises(MoveError, match=r'Local\.effort in round 2 with account ".+": ZeroDivisionError'):
        _ = run_ensemble(busy(), **asked, account_class=Local).outcomes
    with pytest.raises(ArgumentError, match=r"(?s)Locked cannot be handed to another process.*threads=1"):
        _ = run_ensemble(busy(), **asked, vendor_class=Locked).outcomes
    assert run_ensemble(busy(), **asked | {"threads": 1}, vendor_class=Locked).outcomes.height == 4


def test_the_products_own_classes_are_played_compiled() -> None:
    assert run_ensemble("base", vendor_class=VendorAgent, account_class=AccountAgent).agents is None

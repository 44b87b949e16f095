"""The model as Mesa's users know models: counted, pickled, copied, freed, run in batches."""

import copy
import gc
import inspect
import pickle
import warnings
import weakref
from typing import Any

import mesa
import numpy as np
import pytest

from equipoise import RelationshipModel, load_scenario, run_ensemble
from equipoise.sim.agents import AccountAgent
from equipoise.sim.faults import ArgumentError
from equipoise.sim.files import with_settings

FRAGILE = with_settings(load_scenario("base"), {"exit_hazard": 0.2, "win_hazard": 0.5})
ROUNDS = 10


def model(**asked: Any) -> RelationshipModel:
    return RelationshipModel(FRAGILE, "strategic", **{"rounds": ROUNDS} | asked)


# Steps


def test_steps_are_rounds_played_however_often_a_run_is_stepped() -> None:
    played = model()
    for _ in range(ROUNDS):
        played.step()
        assert played.steps == played.round
    for _ in range(3):
        played.step()
        assert (played.steps, played.round, played.running) == (ROUNDS, ROUNDS, False)
    assert len(played.datacollector.get_model_vars_dataframe()) == ROUNDS


def test_a_run_that_is_stopped_early_has_as_many_steps_as_rounds() -> None:
    played = model()
    played.step()
    played.running = False
    played.step()
    assert (played.steps, played.round) == (1, 1)


def test_collected_rows_are_numbered_by_steps_from_one() -> None:
    played = RelationshipModel("base", rounds=ROUNDS)
    played.run_model()
    steps = played.datacollector.get_agenttype_vars_dataframe(AccountAgent).index.get_level_values("Step")
    assert sorted(set(steps)) == list(range(1, ROUNDS + 1))


# Copies


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
@pytest.mark.parametrize("after", [0, 4, ROUNDS])
def test_a_model_plays_on_bit_for_bit_when_it_is_pickled_or_copied(again: Any, after: int) -> None:
    first = model()
    for _ in range(after):
        first.step()
    other = again(first)
    first.run_model()
    assert other.round == after
    other.run_model()
    for one in ("outcomes", "relationships", "panel", "vendor_panel"):
        assert getattr(other, one)().equals(getattr(first, one)())
    assert other.datacollector.get_model_vars_dataframe().equals(first.datacollector.get_model_vars_dataframe())
    collected = [each.datacollector.get_agenttype_vars_dataframe(AccountAgent) for each in (first, other)]
    assert collected[0].equals(collected[1])
    assert [agent.unique_id for agent in other.agents] == [agent.unique_id for agent in first.agents]
    assert all(agent.model is other for agent in other.agents)
    assert first.random.random() == other.random.random()
    assert first.rng.random() == other.rng.random()


# Memory


class Bystander(mesa.Agent):
    """An agent of another kind."""


def test_models_are_freed() -> None:
    gone = []
    for replication in range(8):
        played = model(replication=replication, rounds=3)
        Bystander(played)
        played.run_model()
        numbers = [agent.unique_id for agent in played.agents]
        assert len(set(numbers)) == len(numbers)
        assert min(numbers) == played.vendor.unique_id == 1
        gone.append(weakref.ref(played))
    del played
    gc.collect()
    assert sum(one() is not None for one in gone) == 0


# Batches


def batch(parameters: dict[str, Any], **asked: Any) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer versions of Mesa prefer rng= to iterations=
        return mesa.batch_run(  # type: ignore[no-any-return]
            RelationshipModel, {"scenario": "base", "rounds": 3} | parameters, display_progress=False, **asked
        )


def is_of(row: dict[str, Any], replication: int, seed: int = 7) -> bool:
    """Whether a row is of a run; which round Mesa takes for the last differs between its versions."""
    runs = run_ensemble("base", replications=1, rounds=3, seed=seed)
    return row["cash"] in set(runs.vendor_panel([replication])["cash"])


def test_iterations_of_a_batch_are_replications() -> None:
    rows = batch({}, iterations=3)
    assert {row["iteration"] for row in rows} == {0, 1, 2}
    assert all(is_of(row, row["iteration"]) for row in rows)


def test_a_batch_can_name_its_replications() -> None:
    rows = batch({"replication": [0, 4]})
    assert {row["replication"] for row in rows} == {0, 4}
    assert all(is_of(row, row["replication"]) for row in rows)


def test_a_batch_that_would_repeat_one_run_is_refused() -> None:
    with pytest.raises(
        ArgumentError, match=r"replication = 4   is one run, which batch_run repeats .* leave out either"
    ):
        batch({"replication": 4}, iterations=2)


@pytest.mark.skipif("rng" not in inspect.signature(mesa.batch_run).parameters, reason="Mesa 3.4 hands out seeds")
def test_a_batch_with_seeds_plays_the_first_run_of_each() -> None:
    rows = batch({}, rng=[3, 5])
    assert {row["seed"] for row in rows} == {3, 5}
    assert all(is_of(row, 0, row["seed"]) for row in rows)


def test_outside_of_a_batch_the_first_run_is_played() -> None:
    assert (model().replication, model(replication=np.int8(3)).replication) == (0, 3)

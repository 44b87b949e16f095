"""Calls from Python are held to what files and options are held to, and take NumPy's values and paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from equipoise import RelationshipModel, load_policy, load_scenario, run_ensemble
from equipoise.app.commands import options
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.whole import try_everything
from equipoise.experiments.compare import compare
from equipoise.experiments.frontier.find import Budget
from equipoise.experiments.kept import kept_runs
from equipoise.experiments.regularities.study import find_all
from equipoise.experiments.studies.dataset import open_dataset
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.reading import load_study, make_study
from equipoise.experiments.studies.study import Study
from equipoise.experiments.studies.sweep import sweep
from equipoise.experiments.twins.play import play_twins
from equipoise.experiments.twins.survey import survey
from equipoise.sim import whole_numbers
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.faults import ArgumentError, EquipoiseError
from equipoise.sim.files import scenario_to_toml, with_settings
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.whole_numbers import REPLICATION, REPLICATIONS, ROUNDS, SEED, THREADS, WholeNumber
from equipoise.sim.wording import bounds

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = load_scenario("base")
STRATEGIC = load_policy("strategic")
ARM = Arm(BASE, STRATEGIC, 7, 4)
STUDY: dict[str, Any] = {"scenario": "base", "factors": [{"key": "market.rivals", "values": [2, 3]}]}

# Whole numbers

NO_NUMBERS = [7.9, 7.0, True, np.bool_(1), "7", [7], np.array([7]), float("nan"), np.float64(7.0), 1j]

DOORS: list[tuple[WholeNumber, Callable[[Any], object]]] = [
    (SEED, lambda value: run_ensemble("base", seed=value)),
    (SEED, lambda value: RelationshipModel("base", seed=value)),
    (SEED, lambda value: Arm(BASE, STRATEGIC, value, 4)),
    (ROUNDS, lambda value: run_ensemble("base", rounds=value)),
    (ROUNDS, lambda value: RelationshipModel("base", rounds=value)),
    (ROUNDS, lambda value: Arm(BASE, STRATEGIC, 7, value)),
    (REPLICATIONS, lambda value: run_ensemble("base", replications=value)),
    (REPLICATIONS, lambda value: Ensemble(ARM, value)),
    (REPLICATIONS, lambda value: compare([ARM], value)),
    (REPLICATIONS, lambda value: play_twins(ARM, [], value)),
    (REPLICATIONS, lambda value: survey("base", 0, value)),
    (REPLICATIONS, lambda value: kept_runs([ARM], value)),
    (REPLICATIONS, lambda value: try_everything([], Luck(value, 7), beyond=False)),
    (SEED, lambda value: try_everything([], Luck(100, value), beyond=False)),
    (SEED, lambda value: find_all(seed=value)),
    (whole_numbers.VENDORS, lambda value: find_all(vendors=value)),
    (whole_numbers.TRIALS, lambda value: Budget(trials=value)),
    (whole_numbers.PANEL, lambda value: kept_runs([ARM], 3, value)),
    (REPLICATION, lambda value: RelationshipModel("base", replication=value)),
    (REPLICATION, lambda value: Ensemble(ARM, 3).panel([value])),
    (REPLICATION, lambda value: Ensemble(ARM, 3).vendor_panel([0, value])),
    (THREADS, lambda value: run_ensemble("base", threads=value)),
    (THREADS, lambda value: compare([ARM], 3, threads=value)),
    (THREADS, lambda value: play_twins(ARM, [], 3, threads=value)),
    (THREADS, Threads),
]


@pytest.mark.parametrize(("asked", "door"), DOORS)
def test_every_door_refuses_what_is_out_of_range_or_no_whole_number(
    asked: WholeNumber, door: Callable[[Any], object]
) -> None:
    for value in (asked.low - 1, asked.high + 1, -(10**30), 10**30, *NO_NUMBERS):
        with pytest.raises(ArgumentError) as caught:
            door(value)
        assert asked.name in str(caught.value)
        assert asked.allowed in str(caught.value)


def test_files_options_and_calls_have_the_same_ranges() -> None:
    declared = {"seed": SEED, "rounds": ROUNDS, "replications": REPLICATIONS}
    for name, asked in declared.items():
        for model in (Run, Study):
            assert bounds(model.model_fields[name]) == {"ge": asked.low, "le": asked.high}
    for option, asked in (("Seed", SEED), ("Rounds", ROUNDS), ("Replications", REPLICATIONS), ("Threads", THREADS)):
        parser = getattr(options, option).__metadata__[0].parser
        assert (parser(str(asked.low)), parser(str(asked.high))) == (asked.low, asked.high)


def test_the_ends_of_every_range_are_played() -> None:
    for seed in (0, SEED.high):
        whole = run_ensemble("base", replications=1, rounds=1, seed=seed)
        model = RelationshipModel("base", rounds=1, seed=seed)
        model.run_model()
        assert model.outcomes().equals(whole.outcomes)
    model = RelationshipModel("base", rounds=1, replication=REPLICATION.high)
    model.run_model()
    assert model.panel().equals(Ensemble(Arm(BASE, load_policy("accommodating"), 7, 1), 1).panel([REPLICATION.high]))
    assert model.panel()["replication"][0] == REPLICATION.high


def test_longer_runs_than_a_scenario_bears_are_refused_as_by_the_option() -> None:
    growing = with_settings(BASE, {"charter.network_growth": 0.3})
    for door in (lambda: run_ensemble(growing, rounds=9_000), lambda: RelationshipModel(growing, rounds=9_000)):
        with pytest.raises(ArgumentError, match=r"rounds = 9,000   too much growth for 9000 rounds"):
            door()


# NumPy's values, ranges and tuples


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int64, np.uint64])
def test_whole_numbers_of_numpy_are_whole_numbers(kind: type[np.integer[Any]]) -> None:
    seven, two = kind(7), kind(2)
    ours = run_ensemble("base", replications=two, rounds=two, seed=seven, threads=two)  # type: ignore[arg-type]
    assert ours.outcomes.equals(run_ensemble("base", replications=2, rounds=2, seed=7).outcomes)
    model = RelationshipModel("base", rounds=two, seed=seven, replication=two)  # type: ignore[arg-type]
    assert (model.rounds, model.luck_seed, model.replication) == (2, 7, 2)
    assert make_study(STUDY | {"replications": two, "seed": seven}).study.replications == 2


@pytest.mark.parametrize("chosen", [(0, 2), range(0, 3, 2), np.array([0, 2]), pl.Series([0, 2]), iter([0, np.int8(2)])])
def test_runs_are_chosen_by_any_numbers(chosen: Any) -> None:
    assert Ensemble(ARM, 3).vendor_panel(chosen).equals(Ensemble(ARM, 3).vendor_panel([0, 2]))


def test_a_study_takes_the_values_of_numpy_ranges_and_tuples() -> None:
    plain = make_study(
        {
            "scenario": "base",
            "policies": ["strategic"],
            "outcomes": ["survival"],
            "settings": {"switches.fear": False, "market.quote_scale": 0.5},
            "factors": [
                {"key": "market.rivals", "values": [2, 3]},
                {"key": "switches.stakes", "values": [True, False]},
                {"key": "market.attention", "low": 0.25, "high": 0.5},
            ],
        }
    )
    numpy = make_study(
        {
            "scenario": "base",
            "policies": ("strategic",),
            "outcomes": np.array(["survival"]),
            "settings": {"switches.fear": np.bool_(0), "market.quote_scale": np.float32(0.5)},
            "factors": (
                {"key": "market.rivals", "values": range(2, 4)},
                {"key": "switches.stakes", "values": np.array([True, False])},
                {"key": "market.attention", "low": np.float32(0.25), "high": np.float64(0.5)},
            ),
        }
    )
    assert numpy.document() == plain.document()


def test_settings_and_declared_tables_take_them_too() -> None:
    changed = with_settings(BASE, {"switches.fear": np.bool_(0), "market.rivals": np.int16(3)})
    assert changed == with_settings(BASE, {"switches.fear": False, "market.rivals": 3})
    assert load_policy("strategic", {"policy.focus": np.float32(0.5)}).levers.focus == 0.5
    assert Scenario(accounts=(Account(name="x", size=np.float64(2), count=np.int8(2)),)).account_names == ["x 1", "x 2"]
    with pytest.raises(EquipoiseError, match="true or false"):
        with_settings(BASE, {"switches.fear": np.int64(1)})


@pytest.mark.parametrize("value", [True, 2.0, "2", np.float64(2)])
def test_a_declared_whole_number_is_no_truth_value_and_has_no_point(value: object) -> None:
    with pytest.raises(ValueError, match="must be a whole number from 1 to"):
        Run(rounds=value)  # type: ignore[arg-type]


# Paths


def test_paths_stand_wherever_names_and_texts_do(tmp_path: Path) -> None:
    scenario, policy, study = tmp_path / "s.toml", tmp_path / "p.toml", tmp_path / "study.toml"
    scenario.write_text(scenario_to_toml(BASE), encoding="utf-8")
    policy.write_text('base = "strategic"\n', encoding="utf-8")
    study.write_text('scenario = "s.toml"\n[[factors]]\nkey = "market.rivals"\nvalues = [2, 3]\n', encoding="utf-8")
    assert RelationshipModel(scenario, policy).policy.name == "p"
    assert run_ensemble(scenario, policy, replications=1, rounds=1).outcomes.height == 1
    assert len(survey(scenario, 0, 2).twins) == 1
    assert load_study(study, {"scenario": scenario, "policies": (policy,)}).policies[0].name == "p"
    small = STUDY | {"scenario": scenario.name, "policies": [policy], "replications": 2, "rounds": 1}
    with Threads(1) as executor:
        swept = sweep(make_study(small, str(tmp_path)), str(tmp_path / "out"), executor)
    assert open_dataset(str(tmp_path / "out")).table().equals(swept.table())


# Anything else

WRONG: list[tuple[str, Callable[[], object]]] = [
    ("scenario = None", lambda: run_ensemble(None)),  # type: ignore[arg-type]
    ("scenario = 7", lambda: RelationshipModel(7)),  # type: ignore[arg-type]
    ("policy = 3", lambda: run_ensemble("base", 3)),  # type: ignore[arg-type]
    ("scenario = b'base'", lambda: load_scenario(b"base")),  # type: ignore[arg-type]
    ("policy = Scenario", lambda: load_policy(BASE)),  # type: ignore[arg-type]
    ("scenario = 'base'", lambda: Arm("base", STRATEGIC, 7, 4)),  # type: ignore[arg-type]
    ("policy = 'strategic'", lambda: Arm(BASE, "strategic", 7, 4)),  # type: ignore[arg-type]
    ("scenario = 'base'", lambda: with_settings("base", {})),  # type: ignore[arg-type]
    ("settings: 3", lambda: with_settings(BASE, 3)),  # type: ignore[arg-type]
    ("settings: 3", lambda: load_policy("strategic", [3])),  # type: ignore[list-item]
    ("arm = 'base'", lambda: Ensemble("base", 3)),  # type: ignore[arg-type]
    ("replications = 3", lambda: Ensemble(ARM, 3).panel(3)),  # type: ignore[arg-type]
    ("arms = 'base'", lambda: compare("base", 3)),  # type: ignore[arg-type]
    (r"arms = \[\]", lambda: compare([], 3)),
    ("names = 3", lambda: compare([ARM], 3, names=3)),  # type: ignore[arg-type]
    (r"names = \['a', 'b'\]", lambda: compare([ARM], 3, names=["a", "b"])),
    ("arm = 'base'", lambda: play_twins("base", [], 3)),  # type: ignore[arg-type]
    ("accounts = 3", lambda: play_twins(ARM, 3, 3)),  # type: ignore[arg-type]
    ("first = 1.5", lambda: survey("base", 1.5, 3)),  # type: ignore[arg-type]
    ("stated = 'x'", lambda: make_study("x")),  # type: ignore[arg-type]
    ("folder = 3", lambda: make_study(STUDY, 3)),  # type: ignore[arg-type]
    ("study = 3", lambda: load_study(3)),  # type: ignore[arg-type]
    ("changes = 3", lambda: load_study("how-much-focus", 3)),  # type: ignore[arg-type]
    ("scenario = 3", lambda: make_study(STUDY | {"scenario": 3})),
    ("plan = 'x'", lambda: sweep("x", "y", Threads(1))),  # type: ignore[arg-type]
    ("folder = 3", lambda: open_dataset(3)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("words", "door"), WRONG)
def test_what_is_of_the_wrong_kind_is_named(words: str, door: Callable[[], object]) -> None:
    with pytest.raises(EquipoiseError, match=words):
        door()


def test_a_name_may_come_as_a_path() -> None:
    assert load_scenario(Path("over-a-barrel")) == load_scenario("over-a-barrel")
    assert load_policy(Path("strategic")) == load_policy("strategic")

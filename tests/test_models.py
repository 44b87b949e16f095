"""Scenarios, policies and studies that are made in Python: what is wrong is said in the words that files get."""

import pickle
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import equipoise.experiments.claims.request
import equipoise.experiments.comparison_task
import equipoise.experiments.regularities.request
import equipoise.experiments.studies.layout  # noqa: F401 - all that declare a model
from equipoise import RelationshipModel, run_ensemble
from equipoise.experiments.compare import compare
from equipoise.experiments.studies.study import Design, Factor, Study
from equipoise.sim.account import Account, Segment
from equipoise.sim.arm import Arm
from equipoise.sim.faults import ArgumentError
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import Section
from equipoise.sim.parameters.trade import Market
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Run, Scenario
from tests.manifests.test_changes import WRONG


def models(of: type[Section] = Section) -> Iterator[type[Section]]:
    for model in of.__subclasses__():
        yield model
        yield from models(model)


MODELS = sorted(
    (model for model in models() if model.model_fields), key=lambda model: f"{model.__module__}.{model.__name__}"
)
STRANGE: list[Any] = [*WRONG, object(), float("nan"), [1, "a", None], {"a": 1}, b"x", 1j, np.array([[1.0]]), Account]


def refusal(model: type[Section], name: str, value: object) -> str:
    try:
        model(**{name: value})
    except ArgumentError as error:
        return str(error)
    return ""


def test_models_of_every_kind_are_tried() -> None:
    assert {Scenario, Policy, Study, Design, Factor, Levers, Run, Segment, Account, Parameters, Market} <= {*MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_value_of_any_kind_gets_the_words_of_a_library(model: type[Section]) -> None:
    said = [refusal(model, name, value) for name in model.model_fields for value in STRANGE]
    assert len([*filter(None, said)]) > len(model.model_fields)
    for words in filter(None, said):
        assert "   " in words
        assert "pydantic" not in words
        assert "Input should" not in words
        assert not re.search(r"\.(int|float|str|bool)\b", words)
    with pytest.raises(ArgumentError, match="no_such_key = 1   unknown key"):
        model(no_such_key=1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Study(scenario="base", seed=-1), "seed = -1   must be a whole number from 0 to 9,223,372,036,854"),
        (Study, "scenario   is missing; it must be a text that is not empty"),
        (lambda: Study(scenario="base", sede=1), 'sede = 1   unknown key; did you mean "seed"?'),
        (lambda: Factor(key="", low=[]), 'key = ""   must be a text that is not empty\n'),
        (lambda: Factor(key="a", low=[], values=[None]), "low = []   must be a number\nvalues[1] = None   must"),
        (lambda: Study(scenario="base", until={"survival": "a"}), 'until.survival = "a"   must be a number'),
        (lambda: Study(scenario="base", until=5), "until = 5   must be a table"),
        (lambda: Design(kind="lattice"), 'kind = "lattice"   must be "one-at-a-time", "grid"'),
        (lambda: Policy(name="mine", levers={"focus": 2}), "levers.focus = 2   must be a number from 0 to 1"),
        (lambda: Levers(focus="2%"), 'focus = "2%"   must be a number from 0 to 1; '),
        (lambda: Run(rounds=0), "rounds = 0   must be a whole number from 1 to 100,000"),
        (
            lambda: Scenario(accounts=[{"name": "Giant", "size": -1.0}]),
            "accounts.Giant.size = -1.0   must be a number from 1e-6 to 1e9",
        ),
        (lambda: Scenario(accounts=[Account(name="A", count=1_000)]), "10 slots are too few: 1000 accounts need 1000"),
        (lambda: Account(name="A", type="partnr"), 'type = "partnr"   must be '),
        (lambda: Scenario(run=Run(), parameters=5), "parameters = 5   must be a table"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_is_allowed(make: Any, said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value).startswith(said)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ArgumentError) as caught:
        Study(scenario="", seed=-1, rounds=0)
    assert [line.partition(" = ")[0] for line in str(caught.value).splitlines()] == ["scenario", "seed", "rounds"]


def test_a_file_is_still_validated_whole() -> None:
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate({"run": {"seed": -1}, "accounts": [{"name": "A", "size": -1.0}]})
    assert len(caught.value.errors()) == 2


def test_what_was_checked_cannot_be_changed() -> None:
    policy = Policy(name="mine")
    with pytest.raises(ArgumentError, match=r"Policy\.name cannot be changed; make a new one"):
        policy.name = "other"  # type: ignore[misc]
    for again in (pickle.loads(pickle.dumps(policy)), deepcopy(policy), policy.model_copy()):
        assert again == policy
    assert policy.model_copy(update={"title": "Mine"}).title == "Mine"
    assert hash(policy.levers) == hash(Levers())


def _changed(**update: object) -> Scenario:
    return Scenario().model_copy(update=update)


def _with_account(account: object) -> Scenario:
    scenario = Scenario(accounts=[Account(name="A")])
    scenario.accounts.append(account)  # type: ignore[arg-type]  # what a list in it takes
    return scenario


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (_changed(accounts=[Account(name="A").model_copy(update={"size": -5.0})]), "accounts.A.size = -5.0   must be"),
        (_changed(accounts=3), "accounts = 3   must be tables"),
        (_changed(parameters=None), "parameters = None   must be a table"),
        (_changed(accounts=[Account(name="A"), Account(name="A")]), "accounts[2].name   another account has this name"),
        (
            _changed(accounts=[Account(name="A B"), Account(name="A\u00a0B")]),
            "accounts[2].name   another account has this name",
        ),
        (_with_account(3), "accounts[2] = 3   must be a table"),
        (_with_account(Account(name="all")), 'accounts[2].name   no account may be called "all"'),
        (Scenario.model_construct(title=3), "title = 3   must be a text"),
    ],
)
def test_a_scenario_that_was_changed_without_a_check_is_not_played(scenario: Scenario, said: str) -> None:
    for play in (run_ensemble, RelationshipModel):
        with pytest.raises(ArgumentError) as caught:
            play(scenario, "strategic", rounds=2)
        assert str(caught.value).startswith(said)


def test_a_policy_that_was_changed_without_a_check_is_not_played() -> None:
    policy = Policy(name="mine").model_copy(update={"levers": Levers().model_copy(update={"focus": float("nan")})})
    for play in (
        lambda: run_ensemble(Scenario(), policy, rounds=2),
        lambda: RelationshipModel(Scenario(), policy),
        lambda: compare([Arm(Scenario(), policy, 7, 2)], 2),
    ):
        with pytest.raises(ArgumentError, match=r"levers\.focus = nan   must be a number from 0 to 1"):
            play()


def test_a_copy_with_a_key_that_there_is_not_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r'sizes = 2\.0   unknown key; did you mean "size"\?'):
        Account(name="A").model_copy(update={"sizes": 2.0})
    with pytest.raises(
        ArgumentError, match=r'vendor = {...}   unknown key; from Python, it is given inside "parameters"'
    ):
        Scenario(vendor={"cash": 1.0})  # type: ignore[call-arg]  # as a file has it

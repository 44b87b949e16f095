"""Which file a name stands for, what is read of it, and what it inherits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from equipoise.experiments.studies.reading import load_study
from equipoise.sim.account import Account
from equipoise.sim.faults import PolicyError, ScenarioError
from equipoise.sim.files import list_businesses, list_scenarios, load_policy, load_scenario
from equipoise.sim.scenario import Scenario
from equipoise.sim.shipped import SHIPPED
from tests.files.saving import complaints, message, save

pytestmark = pytest.mark.usefixtures("here")


# Which file.


def test_a_shipped_name_that_is_nearly_right() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("over-a-barel")
    first, second = str(caught.value).splitlines()
    assert first == 'there is no scenario "over-a-barel"; did you mean "over-a-barrel"?'
    assert (
        second == f"There are {', '.join([*list_scenarios(), *list_businesses()])}; or give the path of a .toml file."
    )


def test_a_policy_that_is_nearly_right() -> None:
    with pytest.raises(PolicyError, match='there is no policy "stategic"; did you mean "strategic"\\?'):
        load_policy("stategic")


def test_a_name_for_which_a_file_stands_there() -> None:
    save("title = 'x'")
    with pytest.raises(ScenarioError, match=r"did you mean the file mine\.toml"):
        load_scenario("mine")


@pytest.mark.parametrize("asked", ["over-a-barel.toml", Path("over-a-barel.toml"), "no/such/over-a-barel.toml"])
def test_a_path_without_a_file(asked: str | Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(asked)
    assert str(caught.value).splitlines()[0] == f'there is no file {asked}; did you mean "over-a-barrel"?'


@pytest.mark.parametrize("asked", [".", "folder/", "folder.toml", Path("folder.toml")])
def test_a_folder(asked: str | Path) -> None:
    for name in ("folder", "folder.toml"):
        Path(name).mkdir()
    with pytest.raises(ScenarioError, match=r"is a folder; a scenario is a \.toml file"):
        load_scenario(asked)


@pytest.mark.parametrize("asked", ["", "..", "a\0b", "a\0b.toml", "x" * 5000, "x" * 5000 + ".toml", "\udcff"])
def test_what_can_be_no_file(asked: str) -> None:
    with pytest.raises(ScenarioError, match=r"there is no (scenario|file)"):
        load_scenario(asked)


@pytest.mark.parametrize("name", ["pipe", "pipe.toml"])
def test_what_is_no_regular_file(name: str) -> None:
    os.mkfifo(name)
    for load, noun in ((load_scenario, "scenario"), (load_policy, "policy"), (load_study, "study")):
        for path in (name, "/dev/null"):
            assert message(load, path) == f"{path} is not a regular file; a {noun} is a .toml file"


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    name = save("title = 'x'")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ScenarioError, match=r"^mine.toml  can't be read: permission denied$"):
        load_scenario(name)


def test_a_file_is_not_taken_for_a_shipped_name() -> None:
    save("title = 'my own barrel'", "over-a-barrel.toml")
    assert load_scenario("over-a-barrel").title != "my own barrel"
    assert load_scenario("over-a-barrel.toml").title == "my own barrel"
    assert load_scenario(Path("over-a-barrel.toml")).title == "my own barrel"


def test_somebody_elses_package_of_the_same_name_hides_nothing(here: Path) -> None:
    """Whoever works in a folder with a package `scenarios` of their own still finds ours."""
    save("", "scenarios/__init__.py")
    found = subprocess.run(
        [sys.executable, "-c", "import scenarios, equipoise; print(equipoise.load_scenario('base').name)"],
        cwd=here, env={"PYTHONPATH": f"{here}:{SHIPPED.parent}/src"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout == "base\n"


def test_a_byte_order_mark_and_windows_lines_are_no_mistake() -> None:
    name = save(b"\xef\xbb\xbftitle = 'x'\r\n[market]\r\nrivals = 2\r\n")
    assert load_scenario(name).parameters.market.rivals == 2
    assert complaints(b"\xef\xbb\xbftitle = 'x'\r\n\r\n[market]\r\nrivls = 2\r\n")[0].startswith(":4  market.rivls")


# What is read.


def test_sections_stand_at_the_top_and_the_rest_is_default() -> None:
    scenario = load_scenario(save("[market]\nrivals = 2\n[run]\nrounds = 20\n[[accounts]]\nname = 'A'\nsize = 3"))
    assert scenario.name == "mine"
    assert scenario.parameters.market.rivals == 2
    assert scenario.run.rounds == 20
    assert scenario.accounts == [Account(name="A", size=3.0)]
    assert scenario.policies == Scenario().policies


def test_an_empty_portfolio_is_one() -> None:
    assert load_scenario(save("accounts = []")).accounts == []


def test_a_policy_of_ones_own_is_found_beside_the_scenario() -> None:
    save("[levers]\nfocus = 0.05", "folder/mine.toml")
    scenario = load_scenario(save("policies = ['strategic', 'mine.toml']", "folder/case.toml"))
    assert scenario.policies[0] == "strategic"
    assert load_policy(scenario.policies[1]).levers.focus == 0.05


# Inheritance.

BASE = """\
title = "base"
claims = ["R1"]
[market]
rivals = 2
attention = 0.5
[[accounts]]
name = "Giant"
size = 4.0
type = "opportunist"
[[accounts]]
name = "North"
size = 0.5
[[segments]]
name = "defence"
slots = 2
"""


def test_a_file_changes_only_what_it_states() -> None:
    save(BASE, "base.toml")
    base = load_scenario("base.toml")
    heir = load_scenario(save("base = 'base.toml'\ntitle = 'heir'\n[market]\nrivals = 3\n[vendor]\ncash = 9.0"))
    assert (heir.name, heir.title, heir.claims) == ("mine", "heir", ["R1"])
    assert (heir.parameters.market.rivals, heir.parameters.market.attention, heir.parameters.vendor.cash) == (
        3,
        0.5,
        9.0,
    )
    assert (heir.accounts, heir.segments) == (base.accounts, base.segments)


def test_accounts_are_changed_by_name_and_others_join_them() -> None:
    save(BASE, "base.toml")
    heir = load_scenario(
        save("base = 'base.toml'\n[[accounts]]\nname = 'South'\n[[accounts]]\nname = 'Giant'\norientation = 0.8")
    )
    assert heir.accounts == [
        Account(name="Giant", size=4.0, orientation=0.8), Account(name="North", size=0.5), Account(name="South"),
    ]  # fmt: skip


def test_an_empty_array_leaves_no_accounts() -> None:
    save(BASE, "base.toml")
    heir = load_scenario(save("base = 'base.toml'\naccounts = []"))
    assert heir.accounts == []
    assert len(heir.segments) == 1


def test_inheritance_goes_on_and_starts_from_each_files_folder() -> None:
    save(BASE, "old/base.toml")
    save("base = 'base.toml'\n[market]\nrivals = 3", "old/middle.toml")
    heir = load_scenario(save("base = 'old/middle.toml'\n[market]\nattention = 0.1"))
    assert (heir.title, heir.parameters.market.rivals, heir.parameters.market.attention) == ("base", 3, 0.1)


def test_a_shipped_scenario_can_be_inherited_from() -> None:
    heir = load_scenario(save("base = 'over-a-barrel'\n[[accounts]]\nname = 'Giant'\nsize = 6.0"))
    assert heir.accounts[0] == load_scenario("over-a-barrel").accounts[0].model_copy(update={"size": 6.0})


def test_a_policy_inherits_levers() -> None:
    policy = load_policy(save("base = 'strategic'\n[levers]\nfocus = 0.05"))
    assert policy.name == "mine"
    assert policy.levers == load_policy("strategic").levers.model_copy(update={"focus": 0.05})


def test_a_mistake_in_an_inherited_account_is_told_where_it_stands() -> None:
    save(BASE, "base.toml")
    assert complaints(
        "base = 'base.toml'\n[[accounts]]\nname = 'North'\nsize = 0\n[[accounts]]\nname = 'New'\nlvl = 3"
    ) == [
        ":4  accounts.North.size = 0   must be a number from 1e-6 to 1e9",
        ':7  accounts.New.lvl = 3   unknown key; did you mean "level"?',
    ]


def test_a_conflict_with_what_is_inherited() -> None:
    save(BASE, "base.toml")
    assert complaints("base = 'base.toml'\n[vendor]\nslots = 3") == [
        ":3  vendor.slots = 3   3 slots are too few: 2 accounts and 2 slots of segments need 4"
    ]


def test_mistakes_of_the_base_are_told_with_those_of_the_heir() -> None:
    save("[market]\nrivals = -1", "base.toml")
    assert complaints("base = 'base.toml'\n[market]\nattention = 2") == [
        ':1  base = "base.toml"   base.toml:2  market.rivals = -1   must be a whole number from 0 to 1,000',
        ":3  market.attention = 2   must be a number from 0 to 1",
    ]


def test_a_missing_base_hides_no_mistake_and_invents_none() -> None:
    """What the base would have declared can't be missed."""
    first, *others = complaints("base = 'over-a-barel'\n[[accounts]]\nname = 'Giant'\nopens = 'defence'\nsize = 0")
    assert first == ':1  base = "over-a-barel"   there is no scenario "over-a-barel"; did you mean "over-a-barrel"?'
    assert others[1:] == [":5  accounts.Giant.size = 0   must be a number from 1e-6 to 1e9"]


def test_a_circle_of_inheritance() -> None:
    save("base = 'b.toml'", "a.toml")
    save("base = 'a.toml'", "b.toml")
    with pytest.raises(ScenarioError, match=r"a.toml inherits from itself"):
        load_scenario("a.toml")

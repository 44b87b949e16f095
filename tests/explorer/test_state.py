"""A state is written in one way; its link and its command say the same, and give it back."""

import json
import shlex
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.app.arms import arms_of
from equipoise.app.commands.tree import Later
from equipoise.app.request import Request
from equipoise.experiments.explorer.command import command_of, read_command
from equipoise.experiments.explorer.link import link_of, read_link
from equipoise.experiments.explorer.state import State, View
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies, load_scenario
from equipoise.sim.parameters import declarations, section_declarations
from equipoise.sim.policy import Levers
from tests.strategies import values

SCENARIOS = {"over-a-barrel": "Giant", "modems": "", "market-entry": ""}
FOR_GIANT = "strategic for Giant, else accommodating"
LEVERS = {one.name: values(one) for one in section_declarations("levers", Levers)}
FACTS = {one.key: values(one) for one in declarations() if one.key not in {"vendor.name", "plan.segment_revenue"}}
FACTS |= {"run.rounds": st.integers(4, 60), "market.rivals": st.sampled_from([0, 3, "1..4", "1..2..5"])}
TRAITS = {
    "size": st.floats(0.1, 20.0),
    "orientation": st.one_of(st.floats(0.1, 1.0), st.just("none")),
    "type": st.sampled_from(["opportunist", "partner", "none"]),
    "renews": st.integers(0, 4),
    "policy.focus": st.floats(0.01, 1.0),
}


@st.composite
def states(draw: st.DrawFn) -> State:
    """States of a scenario, its own policies or others, some values changed."""
    scenario = draw(st.sampled_from([*SCENARIOS]))
    accounts = [one.name for one in load_scenario(scenario).accounts]
    named = list_policies() + [FOR_GIANT] * (scenario == "over-a-barrel")
    levers = st.lists(st.sampled_from([*LEVERS]), max_size=3, unique=True)
    sides = [(draw(st.sampled_from(named)), {name: draw(LEVERS[name]) for name in draw(levers)}) for _ in "AB"]
    facts = {key: draw(FACTS[key]) for key in draw(st.lists(st.sampled_from([*FACTS]), max_size=3, unique=True))}
    traits = draw(st.lists(st.tuples(st.sampled_from(accounts), st.sampled_from([*TRAITS])), max_size=2, unique=True))
    facts |= {f"accounts.{account}.{trait}": draw(TRAITS[trait]) for account, trait in traits}
    seed, runs = draw(st.sampled_from([None, 0, 7, 11])), draw(st.sampled_from([None, 1, 500, 2000]))
    return State.of(scenario, sides, facts, seed, runs)


VIEWS = st.builds(
    View, st.sampled_from(["", "Giant", "A & B=C", "Müller"]), st.none() | st.integers(1, 10), st.booleans()
)


@given(states(), VIEWS)
def test_a_link_gives_back_the_state_and_what_is_looked_at(state: State, view: View) -> None:
    path, _, query = link_of(state, view).partition("?")
    assert path == f"/x/{state.scenario}"
    linked = read_link(state.scenario, query)
    assert linked[:2] == (state, view)
    assert link_of(*linked[:2]) == link_of(state, view)
    *pairs, version = query.split("&")
    assert sorted(pairs, key=lambda pair: unquote_plus(pair.partition("=")[0])) == pairs
    assert version.startswith("v=")
    assert read_link(state.scenario, "&".join(reversed([*pairs, version]))) == linked  # whoever wrote it
    assert read_link(state.scenario, query.replace("+", "%20")) == linked  # as links were written before


@pytest.mark.parametrize("stated", ["none", "few", ""])
@pytest.mark.parametrize("chosen", ["none", "few", "unknown", None])
def test_state_link_and_command_say_the_same_of_alternatives(stated: str, chosen: str | None, tmp_path: Path) -> None:
    own = f'alternatives = "{stated}"\n' if stated else ""
    path = tmp_path / "mine.toml"
    path.write_text(f'[business]\nrevenue = 1e6\ncurrency = "EUR"\n[[accounts]]\nname = "A"\n{own}', encoding="utf-8")
    state = State.of(str(path), [("strategic", {})] * 2, {"accounts.A.alternatives": chosen})
    there = None if chosen in {"unknown", None} else chosen
    assert bool(state.facts) == (there != (stated or None))
    for one in (state, read_command(command_of(state)), read_link(str(path), link_of(state).partition("?")[2]).state):
        assert one.facts == state.facts
        assert one.arms()[0].scenario.accounts[0].alternatives == there


@given(states())
def test_json_gives_back_the_state(state: State) -> None:
    assert State.understood(json.loads(json.dumps(state.laid_out()))) == state


def arms_by_command(command: str) -> list[Arm]:
    """Make the arms that the command line makes of a command."""
    typed = Later("compare").make_context("compare", shlex.split(command)[2:]).params
    request = Request(typed["settings"] or [], seed=typed["seed"], replications=typed["replications"])
    return arms_of(typed["scenarios"], typed["policies"], request)


@given(states())
def test_a_command_gives_back_the_state_and_plays_its_arms(state: State) -> None:
    command = command_of(state)
    assert read_command(command) == state
    try:
        arms = state.arms()
    except EquipoiseError as fault:
        said = str(fault)
        assert state.faults()
        with pytest.raises(EquipoiseError) as refused:
            arms_by_command(command)
        assert str(refused.value) == said
        return
    assert state.faults() == []
    assert arms_by_command(command) == arms
    assert arms[0].scenario.run.replications == state.replications


def test_a_command_and_a_link_say_what_differs_and_no_more() -> None:
    sides = [("accommodating", {"focus": 0.0}), ("strategic", {"policy.focus": "0.03", "show": True})]
    facts = {"accounts.Giant.size": 2, "accounts.North.size": 0.5, "rivals": "4", "switches.fear": "on"}
    state = State.of("over-a-barrel", sides, facts, 7, 500)
    assert command_of(state) == (
        "equipoise compare over-a-barrel --policy accommodating --policy '\"strategic, changed\"=strategic' "
        "--set accounts.Giant.size=2 --set 'policy.\"strategic, changed\".focus=0.03' --replications 500"
    )
    view = View("Giant", 6, figures="all:profit,see:kept")
    link = link_of(state, view)
    assert link.rpartition("&v=")[0] == (
        "/x/over-a-barrel?A=accommodating&B=strategic&B.focus=0.03&accounts.Giant.size=2"
        "&figures=all%3Aprofit%2Csee%3Akept&replications=500&see=Giant&year=6"
    )
    assert read_link("over-a-barrel", link.partition("?")[2])[:2] == (state, view)
    assert state.at("accounts.Giant.size", 4).at("focus", 0.02, "B").laid_out() == {
        **State.opening("over-a-barrel").laid_out(), "replications": 500,
    }  # fmt: skip


def test_sides_of_one_policy_are_called_by_their_letters() -> None:
    state = State.of("over-a-barrel", [("strategic", {}), ("strategic", {"focus": 0.05})])
    assert command_of(state) == (
        "equipoise compare over-a-barrel --policy A=strategic --policy B=strategic --set policy.B.focus=0.05"
    )
    assert [arm.policy.name for arm in state.arms()] == ["A", "B"]
    assert [arm.policy.levers.focus for arm in state.arms()] == [0.02, 0.05]


def test_a_policy_that_is_changed_is_called_so(tmp_path: Path) -> None:
    """But where another has that name; in its command, too, whatever it is called."""
    own = tmp_path / "strategic, changed.toml"
    own.write_text("levers.focus = 0.01\n", encoding="utf-8")
    moved = ("strategic", {"focus": 0.05})
    for other, names in (
        (("accommodating", {}), ["accommodating", "strategic, changed"]),
        (("accommodating", {"focus": 0.01}), ["accommodating, changed", "strategic, changed"]),
        ((FOR_GIANT, {"bluff": 0.3}), [f"{FOR_GIANT}, changed", "strategic, changed"]),
        ((str(own), {}), ["A", "B"]),
        ((str(own), {"focus": 0.02}), ["strategic, changed, changed", "strategic, changed"]),
    ):
        state = State.of("over-a-barrel", [other, moved])
        assert [arm.policy.name for arm in state.arms()] == names
        assert arms_by_command(command_of(state)) == state.arms()
        assert read_command(command_of(state)) == state


def test_what_varies_is_not_left_out_where_it_is_set_to_its_middle() -> None:
    varying = load_scenario("modems").drawn_keys
    for key in varying[:1]:
        assert State.of("modems", facts={key: "1..3"}).facts


@pytest.mark.parametrize(
    ("facts", "levers", "keys"),
    [
        ({"accounts.Giant.size": -1, "market.rivals": "many"}, {}, ["accounts.Giant.size", "market.rivals"]),
        ({"accounts.Giant.volum": 2}, {"focus": 2, "fucus": 1}, ["B.focus", "B.fucus", "accounts.Giant.volum"]),
        ({"accounts.Giant.type": "partner", "accounts.Giant.orientation": 0.2}, {}, ["accounts.Giant.type"]),
        ({"accounts.Giant.size": float("nan"), "market.rivals": 10**30}, {}, ["accounts.Giant.size", "market.rivals"]),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_checker_by_control(
    facts: dict[str, object], levers: dict[str, object], keys: list[str]
) -> None:
    state = State.of("over-a-barrel", [("accommodating", {}), ("strategic", levers)], facts)
    faults = state.faults()
    assert sorted(fault.key for fault in faults) == keys
    with pytest.raises(EquipoiseError) as refused:
        state.arms()
    assert str(refused.value).splitlines()[0] in [fault.message for fault in faults]


def test_a_policy_that_is_not_there_is_told_of_its_side() -> None:
    state = State.of("over-a-barrel", [("strategik", {"focus": 0.1}), ("strategic", {})])
    assert [fault.key for fault in state.faults()] == ["A"]
    assert read_link("over-a-barrel", link_of(state).partition("?")[2]).state == state


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "must be a table"),
        ({"scenario": 3, "A": {"policy": "strategic"}, "B": {"policy": "strategic"}}, "scenario = 3   must be a text"),
        ({"scenario": "nowhere", "A": {"policy": "strategic"}, "B": {"policy": "strategic"}}, "nowhere"),
        ({"scenario": "base", "A": "strategic", "B": {"policy": "strategic"}}, 'A = "strategic"   must be a table'),
        ({"scenario": "base", "C": 1}, "state.C   unknown key"),
        ({"scenario": "base", "A": {"policy": "strategic"}, "B": {"policy": "strategic"}, "seed": "x"}, "seed"),
    ],
)
def test_what_is_no_state_is_refused(document: object, words: str) -> None:
    with pytest.raises(EquipoiseError, match=words):
        State.understood(document)


@pytest.mark.parametrize("query", ["A", "A=strategic&year=x", "seed=-1", "replications=0", "A=%ff"])
def test_what_is_no_link_is_refused(query: str) -> None:
    with pytest.raises(EquipoiseError):
        read_link("over-a-barrel", query)


@pytest.mark.parametrize(
    "command",
    [
        "equipoise run base", "equipoise compare base", "equipoise compare base --policy", "equipoise compare 'base",
        "equipoise compare base --policy strategic --policy accommodating --out x",
    ],
)  # fmt: skip
def test_what_is_no_command_to_explore_is_refused(command: str) -> None:
    with pytest.raises(EquipoiseError):
        read_command(command)


def test_a_policy_is_played_under_a_name_of_its_own(tmp_path: Path) -> None:
    request = Request(["policy.mine.focus=0.07"])
    own = tmp_path / "a=b.toml"
    own.write_text("levers.focus = 0.01\n", encoding="utf-8")
    arms = arms_of(["over-a-barrel"], ["strategic", "mine=strategic", f"both={FOR_GIANT}", str(own)], request)
    assert [arm.policy.name for arm in arms] == ["strategic", "mine", "both", "a=b"]
    assert [arm.policy.levers.focus for arm in arms] == [0.02, 0.07, 0.0, 0.01]
    with pytest.raises(EquipoiseError, match="asked for twice"):
        arms_of(["over-a-barrel"], ["strategic", "strategic=accommodating"], Request())
    with pytest.raises(EquipoiseError, match="must be a text that is not empty"):
        arms_of(["over-a-barrel"], ["=strategic"], Request())

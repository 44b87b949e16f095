"""Study files: what one may say, and what a person is told when it is wrong."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from equipoise.experiments.studies.checks import FLOOR
from equipoise.experiments.studies.plan import plan_of
from equipoise.experiments.studies.reading import list_studies, load_study, make_study
from equipoise.sim.faults import EquipoiseError, StudyError
from equipoise.sim.outcomes import HEADLINE

RIVALS = '[[factors]]\nkey = "market.rivals"\nlow = 1\nhigh = 6\n'
HEAD = 'scenario = "over-a-barrel"\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write files into, and to name them from."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(text: str, name: str = "mine.toml") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def complaints(text: str, **changes: Any) -> list[str]:
    with pytest.raises(StudyError) as caught:
        load_study(save(text), changes)
    return [line.removeprefix("mine.toml") for line in str(caught.value).splitlines()]


@pytest.mark.parametrize("name", list_studies())
def test_a_shipped_study_is_sound_and_says_what_it_asks(name: str) -> None:
    plan = load_study(name)
    assert plan.study.name == name
    assert plan.study.title
    assert plan.study.question
    assert len(plan.targets) >= 2
    assert plan_of(plan.document()) == plan


def test_what_is_not_stated_is_filled_in() -> None:
    plan = load_study(save(HEAD + RIVALS))
    study = plan.study
    assert (study.name, study.policies[0], study.outcomes) == ("mine", "accommodating", list(HEADLINE))
    assert (study.seed, study.rounds, study.replications) == (7, 40, 200)
    assert plan.targets == [
        plan.targets[0]._replace(key="market.rivals", kind="whole", unit="vendors", low=1, high=6, listed=(), base=4)
    ]


def test_a_key_may_be_short_and_a_lever_one_policys_own() -> None:
    plan = load_study(
        save(
            HEAD + 'policies = ["accommodating", "strategic"]\n'
            "[settings]\nmarket.attention = 0.5\n'policy.strategic.screen' = 0.2\npolicy.bluff = 0.1\n"
            '[[factors]]\nkey = "rivals"\nvalues = [1, 4]\n'
            '[[factors]]\nkey = "policy.strategic.focus"\nlow = 0\nhigh = 0.1\n'
        )
    )
    assert [target.key for target in plan.targets] == ["market.rivals", "policy.strategic.focus"]
    assert plan.scenario.parameters.market.attention == 0.5
    assert [policy.levers.screen for policy in plan.policies] == [0.0, 0.2]
    assert [policy.levers.bluff for policy in plan.policies] == [0.1, 0.1]
    arms = plan.arms([1, 0.07])
    assert [arm.policy.levers.focus for arm in arms] == [0.0, 0.07]
    assert {arm.scenario.parameters.market.rivals for arm in arms} == {1}
    assert {arm.seed for arm in arms} == {7}


def test_a_lever_of_one_policy_holds_over_that_of_all() -> None:
    plan = make_study(
        {
            "scenario": "over-a-barrel",
            "policies": ["accommodating", "strategic"],
            "factors": [
                {"key": "policy.focus", "values": [0.0, 0.03]},
                {"key": "policy.strategic.focus", "values": [0.0, 0.06]},
            ],
        }
    )
    assert [arm.policy.levers.focus for arm in plan.arms([0.03, 0.06])] == [0.03, 0.06]
    assert [arm.policy.levers.focus for arm in plan.arms([0.03, None])] == [0.03, 0.03]


def test_options_hold_over_the_file() -> None:
    name = save(HEAD + 'replications = 50\n[settings]\n"market.attention" = 0.5\n' + RIVALS)
    changes = {"replications": 9, "settings": {"demands.threat": "0.1"}, "design": {"kind": "grid", "levels": 2}}
    plan = load_study(name, changes)
    assert (plan.study.replications, plan.study.design.kind) == (9, "grid")
    assert (plan.scenario.parameters.market.attention, plan.scenario.parameters.demands.threat) == (0.5, 0.1)


def test_paths_start_at_the_studys_folder(here: Path) -> None:
    folder = here / "deep"
    folder.mkdir()
    (folder / "s.toml").write_text('base = "over-a-barrel"\n[market]\nrivals = 3\n', encoding="utf-8")
    (folder / "p.toml").write_text('base = "strategic"\n[levers]\nfocus = 0.07\n', encoding="utf-8")
    (folder / "study.toml").write_text('scenario = "s.toml"\npolicies = ["p.toml"]\n' + RIVALS, encoding="utf-8")
    plan = load_study("deep/study.toml")
    assert (plan.scenario.parameters.market.rivals, plan.policies[0].levers.focus) == (3, 0.07)
    assert load_study("deep/study.toml", {"scenario": "deep/s.toml"}).scenario == plan.scenario


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('scenario = "base2"\n' + RIVALS,
         ':1  scenario = "base2"   there is no scenario "base2"; did you mean "base"?'),
        (RIVALS, "  scenario   is missing; it must be a text that is not empty"),
        (HEAD + "replicatons = 3\n" + RIVALS, ':2  replicatons = 3   unknown key; did you mean "replications"?'),
        (HEAD, "  factors   is missing; a study varies at least one thing: [[factors]]"),
        (HEAD + '[[factors]]\nkey = "market.rivls"',
         ':3  factors.market.rivls   unknown key; did you mean "market.rivals"?'),
        (HEAD + '[[factors]]\nkey = "rivals"\nlow = 1\nhigh = 2000',
         ":5  factors.rivals.high = 2000   must be a whole number from 0 to 1,000"),
        (HEAD + '[[factors]]\nkey = "rivals"\nlow = 4\nhigh = 1',
         ":4  factors.rivals.low = 4   must be below high = 1"),
        (HEAD + '[[factors]]\nkey = "rivals"\nlow = 0\nhigh = 4\nscale = "log"',
         ":4  factors.rivals.low = 0   must be 1 or more, since the scale is log"),
        (HEAD + '[[factors]]\nkey = "rivals"',
         ":3  factors.rivals   needs low and high, or values; it may be a whole number from 0 to 1,000"),
        (HEAD + '[[factors]]\nkey = "fear"',
         ':3  factors.fear   unknown key; did you mean "switches.fear"?'),
        (HEAD + '[[factors]]\nkey = "stakes"\nvalues = ["bargaind"]',
         ':4  factors.stakes.values = "bargaind"   must be "bargained" or "ledger-only"; did you mean "bargained"?'),
        (HEAD + '[[factors]]\nkey = "rounds"\nlow = 1\nhigh = 2',
         ':3  factors.rounds   is the same at every point; state "rounds" for the study'),
        (HEAD + RIVALS + RIVALS, ":7  factors.market.rivals   is a factor already"),
        (HEAD + "[settings]\nmarket.rivals = 3\n" + RIVALS,
         ":5  factors.market.rivals   stands under [settings] too; a factor is not fixed"),
        (HEAD + "[settings]\nmarket.attention = 3\n" + RIVALS,
         ":3  settings.market.attention = 3   must be a number from 0 to 1"),
        (HEAD + 'outcomes = ["survivl"]\n' + RIVALS,
         ':2  outcomes[1] = "survivl"   unknown outcome; did you mean "survival"?'),
        (HEAD + 'accounts = ["Gaint"]\n' + RIVALS,
         ':2  accounts[1] = "Gaint"   unknown account; did you mean "Giant"?'),
        (HEAD + '[design]\nkind = "sobol"\npoints = 100\n' + RIVALS,
         ':4  design.points = 100   must be a power of two for a design of kind "sobol": 64 or 128'),
        (HEAD + '[design]\nkind = "grid"\npoints = 100\n' + RIVALS,
         ':4  design.points = 100   means nothing to a design of kind "grid", which goes by "levels"'),
        (HEAD + "replications = 20\n[until]\nsurvival = 0.1\n" + RIVALS,
         f":2  replications = 20   must be at least {FLOOR} under [until]: earlier looks would not keep the coverage"),
        (HEAD + 'policies = ["strategic"]\n[until]\nsurvival_lead = 0.1\n' + RIVALS,
         ":4  until.survival_lead = 0.1   needs a second policy, to lead over the first"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_line_that_says_where_what_and_what_is_allowed(text: str, said: str) -> None:
    assert complaints(text)[0] == said


def test_a_switch_has_no_range() -> None:
    (said,) = complaints(HEAD + '[[factors]]\nkey = "switches.fear"\nlow = 0\nhigh = 1')
    assert said.startswith(":4  factors.switches.fear.low = 0   is no range: what it sets is on or off")


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        'title = 3\nscenario = "over-a-barrel"\npolicies = ["strategc"]\noutcomes = ["survivl"]\n'
        '[design]\nkind = "lhs"\n[settings]\nmarket.attention = 2\n[[factors]]\nkey = "market.rivls"\n'
        '[[factors]]\nkey = "accounts.Giant.size"\nlow = "small"\n'
    )
    keys = [line.split()[1].rstrip("=") for line in complaints(text) if line.startswith(":")]
    assert keys == [
        "title", "policies[1]", "outcomes[1]", "design.kind", "settings.market.attention",
        "factors.market.rivls", "factors.accounts.Giant.size", "factors.accounts.Giant.size.low",
    ]  # fmt: skip


def test_what_options_say_wrong_is_not_said_of_a_line() -> None:
    assert complaints(HEAD + "seed = 1\n" + RIVALS, outcomes=["survivl"])[0].startswith("as asked for  outcomes[1] = ")


def test_names_and_paths_that_are_not_there() -> None:
    for asked, said in (
        ("what-moves-margn", 'did you mean "what-moves-margin"?'),
        ("nowhere/at-all.toml", "there is no file nowhere/at-all.toml"),
        (".", "is a folder; a study is a .toml file"),
    ):
        with pytest.raises(StudyError, match=r"there|folder") as caught:
            load_study(Path(asked) if asked == "." else asked)
        assert said in str(caught.value)


JUNK = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**20), 10**400), st.floats(),
        st.text(max_size=8), st.sampled_from(["log", "strategic"]),
        st.sampled_from(["market.rivals", "policy.focus", "grid", "sobol", "survival", "Giant"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["", "x", "key", "low", "high", "values", "scale", "kind", "points"]),
            inner, max_size=4,
        ),
    ),
    max_leaves=8,
)  # fmt: skip
KEYS = [
    "name", "title", "scenario", "policies", "settings", "factors", "design", "replications", "seed", "rounds",
    "outcomes", "accounts", "until", "at_most", "x",
]  # fmt: skip
SOUND: dict[str, Any] = {"scenario": "over-a-barrel", "factors": [{"key": "market.rivals", "low": 1, "high": 6}]}


@given(st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=5))
@example({"settings": {"": 1}})
@example({"settings": {"a": {}}, "until": {"survival": float("nan")}})
@example({"factors": [{"key": "policy.strategic.focus", "low": 10**400, "high": 1}]})
@settings(max_examples=250)
def test_nothing_that_a_study_states_is_a_fault_of_the_program(stated: dict[str, Any]) -> None:
    said = ""
    try:
        plan = make_study(SOUND | stated)
    except EquipoiseError as error:
        said = str(error)
    else:
        assert plan_of(plan.document()) == plan
    assert not said or any(key in said for key in [*stated, "design"]), said

"""Policies in words, and files of policies that differ between accounts or change over time."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.faults import EquipoiseError, PolicyError, ScenarioError
from equipoise.sim.files import load_policy, load_scenario, policy_to_toml, with_settings
from equipoise.sim.files.settings import with_levers
from equipoise.sim.parts import parts
from equipoise.sim.policy import Policy
from tests.files.saving import policy_complaints, save
from tests.strategies import policies

pytestmark = pytest.mark.usefixtures("here")

MIXED = "strategic for Giant, else accommodating"
FILE = """
[levers]
focus = 0.01
[accounts."Giant"]
charter = 1
[[then]]
round = 4
policy = "strategic"
[[then]]
round = 8
[then.levers]
focus = 0.5
[then.accounts."Giant"]
sponsor = 0
"""


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (MIXED, MIXED),
        ("strategic for Giant  else accommodating", MIXED),
        ("strategic for A, B, and C, else transactional", "strategic for A, B and C, else transactional"),
        ('strategic for "Smith and Sons" and A, transactional for B, else accommodating',) * 2,
        ("accommodating then strategic from round 8", "accommodating, then strategic from round 8"),
        (f"accommodating, then {MIXED} from round 2, then transactional from round 12",) * 2,
    ],
)
def test_words_are_the_name_of_a_policy(asked: str, name: str) -> None:
    policy = load_policy(asked)
    assert policy.name == name
    again = load_policy(name)
    assert again == policy


def test_words_say_who_is_treated_how_and_when() -> None:
    policy = load_policy(f"transactional, then {MIXED} from round 6")
    strategic, accommodating = load_policy("strategic").levers, load_policy("accommodating").levers
    (later,) = policy.then
    assert (policy.levers, policy.accounts, later.round) == (load_policy("transactional").levers, {}, 6)
    assert later.levers == accommodating
    assert later.accounts["Giant"].stated.items() <= strategic.model_dump().items()
    assert strategic.model_dump().keys() - later.accounts["Giant"].stated.keys() == {"enter", "pursue"}


def test_a_policy_that_changes_keeps_its_rounds_in_words() -> None:
    save(FILE, "plan.toml")
    for_one = load_policy("plan.toml for Giant, else accommodating")
    assert for_one.name == "plan for Giant, else accommodating"
    assert [part.round for part in for_one.then] == [4, 8]
    assert [own["Giant"].focus for own in (for_one.accounts, *(p.accounts for p in for_one.then))] == [0.01, 0.02, 0.5]
    later = load_policy("accommodating, then plan.toml from round 6")
    assert [(part.round, part.levers.focus) for part in later.then] == [(6, 0.02), (8, 0.5)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("strategic for Giant", f'does not say what holds for all others; write "{MIXED}"'),
        ("strategic for Giant, otherwise accommodating", "does not say what holds for all others"),
        ("a for X, else b, else c", "is not clear"),
        ("accommodating, then strategic", "does not say from when; write"),
        (
            "strategic for Giant from year 2, else accommodating",
            'write "accommodating, then strategic for Giant, else accommodating from year 2"',
        ),
        (
            'A for "B, C" and D from round 3, else E',
            'write E, then A for "B, C" and D, else E from round 3',
        ),
        ("accommodating, then strategic from round 0", "a run begins in round 0, and a change comes in a later one"),
        ("accommodating, then strategic from round x", 'from round "x": must be a whole number'),
        (
            "accommodating, then strategic from round 4, then transactional from round 4",
            "round 4 does not come after round 4",
        ),
        ("strategic for A and A, else accommodating", 'names the account "A" twice'),
        ("accommodating, strategic for A, else accommodating", "lacks the name of a policy, or has a comma too many"),
        ("strategic for , else accommodating", "lacks the name of an account"),
        ("strategic for A, else", "lacks the name of a policy"),
        ("stategic for A, else accommodating", 'there is no policy "stategic"; did you mean "strategic"?'),
        (f"strategic for {'A' * 200}, else accommodating", "is longer than 200 characters; write it as a file"),
    ],
)
def test_words_that_say_no_policy_are_refused(asked: str, said: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(asked)
    assert said in str(caught.value)
    assert str(caught.value).startswith('"')


@given(st.lists(st.sampled_from(["strategic", "for", "then", "else", "from", "round", "4", ",", "and", '"', "Giant"])))
def test_any_words_are_a_policy_or_refused(words: list[str]) -> None:
    with suppress(EquipoiseError):
        policy = load_policy(" ".join(words))
        assert load_policy(policy.name) == policy


def test_a_file_of_that_name_is_the_file() -> None:
    save("[levers]\nfocus = 0.25\n", "plans for us, else none.toml")
    assert load_policy("plans for us, else none.toml").levers.focus == 0.25
    assert load_policy('"plans for us, else none.toml" for A, else strategic').accounts["A"].focus == 0.25


def test_a_file_states_what_differs_and_what_changes() -> None:
    policy = load_policy(save(FILE))
    strategic = load_policy("strategic").levers
    assert policy.accounts["Giant"].stated == {"charter": 1.0}
    first, second = policy.then
    assert (first.round, first.levers, first.accounts) == (4, strategic, {})
    assert (second.round, second.levers) == (8, strategic.model_copy(update={"focus": 0.5}))
    assert second.accounts["Giant"].stated == {"sponsor": 0.0}
    heir = load_policy(save("base = 'mine.toml'\n[accounts.Giant]\nfocus = 0.3\n", "heir.toml"))
    assert heir.accounts["Giant"].stated == {"charter": 1.0, "focus": 0.3}
    assert heir.then == policy.then


@given(policies(accounts=("Giant", "A.B", 'say "so"')))
def test_what_is_written_reads_as_it_was(policy: Policy) -> None:
    assert load_policy(save(policy_to_toml(policy), "any.toml")) == policy


def test_everything_that_is_wrong_with_parts_is_told() -> None:
    text = (
        "[accounts.Giant]\npursue = 1\nfocsu = 2\nfocus = 2\n[accounts]\nNorth = 3\n"
        "[[then]]\nround = 0\npolicy = 'stategic'\n[[then]]\nround = 4\n[[then]]\npolicy = 'mine.toml'\n"
    )
    said = policy_complaints(text)
    assert said[:4] == [
        ":2  accounts.Giant.pursue = 1   unknown key; it is no lever of one account, but of the whole vendor",
        ':3  accounts.Giant.focsu = 2   unknown key; did you mean "focus"?',
        (
            ":4  accounts.Giant.focus = 2   must be a number from 0 to 1; it is a share of revenue, of which 1 is all: "
            "17% is 0.17"
        ),
        ":6  accounts.North = 3   must be a table: keys under [accounts.North]",
    ]
    assert ":8  then[1].round = 0   must be a whole number from 1 to 100,000" in said
    assert ':9  then[1].policy = "stategic"   there is no policy "stategic"; did you mean "strategic"?' in said
    assert any("must say what changes" in line for line in said)
    assert any('then[3].policy = "mine.toml"   mine.toml inherits from itself' in line for line in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("then = 3\n", ["must be tables, each under its own [[then]]"]),
        ("then = [3]\n", ["must be a table: keys under [[then]]"]),
        ("accounts = 3\n[levers]\n", ["must be a table: keys under [accounts]"]),
        ("[[then]]\npolicy = 'strategic'\n", ["then[1].round   is missing"]),
        ("[[then]]\nround = 2\npolicy = 3\n", ["must be the name or the path of a policy"]),
        ("[levers]\nfocus = 2\n[[then]]\nround = 4\nlevers.channel = 0\n", [":2  levers.focus = 2"]),
        (
            "[[then]]\nround = 8\nlevers.focus = 0\n[[then]]\nround = 4\nlevers.focus = 1\n",
            ["must begin in rounds one after the other, not in 8, 4"],
        ),
    ],
)
def test_a_part_is_refused_once_and_in_words(text: str, said: list[str]) -> None:
    found = policy_complaints(text)
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


def test_a_scenario_names_policies_in_words_and_gives_accounts_levers_of_their_own() -> None:
    save("[levers]\nfocus = 0.05\n", "inside/mine.toml")
    name = save(
        "policies = ['accommodating', 'mine.toml for Giant, else strategic']\n"
        "[[accounts]]\nname = 'Giant'\n[accounts.policy]\ncharter = 1\n",
        "inside/scenario.toml",
    )
    scenario = load_scenario(name)
    assert load_policy(scenario.policies[1]).accounts["Giant"].focus == 0.05
    assert Path("inside").resolve().as_posix() in scenario.policies[1]
    own = scenario.accounts[0].policy
    assert own is not None
    assert own.stated == {"charter": 1.0}
    changed = with_settings(scenario, ["accounts.Giant.policy.focus=0.02", "accounts.Giant.policy.charter=none"])
    own = changed.accounts[0].policy
    assert own is not None
    assert own.stated == {"focus": 0.02}
    heir = load_scenario(
        save("base = 'scenario.toml'\n[[accounts]]\nname = 'Giant'\npolicy.focus = 0.3\n", "inside/h.toml")
    )
    own = heir.accounts[0].policy
    assert own is not None
    assert own.stated == {"charter": 1.0, "focus": 0.3}


@pytest.mark.parametrize(("word", "value"), [("true", 1.0), ("false", 0.0)])
def test_a_lever_that_is_on_or_off_is_also_read_as_true_or_false(word: str, value: float) -> None:
    name = save(f"[[accounts]]\nname = 'Giant'\n[accounts.policy]\ncharter = {word}\n")
    own = load_scenario(name).accounts[0].policy
    assert own is not None
    assert own.stated == {"charter": value}
    levers = load_policy(save(f"[levers]\nsponsor = {word}\n[[then]]\nround = 4\nlevers.show = {word}\n", "p.toml"))
    assert (levers.levers.sponsor, levers.then[0].levers.show) == (value, value)
    for said in (word, word.upper(), {"true": "on", "false": "off"}[word], "1" if value else "0"):
        changed = with_settings(load_scenario("over-a-barrel"), [f"accounts.Giant.policy.charter={said}"])
        own = changed.accounts[0].policy
        assert own is not None
        assert own.stated == {"charter": value}
    assert with_levers(levers, {"charter": bool(value)}).levers.charter == value


@pytest.mark.parametrize("lever", ["focus", "walk_away", "screen"])
def test_a_lever_that_is_a_number_is_not(lever: str) -> None:
    for value in ("on", True):
        with pytest.raises(EquipoiseError, match="must be a number from 0 to"):
            with_settings(load_scenario("over-a-barrel"), {f"accounts.Giant.policy.{lever}": value})


def test_levers_of_an_account_are_refused_in_words() -> None:
    name = save(
        "policies = ['strategic for Giant, else stategic']\n[[accounts]]\nname = 'Giant'\nfocus = 0.2\n"
        "[accounts.policy]\npursue = 1\n[[accounts]]\nname = 'North'\npolicy = 'strategic'\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name)
    assert str(caught.value).splitlines() == [
        (
            'mine.toml:1  policies[1] = "strategic for Giant, else stategic"   there is no policy "stategic"; '
            'did you mean "strategic"?'
        ),
        "mine.toml:4  accounts.Giant.focus = 0.2   unknown key; it is a lever, and belongs under [accounts.policy]",
        (
            "mine.toml:6  accounts.Giant.policy.pursue = 1   unknown key; it is no lever of one account, "
            "but of the whole vendor"
        ),
        'mine.toml:9  accounts.North.policy = "strategic"   must be a table: keys under [accounts.policy]',
    ]


def test_a_year_begins_with_its_first_round_and_is_called_so() -> None:
    by_year, by_round = (load_policy(f"accommodating, then strategic from {when}") for when in ("year 2", "round 4"))
    assert by_year.name == "accommodating, then strategic from year 2"
    assert parts(by_year) == parts(by_round)
    for when, words in (
        ("year 1", "a run begins in year 1, and a change comes in a later one"),
        ("year two", 'from year "two": must be a whole number'),
        ("quarter 3", "does not say from when"),
        ("round 4, then transactional from year 2", "year 2 does not come after round 4"),
    ):
        with pytest.raises(PolicyError, match=re.escape(words)):
            load_policy(f"accommodating, then strategic from {when}")

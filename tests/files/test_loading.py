"""Loading: what a file may say, what it inherits, and what a person is told when it is wrong."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.faults import EquipoiseError, PolicyError, ScenarioError
from sim.files import list_policies, list_scenarios, load_policy, load_scenario
from sim.scenario import SHIPPED, Account, Scenario

IN_A_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""A folder made once for all examples of a test is all that these tests need of it."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write files into, and to name them from."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(text: str | bytes, name: str = "mine.toml") -> str:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def message(load: Callable[[str], object], name: str) -> str:
    """What is said of a file; its name if nothing is wrong with it."""
    try:
        load(name)
    except EquipoiseError as error:
        return str(error)
    return name


def complaints(text: str | bytes) -> list[str]:
    """What is said of a scenario file, a line a complaint, without the file's name."""
    name = save(text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name)
    return [line.removeprefix(name) for line in str(caught.value).splitlines()]


def policy_complaints(text: str) -> list[str]:
    name = save(text)
    with pytest.raises(PolicyError) as caught:
        load_policy(name)
    return [line.removeprefix(name) for line in str(caught.value).splitlines()]


# One mistake, one line.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[market]\nrivls = 4", ':2  market.rivls = 4   unknown key; did you mean "rivals"?'),
        ("[market]\nRIVALS = 4", ':2  market.RIVALS = 4   unknown key; did you mean "rivals"?'),
        ("[markt]\nrivals = 4", ':1  markt = {...}   unknown key; did you mean "market"?'),
        ("titl = 'x'", ':1  titl = "x"   unknown key; did you mean "title"?'),
        ("bse = 'x'", ':1  bse = "x"   unknown key; did you mean "base"?'),
        ("rivals = 4", ":1  rivals = 4   unknown key; it belongs under [market]"),
        ("[market]\nunit_cost = 1", ":2  market.unit_cost = 1   unknown key; it belongs under [product]"),
        (
            "[market]\nunit_csot = 1",
            ':2  market.unit_csot = 1   unknown key; did you mean "unit_cost" under [product]?',
        ),
        (
            "[market]\nclaims = ['R1']",
            ":2  market.claims = [...]   unknown key; it belongs at the top of the file, before the first [section]",
        ),
        (
            "[run]\nxyzzy = 1",
            ':2  run.xyzzy = 1   unknown key; allowed are "rounds", "replications" and "seed"',
        ),
        (
            "[parameters.market]\nrivals = 4",
            (
                ":1  parameters = {...}   unknown key; "
                "sections stand at the top of the file: [market], not [parameters.market]"
            ),
        ),
        ("'a b' = {}", None),
        ("[market]\nrivals = -1", ":2  market.rivals = -1   must be a whole number from 0 to 1,000"),
        ("[market]\nrivals = 2.0", ":2  market.rivals = 2.0   must be a whole number from 0 to 1,000"),
        ("[market]\nrivals = 10000000000000000000000", None),
        ("[market]\nrivals = '4'", ':2  market.rivals = "4"   must be a whole number from 0 to 1,000'),
        ("[market]\nrivals = true", ":2  market.rivals = true   must be a whole number from 0 to 1,000"),
        ("[market]\nattention = '0.3'", ':2  market.attention = "0.3"   must be a number from 0 to 1'),
        ("[market]\nattention = true", ":2  market.attention = true   must be a number from 0 to 1"),
        ("[market]\nattention = nan", ":2  market.attention = nan   must be a number from 0 to 1"),
        ("[market]\nattention = -inf", ":2  market.attention = -inf   must be a number from 0 to 1"),
        ("[market]\nattention = [1]", ":2  market.attention = [...]   must be a number from 0 to 1"),
        ("[market]\nattention = 2024-01-01", ":2  market.attention = 2024-01-01   must be a number from 0 to 1"),
        ("[vendor]\ncash = 2e9", ":2  vendor.cash = 2000000000.0   must be a number from 0 to 1e9"),
        ("[vendor]\nname = 3", ":2  vendor.name = 3   must be a text"),
        ("market = 3", ":1  market = 3   must be a table: keys under [market]"),
        ("[switches]\nfear = 'off'", ':2  switches.fear = "off"   must be true or false'),
        ("[switches]\nfear = 0", ":2  switches.fear = 0   must be true or false"),
        (
            "[bargaining]\nalternatives = 'optout'",
            ':2  bargaining.alternatives = "optout"   must be "threat-point" or "opt-out"; did you mean "opt-out"?',
        ),
        ("title = 3", ":1  title = 3   must be a text"),
        ("name = ''", ':1  name = ""   must be a text that is not empty'),
        ("claims = ['R1', 'R22']", ':1  claims[2] = "R22"   must be "R1" to "R21"'),
        ("claims = ['R0']", ':1  claims[1] = "R0"   must be "R1" to "R21"'),
        ("claims = ['R1\\n']", None),
        ("claims = [1]", ':1  claims[1] = 1   must be "R1" to "R21"'),
        ("claims = 'R1'", ':1  claims = "R1"   must be a list of texts: ["...", "..."]'),
        ("policies = []", ":1  policies = []   must name at least one"),
        ("policies = [1]", ":1  policies[1] = 1   must be a text"),
        (
            "policies = [\n  'strategic',\n  'acomodatin',\n]",
            ':3  policies[2] = "acomodatin"   there is no policy "acomodatin"; did you mean "accommodating"?',
        ),
        ("policies = ['strategic', 'strategic']", ':1  policies[2] = "strategic"   is compared already'),
        ("policies = ['my.toml']", ':1  policies[1] = "my.toml"   there is no file my.toml'),
        ("accounts = 3", ":1  accounts = 3   must be tables, each under its own [[accounts]]"),
        ("accounts = [3]", ":1  accounts[1] = 3   must be a table: keys under [[accounts]]"),
        ("[accounts]\nname = 'A'", ":1  accounts = {...}   must be tables, each under its own [[accounts]]"),
        ("[[accounts]]\nsize = 2", ":1  accounts[1].name   is missing; it must be a text that is not empty"),
        ("[[accounts]]\nname = ''", ':2  accounts[1].name = ""   must be a text that is not empty'),
        ("[[accounts]]\nname = 'A'\nsize = 0", ":3  accounts.A.size = 0   must be a number from 1e-6 to 1e9"),
        ("[[accounts]]\nname = 'A'\nsize = -1", ":3  accounts.A.size = -1   must be a number from 1e-6 to 1e9"),
        (
            "[[accounts]]\nname = 'A'\ntype = 'oportunist'",
            (
                ':3  accounts.A.type = "oportunist"   must be "opportunist", "hard-bargainer", "neutral", '
                '"collaborator" or "partner"; did you mean "opportunist"?'
            ),
        ),
        (
            "[[accounts]]\nname = 'A'\ntype = 'partner'\norientation = 0.2",
            ':3  accounts.A.type = "partner"   its type sets its orientation, which is stated too; state one of them',
        ),
        (
            "[[accounts]]\nname = 'A'\n[[accounts]]\nname = 'A'",
            ':4  accounts.A.name = "A"   another account has this name; each needs its own',
        ),
        (
            "[[accounts]]\nname = 'A'\ncount = 2\n[[accounts]]\nname = 'A 2'",
            ':5  accounts.A 2.name = "A 2"   another account has this name; each needs its own',
        ),
        (
            "[[segments]]\nname = 'S'\n[[segments]]\nname = 'S'\n[[accounts]]\nname = 'A'",
            ':4  segments.S.name = "S"   another segment has this name; each needs its own',
        ),
        (
            "[[accounts]]\nname = 'A'\nopens = 'defence'",
            ':3  accounts.A.opens = "defence"   must be a segment under [[segments]], and there is none',
        ),
        (
            "[[accounts]]\nname = 'A'\nopens = 'defense'\n[[segments]]\nname = 'defence'",
            (
                ':3  accounts.A.opens = "defense"   must be a segment under [[segments]], '
                '"defence"; did you mean "defence"?'
            ),
        ),
        (
            "[vendor]\nslots = 3\n[[accounts]]\nname = 'A'\ncount = 2\n[[segments]]\nname = 'S'\nslots = 2",
            ":2  vendor.slots = 3   3 slots are too few: 2 accounts and 2 slots of segments need 4",
        ),
        ("[[accounts]]\nname = 'A'\ncount = 11", ":1  vendor.slots   10 slots are too few: 11 accounts need 11"),
        (
            "[newcomers]\norientation_low = 0.9\norientation_high = 0.2",
            ":2  newcomers.orientation_low = 0.9   must not be above orientation_high = 0.2",
        ),
        (
            "[newcomers]\norientation_high = 0.05",
            ":2  newcomers.orientation_low   must not be above orientation_high = 0.05",
        ),
        (
            "[plan]\nsegment_revenue = 1.0",
            ":2  plan.segment_revenue = 1.0   a target for segments, but none is declared under [[segments]]",
        ),
        (
            "[run]\nrounds = 100000\n[vendor]\nslots = 21",
            ":2  run.rounds = 100000   too large a run: rounds times vendor.slots must stay up to 2,000,000",
        ),
        (
            "[hierarchy]\ncontribution = 20\n[charter]\nnetwork_growth = 1\n[run]\nrounds = 400",
            (
                ":4  charter.network_growth = 1   too much growth for 400 rounds: "
                "with this contribution it may be 0.053 at most"
            ),
        ),
        ("base = 3", ":1  base = 3   must be the name or the path of a scenario"),
        ("title = 'x'\nbase = 'mine.toml'", ':2  base = "mine.toml"   mine.toml inherits from itself'),
    ],
)
def test_a_mistake_gets_one_line_with_place_value_and_what_is_allowed(text: str, said: str | None) -> None:
    """Where the exact words don't matter, said is None."""
    (line,) = complaints(text)
    assert said is None or line == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "  is empty; state at least a title"),
        ("# nothing yet\n", "  is empty; state at least a title"),
        (b"title = 'x'\n\xff\xfe\x00", ":2  is not text in UTF-8; a .toml file is"),
        ("title = 'x'\n[market\n", ":2  [market   is not TOML: expected ']' at the end of a table declaration"),
        (
            "[market]\nattention = .5",
            (
                ":2  attention = .5   is not TOML: invalid value; texts stand in quotes, numbers start "
                "with a digit, and switches are true or false"
            ),
        ),
        ("title = 'x'\ntitle = 'y'", ":2  title = 'y'   is not TOML: cannot overwrite a value"),
        ("title = '''x", ":1  title = '''x   is not TOML: expected \"'''\""),
        ("\n\nx = " + "9" * 5000, ":3  holds a number of more than 4300 digits"),
        ("x = " + "[" * 100_000 + "]" * 100_000, "  is nested too deeply"),
        ("x = \x00", None),
    ],
)
def test_a_file_that_is_no_toml(text: str | bytes, said: str | None) -> None:
    (line,) = complaints(text)
    assert said is None or line == said


def test_a_number_too_long_to_write_is_written_short() -> None:
    (line,) = complaints(f"[vendor]\ncash = 0x{'f' * 5000}")
    assert line == f":2  vendor.cash = 0x{'f' * 35}...   must be a number from 0 to 1e9"


def test_a_long_text_is_written_short() -> None:
    (line,) = complaints(f"claims = ['{'x' * 500}']")
    assert len(line) < 100


# Every mistake at once.

WRONG = """\
title = "x"
policies = ["acomodatin", "strategic", "strategic"]
claims = ["R1", "R22"]
rivals = 3

[market]
rivls = 4
attention = true

[markt]
x = 1

[bargaining]
alternatives = "optout"

[vendor]
slots = 2

[newcomers]
orientation_low = 0.8
orientation_high = 0.2

[[accounts]]
name = "Giant"
opens = "nowhere"
size = 0

[[accounts]]
name = "Giant"
type = "partner"
orientation = 0.2
lvel = 3

[[accounts]]
count = 1.5
"""

PLACES = [
    (2, "policies[1]"), (2, "policies[3]"), (3, "claims[2]"), (4, "rivals"), (7, "market.rivls"), (8,
    "market.attention"),
    (10, "markt"), (14, "bargaining.alternatives"), (17, "vendor.slots"), (20, "newcomers.orientation_low"),
    (25, "accounts.Giant.opens"), (26, "accounts.Giant.size"), (29, "accounts.Giant.name"), (30, "accounts.Giant.type"),
    (32, "accounts.Giant.lvel"), (34, "accounts[3].name"), (35, "accounts[3].count"),
]  # fmt: skip


def test_a_wrong_file_gets_one_message_with_every_mistake_in_the_order_of_the_file() -> None:
    found = [line.split("  ")[0:2] for line in complaints(WRONG)]
    assert [(int(line.removeprefix(":")), rest.split(" ")[0]) for line, rest in found] == PLACES


def test_what_is_wrong_gives_no_cause_for_a_second_complaint() -> None:
    """Slots that are no number are not also too few, and a segment without a name is not also missing."""
    text = "[vendor]\nslots = '20'\n[[accounts]]\nname = 'A'\ncount = 12\nopens = 'S'\n[[segments]]\nnme = 'S'"
    assert [line.split("   ")[0] for line in complaints(text)] == [
        ':2  vendor.slots = "20"', ":7  segments[1].name", ':8  segments[1].nme = "S"',
    ]  # fmt: skip


def test_every_mistake_of_a_policy() -> None:
    assert policy_complaints("focus = 0.1\nbase = 'strategc'\n[levers]\nscreen = 2\nfocs = 3\nbluff = '1'") == [
        ":1  focus = 0.1   unknown key; it belongs under [levers]",
        ':2  base = "strategc"   there is no policy "strategc"; did you mean "strategic"?',
        f"    There are {', '.join(list_policies())}; or give the path of a .toml file.",
        ":4  levers.screen = 2   must be a number from 0 to 1",
        ':5  levers.focs = 3   unknown key; did you mean "focus"?',
        ':6  levers.bluff = "1"   must be a number from 0 to 1',
    ]


# Which file.


def test_a_shipped_name_that_is_nearly_right() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("over-a-barel")
    first, second = str(caught.value).splitlines()
    assert first == 'there is no scenario "over-a-barel"; did you mean "over-a-barrel"?'
    assert second == f"There are {', '.join(list_scenarios())}; or give the path of a .toml file."


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


@pytest.mark.parametrize(
    "asked", ["", "..", "a\0b", "a\0b.toml", "x" * 5000, "x" * 5000 + ".toml", "\udcff", "/dev/null"]
)
def test_what_can_be_no_file(asked: str) -> None:
    with pytest.raises(ScenarioError, match=r"there is no (scenario|file)"):
        load_scenario(asked)


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
        [sys.executable, "-c", "import scenarios; from sim import load_scenario; print(load_scenario('base').name)"],
        cwd=here, env={"PYTHONPATH": f"{here}:{SHIPPED.parent}"}, capture_output=True, text=True, check=True,
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


# Anything at all.

SHIPPED_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.toml"))]

SNIPPETS = [
    "=", "[", "]", "[[", "]]", '"', "'", '"""', "\n", "{", "}", ",", ".", "#", "\\", "\0", "\x7f", "\ufeff", "nan",
    "-inf", "1e999", "0x",
    "99999999999999999999", "-1", "0", "true", "1979-05-27", "[]", "{}", "[[accounts]]", "[accounts]", "name",
    "base = 'mine.toml'\n",
    "base = 'strategic-vendor'\n", "[parameters.market]\n", "parameters = 3\n", "accounts = [1, {name = 'A'}]\n",
    "segments = {}\n",
    "policies = [[], {}, 1]\n", "claims = {}\n", "run = []\n", "name = 3\n", "levers = 1\n", "[[levers]]\n", "type",
    "opens", "é", "\ud7ff",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A shipped file, or one that is all wrong, with pieces cut out, doubled, moved and put in."""
    text = draw(st.sampled_from([*SHIPPED_TEXTS, WRONG]))
    for _ in range(draw(st.integers(1, 4))):
        first, second = sorted(draw(st.integers(0, len(text))) for _ in range(2))
        kind = draw(st.sampled_from(["cut", "double", "put", "lines"]))
        if kind == "cut":
            text = text[:first] + text[second:]
        elif kind == "double":
            text = text[:second] + text[first:]
        elif kind == "put":
            text = text[:first] + draw(st.sampled_from(SNIPPETS)) + text[first:]
        else:
            text = "\n".join(draw(st.permutations(text.split("\n")[:30])))
    return text


@IN_A_FOLDER
@given(mutated())
@example("accounts = [{}, 1]\nsegments = [{name = 3}]")
@example("base = 'mine.toml'\naccounts = 1")
@example("[[accounts]]\nname = 'A'\n[accounts.size]\nx = 1")
def test_no_file_raises_anything_but_a_message(text: str) -> None:
    name = save(text.encode("utf-8", "surrogatepass"))
    for load in (load_scenario, load_policy):
        assert message(load, name).startswith(name)


@IN_A_FOLDER
@given(st.binary())
def test_no_bytes_raise_anything_but_a_message(content: bytes) -> None:
    name = save(content)
    with pytest.raises(ScenarioError, match=r"^mine\.toml"):
        load_scenario(name)

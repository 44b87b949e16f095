"""What a person is told of a file that is wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.sim.faults import ScenarioError
from equipoise.sim.files import list_policies, load_scenario
from tests.files.saving import complaints, policy_complaints, save

pytestmark = pytest.mark.usefixtures("here")

IN_A_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""A folder made once for all examples of a test is all that these tests need of it."""


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
        ("[run]\nxyzzy = 1", ':2  run.xyzzy = 1   unknown key; allowed are "rounds", "replications" and "seed"'),
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
        (
            "[market]\nattention = nan",
            ":2  market.attention = nan   must be a number from 0 to 1; nan is no number here",
        ),
        (
            "[market]\nattention = -inf",
            ":2  market.attention = -inf   must be a number from 0 to 1; -inf is no number here",
        ),
        ("[market]\nattention = [1]", ":2  market.attention = [...]   must be a number from 0 to 1"),
        ("[market]\nattention = 2024-01-01", ":2  market.attention = 2024-01-01   must be a number from 0 to 1"),
        ("[vendor]\ncash = 2e12", ":2  vendor.cash = 2000000000000.0   must be a number from 0 to 1e12"),
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
    assert line == f":2  vendor.cash = 0x{'f' * 35}...   must be a number from 0 to 1e12"


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


# Anything at all.


@IN_A_FOLDER
@given(st.binary())
def test_no_bytes_raise_anything_but_a_message(content: bytes) -> None:
    name = save(content)
    with pytest.raises(ScenarioError, match=r"^mine\.toml"):
        load_scenario(name)

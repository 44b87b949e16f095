"""Files of one's own at the command line: what is refused, what is doubted, what is started, and what pastes."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import FEW, Cli

SCENARIO = 'title = "ours"\n[[accounts]]\nname = "A=B"\nsize = 2.0\n[[accounts]]\nname = "c.d"\n'
POLICY = "[levers]\nfocus = 0.1\n"
STUDY = "scenario = 'over-a-barrel'\n[[factors]]\nkey = 'market.rivals'\nlow = 1\nhigh = 3\n[design]\npoints = 2\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> None:
    for name, text in (("our", SCENARIO), ("policy", POLICY), ("study", STUDY)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "crm.csv").write_text("name,secret\nA,hunter2\n", encoding="utf-8")
    (tmp_path / "words.toml").write_text("root:x:0:0:hunter2:/bin/sh\n", encoding="utf-8")
    (tmp_path / "env.toml").write_text('SECRET = "hunter2"\n', encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "manifest.json").write_text('{"arms": [], "scenarios": {}, "policies": {}}', encoding="utf-8")
    (tmp_path / "folder" / "study.json").write_text('{"what": "equipoise study"}', encoding="utf-8")


IS_SCENARIO, IS_POLICY, IS_STUDY = (
    'our.toml is a scenario, not a {}, where "accounts" is an unknown key; equipoise compare our.toml plays it',
    'policy.toml is a policy, not a {}, where "levers" is an unknown key; equipoise compare SCENARIO --policy',
    'study.toml is a study, not a {}, where "scenario" is an unknown key; equipoise sweep study.toml plays it',
)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("sensitivity our.toml", IS_SCENARIO.format("study")),
        ("sweep our.toml", IS_SCENARIO.format("study")),
        ("compare over-a-barrel --policy our.toml", IS_SCENARIO.format("policy")),
        ("policies check our.toml", IS_SCENARIO.format("policy")),
        ("compare policy.toml", IS_POLICY.format("scenario")),
        ("studies check policy.toml", IS_POLICY.format("study")),
        ("compare study.toml", IS_STUDY.format("scenario")),
        ("compare over-a-barrel --policy study.toml", IS_STUDY.format("policy")),
        ("compare crm.csv", "crm.csv is no .toml file, as a scenario is; equipoise scenarios new NAME writes one"),
        ("compare over-a-barrel --policy crm.csv", "crm.csv is no .toml file, as a policy is"),
        ("sensitivity crm.csv", "crm.csv is no .toml file, as a study is"),
        ("compare manifest.json", "is the manifest of a comparison; equipoise repeat manifest.json plays it again"),
        (
            "compare folder",
            "folder is a folder; a scenario is a .toml file. folder/study.json in it is the manifest of a",
        ),
        ("compare folder/", "equipoise sensitivity folder analyses its data"),
        ("compare over-a-barrel --policy folder", "folder is a folder; a policy is a .toml file"),
        ("compare words.toml", "words.toml:1  is not TOML"),
        ("compare over-a-barrel --policy words.toml", "words.toml:1  is not TOML"),
        ("sweep words.toml", "words.toml:1  is not TOML"),
        ("compare env.toml", "env.toml  states nothing that a scenario has"),
        ("sweep env.toml", "env.toml  states nothing that a study has"),
    ],
)
def test_another_kind_of_file_is_told_by_name_and_not_repeated(command: str, said: str, cli: Cli) -> None:
    got = cli(*command.split())
    assert got.code == 2
    assert said in got.err
    assert "hunter2" not in got.err
    assert got.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "said", "never"),
    [
        ("[[accounts]]\nname = 'A'\ngross_margin = 0.22", "the vendor's margin is what comes out", "own_margin"),
        ("[[accounts]]\nname = 'A'\nrevenue = 9600000", 'its "size", in units a round', "reference"),
        ("revenue = 9600000", "revenue is what comes out", "did you mean"),
        ("[vendor]\ncash=2,1", "write 2,1 as 2.1, with a decimal point", "expected"),
        ("[[accounts]]\nname = 'A'\nsize=40%", "this is an amount in unit/round, not a percentage", "0.4"),
        ("[market]\nattention=40%", "40% as a share is 0.4", "amount"),
        ("[market]\nattention=140%", "must be a number from 0 to 1", "1.4"),
        ("[vendor]\ngross_margin = 22%", "percentage; unknown key; the vendor's margin is what comes out", "expected"),
        ("[vendor]\ngross_margin = 22%", "22% as a share is 0.22; an amount or a price is no percentage", "expected"),
        ("[vendor]\nrevenue = 9.6 Mio", "write 9.6 Mio as 9600000; unknown key; revenue is what comes out", "expected"),
        ("accounts = [{ name='A', sizze = 4 kg }]", 'without the unit; unknown key; did you mean "size"?', "expected"),
        ("[vendor]\ncash = 9,600,000", "write 9,600,000 as 9600000", "expected"),
        ("[vendor]\ncash = €5  # each", "write €5 as a number alone, 5", "each, "),
        ("[vendor]\ncash = '5k'", "write 5k as 5000", "did you mean"),
        ("[vendor]\ncash = inf", "must be a number from 0 to 1e12; inf is no number here", "did you mean"),
        ("[vendor]\nslots = 10.000", "write 10.000 as 10000, or as 10", "did you mean"),
        ("title = ''", 'title = ""   must be a text that is not empty; or leave it out', "did you mean"),
        ("title = 'T'\nquestion = ''", 'question = ""   must be a text that is not empty; or leave it out', "did you"),
        ("[[accounts]]\nname = ' A'", 'name = " A"   must not begin or end with a blank', "did you mean"),
        ("[vendor]\nname = 'A '", 'name = "A "   must not begin or end with a blank', "did you mean"),
        ("[[segments]]\nname = 'A\u00a0'", "must not begin or end with a blank", "did you mean"),
        (f"title = '{'x' * 600}'", 'xxx..."   must be no longer than 500 characters', "did you mean"),
        ("[[accounts]]\nname = 'M\u00fcller'\n[[accounts]]\nname = 'Mu\u0308ller'", "another account has", "did you"),
        ("[[segments]]\nname = 'M\u00fcller'\n[[segments]]\nname = 'Mu\u0308ller'", "another segment has", "did you"),
        ("[vendor]\nname = ''", "must be a text that is not empty", "did you mean"),
        ("[[accounts]]\nname = '  '", "must be a text that is not empty", "did you mean"),
        ("title = ' '", "must be a text that is not empty", "did you mean"),
        ("claims = ['R1', 'R2', 'R1']", 'claims[3] = "R1"   is named already', "did you mean"),
        ("[[accounts]]\nname = 'all'", 'no account may be called "all"', "did you mean"),
        ("policies = ['policy.toml', 'folder/policy.toml']", "policy: asked for twice", "did you mean"),
    ],
)  # fmt: skip
def test_check_and_play_refuse_alike(text: str, said: str, never: str, cli: Cli) -> None:
    Path("mine.toml").write_text(text, encoding="utf-8")
    Path("folder/policy.toml").write_text(POLICY, encoding="utf-8")
    for command in (("scenarios", "check"), ("compare",), ("run",)):
        got = cli(*command, "mine.toml")
        if command != ("run",) or "policies" not in text:  # a run has one policy
            assert (got.code, said in got.err, never in got.err) == (2, True, False), got.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[product]\nunit_cost = 22.0", "product.unit_cost = 22.0   is above all that an account would pay"),
        ("[product]\nunit_cost = 1.1", "unit_cost = 1.1   is above what a unit costs elsewhere, 0.98 on average"),
        ("[market]\nrivals = 0\n[product]\nunit_cost = 1.7", "is above what a unit costs elsewhere, 1.6 on average"),
        ("[[accounts]]\nname = 'A'\nown_margin = 22.0", "accounts.A.own_margin = 22.0   is money a unit, not per cent"),
        ("[newcomers]\nown_margin = 22.0", "newcomers.own_margin = 22.0   is money a unit, not per cent"),
        ("[vendor]\ncash = 400.000", "400.000   is read as 400; if its point stands between thousands, write 400000"),
        ("[vendor]\nfixed_cost = 1000.0", "the go-to-market fails within its first year in each of 20 runs tried"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_doubted_and_played(text: str, said: str, cli: Cli) -> None:
    Path("mine.toml").write_text(text, encoding="utf-8")
    checked = cli("scenarios", "check", "mine.toml")
    assert (checked.code, "mine.toml: ok" in checked.out, said in checked.err) == (0, True, True)
    assert said in cli("scenarios", "check", "mine.toml", "--json").document[0]["warnings"][0]
    for command in ("compare", "run"):
        played = cli(command, "mine.toml", *FEW)
        assert (played.code, "Warning: " in played.err, said in played.err) == (0, True, True)


def test_a_study_is_checked_at_every_point_and_doubted(cli: Cli) -> None:
    Path("mine.toml").write_text(STUDY.replace("'market.rivals'", "'run.rounds'"), encoding="utf-8")
    assert cli("studies", "check", "mine.toml").code == 2
    text = (
        STUDY.replace("market.rivals", "vendor.slots").replace("low = 1\nhigh = 3", "values = [1, 10]")
        + "kind='grid'\n"
    )
    Path("mine.toml").write_text(text.replace("points = 2\n", ""), encoding="utf-8")
    checked, swept = cli("studies", "check", "mine.toml"), cli("sweep", "mine.toml")
    assert (checked.code, swept.code) == (2, 2)
    assert "slots are too few" in checked.err
    assert checked.err.strip() in swept.err
    Path("mine.toml").write_text(STUDY + "[settings]\n'product.unit_cost' = 22.0\n", encoding="utf-8")
    got = cli("studies", "check", "mine.toml")
    assert (got.code, "is above all that an account would pay" in got.err) == (0, True)


@pytest.mark.parametrize(
    "widths", [["nan"], ["inf"], ["0"], ["-1"], ["1e-320"], ["0_1"], ["0.02", "0.03"], [""], ["5%"]]
)
def test_a_width_that_is_none_is_refused(widths: list[str], cli: Cli) -> None:
    asked = [part for width in widths for part in ("--until-ci", f"survival={width}")]
    got = cli("sweep", "study.toml", *asked)
    assert (got.code, "--until-ci" in got.err, Path("study-sweep").exists()) == (2, True, False)


@pytest.mark.parametrize("number", ["1_0", "0x10", " 10 ", "\uff11\uff10", "1e1", "10.0", "nan"])
def test_whole_numbers_are_digits(number: str, cli: Cli) -> None:
    assert cli("compare", "over-a-barrel", "--replications", number).code == 2
    assert cli("sweep", "study.toml", "--vary", f"market.rivals={number or ' '}:x").code == 2


@pytest.mark.parametrize("noun", ["scenarios", "policies", "studies"])
@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", ".toml", "...toml", "folder/", "a\nb", "a\x1b[31m", "a\0b", "a\u202eb", " a", "a ",
             "-a", ".hidden", "con", "NUL.toml", "a:b", "a|b", "x" * 300, "no/such/folder", "accommodating/x"],
)  # fmt: skip
def test_a_name_that_is_no_files_is_refused(noun: str, name: str, cli: Cli) -> None:
    before = sorted(Path().rglob("*"))
    got = cli(noun, "new", "--", name)
    assert (got.code, got.err.startswith("Error: "), sorted(Path().rglob("*")) == before) == (2, True, True), got.err


@pytest.mark.parametrize("name", ["A & B", "it's", "a.b", "x y.toml", "folder/$HOME", "Müller", "#1"])
@pytest.mark.parametrize(("noun", "verb"), [("scenarios", "compare"), ("policies", "compare"), ("studies", "sweep")])
def test_a_printed_command_pastes(name: str, noun: str, verb: str, cli: Cli) -> None:
    path = name if name.endswith(".toml") else f"{name}.toml"
    said = cli(noun, "new", name)
    told = said.out.partition("; ")[2].removesuffix(" plays it.\n")
    words = shlex.split(told)
    assert (said.code, words[:2], words[-1]) == (0, ["equipoise", verb], path)
    assert cli(noun, "check", path).code == 0
    commands = [
        line[4:].partition("   ")[0] for line in Path(path).read_text("utf-8").split("\n") if line[:4] == "#   "
    ]
    assert [shlex.split(command)[-1] for command in commands[:2]] == [path, path]


@pytest.mark.parametrize("scenario", ["our.toml", "route-lock-in", "base", "market-entry", "folder/deep.toml"])
def test_a_new_study_is_about_the_scenario_that_is_named(scenario: str, cli: Cli) -> None:
    Path("folder/deep.toml").write_text("accounts = []\npolicies = ['../policy.toml']\n", encoding="utf-8")
    assert cli("studies", "new", "folder/mine", "--scenario", scenario).code == 0
    got = cli("studies", "check", "folder/mine.toml")
    shown = cli("studies", "show", "folder/mine.toml", "--json").document
    assert (got.code, got.err) == (0, "")
    assert Path(scenario).stem in shown["scenario"]
    assert shown["policies"] == [
        Path(p).stem for p in cli("scenarios", "show", scenario, "--json").document["policies"][:2]
    ]


def test_a_new_scenario_stands_on_a_base_of_ones_own(cli: Cli) -> None:
    assert cli("scenarios", "new", "folder/mine", "--base", "our.toml").code == 0
    assert cli("scenarios", "check", "folder/mine.toml").out == "folder/mine.toml: ok, 2 accounts, 2 policies\n"


def test_names_in_quotes_at_every_door(cli: Cli) -> None:
    Path("mine.toml").write_text(
        "scenario = 'our.toml'\n[settings]\naccounts.'c.d'.size = 2.0\n[[factors]]\nkey = 'accounts.\"A=B\".size'\n"
        "low = 1\nhigh = 2\n[design]\npoints = 2\n",
        encoding="utf-8",
    )
    assert cli("studies", "check", "mine.toml").code == 0
    key = 'accounts."A=B".size'
    assert cli("studies", "show", "mine.toml", "--json").document["factors"].keys() == {key}
    got = cli("compare", "our.toml", "--set", f"{key}=0")
    assert (got.code, got.err) == (2, f"Error: {key} = 0.0   must be a number from 1e-6 to 1e9\n")
    swept = cli("sweep", "--scenario", "our.toml", "--vary", f"{key}=1,2", "--design", "grid:2", *FEW, "--out", "out")
    assert swept.code == 0, swept.err


def test_texts_that_say_nothing_are_refused_in_policies_and_studies(cli: Cli) -> None:
    for command, text, keys in (("policies", POLICY, ("title", "about")), ("studies", STUDY, ("title", "question"))):
        for name in keys:
            Path("mine.toml").write_text(f"{name} = ''\n{text}", encoding="utf-8")
            got = cli(command, "check", "mine.toml")
            assert (got.code, f'{name} = ""   must be a text that is not empty' in got.err) == (2, True), got.err


def test_what_is_shown_of_a_scenario_without_a_title_is_one(cli: Cli) -> None:
    Path("mine.toml").write_text("[market]\nrivals = 3\n", encoding="utf-8")
    Path("again.toml").write_text(cli("scenarios", "show", "mine.toml", "--toml").out, encoding="utf-8")
    assert cli("scenarios", "check", "again.toml").code == 0


def test_an_account_is_reached_however_its_accent_is_typed(cli: Cli) -> None:
    Path("mine.toml").write_text("[[accounts]]\nname = 'M\u00fcller'\n", encoding="utf-8")
    got = cli("compare", "mine.toml", *FEW, "--set", "accounts.Mu\u0308ller.size=0")
    assert (got.code, "size = 0.0   must be a number from 1e-6 to 1e9" in got.err) == (2, True)
    assert cli("compare", "mine.toml", *FEW, "--account", "Mu\u0308ller").code == 0
    study = (
        "scenario = 'mine.toml'\naccounts = ['Mu\u0308ller']\n[[factors]]\nkey = 'market.rivals'\nlow = 1\nhigh = 2\n"
    )
    Path("of.toml").write_text(study, encoding="utf-8")
    assert cli("studies", "show", "of.toml", "--json").document["accounts"] == ["M\u00fcller"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            "sweep --scenario base --vary cash=10%:20%",
            'cash.low = "10%"   must be a number from 0 to 1e12; this is an amount',
        ),
        ("sweep --scenario base --vary attention=10%:20%", "must be a number from 0 to 1; 20% as a share is 0.2"),
        ("sweep --scenario base --vary cash=1_0,20", "write 1_0 as 10"),
        ("sweep study.toml --until-ci survival=2%", "as in survival=0.005; 2% as a share is 0.02\n"),
        ("sweep study.toml --until-ci revenue=2%", "as in revenue=0.005; this is an amount in money"),
        (
            "sweep study.toml --at-most 500",
            "as asked for  at_most = 500   means nothing where no interval is to become",
        ),
        ("frontier base --lever focus=0%:10%", "such as focus=0:1; 0% as a share is 0; 10% as a share is 0.1"),
        ("compare base --set policy.focus=1_0", 'policy.focus = "1_0"   must be a number from 0 to 1\n'),
        (
            "compare base --set cash=40%",
            "must be a number from 0 to 1e12; this is an amount in money, not a percentage\n",
        ),
        ("compare base --replications 10.000", "write 10.000 as 10000, or as 10"),
        ("compare base --sed 3", 'there is no option --sed; did you mean "--set" or "--seed"?'),
    ],
)
def test_a_hint_knows_what_is_allowed(command: str, said: str, cli: Cli) -> None:
    got = cli(*command.split())
    assert (got.code, said in got.err) == (2, True), got.err


def test_a_study_file_gets_the_hints_of_options(cli: Cli) -> None:
    for text, said in (
        (
            STUDY.replace("low = 1", "low = '10%'"),
            "must be a whole number from 0 to 1,000; this is an amount in vendors",
        ),
        (STUDY.replace("low = 1", "low = 10%"), "low = 10%   is not TOML: 10% as a share is 0.1"),
        (STUDY + "[until]\nsurvival = '2%'\n", "under [until]; 2% as a share is 0.02"),
        (
            STUDY.replace("[design]", "at_most = 9\n[design]").replace("high = 3\n", "high = 3\n"),
            "at_most = 9   unknown key",
        ),
        ("at_most = 9\n" + STUDY, "at_most = 9   means nothing where no interval is to become narrower"),
    ):
        Path("mine.toml").write_text(text, encoding="utf-8")
        got = cli("studies", "check", "mine.toml")
        assert (got.code, said in got.err) == (2, True), got.err

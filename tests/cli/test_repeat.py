"""``equipoise repeat``: the same again to the last bit, or a message that says what to do."""

import json
import os
import re
from pathlib import Path

import pytest

from equipoise.experiments.claims import ids
from equipoise.experiments.kinds import CLAIMS, REGULARITIES
from equipoise.experiments.regularities import names
from equipoise.experiments.seal import sealed
from equipoise.experiments.studies.layout import layout_of, write_layout
from equipoise.experiments.versions import installed_versions, rules_digest
from tests.cli.conftest import FEW, Cli
from tests.manifests.manifests import comparison, resealed, with_value
from tests.studies.studies import small


def test_a_manifest_of_other_versions_is_repeated_with_a_note(cli: Cli) -> None:
    kind = comparison(Path())
    as_it_was = cli("repeat", ".", "--json")
    kind.path.write_text(
        json.dumps(resealed(with_value(kind.document, ("versions", "numpy"), "1.0"))), encoding="utf-8"
    )
    said = cli("repeat", "manifest.json", "--json")
    assert (said.code, said.out) == (0, as_it_was.out)
    assert as_it_was.err == ""
    assert f"numpy 1.0 then, {installed_versions()['numpy']} now" in said.err


def test_a_manifest_of_other_rules_is_repeated_with_a_note(cli: Cli) -> None:
    kind = comparison(Path())
    assert kind.document["versions"]["rules"] == rules_digest()
    kind.path.write_text(
        json.dumps(resealed(with_value(kind.document, ("versions", "rules"), "0123456789abcdef"))), encoding="utf-8"
    )
    said = cli("repeat", ".", "--json")
    assert said.code == 0
    assert f"rules 0123456789abcdef then, {rules_digest()} now" in said.err


def test_a_manifest_that_was_changed_is_not_repeated(cli: Cli) -> None:
    kind = comparison(Path())
    kind.path.write_bytes(kind.path.read_bytes().replace(b'"seed": 5', b'"seed": 6'))
    said = cli("repeat", ".")
    assert (said.code, said.out) == (2, "")
    assert "manifest.json has been changed since it was written" in said.err
    assert "--set KEY=VALUE" in said.err


def test_it_is_said_whether_the_sentences_of_the_report_are_the_same(cli: Cli) -> None:
    arms = ("--policy", "accommodating", "--policy", "strategic")
    assert cli("compare", "over-a-barrel", *arms, *FEW, "--out", "report").code == 0
    assert "Every sentence, with its figures, is the same as in report/report.html." in cli("repeat", "report").out
    report = Path("report/report.html")
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("<li>Strategic", "<li>Otherwise"), encoding="utf-8")
    assert re.search(r"One of \d+ sentences is not in report/report.html: Strategic", cli("repeat", "report").out)
    report.write_text("", encoding="utf-8")
    assert re.search(r"(\d+) of \1 sentences are not in report/report.html; the first: ", cli("repeat", "report").out)


def test_claims_and_regularities_tell_the_command_that_repeats_them(cli: Cli) -> None:
    versions = {**installed_versions(), "scipy": "1.0"}
    made = {
        "equipoise claims R2 R11 --runs 40 --seed 3": (
            CLAIMS,
            {"claims": ["R2", "R11"], "beyond": False, "settings": {}, "runs": 40, "seed": 3},
        ),
        "equipoise claims --runs 50 --seed 7": (
            CLAIMS,
            {"claims": ids(), "beyond": True, "settings": {}, "runs": 50, "seed": 7},
        ),
        "equipoise regularities --quick --vendors 300 --seed 20": (
            REGULARITIES, {"regularities": names(), "why": False, "vendors": 300, "seed": 20},
        ),
        "equipoise regularities honeymoon --vendors 100 --seed 20": (
            REGULARITIES, {"regularities": ["honeymoon"], "why": True, "vendors": 100, "seed": 20},
        ),
    }  # fmt: skip
    for command, (what, content) in made.items():
        Path("manifest.json").write_text(sealed(what, {"versions": versions, **content}), encoding="utf-8")
        said = cli("repeat", ".")
        assert (said.code, said.out) == (2, "")
        assert f"\n  {command}\n" in said.err
        assert "scipy 1.0 then" in said.err


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"claims": ["R2", "R2"]}, "each once"),
        ({"claims": ["R2", "R99"]}, "must be some of"),
        ({"claims": []}, "claims"),
        ({"beyond": True, "settings": {}}, "must be false where only some"),
        ({"runs": 0}, "runs = 0   must be a whole number from 1 to"),
        ({"seed": -1}, "seed = -1   must be a whole number from 0 to"),
    ],
)
def test_claims_are_checked_as_the_command_checks_them(changed: dict[str, object], said: str, cli: Cli) -> None:
    content = {
        "versions": installed_versions(),
        "claims": ["R2"],
        "beyond": False,
        "settings": {},
        "runs": 40,
        "seed": 3,
        **changed,
    }
    Path("manifest.json").write_text(sealed(CLAIMS, content), encoding="utf-8")
    assert said in cli("repeat", "manifest.json").err


def test_folders_of_other_results_say_what_to_do(cli: Cli) -> None:
    for folder in ("study", "front", "empty"):
        Path(folder).mkdir()
    write_layout(Path("study"), layout_of(small()))
    Path("front/frontier.json").write_text("{}", encoding="utf-8")
    told = {
        "study": "equipoise sweep STUDY --out DIR",
        "study/study.json": "equipoise sensitivity study",
        "front": "equipoise frontier",
        "empty": "empty holds no manifest.json",
        "nothing": "nothing cannot be read: No such file or directory",
    }
    for given, words in told.items():
        said = cli("repeat", given)
        assert (said.code, said.out) == (2, "")
        assert words in said.err, given


def test_what_cannot_be_read_is_refused_at_once(cli: Cli) -> None:
    os.mkfifo("pipe")
    Path("odd/manifest.json").mkdir(parents=True)
    for given in ("pipe", "/dev/zero", "odd", "a" * 300, "a\0b"):
        said = cli("repeat", given)
        assert (said.code, said.out) == (2, ""), given
        assert "Error: " in said.err
        assert "fault" not in said.err


def test_a_changed_manifest_of_a_study_is_mended_and_told_by_sweep(cli: Cli) -> None:
    asked = (
        "sweep", "--scenario", "over-a-barrel", "--vary", "market.rivals=1,2", "--design", "grid:2",
        "--replications", "2", "--rounds", "2", "--out", "set", "--json",
    )  # fmt: skip
    first = cli(*asked)
    assert first.code == 0
    path = Path("set/study.json")
    path.write_bytes(path.read_bytes().replace(b'"rounds": 2', b'"rounds": 3', 1))
    again = cli(*asked)
    assert (again.code, again.out) == (0, first.out)
    assert "set/study.json has been changed since it was written" in again.err
    assert "It is written anew" in again.err

"""Policies by account and over time, through the command line."""

import json
from pathlib import Path

from tests.cli.conftest import FEW, Cli

MIXED, LATER = "strategic for Giant, else accommodating", "accommodating, then strategic from round 8"
ASKED = ("over-a-barrel", "--policy", "accommodating", "--policy", MIXED, "--policy", LATER)


def test_words_are_compared_reported_and_repeated_exactly(cli: Cli, tmp_path: Path) -> None:
    found = cli("compare", *ASKED, *FEW, "--json").document
    assert [arm["name"] for arm in found["arms"]] == ["accommodating", MIXED, LATER]
    assert f'"{MIXED}"' in found["answer"]
    assert cli("compare", *ASKED, *FEW, "--out", str(tmp_path / "out")).code == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["policies"][LATER]["then"][0]["round"] == 8
    again = cli("repeat", str(tmp_path / "out" / "manifest.json"), "--json")
    assert again.code == 0
    assert again.document["arms"] == found["arms"]


def test_a_policy_of_ones_own_is_told_by_what_it_does_otherwise_and_when(cli: Cli, tmp_path: Path) -> None:
    """In an answer and in its report: not in the words of the policy that it is made from."""
    files = {
        "near.toml": 'base = "strategic"\n[levers]\nbluff = 0.201\n',
        "late.toml": 'title = "Late"\n[[then]]\nround = 8\n[then.levers]\nfocus = 0.03\n'
        "[[then]]\nround = 9\n[then.levers]\nfocus = 0.01\n",
        "told.toml": 'base = "strategic"\nabout = "Does as it likes."\n[levers]\nfocus = 0.05\n',
    }
    said = {
        "near.toml": "near: as strategic; how far the opening offer is held up towards the even split: 0.201.",
        "late.toml": "late: late; from year 3 on focused investment: 3%; "
        "from quarter 2 of year 3 on focused investment: 1%.",
        "told.toml": "told: does as it likes.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        asked = ("over-a-barrel", "--policy", "accommodating", "--policy", str(tmp_path / name), *FEW)
        assert said[name] in " ".join(cli("compare", *asked).out.split())
    assert cli("compare", *ASKED[:3], "--policy", str(tmp_path / "near.toml"), *FEW, "--out", "out").code == 0
    report = " ".join(Path("out", "report.html").read_text(encoding="utf-8").split())
    assert "<dt>near</dt><dd>as strategic; how far the opening offer" in report


def test_they_are_shown_checked_and_refused(cli: Cli) -> None:
    shown = cli("policies", "show", f"transactional, then {MIXED} from round 4")
    for heading in (
        "vendor's, in rounds 0 to 3",
        "vendor's, from round 4 on",
        "What differs for Giant, from round 4 on",
    ):
        assert heading in shown.out
    assert cli("policies", "check", MIXED).code == 0
    wrong = cli("run", "over-a-barrel", "--policy", "strategic for Gaint, else accommodating")
    assert wrong.code == 2
    assert 'the account "Gaint", which over-a-barrel has not; did you mean "Giant"?' in wrong.err
    refused = cli("frontier", "over-a-barrel", "--policy", MIXED)
    assert refused.code == 2
    assert "a frontier searches levers that are the same for all accounts and rounds" in refused.err
    set_ = cli("policies", "show", MIXED, "--set", "policy.focus=0.03", "--json").document
    assert (set_["levers"]["focus"], set_["accounts"]["Giant"]["focus"]) == (0.03, None)


def test_a_lever_of_one_policy_is_shown_where_it_is_its_own(cli: Cli) -> None:
    shown = cli("policies", "show", "strategic", "--set", "policy.strategic.focus=0.2", "--json").document
    assert shown["levers"]["focus"] == 0.2
    for setting, words in (
        ("policy.accommodating.focus=0.2", 'no policy here is called "accommodating"'),
        ("market.rivals=2", "unknown key"),
    ):
        refused = cli("policies", "show", "strategic", "--set", setting)
        assert (refused.code, words in refused.err) == (2, True)

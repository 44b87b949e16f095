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

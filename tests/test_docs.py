"""What the documents say is there: targets of make, links to files, the README's figures. Others run their code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.results import ArmResult, Comparison, Difference
from equipoise.app.documents.readme import over_all
from equipoise.app.documents.register import README

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def test_the_readme_names_the_two_commands_and_make_knows_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"    make {target} " in readme
        plan = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
        assert "requirements" in plan.stdout or "equipoise" in plan.stdout or "pytest" in plan.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_the_readmes_answers_are_those_of_the_model() -> None:
    assert README.text() == README.updated(README.make()), README.stale


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.1, 0.3, "makes 20% more money than accommodating, at a margin 20.0 points higher."),
        (-0.3, -0.1, "makes 20% less money than accommodating, at a margin 20.0 points lower."),
        (
            -0.1,
            0.5,
            "these runs cannot tell the money that strategic makes from that of accommodating, at a margin that they",
        ),
    ],
)
def test_the_readme_says_more_money_only_where_it_is_beyond_doubt(low: float, high: float, words: str) -> None:
    change = Estimate((low + high) / 2.0, low, high, runs=500)
    outcomes = {"contribution": change, "contribution_margin": change}
    arm = ArmResult("accommodating", "s", "accommodating", {"contribution": Estimate(1.0)}, {}, {})
    difference = Difference("strategic", "accommodating", outcomes, {})
    said = over_all(Comparison("s", "", "", 7, 500, 40, [arm], [difference]))
    assert words in said

"""What the documents say is there: targets of make, links to files, the README's figures. Others run their code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from equipoise.experiments.compare import compare
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
POLICIES = ("accommodating", "strategic")
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


def test_the_readmes_figures_are_those_of_the_model() -> None:
    scenario = load_scenario("strategic-vendor")
    arms = [Arm(scenario, load_policy(name), scenario.run.seed, scenario.run.rounds) for name in POLICIES]
    comparison = compare(arms, scenario.run.replications)
    giving_in, investing = (arm.accounts["Giant"]["survival"].mean for arm in comparison.arms)
    margin = comparison.differences[0].accounts["Giant"]["contribution_margin"].mean
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"keeps {100 * margin:.1f} points more margin" in text
    assert f"holds it in {100 * investing:.0f} runs of 100 against {100 * giving_in:.0f}" in text

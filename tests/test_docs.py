"""The documents' code runs: every Python block, every console line, every link to a file."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.compare import compare
from sim.ensemble import Arm
from sim.files import load_policy, load_scenario
from tests.cli.conftest import HANGS

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
POLICIES = ("accommodating", "strategic")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def _blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(  # noqa: S603 - our own documents
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=HANGS, check=False
    )


def _command(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    assert words[0] == "equipoise", f"only equipoise is run in documents: {line}"
    return [sys.executable, "-m", "app.cli", *words[1:]]


@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page)], ids=lambda page: page.name)
def test_the_code_of_a_page_runs_from_top_to_bottom(page: Path, tmp_path: Path) -> None:
    for language, code in _blocks(page):
        commands = (
            [[sys.executable, "-c", code]] if language == "python" else [_command(x) for x in code.splitlines() if x]
        )
        for command in commands:
            result = _run(command, tmp_path)
            assert result.returncode == 0, f"{page.name}: {command}\n{result.stdout}\n{result.stderr}"
            assert "Warning" not in result.stderr


def test_the_readme_names_the_two_commands_and_make_knows_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"    make {target} " in readme
        plan = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
        assert "requirements" in plan.stdout or "equipoise" in plan.stdout or "pytest" in plan.stdout


def test_the_readmes_main_job_runs_and_leaves_the_report_it_speaks_of(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^    \.venv/bin/(equipoise compare .*)$", readme, re.MULTILINE)
    demo = re.search(r"^DEMO = (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert demo is not None
    assert line == f"equipoise {demo.group(1)}"
    result = _run(_command(line), tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "demo-report" / "report.html").stat().st_size > 10_000


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

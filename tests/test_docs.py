"""What the documents say is there: targets of make, links to files, the README's figures. Others run their code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

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

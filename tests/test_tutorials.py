"""Tutorials run, warn of nothing, and show what they promise."""

import runpy
from pathlib import Path

import pytest
from matplotlib import pyplot as plt

from tests.test_docs import ROOT

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.py"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which figures open no window."""
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("agg")
    return tmp_path


def test_there_is_one_for_a_researcher_and_one_on_ones_own_agents() -> None:
    assert [path.stem for path in TUTORIALS] == ["from_question_to_figure", "your_own_agents"]


def test_a_question_leads_to_a_figure(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = runpy.run_path(str(TUTORIALS[0]))
    (axes,) = found["figure"].axes
    assert list(axes.lines[0].get_ydata()) == found["lead"]["contribution_lead"].to_list()
    plt.close(found["figure"])
    said = capsys.readouterr().out
    assert found["found"].answer in said
    assert all(key in said for key in found["finding"].factors)
    assert list(here.iterdir()) == []


def test_agents_batches_and_sessions_of_ones_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = runpy.run_path(str(TUTORIALS[1]))
    assert found["model"].panel()["asked"].sum() > 0.0
    assert found["model"].panel()["granted"].sum() == 0.0
    said = capsys.readouterr().out
    assert "of revenue: survival" in said
    assert "the same run: True" in said
    assert "there are 10 accounts" in said
    assert list(here.iterdir()) == []

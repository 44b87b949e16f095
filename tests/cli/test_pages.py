"""The documents' code runs, page by page, from top to bottom: every Python block, every console line."""

import io
import re
import shlex
import tomllib
from collections.abc import Iterable
from contextlib import redirect_stdout
from math import inf
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equipoise import load_policy
from equipoise.analysis import crossing
from equipoise.experiments import rests_on
from equipoise.experiments.assumptions import assumptions
from equipoise.experiments.breakeven import task
from tests import evidence
from tests.cli.conftest import ROOT, Cli
from tests.test_docs import PAGES

BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROGRAM = "equipoise"
FEWER = {
    "compare": ("--replications", "20"),
    "twin": ("--replications", "20"),
    "breakeven": ("--replications", "20"),
    "worth-knowing": ("--replications", "50"),
    "sweep": ("--rounds", "12"),
    "sweep what-moves-margin": ("--design", "latin-hypercube:40"),
    "frontier": ("--trials", "12", "--points", "2"),
}
"""What is added to lines of which nothing is asked but that they run: the last of an option holds."""
LOOKED_AT = {"worked-study.md"} if evidence.CLAIMS else set()
"""Pages whose results are looked at, with the evidence, as ``.ci/run`` asks for: the study takes ten seconds."""
ANSWERS = ("320000", "150000 + 100000")
"""What is typed where a page asks: overhead, then cash and credit line; Enter for all that follows."""
WISH, FOCUS = "accounts.Giant.orientation", "policy.strategic-no-screen.focus"


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.name)
def test_the_code_of_a_page_runs_from_top_to_bottom(
    page: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: a warning is an error here, and a second of imports is saved for each line."""
    # What it rests on is asked of one number in thirty, and where it turns is looked for roughly: each number, and each
    # value of it, has the market solved anew, whatever the replications.
    monkeypatch.setattr(rests_on, "assumptions", lambda *asked: assumptions(*asked)[::30])
    monkeypatch.setattr(task, "GRID", 3)
    monkeypatch.setattr(crossing, "FINE", 0.3)
    answers = iter(ANSWERS)
    for language, code in blocks(page):
        if language == "python":
            with redirect_stdout(io.StringIO()):
                exec(compile(code, page.name, "exec"), {"__name__": "__main__"})
            continue
        for line in filter(None, code.splitlines()):
            program, *arguments = shlex.split(line, comments=True)
            assert program == PROGRAM, f"only equipoise is run in documents: {line}"
            if page.name not in LOOKED_AT:
                arguments += (*FEWER.get(arguments[0], ()), *FEWER.get(" ".join(arguments[:2]), ()))
            with monkeypatch.context() as typed:
                if arguments[:2] == ["accounts", "ask"]:  # a game, on the other hand, ends where nothing is typed
                    typed.setattr("builtins.input", lambda _: next(answers, ""))
                said = cli(*arguments)
            assert said.code == 0, f"{page.name}: {line}\n{said.out}\n{said.err}"
            assert "Warning" not in said.err
    if page.name in LOOKED_AT:
        check_what_the_worked_study_finds(page.read_text(encoding="utf-8"), cli)
    if page.name == "for-strategists.md":
        assert (tmp_path / "report-giant" / "report.html").stat().st_size > 10_000
        (stated,) = re.findall(r"^```toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        business = tomllib.loads((tmp_path / "mine/mine.toml").read_text(encoding="utf-8"))["business"]
        assert tomllib.loads(stated).items() <= business.items()
        check_what_the_page_says_of_an_opportunist(cli)


def check_what_the_page_says_of_an_opportunist(cli: Cli) -> None:
    """That the programme "brings less over ten years, and is earned back no sooner"."""
    brought, year = [], []
    for settings in ([], ["--set", "accounts.Hartmann Pumpen.type=opportunist"]):
        found = cli("compare", "mine/mine.toml", *settings, "--replications", "100", "--json").document
        brought.append(found["horizons"][-1]["differences"]["strategic"]["profit_before_relationships"]["mean"])
        year.append(found["returns"][0]["year"] or inf)
    assert brought[1] < brought[0]
    assert year[1] >= year[0]


def test_the_readmes_main_job_is_that_of_make_and_of_the_strategists_page() -> None:
    """Which is run with that page."""
    readme, makefile, page = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "Makefile", "docs/for-strategists.md")
    )
    (job,) = re.findall(r"^    \.venv/bin/equipoise (compare .*) --out demo-report$", readme, re.MULTILINE)
    assert f"\nDEMO = {job} --out demo-report\n" in makefile
    assert f"\n{PROGRAM} {job} --out report-giant\n" in page


def leads(folder: str) -> pl.DataFrame:
    """Leads over the accommodating vendor that a sweep of the worked study found, with the ends of their intervals."""
    found = pl.read_parquet(f"{folder}/data").filter(account="Giant", policy="strategic-no-screen")
    half = 1.96 * pl.col("contribution_lead_se")
    return found.with_columns(low=pl.col("contribution_lead") - half, high=pl.col("contribution_lead") + half)


def grids(folder: str) -> tuple[np.ndarray, ...]:
    """Lead, low and high of the study's grid: a row a share of revenue, a column a wish."""
    found = leads(folder).sort(FOCUS, WISH)
    return tuple(found[one].to_numpy().reshape(6, 6) for one in ("contribution_lead", "low", "high"))


def written(figures: Iterable[float], form: str) -> str:
    """A figure and the ends of its interval, as the worked study writes them."""
    figure, low, high = (format(one, form).replace("0.", ".") for one in figures)
    return f"{figure} [{low.lstrip('+')}, {high.lstrip('+')}]"


def check_what_the_worked_study_finds(text: str, cli: Cli) -> None:
    """Its sentences, one by one, on the data that its commands have just written."""
    text = " ".join(text.split())
    gives_in = pl.read_parquet("focus/data").filter(account="Giant", policy="accommodating")["contribution"]
    assert 0.02 / gives_in.mean() == pytest.approx(0.05, abs=0.005)  # "about 5%"
    check_its_grid(text)
    check_its_wider_study(text, cli)


def check_its_grid(text: str) -> None:
    lead, low, high = grids("focus")
    wishes = np.linspace(0.0, 1.0, 6)

    assert np.all(low[1] > 0.0)  # "pays at every wish"
    for at, wish in ((0, "no partner, and"), (-1, "nothing else")):
        assert written((one[1, at] for one in (lead, low, high)), ".3f") in text, wish
    assert load_policy("strategic").levers.focus == 0.02
    assert np.all(high[2] > low[1])  # "overlaps that of one percent"
    begins = np.array([[np.interp(0.0, edge[row], wishes) for edge in (lead, high, low)] for row in (3, 4, 5)])
    for share, one in zip(("three", "four", "five"), begins, strict=True):
        assert re.search(rf"at {share} from (a wish of )?{re.escape(written(one, '.2f'))}", text), one
    assert np.all(begins[1:, 1] > begins[:-1, 2])  # "the later", whole intervals
    assert np.all((low[0] > 0.0) == (wishes > 0.5))
    assert np.all(high[0] > 0.0)
    assert np.all(low[0] < 0.02)  # "at no wish clearly more"

    again = grids("focus-again")
    for leading, lowest, highest in ((lead, low, high), again):
        assert leading.argmax(axis=0).tolist() == [1] * 6  # "the best of the six at each", "again, at every wish"
        assert np.all(highest[3:] < lowest[1])  # "three and more are clearly behind"
    assert f"brings {written((one[1, 0] for one in again), '.3f')} on this luck" in text
    assert 0.0 < again[1][1, 0] < 0.02 < again[2][1, 0]  # "more than nothing, and not for certain"
    assert np.all(grids("focus-placebo")[2] < 0.0)  # "every lead is a cost, with its whole interval"


def check_its_wider_study(text: str, cli: Cli) -> None:
    found = cli("sensitivity", "focus-levers", "--account", "Giant", "--json").document["findings"]
    (of_lead,) = (one for one in found if "lead" in one["subject"])
    said = {one["factor"]: one["coefficient"] for one in of_lead["factors"]}
    assert [*said][:2] == ["hierarchy.contribution", WISH]
    assert said["hierarchy.contribution"][1] > said[WISH][2]  # "most", "next", whole intervals
    assert said[WISH][1] > max(abs(end) for name, ends in said.items() if name not in [*said][:2] for end in ends)
    for coefficient in said.values():
        assert f"({written(coefficient, '+.2f')})" in text or f" {written(coefficient, '+.2f')})" in text
    assert said[FOCUS][2] < 0.0 < said["communication.reorganisation"][1]  # "lowers it", "raise it"
    assert said["market.rivals"][1] < 0.0 < said["market.rivals"][2]  # "are not seen to move it"

    wide = leads("focus-levers").sort("hierarchy.contribution")
    lowest, highest = wide[:25], wide[-25:]
    assert lowest["hierarchy.contribution"].max() < 0.27
    assert highest["hierarchy.contribution"].min() > 0.63
    assert ((lowest["low"] > 0.0).sum(), (lowest["high"] < 0.0).sum(), (highest["low"] > 0.0).sum()) == (2, 11, 24)
    less_willing = highest.filter(pl.col(WISH) < 0.5)["low"]
    assert ((less_willing > 0.0).sum(), len(less_willing)) == (11, 12)

"""Sensitivity of a study: each design gets its estimator, on the study's own points; and the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol

from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import Tornado
from equipoise.app.running import run
from equipoise.experiments.folder import check_folder
from equipoise.experiments.result import save_result
from equipoise.experiments.studies.dataset import Dataset
from equipoise.experiments.studies.estimating import positions
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.findings import SensitivityResult, document
from equipoise.experiments.studies.reading import make_study
from equipoise.experiments.studies.sensitivity import Sensitivity, analyse
from equipoise.experiments.studies.sweep import sweep
from equipoise.sim.faults import EquipoiseError
from tests.cli.conftest import sketch

FACTORS: list[dict[str, Any]] = [
    {"key": "market.rivals", "low": 1, "high": 8},
    {"key": "accounts.Giant.size", "low": 1.0, "high": 8.0, "scale": "log"},
    {"key": "policy.strategic.charter", "values": [0, 1]},
    {"key": "bargaining.alternatives", "values": ["threat-point", "opt-out"]},
]
STUDY: dict[str, Any] = {
    "name": "tried",
    "scenario": "over-a-barrel",
    "policies": ["accommodating", "strategic"],
    "replications": 10,
    "rounds": 8,
    "outcomes": ["contribution_margin", "survival", "profit"],
    "accounts": ["Giant"],
    "factors": FACTORS,
}
DESIGNS: dict[str, dict[str, Any]] = {
    "saltelli": {"kind": "saltelli", "points": 16},
    "saltelli, second order": {"kind": "saltelli", "points": 16, "second_order": True},
    "morris": {"kind": "morris", "trajectories": 6},
    "one at a time": {"kind": "one-at-a-time", "levels": 3},
    "latin hypercube": {"kind": "latin-hypercube", "points": 30},
    "grid": {"kind": "grid", "levels": 3},
}


PointRuns = Callable[[str], Dataset]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> PointRuns:
    """The study under a design, played once."""
    made: dict[str, Dataset] = {}

    def of(design: str) -> Dataset:
        if design not in made:
            plan = make_study({**STUDY, "design": DESIGNS[design]})
            with Threads() as threads:
                made[design] = sweep(plan, tmp_path_factory.mktemp("study") / "data", threads)
        return made[design]

    return of


@pytest.mark.parametrize(
    ("design", "kind"),
    [
        ("saltelli", SobolIndices),
        ("saltelli, second order", SobolIndices),
        ("morris", Screening),
        ("one at a time", Tornado),
        ("latin hypercube", RankRegression),
        ("grid", GridIndices),
    ],
)
def test_a_design_gets_its_estimator(played: PointRuns, design: str, kind: type) -> None:
    found = analyse(played(design))
    assert [finding.outcome for finding in found.own] == ["contribution_margin", "survival"]
    assert [finding.outcome for finding in found.leads] == ["contribution_margin_lead", "survival_lead"]
    assert (found.policy, found.account) == ("strategic", "all")
    for finding in found.findings:
        assert isinstance(finding.result, kind)
        assert finding.factors == tuple(factor["key"] for factor in FACTORS)
        assert finding.direction[3] == 0  # words have no up and down


@pytest.mark.parametrize("design", ["saltelli", "saltelli, second order"])
def test_sobol_indices_of_a_study_are_those_of_salib(played: PointRuns, design: str) -> None:
    dataset = played(design)
    y = dataset.column("contribution_margin", "strategic")
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.0, 1.0]] * 4}
    second = bool(DESIGNS[design].get("second_order"))
    theirs = salib_sobol.analyze(problem, y, calc_second_order=second, num_resamples=10, seed=1)
    found = analyse(dataset).own[0].result
    assert isinstance(found, SobolIndices)
    np.testing.assert_allclose(found.total.value, theirs["ST"], rtol=1e-6)
    np.testing.assert_allclose(found.first.value, theirs["S1"], atol=0.05)  # centred by the mean of other points


def test_screening_of_a_study_is_that_of_salib(tmp_path: Path) -> None:
    """Of factors whose values follow the unit cube; for others we go by the values, which may not have moved."""
    smooth = [
        {"key": "accounts.Giant.size", "low": 1.0, "high": 8.0},
        {"key": "policy.focus", "low": 0.0, "high": 0.05},
    ]
    plan = make_study({**STUDY, "factors": smooth, "design": {"kind": "morris", "trajectories": 8}})
    with Threads() as threads:
        dataset = sweep(plan, tmp_path / "data", threads)
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2}
    unit = dataset.design.unit
    assert unit is not None
    theirs = salib_morris.analyze(problem, unit, dataset.column("profit", "strategic"), num_resamples=10, seed=1)
    found = analyse(dataset, ["profit"]).own[0].result
    assert isinstance(found, Screening)
    np.testing.assert_allclose(found.mu_star.value, theirs["mu_star"], rtol=1e-6)
    np.testing.assert_allclose(found.sigma.value, theirs["sigma"], rtol=1e-6)


def test_swings_are_between_the_points_that_were_played(played: PointRuns) -> None:
    dataset = played("one at a time")
    table = dataset.table().filter(policy="strategic", account="Giant")
    found = analyse(dataset, ["contribution_margin"], account="Giant").own[0].result
    assert isinstance(found, Tornado)
    assert found.ends[0] == ("1", "8")
    assert found.base == table["contribution_margin"][0]
    (few,) = table.filter(table["market.rivals"] == 1)["contribution_margin"]
    (many,) = table.filter(table["market.rivals"] == 8)["contribution_margin"]
    assert (found.low[0], found.high[0]) == (few, many)
    assert found.ends[3] in {("threat-point", "opt-out"), ("opt-out", "threat-point")}
    assert found.swing.value[3] >= 0.0


def test_the_lead_is_taken_run_by_run(played: PointRuns) -> None:
    dataset = played("latin hypercube")
    own = [dataset.column("profit", policy) for policy in ("accommodating", "strategic")]
    np.testing.assert_allclose(dataset.column("profit_lead", "strategic"), own[1] - own[0], rtol=1e-9, atol=1e-12)
    leads = analyse(dataset, ["profit"], policy="strategic").leads
    assert [lead.subject for lead in leads] == ["strategic's lead in profit"]
    assert analyse(dataset, ["profit"], policy="accommodating").leads == []


def test_a_factor_stands_where_its_value_does() -> None:
    plan = make_study(STUDY)
    found = positions(plan.targets, [(1, 1.0, 0, "threat-point"), (8, 8.0**0.5, 1, "opt-out")])
    np.testing.assert_allclose(found, [[0.0, 0.0, 0.0, 0.0], [1.0, 0.5, 1.0, 1.0]])


@pytest.fixture(autouse=True)
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Figure, "savefig", sketch)


@pytest.mark.parametrize("design", DESIGNS)
def test_findings_are_written_as_figures_and_as_json(played: PointRuns, design: str, tmp_path: Path) -> None:
    found = analyse(played(design))
    save_result(SensitivityResult(found), tmp_path / "out")
    said = json.loads((tmp_path / "out" / "sensitivity.json").read_text())
    assert {path.name for path in (tmp_path / "out" / "figures").iterdir()} == set(said["figures"])
    assert {"levers.png", "levers.svg", "levers-lead.png"} <= set(said["figures"])
    assert said["findings"][0]["factors"][0]["factor"] == found.own[0].factors[found.own[0].order[0]]
    assert said == {**json.loads(json.dumps(document(found))), "figures": said["figures"]}
    save_result(SensitivityResult(found), tmp_path / "out")  # earlier findings are replaced


def test_nothing_but_findings_is_replaced(played: PointRuns, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(EquipoiseError, match=r"it holds mine\.txt, which is no part of results"):
        save_result(SensitivityResult(analyse(played("grid"))), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(EquipoiseError, match=r"mine\.txt is a file, not a folder"):
        check_folder(tmp_path / "mine.txt" / "out")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"outcomes": ["survivl"]}, 'no outcome "survivl"; did you mean "survival"'),
        ({"policy": "strategy"}, 'no policy "strategy"; did you mean "strategic"'),
        ({"account": "Gaint"}, 'no account "Gaint"; did you mean "Giant"'),
        ({"outcomes": ["revenue"]}, 'no outcome "revenue"; there are contribution_margin'),
    ],
)
def test_what_the_study_does_not_have_is_refused(played: PointRuns, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(EquipoiseError, match=said):
        analyse(played("grid"), **asked)


def test_an_outcome_that_never_varies_is_said_to_be_moved_by_nothing(tmp_path: Path) -> None:
    still = [{"key": "hierarchy.contribution", "low": 0.3, "high": 0.3000001}]
    plan = make_study({**STUDY, "rounds": 1, "factors": still, "design": {"kind": "saltelli", "points": 4}})
    with Threads() as threads:
        found: Sensitivity = analyse(sweep(plan, tmp_path / "data", threads), ["survival"])
    assert "nothing clearly moves survival under strategic" in document(found)["answer"]


class TestCommand:
    """``equipoise sensitivity``, as it is typed."""

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        lines = [f"{key} = {json.dumps(STUDY[key])}" for key in STUDY if key not in {"name", "factors"}]
        lines += ["[design]", 'kind = "one-at-a-time"', "levels = 2"]
        for factor in FACTORS[:2]:
            lines += ["[[factors]]", *(f"{key} = {json.dumps(value)}" for key, value in factor.items())]
        (tmp_path / "tried.toml").write_text("\n".join(lines))
        return tmp_path

    def test_it_plays_the_study_and_tells_which_lever_matters(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["sensitivity", "tried.toml", "--out", "levers"]) == 0
        said = capsys.readouterr()
        assert "matters most to contribution margin under strategic" in " ".join(said.out.split())
        assert "Survival under strategic" in said.out
        assert "tried-sweep" in said.err
        assert (folder / "levers" / "figures" / "tornado-survival-lead.png").exists()
        assert run(["sensitivity", "tried-sweep", "--json", "--account", "Giant"]) == 0
        again = capsys.readouterr()
        assert json.loads(again.out)["account"] == "Giant"
        assert again.err == ""

    def test_a_mistake_is_told_before_anything_is_played(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["sensitivity", "tried.toml", "--policy", "strategy"]) == 2
        assert 'did you mean "strategic"' in capsys.readouterr().err
        assert run(["sensitivity", "treid.toml"]) == 2
        assert "treid.toml" in capsys.readouterr().err
        assert [path.name for path in folder.iterdir()] == ["tried.toml"]

"""A run is repeated from its manifest alone."""

import json
from pathlib import Path

import pytest

from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.comparison_task import ComparisonTask
from equipoise.experiments.kept import KeptRuns, kept_runs
from equipoise.experiments.kinds import MANIFEST, PANEL, RELATIONSHIPS, VENDORS
from equipoise.experiments.manifest import read_manifest
from equipoise.experiments.versions import installed_versions, other_versions, rules_digest
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario, with_settings
from tests.manifests.manifests import comparison_in, resealed, write_comparison


def arms() -> list[Arm]:
    settings = {"bargaining.risk_aversion": "0.7", "switches.demands": "off"}
    scenario = with_settings(load_scenario("the-wrong-account"), settings)
    return [Arm(scenario, load_policy(policy), 2**63 - 1, 9) for policy in ("strategic", "accommodating")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "manifest.json"
    write_comparison(written, arms(), 300)
    return written


def test_a_run_from_the_manifest_is_the_same_to_the_last_bit(path: Path) -> None:
    task = comparison_in(path)
    again = compare(task.arms, task.replications, names=task.names)
    assert json.dumps(to_json(again)) == json.dumps(to_json(compare(arms(), 300)))


def test_a_manifest_states_every_parameter_and_lever(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    scenario, policy = document["scenarios"]["the-wrong-account"], document["policies"]["strategic"]
    assert scenario["parameters"] == arms()[0].scenario.parameters.model_dump(mode="json")
    assert policy["levers"] == arms()[0].policy.levers.model_dump(mode="json")
    assert [(arm["seed"], arm["rounds"]) for arm in document["arms"]] == [(2**63 - 1, 9)] * 2
    assert document["replications"] == 300


def test_a_manifest_states_what_a_type_of_account_stands_for(path: Path) -> None:
    for own in json.loads(path.read_text(encoding="utf-8"))["scenarios"]["the-wrong-account"]["accounts"]:
        assert own["type"] is None or own["orientation"] is not None


def test_scenarios_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    base, policy = load_scenario("base"), load_policy("strategic")
    other = with_settings(base, {"vendor.cash": "3"})
    given = [Arm(scenario, policy, 7, 4) for scenario in (base, other, base)]
    write_comparison(tmp_path / "m.json", given, 10, names=["a", "b", "c"])
    task = comparison_in(tmp_path / "m.json")
    assert task.names == ["a", "b", "c"]
    assert [arm.scenario.parameters.vendor.cash for arm in task.arms] == [
        arm.scenario.parameters.vendor.cash for arm in given
    ]
    assert len(json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["scenarios"]) == 2


def test_versions_are_told_and_compared(path: Path) -> None:
    manifest = read_manifest(path, ComparisonTask)
    assert set(manifest.versions) >= {"rules", "python", "equipoise", "numpy", "numba", "mesa", "scipy"}
    assert manifest.versions == installed_versions()
    assert other_versions(manifest.versions) == {}
    document = json.loads(path.read_text(encoding="utf-8"))
    document["versions"]["numpy"] = "1.0"
    path.write_text(json.dumps(resealed(document)), encoding="utf-8")
    changed = read_manifest(path, ComparisonTask).versions
    assert other_versions(changed) == {"numpy": ("1.0", installed_versions()["numpy"])}


def test_data_made_from_a_manifest_are_the_same_to_the_last_byte(path: Path, tmp_path: Path) -> None:
    for folder, played in (("first", arms()), ("again", comparison_in(path).arms)):
        (tmp_path / folder).mkdir()
        with KeptRuns(tmp_path / folder, played, kept_runs(played, 3)) as keeper:
            compare(played, 3, threads=2, keeper=keeper)
        write_comparison(tmp_path / folder / "manifest.json", played, 3)
    for name in (PANEL, RELATIONSHIPS, VENDORS, MANIFEST):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_the_digest_of_the_rules_follows_their_sources_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = ("wording.py", "nearness.py", "numbers.py", "doubts.py", "files/lines.py")
    for name in ("__init__.py", "rules/demands.py", *telling):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr("equipoise.sim.__file__", str(tmp_path / "__init__.py"))
    digest = rules_digest.__wrapped__  # as in a process that has just begun
    before = digest()
    for told in telling:
        (tmp_path / told).write_text("two", encoding="utf-8")
    assert digest() == before
    (tmp_path / "rules/demands.py").write_text("two", encoding="utf-8")
    assert digest() != before

"""Claims through the door that people use."""

import json
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from equipoise.experiments.claims.document import COLUMNS
from tests.cli.conftest import Cli, Said, within

FEW = ("R2", "r17", "--runs", "40")
TOP = ["format", "runs", "seed", "joint", "settings", "claims", "two_by_two", "ablation", "shares"]
CLAIM = {
    "id", "sentence", "source", "design", "measure", "placebo", "limits", "verdict", "versions", "p_value", "adjusted",
    "weakest", "remark", "readings", "runs", "effects", "built_in", "placebos", "also", "levels",
}  # fmt: skip
EFFECT = {"name", "unit", "estimate", "error", "low", "high", "least", "runs", "p_value"}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    """Two claims, with everything that can be written."""
    folder = tmp_path_factory.mktemp("tried")
    return within(folder, "claims", *FEW, "--out", "evidence", COLUMNS="100"), folder / "evidence"


def test_a_claim_is_printed_with_verdict_effect_placebo_and_p(tried: tuple[Said, Path]) -> None:
    said, _ = tried
    assert said.code == 0, said.err
    assert said.out.startswith("Claims: 1 undecided, 1 built in\n")
    table = said.out.partition("\n\n")[2].partition("40 runs of each arm")[0]
    for text in ("R2 ", "R17 ", "= built in", "accounts,", "% of", "least", "gone", "<.001"):
        assert text in table
    assert max(map(len, said.out.splitlines())) <= 100
    assert said.out.endswith("The report is evidence/report.html; pictures, data and the manifest are beside it.\n")


def test_few_claims_are_told_in_full(tried: tuple[Said, Path]) -> None:
    said, _ = tried
    for heading in (
        "Design: ",
        "Measure: ",
        "Placebo: ",
        "Reading: ",
        "Limits: ",
        "effect ",
        "placebo ",
        "also ",
        "arm ",
    ):
        assert said.out.count(f"    {heading}") >= (1 if heading == "effect " else 2)


def test_out_holds_report_pictures_data_and_manifest(tried: tuple[Said, Path]) -> None:
    _, folder = tried
    assert {path.name for path in folder.iterdir()} == {
        "report.html", "claims.json", "claims.parquet", "manifest.json", "figures",
    }  # fmt: skip
    assert {path.name for path in (folder / "figures").iterdir()} == {"r2.svg", "r2.png", "r17.svg", "r17.png"}
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "What this model can't tell you" in page
    assert "equipoise claims R2 r17 --runs 40 --out evidence" in page
    assert page.count("data:image/svg+xml;base64,") == 2
    assert 'src="http' not in page
    assert "url(" not in page
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["claims"], manifest["runs"], manifest["seed"]) == (["R2", "R17"], 40, 7)


def test_the_table_of_effects_says_what_its_columns_mean(tried: tuple[Said, Path]) -> None:
    _, folder = tried
    table = pl.read_parquet(folder / "claims.parquet")
    assert table.columns == list(COLUMNS)
    assert set(table["claim"]) == {"R2", "R17"}
    assert set(table["kind"]) == {"effect", "built in", "placebo", "also"}
    assert (table.filter(pl.col("error") > 0).select((pl.col("low") < pl.col("estimate")).all())).item()
    schema = pq.read_schema(folder / "claims.parquet")
    assert all(schema.field(name).metadata[b"meaning"] for name in COLUMNS)


def test_a_folder_of_claims_may_be_written_anew_and_no_other(
    tried: tuple[Said, Path], cli: Cli, tmp_path: Path
) -> None:
    assert tried[0].code == 0
    again = ("claims", "R2", "--runs", "20", "--out", "mine")
    assert [cli(*again).code for _ in range(2)] == [0, 0]
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    refused = cli(*again)
    assert refused.code == 2
    assert "it holds notes.txt, which is no part of results" in refused.err
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_results_at_many_points_are_written_like_any_other(cli: Cli, tmp_path: Path) -> None:
    asked = ("claims", "R2", "--robust", "--points", "20", "--runs", "20", "--seed", "3")
    said = cli(*asked, "--out", "around")
    assert said.code == 0, said.err
    folder = tmp_path / "around"
    assert {path.name for path in folder.iterdir()} == {"around.md", "around.json", "around.parquet", "manifest.json"}
    assert len(pl.read_parquet(folder / "around.parquet")) == 20
    again = cli("repeat", "around")
    assert again.code == 2
    assert "  equipoise claims R2 --robust --points 20 --runs 20 --seed 3" in again.err
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    refused = cli(*asked, "--out", "around")
    assert refused.code == 2
    assert "it holds notes.txt, which is no part of results" in refused.err


def test_the_document_has_exactly_the_documented_keys(cli: Cli) -> None:
    said = cli("claims", "R3", "--runs", "40", "--seed", "3", "--json")
    assert said.code == 0
    assert list(said.document) == TOP
    (claim,) = said.document["claims"]
    assert set(claim) == CLAIM
    assert (said.document["seed"], said.document["runs"], claim["runs"]) == (3, 40, 40)
    assert all(set(effect) == EFFECT for kind in ("effects", "placebos", "also") for effect in claim[kind])
    assert said.document["two_by_two"] == []
    assert said.document["ablation"] is said.document["shares"] is None


def test_results_do_not_depend_on_threads(cli: Cli) -> None:
    one, three = (cli("claims", "R2", "R9", "--runs", "40", "--json", "--threads", n) for n in ("1", "3"))
    assert one.out == three.out


def test_the_list_tells_how_each_is_tested_without_testing_any(cli: Cli) -> None:
    said = cli("claims", "--list")
    assert said.code == 0
    assert all(f"R{number}  " in said.out for number in range(1, 22))
    assert said.out.count("Placebo: ") == 21
    alone = cli("claims", "r5", "--list", "--json").document
    assert [claim["id"] for claim in alone] == ["R5"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("R2", "R77"), 'Error: there is no claim "R77"; did you mean "R7" or "R17"?'),
        (("--list", "profit"), 'Error: there is no claim "profit"; they are R1 to R21'),
        (("R2", "--runs", "5"), "Error: claims take at least 20 runs of each arm, not 5"),
    ],
)
def test_a_mistake_is_answered_by_a_message(cli: Cli, arguments: tuple[str, ...], message: str) -> None:
    said = cli("claims", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip().startswith(message)


def test_a_folder_is_refused_before_time_is_spent(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = cli("claims", "--out", "file/evidence")
    assert said.code == 2
    assert "file is a file, not a folder" in said.err


def test_claims_are_asked_elsewhere(cli: Cli) -> None:
    here, there = (cli("claims", "R5", "--runs", "20", "--json", *more) for more in ((), ("--set", "market.rivals=1")))
    assert there.document["settings"] == {"market.rivals": "1"}
    assert here.document["claims"][0]["effects"] != there.document["claims"][0]["effects"]
    refused = cli("claims", "R8", "--runs", "20", "--set", "portfolio.replace_ratio=3")
    assert (refused.code, refused.out) == (2, "")
    assert "portfolio.replace_ratio   cannot be set for R8, which sets it itself in every arm" in refused.err

"""The command, and the page that it holds current."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pyarrow.parquet as pq
import pytest

from equipoise.app.documents.register import REGULARITIES
from equipoise.experiments.folder import check_folder
from equipoise.experiments.regularities import names
from equipoise.experiments.regularities.document import estimated
from equipoise.experiments.regularities.population import (
    QUICK_VENDORS,
    RELATIONSHIP_ROUNDS,
    SEED,
    VENDOR_ROUNDS,
    Panels,
    Population,
)
from equipoise.sim.faults import EquipoiseError
from tests.cli.conftest import Said, within
from tests.test_answers import as_text, digest, kept, skip_on_other_processors

TEXT = REGULARITIES.text()
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(scope="module", autouse=True)
def _played_once() -> Iterator[None]:
    """Who asks for a population that another test has played gets that one."""
    played, known = Population.played, {}

    def once(asked: Population, settings: Mapping[str, object] | None = None) -> Panels:
        key = (asked.vendors, asked.seed, *sorted((settings or {}).items()))
        if key not in known:
            known[key] = played(asked, settings)
        return known[key]

    with patch.object(Population, "played", once):
        yield


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    """All regularities, in seconds, with everything that is written."""
    folder = tmp_path_factory.mktemp("regularities")
    return within(folder, "regularities", "--quick", "--json", "--out", "evidence"), folder / "evidence"


def rows(heading: str) -> dict[str, list[str]]:
    """Rows of the first table under a heading, by their first cell."""
    table = TEXT.partition(heading)[2].partition("| --- ")[2].partition("\n<!-- end ")[0].splitlines()[1:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]
    return {row[0]: row[1:] for row in cells}


def test_all_are_told(quick: tuple[Said, Path]) -> None:
    said, _ = quick
    assert said.code == 0, said.err
    document = said.document
    assert [told["name"] for told in document["regularities"]] == names()
    assert (document["vendors"], document["seed"], document["tests"]) == (QUICK_VENDORS, SEED, len(names()))
    for told in document["regularities"]:
        assert told["together"]["low"] <= told["estimate"]["low"] <= told["estimate"]["value"]
        assert told["estimate"]["value"] <= told["estimate"]["high"] <= told["together"]["high"]


def test_the_answer_is_the_same_to_the_last_bit(quick: tuple[Said, Path]) -> None:
    skip_on_other_processors()
    assert digest(as_text("regularities", quick[0])) == kept()["regularities"]


def test_quick_verdicts_are_those_of_the_full_study_or_the_page_names_them(quick: tuple[Said, Path]) -> None:
    """Fewer vendors may leave a verdict undecided, or be those that decide one, and turn none round."""
    full, section = rows("# Published regularities"), TEXT.partition("## Quick")[2]
    other = [r["name"] for r in quick[0].document["regularities"] if full[r["name"]][2] != r["verdict"]]
    differ = [told for told in quick[0].document["regularities"] if told["name"] in other]
    assert all("undecided" in {told["verdict"], full[told["name"]][2]} for told in differ)
    about = " ".join(section.partition("| --- ")[0].split())
    assert ("but for" in about) == bool(other)
    assert all(name in about for name in other)


def test_the_page_is_current(quick: tuple[Said, Path]) -> None:
    """Its quick table is what the program gives, give or take one in the last digit: processors differ in theirs."""
    page = rows("## Quick")
    assert set(page) == set(rows("# Published regularities")) == set(names())
    for told in quick[0].document["regularities"]:
        made = estimated(told["estimate"]["value"], told["together"]["low"], told["together"]["high"])
        written, verdict = page[told["name"]]
        pairs = zip(NUMBER.findall(written), NUMBER.findall(made), strict=True)
        close = all(abs(float(a) - float(b)) <= 2.01 * 10.0 ** -len(a.partition(".")[2]) for a, b in pairs)
        assert close, f"{told['name']}: {REGULARITIES.stale}; the page has {written}, now {made}"
        assert verdict == told["verdict"]


def test_a_section_tells_why(quick: tuple[Said, Path]) -> None:
    for told in quick[0].document["regularities"]:
        section = TEXT.partition(f"\n## {told['name']}\n")[2].partition("\n## ")[0]
        assert told["fact"] in section
        assert told["source"] in section
        assert section.count("\n| ") > 2, told["name"]


def test_everything_is_written(quick: tuple[Said, Path]) -> None:
    said, out = quick
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    pictures = {f"figures/{name}{kind}" for name in names() for kind in (".svg", ".png")}
    data = {"manifest.json", "panel.parquet", "regularities.json", "regularities.md", "vendors.parquet"}
    assert files == pictures | data
    assert json.loads((out / "regularities.json").read_text(encoding="utf-8")) == said.document
    page = (out / "regularities.md").read_text(encoding="utf-8")
    for name in names():
        assert f"(figures/{name}.svg)" in page
        assert (out / "figures" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    for name, columns in (("panel", RELATIONSHIP_ROUNDS), ("vendors", VENDOR_ROUNDS)):
        schema = pq.read_schema(out / f"{name}.parquet")
        assert schema.names == list(columns)
        assert json.loads(schema.metadata[b"equipoise.columns"])["vendor"]["meaning"] == columns["vendor"][1]
    vendors = pl.read_parquet(out / "vendors.parquet")
    assert vendors["vendor"].n_unique() == QUICK_VENDORS


def test_a_folder_of_regularities_may_be_written_anew_and_no_other(tmp_path: Path, quick: tuple[Said, Path]) -> None:
    check_folder(quick[1])
    (tmp_path / "regularities.md").write_text("mine", encoding="utf-8")
    with pytest.raises(EquipoiseError, match="not results"):
        check_folder(tmp_path)


def test_one_alone_is_told_in_full_and_judged_as_among_all(quick: tuple[Said, Path], tmp_path: Path) -> None:
    said = within(tmp_path, "regularities", "link-survival", "--quick")
    assert said.code == 0, said.err
    for words in ("Mizuno", "Calibrated: yes", "Sample:", "reproduced", f"all {len(names())} regularities"):
        assert words in re.sub(r"\s+", " ", said.out)
    (told,) = [r for r in quick[0].document["regularities"] if r["name"] == "link-survival"]
    for number in ("value", "low", "high"):
        shown = told["estimate"][number] if number == "value" else told["together"][number]
        assert f"{shown:.3f}" in said.out
    told_in_full, _, hint = said.out.rpartition("\n\n")
    assert all(len(line) <= 80 for line in told_in_full.splitlines())
    assert hint.startswith("For a page")  # a line to copy is not broken


def test_a_population_can_be_another(tmp_path: Path) -> None:
    said = within(tmp_path, "regularities", "link-survival", "--vendors", "100", "--seed", "21", "--quick", "--json")
    assert said.code == 0, said.err
    assert (said.document["vendors"], said.document["seed"]) == (100, 21)
    assert 0.9 < said.document["regularities"][0]["estimate"]["value"] < 0.96
    assert within(tmp_path, "regularities", "--vendors", "3").code == 2


def test_the_page_tells_which_verdicts_hang_on_the_population() -> None:
    others = rows("## Other populations")
    assert set(others) == set(names())
    assert all(told[0] == rows("# Published regularities")[name][2] for name, told in others.items())


def test_the_list_runs_nothing(tmp_path: Path) -> None:
    said = within(tmp_path, "regularities", "--list", "tenure-price")
    assert said.code == 0
    assert "Reinartz" in said.out
    listed = within(tmp_path, "regularities", "--list", "--json").document
    assert [told["name"] for told in listed] == names()
    assert {told["published"]["compared"] for told in listed} == {"sign only", "size", "sign and size"}


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    said = within(tmp_path, "regularities", "tenure-prices")
    assert said.code == 2
    assert said.out == ""
    assert 'did you mean "tenure-price"?' in re.sub(r"\s+", " ", said.err)

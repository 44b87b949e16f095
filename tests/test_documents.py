"""Generated documents: each has a place for each of its parts, and is what the program writes."""

import re
from pathlib import Path

import pytest

from equipoise.app.documents import __main__ as command
from equipoise.app.documents.document import Document
from equipoise.app.documents.register import DOCUMENTS
from equipoise.experiments.markdown import table
from tests.test_docs import ROOT

BY_NAME = {document.name: document for document in DOCUMENTS}
QUICK = [document for document in DOCUMENTS if not document.minutes]
MARK = re.compile(r"^<!-- end (.+) -->$", re.MULTILINE)


@pytest.mark.parametrize("document", QUICK, ids=lambda document: document.name)
def test_a_document_is_current(document: Document) -> None:
    made = list(document.make())
    assert tuple(mark for mark, _ in made) == document.marks
    assert document.text() == document.updated(made), document.stale


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_has_one_place_for_each_part_and_no_other(document: Document) -> None:
    if document.marks == ("",):
        return
    assert sorted(MARK.findall(document.text())) == sorted(document.marks)
    for mark in document.marks:
        page = document.put(document.text(), mark, "| a |\n| --- |\n| 1 |")
        assert page.count(f"<!-- {mark} -->\n| a |\n| --- |\n| 1 |\n<!-- end {mark} -->") == 1
        assert document.put(page, mark, document.part(mark)) == document.text()
    with pytest.raises(ValueError, match=rf"{re.escape(document.page)} has no place for 'elsewhere'"):
        document.put(document.text(), "elsewhere", "")


def test_every_part_between_marks_is_in_the_register() -> None:
    generated = {document.path for document in DOCUMENTS} | {ROOT / "docs/model.md"}  # its marks are for its tests
    assert {page for page in ROOT.glob("docs/*.md") if MARK.search(page.read_text(encoding="utf-8"))} <= generated


def test_pages_and_tests_name_no_other_way_to_write_a_document() -> None:
    pages = [*ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md", ROOT / "scenarios/fields.md"]
    ways = {way for page in pages for way in re.findall(r"python -m (equipoise[\w.]+ [\w-]+)", page.read_text("utf-8"))}
    assert ways
    for way in ways:
        module, name = way.split()
        assert module == "equipoise.app.documents"
        assert name in BY_NAME


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the quick documents, all of them stale."""
    monkeypatch.setattr("equipoise.app.documents.document.ROOT", tmp_path)
    for document in QUICK:
        page = (ROOT / document.page).read_text(encoding="utf-8")
        for mark in document.marks:
            page = document.put(page, mark, "stale")
        document.path.parent.mkdir(exist_ok=True)
        document.path.write_text(page, encoding="utf-8")
    return tmp_path


def test_the_command_writes_what_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["data"])
    assert capsys.readouterr().out.splitlines() == [f"docs/data.md {mark}" for mark in BY_NAME["data"].marks]
    for document in QUICK:
        written = (root / document.page).read_bytes() == (ROOT / document.page).read_bytes()
        assert written == (document.name == "data")


def test_the_command_without_a_name_writes_what_takes_seconds_and_says_what_it_leaves(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main([])
    for document in QUICK:
        assert (root / document.page).read_bytes() == (ROOT / document.page).read_bytes()
    left = capsys.readouterr().out.splitlines()[-1]
    slow = "calibration, evidence, how-a-claim-is-judged, README, regularities, twins, ways-to-play, what-holds"
    assert left == f"Left as they are, since they take minutes: {slow}."


def test_a_name_that_there_is_not_is_answered_before_anything_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["data", "datum"])
    assert "there is no document 'datum': there are own-accounts, calibration, cli, data" in capsys.readouterr().err
    assert "stale" in (root / "docs/data.md").read_text(encoding="utf-8")


def test_a_table_in_markdown() -> None:
    assert table(["a", "b"], ["1", "x|y"], texts=1) == "| a | b |\n| --- | ---: |\n| 1 | x\\|y |"
    assert table(["a"]) == "| a |\n| --- |"

"""A seal is broken by whatever a page follows from, and by nothing else."""

from pathlib import Path

import pytest

from equipoise.app.documents import seal
from equipoise.app.documents.document import Document
from equipoise.app.documents.register import CALIBRATION, EVIDENCE, WHAT_HOLDS

FILES = {
    "app/page.py": "from equipoise.sim import rule\n",
    "sim/__init__.py": "",
    "sim/rule.py": "def rule():\n    from equipoise.sim.deep import deeper  # here as well\n    return deeper\n",
    "sim/deep.py": '"""Deep."""\n\n\ndef deeper():\n    """Say so."""\n    return 1\n',
    "sim/other.py": "OTHER = 1\n",
    "experiments/found.py": "import equipoise.analysis.used\n",
    "analysis/used.py": "USED = 1\n",
    "data.toml": "number = 1\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program, with a page that follows from it."""
    monkeypatch.setattr(seal, "ROOT", tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def sealed(folder: Path, page: str = "page") -> str:
    return seal.seal(page, "equipoise.app.page", [folder / "data.toml", folder / "experiments/found.py"])


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"sim/other.py"}))
def test_a_change_of_what_it_follows_from_breaks_it(folder: Path, name: str) -> None:
    before = sealed(folder)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("another = 2\n")
    assert sealed(folder) != before


def test_words_and_what_is_not_used_do_not(folder: Path) -> None:
    before = sealed(folder)
    (folder / "sim/other.py").write_text("OTHER = 2\n", encoding="utf-8")
    (folder / "sim/deep.py").write_text("def deeper():\n    # Why.\n    return 1\n", encoding="utf-8")
    assert sealed(folder) == before


def test_another_page_another_library_and_another_python_break_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seals = {sealed(folder), sealed(folder, "another page")}
    with monkeypatch.context() as another:
        another.setattr(seal, "version", lambda _: "0")
        seals.add(sealed(folder))
    monkeypatch.setattr("platform.python_version", lambda: "4.0.0")
    assert len({*seals, sealed(folder)}) == 4


@pytest.mark.parametrize(
    ("page", "besides"),
    [
        (EVIDENCE, ("app/pages/claims_tables.py", "experiments/claims/r03_market_entry.py")),
        (WHAT_HOLDS, ("experiments/calibration/ranges.py", "experiments/claims/r03_market_entry.py")),
        (CALIBRATION, ("experiments/calibration/words.py", "experiments/region.py")),
    ],
    ids=lambda given: getattr(given, "name", ""),
)
def test_a_page_that_takes_minutes_is_sealed_with_all_that_it_loads(
    page: Document, besides: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page.seal(page.text())
    assert page.seal(whole) == whole
    assert page.seal(whole.replace("#", "another", 1)).splitlines()[-1] != whole.splitlines()[-1]
    counted: set[bytes] = set()
    monkeypatch.setattr(seal, "_statements", counted.add)
    page.seal(whole)
    rules = {*(seal.ROOT / "sim/rules").glob("*.py"), *(seal.ROOT / "sim/phases").glob("*.py")}
    followed = rules | {seal.ROOT / name for name in ("analysis/moments.py", *besides)}
    assert {path.read_bytes() for path in followed} <= counted

"""What touches the names of files does so in one place, and no reader gets a path that it may take for a pattern."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STORAGE = ROOT / "experiments" / "storage"
ELSEWHERE = re.compile(
    r"os\.(replace|rename|link|fsync)\(|shutil\.(move|rmtree)\(|\b(unfinished|made|work|path|aside)\.(replace|rename)\("
    r"|\b(scan|read|sink)_parquet\((?!\{in_python|\")|\bglob\.i?glob\(|ParquetFile\(path|ParquetWriter\((self\._)?path"
)


def test_files_are_renamed_flushed_and_removed_by_the_storage_alone() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for package in ("app", "experiments", "analysis")
        for path in sorted((ROOT / package).rglob("*.py"))
        if STORAGE not in path.parents
        for line in path.read_text(encoding="utf-8").splitlines()
        if ELSEWHERE.search(line)
    ]
    assert found == []

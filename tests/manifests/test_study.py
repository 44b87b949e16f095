"""A data set whose manifest was changed: told to who reads it, mended for who goes on with the same study."""

from pathlib import Path

import pytest

from equipoise.experiments.studies.dataset import MANIFEST, open_dataset
from equipoise.experiments.studies.sweep import work_on
from equipoise.sim.faults import EquipoiseError, StudyError
from tests.studies.studies import played, small

PLAN = small(replications=2, rounds=2, design={"kind": "latin-hypercube", "points": 2})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("made") / "set", PLAN)


def test_who_reads_it_is_told(made: Path) -> None:
    whole = (made / MANIFEST).read_bytes()
    (made / MANIFEST).write_bytes(whole.replace(b'"replications": 2', b'"replications": 3', 1))
    with pytest.raises(EquipoiseError, match=r"study.json has been changed since it was written") as caught:
        open_dataset(made)
    assert "change the study's file" in str(caught.value)
    assert f"equipoise sweep STUDY --out {made}" in str(caught.value)
    (made / MANIFEST).write_bytes(whole)


def test_who_goes_on_gets_it_mended_and_is_told(made: Path) -> None:
    whole = (made / MANIFEST).read_bytes()
    with work_on(PLAN, made) as work:
        assert work.mended == ""
    for wrong in (whole.replace(b"market.rivals", b"market.attention"), whole[:500], b"", b"[]"):
        (made / MANIFEST).write_bytes(wrong)
        with work_on(PLAN, made) as work:
            assert work.mended.startswith(str(made / MANIFEST))
            assert work.pending == []
        assert (made / MANIFEST).read_bytes() == whole
    (made / MANIFEST).unlink()
    with work_on(PLAN, made) as work:
        assert work.mended == ""
    assert (made / MANIFEST).read_bytes() == whole


@pytest.mark.parametrize(
    ("name", "entries", "said"),
    [
        ("settings", {f"rivls{k}": 1 for k in range(19_000)}, "settings   has 19,000 entries; there are"),
        ("until", {f"survivl{k}": 0.1 for k in range(19_000)}, "until   has 19,000 entries; there are"),
        ("outcomes", ["survival"] * 19_000, "outcomes   has 19,000 entries; there are"),
        ("accounts", [f"Giant{k}" for k in range(19_000)], "accounts   has 19,000 entries; there are 3 things"),
        ("factors", [{"key": f"rivls{k}"} for k in range(1_000)], "factors   has 1,000 entries; there are"),
    ],
)
def test_more_entries_than_there_are_things_are_refused_before_each_is_looked_at(
    name: str, entries: object, said: str
) -> None:
    with pytest.raises(StudyError) as caught:
        small(**{name: entries})
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1

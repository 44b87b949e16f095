"""Data sets: read in one line by whatever reads Parquet, and told of, file by file, when they are broken."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equipoise.experiments.parquet import METADATA_KEY
from equipoise.experiments.studies.columns import columns_of
from equipoise.experiments.studies.dataset import DATA, MANIFEST, open_dataset
from equipoise.experiments.studies.parts import part_name
from equipoise.experiments.studies.sweep import work_on
from equipoise.sim.faults import EquipoiseError
from tests.studies.studies import FACTORS, played, small
from tests.studies.test_sweep import cut_small

PLAN = small(factors=[*FACTORS, {"key": "switches.fear"}, {"key": "bargaining.stakes"}])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of six parts."""
    return played(cut_small(tmp_path_factory.mktemp("made") / "data set", PLAN), PLAN)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return copytree(made, tmp_path / "copy")


def test_a_row_is_a_point_a_policy_and_an_account_in_order(made: Path) -> None:
    table = open_dataset(made).table()
    assert table.columns == list(columns_of(PLAN))
    assert table.select("point", "policy", "account").rows() == [
        (point, policy, account)
        for point in range(12)
        for policy in ("accommodating", "strategic")
        for account in ("all", "Giant")
    ]


def test_polars_pandas_and_duckdb_read_it_in_one_line(made: Path) -> None:
    by_us = open_dataset(made).table()
    by_polars = pl.read_parquet(made / "data")
    by_pandas = pd.read_parquet(made / "data")
    by_duckdb = duckdb.sql(f"from '{made}/data/*.parquet'").pl()
    assert by_polars.equals(by_us)
    assert pl.from_pandas(by_pandas).cast(dict(by_us.schema)).equals(by_us)  # type: ignore[arg-type]
    assert by_duckdb.equals(by_us)
    rows = by_duckdb.filter(policy="strategic", account="Giant")
    own = open_dataset(made).column("survival_lead", "strategic", "Giant")
    assert rows["survival_lead"].mean() == pytest.approx(own.mean())


def test_units_and_meanings_stand_in_every_part(made: Path) -> None:
    for path in sorted((made / DATA).iterdir()):
        schema = pq.read_schema(path)
        declared = json.loads(schema.metadata[METADATA_KEY.encode()])
        for name, column in columns_of(PLAN).items():
            assert declared[name] == {"unit": column.unit, "meaning": column.meaning}
            assert schema.field(name).metadata == {b"unit": column.unit.encode(), b"meaning": column.meaning.encode()}


def test_what_is_read_back_is_the_study_and_its_design(made: Path) -> None:
    dataset = open_dataset(made)
    assert dataset.plan == PLAN
    assert len(dataset.design) == dataset.played == 12
    table = dataset.table().filter(policy="strategic", account="all")
    for k, key in enumerate(dataset.design.keys):
        assert table[key].to_list() == [row[k] for row in dataset.design.values]


def test_a_column_comes_in_the_order_of_the_points(made: Path) -> None:
    dataset = open_dataset(made)
    table = dataset.table().filter(policy="strategic", account="Giant")
    assert (dataset.column("survival", "strategic", "Giant") == table["survival"].to_numpy()).all()
    assert np.isnan(dataset.column("profit", "strategic", "Giant")).all()
    for asked, said in (
        (("survivl", "strategic", "all"), 'no column "survivl"; did you mean "survival"?'),
        (("survival", "strategc", "all"), 'no policy "strategc"; did you mean "strategic"?'),
        (("survival", "strategic", "South"), 'no account "South"; there are all, Giant'),
    ):
        with pytest.raises(EquipoiseError) as caught:
            dataset.column(*asked)
        assert said in str(caught.value)


# Broken ones.


def part(folder: Path, number: int) -> Path:
    (path,) = (folder / DATA).glob(f"part-{number:06d}.*")
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def forge(path: Path, content: bytes) -> None:
    """Put other bytes in a part's place, with their own checksum."""
    path.unlink()
    path.with_name(part_name(int(path.name[5:11]), content)).write_bytes(content)


def forge_table(path: Path, table: pa.Table) -> None:
    content = BytesIO()
    pq.write_table(table, content)
    forge(path, content.getvalue())


def other_columns(path: Path) -> None:
    forge_table(path, pq.read_table(path).drop_columns(["runs"]))


def fewer_rows(path: Path) -> None:
    forge_table(path, pq.read_table(path).slice(1))


def other_study(path: Path) -> None:
    table = pq.read_table(path)
    forge_table(path, table.replace_schema_metadata({**table.schema.metadata, b"equipoise.study": b"0"}))


def a_copy(path: Path) -> None:
    table = pq.read_table(path).slice(0)
    content = BytesIO()
    pq.write_table(table, content, compression="none")
    path.with_name(part_name(3, content.getvalue())).write_bytes(content.getvalue())


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def a_sparse_giant(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(2**40)


CHANGED = "is damaged: its bytes are not those that were written, by the checksum in its name; delete it, and the"
DAMAGE: list[tuple[Callable[[Path], Any], str]] = [
    (cut, f"{CHANGED} command that wrote the data set plays its points anew"),
    (lambda path: path.write_bytes(b""), CHANGED),
    (lambda path: path.write_bytes(path.read_bytes() + b"\0"), CHANGED),
    (lambda path: path.write_bytes(part(path.parent.parent, 0).read_bytes()), CHANGED),
    (lambda path: forge(path, b"PAR1"), "is not a whole Parquet file; delete it"),
    (other_columns, "has other columns than this study; delete it"),
    (fewer_rows, "has 7 rows instead of 8; delete it"),
    (other_study, "is of another study; delete it"),
    (lambda path: forge(path, part(path.parent.parent, 0).read_bytes()), "is of another part of this study; delete"),
    (a_copy, "is there twice, also as part-000003."),
    (a_folder, "cannot be read: it is a folder, not a file; delete it"),
    (a_pipe, "cannot be read: it is a pipe, not a file; delete it"),
    (a_device, "cannot be read: it is a device, not a file; delete it"),
    (a_loop, "cannot be read: too many levels of symbolic links; delete it"),
    (a_sparse_giant, "cannot be read: file too large; delete it"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGE)
def test_a_damaged_part_is_named_to_who_reads_and_to_who_goes_on(
    damage: Callable[[Path], Any], said: str, copy: Path
) -> None:
    damage(part(copy, 3))
    with pytest.raises(EquipoiseError) as reading:
        open_dataset(copy)
    with pytest.raises(EquipoiseError) as going_on, work_on(PLAN, copy):
        pass
    assert str(reading.value) == str(going_on.value)
    assert f"{copy / DATA / 'part-000003.'}" in str(reading.value)
    assert said in str(reading.value)


def test_every_damaged_part_is_named_at_once(copy: Path) -> None:
    for number in (1, 4):
        cut(part(copy, number))
    (copy / DATA / "notes.parquet").write_bytes(b"")
    with pytest.raises(EquipoiseError) as caught:
        open_dataset(copy)
    lines = str(caught.value).splitlines()
    assert [Path(line.split()[0]).name[:11] for line in lines] == ["notes.parqu", "part-000001", "part-000004"]
    assert "is no part of this study; move it away" in lines[0]


def test_an_unfinished_one_is_told_of_or_read_as_far_as_it_is(copy: Path) -> None:
    part(copy, 1).unlink()
    part(copy, 5).unlink()
    with pytest.raises(
        EquipoiseError, match=r"is unfinished: 8 of 12 points .*part 000001 in .* and 1 more are missing"
    ):
        open_dataset(copy)
    dataset = open_dataset(copy, partly=True)
    assert not dataset.finished
    assert sorted(set(dataset.table()["point"])) == [0, 1, 4, 5, 6, 7, 8, 9]


def test_one_with_no_part_yet_is_a_table_without_rows(tmp_path: Path) -> None:
    dataset = open_dataset(cut_small(tmp_path / "a", PLAN), partly=True)
    assert dataset.table().columns == list(columns_of(PLAN))
    assert dataset.table().height == 0


def test_what_is_no_data_set_is_told_of(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(EquipoiseError, match=r"there is no folder .*equipoise sweep STUDY --out .* makes one"):
        open_dataset(tmp_path / "nowhere")
    (copy / MANIFEST).unlink()
    with pytest.raises(EquipoiseError, match=r"study.json is missing\n.*writes the manifest anew, and keeps"):
        open_dataset(copy)
    (copy / MANIFEST).write_text('{"what": "equipoise study", "format": 99}')
    with pytest.raises(EquipoiseError, match=r"is of format 99; this version of equipoise reads format 3"):
        open_dataset(copy)


def test_arrow_agrees_on_types(made: Path) -> None:
    schema = pq.read_schema(part(made, 0))
    assert schema.field("market.rivals").type == pa.int64()
    assert schema.field("switches.fear").type == pa.bool_()
    assert schema.field("bargaining.stakes").type == pa.string()
    assert schema.field("accounts.Giant.size").type == pa.float64()

"""Characters that are obeyed instead of shown: no name holds one, and none is printed."""

import json
import tomllib
import unicodedata
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from rich.table import Table
from rich.text import Text

from equipoise.app.console import indented, note, output, say, show, show_json
from equipoise.experiments.csv_text import csv_text
from equipoise.experiments.json_text import json_text
from equipoise.experiments.studies.study import Study
from equipoise.sim.account import Account, Segment
from equipoise.sim.characters import in_ascii, visible
from equipoise.sim.files import scenario_to_toml
from equipoise.sim.parameters.business import Vendor
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import written
from tests.cli.conftest import ROOT

OBEYED = {
    "escape": "\x1b[31m",
    "bell": "\x07",
    "nul": "\0",
    "delete": "\x7f",
    "one-byte escape": "\x9b31m",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "zero width": "\u200b",
    "byte order mark": "\ufeff",
    "soft hyphen": "\xad",
    "tag": "\U000e0041",
    "joiner between letters": "\u200d",
    "half a character": "\udcff",
    "hangul filler": "\u3164",
    "blank of Braille": "\u2800",
    "grapheme joiner": "\u034f",
}
NAMES = ["Größe & Co.", "می‌خواهم", "👩‍👩‍👧", "株式会社", "a|b $x$ <b> [red]", "שלום", "=1+1"]
TEXTS = st.text(st.characters(codec=None) | st.sampled_from("".join(OBEYED.values())))


def made_of(name: str) -> list[tuple[type[BaseModel], dict[str, Any]]]:
    """Every place where a person names or titles something."""
    return [
        (Account, {"name": name}),
        (Segment, {"name": name}),
        (Scenario, {"name": name}),
        (Scenario, {"title": name}),
        (Scenario, {"question": name}),
        (Vendor, {"name": name}),
        (Policy, {"name": name}),
        (Policy, {"name": "a", "title": name}),
        (Policy, {"name": "a", "about": name}),
        (Study, {"scenario": "base", "name": name}),
        (Study, {"scenario": "base", "title": name}),
        (Study, {"scenario": "base", "question": name}),
    ]


@pytest.mark.parametrize("obeyed", OBEYED.values(), ids=OBEYED)
def test_no_name_holds_a_character_that_is_obeyed(obeyed: str) -> None:
    for model, stated in made_of(f"Gi{obeyed}ant"):
        with pytest.raises(
            ValidationError, match=r"nobody sees|valid string"
        ):  # half a character is no text to pydantic
            model.model_validate(stated)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_are_taken_as_they_are(name: str) -> None:
    for model, stated in made_of(name):
        assert stated.items() <= model.model_validate(stated).model_dump().items()
    assert visible(name) == name


def test_only_texts_of_several_lines_break_lines_and_no_name_is_blank() -> None:
    Scenario(question="One?\n\tTwo?")
    for stated in ({"title": "a\nb"}, {"name": "a\tb"}, {"name": " "}, {"name": "\u3000"}):
        with pytest.raises(ValidationError):
            Scenario.model_validate(stated)


@given(TEXTS)
def test_what_is_visible_holds_nothing_that_is_obeyed(text: str) -> None:
    shown = visible(text)
    assert not {character for character in shown if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}} - {
        "\n",
        "\t",
    }
    assert not {unicodedata.bidirectional(character) for character in shown} & {"RLO", "LRO", "RLI", "PDI"}
    assert visible(shown) == shown
    shown.encode()


@given(TEXTS)
def test_a_document_says_the_same_in_every_encoding(text: str) -> None:
    document = json_text({"name": text})
    assert json.loads(document) == json.loads(in_ascii(document)) == {"name": text}
    assert in_ascii(document).isascii()
    assert "\x1b" not in document


def test_toml_in_ascii_reads_back() -> None:
    scenario = Scenario(accounts=[Account(name="Größe 株")])
    assert tomllib.loads(in_ascii(scenario_to_toml(scenario)))["accounts"][0]["name"] == "Größe 株"


@given(TEXTS)
def test_a_value_in_a_message_is_one_line_that_nothing_obeys(text: str) -> None:
    assert visible(written(text)) == written(text)
    assert "\n" not in written(text)


COMPUTED = [
    "=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", " =1", "-1,5",
    "- 3",
]  # fmt: skip
PLAIN = ["-0.5", "+3", "-1e-7", "-.5", "Giant", "a=b", "2-1", ""]


@pytest.mark.parametrize("kind", ["String", "Categorical", "Enum"])
def test_a_spreadsheet_computes_no_text_and_keeps_numbers(kind: str) -> None:

    words = [*COMPUTED, *PLAIN]
    texts = pl.Series(words, dtype=pl.Enum(words) if kind == "Enum" else getattr(pl, kind)())
    table = pl.DataFrame({"=name": texts, "value": [-0.5] * len(words)})
    back = pl.read_csv(csv_text(table).encode(), infer_schema=False)
    assert back.columns == ["'=name", "value"]
    assert back["'=name"].to_list() == [*(f"'{word}" for word in COMPUTED), *PLAIN]
    assert set(back["value"]) == {"-0.5"}


CHILD = "experiments/accounts/files/unpacking.py"
"""A process of its own, in which workbooks are read."""


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (".write_csv(", {"experiments/csv_text.py"}),
        ("sys.stdout.write(", {"app/console.py", CHILD}),
        ("sys.argv", {"app/cli.py", CHILD}),
        ("PackageLoader(", {"app/pages/html.py"}),
    ],
)
def test_what_goes_in_or_out_goes_through_one_place(call: str, where: set[str]) -> None:
    sources = [path for package in ("analysis", "app", "experiments", "sim") for path in (ROOT / package).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in sources if call in path.read_text(encoding="utf-8")}
    assert found == where


@pytest.mark.parametrize("obeyed", OBEYED.values(), ids=OBEYED)
def test_what_is_shown_is_visible(obeyed: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.cache_clear()
    table = Table.grid()
    table.add_row(Text(obeyed), f"cell {obeyed}")
    show(Text(obeyed), indented(Text(obeyed), 2), table)
    say(obeyed)
    note(obeyed)
    show_json({obeyed: obeyed})
    printed = capsys.readouterr()
    assert visible(printed.out + printed.err) == printed.out + printed.err
    assert "cell" in printed.out

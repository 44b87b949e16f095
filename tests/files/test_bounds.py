"""What is longer, deeper or more than anybody writes is refused in few words, before it is parsed."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.experiments.studies.reading import load_study
from equipoise.sim.faults import EquipoiseError, SettingError
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.files.bounds import DEEPEST, LARGEST_FILE, MOST_ENTRIES, MOST_MISTAKES, told
from equipoise.sim.files.loading import MOST_HEIRS
from equipoise.sim.scenario import MOST_POLICIES, Scenario

pytestmark = pytest.mark.usefixtures("here")

MINE = Path("mine.toml")
LOADERS = [load_scenario, load_policy, load_study]


def refusal(load: Callable[[str], object], text: str) -> str:
    MINE.write_text(text, encoding="utf-8")
    with pytest.raises(EquipoiseError) as caught:
        load(MINE.name)
    return str(caught.value)


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" + ".a" * 59_999 + " = 1", "is nested too deeply"),
        ("a" + ".a" * 2_999 + " = 1", "is nested too deeply"),
        ("[" + ".".join("a" * 3_000) + "]", "is nested too deeply"),
        ("x = " + "[" * 3_000 + "]" * 3_000, "is nested too deeply"),
        ("x = " + "{a = " * 3_000 + "1" + "}" * 3_000, "is nested too deeply"),
        (f'title = "{"x" * 10_000_000}"', "is larger than 1,000,000 bytes, which is more than is read"),
        (f'title = "{"x" * 20_000}"', "holds a text of more than 10,000 characters"),
        ("x" * 20_000 + " = 1", "holds a text of more than 10,000 characters"),
        ("\n".join(f"k{k} = 1" for k in range(MOST_ENTRIES + 1)), "holds more than 20,000 keys and values"),
        (f"x = [{'1, ' * (MOST_ENTRIES + 1)}]", "holds more than 20,000 keys and values"),
        ("\n" * 200_000, "has more than 100,000 lines"),
        ("] " * 400_000, "holds more than 20,000 keys and values"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_what_nobody_writes_is_not_even_parsed(
    text: str, said: str, load: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> dict[str, object]:
        raise AssertionError

    load_study("what-moves-margin")  # what the program reads of its own, once
    monkeypatch.setattr(tomllib, "loads", refuse)
    assert refusal(load, text) == f"mine.toml  {said}"


def test_what_is_just_within_the_bounds_is_read() -> None:
    deep = DEEPEST - 1
    for text in ("a" + ".a" * deep + " = 1", "x = " + "[" * deep + "]" * deep, f'title = "{"x" * 500}"'):
        MINE.write_text(f"claims = []\n{text}\n", encoding="utf-8")
        said = "" if text.startswith("title") else "unknown key"
        assert said in (refusal(load_scenario, MINE.read_text("utf-8")) if said else "")
    MINE.write_text('title = "x"\n' + "#" * (LARGEST_FILE - 20), encoding="utf-8")
    assert load_scenario(MINE.name).title == "x"


@pytest.mark.parametrize("load", LOADERS)
def test_a_message_tells_of_so_many_mistakes_and_counts_the_others(load: Callable[[str], object]) -> None:
    """Each kind of file has one key of its own here, so that it is not about something else."""
    said = refusal(load, "title = 'x'\n" + "\n".join(f"rivals{k} = {k}" for k in range(15_000)))
    others = int(said.split("\n")[-1].split()[1].replace(",", ""))
    assert said.count("\n") == MOST_MISTAKES
    assert said.endswith("more mistakes")
    assert others >= 15_000 - MOST_MISTAKES
    assert len(said) < 40_000


def test_settings_are_bounded_too() -> None:
    for wild, most in (
        (["x" * 50_000 + "=1"], 200),
        ([f"k{k}=1" for k in range(2_000)], 10_000),
        (["a" + ".a" * 4_000 + "=1"], 400),
    ):
        with pytest.raises(SettingError) as caught:
            with_settings(Scenario(), wild)
        assert len(str(caught.value)) < most
    nested: list[object] = []
    for _ in range(5_000):
        nested = [nested]
    with pytest.raises(SettingError, match=r"market.rivals = \[\.\.\.\]   must be a whole number"):
        with_settings(Scenario(), {"market.rivals": nested})


def test_a_row_of_heirs_has_an_end() -> None:
    for k in range(1, MOST_HEIRS + 2):
        Path(f"{k}.toml").write_text(f"title = 'x'\nbase = '{k - 1}.toml'\n", encoding="utf-8")
    Path("0.toml").write_text("title = 'x'\n", encoding="utf-8")
    assert load_scenario(f"{MOST_HEIRS - 1}.toml").title == "x"
    with pytest.raises(EquipoiseError, match=f"inherited from through more than {MOST_HEIRS} files"):
        load_scenario(f"{MOST_HEIRS + 1}.toml")


def test_lists_and_texts_have_a_length() -> None:
    assert "must name at most 100" in refusal(load_scenario, f"policies = {['strategic'] * (MOST_POLICIES + 1)}")
    assert "must be no longer than 500 characters" in refusal(load_scenario, f"title = '{'x' * 501}'")
    assert "must be no longer than 60 characters" in refusal(load_scenario, f"[[accounts]]\nname = '{'x' * 61}'")
    assert "must be no longer than 200 characters" in refusal(load_scenario, f"[vendor]\nname = '{'x' * 201}'")
    assert "must be no longer than 5,000 characters" in refusal(load_policy, f"about = '{'x' * 5_001}'")


def test_a_file_that_no_file_system_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What says that it is empty, as files of the kernel do, and is not."""
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"x" * (LARGEST_FILE + 1))
    assert "is larger than" in refusal(load_scenario, "title = 'x'")


def test_mistakes_beyond_the_most_are_counted() -> None:
    assert told(["x"] * 3, 2) == "x\nx\nand 1 more mistakes"

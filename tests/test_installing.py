"""What documents and messages say about installing works, and brings all that the documents then use."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from equipoise.analysis.extras import how_to_install
from equipoise.app.serve.explorer.documents import files
from tests.test_docs import PAGES, ROOT
from tests.test_house import extras, modules, pins

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}(?=[a-z.])(.*)$", re.MULTILINE)
NAMED = re.compile(r"pip install[^\n`]*[ \"']equipoise(?!-\d)")
SCRIPTS = {script.name: script.dist.name for script in entry_points(group="console_scripts") if script.dist}
OWNERS = packages_distributions()
RUN = pins("requirements.lock")


def blocks(page: Path, *languages: str) -> list[str]:
    return [code for language, code in FENCED.findall(page.read_text(encoding="utf-8")) if language in languages]


def imported(page: Path) -> Iterator[str]:
    """Distributions from which the Python of a page imports."""
    for code in blocks(page, "python", "py"):
        for node in ast.walk(ast.parse(code)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in {name.partition(".")[0] for name in names} - {*sys.stdlib_module_names, "equipoise"}:
                yield OWNERS.get(name, [name.replace("_", "-")])[0].lower()


def called(page: Path) -> Iterator[str]:
    """Distributions whose commands stand in a page."""
    lines = [line for code in blocks(page, "console", "bash") for line in code.splitlines()]
    lines += INDENTED.findall(page.read_text(encoding="utf-8"))
    for line in lines:
        for word in re.findall(r"(?:^|[ /])([a-z][\w-]*)", line):
            if word in SCRIPTS and word != "equipoise":
                yield SCRIPTS[word]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_uses_is_pinned_to_run_or_the_page_says_how_to_get_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    used = {*imported(page), *called(page)} - {"pip"}
    assert {name for name in used if name not in RUN and f"pip install {name}" not in text} == set()


def test_a_command_of_a_page_is_recognised() -> None:
    assert "dask" in {name for page in PAGES for name in called(page)}
    assert {"duckdb", "dask-jobqueue"} <= {name for page in PAGES for name in imported(page)}


def test_nothing_is_installed_by_a_name_that_no_index_has() -> None:
    files = [*PAGES, ROOT / "CONTRIBUTING.md", *modules(), *(ROOT / "benchmarks").glob("*.py")]
    assert [path.name for path in files if NAMED.search(path.read_text(encoding="utf-8"))] == []
    assert NAMED.search('pip install "equipoise[evidence]"')
    assert NAMED.search("pip install --upgrade equipoise")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.mark.parametrize("extra", extras())
def test_the_wheel_has_the_name_and_the_extras_that_messages_and_documents_say(wheel: Path, extra: str) -> None:
    assert f'pip install "{wheel.name}[{extra}]"' in how_to_install(extra)
    named = {name for page in PAGES for name in re.findall(r"equipoise-[\w.-]+\.whl", page.read_text(encoding="utf-8"))}
    assert named == {wheel.name}
    with ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = archive.read(metadata).decode("utf-8")
    assert f"Provides-Extra: {extra}\n" in told
    for line in extras()[extra]:
        assert f"Requires-Dist: {line}; extra == '{extra}'\n" in told


def test_the_wheel_holds_the_documents_that_a_server_shows(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("equipoise/docs/")}
    assert {f"equipoise/docs/{name}" for name in files()} <= held
    assert not [name for name in held if name.endswith(".py")]

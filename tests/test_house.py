"""The house rules that no linter knows."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from equipoise.experiments.result import Result

ROOT = Path(__file__).parent.parent
PACKAGES = ("analysis", "app", "experiments", "sim")
LOCKS = ("requirements.lock", "requirements-bench.lock", "requirements-dev.lock", "requirements-docs.lock")
MADE = {"build", "demo-report", "dist", "site", "__pycache__"}

# Written in pieces, so that this file keeps the rule it tests.
REGISTRY_HOST = re.compile(
    "|".join(
        re.escape(first + second)
        for first, second in (
            ("pypi", ".org"),
            ("pypi.python", ".org"),
            ("pythonhosted", ".org"),
            ("anaconda", ".org"),
            ("npmjs", ".org"),
            ("npmjs", ".com"),
            ("deb.debian", ".org"),
        )
    ),
    re.IGNORECASE,
)
SWITCHED_OFF = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?|type:\s*ignore(?:\[[^\]]*\])?)(?P<reason>.*)"
)
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;\\]+)(?: ; [^\\]+)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
    re.MULTILINE,
)


def project_files() -> Iterator[Path]:
    """Every file of the project itself, without what the tools made beside it."""
    for entry in sorted(ROOT.iterdir()):
        if entry.is_file():
            yield entry
        elif entry.name == ".ci" or not (entry.name.startswith(".") or entry.name in MADE):
            inside = (path for path in sorted(entry.rglob("*")) if path.is_file())
            yield from (path for path in inside if MADE.isdisjoint(path.relative_to(ROOT).parts))


def modules() -> list[Path]:
    """Every Python file of the packages."""
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(text("pyproject.toml"))["project"]
    return table


def extras() -> dict[str, list[str]]:
    table: dict[str, list[str]] = project()["optional-dependencies"]
    return table


def pins(lock: str) -> dict[str, list[str]]:
    """Versions that a lock gives, by distribution."""
    found: dict[str, list[str]] = {}
    for pin in PIN.finditer(re.sub(r"^ *#.*\n", "", text(lock), flags=re.MULTILINE)):
        found.setdefault(pin["name"], []).append(pin["version"])
    return found


def imported(path: Path) -> Iterator[str]:
    """Top-level names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def needed(path: Path) -> Iterator[tuple[str, str]]:
    """Extra and top-level name of what a module imports only where it is used, through ``extras.needed``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "needed":
            module, extra = (ast.literal_eval(argument) for argument in node.args[:2])
            name = module.partition(".")[0].casefold()
            yield extra, DISTRIBUTIONS.get(name, name)


def test_no_file_names_a_package_registry() -> None:
    naming = [
        path.relative_to(ROOT)
        for path in project_files()
        if REGISTRY_HOST.search(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert naming == []


@pytest.mark.parametrize("lock", [*LOCKS, "requirements-install.lock"])
def test_a_lock_holds_nothing_but_pins_with_their_hashes(lock: str) -> None:
    entries = re.sub(r"^ *#.*\n", "", text(lock), flags=re.MULTILINE)
    assert PIN.search(entries)
    assert PIN.sub("", entries) == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_gives_what_the_project_asks_for(lock: str) -> None:
    pinned = pins(lock)
    for line in [*project()["dependencies"], *(line for extra in extras().values() for line in extra)]:
        asked = Requirement(line)
        assert pinned.get(asked.name), f"{lock} lacks {asked.name}"
        assert all(asked.specifier.contains(version) for version in pinned[asked.name]), line


DISTRIBUTIONS = {
    "markdown_it": "markdown-it-py",
    "python_calamine": "python-calamine",
    "python_multipart": "python-multipart",
    "spellchecker": "pyspellchecker",
}
"""What is imported under another name than it is asked for."""


SERVED = ROOT / "app" / "serve"
"""Reached through one command alone, which asks for all of an extra first: what is here may import it."""


def test_the_packages_import_what_the_project_asks_for_and_nothing_else() -> None:
    assert outside_of(path for path in modules() if SERVED not in path.parents) == asked_for(project()["dependencies"])


def test_what_serves_browsers_imports_its_extra_besides_and_nothing_else() -> None:
    found = outside_of(path for path in modules() if SERVED in path.parents) - asked_for(project()["dependencies"])
    assert {"segno", "starlette", "uvicorn"} <= found <= asked_for(extras()["browser"])


def outside_of(paths: Iterable[Path]) -> set[str]:
    """What modules import that is neither Python's own nor ours, as it is asked for."""
    names = {name for path in paths for name in imported(path)} - {*sys.stdlib_module_names, "equipoise"}
    return {DISTRIBUTIONS.get(name, name) for name in names}


def asked_for(lines: Iterable[str]) -> set[str]:
    return {Requirement(line).name for line in lines}


def test_what_only_some_commands_need_is_an_extra_that_they_ask_for_by_name() -> None:
    declared = {(extra, Requirement(line).name) for extra, lines in extras().items() for line in lines}
    assert {found for path in modules() for found in needed(path)} == declared


def test_the_changelog_opens_with_this_version() -> None:
    releases = re.findall(r"^## \[(\d[^\]]*)\]", text("CHANGELOG.md"), flags=re.MULTILINE)
    assert releases[0] == project()["version"]


def test_the_citation_names_this_release() -> None:
    citation = text("CITATION.cff")
    assert re.findall(r"^version: (.+)$", citation, flags=re.MULTILINE) == [project()["version"]]
    (released,) = re.findall(r"^date-released: (.+)$", citation, flags=re.MULTILINE)
    assert f"## [{project()['version']}] - {released}" in text("CHANGELOG.md")


def test_documents_name_no_other_version() -> None:
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    named = {
        (document.name, found)
        for document in documents
        for found in re.findall(
            r"equipoise[-= ]+v?(\d+\.\d+\.\d+)", document.read_text(encoding="utf-8"), re.IGNORECASE
        )
    }
    assert {found for _, found in named} <= {project()["version"]}, named


def test_a_module_holds_one_idea() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert lines
    assert {path: count for path, count in lines.items() if count >= 400} == {}


def test_a_rule_is_switched_off_with_a_reason_on_the_line() -> None:
    unexplained = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in [*modules(), *sorted((ROOT / "benchmarks").rglob("*.py"))]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (off := SWITCHED_OFF.search(line)) and not re.search(r"[a-z]{2,} ", off["reason"] + " ")
    ]
    assert unexplained == []


def test_scenarios_are_data() -> None:
    kinds = {path.suffix for path in (ROOT / "scenarios").rglob("*") if path.is_file()}
    assert ".toml" in kinds
    assert kinds <= {".toml", ".json", ".md"}


def test_every_result_of_an_experiment_is_one() -> None:
    """Whoever draws, prints or keeps results knows one class, which every experiment fills in whole."""
    named = {
        f"{path.relative_to(ROOT).with_suffix('').as_posix().replace('/', '.')}:{node.name}"
        for path in (ROOT / "experiments").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Result") and node.name != "Result"
    }
    assert len(named) >= 6
    for name in named:
        module, _, found = name.partition(":")
        made = getattr(import_module(f"equipoise.{module}"), found)
        assert issubclass(made, Result), name
        assert not made.__abstractmethods__, name

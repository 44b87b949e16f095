"""The model's description says what is in the program: rules, phases, parameters, claims."""

import ast
import re
from pathlib import Path

import pytest

from equipoise.sim.decisions import Stage
from equipoise.sim.files import list_policies, list_scenarios
from equipoise.sim.outcomes import OUTCOMES
from equipoise.sim.parameters import declarations
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.state import CAUSE_WORDS, Cause
from equipoise.sim.tables import PANEL_COLUMNS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MODEL = (DOCS / "model.md").read_text(encoding="utf-8")
ROOM = re.compile(r"`(?P<file>[a-z_/]+\.py):(?P<name>\w+)`|(?P<bare_file>sim/[a-z_/]+\.py):(?P<bare_name>\w+)")
CODE = re.compile(r"`([^`\n]+)`")
CLAIMS = [f"R{k}" for k in range(1, 22)]


def between(start: str, end: str) -> str:
    return MODEL.partition(f"<!-- {start} -->")[2].partition(f"<!-- {end} -->")[0]


def defined(path: Path) -> set[str]:
    """Public functions and classes of a module."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in nodes if isinstance(node, kinds) and not node.name.startswith("_")}


def rooms() -> set[tuple[str, str]]:
    """Every ``file:function`` that the document names."""
    found = (match.groupdict() for match in ROOM.finditer(MODEL))
    return {(room["file"] or room["bare_file"], room["name"] or room["bare_name"]) for room in found}


def claim_rows() -> dict[str, list[str]]:
    rows = [line.strip("|").split("|") for line in between("claims", "end claims").splitlines() if "| R" in line]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in rows}


def test_code_rooms_are_there() -> None:
    assert rooms()
    assert [file for file, _ in rooms() if not (ROOT / file).is_file()] == []
    assert [room for room in rooms() if room[1] not in defined(ROOT / room[0])] == []


RULES_AND_MOVES = [*(ROOT / "sim/rules").glob("*.py"), *(ROOT / "sim/moves").glob("*.py")]


@pytest.mark.parametrize("file", sorted(path.relative_to(ROOT).as_posix() for path in RULES_AND_MOVES))
def test_every_rule_and_every_move_has_its_place(file: str) -> None:
    functions = {name for name in defined(ROOT / file) if name[0].islower()}
    assert {(file, name) for name in functions} - rooms() == set()


def test_the_stages_stand_in_their_order() -> None:
    named = re.findall(r"^\d+\. \*\*([A-Z]+)\.\*\*", between("stages", "end stages"), flags=re.MULTILINE)
    assert named == [stage.name for stage in Stage]


def test_every_parameter_is_covered() -> None:
    fields = (ROOT / "scenarios/fields.md").read_text(encoding="utf-8")
    named = {word for text in (MODEL, fields) for word in re.findall(r"[a-z_]+", " ".join(CODE.findall(text)))}
    assert {d.name for d in declarations()} - named == set()


def test_every_switch_is_told() -> None:
    told = set(CODE.findall(MODEL.partition("### 3.16 Switches")[2].partition("\n## ")[0]))
    assert set(OFF) - told == set()


def test_every_cause_of_an_ending_is_told() -> None:
    words = " ".join(MODEL.split())
    assert [told for cause, told in CAUSE_WORDS.items() if cause != Cause.NONE and told not in words] == []


def test_every_claim_is_restated_once() -> None:
    assert list(claim_rows()) == CLAIMS


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_has_a_mechanism_and_can_be_run(claim: str) -> None:
    restated, _, mechanism, shown = claim_rows()[claim]
    assert restated
    assert ROOM.search(mechanism)
    words = {"switch", "switches", "from", "to", "policy", "1", "10"}
    settings = {d.name for d in declarations()}
    measures = {outcome.name for outcome in OUTCOMES} | set(PANEL_COLUMNS)
    assert set(CODE.findall(shown)) <= measures | settings
    assert set(CODE.findall(shown)) & measures
    named = set(re.findall(r"[a-z0-9-]+", CODE.sub("", shown))) - words
    assert named <= {*list_scenarios(), *list_policies()}
    assert named & set(list_scenarios())


@pytest.mark.parametrize("document", ["model.md", "decisions.md", "calibration.md"])
def test_links_lead_somewhere(document: str) -> None:
    text = (DOCS / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert [to for to in targets if "//" not in to and not to.startswith("#") and not (DOCS / to).exists()] == []
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }
    assert {to[1:] for to in targets if to.startswith("#")} <= headings

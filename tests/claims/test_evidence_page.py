"""The page on the evidence says what the program gives.

One claim is played in full at least, and a third of them with ``EVIDENCE=claims``, as ``.ci/run`` asks for. All are
played, with what goes beyond, the two by two and the advantage taken apart, which takes two minutes on two quiet cores,
when anything that the page follows from has changed since it was written, as its seal tells, and with
``EVIDENCE=anew``.
"""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from equipoise.analysis.evidence import Verdict
from equipoise.analysis.figures.style import save
from equipoise.app.documents import judging, what_holds
from equipoise.app.documents.evidence import PICTURES, parts, play, sealed, section
from equipoise.app.documents.register import EVIDENCE, JUDGING, WHAT_HOLDS
from equipoise.app.pages import claims_tables
from equipoise.experiments.claims import claims_of
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.outputs import pictures_of
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.claims.trial import QUICK_RUNS, RUNS, SEED
from equipoise.experiments.claims.whole import Whole, try_everything
from tests import evidence
from tests.alike import same

TEXT = EVIDENCE.text()
FEW = 3
"""Verdicts that a third of the runs may leave open."""
SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def unlike(told: str, made: str) -> str:
    """The first lines that differ."""
    pairs = zip(told.splitlines(), made.splitlines(), strict=False)
    return next((f"{a}\n{b}" for a, b in pairs if not same(a, b)), "one is longer")


def written(svg: bytes) -> str:
    """What stands on a picture, a text a line."""
    return "\n".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(SVG_TEXT))


def check_page(whole: Whole) -> None:
    for page, made in ((EVIDENCE, parts(whole)), (WHAT_HOLDS, what_holds.parts(whole.findings))):
        for mark, part in made.items():
            assert same(page.part(mark), part), f"{page.stale}, which gives\n{unlike(page.part(mark), part)}"


def check_pictures(whole: Whole, folder: Path) -> None:
    for picture in pictures_of(whole):
        save(picture, folder, png=False)
        name = f"{picture.name}.svg"
        told, made = written((PICTURES / name).read_bytes()), written((folder / name).read_bytes())
        assert same(told, made), f"{EVIDENCE.stale}, which draws another {name}:\n{unlike(told, made)}"


def test_intervals_hold_for_at_least_as_many_effects_as_there_are_and_not_for_many_more() -> None:
    counted = sum(len(claim.effects) + len(claim.placebos) for claim in claims_of([]))
    assert 0.8 * JOINT <= counted <= JOINT


def everything_is_played() -> bool:
    return evidence.ALL or sealed(TEXT) != TEXT


def test_claims_that_are_played_in_full_come_to_what_the_page_says(tmp_path: Path) -> None:
    if everything_is_played():
        pytest.skip("everything is played below")
    (seal,) = re.findall(r"<!-- seal (\w+) -->", TEXT)
    asked = evidence.in_turn(claims_of([]), seal) if evidence.CLAIMS else claims_of(["R3"])
    whole = try_everything(asked, Luck(RUNS, SEED), beyond=False)
    told = EVIDENCE.part("claims").split("\n\n### ")
    for found in whole.findings:
        made = section(found).removeprefix("### ")
        page = next(part for part in told if part.removeprefix("### ").startswith(f"{found.claim.id}\n"))
        assert same(page.removeprefix("### "), made), f"{EVIDENCE.stale}, which gives\n{unlike(page, made)}"
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| [{found.claim.id}]("))
        (cells,) = claims_tables.verdict_table([found]).rows
        for words in cells[1:-1]:  # but not the last: how probable it is by chance is adjusted for the claims played
            assert f"| {words} |" in row
    check_pictures(whole, tmp_path)


def test_the_page_is_current(tmp_path: Path) -> None:
    if not everything_is_played():
        pytest.skip("nothing that it follows from has changed since it was played; EVIDENCE=anew plays it")
    whole = play()
    check_page(whole)
    check_pictures(whole, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in PICTURES.iterdir()}
    worked = next(found for found in whole.findings if found.claim.id == judging.CLAIM)
    for mark, made in judging.parts(worked).items():
        assert same(JUDGING.part(mark), made), JUDGING.stale


def verdicts_told() -> list[tuple[str, str]]:
    """Verdicts on the page, by claim."""
    return re.findall(r"^\| \[(R\d+)\]\(#r\d+\) \|.*?\| ([\w ]+?) \|", TEXT, re.MULTILINE)


@pytest.mark.skipif(not evidence.ALL, reason="half a minute of work, which EVIDENCE=anew asks for")
def test_a_quick_trial_leaves_few_verdicts_of_the_page_open() -> None:
    quick = try_everything(claims_of([]), Luck(QUICK_RUNS, SEED), beyond=False).findings
    assert len(quick) == len(verdicts_told())
    assert len({*verdicts_told()} - {(found.claim.id, found.verdict.value) for found in quick}) <= FEW


def test_what_contradicts_is_on_the_page() -> None:
    verdicts = verdicts_told()
    assert [claim for claim, _ in verdicts] == [f"R{number}" for number in range(1, 22)]
    assert {verdict for _, verdict in verdicts} <= {verdict.value for verdict in Verdict}
    assert Verdict.CONTRADICTED.value in {verdict for _, verdict in verdicts}
    for claim, verdict in verdicts:
        assert f"\n### {claim}\n\n![{claim} is {verdict}: " in TEXT


def test_a_difference_in_the_last_digit_is_none_and_any_other_is() -> None:
    assert same("+1.2 [0.9, 1.4] points", "+1.3 [0.9, 1.4] points")
    assert not same("+1.2 [0.9, 1.4] points", "+1.4 [0.9, 1.4] points")
    assert not same("| supported | +1.2 |", "| undecided | +1.2 |")
    assert not same("1,234 runs", "1,240 runs")
    assert not same("+0.1", "-0.1")

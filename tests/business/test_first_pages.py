"""First pages of the six businesses can be read aloud: a decision, sentences, no keys, every number of something."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

import equipoise
from equipoise.app.pages.comparison_report import comparison_report
from equipoise.experiments.kept import kept_runs
from equipoise.experiments.outputs import Material
from equipoise.sim.arm import Arm
from equipoise.sim.files import list_businesses, load_scenario

RUNS = 10
N = r"(?<![\w.,])[-+\u2212]?\d[\d,]*(?:\.\d+)?(?![\w])"
OF_SOMETHING = re.compile(
    rf"{N}(?: to {N}| or {N})?(?:%| of {N}| (?:thousand |million |billion )?[A-Z]{{3}}\b"
    r"| (?:more|fewer|others?|tried|runs?|rounds|years?|months|accounts?|largest|numbers?|facts?|parameters?|times)\b)"
    rf"|\b(?:year|against|best of) {N}"
)
"""A number with its unit behind it, a share of a whole, a count, a year, or the same of another arm."""
INTERVAL = re.compile(rf"(?<=[a-z%]) \({N} to {N}\)")
"""An interval behind what it is of, which has the unit."""


@cache
def first_page(name: str) -> tuple[str, list[str]]:
    """Headings and paragraphs of a report's first page."""
    arms = [Arm.of(name, policy) for policy in load_scenario(name).policies]
    found = equipoise.compare(name, replications=RUNS)
    page = comparison_report(Material(found, arms, [], {}, kept_runs(arms, RUNS)), "equipoise compare")
    first = page[page.index("<body") : page.index("</section>")]
    assert found.decision is not None
    paragraphs = [
        unescape(re.sub(r"<[^>]+>", "", words)) for words in re.findall(r"<p[^>]*>(.*?)</p>", first, re.DOTALL)
    ]
    assert {*found.decision.parts} <= {*paragraphs}
    return first, paragraphs


@pytest.mark.parametrize("name", list_businesses())
def test_a_first_page_can_be_read_aloud(name: str) -> None:
    first, (question, *paragraphs) = first_page(name)
    assert first.index("What to do") < first.index("The money") < first.index("The business")
    assert question.endswith("?")
    for words in paragraphs:
        assert words.endswith("."), words
        assert not re.search(r"\b(?:nan|inf|None)\b", words), words
        assert not re.search(r"\w_\w|[a-z*]\.[a-z*]", words), f"a key: {words}"
        bare = re.findall(N, OF_SOMETHING.sub("", INTERVAL.sub("", words)))
        assert not bare, f"{bare} of what? {words}"


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("It earns 2,685 thousand USD a year more (1,951 to 3,420); 45 of 60 runs against 43.", []),
        ("It is earned back in year 8 (95% interval: year 8 to year 9), the best of 4 tried.", []),
        ("It cannot be told (-475 to 116 a year).", ["-475", "116"]),
        ("The business's is 3.0.", ["3.0"]),
    ],
)
def test_what_is_a_bare_number(words: str, bare: list[str]) -> None:
    assert re.findall(N, OF_SOMETHING.sub("", INTERVAL.sub("", words))) == bare

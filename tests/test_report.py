"""The report: everything is on the page, figures and numbers are those of the comparison, and it needs nothing else."""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures import save
from equipoise.analysis.prose.comparison import with_decision
from equipoise.analysis.results import Rest, RestsOn
from equipoise.app.pages.assumed import assumed
from equipoise.app.pages.comparison_report import comparison_report
from equipoise.app.pages.not_compared import not_compared, not_compared_words, offer_of_them
from equipoise.app.pages.set_here import set_here
from equipoise.experiments.kept import kept_runs
from equipoise.experiments.outputs import Material, compare_into
from equipoise.experiments.versions import installed_versions
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.business.understanding import understood
from equipoise.sim.files import with_settings
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from tests import comparisons, drawn
from tests.comparisons import Played

COMMAND = "equipoise compare 'my <giant>' --seed 7"
VOID = {"meta", "img", "br", "link", "hr", "input"}


class Page(HTMLParser):
    """A page as a reader meets it: its text, its tables, its pictures; every tag closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.images: list[dict[str, str]] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "srcset", "action", "data") if name in given]
        if tag == "img":
            self.images.append(given)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.said.append(data)
        if self.open and "tr" in self.open:
            self.tables[-1][-1][-1] += f" {data.strip()}" if self.open[-1] == "small" else data

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.said))


@cache
def html(played: Callable[[], Played]) -> str:
    """The page of a comparison, as it is on disk; without PNGs, which are not on it."""
    found = played()
    with TemporaryDirectory() as folder, patch("equipoise.analysis.figures.save", partial(save, png=False)):
        out = Path(folder) / "out"
        runs = found.comparison.replications
        compare_into(out, found.arms, runs, lambda material: comparison_report(material, COMMAND), panel=5)
        return (out / "report.html").read_text(encoding="utf-8")


CASES = [
    comparisons.few,
    comparisons.many,
    comparisons.alike,
    comparisons.two_scenarios,
    comparisons.none_at_first,
    comparisons.shortest,
]


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_well_formed_and_asks_for_nothing(case: Callable[[], Played]) -> None:
    page = Page(html(case))
    assert page.open == []
    assert page.images
    assert all(link.startswith("data:image/svg+xml;base64,") for link in page.links)
    assert "http" not in re.sub(r'src="data:[^"]*"', "", html(case))
    assert "<script" not in html(case)
    assert "@import" not in html(case)


@pytest.mark.parametrize("case", CASES)
def test_a_page_says_what_was_asked_and_what_came_out(case: Callable[[], Played]) -> None:
    comparison, text = case().comparison, Page(html(case)).text
    assert comparison.question in text
    assert comparison.answer in text
    assert (comparison.title or comparison.scenario) in text
    for difference in comparison.differences:
        assert difference.sentence[1:] in text


@pytest.mark.parametrize("case", CASES)
def test_a_page_says_how_it_was_run(case: Callable[[], Played]) -> None:
    comparison, text = case().comparison, Page(html(case)).text
    assert COMMAND in text
    assert f"Seed{comparison.seed}" in text.replace(" ", "")
    assert f"{comparison.replications:,} of each arm" in text
    assert "equipoise repeat manifest.json" in text
    for name, version in installed_versions().items():
        assert f"{name} {version}" in text
    for words in ("How to read this", "95%", "the same luck", "still hold the account"):
        assert words in text


@pytest.mark.parametrize("case", CASES)
def test_rows_of_a_table_are_as_long_as_its_head(case: Callable[[], Played]) -> None:
    for head, *rows in Page(html(case)).tables:
        assert all(len(row) in {1, len(head)} for row in rows)
        assert rows


def cells(page: Page, group: str, label: str) -> dict[str, str]:
    """A row of the table, over all tables of the page: by column."""
    found: dict[str, str] = {}
    for head, *rows in page.tables:
        under = ""
        for row in rows:
            under = row[0] if len(row) == 1 else under
            if (under, row[0]) == (group, label):
                found |= dict(zip(head[1:], row[1:], strict=True))
    return found


@pytest.mark.parametrize("case", [comparisons.few, comparisons.many])
def test_every_figure_says_on_a_phone_what_it_is(case: Callable[[], Played]) -> None:
    """Where tables turn into cards the head is gone, and each cell says which it stands under."""
    for table in re.findall(r"<table.*?</table>", html(case), re.DOTALL):
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
            if "rowgroup" not in row:
                assert re.findall(r'<td data-head="(.*?)"', row) == heads[1:]


def test_how_cash_runs_out_without_a_loss_is_said_where_they_are_far_apart() -> None:
    comparison = comparisons.few().comparison
    assert "make a loss over all" not in Page(html(comparisons.few)).text
    longest = comparison.horizons[-1]
    ruined = replace(longest.arms["strategic"], loss=Estimate(0.06, runs=120), cash_out=Estimate(0.31, runs=120))
    apart = replace(longest, arms=longest.arms | {"strategic": ruined})
    comparison = with_decision(replace(comparison, horizons=[*comparison.horizons[:-1], apart]))
    material = Material(comparison, comparisons.few().arms, [], {}, kept_runs(comparisons.few().arms, 120))
    said = Page(comparison_report(material, COMMAND)).text
    told = "With strategic 6% of runs make a loss over all five years, and in 31% cash runs out at some time in them"
    assert told in said


def test_numbers_are_those_of_the_comparison() -> None:
    comparison = comparisons.few().comparison
    row = cells(Page(html(comparisons.few)), "Giant", "Contribution margin %")
    assert list(row) == ["accommodating", "strategic", "strategic less accommodating"]
    for arm in comparison.arms:
        estimate = arm.accounts["Giant"]["contribution_margin"]
        mean, low, high = (float(number) for number in re.findall(r"[\d.]+", row[arm.name]))
        assert (mean, low, high) == pytest.approx(
            [100 * x for x in (estimate.mean, estimate.low, estimate.high)], abs=0.06
        )
    change = comparison.differences[0].accounts["Giant"]["contribution_margin"]
    shown = row["strategic less accommodating"].replace("\N{MINUS SIGN}", "-")
    mean, low, high = (float(number) for number in re.findall(r"[-+]?[\d.]+", shown))
    assert (mean, low, high) == pytest.approx([100 * x for x in (change.mean, change.low, change.high)], abs=0.06)


def test_every_arm_and_every_difference_has_a_column() -> None:
    comparison = comparisons.many().comparison
    row = cells(Page(html(comparisons.many)), "All accounts", "Contribution margin %")
    expected = [arm.name for arm in comparison.arms]
    expected += [f"{difference.arm} less {difference.against}" for difference in comparison.differences]
    assert list(row) == expected


def test_every_account_has_rows() -> None:
    page = Page(html(comparisons.many))
    headings = {row[0] for table in page.tables for row in table if len(row) == 1}
    assert headings >= set(comparisons.many().scenarios[0].account_names)


def test_figures_are_on_the_page_with_words_for_those_who_cannot_see_them() -> None:
    page = Page(html(comparisons.few))
    assert len(page.images) == 7
    for image in page.images:
        document = ET.fromstring(b64decode(image["src"].partition("base64,")[2]))
        assert document.tag.endswith("svg")
        said = "".join(element.text or "" for element in document.iter("{http://www.w3.org/2000/svg}text"))
        assert re.sub(r"\s", "", image["alt"]) in re.sub(r"\s", "", said)


def test_names_are_text_and_not_markup() -> None:
    assert "Elm <b>" in Page(html(comparisons.many)).text
    assert "Elm <b>" not in re.sub(r'src="data:[^"]*"', "", html(comparisons.many))


def test_the_page_prints() -> None:
    style = html(comparisons.few)
    assert "@page" in style
    assert "@media print" in style


def test_a_report_is_the_same_every_time() -> None:
    again = html.__wrapped__(comparisons.few)
    assert again == html(comparisons.few)


def test_material_is_handed_over_whole() -> None:
    seen: list[Material] = []
    found = comparisons.few()
    with TemporaryDirectory() as folder, patch("equipoise.analysis.figures.save", partial(save, png=False)):
        comparison = compare_into(Path(folder) / "out", found.arms, 120, lambda material: str(seen.append(material)))
    (material,) = seen
    assert material.comparison is comparison
    assert repr(comparison) == repr(found.comparison)
    assert list(material.images) == [picture.name for picture in material.pictures]
    assert material.kept.panel == 120


def test_what_was_assumed_is_in_words_and_the_most_important_first() -> None:
    business = Business(revenue=1e6, gross_margin=0.4, overhead=2e5, cash=1e5)
    scenario = Scenario(business=business, accounts=[Account(name="A")], policies=["accommodating", "strategic"])
    (said, *_) = assumed(scenario)
    assert "what usually matters most first: what a year without you would cost an account; whether an account" in said
    assert "what is done today" not in said  # which is told with what to do
    assert "; how an account sees you" in said
    assert "more, which equipoise scenarios check lists." in said
    assert not re.search(r"[a-z]_[a-z]|accounts\.|business\.", said)
    one = understood(scenario)
    assert one is not None
    assert f"{len(one.taken) - 1} facts of the business are not stated and were assumed" in said
    assert assumed(scenario)[-1] == "The model's own numbers are the program's defaults, of no business in particular."
    stated = with_settings(
        scenario, {"market.rivals": 2, "plan.wins_target": 1, "hierarchy.imitable": 0.1, "demands.demand_rate": 0.1}
    )
    assert re.fullmatch(
        "Of the model's own numbers the scenario states .+ and 1 more. All others are the program's defaults, "
        "of no business in particular.", assumed(stated)[-1],
    )  # fmt: skip
    assert "number of rivals that quote each round" in assumed(stated)[-1]
    still = Estimate(1.0, 0.9, 1.1, runs=50)
    team = Rest("business.team_cost", ("business.team_cost",), "?", "half", 3.0, 2.0, 4.0, False, "1",
                still, still, still, False)  # fmt: skip
    rests_on = RestsOn("new", "old", "profit", 3.0, "money/year", still, [team], [])
    looked_at = replace(drawn.plain(), rests_on=rests_on)
    assert (
        "furthest first: what a team for an account costs; what a year without you" in assumed(scenario, looked_at)[0]
    )


@cache
def of_a_business() -> Played:
    accounts = [Account(name="Giant", revenue=6e5), Account(name="Ash", revenue=2e5)]
    business = Business(gross_margin=0.4, overhead=2e5, cash=1e5)
    policies = [comparisons.ACCOMMODATING, comparisons.STRATEGIC]
    return comparisons.played(Scenario(name="b", business=business, accounts=accounts), policies, runs=12, rounds=8)


def test_of_two_dependences_the_table_and_each_plane_say_which_is_which() -> None:
    page, plain = Page(html(of_a_business)).text, Page(html(comparisons.few)).text
    table, plane = "in talks (figures) it may lean the other way.", "This is dependence in talks. What each side"
    assert (page.count(table), page.count(plane)) == (1, 2)
    assert table not in plain
    assert plane not in plain


def test_a_report_of_a_business_says_which_shipped_policies_were_not_compared() -> None:
    arms = of_a_business().arms
    assert not_compared(arms) == ["beneath-the-radar", "transactional"]
    told = "Of the policies that come with the program beneath-the-radar and transactional were not compared."
    options = "--policy accommodating --policy strategic --policy beneath-the-radar --policy transactional"
    assert told in Page(html(of_a_business)).text
    assert options in Page(html(of_a_business)).text
    assert offer_of_them(arms) == f"{told[:-1]}: {options}. "
    assert "not compared" not in Page(html(comparisons.few)).text
    first = arms[0]
    assert offer_of_them([first]) == offer_of_them(comparisons.few().arms) == ""
    every = [replace(first, policy=Policy(name=name)) for name in (*not_compared(arms), "accommodating", "strategic")]
    assert not_compared_words(every) == ""
    assert not_compared_words(every[1:]).endswith("the program beneath-the-radar was not compared.")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", ""),
        ("--set accounts.Giant.size=3", "Set for this answer: Giant: volume that the account wants 3."),
        (
            "--set=vendor.cash=2 --policy strategic --set 'policy.\"strategic, changed\".focus=0.03'",
            "Set for this answer: cash at the start 2 and strategic, changed: focused investment 0.03.",
        ),
    ],
)
def test_what_was_set_is_said_in_words(settings: str, said: str) -> None:
    assert set_here(f"equipoise compare base {settings}") == said

"""Every workshop that comes with the program: it loads, is dealt, set up and played, and its sheets keep quiet."""

import csv
import re
from pathlib import Path

import pytest

from equipoise.experiments.workshop.dealing import deal
from equipoise.experiments.workshop.loading import list_workshops, load_workshop, workshop_text
from equipoise.experiments.workshop.plans import DEALS, FAIR, Slip
from equipoise.experiments.workshop.table import Table
from equipoise.sim.faults import WorkshopError
from tests.cli.conftest import within
from tests.cli.test_workshops import DEAL, PLANS, typed

NAMES = list_workshops()
WRONG = "the-wrong-account"
MOST_QUESTIONS = 6


def test_there_are_three() -> None:
    assert NAMES == ["on-an-even-footing", "one-name-that-opens-doors", "the-wrong-account"]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_all_that_a_facilitator_needs(name: str) -> None:
    found = load_workshop(name)
    assert all([found.title, found.about, found.opening, found.goals])
    assert 5 <= len(found.questions) <= MOST_QUESTIONS
    assert found.account in found.both


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_says_nothing_of_the_other_account(name: str) -> None:
    found = load_workshop(name)
    for one in found.counterparts:
        for other in found.counterparts:
            if other is not one:
                assert other.name not in one.sheet
                assert not any(line in one.sheet for line in _secrets(other.sheet) - _secrets(one.sheet))
        # What everybody reads, and what the vendor reads, tells nobody who sits there, nor what the scenario calls it.
        for text in (found.both, found.vendor):
            assert one.account is None or one.account not in re.findall(r"\w+", text)


def _secrets(sheet: str) -> set[str]:
    """Sentences of a sheet."""
    return {sentence for sentence in re.split(r"(?<=[.?:])\s+", sheet) if len(sentence.split()) > 4}


@pytest.mark.parametrize("name", NAMES)
def test_numbers_on_sheets_are_those_of_the_scenarios(name: str) -> None:
    found = load_workshop(name)
    for one in found.counterparts:
        table = Table(found, one, seed=0, replication=0)
        scenario = table.arm().scenario
        accounts = {known: account for account in scenario.accounts for known in account.called}
        size = accounts[table.account].size
        units = 4 * size * found.money.money / found.money.price
        assert f"{units:,.0f} " in found.both
        parameters = scenario.parameters
        assert f"costs {4 * parameters.vendor.fixed_cost:g} million a year" in found.vendor
        assert f"{40 * parameters.portfolio.selling_cost:g} million each" in found.vendor
        if stated := re.search(r"and (\S+) million lie in\s+the bank", found.vendor):
            assert float(stated[1]) == parameters.vendor.cash
        share = size / sum(account.size for account in accounts.values())
        words = {"most of what the vendor sells": 0.6, "more than half of what the vendor sells": 0.5}
        least = next((bound for said, bound in words.items() if said in found.both), None)
        assert share > least if least else share == pytest.approx(1 / 3)


@pytest.mark.parametrize("name", NAMES)
def test_a_room_is_set_up_and_two_years_are_played(name: str, tmp_path: Path) -> None:
    found = load_workshop(name)
    tables = len(found.counterparts)
    made = within(tmp_path, "room", "monday", "--workshop", name, "--tables", str(tables), "--seed", "4")
    assert made.code == 0, made.err
    folder = tmp_path / "monday"
    typed(folder / "slips-1.csv", **PLANS)
    for year in (1, 2):
        played = within(tmp_path, "table", "monday/room.toml", "--year", str(year))
        assert played.code == 0, played.err
        if year == 1:
            typed(folder / "slips-2.csv", **DEAL | {"promised_work": "not"})
    rows = list(csv.DictReader((folder / "slips-3.csv").read_text().splitlines()))
    assert len(rows) == tables
    for page in ("year-1.html", "year-2.html", "role-sheets.html", "slips.html", "plane.html"):
        text = (folder / page).read_text()
        assert found.account.upper() in text.upper()
        for one in found.counterparts:
            assert one.account is None or f"{one.account} " not in text, "the scenario's own name tells who it is"


@pytest.mark.parametrize("name", NAMES)
def test_each_private_half_says_over_which_years_its_figure_is_counted_and_the_common_sheet_does_not(name: str) -> None:
    found = load_workshop(name)
    assert (found.years, found.years_after) == (8, 2)
    assert "Over which years, your private half says." in found.both
    assert "ten years" not in found.both
    assert "counts all ten years" in found.vendor
    for one in found.counterparts:
        words = "counts all ten years" if one.own_years is None else "your figure of the first four years"
        assert words in one.sheet.replace("\n", " ")
        assert one.own_years in {None, 4}
        assert bool(one.successor) == (one.own_years is not None)


@pytest.mark.parametrize("name", NAMES)
def test_the_common_sheet_says_how_to_read_what_comes_back(name: str) -> None:
    both = load_workshop(name).both
    for words in (
        "Don't compare your millions with the other side's",
        "a computer in its own seat",
        "from 0 (could do without) to 1 (would lose everything)",
        "each side's own estimate",
        "What is built fades, and expectations rise",
        "Two more years go on by themselves on your last plan, with programs talking",
    ):
        assert words in both


@pytest.mark.parametrize("name", NAMES)
def test_sheets_are_true_on_paper_in_a_terminal_and_in_a_browser(name: str) -> None:
    found = load_workshop(name)
    assert "what you hand in counts" in found.opening.replace("\n", " ")
    assert "Only what you hand in counts. Don't show your plan" in found.both
    sheets = [one.sheet + one.successor for one in found.counterparts]
    for text in (found.opening, found.both, found.vendor, *sheets):
        assert not re.search(r"\b(slips?|fold|paper)\b(?! a little)", text.replace("you slip", "")), text


def test_a_successor_s_sheet_is_true_of_its_workshop() -> None:
    found = load_workshop("on-an-even-footing")
    (one,) = [counterpart for counterpart in found.counterparts if counterpart.successor]
    assert one.own_years is not None
    assert f"each year from {one.own_years + 1} to {found.years + found.years_after}" in one.successor
    assert "two that go on by themselves" in one.successor
    assert f"In year {one.own_years + 1} you get another sheet" in one.sheet
    assert all(f'"{word}"' in one.successor for word in one.work)


def test_lucks_are_dealt_for_each_account_with_its_own_settings() -> None:
    found = load_workshop(WRONG)
    wants = [Table(found, one, 0, 0).arm().scenario.accounts[0].orientation for one in found.counterparts]
    assert wants == [0.8, 0.0]
    assert len(deal(found, 4, 2)) == 2


def test_par_does_not_invest_where_that_does_not_pay() -> None:
    found = load_workshop(WRONG)
    for one in found.counterparts:
        table = Table(found, one, 11, 0)
        plan = FAIR if one.invests else DEALS
        played, par = table.play([Slip(plan)] * found.years), table.par()
        assert par.out.panel.tobytes() == played.out.panel.tobytes()
    assert [one.invests for one in found.counterparts] == [True, False]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('"accounts.Never.orientation" = 0.8', '"accounts.Never.orientation" = 8', "counterparts.partner"),
        ('"accounts.Never.orientation" = 0.8', '"accounts.Nevr.orientation" = 0.8', "counterparts.partner"),
        ('account = "Never"\ninvests', 'account = "Nevr"\ninvests', 'counterparts.opportunist.account = "Nevr"'),
        (
            'work = ["not"]',
            'work = ["not"]\nsuccessor = "You."',
            "counterparts.opportunist.successor   takes over after",
        ),
        ("invests = false", 'invests = "sometimes"', "invests"),
    ],
)
def test_what_is_wrong_with_a_counterpart_is_said_with_its_name(
    right: str, wrong: str, words: str, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    text = workshop_text(WRONG)
    assert right in text
    mine.write_text(text.replace(right, wrong))
    with pytest.raises(WorkshopError, match=re.escape(words)):
        load_workshop(mine)

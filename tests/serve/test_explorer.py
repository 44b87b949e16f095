"""The explorer's answers: those of the commands that they name, to the last digit."""

import csv
import json
import random
import re

import pytest

from equipoise.analysis.intervals import wilson
from equipoise.app.serve.explorer.asides import SEVERAL
from equipoise.app.serve.explorer.leads import LEAD
from equipoise.app.serve.explorer.words import without_options
from equipoise.experiments.explorer.strip import POSITIONS
from tests.serve.conftest import Site
from tests.serve.explorers import RESTED, SMALL, Asked, drawn, state_of


@pytest.fixture
def asked(site: Site) -> Asked:
    found = Asked(site)
    found.own()
    return found


@pytest.mark.parametrize(("scenario", "seed"), [("small", 1), ("small", 2), ("over-a-barrel", 3), ("timing-chips", 4)])
def test_an_answer_at_rest_is_what_its_command_prints(asked: Asked, scenario: str, seed: int) -> None:
    state = drawn(asked.page(f"/x/{scenario}"), random.Random(seed))
    lines = asked.lines("answer", asked=17, state=state)
    assert "faults" not in lines[-1], lines[-1]
    assert [line["asked"] for line in lines] == [17] * len(lines)
    assert [line["rested"] for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[-1]["comparison"] == without_options(asked.played(lines[-1]["command"]))


def test_a_count_says_that_the_sentence_may_change_until_all_is_tried(asked: Asked) -> None:
    lines = asked.lines("answer", state=state_of("small"))
    counts = [line["count"] for line in lines if line["runs"] == RESTED]
    assert counts[0].startswith(f"{RESTED} of {RESTED} futures; the sentence may still change: ")
    assert counts[-1] == f"{RESTED} of {RESTED} futures"
    assert len(counts) == 2
    (early, *_) = asked.lines("answer", state={**state_of("small"), "replications": 1200})
    assert early["count"] == f"{early['runs']} of 1,200 futures"


def test_a_count_says_that_a_market_is_found_roughly(asked: Asked) -> None:
    asked.last("answer", state=state_of("sheet-metal"))
    counts = [line["count"] for line in asked.lines("answer", state=state_of("sheet-metal", {"business.cash": 31e6}))]
    said = "; what rivals ask and what overhead is left are first estimates"
    assert counts[0].endswith(f" futures{said}")
    assert not [count for count in counts[1:] if said in count]


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        ("over-a-barrel", "This scenario also compares strategic-no-screen and beneath-the-radar; here it is two"),
        ("timing-chips", "Of the policies that come with the program beneath-the-radar and transactional were not"),
    ],
)
def test_the_whole_answer_says_which_policies_are_not_compared(asked: Asked, scenario: str, said: str) -> None:
    *_, last = asked.last("answer", state=state_of(scenario))["sentences"]
    assert last.startswith(said)
    assert last.endswith(" Choose another under Start from.")


def test_nothing_is_said_of_policies_where_all_are_compared(asked: Asked) -> None:
    asked.own()
    assert "Start from" not in " ".join(asked.last("answer", state=state_of("small"))["sentences"])


def test_the_link_of_an_answer_opens_its_state(asked: Asked) -> None:
    state = state_of("small", {"accounts.Giant.size": 2.0, "switches.fear": False}, focus=0.03)
    link = asked.last("answer", state=state)["link"]
    assert link.startswith("/x/small?")
    page = asked.page(link)
    assert (page["state"], page["faults"]) == (state, [])
    assert page["link"] == link
    assert asked.last("answer", state=page["opening"])["comparison"]["scenario"] == "small"


def test_what_cannot_be_played_is_said_at_its_control(asked: Asked) -> None:
    wrong = state_of("small", {"accounts.Giant.size": -1.0, "market.rivals": 2.5}, focus=3.0)
    (line,) = asked.lines("answer", asked=1, state=wrong)
    found = {one["key"]: one["message"] for one in line["faults"]}
    assert found.keys() == {"accounts.Giant.size", "market.rivals", "B.focus"}
    assert found["B.focus"] == "Focused investment = 300% of revenue: must be a number from 0 to 100% of revenue"
    assert found["accounts.Giant.size"].startswith("Giant: size = -1 units a quarter: must be a number, ")
    assert "Traceback" not in json.dumps(line)
    page = asked.page("/x/small?accounts.Giant.size=-1&B.focus=3")
    assert {one["key"] for one in page["faults"]} == {"accounts.Giant.size", "B.focus"}


@pytest.mark.parametrize(
    "state",
    [
        None, 7, [], {}, {"scenario": 7},
        {"scenario": "nowhere"}, {"scenario": "../small"}, {"scenario": "/etc/passwd"},
        {**state_of("small"), "B": {"policy": "/etc/own.toml", "levers": {}}},
        {**state_of("small"), "B": {"policy": "/etc/own.toml for Giant, else strategic", "levers": {}}},
        {**state_of("small"), "B": {"policy": "mine=/etc/own.toml", "levers": {}}},
        {**state_of("small"), "B": {"policy": ["strategic"], "levers": {}}},
        {**state_of("small"), "B": 7}, {**state_of("small"), "facts": 7}, {**state_of("small"), "replications": 0},
        {**state_of("small"), "seed": "x"}, {**state_of("small"), "facts": {"a": {"b": 1}}},
    ],
)  # fmt: skip
def test_what_is_no_state_is_told(asked: Asked, state: object) -> None:
    (line,) = asked.lines("answer", asked=1, state=state)
    assert line["faults"]
    assert "Traceback" not in json.dumps(line)
    assert "   " not in json.dumps(line["faults"])  # which in commands sets a key apart


def test_policies_in_words_are_played(asked: Asked) -> None:
    state = state_of("small")
    state["B"]["policy"] = "strategic for Giant, else accommodating"
    found = asked.last("answer", state=state)
    assert found["comparison"] == asked.played(found["command"])


def test_a_policy_that_was_changed_is_called_so_wherever_it_is_spoken_of(asked: Asked) -> None:
    state = state_of("small", focus=0.07)
    found = asked.last("answer", state=state)
    (lead,) = found["comparison"]["differences"]
    for said in (found["sentences"][0], " ".join(found["sentences"]), lead["sentence"]):
        assert '"strategic, changed"' in said
        assert "strategic" not in said.replace('"strategic, changed"', "")
    assert found["sentences"] != asked.last("answer", state=state_of("small"))["sentences"]
    assert "changed" not in " ".join(asked.last("answer", state=state_of("small"))["sentences"])


def test_where_the_answer_turns_is_what_the_command_finds(asked: Asked) -> None:
    state = state_of("small", {"market.rivals": 2})
    for key in ("focus", "hierarchy.contribution"):
        *told, found = asked.lines("turns", state=state, key=key)
        assert all(0.0 <= one["progress"] <= 1.0 for one in told)
        assert told
        document = asked.played(found["command"])
        assert found["breakeven"] == document
        assert found["course"]["points"] == document["points"]
        assert key not in found["sentence"]
        assert key != "focus" or found["said"].endswith(" along Focused investment, % of revenue.")
    *_, wrong = asked.lines("turns", state=state, key="nonsense")
    assert "unknown" in wrong["faults"][0]["message"] or "nonsense" in wrong["faults"][0]["message"]


def test_no_lever_that_a_policy_has_more_than_once_is_varied_as_one(asked: Asked) -> None:
    """Whoever asks hears why, and never what another policy comes to; a fact, and a lever that it has once, are."""
    state = state_of("small")
    state["B"]["policy"] = "strategic for Giant, else accommodating"
    (refused,) = asked.last("turns", state=state, key="focus")["faults"]
    assert refused["message"] == SEVERAL.format(lever="\u201cFocused investment\u201d", side="B")
    strip = asked.last("strip", state=state, key="focus", side="B")
    assert "no one number" in strip["faults"][0]["message"]
    for key in ("market.rivals", "bluff"):
        found = asked.last("turns", state=state, key=key)
        assert found["breakeven"] == asked.played(found["command"])
    once = asked.last("turns", state=state_of("small", focus=0.03), key="focus")
    state["B"]["levers"] = {"focus": 0.03}  # with all accounts alike
    assert asked.last("turns", state=state, key="focus")["breakeven"]["points"] != once["breakeven"]["points"]


def test_a_strip_goes_as_far_as_its_control(asked: Asked) -> None:
    control = next(one for one in asked.page("/x/small")["controls"] if one["key"] == "focus")
    *points, last = asked.lines("strip", asked=3, state=state_of("small"), key="focus", side="B")
    assert [(one["asked"], one["value"]) for one in (points[0], points[-1])] == [
        (3, control["from"]),
        (3, control["to"]),
    ]
    assert len(points) == POSITIONS
    assert all(one["lead"]["low"] <= one["lead"]["mean"] <= one["lead"]["high"] for one in points)
    assert (last["asked"], last["turns"]) == (3, [])
    first, then = (f"{one['lead']['mean']:+.2f}" for one in (points[0], points[-1]))
    ends = f"{first} at 0% of revenue, {then} at 10% of revenue"
    assert last["said"] == f"What is decided by: {LEAD}, money a year, is {ends}."
    assert last["points"] == [{"value": one["value"], **one["lead"]} for one in points]
    means = sorted((f"{one['lead']['mean']:+.2f}" for one in points), key=float)
    along = "at 11 values of this, in 128 futures each"
    assert last["caption"] == f"What is decided by: {LEAD} is {means[0]} to {means[-1]} money a year {along}"
    *_, last = asked.lines("strip", state=state_of("small"), key="focus", side="B", outcome="survival", account="Giant")
    assert re.fullmatch(
        f"Held to the end, Giant: {LEAD} is [-+\\d. to]+ of 100 runs at 11 values of this, in 128 futures each",
        last["caption"],
    )
    assert re.match(f"Held to the end, Giant: {LEAD}, of 100 runs, is [-+\\d.]+ at 0% of revenue, ", last["said"])
    *points, _ = asked.lines("strip", state=state_of("small"), key="market.rivals", side="both")
    assert [one["value"] for one in points] == [1, 2, 3, 4, 5, 6, 7, 8]
    (wrong,) = asked.lines("strip", state=state_of("small"), key="switches.fear", side="both")
    assert wrong["faults"]


def test_what_is_worth_knowing_is_what_the_command_finds(asked: Asked) -> None:
    state = {**state_of("small"), "replications": 60}
    found = asked.last("knowing", state=state)
    assert found["knowing"] == asked.played(found["command"])
    *_, wrong = asked.lines("knowing", state=state_of("small"))
    assert "too few" in wrong["faults"][0]["message"]


def test_a_page_says_what_it_is_of(asked: Asked) -> None:
    page = asked.page("/x/small")
    assert page["scenario"]["question"] == "What does it take to keep a giant?"
    assert page["scenario"]["accounts"] == ["Giant", "North"]
    assert (page["scenario"]["years"], page["view"]) == (3, {"see": "Giant", "year": 3, "predict": True, "figures": ""})
    assert page["state"] == page["opening"]
    assert asked.page("/x/small?A=accommodating&B=strategic")["view"]["predict"]
    assert not asked.page("/x/small?A=accommodating&B=strategic&B.focus=0.03")["view"]["predict"]
    assert {"small", "over-a-barrel", "timing-chips"} <= {one["name"] for one in page["presets"]}
    assert {"accommodating", "strategic"} <= {one["name"] for one in page["policies"]}
    assert asked.more("small")["toml"] == SMALL
    assert asked.page("/x/small?v=0.0.1")["warnings"][0].startswith("This link was made with version 0.0.1")


def test_a_link_that_looks_at_what_is_not_here_is_told_so(asked: Asked) -> None:
    asked.own()
    there = asked.page("/x/small?see=North&year=2")
    assert (there["view"]["see"], there["view"]["year"], there["warnings"]) == ("North", 2, [])
    assert asked.page("/x/small?year=3")["warnings"] == []  # the last one
    every = asked.page("/x/small?see=all")
    assert (every["view"]["see"], every["warnings"]) == ("all", [])
    gone = asked.page("/x/small?see=Nobody&year=99")
    assert (gone["view"]["see"], gone["view"]["year"]) == ("Giant", 3)
    assert gone["warnings"] == [
        'This link looks at an account that is not here, "Nobody": this is Giant.',
        "This link looks at year 99, and the last one here is 3: this is that.",
    ]


def test_which_dependence_the_plane_shows_is_said_below_it(asked: Asked) -> None:
    said = "In talks, as far as each side looks ahead, and not what it would lose in the first year: 0 is independence."
    assert said in asked.site.get("/x/small").text


def test_the_doors_lead_to_it(asked: Asked) -> None:
    text = asked.site.get("/").text
    assert [text.count(f"<h2>{door}</h2>") for door in ("Ask what if", "Run a workshop", "Play alone")] == [1, 1, 1]
    assert '<option value="small">Small</option>' in text
    assert asked.site.get("/x?scenario=small").url.path == "/x/small"
    assert asked.site.get("/x?scenario=nowhere").status_code == 404


UNITS = {
    "plane": "1", "margin": "share of revenue", "survival": "probability",
    "price": "money/unit", "support": "money/unit", "belief": "1",
}  # fmt: skip


def test_downloads_are_of_the_present_state(asked: Asked) -> None:
    query = "B=strategic&B.focus=0.05&accounts.Giant.size=2"
    policy = asked.site.get(f"/x/small/policy.toml?side=B&{query}")
    assert "focus = 0.05" in policy.text
    assert policy.headers["content-disposition"] == 'attachment; filename="b.toml"'
    head, *lines = asked.site.get(f"/x/small/data.csv?chart=outcomes&{query}").text.splitlines()
    assert head == "arm,account,outcome,mean,low,high,unit"
    assert {arm for arm, *_ in csv.reader(lines)} == {
        "accommodating", "strategic, changed", '"strategic, changed" less accommodating'
    }  # fmt: skip
    for chart, columns in (("plane", 2), ("margin", 5), ("survival", 3), ("price", 1), ("support", 1), ("belief", 1)):
        heading, *rows = asked.site.get(f"/x/small/data.csv?chart={chart}&{query}").text.splitlines()
        assert heading.startswith("arm,account,year,")
        assert heading.endswith(",unit")
        assert heading.count(",") == 3 + columns
        assert {row.rpartition(",")[2] for row in rows} == {UNITS[chart]}
        accounts = 3 if chart in {"margin", "survival"} else 2
        assert len(rows) == 2 * accounts * 3  # arms, accounts, years
    assert asked.site.get(f"/x/small/data.csv?chart=endings&{query}").text.startswith("arm,account,ending,mean")
    held = asked.site.get(f"/x/small/data.csv?chart=survival&{query}").text.splitlines()[1:]
    for _, account, _, share, low, high, _ in csv.reader(held):
        between = wilson(round(float(share) * RESTED), RESTED)
        assert [low, high] == ["", ""] if account == "all" else (float(low), float(high)) == pytest.approx(between)
    for path in ("data.csv?chart=nothing", "data.csv", "policy.toml?side=C", "policy.toml"):
        assert asked.site.get(f"/x/small/{path}").status_code == 404
    wrong = asked.site.get("/x/small/policy.toml?side=B&B.focus=7")
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "text/plain; charset=utf-8")
    assert "focus = 7" in wrong.text
    assert asked.site.get("/x/nowhere/report").status_code == 404


def test_the_report_is_that_of_the_command(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.analysis.figures.draw", lambda *_: [])
    got = asked.site.get("/x/small/report?accounts.Giant.size=2")
    assert got.headers["content-disposition"] == 'attachment; filename="report.html"'
    assert "equipoise compare" in got.text
    assert "accounts.Giant.size=2" in got.text

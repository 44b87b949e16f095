"""A run's story says what its rows hold: who asked, gave, signed, left and lost, round by round."""

import re
from collections.abc import Iterator
from math import isnan, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.app.pages.story import Story, tell
from equipoise.sim.arm import Arm
from equipoise.sim.files.settings import with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.parameters import Parameters
from equipoise.sim.policy import Policy
from equipoise.sim.rules.red_flags import FLAG_WORDS
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause
from equipoise.sim.tables import account_labels
from tests import strategies
from tests.reading import NUMBER, number, rounded

ENDS = {
    "without a deal": Cause.NO_DEAL,
    "with the collapse of the talks": Cause.COLLAPSE,
    "as it leaves for the rival": Cause.UNDERCUT,
    "as it does without": Cause.UNDERCUT,
    "over the refused demand": Cause.REFUSED_DEMAND,
    "as it closes for reasons of its own": Cause.EXIT,
    "as the vendor runs out of cash": Cause.VENDOR_FAILED,
    "as it is taken away": Cause.TAKEN,
}
AFTER = {"the collapse of the talks": Cause.COLLAPSE, "the refused demand": Cause.REFUSED_DEMAND}
SHIPPED = [
    ("over-a-barrel", "strategic-no-screen", ()),
    ("new-management", "strategic", ()),
    ("route-monopoly", "accommodating", ("market.attention=1",)),
    (
        "strategic-vendor",
        "strategic",
        ("charter.review=1", "charter.misses_allowed=1", "reorganisation=0.2"),
    ),
    ("market-entry", "transactional", ("vendor.cash=0.2",)),
]


def amount(words: str) -> float:
    """An amount of money as a sentence has it, a gain being a loss of less than nothing."""
    way, worth = words.split()
    return number(worth) if way == "loses" else -number(worth)


def check_story(story: Story, arm: Arm) -> None:
    """Every sentence of every round against the row that it is of."""
    chunk = play_chunk(arm, [story.replication], panel=True)
    rows, vendors = chunk.panel[0], chunk.vendor[0]
    before: dict[str, Any] = {}
    in_force = prices_in_force(arm)
    for chapter in story.chapters:
        t = chapter.round
        slots = np.flatnonzero(rows[t]["active"] > 0)
        names = account_labels(arm.scenario, slots, rows[t]["generation"][slots])
        now = {name: rows[t][slot] for name, slot in zip(names, slots.tolist(), strict=True)}
        for event in chapter.events:
            if event.account:
                texts = [other.text for other in chapter.events if other.account == event.account]
                check_event(event.kind, event.text, now[event.account], before.get(event.account), texts)
                if event.kind == "talks":
                    old = before[event.account]["price"] if event.account in before else in_force.get(event.account)
                    check_change_of_price(event.text, now[event.account], old)
            else:
                check_vendor(event.text, vendors[t])
        for name in story.accounts:
            if name in now:
                check_untold(name, now[name], before.get(name), chapter.events, arm.scenario.parameters, t)
        before = now
    check_ending(story, rows, vendors[-1], arm)


def prices_in_force(arm: Arm) -> dict[str, float]:
    """Prices of the contracts that are in force before the first round; NaN where one is not stated."""
    accounts = [account for account in arm.played.accounts for _ in range(account.count)]
    names = account_labels(arm.scenario, np.arange(len(accounts)), np.zeros(len(accounts)))
    stated = zip(names, accounts, strict=True)
    return {name: nan if account.price is None else account.price for name, account in stated if account.in_force}


def check_change_of_price(text: str, now: Any, before: float | None) -> None:
    """From which price to which, where a contract was in force."""
    for old in re.findall(rf"\(from ({NUMBER})\)", text):
        assert before is not None, text
        assert isnan(before) or rounded(old, before), text
        assert isnan(before) or abs(now["price"] - before) > 0.004, text


def check_event(  # noqa: C901 - a branch a kind
    kind: str, text: str, now: Any, before: Any, texts: list[str]
) -> None:
    """One sentence about an account."""
    assert "nan" not in text, text
    if kind == "talks":
        check_talks(text, now)
    elif kind == "demand":
        check_demand(text, now)
    elif kind == "elsewhere":
        price, share = re.findall(rf"(?:quotes|costs it) ({NUMBER}).* ({NUMBER})% of its needs", text)[0]
        assert rounded(price, now["quote"]), text
        assert rounded(share, 100.0 * (1.0 - now["bought"])), text
    elif kind in {"breakdown", "return"}:
        check_breakdown(text, now, before)
    elif kind == "review":
        check_review(text, now)
    elif kind == "reorganisation":
        assert rounded(re.findall(rf"Level ({NUMBER})", text)[0], now["level"]), text
    elif kind == "red flag":
        check_flags(text, now, before)
    elif kind == "level":
        assert abs(now["level"] - number(re.findall(r"Level (\d)", text)[0])) <= 1.1, text
    elif kind == "charter":
        check_charter(text, now, before, texts)
    elif kind == "end":
        check_end(text, now)


def check_flags(text: str, now: Any, before: Any) -> None:
    """Flags that went up."""
    up, was = (
        set() if row is None else {w for f, w in FLAG_WORDS.items() if int(row["red_flags"]) & f}
        for row in (now, before)
    )
    said = {words for words in FLAG_WORDS.values() if words in text}
    assert said, text
    assert said <= up - was, text


def check_demand(text: str, now: Any) -> None:
    """What was asked for free, and what was given."""
    asked, answer = re.findall(rf"asks for ({NUMBER}) of free .*; the vendor gives (.*)\.", text)[0]
    assert rounded(asked, now["asked"]), text
    refused = now["cause"] == Cause.REFUSED_DEMAND or (now["away"] == 1.0 and now["breakdown"] == Cause.REFUSED_DEMAND)
    assert (answer == "too little") == refused, text
    assert (answer == "nothing") == (now["granted"] == 0.0 and answer != "too little"), text
    assert not answer.startswith("all") or now["granted"] >= now["asked"], text
    if share := re.search(rf"({NUMBER}) \(<?(\d+)%\)", answer):
        assert rounded(share[1], now["granted"]), text
        assert abs(100.0 * now["granted"] / now["asked"] - number(share[2])) <= 1.0, text


def check_breakdown(text: str, now: Any, before: Any) -> None:
    """The two break off, the account stays away, or it comes back."""
    if rounds_away := re.search(rf"comes back .* after ({NUMBER}) rounds? away", text):
        assert now["returned"] == 1.0, text
        assert number(rounds_away[1]) == before["away"] >= 1.0, text
        return
    assert now["bought"] == 0.0, text
    if text == "It stays away.":
        assert now["away"] == before["away"] + 1.0, text
        return
    assert now["away"] == 1.0, text
    assert now["breakdown"] in {Cause.COLLAPSE, Cause.REFUSED_DEMAND}, text
    assert now["commitment"] == now["charter"] == 0.0, text
    assert before is None or not before["charter"] or "charter lapse" in text, text


def check_review(text: str, now: Any) -> None:
    """What came of a charter's review."""
    assert ("passes" in text) == (now["misses"] == 0.0), text
    assert ("dissolved" in text) == (now["charter"] == 0.0), text
    assert ("reopened" in text) == (now["charter"] == 0.0 == now["cause"]), text
    assert not ("again" in text and now["misses"] < 2.0), text
    assert rounded(re.findall(rf"is \+?({NUMBER})%", text)[0], 100.0 * now["project_return"]), text
    assert now["cause"] in {Cause.NONE, Cause.EXIT, Cause.VENDOR_FAILED, Cause.TAKEN}, text


def check_charter(text: str, now: Any, before: Any, texts: list[str]) -> None:
    """A charter that is signed, or lapses."""
    if "lapse" in text:
        assert now["charter"] == 0.0 < before["charter"], text
        assert not any("review" in other for other in texts), texts
    if "signed" in text and now["charter"] > 0.0:
        assert rounded(re.findall(rf"({NUMBER})% of what", text)[0], 100.0 * now["effort"]), text


def check_talks(text: str, now: Any) -> None:
    """What was offered, and what came of it."""
    opened, answered = re.findall(rf"opens at ({NUMBER}) a unit, the account at ({NUMBER})", text)[0]
    assert rounded(opened, now["opening"]), text
    assert rounded(answered, now["account_opening"]), text
    crossed = number(opened) < number(answered)
    assert ("The vendor asks for less than the account offers of itself: " in text) == crossed, text
    reasons = {
        "less to divide": ("pie_vendor", "pie_account"),
        "less left": ("left_vendor", "left_believed"),
        "less hangs on it": ("externality_believed", "externality"),
    }
    for reason, (less, more) in reasons.items():
        assert (reason in text) == (crossed and now[less] < now[more]), text
        for here, there in re.findall(rf"{reason}[^()]*\(({NUMBER}) against ({NUMBER})\)", text):
            assert rounded(here, now[less]), text
            assert rounded(there, now[more]), text
    collapsed = now["cause"] == Cause.COLLAPSE or (now["away"] == 1.0 and now["breakdown"] == Cause.COLLAPSE)
    assert ("collapse" in text) == collapsed, text
    assert ("the old contract stays in force" in text) == (now["fell_back"] > 0.0), text
    assert ("no deal" in text) == (now["cause"] == Cause.NO_DEAL), text
    if "they sign" in text:
        assert rounded(re.findall(rf"price ({NUMBER})", text)[0], now["price"]), text
        met = re.findall(rf"The offers met at ({NUMBER}), ", text)
        low, high = sorted((number(opened), number(answered)))
        last = re.findall(rf"At last the vendor asked for ({NUMBER}) and the account offered ({NUMBER}): ", text)
        assert met or last or low - 0.011 <= number(re.findall(rf"price ({NUMBER})", text)[0]) <= high + 0.011, text
        assert all(rounded(ask, now["ask"]) and rounded(bid, now["bid"]) for ask, bid in last), text
        between = min(max((now["ask"] + now["bid"]) / 2, now["vendor_reserve"]), now["account_reserve"])
        assert all(rounded(one, between) for one in met), text
        for bound in re.findall(r"(\d+)% of its needs committed", text):
            assert rounded(bound, 100.0 * now["commitment"]) or "<1%" in text, text
        assert ("nothing committed" in text) == (now["commitment"] <= 0.0), text


def check_end(text: str, now: Any) -> None:
    """How it ended, after how long, and what either side lost by it."""
    how, rounds, vendor, account = re.findall(
        rf"ends (.*), after ({NUMBER}) rounds?; the vendor (\w+ {NUMBER}), the account (\w+ {NUMBER})\.", text
    )[0]
    if late := re.fullmatch(rf"as one side would not go on, ({NUMBER}) rounds? after (.*)", how):
        assert AFTER[late[2]] == now["cause"] == now["breakdown"], text
        assert number(late[1]) == now["away"] - 1.0 >= 1.0, text
    else:
        assert ENDS[how] == now["cause"], text
        assert now["away"] == 0.0 or now["cause"] != now["breakdown"], text
    assert ("is assumed" in text) == (now["cause"] == Cause.EXIT), text
    assert int(number(rounds)) == int(now["tenure"]) + 1, text
    for words, value in ((vendor, now["lost_vendor"]), (account, now["lost_account"])):
        assert rounded(words.split()[1], abs(value)), text
        assert amount(words) * value >= 0.0, text
        assert number(words.split()[1]) >= 0.0, text


def check_vendor(text: str, vendor: Any) -> None:
    """What happened to the vendor."""
    assert ("has failed" not in text) or vendor["failed"] > 0.0, text
    assert ("Cash has run out" in text) == (vendor["insolvent"] > 0.0 and "take out" not in text), text
    for got, wanted in re.findall(rf": ({NUMBER}) of ({NUMBER}) accounts are won", text):
        assert number(got) == vendor["wins"] < number(wanted), text
    for got, wanted in re.findall(rf"bring ({NUMBER}) a round instead of ({NUMBER})", text):
        assert rounded(got, vendor["segment_revenue"]), text
        assert number(got) <= number(wanted), text
    for paid in re.findall(rf"take out ({NUMBER})", text):
        assert rounded(paid, vendor["paid_out"]), text


def check_untold(name: str, now: Any, before: Any, events: Any, parameters: Parameters, t: int) -> None:
    """What has to be told of a round, is."""
    kinds = {event.kind for event in events if event.account == name}
    assert ("end" in kinds) == (now["cause"] > 0.0), (name, t)
    assert ("talks" in kinds) == (now["exchanges"] >= 0.0), (name, t)
    assert ("demand" in kinds) == (now["asked"] > 0.0), (name, t)
    assert ("return" in kinds) == (now["returned"] > 0.0), (name, t)
    ends_away = now["away"] > 1.0 and now["cause"] == now["breakdown"]
    assert ("breakdown" in kinds) == (now["away"] > 0.0 and not ends_away), (name, t)
    assert ("reorganisation" in kinds) == (now["reorganised"] == t), (name, t)
    if before is not None and before["misses"] < now["misses"]:
        assert "review" in kinds, (name, t)
    said = [event.text for event in events if event.account == name and event.kind == "elsewhere"]
    for text in said:
        assert text.startswith("A rival") == (now["quote"] < parameters.market.do_without), text


def check_ending(story: Story, rows: Any, vendor: Any, arm: Arm) -> None:
    """The last sentences, of the vendor and of each account that is told."""
    first, *others = story.ending
    cash = re.findall(rf"ends with ({NUMBER}) in cash", first)[0]
    assert rounded(cash, vendor["cash"]), first
    assert ("failed in round" in first) == (vendor["failed"] > 0.0), first
    for text, name in zip(others, told(story, rows, arm), strict=True):
        assert text.startswith(f"{name} "), text
        own = list(served(rows, name, arm))
        assert ("is still held" in text) == (own[-1]["cause"] == Cause.NONE), text
        assert rounded(re.findall(rf"brought ({NUMBER}) of revenue", text)[0], sum(row["revenue"] for row in own)), text
        assert rounded(re.findall(rf"was given ({NUMBER}) free", text)[0], sum(row["free_support"] for row in own)), (
            text
        )


def told(story: Story, rows: Any, arm: Arm) -> list[str]:
    return [name for name in story.accounts if any(True for _ in served(rows, name, arm))]


def served(rows: Any, name: str, arm: Arm) -> Iterator[Any]:
    """Rows of a named account in the rounds in which it is served."""
    slot = arm.scenario.account_names.index(name)
    for row in rows[:, slot]:
        if row["active"] > 0.0 and row["generation"] == 0.0:
            yield row


@pytest.mark.parametrize(("scenario", "policy", "changed"), SHIPPED)
def test_stories_of_shipped_scenarios(scenario: str, policy: str, changed: tuple[str, ...]) -> None:
    arm = Arm.of(scenario, policy, changed)
    for replication in range(8):
        check_story(tell(arm, replication), arm)


@given(strategies.scenarios(most=6), strategies.policies(), st.integers(0, 99))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_stories_of_generated_scenarios_and_policies(scenario: Scenario, policy: Policy, seed: int) -> None:
    arm = Arm(scenario, policy, seed, 10)
    check_story(tell(arm, 0, scenario.account_names), arm)


def test_a_side_that_is_better_off_without_gains() -> None:
    arm = Arm.of("over-a-barrel", "accommodating", ["product.unit_cost=1.1"])
    ends = [e.text for r in range(20) for c in tell(arm, r).chapters for e in c.events if e.kind == "end"]
    assert any("the vendor gains" in text for text in ends)
    assert not any(re.search(r"(gains|loses) -", text) for text in ends)


def test_an_account_that_does_without_leaves_for_no_rival() -> None:
    scenario = with_settings(Arm.of("route-monopoly").scenario, ["market.attention=1", "market.do_without=0.9"])
    stories = [tell(Arm.of(scenario, "transactional", seed=s)) for s in range(5)]
    said = [e.text for story in stories for c in story.chapters for e in c.events]
    assert any("To do without costs it" in text for text in said)
    assert not any("rival" in text for text in said if "leaves" in text or "quotes" in text)

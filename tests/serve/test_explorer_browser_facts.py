"""What the explorer's facts hold: what a file may state is shown, can be chosen, and is what is played."""

import re

from tests.serve.browsers import Route, Visitors, expect
from tests.serve.explorer_pages import OPEN, chips, control, keep, opened, rested, state_on, typed
from tests.serve.processes import Server

PORT = 8976
BUSINESS = """
title = "Mine"
policies = ["accommodating", "strategic"]

[business]
currency = "EUR"
revenue = 9e6
gross_margin = 0.3

[run]
rounds = 12
replications = 40

[[accounts]]
name = "Alone"
revenue_share = 0.6
alternatives = "none"

[[accounts]]
name = "Open"
revenue_share = 0.4
"""


def test_that_an_account_has_no_alternatives_is_shown_and_chosen_and_taken_back(
    visitors: Visitors, server: Server
) -> None:
    link = keep(server, "alternatives", BUSINESS)
    page = opened(visitors.page(), f"{link}{OPEN}")
    has, lacks = (f"accounts.{name}.alternatives" for name in ("Alone", "Open"))
    page.locator("#g-facts > summary").click()
    page.locator("#search").fill("open alternatives")
    page.locator(f"[data-pick='{lacks}']").click()
    chosen = {key: control(page, key).locator("select") for key in (has, lacks)}
    said = {key: one.locator("option:checked") for key, one in chosen.items()}
    expect(said[has]).to_have_text("none")
    expect(said[lacks]).to_have_text("I don't know")
    for key, word in ((has, "few"), (lacks, "none")):
        chosen[key].select_option(word)
        rested(page)
    assert state_on(page)["facts"] == {has: "few", lacks: "none"}
    assert page.locator("#chips li span").all_text_contents() == [
        "Alone: alternatives: none → few, both sides",
        "Open: alternatives: not stated → none, both sides",
    ]
    chosen[has].select_option("I don't know")
    chosen[lacks].select_option("I don't know")
    rested(page)
    assert state_on(page)["facts"] == {has: "unknown"}
    assert chips(page) == [(has, "both sides")]
    expect(said[has]).to_have_text("I don't know")
    page.reload()
    rested(page)
    assert f"{has}=unknown" in page.url
    expect(said[has]).to_have_text("I don't know")
    assert visitors.complaints == []


def test_what_was_moved_says_why_it_cannot_be_where_the_fault_is_another_controls(
    visitors: Visitors, server: Server
) -> None:
    page = opened(visitors.page(), f"{keep(server, 'shares', BUSINESS)}{OPEN}")
    alone, other = (f"accounts.{name}.revenue_share" for name in ("Alone", "Open"))
    typed(page, "accounts.Alone.relationship", "4")
    typed(page, alone, "50")
    said = "Revenue = 9,000 thousand EUR a year: is more than what its accounts bring, 8,100 thousand EUR a year: "
    for key in (alone, "business.revenue"):
        assert (page.locator(f".control[data-key='{key}'] .fault").text_content() or "").startswith(said)
        assert page.locator(f".control[data-key='{key}'] .field").get_attribute("aria-invalid") == "true"
    expect(control(page, alone).locator(".fault")).to_be_in_viewport()
    assert page.locator(".control[data-key='accounts.Alone.relationship'] .fault").text_content() == ""
    typed(page, other, "45")
    for key in (alone, other):
        expect(page.locator(f".control[data-key='{key}'] .fault")).to_contain_text("bring, 8,550 thousand EUR a year: ")
    typed(page, other, "50")
    expect(page.locator("#stale")).to_be_hidden()
    assert page.locator(".fault:not(:empty)").count() == 0
    assert visitors.complaints == []


def test_each_account_has_its_fold_and_those_that_have_none_are_counted(visitors: Visitors, server: Server) -> None:
    many = [f"Account {k}" for k in range(1, 16)]
    of_each = "".join(f'\n[[accounts]]\nname = "{name}"\nrevenue = 6e5\n' for name in many)
    text = BUSINESS.partition("[[accounts]]")[0].replace("rounds = 12", "rounds = 4") + of_each
    page = opened(visitors.page(), f"{keep(server, 'many', text)}{OPEN}")
    expect(page.locator("#of-Account\\ 13 .control")).not_to_have_count(0)
    page.locator("#g-facts > summary").click()
    folds = page.locator("#g-facts > .inner:visible > summary")
    assert folds.all_text_contents() == many[:13]
    expect(page.locator("#beyond")).to_contain_text("2 more accounts have no controls here")
    assert visitors.complaints == []


def test_a_search_lists_all_that_it_counts_in_words(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    page.locator("#g-facts > summary").click()
    page.locator("#search").fill("rival")
    expect(page.locator("#search-said")).to_have_text(re.compile(r"\d\d found"))
    found = page.locator("#found button").all_text_contents()
    assert page.locator("#search-said").text_content() == f"{len(found)} found"
    assert "Giant: mean of one rival's quote to it" in found
    page.locator("#search").fill("giant level_worth")  # as files have it
    expect(page.locator("#found button")).to_have_text(["Giant: what the highest level is worth to it"])


def test_a_search_finds_what_stands_in_a_fold_by_what_answers_call_it(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'alternatives', BUSINESS)}{OPEN}")
    page.locator("#g-facts > summary").click()
    page.locator("#search").fill("view of the vendor")
    key = "accounts.Open.relationship"
    there = page.locator(f'.control[data-key="{key}"] .field')
    expect(there).to_be_hidden()
    page.locator(f"[data-pick='{key}']").click()
    expect(there).to_be_focused()
    expect(page.locator("#search")).to_have_value("")


def test_what_comes_late_is_asked_for_until_it_is_there(visitors: Visitors) -> None:
    page, refused = visitors.page(), list[Route]()

    def refuse_twice(route: Route) -> None:
        refused.append(route)
        route.abort() if len(refused) <= 2 else route.continue_()

    page.route("**/more.json", refuse_twice)
    opened(page, f"/x/over-a-barrel{OPEN}")
    page.locator("#g-facts > summary").click()
    expect(page.locator("#toml")).not_to_have_value("")
    page.locator("#search").fill("rival")
    expect(page.locator("#found button").first).to_be_visible()
    visitors.complaints.clear()  # the browser's own notes of what was refused


def test_a_type_and_an_orientation_never_say_two_things(visitors: Visitors) -> None:
    """What is shown is what is played: who picks the one takes the other back."""
    page = opened(visitors.page(), f"/x/over-a-barrel{OPEN}")
    orientation, kind = (f"accounts.Giant.{trait}" for trait in ("orientation", "type"))
    field, chosen = control(page, orientation).locator(".field"), control(page, kind).locator("select")
    picked = chosen.locator("option:checked")
    for pick, shown, facts in (
        (None, ("not stated", "0.2"), {}),
        ("opportunist", ("opportunist", ""), {kind: "opportunist"}),
        ("I don't know", ("I don't know", ""), {kind: "none"}),
        ("not stated", ("not stated", "0.2"), {}),
    ):
        if pick:
            chosen.select_option(label=pick)
            rested(page)
        assert (picked.text_content(), field.input_value()) == shown
        assert state_on(page)["facts"] == facts
        assert [key for key, _ in chips(page)] == [*facts]
    chosen.select_option("partner")
    typed(page, orientation, "0.3")
    assert state_on(page)["facts"] == {orientation: 0.3}
    expect(picked).to_have_text("not stated")
    chosen.select_option("partner")
    rested(page)
    control(page, orientation).locator(".reset").click()
    rested(page)
    assert (field.input_value(), state_on(page)["facts"]) == ("0.2", {})
    assert visitors.complaints == []


def test_contacts_and_a_channel_take_each_other_back(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server, 'alternatives', BUSINESS)}{OPEN}")
    contacts, channel = "accounts.Open.contacts", "accounts.Open.channel"
    for key, text, value in ((contacts, "3", 3), (channel, "0.5", 0.5), (contacts, "2", 2)):
        typed(page, key, text)
        assert state_on(page)["facts"] == {key: value}
        assert chips(page) == [(key, "both sides")]
        expect(page.locator("#stale")).to_be_hidden()


RANGES = BUSINESS.replace("revenue = 9e6", "revenue = [8e6, 1e7]").replace(
    "gross_margin = 0.3", "gross_margin = { low = 0.3, likely = 0.32, high = 0.4 }"
)


def test_a_fact_that_is_a_range_is_shown_as_one_and_moved_from_where_it_is_likeliest(
    visitors: Visitors, server: Server
) -> None:
    page = opened(visitors.page(), f"{keep(server, 'ranges', RANGES)}{OPEN}")
    page.locator("#g-facts > summary").click()
    margin = control(page, "business.gross_margin")
    track, field = margin.locator(".track"), margin.locator(".field")
    expect(field).to_have_attribute("placeholder", "30 to 40")
    expect(track).to_have_attribute("aria-valuetext", "30 to 40% of revenue")
    track.focus()
    page.keyboard.press("ArrowUp")
    rested(page)
    moved = float(field.input_value())
    assert 32 < moved < 34
    assert page.locator("#chips li span").all_text_contents() == [
        f"Gross margin: 30 to 40% of revenue → {moved:g}% of revenue, both sides"
    ]
    assert margin.locator(".reset").get_attribute("title") == "Back to 30 to 40% of revenue"
    margin.locator(".reset").click()
    rested(page)
    assert chips(page) == []


def test_own_figures_hold_what_stands_on_the_page_until_somebody_writes_there(
    visitors: Visitors, server: Server
) -> None:
    page = opened(visitors.page(), f"{keep(server, 'ranges', RANGES)}{OPEN}")
    page.locator("#g-facts > summary").click()
    typed(page, "business.gross_margin", "35")
    rested(page)
    page.locator("[data-opens=own]").click()
    expect(page.locator("#toml")).to_have_value(re.compile("gross_margin = 0.35\n"))
    page.locator("[data-field=fixed_cost]").fill("1 to 1.2 million")
    page.keyboard.press("Tab")
    expect(page.locator("#toml")).to_have_value(re.compile(r"overhead = \[1000000, 1200000\]"))
    page.locator("#own [value=cancel], #own form[method=dialog] button").first.click()
    typed(page, "business.gross_margin", "36")
    rested(page)
    with page.expect_request("**/x/check") as asked:
        page.locator("[data-opens=own]").click()
    assert "state" not in asked.value.post_data_json
    expect(page.locator("#toml")).to_have_value(re.compile(r"gross_margin = 0.35\n(.*\n)*?overhead = \[1000000"))


def test_own_figures_hold_it_also_where_their_file_comes_while_they_open(visitors: Visitors, server: Server) -> None:
    page = visitors.page()
    held: list[Route] = []
    page.route(re.compile("/(more.json|check)$"), lambda route: held.append(route))  # noqa: PLW0108 - no method of a list
    opened(page, f"{keep(server, 'ranges', RANGES)}{OPEN}&business.gross_margin=0.35")
    with page.expect_request("**/check"):
        page.locator("[data-opens=own]").click()
    for route, stands in zip(held, ("gross_margin = ", "gross_margin = 0.35\n"), strict=True):
        route.continue_()
        expect(page.locator("#toml")).to_have_value(re.compile(stands))


def test_no_lever_that_b_has_more_than_once_is_offered_to_vary(visitors: Visitors, server: Server) -> None:
    words = "strategic for Open, else accommodating".replace(" ", "+")
    page = opened(visitors.page(), f"{keep(server, 'ranges', RANGES)}{OPEN}&B={words}")
    expect(page.locator("#turn-key option[value=focus]")).to_be_disabled()
    for key in ("bluff", "walk_away", "business.cash"):
        expect(page.locator(f"#turn-key option[value='{key}']")).to_be_enabled()

"""A state of the explorer in its address: reloaded, gone back to, pasted elsewhere, and made by another version."""

from tests.serve.browsers import Page, Visitors, expect
from tests.serve.explorer_pages import OPEN, chips, control, keep, numbers, opened, rested, sent, state_on, typed
from tests.serve.processes import Server

PORT = 8920
SIZE = "accounts.Giant.size"


def changed(visitors: Visitors, server: Server) -> Page:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    typed(page, "focus", "7")
    typed(page, SIZE, "2")
    return page


def test_a_reload_keeps_all_and_the_next_change_builds_on_it(visitors: Visitors, server: Server) -> None:
    page = changed(visitors, server)
    page.locator("#see").select_option("North")
    page.locator("#year").fill("2")
    state, there = state_on(page), numbers(page)
    page.reload()
    rested(page)
    assert (state_on(page), numbers(page)) == (state, there)
    assert (page.locator("#see").input_value(), page.locator("#year").input_value()) == ("North", "2")
    typed(page, "focus", "3")
    assert chips(page) == [("focus", "B"), (SIZE, "both sides")]
    assert sent(page)[-1]["state"] == {**state, "B": {"policy": "strategic", "levers": {"focus": 0.03}}}
    page.reload()
    rested(page)
    assert state_on(page)["B"]["levers"] == {"focus": 0.03}
    page.locator("#undo").click()
    rested(page)
    assert state_on(page) == state


def test_what_is_typed_is_one_step_and_the_figures_that_were_chosen_stay(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    one = control(page, "focus")
    one.locator(".field").fill("")
    one.locator(".field").press_sequentially("3.25")
    rested(page)
    expect(page.locator("#undo")).to_be_disabled()
    expect(one.locator(".reset")).to_be_visible()
    one.locator(".field").press("Tab")
    expect(one.locator(".field")).to_have_value("3.25")
    assert "B.focus=0.0325" in page.url  # though nothing is asked any more
    page.locator("#figure-2 select").select_option("see:kept")
    page.reload()
    rested(page)
    assert page.locator("#figure-2 select").input_value() == "see:kept"
    page.locator("#undo").click()
    rested(page)
    assert chips(page) == []


def test_a_step_that_is_committed_after_its_answer_is_in_the_address(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}")
    field = control(page, SIZE).locator(".field")
    field.fill("2")  # which asks, and commits nothing before the field is left
    rested(page)
    assert SIZE not in page.url
    field.press("Tab")
    page.wait_for_url(f"**{SIZE}=2**")


def test_back_and_forward_of_the_browser_are_steps(visitors: Visitors, server: Server) -> None:
    page = changed(visitors, server)
    both, address = numbers(page), page.url
    page.go_back()
    rested(page)
    assert chips(page) == [("focus", "B")]
    page.go_back()
    rested(page)
    assert chips(page) == []
    page.go_forward()
    page.go_forward()
    rested(page)
    assert (chips(page), numbers(page), page.url) == ([("focus", "B"), (SIZE, "both sides")], both, address)


def test_a_link_that_is_pasted_elsewhere_opens_the_same(visitors: Visitors, server: Server) -> None:
    page = changed(visitors, server)
    page.locator("#see").select_option("North")
    page.locator("#year").fill("1")
    page.locator("[data-opens=share]").click()
    link = page.locator("#share-text").input_value()
    assert "B.focus=0.07" in link
    assert f"{SIZE}=2" in link
    assert link == page.url
    keys = [pair.partition("=")[0] for pair in link.partition("?")[2].split("&")]
    assert keys == ["A", "B", "B.focus", SIZE, "see", "year", "v"]
    other = opened(visitors.page(), link)  # on another machine: nothing is kept there
    assert state_on(other) == state_on(page)
    assert numbers(other) == numbers(page)
    assert other.locator("#year").input_value() == "1"
    expect(other.locator("#warnings li", has_text="version")).to_have_count(0)


def test_a_link_of_another_version_says_so(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}&B.focus=0.05&v=0.0.1")
    expect(page.locator("#warnings li").first).to_contain_text("made with version 0.0.1")
    assert state_on(page)["B"]["levers"] == {"focus": 0.05}
    assert "v=0.0.1" not in page.url


def test_a_key_that_is_none_of_the_scenario_is_told_and_taken_back(visitors: Visitors, server: Server) -> None:
    """From the link, as a chip, and with all else that differs."""
    for back in ("#chips [data-chip='accounts.Gaint.size'] button", "#reset-all"):
        page = opened(visitors.page(), f"{keep(server)}{OPEN}&accounts.Gaint.size=2")
        expect(page.locator("#faults")).to_contain_text('unknown key; did you mean "accounts.Giant.size"?')
        assert chips(page) == [("accounts.Gaint.size", "both sides")]
        expect(page.locator("#same")).to_be_hidden()
        page.locator(back).click()
        rested(page)
        assert (chips(page), state_on(page)["facts"]) == ([], {})
        assert numbers(page)
        expect(page.locator("#warnings, #stale, #faults").filter(has_text="Gaint")).to_have_count(0)
    page = opened(visitors.page(), f"{keep(server)}{OPEN}&A.fokus=1&B.fokus=2")
    assert chips(page) == [("fokus", "A"), ("fokus", "B")]
    page.locator("#reset-all").click()
    rested(page)
    assert numbers(page)


def test_figures_that_are_not_here_are_told_and_the_usual_ones_stand(visitors: Visitors, server: Server) -> None:
    usual = [("all:profit_3y"), ("see:survival")]
    for figures in (
        "all:profit_3y,see:renamed",
        "all:nonsense",
        "see:kept,see:kept,see:kept",
        "see:concentration,see:kept",
    ):
        page = opened(visitors.page(), f"{keep(server)}{OPEN}&figures={figures}")
        expect(page.locator("#warnings")).to_contain_text(f'asks for figures that are not here, "{figures}"')
        assert [page.locator(f"#outcome-{k}").input_value() for k in (1, 2)] == usual
        assert numbers(page)
        assert "figures" not in page.url


def test_what_no_switch_can_be_stands_in_its_chip_as_it_was_written(visitors: Visitors, server: Server) -> None:
    page = opened(visitors.page(), f"{keep(server)}{OPEN}&switches.beliefs=0")
    expect(page.locator("#chips li span")).to_have_text("Private information: on → 0, both sides")

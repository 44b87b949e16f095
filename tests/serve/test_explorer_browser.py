"""The explorer in a browser: controls that are dragged, steps that are taken back, and what a baseline keeps."""

import json
import re
from itertools import pairwise

import pytest

from tests.serve.browsers import Page, Route, Visitors, expect
from tests.serve.explorer_pages import (
    OPEN,
    chips,
    control,
    keep,
    numbers,
    opened,
    painted,
    pressed,
    rested,
    sent,
    state_on,
    switched,
    typed,
)  # fmt: skip
from tests.serve.explorers import SMALL
from tests.serve.processes import Server, asked_of

PORT = 8900
SECONDS, MOVES = 2.0, 60
SIZE, FEAR = "accounts.Giant.size", "switches.fear"


@pytest.fixture(scope="module", autouse=True)
def small(server: Server) -> None:
    keep(server)
    keep(server, "other", SMALL.replace('"Small"', '"Other"').replace("size = 4.0", "size = 2.0"))


def never_goes_back(page: Page) -> None:
    """No answer is painted after a newer one, nor fewer runs of the same."""
    assert painted(page)
    assert all(earlier <= later for earlier, later in pairwise(painted(page)))


FRAMES = """() => {
  const answer = document.getElementById("answer"), frames = window.frames_ = [], fetched = window.fetch;
  let came = 0;
  window.fetch = async (address, given) => {
    const got = await fetched(address, given);
    if (!String(address).endsWith("/x/answer")) return got;
    const { asked } = JSON.parse(given.body), heard = new TransformStream({ transform(part, out) {
      came = asked;
      out.enqueue(part);
    } });
    return new Response(got.body.pipeThrough(heard));
  };
  const frame = () => {
    frames.push([came, Number(answer.dataset.asked)]);
    requestAnimationFrame(frame);
  };
  frame();
}"""
"""Notes at each frame which question's answer has come, and of which an answer is shown."""
FEW = 6
"""Frames in which what has come is read and painted."""


def drag(page: Page, key: str) -> str:
    """Drag a control steadily from its low to near its high; the value at which it is let go."""
    track = control(page, key).locator(".track")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10, y)
    page.mouse.down()
    for k in range(1, MOVES + 1):
        page.mouse.move(box["x"] + 10 + (box["width"] - 40) * k / MOVES, y)
        page.wait_for_timeout(1000 * SECONDS / MOVES)
    page.mouse.up()
    rested(page)
    return track.input_value()


@pytest.mark.parametrize("key", ["focus", SIZE])
def test_a_drag_paints_newer_and_newer_answers_and_ends_with_the_last(
    visitors: Visitors, server: Server, key: str
) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    page.evaluate(FRAMES)
    value = float(drag(page, key))
    never_goes_back(page)
    frames = page.evaluate("frames_")
    late = [came for (came, _), (_, shown) in zip(frames, frames[FEW:], strict=False) if shown < came]
    assert late == []  # each answer that comes is painted, unless a newer one has come
    assert len({shown for _, shown in frames}) > 2
    state = state_on(page)
    assert value in {*state["B"]["levers"].values(), *state["facts"].values()}
    last = sent(page)[-1]
    assert painted(page)[-1] == [last["asked"], state["replications"]]
    assert last["state"] == state
    with asked_of(server, "answer", {"asked": 1, "state": state}) as got:
        *_, line = got
    outcome = json.loads(line)["comparison"]["differences"][0]["outcomes"]["profit_3y"]
    assert numbers(page)["differences.0.outcomes.profit_3y"] == (outcome["mean"], outcome["low"], outcome["high"])


def test_answers_that_are_held_up_never_come_after_newer_ones(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    track = control(page, "focus").locator(".track")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def wait_for(count: int) -> None:
        while len(held) < count:
            page.wait_for_timeout(10)

    page.route("**/x/answer", hold)
    for k in range(1, 6):
        track.fill(str(k / 100))
    wait_for(1)
    assert len(held) == 1  # one is under way, the newest waits
    old = re.compile(r"\bold\b")
    expect(page.locator("#answer")).to_have_class(old)
    held[0].continue_()
    wait_for(2)
    assert [one["state"]["B"]["levers"]["focus"] for one in sent(page)[1:]] == [0.01, 0.05]
    track.fill("0.07")
    track.fill("0.09")
    held[1].continue_()
    wait_for(3)
    held[2].continue_()
    rested(page)
    expect(page.locator("#answer")).not_to_have_class(old)
    never_goes_back(page)
    assert painted(page)[-1][0] == sent(page)[-1]["asked"]
    assert "focus=0.09" in page.locator("#foot-command").inner_text()


def test_each_step_is_taken_back_and_done_again(visitors: Visitors) -> None:
    """Across levers of both sides, facts, mechanisms and presets, to the digit."""
    page = opened(visitors.page(), f"/x/small{OPEN}")
    seen = [numbers(page)]
    for change in (
        lambda: typed(page, "focus", "7"),
        lambda: typed(page, SIZE, "2"),
        lambda: switched(page, FEAR),
        lambda: (control(page, "focus"), page.locator("label.A").click(), typed(page, "focus", "3")),
    ):
        change()
        seen.append(numbers(page))
    assert chips(page) == [("focus", "A"), ("focus", "B"), (SIZE, "both sides"), (FEAR, "both sides")]
    assert all(one != other for one, other in pairwise(seen))
    page.locator("#presets summary").click()
    page.locator('#presets a[href="/x/other"]').click()
    page.locator("#skip").click()
    rested(page)
    other = numbers(page)
    page.locator("#undo").click()
    page.wait_for_url("**/x/small?**")
    for k, expected in enumerate(reversed(seen)):
        if k:
            page.locator("#undo").click()
        rested(page)
        assert numbers(page) == expected, k
    expect(page.locator("#undo")).to_be_disabled()
    for expected in seen[1:]:
        pressed(page, "#redo")
        assert numbers(page) == expected
    page.locator("#redo").click()
    page.wait_for_url("**/x/other?**")
    rested(page)
    assert numbers(page) == other


def test_a_reset_gives_the_answer_of_the_preset_to_the_digit(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    preset = numbers(page)
    expect(page.locator("#figure-1 .dots .mark")).to_have_count(3)
    expect(control(page, "bluff").locator(".unit")).to_have_text("points, 0 to 1")
    typed(page, "focus", "7")
    typed(page, SIZE, "2")
    switched(page, FEAR)
    expect(control(page, "focus").locator(".reset")).to_have_attribute("title", "Back to 2% of revenue")
    control(page, "focus").locator("summary").click()
    control(page, "focus").locator(".usual").click()  # which is another thing than a reset
    expect(control(page, "focus").locator(".field")).to_have_value("0")
    for key in ("focus", SIZE, FEAR):
        control(page, key).locator(".reset").click()
        rested(page)
    assert (numbers(page), chips(page)) == (preset, [])
    typed(page, SIZE, "3")
    switched(page, FEAR)
    pressed(page, "#reset-all")
    assert (numbers(page), chips(page)) == (preset, [])


def test_a_chip_takes_back_one_thing(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    typed(page, "focus", "7")
    alone = numbers(page)
    typed(page, SIZE, "2")
    assert chips(page) == [("focus", "B"), (SIZE, "both sides")]
    pressed(page, f'#chips li[data-chip="{SIZE}"] button')
    assert chips(page) == [("focus", "B")]
    assert numbers(page) == alone


def test_a_baseline_stays_while_all_else_changes(visitors: Visitors) -> None:
    page = opened(visitors.page(), f"/x/small{OPEN}")
    kept = "#figure-1 [data-arm='Kept B'] b"
    before = page.locator("#figure-1 [data-arm=B] b").get_attribute("data-value")
    page.locator("#keep").click()
    look = "one => Object.entries(getComputedStyle(one, '::before')).filter(([name]) => /background|border/.test(name))"
    keys = [
        page.locator(f".key{one}").evaluate(look) for one in (".A:not(.Kept)", ".B:not(.Kept)", ".Kept.A", ".Kept.B")
    ]
    assert all(one not in keys[:k] for k, one in enumerate(keys))  # told apart
    typed(page, "focus", "7")
    typed(page, SIZE, "2")
    assert page.locator(kept).get_attribute("data-value") == before
    assert page.locator("#figure-1 [data-arm=B] b").get_attribute("data-value") != before
    assert page.locator("#chart-endings .bar.Kept").count() == page.locator("#chart-endings .bar:not(.Kept)").count()
    page.reload()
    rested(page)
    assert page.locator(kept).get_attribute("data-value") == before
    page.locator("#keep").click()
    expect(page.locator(kept)).to_have_count(0)

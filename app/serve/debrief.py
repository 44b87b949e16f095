"""What a room is shown when the facilitator reveals it: each table's score at once, and the whole debrief."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import HTMLResponse

from equipoise.app.pages.workshop.words import currency_of
from equipoise.experiments.workshop.debrief.debrief import debrief
from equipoise.experiments.workshop.score import figures, score

if TYPE_CHECKING:
    from equipoise.app.serve.room import Room
    from equipoise.experiments.workshop.room import Year

GAMES = 1_000
"""Games of computer players that a room is set beside."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class TableResult(NamedTuple):
    """A table's own figures beside those of two computer players with the same luck."""

    table: str
    counterpart: str
    vendor: str
    account: str
    vendor_percent: str
    account_percent: str
    percent: str


def results(played: dict[str, Year]) -> list[TableResult]:
    """Score each table."""
    found = []
    for name, one in played.items():
        made = score(figures(one.table, one.session), figures(one.table, one.table.par()))
        write = currency_of(one.table.workshop.money).amount
        percents = [f"{value:.0f}" for value in (made.vendor, made.account, made.table)]
        found.append(
            TableResult(name, one.table.counterpart.name, write(made.own.vendor), write(made.own.account), *percents)
        )
    return found


def whole(room: Room, played: dict[str, Year]) -> HTMLResponse:
    """Answer with the page of slides and sheets; it is made once, which takes a while.

    Its style and its pictures stand in the page itself, so that it can be kept: they alone are allowed in it.
    """
    # What draws is heavy, and no room needs it before its end.
    from equipoise.app.pages.workshop.debrief.page import debrief_page  # noqa: PLC0415 - see above
    from equipoise.app.pages.workshop.debrief.slides import slides  # noqa: PLC0415 - see above

    with room.debriefing:
        if room.debrief is None:
            with room.lock:
                foretold = room.state.guesses.foretold(room.state.last_year)
            found = debrief(played, GAMES, foretold=foretold)
            room.debrief = debrief_page(found, slides(found))
    styles = " ".join(
        f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in _STYLE.findall(room.debrief)
    )
    policy = f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    return HTMLResponse(room.debrief, headers={"Content-Security-Policy": policy})

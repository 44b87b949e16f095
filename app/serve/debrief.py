"""What whoever may see it is shown once it is revealed: each table's score at once, and the whole debrief."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import HTMLResponse

from equipoise.app.pages.workshop.debrief.words import counted_years
from equipoise.app.pages.workshop.words import currency_of
from equipoise.app.serve.asking import answer, html, nothing_here
from equipoise.app.serve.played import played
from equipoise.experiments.workshop.score import figures, later, score
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Room
    from equipoise.experiments.workshop.guesses import Foretold
    from equipoise.experiments.workshop.room import Year

GAMES = 1_000
"""Games of computer players that a room is set beside."""
_IS_MADE = {
    "heading": "It is being made",
    "words": "Thousands of games are played beside yours. This page opens by itself when they are.",
    "link": "",
    "link_words": "",
}
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
    counts: str  #: which years count for the account, and what it made of the others; empty where all count


def shown_debrief(request: Request, room: Room, back: str | None, person: Person | None = None) -> Response:
    """Show how it went at all tables, once it may be known: the scores, or everything.

    Who has a seat is asked besides what they will do at home.
    """
    with room.lock:
        state = room.state
        if not (state.revealed if person is None else state.is_revealed(person)):
            raise nothing_here()
        tables, monday = played(state), state.guesses.read_aloud()
        undone = person is not None and state.alone and state.tables[person.table].undone > 0
        own = None if person is None else state.guesses.monday.get(person.number)
    if request.url.path.endswith("/whole"):
        return _whole(room, tables)
    return answer(
        request, "debrief.html.j2", results=_results(room, tables), account=state.workshop.account,
        whole=f"{request.url.path}/whole", questions=state.workshop.questions, back=back, undone=undone,
        monday=monday, seated=person is not None, own=own, key=request.path_params["key"],
    )  # fmt: skip


def _results(room: Room, tables: dict[str, Year]) -> list[TableResult]:
    """Score each table; once for all who look, since par is played beside it."""
    key = _key(tables)
    with room.scoring:
        if room.results is None or room.results[0] != key:
            room.results = (key, _scored(tables))
        return room.results[1]


def _key(tables: dict[str, Year]) -> bytes:
    """Tell what was played apart from anything else: a year that is reopened after the debrief makes another."""
    return sha256(b"".join(one.session.out.vendor.tobytes() for one in tables.values())).digest()


def _scored(tables: dict[str, Year]) -> list[TableResult]:
    found = []
    for name, one in tables.items():
        par, currency = one.table.par(), currency_of(one.table.workshop.money)
        made = score(figures(one.table, one.session), figures(one.table, par))
        others = later(one.table, one.session, par, one.session.round // ROUNDS_A_YEAR)
        counts = "" if others is None else counted_years(others, one.table.workshop.account, currency)
        found.append(
            TableResult(
                name,
                one.table.counterpart.name,
                currency.figure(made.own.vendor),
                currency.figure(made.own.account),
                f"{made.vendor:.0f}",
                f"{made.account:.0f}",
                f"{made.table:.0f}",
                counts,
            )
        )
    return found


def _whole(room: Room, tables: dict[str, Year]) -> HTMLResponse:
    """Answer with the page of slides and sheets; it is made once, which takes a while.

    Whoever asks meanwhile is told so, and asks again by itself: if all phones of a room waited here, nobody else would
    be answered. Its style and its pictures stand in the page itself, so that it can be kept: they alone are allowed.
    """
    key = _key(tables)
    if room.debrief is None or room.debrief[0] != key:
        if not room.debriefing.acquire(blocking=False):
            return HTMLResponse(html("words.html.j2", **_IS_MADE), headers={"Refresh": "3"})
        try:
            with room.lock:
                foretold = room.state.guesses.foretold(room.state.last_year)
            room.debrief = (key, _made(tables, foretold))
        finally:
            room.debriefing.release()
    return _answered(room.debrief[1])


def _made(tables: dict[str, Year], foretold: Foretold) -> str:
    # What plays a thousand games and draws is heavy, and no room needs it before its end.
    from equipoise.app.pages.workshop.debrief.page import debrief_page  # noqa: PLC0415 - see above
    from equipoise.app.pages.workshop.debrief.slides import slides  # noqa: PLC0415 - see above
    from equipoise.experiments.workshop.debrief.debrief import debrief  # noqa: PLC0415 - see above

    found = debrief(tables, GAMES, foretold=foretold)
    return debrief_page(found, slides(found))


def _answered(page: str) -> HTMLResponse:
    styles = " ".join(
        f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in _STYLE.findall(page)
    )
    policy = f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})

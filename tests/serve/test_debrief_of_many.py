"""When a room is revealed everybody looks at once: what is heavy is made once, and nobody waits for it in the way."""

import random

import pytest

from equipoise.experiments.workshop.table import Table
from equipoise.sim.session import Session
from tests.serve.conftest import Site
from tests.serve.test_rooms import begun, play_year


def revealed(site: Site) -> tuple[str, list[str]]:
    board, pages = begun(site, 2, 4)
    site.press(board, "pace", pace="free")
    play_year(site, pages, random.Random(1))
    assert site.press(board, "reveal").status_code == 200
    return board, pages


@pytest.fixture
def pars(monkeypatch: pytest.MonkeyPatch) -> list[Table]:
    """Tables of which par was played."""
    played: list[Table] = []
    par = Table.par

    def counted(table: Table) -> Session:
        played.append(table)
        return par(table)

    monkeypatch.setattr(Table, "par", counted)
    return played


def test_scores_are_made_once_for_all_who_look(site: Site, pars: list[Table]) -> None:
    board, pages = revealed(site)
    texts = {site.get(f"{page}/debrief").text.replace(page, "") for page in pages}
    assert len(texts) == 1
    assert len(pars) == 2
    site.press(board, "say", text="look")
    site.get(f"{board}/debrief")
    assert len(pars) == 2
    # A year that is reopened, and played otherwise, makes other scores.
    site.press(board, "reopen", table="1", year="8")
    play_year(site, pages, random.Random(5))
    assert site.get(f"{pages[0]}/debrief").text.replace(pages[0], "") not in texts
    assert len(pars) == 4


def test_whoever_asks_while_it_is_made_is_told_and_asks_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.debrief._made", lambda *_: "<style>p{}</style><p>The whole of it</p>")
    _, pages = revealed(site)
    with site.room(pages[0]).debriefing:  # somebody else's phone has asked
        got = site.get(f"{pages[0]}/debrief/whole")
        assert (got.status_code, got.headers["refresh"]) == (200, "3")
        assert "It is being made" in got.text
        assert "script-src 'self'" in got.headers["content-security-policy"]
    got = site.get(f"{pages[0]}/debrief/whole")
    assert "The whole of it" in got.text
    assert "refresh" not in got.headers
    with site.room(pages[0]).debriefing:
        assert "The whole of it" in site.get(f"{pages[1]}/debrief/whole").text

"""The games behind the page on ways to play: a few of them are played each time, so that the page is of this program.

All are played with ``EVIDENCE=anew`` (test_ways_page.py). ``python -m tests.workshop.test_ways_games`` writes the
figures down again, after the page was made.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from equipoise.app.documents.register import WAYS
from equipoise.experiments.workshop.loading import list_workshops, load_workshop
from equipoise.experiments.workshop.ways.survey import try_ways

FIGURES = Path(__file__).parent.parent / "digests" / "ways.json"
LUCKS = 1


def figures(name: str) -> dict[str, list[list[float]]]:
    """What both sides make a year in each game of a few lucks, by account."""
    survey = try_ways(load_workshop(name), LUCKS, threads=1)
    return {
        against.counterpart.name: [
            [round(value, 9) for game in games for value in game.figures()] for games in against.games.values()
        ]
        for against in survey.against
    }


def page_digest() -> str:
    return hashlib.sha256(WAYS.text().encode()).hexdigest()


@pytest.mark.parametrize("name", list_workshops())
def test_games_of_the_page_are_as_they_were(name: str) -> None:
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))
    assert kept["page"] == page_digest(), (
        "the page has changed: write the figures down again, as the head of this file says"
    )
    found = figures(name)
    assert list(found) == list(kept[name])
    for account, games in found.items():
        assert np.allclose(games, kept[name][account], rtol=1e-6, atol=1e-9), WAYS.stale


if __name__ == "__main__":
    made = {name: figures(name) for name in list_workshops()}
    FIGURES.write_text(json.dumps({"page": page_digest(), **made}) + "\n", encoding="utf-8")

"""What is hidden cannot be reckoned back from what a seat is shown over a game.

Games of computer players with plans drawn by chance, from which each seat has its books, year by year, to all digits,
which is more than its page shows. Formulas are judged on games from which they learnt nothing. Seeds are fixed; "more
than" is meant with an error rate of 1 in 100, over games.

A formula with one constant, a product or a ratio of two numbers, knows about as much as the seat's own estimate. One
that was fitted to the truth of scores of other games knows more: nobody at a table is told that, and it is not exact.
"""

import os
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.plans import ASK, BUILD, GIVE, WORK, AccountPlan, Slip, VendorPlan
from equipoise.experiments.workshop.table import Table
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.session import Session

GAMES = int(os.environ.get("EQUIPOISE_INVERTED_GAMES", "60"))
"""Set it for more: 400 say the same, with narrower margins."""
FOLDS = 5
ONE_IN_100 = 2.33
"""Standard errors."""
EXACT = 0.02
"""Share of the truth by which a formula that gives it back may err."""

Numbers = NDArray[np.float64]


class Seen(NamedTuple):
    """What a seat has seen by the end of each year of each game, and what is true."""

    games: NDArray[np.int64]
    years: NDArray[np.int64]
    pie: Numbers
    own: Numbers  #: the seat's own estimate of it
    left: Numbers  #: what the account has without the vendor
    now: Numbers  #: the year's books
    all: Numbers  #: this year's, last year's, and the sums since the first


def drawn_slips(drawn: np.random.Generator) -> list[Slip]:
    def word(words: dict[str, float]) -> str:
        return str(drawn.choice(list(words)))

    def either() -> bool:
        return bool(drawn.random() < 0.6)

    def slip() -> Slip:
        vendor = VendorPlan(word(BUILD), either(), either(), either(), either(), word(GIVE))
        return Slip(vendor, AccountPlan(either(), word(WORK), word(ASK)))

    return [slip()] * 8 if either() else [slip() for _ in range(8)]


def flat(books: tuple[Any, ...]) -> Iterator[float]:
    for one in books:
        if isinstance(one, tuple):
            yield from flat(one)
        else:
            yield float(one)


@cache
def played() -> list[tuple[Table, Session]]:
    workshop, drawn = load_workshop("on-an-even-footing"), np.random.default_rng(3)
    tables = [Table(workshop, workshop.counterparts[game % 2], 5, game) for game in range(GAMES)]
    return [(table, table.play(drawn_slips(drawn))) for table in tables]


@cache
def seen(side: str) -> Seen:
    rows = []
    for game, (table, session) in enumerate(played()):
        panel = session.out.panel[0, :, table.slot]
        years = (vendor_years if side == "vendor" else account_years)(session, table.slot)
        books = np.array([list(flat(year)) for year in years])
        for year in range(1, 8):
            true = panel[4 * year + 3]
            if not years[year].relationship.held or min(true["pie"], true[f"pie_{side}"]) <= 0.0:
                break
            whole = np.concatenate([books[year], books[year - 1], books[: year + 1].sum(axis=0)])
            rows.append((game, year, true["pie"], true[f"pie_{side}"], true["left_account"], books[year], whole))
    return Seen(*(np.array(column) for column in zip(*rows, strict=True)))


def logs(values: Numbers) -> Numbers:
    """Of amounts with a sign: sums of these are products and ratios."""
    return np.asarray(np.sign(values) * np.log1p(10.0 * np.abs(values)))


def held_out(columns: Numbers, target: Numbers, games: NDArray[np.int64], ridge: float) -> Numbers:
    """Errors of a regression on games that it has not seen."""
    errors = np.empty(len(target))
    for fold in range(FOLDS):
        test = games % FOLDS == fold
        centre, spread = columns[~test].mean(axis=0), columns[~test].std(axis=0)
        known = np.clip((columns - centre) / np.where(spread > 1e-9, spread, np.inf), -6.0, 6.0)
        mean = target[~test].mean()
        gram = known[~test].T @ known[~test] + ridge * np.eye(columns.shape[1])
        slopes = np.linalg.solve(gram, known[~test].T @ (target[~test] - mean))
        errors[test] = target[test] - mean - known[test] @ slopes
    return errors


def by_game(errors: Numbers, games: NDArray[np.int64]) -> Numbers:
    """Mean square of each game."""
    return np.array([np.mean(errors[games == game] ** 2) for game in np.unique(games)])


def best_regression(columns: Numbers, target: Numbers, games: NDArray[np.int64]) -> Numbers:
    """The best of several: straight, or with products and ratios; trusting what was learnt more, or less."""
    tried = [
        held_out(one, target, games, ridge)
        for one in (columns, np.hstack([columns, logs(columns)]))
        for ridge in (0.1, 1.0, 10.0, 100.0)
    ]
    return min(tried, key=lambda errors: float(np.mean(errors**2)))


@pytest.mark.parametrize("side", ["vendor", "account"])
def test_no_product_and_no_ratio_beats_the_seats_own_estimate(side: str) -> None:
    known = seen(side)
    truth, own = np.log(known.pie), np.log(known.own)
    shown = np.log(np.maximum(np.abs(known.now[:, (np.abs(known.now) > 1e-6).mean(axis=0) > 0.98]), 1e-6))
    pairs = combinations(range(shown.shape[1]), 2)
    formulas = [shown[:, i] + sign * shown[:, j] for i, j in pairs for sign in (1.0, -1.0)]
    formulas += [-formula for formula in formulas]
    one = np.ones((len(truth), 1))
    estimate = by_game(held_out(one, truth - own, known.games, 1.0), known.games)
    best = min(float(by_game(held_out(one, truth - it, known.games, 1.0), known.games).mean()) for it in formulas)
    error = ONE_IN_100 * estimate.std(ddof=1) / np.sqrt(len(estimate))
    assert best > estimate.mean() - error
    assert len(formulas) > 100


@pytest.mark.parametrize("side", ["vendor", "account"])
def test_no_regression_gives_the_pie_back_even_if_it_learnt_from_the_truth_of_other_games(side: str) -> None:
    known = seen(side)
    errors = by_game(best_regression(known.all, np.log(known.pie), known.games), known.games)
    least = errors.mean() - ONE_IN_100 * errors.std(ddof=1) / np.sqrt(len(errors))
    assert np.sqrt(max(least, 0.0)) > 2.0 * EXACT


def test_a_leak_would_be_found() -> None:
    """An exact dependence beside what it is made of gives the pie back, and a regression finds it."""
    known = seen("account")
    exact = np.array([dependence(*one) for one in zip(known.pie, known.left, strict=True)])
    leaked = np.column_stack([known.all, known.left * (1.0 - exact) / exact, known.left * exact / (1.0 - exact)])
    errors = best_regression(leaked, np.log(known.pie), known.games)
    assert np.sqrt(np.mean(errors**2)) < EXACT

"""One person at a table in a terminal: questions one after the other, and half a page after each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markdown import Markdown

from equipoise.app.console import say, show
from equipoise.app.pages.layout import heading
from equipoise.app.pages.workshop.happened import happened
from equipoise.app.pages.workshop.screen import Counts
from equipoise.app.pages.workshop.screens import screen_of
from equipoise.app.pages.workshop.seats import account_half, vendor_half
from equipoise.app.pages.workshop.terminal import asked_page, half_page, screen_page
from equipoise.app.pages.workshop.words import currency_of
from equipoise.experiments.workshop.columns import in_full
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.app.pages.workshop.screen import Asked, Half
    from equipoise.experiments.workshop.alone import Game
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.game import Standing
    from equipoise.experiments.workshop.questions import Question


class _Enough(Exception):  # noqa: N818 - it is no error
    """Somebody wants to stop, or nothing more can be read."""


class _Undone(Exception):  # noqa: N818 - likewise
    """Somebody takes the last year back."""


def converse(game: Game, keep: Callable[[], None]) -> bool:
    """Put one question after the other, and call ``keep`` after each answer; False when somebody had enough."""
    if not game.answers:
        _welcome(game)
    try:
        _play(game, keep)
    except _Enough:
        return False
    return True


def _welcome(game: Game) -> None:
    """Say what one is."""
    workshop = game.table.workshop
    sheet = workshop.vendor if game.side is Side.VENDOR else game.table.counterpart.sheet
    show(heading(workshop.title or workshop.name), Markdown(workshop.both), Markdown(sheet))


def _play(game: Game, keep: Callable[[], None]) -> None:
    told = _years(game.standing())
    while True:
        standing = game.standing()
        for year in range(told + 1, min(_years(standing), game.table.workshop.years) + 1):
            say("")
            show(*half_page(_half(game, standing, year)))
        told = _years(standing)
        if not standing.open:
            return
        question = standing.open[0]
        if successor := _successor(game, question):
            show(Markdown(successor))
        try:
            game.answers[question.id] = _answer(game, standing, question)
        except _Undone:
            year = max(question.year - (question.round % ROUNDS_A_YEAR == 0), 1)
            game.take_back_year(year)
            told = year - 1
            say(f"Back at the beginning of year {year}, with the same luck.")
        keep()


def _successor(game: Game, question: Question) -> str:
    """What the account's seat reads before the first question after its own years; empty elsewhere."""
    who = game.table.counterpart
    later = [name for name in game.answers if who.successor_in(int(name.partition(".")[0]) // ROUNDS_A_YEAR + 1)]
    return "" if game.side is Side.VENDOR or later else who.successor_in(question.year)


def _years(standing: Standing) -> int:
    """Years that are over."""
    return standing.session.round // ROUNDS_A_YEAR


def _half(game: Game, standing: Standing, year: int) -> Half:
    make = vendor_half if game.side is Side.VENDOR else account_half
    return make("1", game.table, standing.session, year, talks=Counts.EXCHANGES)


def _answer(game: Game, standing: Standing, question: Question) -> Answer:
    """Show a question, and read its answer, one thing after the other."""
    screen = screen_of(question, game.side, game.table, standing.session, game.answers)
    say("")
    show(*screen_page(screen, _so_far(game, standing)))
    last = _last(game, question) if question.kind in {Kind.PLAN, Kind.OPENING} else {}
    answer = {asked.column.name: _read(asked, last.get(asked.column.name, "")) for asked in screen.asked}
    if together := screen.together(answer):
        say(f"Together: {together}.")
    return answer


def _so_far(game: Game, standing: Standing) -> list[str]:
    """What happened in the year that has begun."""
    workshop, year = game.table.workshop, _years(standing) + 1
    seat = Seat(game.side, game.table.slot)
    return happened(standing.session, seat, workshop.account, currency_of(workshop.money), year)


def _last(game: Game, question: Question) -> Answer:
    """The last answer to a question of the same kind."""
    return next((one for name, one in reversed(game.answers.items()) if f".{question.kind}." in name), {})


def _read(asked: Asked, usual: str) -> str:
    """Read one answer, until it will do."""
    column = asked.column
    show(*asked_page(asked))
    if usual and column.wrong(usual):
        usual = ""
    while True:
        typed = _line(f"  {column.name.replace('_', ' ')}{f' [{usual}]' if usual else ''}: ").strip() or usual
        if typed.casefold() in {"quit", "undo"}:
            raise _Enough if typed.casefold() == "quit" else _Undone
        if typed and not (words := column.wrong(typed)):
            return in_full(typed, column.words)
        say(f"  {words}" if typed else '  type an answer, or "undo", or "quit"')


def _line(prompt: str) -> str:
    """Read a line; the end of the input is the end of the game."""
    try:
        return input(prompt)
    except (EOFError, OSError):
        raise _Enough from None

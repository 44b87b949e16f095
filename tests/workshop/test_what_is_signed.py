"""What is signed is what the screen said: an accepted offer of a program, to the cent, under any luck."""

import re

import numpy as np
import pytest

from equipoise.app.pages.workshop.screens import screen_of
from equipoise.experiments.workshop.answers import Answer, columns_of
from equipoise.experiments.workshop.columns import ACCEPT
from equipoise.experiments.workshop.game import play_on
from equipoise.experiments.workshop.players import Planner, Player
from equipoise.experiments.workshop.questions import TALKS, Kind
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import Side
from tests.workshop.test_game import same, typed

LUCKS = range(12)
OFFERED = re.compile(r" offers ([\d.]+), with support ([\d.]+) and (\d+)% bound")


def programs(table: Table, side: Side) -> dict[Side, Player]:
    return {Side.VENDOR: Planner(table.fair)} if side is Side.ACCOUNT else {}


def accepted(table: Table, side: Side, luck: int) -> tuple[int, int]:
    """Accept whatever is offered; how many offers were signed, and at how many the program would have said another."""
    table, draw, answers, session = table.with_luck(luck), np.random.default_rng(luck), {}, None
    signed = moved = 0
    while (standing := play_on(table, [side], answers, programs(table, side), session)).open:
        session = standing.session
        (question, *_) = standing.open
        if question.kind is not Kind.OFFER or draw.random() < 0.3:
            columns = columns_of(question, table, session)
            answers[question.id] = {column.name: typed(column, draw) for column in columns}
            continue
        said = next(found for one in screen_of(question, side, table, session).stands if (found := OFFERED.search(one)))
        row, name = session.world.rows[table.slot], "bid" if side is Side.VENDOR else "ask"
        out_of_reach = abs(session.value(table.slot, name) - row.price) > session.world.params[0].price_step
        answers[question.id] = {"price": ACCEPT}
        session = play_on(table, [side], answers, programs(table, side), session).session
        now = session.world.rows[table.slot]
        if now.signed != question.round:  # talks broke off, which each offer risks
            continue
        signed += 1
        moved += out_of_reach
        terms = f"{100.0 * now.price:.2f}", f"{100.0 * now.support:.2f}", f"{100.0 * now.commitment:.0f}"
        assert said.groups() == terms, (luck, question)
    return signed, moved


@pytest.mark.parametrize("side", [Side.VENDOR, Side.ACCOUNT])
def test_an_offer_that_is_accepted_is_signed_as_it_was_shown(table: Table, opportunist: Table, side: Side) -> None:
    found = [accepted(one, side, luck) for one in (table, opportunist) for luck in LUCKS]
    assert sum(signed for signed, _ in found) > 30
    assert any(moved for _, moved in found), "no program wanted a price out of reach: this proves nothing"


@pytest.mark.parametrize("side", [Side.VENDOR, Side.ACCOUNT])
def test_offers_that_a_person_leaves_to_the_program_are_its_own(opportunist: Table, side: Side) -> None:
    """Where both offers are a program's, the game is that of programs."""
    table, answers = opportunist, dict[str, Answer]()
    while (standing := play_on(table, [side], answers, {})).open:
        answers |= {question.id: {} for question in standing.open}
    assert any(name.split(".")[1] in TALKS for name in answers)
    assert same(standing.session, play_on(table, [], {}, {}).session)


@pytest.mark.parametrize("edge", ["low", "high"])
def test_what_two_people_agree_at_the_edge_of_the_band_is_signed_as_typed(table: Table, edge: str) -> None:
    """A price is typed as it is printed, and may miss the band by part of a cent, which moves no support."""
    people, draw = [Side.VENDOR, Side.ACCOUNT], np.random.default_rng(4)
    answers, session, signed = dict[str, Answer](), None, 0
    while (standing := play_on(table, people, answers, {}, session)).open:
        session, (question, *_) = standing.session, standing.open
        columns = {column.name: column for column in columns_of(question, table, session)}
        answers[question.id] = {name: typed(column, draw) for name, column in columns.items()}
        if question.kind is not Kind.DEAL:
            continue
        deal = {"price": f"{getattr(columns['price'], edge):.2f}", "support": f"{draw.uniform(2.0, 9.0):.2f}"}
        answers[question.id] = {**answers[question.id], **deal, "minutes": "1"}
        for later in play_on(table, people, answers, {}, session).open:  # the plans, which come before it is signed
            columns = {column.name: column for column in columns_of(later, table, session)}
            answers[later.id] = {name: typed(column, draw) for name, column in columns.items()}
        session = play_on(table, people, answers, {}, session).session
        now = session.world.rows[table.slot]
        if now.signed == question.round:
            signed += 1
            assert (f"{100.0 * now.price:.2f}", f"{100.0 * now.support:.2f}") == (deal["price"], deal["support"])
    assert signed > 2

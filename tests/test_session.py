"""Sessions: they stop where people decide and nowhere else, take offers, and replay any beginning of a log."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise import Arm, Seat, Session, Side, Stage
from equipoise.sim.contract import differing
from equipoise.sim.decisions import DECISION_ROW, DECISIONS
from equipoise.sim.faults import MoveError
from equipoise.sim.session import NOBODY, Cell, Moment
from equipoise.sim.state import Cause
from equipoise.sim.talks import Pair, concede, fallen_behind, is_concluded
from tests.strategies import shares
from tests.worlds import rows_with

GIANT = 0
VENDOR, ACCOUNT = Seat(Side.VENDOR, GIANT), Seat(Side.ACCOUNT, GIANT)


def arm(rounds: int = 12) -> Arm:
    return Arm.of("over-a-barrel", "strategic", rounds=rounds)


def to(session: Session, stage: Stage) -> Session:
    """Go on to the next stop in a stage."""
    while session.moment.stage is not stage:
        session.go_on()
    return session


def played(session: Session) -> Session:
    while not session.over:
        session.go_on()
    return session


@pytest.mark.parametrize("seat", [VENDOR, ACCOUNT, Seat(Side.VENDOR, NOBODY)])
def test_a_session_stops_wherever_its_seats_decide_and_nowhere_else(seat: Seat) -> None:
    played_out = Arm.of("over-a-barrel", "strategic", {"bargaining.collapse": 0.3, "bargaining.term": 2}, rounds=40)
    session, stops = Session(played_out, [seat]), []
    while not session.over:
        cells = session.open_cells()
        assert cells
        assert {(slot, decision.side) for slot, decision in cells} == {(seat.slot, seat.side)}
        assert {decision.stage for _, decision in cells} == {session.moment.stage}
        stops.append(session.moment)
        session.go_on()
    assert stops == sorted(set(stops))
    stages = {moment.stage for moment in stops}
    if seat.slot == NOBODY:
        assert stages == {Stage.PURSUE}
        assert [moment.round for moment in stops] == list(range(40))
    else:
        assert stages == {decision.stage for decision in DECISIONS if decision.side is seat.side}
    assert session.open_cells() == []


def test_nobody_seated_is_the_run_itself() -> None:
    session = Session(arm())
    assert session.over
    assert session.moment == Moment(12, Stage.OPEN)
    assert session.log == []


def test_whoever_only_looks_on_changes_nothing() -> None:
    assert differing(played(Session(arm(), [VENDOR, ACCOUNT])).so_far(), Session(arm()).so_far()) == []


# Live offers


def answering(matching: float, breakdowns: str = "final") -> Arm:
    settings = {"reciprocity": matching, "collapse": 0.0, "breakdowns": breakdowns}
    return Arm.of("over-a-barrel", "strategic", {f"bargaining.{name}": of for name, of in settings.items()}, rounds=8)


def at_the_table() -> Session:
    return to(Session(arm(), [VENDOR, ACCOUNT]), Stage.OFFERS)


def test_two_people_come_to_terms_when_their_offers_meet() -> None:
    session = at_the_table()
    assert session.moment.exchange == 0
    session.write(GIANT, "ask", 1.2)
    session.write(GIANT, "bid", 0.9)
    session.go_on()
    assert session.moment == Moment(0, Stage.OFFERS, 1)
    session.write(GIANT, "ask", 1.0)
    session.write(GIANT, "bid", 1.02)
    session.go_on()
    assert session.moment.stage is not Stage.OFFERS
    row = session.world.rows[GIANT]
    assert (row.last_exchanges, row.ask, row.bid) == (1.0, 1.0, 1.02)
    assert row.price == pytest.approx(1.01)
    assert row.cause == 0.0


@pytest.mark.parametrize(("breakdowns", "cause"), [("final", Cause.COLLAPSE), ("open", Cause.NONE)])
def test_offers_that_never_meet_part_the_two(breakdowns: str, cause: Cause) -> None:
    """For good, or until one of them takes talks up again."""
    session = to(Session(answering(1.0, breakdowns), [VENDOR, ACCOUNT]), Stage.OFFERS)
    while session.moment.stage is Stage.OFFERS:
        session.write(GIANT, "ask", 3.0)
        session.write(GIANT, "bid", 0.1)
        session.go_on()
    first = played(session).so_far().panel[0, 0, GIANT]
    assert first["exchanges"] == session.world.params[0].exchanges
    assert (first["cause"], first["bought"]) == (cause, 0.0)
    assert (first["away"], first["breakdown"]) == ((1.0, Cause.COLLAPSE) if breakdowns == "open" else (0.0, 0.0))


def test_a_person_may_give_more_than_the_program_would_have() -> None:
    session = at_the_table()
    reserve = session.value(GIANT, "vendor_reserve")
    session.write(GIANT, "ask", reserve - 0.05)
    session.write(GIANT, "bid", reserve - 0.05)
    session.go_on()
    row = session.world.rows[GIANT]
    assert row.cause == 0.0
    assert row.price == pytest.approx(reserve - 0.05)
    assert row.vendor_reserve == pytest.approx(reserve - 0.05)


def test_where_nobody_makes_an_offer_both_concede_as_the_program_does() -> None:
    session = at_the_table()
    cells, most = session.world.sheet[GIANT].copy(), int(session.world.params[0].exchanges)
    for exchange in range(most + 1):
        concede(cells, exchange, most)
        if is_concluded(cells, exchange, most, ()):
            break
    while session.moment.stage is Stage.OFFERS:
        session.go_on()
    assert session.world.rows[GIANT].last_exchanges == cells.offers == exchange


@pytest.mark.parametrize(("reciprocity", "answers"), [(0.0, False), (1.0, True)])
def test_a_person_who_holds_out_is_answered_in_kind(reciprocity: float, answers: bool) -> None:
    """By the clock the account goes all the way; else it goes little further than a vendor that stays where it is."""
    session = to(Session(answering(reciprocity), [VENDOR]), Stage.OFFERS)
    opening, stop = session.value(GIANT, "account_opening"), session.value(GIANT, "account_reserve")
    while session.moment.stage is Stage.OFFERS and session.moment.round == 0:
        session.write(GIANT, "ask", stop + 1.0)
        bid = session.value(GIANT, "bid")
        session.go_on()
    assert opening <= bid <= stop + 1e-9
    assert (bid - opening < 0.8 * (stop - opening)) == answers
    first = played(session).so_far().panel[0, 0, GIANT]
    assert first["cause"] == (Cause.COLLAPSE if answers else Cause.NO_DEAL)


@given(shares(), st.floats(0.0, 1.0))
def test_whoever_falls_behind_is_answered_by_what_it_has_conceded(matching: float, behind: float) -> None:
    """C_b = A_b - m max(A_b - A_v, 0), where A_v is what the vendor would concede by the clock, less what it lacks."""
    cells = np.zeros(1, DECISION_ROW).view(np.recarray)[0]
    cells.vendor_opening, cells.vendor_reserve, cells.vendor_exponent = 1.2, 0.8, 1.0
    cells.account_opening, cells.account_reserve, cells.account_exponent = 0.7, 1.1, 0.8
    both = Pair(matching, matching)
    usual = concede(cells, 5, 12, both)
    assert concede(cells, 5, 12, both, fallen_behind(cells, usual)) == usual
    cells.ask += behind
    answer = concede(cells, 5, 12, both, fallen_behind(cells, usual)).account - 0.7
    ours, theirs = max(0.4 * 5.0 / 12.0 - behind, 0.0), 0.4 * (5.0 / 12.0) ** (1.0 / 0.8)
    assert answer == pytest.approx(theirs - matching * max(theirs - ours, 0.0))


# What people are shown

HIDDEN = {
    VENDOR: {
        "orientation", "level", "support_worth", "efficient_support", "surplus", "building", "belief", "pie_account",
        "left_believed", "effort", "quote",
    },
    ACCOUNT: {
        "building_seen",
        "externality",
        "left_vendor",
        "pie_vendor",
        "orientation_seen",
        "level_seen",
        "score",
        "belief",
    },
}  # fmt: skip


@pytest.mark.parametrize("seat", [VENDOR, ACCOUNT])
def test_nobody_is_shown_what_is_hidden_from_the_seat(seat: Seat) -> None:
    session = to(Session(arm(), [seat]), Stage.TERMS)
    shown = session.shown(seat)
    assert set(shown) & (HIDDEN[seat] | {"pie", "match", "account_surplus" if seat is VENDOR else "red_flags"}) == set()
    assert {"price", "volume", "tenure"} <= set(shown)


@pytest.mark.parametrize("seat", [VENDOR, ACCOUNT])
def test_dependence_that_is_shown_does_not_give_back_the_pie(seat: Seat) -> None:
    """Beside the exact dependence of the row, and what the account has left, it would."""
    off_by = []
    for replication in range(8):
        session = to(Session(arm(), [seat], replication), Stage.TERMS)
        row, shown = session.world.rows[GIANT], session.shown(seat)

        def pie(dependence: float, left: float) -> float:
            return 2.0 * left * dependence / (1.0 - dependence)

        assert pie(row.dependence_account, row.left_account) == pytest.approx(row.pie)
        shares = [value for name, value in shown.items() if name.startswith("dependence_")]
        assert shares == [round(20.0 * share) / 20.0 for share in shares]
        off_by.append(abs(pie(shown["dependence_account"], shown["left_account"]) / row.pie - 1.0))
    assert sorted(off_by)[4] > 0.02


def test_a_change_of_what_is_hidden_changes_nothing_that_is_shown() -> None:
    for seat in (VENDOR, ACCOUNT):
        session = to(Session(arm(), [seat]), Stage.TERMS)
        before = session.shown(seat)
        for name in (*HIDDEN[seat], "pie", "match", "dependence_vendor", "dependence_account"):
            rows_with(session.world, name)[name][GIANT] *= 1.7
        assert session.shown(seat) == before


# The log


@given(st.data())
@settings(max_examples=15)
def test_any_beginning_of_a_log_replays_to_the_same_state(data: st.DataObject) -> None:
    session = Session(arm(), [VENDOR, Seat(Side.VENDOR, NOBODY)], replication=2)
    while not session.over:
        for slot, decision in session.open_cells():
            if decision.range.high == 1.0 and data.draw(st.booleans()):
                session.write(slot, decision.name, float(data.draw(st.integers(0, 1))))
        session.go_on()
    cut = data.draw(st.integers(0, len(session.log)))
    again = Session.replay(arm(), session.seats, 2, session.log[:cut])
    if cut:
        assert again.moment == session.log[cut - 1].moment
    assert again.log == session.log[:cut]
    for cell in session.log[cut:]:
        while again.moment != cell.moment:
            again.go_on()
        again.write(cell.slot, cell.name, cell.value)
    assert differing(played(again).so_far(), session.so_far()) == []


def test_a_session_gives_its_tables_at_any_stop() -> None:
    session = Session(arm(), [VENDOR])
    while session.round < 5:
        session.go_on()
    shorter = Session(arm(5))
    assert session.outcomes().equals(shorter.outcomes())
    assert session.relationships().equals(shorter.relationships())
    assert session.panel().equals(shorter.panel())
    assert session.vendor_panel().equals(shorter.vendor_panel())


# Messages


def refusal(session: Session, slot: object, name: object, value: object) -> str:
    before = session.world.sheet.tobytes(), list(session.log)
    with pytest.raises(MoveError) as caught:
        session.write(slot, name, value)  # type: ignore[arg-type]  # what is refused
    assert (session.world.sheet.tobytes(), session.log) == before
    return str(caught.value)


def test_what_cannot_be_written_is_refused_in_words() -> None:
    session = to(Session(arm(), [VENDOR]), Stage.INVEST)
    assert refusal(session, GIANT, "focus", 2.0) == "focus (0) = 2.0   must be a number from 0 to 1"
    assert refusal(session, GIANT, "focus", float("nan")) == "focus (0) = nan   must be a number from 0 to 1"
    assert refusal(session, GIANT, "focus", "much") == "focus (0) = 'much'   must be a number from 0 to 1"
    assert refusal(session, GIANT, "charter", 0.5) == "charter (0) = 0.5   must be 0 or 1"
    now = "channel (0), charter (0), focus (0), score (0), show (0), sponsor (0), survey (0)"
    assert refusal(session, GIANT, "demand", 1.0) == f"'demand' (0)   is not decided now; open is {now}"
    assert refusal(session, GIANT, "effort", 1.0) == f"'effort' (0)   is not decided now; open is {now}"
    assert refusal(session, 1, "focus", 0.1) == f"'focus' (1)   is not decided now; open is {now}"


@pytest.mark.parametrize("seat", [Seat(Side.VENDOR, 99), Seat(Side.ACCOUNT, NOBODY), Seat(Side.ACCOUNT, -2)])
def test_a_seat_that_is_none_is_refused(seat: Seat) -> None:
    with pytest.raises(MoveError, match=rf"^{seat.side.value} {seat.slot}   is no seat: there are \d+ accounts$"):
        Session(arm(), [seat])


def test_a_log_of_another_session_is_refused() -> None:
    log = [Cell(Moment(0, Stage.INVEST), GIANT, "focus", 0.5)]
    with pytest.raises(MoveError, match=r"is not decided now; open is effort"):
        Session.replay(arm(), [ACCOUNT], 0, log)
    with pytest.raises(MoveError, match=r"is not decided in this session$"):
        Session.replay(arm(), [ACCOUNT], 0, [Cell(Moment(0, Stage.ANSWER), GIANT, "grant", 0.5)])
    wrong = [Cell(Moment(0, Stage.INVEST), GIANT, "focus", 5.0)]
    with pytest.raises(MoveError, match=re.escape("must be a number from 0 to 1")):
        Session.replay(arm(), [VENDOR], 0, wrong)

"""Where a screen is made, and what all screens share."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.screen import Asked, Option
from equipoise.app.pages.workshop.words import SHORT, is_short, label
from equipoise.experiments.workshop.answers import columns_of
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session

_NOTHING: Mapping[str, str] = MappingProxyType({})


class At(NamedTuple):
    """Where a screen is made."""

    question: Question
    table: Table
    session: Session
    seen: Mapping[str, float]  #: of the relationship, by this seat
    own: Mapping[str, float]  #: the vendor's own books; none for the account
    currency: Units
    answers: Mapping[str, Answer]

    @property
    def params(self) -> np.record:
        """Parameters that hold at the table."""
        row: np.record = self.session.world.params[0]
        return row

    @property
    def account(self) -> str:
        """The account's name."""
        return self.table.workshop.account

    def stake(self, side: Side) -> list[str]:
        """What a break would put at risk: what the relationship brought this seat lately, where it did."""
        quarters = min(self.question.round, ROUNDS_A_YEAR)
        if not quarters:
            return []
        history = self.session.history(Seat(side, self.table.slot))
        name = "contribution" if side is Side.VENDOR else "account_surplus"
        amount = self.currency.figure(float(history[name][-quarters:].sum()))
        since = "year" if quarters == ROUNDS_A_YEAR else f"{quarters} quarters" if quarters > 1 else "quarter"
        if side is Side.VENDOR:
            return [f"{self.account} brought you {amount} in the last {since}, after its costs."]
        return [f"In the last {since} you were better off here than with the market by {amount}."]

    @property
    def short_of_cash(self) -> list[str]:
        """What the vendor is told while its cash is short."""
        return [SHORT] if is_short(self.own["cash"], ROUNDS_A_YEAR * float(self.params.fixed_cost)) else []

    @property
    def purchases(self) -> float:
        """Of a year, at the contract's price."""
        return ROUNDS_A_YEAR * self.seen["volume"] * self.seen["price"]


def title(at: At, what: str) -> str:
    """Say when it is, and what is asked."""
    quarter = at.question.round % ROUNDS_A_YEAR + 1
    when = f"YEAR {at.question.year} of {at.table.workshop.years}"
    return f"{when} · {what}" if at.question.kind is Kind.PLAN else f"{when}, Q{quarter} · {what}"


def asked(
    at: At, options: Mapping[str, Mapping[str, Option]], helps: Mapping[str, str] = _NOTHING, more: str = ""
) -> list[Asked]:
    """Set what is said beside each word, and what there is to know of support."""
    return [
        Asked(
            column,
            label(column, at.account),
            [options.get(column.name, {}).get(word, Option(word)) for word in column.words],
            helps.get(column.name, ""),
            more if column.name == "support" else "",
        )
        for column in columns_of(at.question, at.table, at.session)
    ]


def beside(words: Mapping[str, str]) -> dict[str, Option]:
    """Options with something beside each."""
    return {word: Option(word, beside) for word, beside in words.items()}


def costs(at: At, costs: Mapping[str, float]) -> dict[str, Option]:
    """Options with what each costs a year."""
    return {
        word: Option(word, at.currency.figure(cost) if cost else "", at.currency.of_money * cost)
        for word, cost in costs.items()
    }


def break_means(at: At, side: Side) -> str:
    """What a break means, before there is one."""
    away = f"{at.account} buys" if side is Side.VENDOR else "you buy"
    return f"After a break {away} elsewhere; you are both asked whether to go on, and one no ends it for good."

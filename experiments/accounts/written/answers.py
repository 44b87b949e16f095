"""Answers that were typed into a scenario's file: each is marked there, and another import keeps it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit

from equipoise.experiments.accounts.files.documents import document_of, parsed
from equipoise.experiments.accounts.files.faults import cell
from equipoise.experiments.accounts.written.anonymous import in_digits
from equipoise.experiments.accounts.written.scenario_text import is_untouched, stamped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from equipoise.experiments.accounts.written.anonymous import Mask

MARK = "# your answer"
"""Stands behind each answer."""

MONEY = frozenset({"overhead", "cash", "credit_line", "cost_to_replace", "team_cost"})
"""Answers that are amounts."""

NOTABLE = 0.1
"""Share by which an account's revenue has to change to be listed."""


class Earlier(NamedTuple):
    """What an import finds of the one before it.

    Attributes
    ----------
    business : dict
        Answers on the business, by key.
    accounts : dict of dict
        Answers on each account.
    revenue : dict
        Of a year, of each account that has a name of its own.
    pooled : bool
        Whether smaller ones stood together.
    policies : list of str
        Policies in the order of an answer, what is done today first; empty where that was not answered.
    """

    business: dict[str, Any]
    accounts: dict[str, dict[str, Any]]
    revenue: dict[str, float]
    pooled: bool
    policies: list[str]

    def hidden(self, mask: Mask) -> Earlier:
        """Hide names and money of an import that hid neither; what is gone is not named."""

        def amount(value: float) -> float:
            return float(in_digits(mask.money(Decimal(str(value)))))

        def answers(of: dict[str, Any]) -> dict[str, Any]:
            return {key: amount(value) if key in MONEY else value for key, value in of.items()}

        codes = mask.codes
        return Earlier(
            answers(self.business),
            {codes[name]: answers(of) for name, of in self.accounts.items() if name in codes},
            {codes[name]: amount(of) for name, of in self.revenue.items() if name in codes},
            self.pooled,
            self.policies,
        )


def put_answer(table: Any, key: str, value: object) -> None:  # noqa: ANN401 - tomlkit's tables
    """Write a key, with its mark, behind the last one of a table, before the blank lines and comments at its end."""
    answer = tomlkit.item(value)
    answer.comment(MARK)
    stated = [one for one in table if not isinstance(table[one], dict)]
    if key in table or not stated or not hasattr(table, "value"):
        table[key] = answer
        return
    table.value._insert_after(stated[-1], key, answer)  # noqa: SLF001 - the library has no public way to say where


def is_answered(table: Any, key: str) -> bool:  # noqa: ANN401 - tomlkit's tables
    """Whether a key stands there as an answer."""
    return key in _answers(table)


def open_market(document: Any, market: str) -> None:  # noqa: ANN401 - tomlkit's document
    """Declare a segment, with a slot for it where slots are stated, unless there is one."""
    segments = document.setdefault("segments", tomlkit.aot())
    if any(one.get("name") == market for one in segments):
        return
    segment = tomlkit.table()
    segment["name"] = market
    segments.append(segment)
    vendor = document.get("vendor", {})
    if isinstance(vendor.get("slots"), int):
        vendor["slots"] = vendor["slots"] + 1


def answered_text(label: str, before: str, document: Any, keys: set[str]) -> str:  # noqa: ANN401 - likewise
    """Write a file with answers: without the lines that asked for them, and still an import's where it was one's."""
    text = tomlkit.dumps(document)
    for key in keys:
        text = re.sub(rf"(?m)^# {key} = [^\n]*\n", "", text, count=1)
    parsed(label, text)
    return stamped(text.partition("\n")[2]) if is_untouched(before) else text


def earlier(path: Path) -> Earlier | None:
    """Read what an import left, and the answers that it got since; None where there is none."""
    if not path.exists():
        return None
    document = document_of(path)
    accounts = document.get("accounts", [])
    return Earlier(
        _answers(document.get("business", {})),
        {str(one["name"]): _answers(one) for one in accounts},
        {str(one["name"]): float(one["revenue"]) for one in accounts if one.get("count", 1) == 1},
        any("count" in one for one in accounts),
        _answers(document).get("policies", []),
    )


def _answers(table: Any) -> dict[str, Any]:  # noqa: ANN401 - tomlkit's tables
    marked = {key: item for key, item in table.items() if getattr(item, "trivia", None) is not None}
    return {key: item.unwrap() for key, item in marked.items() if item.trivia.comment == MARK}


def with_answers(label: str, text: str, before: Earlier | None) -> tuple[str, list[str]]:
    """Write earlier answers into what an import wrote anew; with those that have no place there any more.

    What files say by now stands before what was answered.
    """
    if before is None:
        return text, []
    document = parsed(label, text)
    tables = {str(one["name"]): one for one in document["accounts"]}
    wanted = [("business", document["business"], before.business)]
    wanted += [(f"account {cell(name)}", tables.get(name), of) for name, of in before.accounts.items()]
    keys: set[str] = set()
    dropped = []
    if before.policies:
        put_answer(document, "policies", before.policies)
        keys.add("policies")
    for whose, table, answers in wanted:
        for key, value in answers.items():
            if table is None:
                dropped.append(f"Your answer {key} = {value} on {whose} is left out: it is not written any more")
            elif key in table:
                dropped.append(f"Your answer {key} = {value} on {whose} is left out: the files say it by now")
            else:
                put_answer(table, key, value)
                keys.add(key)
                if key == "opens":
                    open_market(document, value)
    return (answered_text(label, text, document, keys) if keys else text), dropped


def changes(before: Earlier | None, revenue: Mapping[str, Decimal], named: int) -> list[str]:
    """List accounts that are new or gone since the last import, or bring more or less by a tenth."""
    return [*_changes(before, revenue, named)] if before is not None else []


def _changes(before: Earlier, revenue: Mapping[str, Decimal], named: int) -> Iterator[str]:
    now = [*revenue][:named]
    for name in now:
        amount = float(revenue[name])
        if name not in before.revenue:
            how = "is new among those with a name of their own" if before.pooled else "is new"
            yield f"{cell(name)} {how}, with {amount:,.2f} a year"
            continue
        was = before.revenue[name]
        if was > 0.0 and abs(amount / was - 1.0) > NOTABLE:
            way = "up" if amount > was else "down"
            yield f"{cell(name)} is {way} by {abs(amount / was - 1.0):.0%}, from {was:,.2f} to {amount:,.2f} a year"
    for name, was in before.revenue.items():
        if name not in revenue:
            yield f"{cell(name)} is gone; it brought {was:,.2f} a year"
        elif name not in now:
            yield f"{cell(name)} is one of the smaller accounts by now; it brought {was:,.2f} a year"

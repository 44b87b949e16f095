"""At most nine questions on what no file tells, and how an answer is written into a scenario's file."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit

from equipoise.analysis.prose.names import in_short
from equipoise.analysis.prose.numbers import many
from equipoise.experiments.accounts.files.documents import document_of
from equipoise.experiments.accounts.files.faults import AccountsError, cell
from equipoise.experiments.accounts.written.anonymous import in_digits, read_private
from equipoise.experiments.accounts.written.answers import MONEY, answered_text, is_answered, open_market, put_answer
from equipoise.experiments.accounts.written.scenario_text import has_margin
from equipoise.experiments.accounts.written.typed import amount, example, share
from equipoise.experiments.storage.whole import workplace, write_file
from equipoise.sim.business.doubts import LEAST
from equipoise.sim.business.doubts import MOST as MOST_OF_REVENUE
from equipoise.sim.characters import composed
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.files import load_policy
from equipoise.sim.files.ranging import take_ranges
from equipoise.sim.parameters import Parameters
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 9
"""Questions that are asked."""

LARGEST = 3
"""Accounts of which questions ask."""

_TYPES = ("opportunist", "hard-bargainer", "neutral", "collaborator", "partner")
_ENGINES = {"type": "orientation", "relationship": "level", "its_margin": "own_margin"}
"""What a scenario may say in the model's own terms instead."""
_TWO = 2


_OVERHEAD, _CASH, _CREDIT, _TEAM = 0.25, 0.1, 0.05, 0.01
"""Examples of what a business may have, in shares of its revenue; ..."""
_REPLACED = 0.15
"""... and of what an account would lose, of what it brings."""
_UNKNOWN = 1e6
"""Revenue that examples are of where the file says none."""


_USUAL_MARGIN = Parameters().newcomers.own_margin
_MOST_MARGIN = 10.0
"""Most that an account may earn with a product, of what it pays for it."""
_PER_CENT = re.compile(r"\s+%")


class Question(NamedTuple):
    """A question."""

    words: str
    skipping: str  # what it costs to skip it
    answer: Callable[[str], str]  # takes an answer; says what is wrong with it, if anything is
    open: bool  # whether the file does not say it already


class Reply(NamedTuple):
    """What an answer was understood as, or what is wrong with it."""

    understood: str
    wrong: str


class Interview:
    """A scenario's file, the questions that it leaves open, and the answers so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._document: Any = document_of(path)
        business, accounts = self._document.get("business"), self._document.get("accounts")
        if not isinstance(business, dict) or not _is_list_of_tables(accounts):
            raise AccountsError(
                f"{path} has no [business] with [[accounts]] to ask about; equipoise accounts import FILE writes one"
            )
        self._business = business
        self._every = list(accounts)
        self._accounts = [one for one in accounts if one.get("count", 1) == 1]
        kept = read_private(path.parent)
        self._called = kept.called if kept is not None else {}
        self._divided_by = Decimal(kept.divided_by) if kept is not None else Decimal(1)
        self._largest = sorted(self._accounts, key=lambda one: -_size(one))[:LARGEST]
        self._before = tomlkit.dumps(self._document)
        self._answered: set[str] = set()
        self._heard: list[str] = []

    def questions(self) -> list[Question]:
        """Those that the file leaves open; where they are too many, those by which the lead moves most.

        Between the ends of what is usual a gross margin moved it most, then what accounts would lose and want, what a
        team costs, overhead, what accounts earn and how they see the vendor, cash, and what is done today; a reference
        moved it least.
        """
        every = [*self._margins(), *self._of_largest(), *self._today(), *self._accounts_named()]
        return [question for question in every if question.open][:MOST]

    def reply(self, question: Question, typed: str) -> Reply:
        """Take an answer."""
        self._heard = []
        wrong = question.answer(typed)
        return Reply("; ".join(self._heard), wrong)

    def save(self) -> bool:
        """Write the answers into the file, everything else of it as it was; nothing where there are none."""
        if not self._answered:
            return False
        text = answered_text(str(self.path), self._before, self._document, self._answered)
        try:
            with workplace(self.path) as work:
                write_file(self.path, text.encode(), work)
        except OSError as error:
            raise AccountsError(f"{self.path} cannot be written: {reason(error)}") from error
        return True

    def _today(self) -> list[Question]:
        """What is done today, which is the first policy of the file; an import writes one without knowing."""
        policies = self._document.get("policies")
        named = [str(one) for one in policies] if isinstance(policies, list) else []
        if len(named) < _TWO or is_answered(self._document, "policies"):
            return []
        numbers = {str(k): name for k, name in enumerate(named, start=1)}

        def answer(typed: str) -> str:
            if typed not in numbers:
                return f"{cell(typed)} must be {listed(numbers)}"
            today = numbers[typed]
            put_answer(self._document, "policies", [today, *(name for name in named if name != today)])
            self._answered.add("policies")
            self._heard.append(f"{today} is what is done today")
            return ""

        choices = "; ".join(f"{k} {name}{_about(name)}" for k, name in numbers.items())
        return [
            Question(
                f"What do you do today? {choices}.",
                f"{named[0]} is then taken to be what is done today",
                answer,
                open=True,
            )
        ]

    def _margins(self) -> list[Question]:
        business, revenue = self._business, self._revenue() or _UNKNOWN
        lacking = [one for one in self._every if not has_margin(one)]
        which = "margins" if len(lacking) == len(self._every) else f"margins of {many(len(lacking), 'account')}"
        return [
            Question(
                "What is your gross margin: the share of revenue left after what the goods cost you? For instance 40%.",
                f"{which} are then taken from the model's usual vendor, and money is an order of size at most",
                lambda typed: self._share("gross_margin", typed),
                "gross_margin" not in business and bool(lacking),
            ),
            Question(
                "What does everything else cost you a year: salaries, rent, selling, support? An amount, or a share of "
                f"revenue: for instance {example(_OVERHEAD * revenue)}, or {_OVERHEAD:.0%}.",
                "profit and cash are then before your overhead",
                self._overhead,
                "overhead" not in business,
            ),
            Question(
                "How much cash do you hold, and how much more would a bank lend? For instance "
                f"{example(_CASH * revenue)} + {example(_CREDIT * revenue)}.",
                "the chance of running out of cash then says little about you",
                self._cash,
                "cash" not in business,
            ),
        ]

    def _accounts_named(self) -> list[Question]:
        listed_names = ", ".join(map(self._name, self._accounts))
        return [
            Question(
                f"Whom do you name to prospects? Names with commas between them, of: {listed_names}.",
                "no account then opens doors to others, and losing one costs its own business alone",
                self._references,
                not any("reference" in one for one in self._accounts),
            ),
            Question(
                "Which account opens a market to you, and what market? For instance North: rail; several with commas.",
                "no account then teaches you a market",
                self._opens,
                not any("opens" in one for one in self._accounts),
            ),
        ]

    def _of_largest(self) -> list[Question]:
        first = self._name(self._largest[0]) if self._largest else ""
        revenue = self._revenue() or _UNKNOWN
        replaced = example(_REPLACED * (self._bought(self._largest[0], revenue) if self._largest else revenue))
        return [
            Question(
                f"What would it cost {first} to do without you for a year, beyond the price? For instance {replaced}.",
                "how much it depends on you is then the model's guess, on which most answers turn",
                lambda typed: self._money(self._largest[0], "cost_to_replace", typed),
                bool(self._largest) and "cost_to_replace" not in self._largest[0],
            ),
            self._each(
                "type",
                _one_of(dict(zip("12345", _TYPES, strict=True))),
                "Would they rather have a partner or a bargain? 1 is a bargain, 5 a partner.",
                "what they want is then drawn anew for each run, and the answer is over that ignorance",
            ),
            self._each(
                "its_margin",
                lambda typed: share(typed, _MOST_MARGIN),
                "What do they earn with what they make of your product, as a share of what they pay you for it? For "
                "instance 25%.",
                f"what the product earns them is then the model's guess, about {_USUAL_MARGIN:.0%} of what they pay",
            ),
            self._each(
                "relationship",
                _one_of({str(k): k for k in range(1, 6)}),
                "How close are you, as they would say? 1 is a supplier among others, 5 a part of their plans.",
                "every relationship then begins at the same level",
            ),
            Question(
                "What would people of your own for one account, a team or a programme, cost you a year? For instance "
                f"{example(_TEAM * revenue)}.",
                "a joint plan then costs what the model's usual vendor pays for it",
                lambda typed: self._money(self._business, "team_cost", typed),
                "team_cost" not in self._business,
            ),
        ]

    def _bought(self, account: Any, revenue: float) -> float:  # noqa: ANN401 - tomlkit's tables
        """What an account brings in a year, in the money in which answers are typed."""
        own, part = account.get("revenue"), account.get("revenue_share")
        if isinstance(own, int | float):
            return float(self._divided_by) * float(own)
        return revenue * float(part) if isinstance(part, int | float) else revenue / max(len(self._every), 1)

    def _each(self, key: str, read: Callable[[str], tuple[Any, str]], asked: str, skipping: str) -> Question:
        """Ask for an answer on each of the largest accounts that lacks it, where the very largest does."""
        asks = [one for one in self._largest if not {key, _ENGINES.get(key, key)} & one.keys()]
        names = ", ".join(map(self._name, asks))
        how = f"One answer for each of {names}, with blanks between them; - for one that you do not know."
        how = how if len(asks) > 1 else f"One answer, for {names}."

        def answer(typed: str) -> str:
            answers = _PER_CENT.sub("%", typed).casefold().split()
            if len(answers) != len(asks):
                answers = typed.replace(",", " ").casefold().split()
            if len(answers) != len(asks):
                return f"write {len(asks)} answers, one for each, blanks between; - for one that you do not know"
            found = [(None, "") if one == "-" else read(one) for one in answers]
            wrong = next((why for _, why in found if why), "")
            for account, (value, _) in zip(asks, found, strict=True):
                if value is not None and not wrong:
                    self._set(account, key, value)
            return wrong

        return Question(f"{asked} {how}", skipping, answer, bool(asks) and asks[0] is self._largest[0])

    def _set(self, table: Any, key: str, value: Any) -> str:  # noqa: ANN401 - tomlkit's tables
        heard = value
        if key in MONEY:
            exact = Decimal(str(value))
            heard = f"{float(in_digits(exact) if self._called else round(exact, 2)):,.12g}"
            value = float(in_digits(exact / self._divided_by)) if self._called else value
        put_answer(table, key, value)
        self._answered.add(key)
        self._heard.append(f"{'' if table is self._business else f'{self._name(table)}: '}{key} = {heard}")
        return ""

    def _share(self, key: str, typed: str) -> str:
        value, wrong = share(typed)
        return wrong or self._set(self._business, key, value)

    def _revenue(self) -> float:
        """What the business earns in a year, in the money in which answers are typed; 0 where the file does not say."""
        middles = self._document.unwrap()
        take_ranges(middles)
        stated, every = middles["business"].get("revenue"), middles["accounts"]
        if not isinstance(stated, int | float):
            if not all(isinstance(one.get("revenue"), int | float) for one in every):
                return 0.0
            stated = sum(one.get("count", 1) * one["revenue"] for one in every)
        return float(self._divided_by) * float(stated)

    def _whole(self, typed: str) -> tuple[float, str]:
        """An amount, unless it is next to nothing beside the revenue: in thousands, or of another question."""
        value, wrong = amount(typed)
        revenue = self._revenue()
        if not wrong and 0.0 < value < LEAST * revenue:
            little = f"{value:,.12g} is next to nothing beside a revenue of {revenue:,.12g}"
            wrong = f"{little}; write the whole amount, or 0"
        return value, wrong

    def _money(self, table: Any, key: str, typed: str) -> str:  # noqa: ANN401 - tomlkit's tables
        value, wrong = self._whole(typed)
        return wrong or self._set(table, key, value) or self._doubt(key, value)

    def _doubt(self, key: str, value: float) -> str:
        """Say, beside an answer that is taken, that the file's revenue may be in thousands."""
        revenue = self._revenue()
        if value > MOST_OF_REVENUE.get(key, inf) * revenue > 0.0:
            self._heard.append(
                f"that is {value / revenue:,.0f} times the revenue that {self.path.name} has, {revenue:,.12g}: if it "
                'is in thousands, say so in the header of its column, as "(TEUR)", and import again'
            )
        return ""

    def _overhead(self, typed: str) -> str:
        """An amount, or a share of revenue."""
        if not typed.endswith("%"):
            return self._money(self._business, "overhead", typed)
        part, wrong = share(typed)
        revenue = self._revenue()
        if not wrong and not revenue:
            wrong = "the file says no revenue that this is a share of; write an amount"
        return wrong or self._money(self._business, "overhead", f"{part * revenue:.2f}")

    def _cash(self, typed: str) -> str:
        cash, plus, line = typed.partition("+")
        value, wrong = self._whole(cash)
        drawn, wrong_line = self._whole(line) if plus else (0.0, "")
        if not (wrong or wrong_line):
            self._set(self._business, "cash", value)
            self._doubt("cash", value)
            if plus:
                self._set(self._business, "credit_line", drawn)
        return wrong or wrong_line

    def _name(self, account: Any) -> str:  # noqa: ANN401 - tomlkit's tables
        """What the user calls an account, whose name the file may hide."""
        return str(self._called.get(account["name"], account["name"]))

    def _named(self, typed: str) -> tuple[Any, str]:
        names = [self._name(one) for one in self._accounts]
        found = next((one for one in self._accounts if _same(self._name(one), typed)), None)
        typed = typed.strip()
        return found, "" if found else f"no account is called {cell(typed)}{did_you_mean(typed, names)}"

    def _references(self, typed: str) -> str:
        # A name may itself have a comma, as one that is typed alone.
        names = [typed] if not self._named(typed)[1] else typed.split(",")
        found = [self._named(name) for name in names if name.strip()]
        wrong = next((why for _, why in found if why), "")
        if not wrong:
            for account, _ in found:
                self._set(account, "reference", 1.0)
        return wrong

    def _opens(self, typed: str) -> str:
        pairs = [one.partition(":") for one in typed.split(",") if one.strip()]
        found = [(self._named(name), composed(market)) for name, _, market in pairs]
        for (_, why), market in found:
            if why or not market or not market.isprintable():
                return why or "write the account's name, a colon, and the market: North: rail"
        for (account, _), market in found:
            self._set(account, "opens", market)
            open_market(self._document, market)
        return ""


def _one_of(words: dict[str, Any]) -> Callable[[str], tuple[Any, str]]:
    """Read one of some words."""

    def read(typed: str) -> tuple[Any, str]:
        return words.get(typed), "" if typed in words else f"{cell(typed)} must be {listed(words)}, or -"

    return read


def _about(name: str) -> str:
    """What a policy does, as far as it comes with the program."""
    try:
        policy = load_policy(name)
    except EquipoiseError:
        return ""
    return f", {in_short(policy.about)}" if policy.about else ""


def _is_list_of_tables(accounts: object) -> bool:
    return isinstance(accounts, list) and all(
        isinstance(one, dict) and isinstance(one.get("name"), str) for one in accounts
    )


def _size(account: Any) -> float:  # noqa: ANN401 - tomlkit's tables
    stated = [account.get(key) for key in ("revenue", "revenue_share", "size")]
    return next((float(value) for value in stated if isinstance(value, int | float)), 0.0)


def _same(name: str, typed: str) -> bool:
    return composed(name).casefold() == composed(typed).casefold()

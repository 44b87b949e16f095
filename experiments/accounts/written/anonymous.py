"""Names and money of a business hidden, so that its files can be handed round; what hides them stays in one file."""

from __future__ import annotations

import math
import re
import secrets
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from equipoise.experiments.accounts.columns.money import EXACT
from equipoise.experiments.accounts.columns.names import name_key, words_of
from equipoise.experiments.accounts.files.documents import document_of
from equipoise.experiments.accounts.files.faults import AccountsError, cell, refuse
from equipoise.experiments.accounts.written.telling import telling_words, tells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from equipoise.experiments.accounts.columns.names import Pair

PRIVATE, IGNORED = "private.toml", ".gitignore"

_DIGITS = 3
"""Digits of amounts that are hidden: two that were round before, with all of theirs, would give the factor away."""

HIDDEN = (
    "Hidden are names of files and accounts, whose codes stand in no order, and how large amounts are: all are divided "
    "by one secret factor, and each is rounded to three digits, so that they need not add up in the third."
)
NOT_HIDDEN = (
    "Not hidden is how amounts compare: who knows one of them, such as a revenue that was published, knows all of them "
    "to within a hundredth. Margins, prices, shares, dates and contracts are as they were, and so are names of columns "
    "and markets; they may tell whose business it is."
)
KEEP = (
    f"{PRIVATE} holds what is hidden: hand it to nobody. What you state later is divided and rounded by accounts ask; "
    "what you write by hand, divide and round yourself."
)

_CENT = Decimal("0.01")
_SPREAD = 1.5
"""Log of the largest factor that money is divided by; the least is its inverse."""


class Kept(BaseModel):
    """What ``private.toml`` holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    divided_by: str = Field(pattern=r"^[0-9]+\.[0-9]+$")
    called: dict[str, str] = Field(default_factory=dict)  # an account's name, by what it is called
    files: dict[str, str] = Field(default_factory=dict)  # a file's name, with that of its sheet, likewise
    names: dict[str, Literal["same", "different", "ask"]] = Field(default_factory=dict)


class Mask(NamedTuple):
    """What hides a business."""

    factor: Decimal
    codes: dict[str, str]  # what an account is called, by its name
    files: dict[str, str] = {}  # noqa: RUF012 - never added to: what a file is called, by its name

    def money(self, amount: Decimal) -> Decimal:
        """Hide an amount, to the cent, so that ratios of amounts are what they were; see :func:`in_digits`."""
        return (amount / self.factor).quantize(_CENT).quantize(EXACT)

    def called(self, names: Iterable[str]) -> Mask:
        """Give every name that has none a code, in no order: files are mostly in that of names."""
        new = [name for name in names if name not in self.codes]
        secrets.SystemRandom().shuffle(new)
        codes = dict(self.codes)
        for name in new:
            codes[name] = f"A{len(codes) + 1:02d}"
        return self._replace(codes=codes)

    def labelled(self, labels: Iterable[str]) -> Mask:
        """Give every file that has none a code, which keeps the kind of the file."""
        files = dict(self.files)
        for label in labels:
            files.setdefault(label, f"F{len(files) + 1:02d}{PurePath(label.partition('#')[0]).suffix}")
        return self._replace(files=files)

    def without_files(self, text: str) -> str:
        """Write a text with codes of files in place of their names, and without their lines."""
        labels = "|".join(map(re.escape, sorted(self.files, key=len, reverse=True)))
        found = rf"(?<![^\s\"(])({labels})(?::\d+)?(?![\w#])"
        return re.sub(found, lambda one: self.files[one[1]], text) if labels else text


def in_digits(amount: Decimal) -> Decimal:
    """Round an amount that is hidden already to what is handed round of it."""
    return round(amount, _DIGITS - 1 - amount.adjusted()).quantize(_CENT) if amount else amount


def new_mask(kept: Kept | None) -> Mask:
    """Take up what hid a business before, or draw anew."""
    if kept is not None and Decimal(kept.divided_by) > 0:
        codes, files = ({name: code for code, name in of.items()} for of in (kept.called, kept.files))
        return Mask(Decimal(kept.divided_by), codes, files)
    luck = secrets.SystemRandom()
    log = luck.uniform(_SPREAD / 5, _SPREAD) * luck.choice((-1, 1))
    return Mask(Decimal(format(math.exp(log), ".9f")), {})


def read_private(folder: Path) -> Kept | None:
    """Read what hid a business before; nothing where there is no such file."""
    path = folder / PRIVATE
    if not path.exists():
        return None
    try:
        return Kept.model_validate(document_of(path).unwrap())
    except (AccountsError, ValidationError):
        raise AccountsError(
            f"{path} is not as it was written; put it aside, and names and money are hidden anew"
        ) from None


def private_files(folder: Path, mask: Mask | None, pairs: Iterable[tuple[Pair, str]]) -> dict[str, str]:
    """Write what hides a business, and what keeps it out of a repository; nothing where nothing is hidden."""
    if mask is None:
        return {}
    document = tomlkit.document()
    document.add(tomlkit.comment("What is hidden in the files beside this one: hand it to nobody, and keep it."))
    document["divided_by"] = format(mask.factor, "f")
    document["called"] = {code: name for name, code in mask.codes.items()}
    document["files"] = {code: label for label, code in mask.files.items()}
    if decided := {pair.key: said for pair, said in pairs}:
        document["names"] = decided
    ignored = folder / IGNORED
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
    return {
        IGNORED: "".join(f"{line}\n" for line in dict.fromkeys([*lines, PRIVATE])),
        PRIVATE: tomlkit.dumps(document),
    }


def refuse_names(mask: Mask | None, texts: Iterable[str], markets: Iterable[str] = ()) -> None:
    """Refuse texts of the user's that go into the files and tell a name that is to be hidden.

    A word of a name tells it, unless it is common; a market tells a name that it holds whole.
    """
    names = {key: telling_words(name) for name in (mask.codes if mask else ()) if (key := name_key(name))}
    markets = dict.fromkeys(markets)
    mistakes = [
        f"{cell(text)} holds {what} of an account that is to be hidden; rename it"
        for text in dict.fromkeys([*texts, *markets])
        if (what := _told(text, names, words=text not in markets))
    ]
    refuse(mistakes)


def _told(text: str, names: Mapping[str, frozenset[str]], *, words: bool) -> str:
    """Which part of a name a text holds; empty where it holds none."""
    of = words_of(re.sub(r"[.#]", " ", text))
    if any(f" {name} " in f" {' '.join(of)} " for name in names):
        return "the name"
    parts = frozenset[str]().union(*names.values()) if words else frozenset()
    return "a word of the name" if any(tells(one, parts) for one in of) else ""

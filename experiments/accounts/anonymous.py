"""Names and money of a business hidden, so that its files can be handed round; what hides them stays in one file."""

from __future__ import annotations

import math
import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from equipoise.experiments.accounts.documents import document_of
from equipoise.experiments.accounts.faults import AccountsError, cell, refuse
from equipoise.experiments.accounts.money import EXACT
from equipoise.experiments.accounts.names import name_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from equipoise.experiments.accounts.names import Pair

PRIVATE, IGNORED = "private.toml", ".gitignore"

_DIGITS = 3
"""Digits of amounts that are hidden: two that were round before, with all of theirs, would give the factor away."""

HIDDEN = (
    "Hidden are names of accounts, whose codes stand in no order, and how large amounts are: all are divided by one "
    "secret factor, and rounded to three digits."
)
NOT_HIDDEN = (
    "Not hidden is how amounts compare: who knows one of them, such as a revenue that was published, knows all of them "
    "to within a hundredth. Margins, prices, shares, dates and contracts are as they were, and so are names of files, "
    "columns and markets; they may tell whose business it is."
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
    names: dict[str, Literal["same", "different", "ask"]] = Field(default_factory=dict)


class Mask(NamedTuple):
    """What hides a business."""

    factor: Decimal
    codes: dict[str, str]  # what an account is called, by its name

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


def in_digits(amount: Decimal) -> Decimal:
    """Round an amount that is hidden already to what is handed round of it."""
    return round(amount, _DIGITS - 1 - amount.adjusted()).quantize(_CENT) if amount else amount


def new_mask(kept: Kept | None) -> Mask:
    """Take up what hid a business before, or draw anew."""
    if kept is not None and Decimal(kept.divided_by) > 0:
        return Mask(Decimal(kept.divided_by), {name: code for code, name in kept.called.items()})
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
    if decided := {pair.key: said for pair, said in pairs}:
        document["names"] = decided
    ignored = folder / IGNORED
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
    return {
        IGNORED: "".join(f"{line}\n" for line in dict.fromkeys([*lines, PRIVATE])),
        PRIVATE: tomlkit.dumps(document),
    }


def refuse_names(mask: Mask | None, texts: Iterable[str]) -> None:
    """Refuse texts of the user's that go into the files and hold a name that is to be hidden."""
    names = [key for name in (mask.codes if mask else ()) if (key := name_key(name))]
    mistakes = [
        f"{cell(text)} holds the name of an account that is to be hidden; rename it"
        for text in dict.fromkeys(texts)
        if any(f" {name} " in f" {' '.join(words_of(text.replace('.', ' ')))} " for name in names)
    ]
    refuse(mistakes)

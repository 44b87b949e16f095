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

WARNING = (
    "names and money are hidden; shares, dates and contracts are as they were, and may tell whose business it is. "
    f"{PRIVATE} holds what is hidden: hand it to nobody. What you state later is divided by accounts ask; by hand, "
    "divide it yourself"
)

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
        """Hide an amount, to the cent."""
        return (amount / self.factor).quantize(Decimal("0.01")).quantize(EXACT)

    def called(self, names: Iterable[str]) -> Mask:
        """Give every name that has none a code."""
        codes = dict(self.codes)
        for name in names:
            if name not in codes:
                codes[name] = f"A{len(codes) + 1:02d}"
        return self._replace(codes=codes)


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

"""Workshop files: the shipped ones by name, anybody's own by path, checked with what they play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import Workshop
from equipoise.sim.faults import EquipoiseError, WorkshopError
from equipoise.sim.files.loading import Kind, load
from equipoise.sim.money import money_of
from equipoise.sim.shipped import SHIPPED
from equipoise.sim.wording import did_you_mean, listed, written

if TYPE_CHECKING:
    from pathlib import Path

_WORKSHOP = Kind(Workshop, "workshop", SHIPPED / "workshops", WorkshopError)


def list_workshops() -> list[str]:
    """Name the workshops that come with the program, in alphabetical order."""
    return _WORKSHOP.names()


def load_workshop(name_or_path: str | Path) -> Workshop:
    """Load a workshop by its shipped name, or by the path of a ``.toml`` file; all that is wrong is said at once."""
    workshop = load(_WORKSHOP, name_or_path)
    label = _WORKSHOP.label(_WORKSHOP.find(name_or_path), name_or_path)
    if wrong := unplayable(workshop):
        raise WorkshopError("\n".join(f"{label}  {words}" for words in wrong))
    return _in_its_currency(workshop, label)


def _in_its_currency(workshop: Workshop, label: str) -> Workshop:
    """The workshop in the currency of the business that its scenarios are of, where they are of one."""
    found = {money_of(Table(workshop, one, seed=0, replication=0).arm().scenario) for one in workshop.counterparts}
    if found == {None}:
        return workshop
    if len(found) > 1:
        raise WorkshopError(
            f"{label}  counterparts   are of businesses of different size or currency; take one for all"
        )
    if stated := sorted(workshop.money.model_fields_set - {"price"}):
        raise WorkshopError(f"{label}  money.{stated[0]}   is that of the business in the scenario; leave it out")
    (money,) = found
    own = workshop.money.model_copy(update={"currency": money.currency, "money": money.money} if money else {})
    return workshop.model_copy(update={"money": own})


def workshop_text(name_or_path: str | Path) -> str:
    """The text of a workshop's file, if it is sound."""
    load_workshop(name_or_path)
    return _WORKSHOP.find(name_or_path).read_text(encoding="utf-8")


def unplayable(workshop: Workshop) -> list[str]:
    """What is allowed by itself, but cannot be played."""
    names = [one.name for one in workshop.counterparts]
    wrong = [f"counterparts.{name}   stands there twice" for name in sorted({n for n in names if names.count(n) > 1})]
    for one in workshop.counterparts:
        if one.successor and not one.successor_in(workshop.years):
            wrong.append(
                f"counterparts.{one.name}.successor   takes over after own_years, which must be stated, and be 1 to "
                f"{workshop.years - 1}"
            )
        table = Table(workshop, one, seed=0, replication=0)
        try:
            found = table.arm().scenario.account_names
        except EquipoiseError as fault:
            wrong.append(f"counterparts.{one.name}   {fault}")
            continue
        if table.account not in found:
            known = f"must be an account of {one.scenario}: {listed(found)}{did_you_mean(table.account, found)}"
            where = "account" if one.account is None else f"counterparts.{one.name}.account"
            wrong.append(f"{where} = {written(table.account)}   {known}")
    return wrong

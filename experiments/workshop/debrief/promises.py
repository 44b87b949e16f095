"""What a table promised, beside what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.plans import BUILD, WORK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from equipoise.experiments.workshop.slips import Handed


class Promise(NamedTuple):
    """What both sides said that they would put in during a year, and what they did."""

    year: int  #: from 1
    promised_build: str  #: a word of ``BUILD``
    built: str  #: likewise
    promised_work: str  #: a word of ``WORK``
    worked: str  #: likewise

    @property
    def vendor_kept(self) -> bool:
        """Whether the vendor built at least what it had said."""
        return BUILD[self.built] >= BUILD[self.promised_build]

    @property
    def account_kept(self) -> bool:
        """Whether the account worked at least as hard as it had said."""
        return WORK[self.worked] >= WORK[self.promised_work]


def promises(handed: Sequence[Handed], together: Collection[int]) -> list[Promise]:
    """Set promises beside what was done, in years in which something was promised and the two were together."""
    return [
        Promise(year, said.build, one.vendor.build, said.work, one.account.work)
        for year, one in enumerate(handed, start=1)
        if (said := one.promises) is not None and year in together
    ]

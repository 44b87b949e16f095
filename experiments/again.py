"""Commands whose options say everything: the manifest holds what was asked for, and so the command that repeats it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from equipoise.experiments.complete import sound
from equipoise.sim.parameters.declare import Section

if TYPE_CHECKING:
    from collections.abc import Mapping


class Request(Section):
    """What a command was asked for: the content of its manifest."""

    what: ClassVar[str]

    @abstractmethod
    def check(self) -> None:
        """Refuse, with an EquipoiseError, what the command could not have been asked for."""

    @abstractmethod
    def command(self) -> list[str]:
        """What is typed behind the program's name."""

    def laid_out(self) -> dict[str, Any]:
        """What was asked for, by name."""
        return self.model_dump()

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what a manifest holds."""
        request = sound(cls, dict(stated), ())
        request.check()
        return request

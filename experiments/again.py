"""Manifests of commands whose options say everything: what was asked for, and the command that does it again."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from equipoise.experiments.complete import refuse_difference, sound, versions_in
from equipoise.experiments.manifest import VERSIONS, installed_versions
from equipoise.experiments.seal import sealed
from equipoise.sim.parameters.declare import Section

if TYPE_CHECKING:
    from collections.abc import Mapping


class Again(NamedTuple):
    """How results are made again that are not of a comparison."""

    command: list[str]  # what is typed behind the program's name
    versions: dict[str, str]  # that they were made with


class Request(Section):
    """What a command was asked for: the whole of its manifest, but for the versions."""

    what: ClassVar[str]
    """What the manifest says that it is, as :data:`equipoise.experiments.kinds.CLAIMS`."""

    @abstractmethod
    def check(self) -> None:
        """Refuse, with an EquipoiseError, what the command could not have been asked for."""

    @abstractmethod
    def command(self) -> list[str]:
        """What is typed behind the program's name."""

    def manifest(self) -> str:
        """Write the manifest."""
        return sealed(self.what, self.document(installed_versions()))

    @classmethod
    def again(cls, content: Mapping[str, Any]) -> Again:
        """Tell from what a manifest holds how the same is asked for again."""
        versions = versions_in(content.get("versions"), ("versions",), VERSIONS)
        request = sound(cls, {name: value for name, value in content.items() if name != "versions"}, ())
        request.check()
        refuse_difference(content, request.document(versions))
        return Again(request.command(), versions)

    def document(self, versions: Mapping[str, str]) -> dict[str, Any]:
        """What the manifest holds."""
        return {"versions": versions, **self.model_dump()}

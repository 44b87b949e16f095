"""The manifest: what results are of, all that it takes to make them again, and the versions that made them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar

from equipoise.experiments.complete import noted, refuse_difference, versions_in
from equipoise.experiments.kinds import KINDS
from equipoise.experiments.seal import Document, read_document, sealed, understood
from equipoise.experiments.versions import installed_versions
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Content(Protocol):
    """What a manifest of one kind holds beside the versions: what was played, looked for or asked for."""

    what: ClassVar[str]
    """The kind, one of :data:`equipoise.experiments.kinds.KINDS`."""

    def laid_out(self) -> dict[str, Any]:
        """Lay it out as plain values. Numbers are written so that reading them gives the same bits."""

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what a file holds, checked as strictly as the files of scenarios and policies."""


Held = TypeVar("Held", bound=Content)


@dataclass(frozen=True)
class Manifest(Generic[Held]):
    """What results are of, and the versions that they were made with, by name."""

    content: Held
    versions: dict[str, str]

    def laid_out(self) -> dict[str, Any]:
        """Lay it out as plain values."""
        return {KINDS[self.content.what].versions_key: self.versions, **self.content.laid_out()}

    def text(self) -> str:
        """Write it: JSON under a digest."""
        return sealed(self.content.what, self.laid_out())


def manifest_of(content: Held) -> Manifest[Held]:
    """Make the manifest of what is played here."""
    return Manifest(content, versions_of(content.what))


def versions_of(what: str) -> dict[str, str]:
    """Versions of what plays here that stand in manifests of a kind."""
    here = installed_versions()
    return {name: here[name] for name in KINDS[what].versions}


def read_manifest(source: Path | Document, kind: type[Held]) -> Manifest[Held]:
    """Read a manifest of one kind: as it was written, and complete, or refused in words."""
    document = source if isinstance(source, Document) else read_document(source)
    return understood(document, kind.what, partial(_made, kind))


def _made(kind: type[Held], stated: Mapping[str, Any]) -> Manifest[Held]:
    """Make a manifest of what its file holds, of which the same would be written."""
    wrong: list[str] = []
    own = KINDS[kind.what]
    versions = noted(wrong, versions_in, stated.get(own.versions_key), (own.versions_key,), own.versions)
    rest = {name: value for name, value in stated.items() if name != own.versions_key}
    content = noted(wrong, kind.understood, rest)
    if versions is None or content is None:
        raise EquipoiseError("\n".join(wrong))
    manifest = Manifest(content, versions)
    refuse_difference(stated, manifest.laid_out())
    return manifest

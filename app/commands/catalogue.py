"""What scenarios, policies and studies have in common: they are listed, shown, started and checked alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from rich.console import RenderableType
from rich.table import Table

from equipoise.app.commands import options
from equipoise.app.console import note, say, show, show_json
from equipoise.app.files.new import new_path, typed, write_new
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import shown

NewName = Annotated[
    str, typer.Argument(metavar="NAME", help="Name of the file, with or without .toml.", show_default=False)
]


_CHECK = "Check files, and report everything that is wrong in all of them; the exit code is 2 if anything is."


class Catalogue(NamedTuple):
    """Files of one kind: those that come with the program, and those of one's own."""

    plural: str
    names: Callable[[], list[str]]
    entry: Callable[[str], Mapping[str, Any]]  # what a list tells of one: name, title and more
    # what is said of a sound file, with settings, and what is hardly meant in it
    check: Callable[[str, Sequence[str]], tuple[str, list[str]]]
    about: Callable[[str, Sequence[str]], Iterable[RenderableType]] | None = None  # what is shown of it besides
    document: Callable[[str, Sequence[str]], dict[str, Any]] | None = None  # the same, for JSON
    settable: bool = False  # whether settings can be tried

    def start(self, name: str, text: Callable[[Path], str], *plays: str) -> None:
        """Write a file to start from, and say which command plays it."""
        path = new_path(name, self.names())
        write_new(path, text(path))
        say(f"{path} is there to be changed; {typed(*plays, path)} plays it.")

    def commands(
        self, show_one: Callable[..., None], new: Callable[..., None], *more: Callable[..., None]
    ) -> typer.Typer:
        """Make the group of commands, of which each kind has some of its own."""
        group = typer.Typer(
            help=f"List, show, start and check {self.plural}.",
            no_args_is_help=True,
            rich_markup_mode=None,
            add_completion=False,
        )
        shipped = typer.Argument(
            metavar="FILE", help=f"{self.plural.capitalize()} of your own, or shipped names.", show_default=False
        )

        def list_(as_json: options.AsJson = False) -> None:
            found = [self.entry(name) for name in self.names()]
            if as_json:
                show_json(found)
            else:
                show(two_columns((one["name"], one["title"]) for one in found))

        def check(files: Annotated[list[str], shipped], as_json: options.AsJson = False) -> None:
            self._check(files, [], as_json=as_json)

        def check_with(
            files: Annotated[list[str], shipped], settings: options.Settings = None, as_json: options.AsJson = False
        ) -> None:
            self._check(files, settings or [], as_json=as_json)

        group.command("list", help=f"List the {self.plural} that come with the program.")(list_)
        group.command("show")(show_one)
        group.command("check", help=_CHECK)(check_with if self.settable else check)
        for command in (new, *more):
            group.command()(command)
        return group

    def _check(self, files: Sequence[str], settings: Sequence[str], *, as_json: bool) -> None:
        results = [(file, *self._result(file, settings)) for file in files]
        if as_json:
            show_json([
                {"file": file, "ok": not wrong, "errors": wrong} | ({"warnings": doubts} if doubts else {})
                | (self.document(file, settings) if self.document is not None and not wrong else {})
                for file, _, wrong, doubts in results
            ])  # fmt: skip
        for file, about, wrong, doubts in results:
            if wrong:
                note("\n".join(wrong))
            elif not as_json:
                say(f"{shown(file)}: ok, {about}")
                if self.about is not None and (page := [*self.about(file, settings)]):
                    show(*page)
            for doubt in doubts:
                note(f"{shown(file)}: warning: {doubt}")
        if any(wrong for _, _, wrong, _ in results):
            raise typer.Exit(2)

    def _result(self, file: str, settings: Sequence[str]) -> tuple[str, list[str], list[str]]:
        """What is said of a sound file, what is wrong, and what is hardly meant."""
        try:
            about, doubts = self.check(file, settings)
        except EquipoiseError as error:
            return "", str(error).splitlines(), []
        return about, [], doubts


def two_columns(entries: Iterable[tuple[str, str]]) -> Table:
    """Lay names and titles out, without lines."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for name, title in entries:
        table.add_row(name, title)
    return table

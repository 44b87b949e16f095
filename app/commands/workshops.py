"""``equipoise workshops``: what can be played by people, and files of one's own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from rich.console import RenderableType
from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.commands.catalogue import Catalogue, NewName
from equipoise.app.console import answer

if TYPE_CHECKING:
    from equipoise.experiments.workshop.workshop import Workshop as Found

_FROM = "The workshop to start from; its texts are there to be changed."

Workshop = Annotated[
    str, options.argument("WORKSHOP", "A shipped workshop's name, or the path of a .toml file.", completion.workshops)
]
From = Annotated[str, options.names("--from", completion.workshops, _FROM, unless=True)]


def _entry(name: str) -> dict[str, Any]:
    from equipoise.experiments.workshop.loading import load_workshop

    return load_workshop(name).model_dump(include={"name", "title", "about", "goals"})


def _sound(file: str, _settings: object) -> tuple[str, list[str]]:
    from equipoise.experiments.workshop.loading import load_workshop

    found = load_workshop(file)
    return f"{found.years} years in the seats, {found.years_after} after them", []


CATALOGUE = Catalogue("workshops", completion.list_workshops, _entry, _sound)


def _show(workshop: Workshop, as_json: options.AsJson = False) -> None:
    """Show a workshop: what it is for, who sits opposite whom, and what is changed."""
    from equipoise.experiments.workshop.loading import load_workshop

    found = load_workshop(workshop)
    answer(found.model_dump(), _pages(found), as_json=as_json)


def new(name: NewName, start: From = "on-an-even-footing") -> None:
    """Write a file to start a workshop of your own from. It overwrites nothing."""
    from equipoise.experiments.workshop.loading import workshop_text

    CATALOGUE.start(name, lambda _: workshop_text(start), "room", "FOLDER", "--workshop")


workshops = CATALOGUE.commands(_show, new)


def _pages(workshop: "Found") -> Iterator[RenderableType]:
    yield Text(workshop.title or workshop.name, style="bold")
    if workshop.about:
        yield Text(workshop.about.strip())
    yield Text("\nPlayed", style="bold")
    yield Text(f"  {workshop.years} years in the seats, and {workshop.years_after} that go on by themselves")
    yield Text(f"  the vendor and {workshop.account}; all others by the policy {workshop.policy}")
    yield Text("\nWho the account is", style="bold")
    for one in workshop.counterparts:
        years = f", its own figure of {one.own_years} years" if one.own_years else ""
        years += ", then somebody else takes over" if one.successor else ""
        spared = "" if one.invests else ", par does not invest in it"
        yield Text(f"  {one.name}: {one.scenario}{years}{spared}")
        yield from (Text(f"    {key} = {value}") for key, value in one.settings.items())
    if workshop.goals:
        yield Text("\nClaims that tables meet", style="bold")
        yield Text(f"  {', '.join(workshop.goals)}")
    if workshop.settings:
        yield Text("\nChanged in every scenario", style="bold")
        yield from (Text(f"  {key} = {value}") for key, value in workshop.settings.items())

"""How commands declare arguments and options, and those that several share: names, ranges, help and completion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import completion
from equipoise.sim.numbers import Range, hint, shortened, whole
from equipoise.sim.whole_numbers import PANEL, REPLICATIONS, ROUNDS, SEED, THREADS
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.sim.whole_numbers import WholeNumber

    Names = Callable[[str], list[str]]


def option(
    flag: str,
    metavar: str,
    meaning: str,
    unless: str | bool = False,
    parser: Callable[[str], object] | None = None,
    offered: Names | None = None,
) -> object:
    """An option with a value; ``unless`` it is given, help says what holds."""
    return typer.Option(flag, metavar=metavar, help=meaning, show_default=unless, parser=parser, autocompletion=offered)


def argument(metavar: str, meaning: str, names: Names | None = None) -> object:
    """What stands behind a command, of which the shell offers names."""
    return typer.Argument(metavar=metavar, help=meaning, show_default=False, autocompletion=names)


def names(flag: str, offered: Names, meaning: str, unless: str | bool = False, metavar: str = "NAME") -> object:
    """An option that takes a name, of which the shell offers some."""
    return option(flag, metavar, meaning, unless, offered=offered)


def number(flag: str, allowed: WholeNumber, meaning: str, unless: str | bool = True) -> object:
    """An option that takes a whole number of a range."""
    return option(flag, "N", meaning, unless, parser=whole_number(*allowed[1:]))


def path(flag: str, metavar: str, meaning: str, unless: str | bool = False) -> object:
    """An option that takes a file or a folder."""
    return option(flag, metavar, meaning, unless, parser=some_path)


def switch(flag: str, meaning: str) -> object:
    """An option without a value."""
    return typer.Option(flag, help=meaning)


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Make the reader of an option that takes a whole number."""

    def read(typed: str | int) -> int:
        text = str(typed)  # a default is no text
        number = whole(text)
        if number is None or not low <= number <= high:
            near = f"; {otherwise}" if (otherwise := hint(text, Range(low, high, whole=True))) else ""
            raise typer.BadParameter(f"{shortened(text)} is not a whole number from {low:,} to {high:,}{near}.")
        return number

    return read


def some_path(typed: str | Path) -> Path:
    """Read a path; a text without a character is none, as a variable gives it to whom it is not set."""
    if not str(typed) or "\0" in str(typed):
        raise typer.BadParameter(f"{written(str(typed))} is the name of no file and of no folder.")
    return Path(typed)


def out(meaning: str) -> object:
    """The folder that results are written to."""
    return path("--out", "DIR", meaning)


OWN = "the scenario's own"
OPENING = "profit over three years"
_SCENARIO = "A shipped scenario's name, or the path of a .toml file."
_SCENARIOS = "Shipped scenarios' names, or paths of .toml files."
_SET = (
    "Set a parameter, an account's trait (accounts.NAME.size=4) or a lever of every policy (policy.focus=0.03), "
    "or of one (policy.NAME.focus=0.03). "
    "Repeatable."
)
_ACCOUNT = "Tell of this account of the scenario only, besides all of them together. Repeatable."
_MEASURES = "A Python file that declares measures of your own, MEASURES = [Outcome(...)]; it is run."
_PANEL = "Runs of each arm whose every round goes into panel.parquet; needs --out."

Scenario = Annotated[str, argument("SCENARIO", _SCENARIO, completion.scenarios)]
Scenarios = Annotated[list[str], argument("SCENARIO", _SCENARIOS, completion.scenarios)]
Settings = Annotated[list[str] | None, names("--set", completion.settings, _SET, metavar="KEY=VALUE")]
Accounts = Annotated[list[str] | None, names("--account", completion.accounts, _ACCOUNT)]
Whose = Annotated[
    str | None, names("--account", completion.accounts, "Whose outcome: an account of the scenario.", "all together")
]
Seed = Annotated[int | None, number("--seed", SEED, "Seed of the luck.", OWN)]
Replications = Annotated[int | None, number("--replications", REPLICATIONS, "Runs of each arm.", OWN)]
Rounds = Annotated[int | None, number("--rounds", ROUNDS, "Rounds (quarters) in a run.", OWN)]
Threads = Annotated[int | None, number("--threads", THREADS, "Threads; results do not depend on it.", "one a core")]
Tables = Annotated[bool, switch("--tables", "Print every measure of every account, and what each arm differs in.")]
AsJson = Annotated[bool, switch("--json", "Print JSON, and only JSON, on standard output.")]
Out = Annotated[Path | None, out("Write the report, its figures, the data and a manifest to this folder.")]
Measures = Annotated[Path | None, path("--measures", "FILE", _MEASURES)]
Panel = Annotated[int | None, number("--panel", PANEL, _PANEL, unless=False)]

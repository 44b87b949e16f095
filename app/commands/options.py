"""Options that several commands share: names, ranges, help and completion, said once."""

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


Scenario = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A shipped scenario's name, or the path of a .toml file.", show_default=False,
        autocompletion=completion.scenarios,
    ),
]  # fmt: skip
Scenarios = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO", help="Shipped scenarios' names, or paths of .toml files.", show_default=False,
        autocompletion=completion.scenarios,
    ),
]  # fmt: skip
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", show_default=False, autocompletion=completion.settings,
        help="Set a parameter, an account's trait (accounts.NAME.size=4) or a lever of every policy "
        "(policy.focus=0.03). Repeatable.",
    ),
]  # fmt: skip
Accounts = Annotated[
    list[str] | None,
    typer.Option(
        "--account", metavar="NAME", show_default=False, autocompletion=completion.accounts,
        help="Tell of this account of the scenario only, besides all of them together. Repeatable.",
    ),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        parser=whole_number(*SEED[1:]),
        help="Seed of the luck.",
        show_default="the scenario's own",
    ),
]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        metavar="N",
        parser=whole_number(*REPLICATIONS[1:]),
        help="Runs of each arm.",
        show_default="the scenario's own",
    ),
]
Rounds = Annotated[
    int | None,
    typer.Option(
        "--rounds",
        metavar="N",
        parser=whole_number(*ROUNDS[1:]),
        help="Rounds (quarters) in a run.",
        show_default="the scenario's own",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads", metavar="N", parser=whole_number(*THREADS[1:]), show_default="one a core",
        help="Threads; results do not depend on it.",
    ),
]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and only JSON, on standard output.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=some_path,
        show_default=False,
        help="Write the report, its figures, the data and a manifest to this folder.",
    ),
]
Measures = Annotated[
    Path | None,
    typer.Option(
        "--measures", metavar="FILE", parser=some_path, show_default=False,
        help="A Python file that declares measures of your own, MEASURES = [Outcome(...)]; it is run.",
    ),
]  # fmt: skip
Panel = Annotated[
    int | None,
    typer.Option(
        "--panel", metavar="N", parser=whole_number(*PANEL[1:]), show_default=False,
        help="Runs of each arm whose every round goes into panel.parquet; needs --out.",
    ),
]  # fmt: skip

"""``equipoise sensitivity``: which lever matters."""

from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options

EXAMPLES = (
    "equipoise sensitivity what-moves-survival",
    "equipoise sensitivity what-moves-margin --account Giant --out levers",
    "equipoise sensitivity what-moves-margin-sweep --outcome free_support --policy accommodating",
)

Study = Annotated[
    str,
    typer.Argument(
        metavar="STUDY",
        help="A shipped study's name, the path of a .toml file, or the folder of a data set that sweep has written.",
        show_default=False,
        autocompletion=completion.studies,
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome", metavar="NAME", show_default="contribution_margin and survival",
        autocompletion=completion.outcomes, help="What is moved: one of the study's outcomes. Repeatable.",
    ),
]  # fmt: skip
Policy = Annotated[
    str | None,
    typer.Option(
        "--policy", metavar="NAME", show_default="the study's second", autocompletion=completion.policies,
        help="Under which of the study's policies; its lead over the first is told of, too.",
    ),
]  # fmt: skip
Account = Annotated[
    str | None,
    typer.Option(
        "--account", metavar="NAME", show_default="all together", autocompletion=completion.accounts,
        help="Of which account; the study has to give it rows of its own.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=options.some_path,
        show_default=False,
        help="Write the figures and the findings as JSON to this folder.",
    ),
]


def sensitivity(  # noqa: PLR0913, PLR0917 - a command's arguments are its options
    study: Study,
    outcomes: Outcomes = None,
    policy: Policy = None,
    account: Account = None,
    threads: options.Threads = None,
    as_json: options.AsJson = False,
    out: Out = None,
) -> None:
    """Tell which lever matters most.

    To margin and to survival, or to any other outcome; and to the lead of one policy over another, run by run.

    Plays the study first, or what of it is not yet on disk, as sweep does. What can be said follows from its design:
    Sobol' indices from saltelli, screening from morris, a tornado from one-at-a-time, shares of variance from a grid,
    and rank regression from any other; where points are too few, how many would do. The study's ranges decide as much
    as the model does: a lever that may hardly move can't matter.
    """
    from equipoise.app.jobs.sensitivity import analyse_and_show  # noqa: PLC0415 - help must not wait for the engine

    analyse_and_show(study, outcomes or [], policy, account, threads=threads, out=out, as_json=as_json)

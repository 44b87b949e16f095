"""Listing, showing and starting studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from app.console import indented, say, show, show_json
from app.jobs.files import new_path, write_new
from app.jobs.listing import two_columns
from experiments.studies.designs import size
from experiments.studies.reading import list_studies, load_study
from sim.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from experiments.studies.factors import Target
    from experiments.studies.plan import Plan


def show_list(*, as_json: bool) -> None:
    """Print the shipped studies.

    Parameters
    ----------
    as_json : bool
        Print JSON.
    """
    found = [load_study(name).study for name in list_studies()]
    if as_json:
        show_json(
            [
                {
                    "name": study.name,
                    "title": study.title,
                    "question": study.question.strip(),
                    "scenario": study.scenario,
                }
                for study in found
            ]
        )
    else:
        show(two_columns([(study.name, study.title) for study in found]))


def show_one(name: str, *, as_json: bool) -> None:
    """Print a study.

    Parameters
    ----------
    name : str
        Name or path.
    as_json : bool
        Print JSON.

    Raises
    ------
    EquipoiseError
        When the name or the file is wrong.
    """
    plan = load_study(name)
    if as_json:
        show_json(_document(plan))
    else:
        show(*_pages(plan))


def start(name: Path) -> None:
    """Write a study to start from.

    Parameters
    ----------
    name : Path
        Where, with or without ``.toml``.

    Raises
    ------
    EquipoiseError
        When it cannot be written there.
    """
    path = new_path(name, list_studies())
    write_new(path, TEMPLATE.format(path=path))
    say(f"{path} is there to be changed; equipoise sweep {path} plays it.")


def sound(file: str) -> str:
    """Check a study, and say what it comes to.

    Parameters
    ----------
    file : str
        Name or path.

    Returns
    -------
    str
        For instance ``2 factors, 2 policies, 16 points``.

    Raises
    ------
    EquipoiseError
        When anything is wrong with it.
    """
    plan = load_study(file)
    counts = {"factor": len(plan.targets), "polic": len(plan.policies), "point": size(plan.study.design, plan.targets)}
    ends = {"polic": ("y", "ies")}
    told = [f"{many:,} {noun}{ends.get(noun, ('', 's'))[many != 1]}" for noun, many in counts.items()]
    return ", ".join(told)


def _document(plan: Plan) -> dict[str, Any]:
    factors = {
        target.key: {"unit": target.unit, "values": list(target.listed)}
        if target.listed
        else {"unit": target.unit, "low": target.low, "high": target.high, "scale": "log" if target.log else "linear"}
        for target in plan.targets
    }
    return plan.study.model_dump() | {"factors": factors, "points": size(plan.study.design, plan.targets)}


def _pages(plan: Plan) -> Iterator[RenderableType]:
    study = plan.study
    yield Text(study.title or study.name, style="bold")
    if study.question:
        yield Text(study.question.strip())
    yield Text("\nPlayed", style="bold")
    yield Text(f"  {plan.scenario.name}: {plan.scenario.title}")
    yield Text(f"  under {', '.join(policy.name for policy in plan.policies)}, each with the same luck")
    if study.settings:
        yield Text("\nFixed", style="bold")
        yield from (Text(f"  {key} = {value}") for key, value in study.settings.items())
    yield Text("\nVaried", style="bold")
    for target in plan.targets:
        yield Text(f"  {target.key}: {_range(target)}")
        yield indented(Text(target.meaning), 4)
    points = size(study.design, plan.targets)
    yield Text("\nDesign", style="bold")
    yield Text(f"  {study.design.kind}, {points:,} points of {study.replications:,} runs under each policy, ")
    yield Text(f"  {points * study.replications * len(plan.policies):,} runs in all, of {study.rounds:,} rounds each")
    if study.until:
        asked = ", ".join(f"{name} to {width:g} either side" for name, width in study.until.items())
        yield Text(f"  and more runs until intervals are narrow enough: {asked}; {study.at_most:,} at most")
    yield Text("\nMeasured", style="bold")
    yield Text(f"  {', '.join(study.outcomes)}")
    yield Text(f"  of {', '.join(['all accounts together', *study.accounts])}")


def _range(target: Target) -> str:
    unit = f" {target.unit}" if target.unit not in {"", "1", "text", "choice", "0 or 1"} else ""
    if target.listed:
        return ", ".join(("on" if v else "off") if isinstance(v, bool) else str(v) for v in target.listed) + unit
    return f"{number(target.low)} to {number(target.high)}{unit}" + (", by its logarithm" if target.log else "")


TEMPLATE = """\
# A study for equipoise: many points of a design, all policies under the same luck at each.
#   equipoise studies check {path}   tells everything that is wrong with it
#   equipoise sweep {path}           plays it, and goes on where it was ended
#   equipoise parameters                 lists everything that can be varied

title = "One line for a heading"
question = "What do you want to know, in a strategist's words?"

# What is played. Policies face the same luck; the first is the reference.
scenario = "over-a-barrel"
policies = ["accommodating", "strategic"]

# Runs of each policy at each point.
replications = 200

# What is measured (equipoise outcomes lists all), of all accounts together and of these.
outcomes = ["contribution_margin", "survival"]
accounts = ["Giant"]

# Which points: latin-hypercube, sobol or saltelli (with points), morris (with trajectories and levels), grid or
# one-at-a-time (with levels).
[design]
kind = "latin-hypercube"
points = 32

# What holds at every point.
# [settings]
# "market.attention" = 0.5

# Runs until intervals are this narrow, to either side, and how many at most (at_most stands above the first [section]).
# [until]
# survival = 0.02

# What is varied: a range, on a linear or a log scale, or a list of values.
[[factors]]
key = "market.rivals"
low = 1
high = 8

[[factors]]
key = "accounts.Giant.size"
low = 1.0
high = 8.0
scale = "log"

# A lever of one policy; policy.focus would set it in all of them.
[[factors]]
key = "policy.strategic.focus"
values = [0.0, 0.02, 0.05]
"""
"""What a new study starts as: valid as it is."""

"""Listing, showing and starting studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from equipoise.app.console import indented, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.jobs.files import called_from, new_path, typed, write_new
from equipoise.app.jobs.listing import two_columns
from equipoise.app.jobs.study_text import study_text
from equipoise.app.jobs.trying import warnings_of_study
from equipoise.experiments.studies.designs import lay_out, size
from equipoise.experiments.studies.possible import refuse_impossible
from equipoise.experiments.studies.reading import list_studies, load_study
from equipoise.sim.files import load_scenario
from equipoise.sim.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.plan import Plan


def show_list(*, as_json: bool) -> None:
    """Print the shipped studies."""
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
    """Print a study."""
    plan = load_study(name)
    if as_json:
        show_json(_document(plan))
    else:
        show(*_pages(plan))


def start(name: str, scenario: str) -> None:
    """Write a study to start from."""
    path = new_path(name, list_studies())
    write_new(path, study_text(path, load_scenario(scenario), called_from(path.parent, scenario)))
    say(f"{path} is there to be changed; {typed('sweep', path)} plays it.")


def sound(file: str) -> tuple[str, list[str]]:
    """Check a study, every point of it, and say what it comes to."""
    plan = load_study(file)
    counts = {"factor": len(plan.targets), "polic": len(plan.policies), "point": size(plan.study.design, plan.targets)}
    ends = {"polic": ("y", "ies")}
    told = [f"{many:,} {noun}{ends.get(noun, ('', 's'))[many != 1]}" for noun, many in counts.items()]
    refuse_impossible(plan, lay_out(plan).values)
    make_ready(plan.arms([None] * len(plan.targets))[0])
    return ", ".join(told), warnings_of_study(plan)


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

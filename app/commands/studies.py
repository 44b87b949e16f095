"""``equipoise studies``: what can be swept, and files of one's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from rich.console import RenderableType
from rich.text import Text

from equipoise.analysis.prose.numbers import setting
from equipoise.app.commands import completion, options
from equipoise.app.commands.catalogue import Catalogue, NewName
from equipoise.app.console import answer, indented
from equipoise.app.files.new import called_from
from equipoise.app.files.templates import study_text
from equipoise.sim.files import load_scenario
from equipoise.sim.wording import number

if TYPE_CHECKING:
    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.plan import Plan

_SCENARIO = "The scenario that it plays, under that one's policies: a shipped name or the path of a .toml file."

_STUDY = "A shipped study's name, or the path of a .toml file."

Study = Annotated[str, options.argument("STUDY", _STUDY, completion.studies)]
Scenario = Annotated[str, options.names("--scenario", completion.scenarios, _SCENARIO, unless=True)]


def _entry(name: str) -> dict[str, str]:
    from equipoise.experiments.studies.reading import load_study

    study = load_study(name).study
    return {"name": study.name, "title": study.title, "question": study.question.strip(), "scenario": study.scenario}


def _sound(file: str, _settings: object) -> tuple[str, list[str]]:
    """Check a study, with the scenarios and policies that it plays, at every point."""
    from equipoise.experiments.studies.designs import lay_out, size
    from equipoise.experiments.studies.possible import refuse_impossible
    from equipoise.experiments.studies.reading import load_study

    plan = load_study(file)
    counts = {"factor": len(plan.targets), "polic": len(plan.policies), "point": size(plan.study.design, plan.targets)}
    ends = {"polic": ("y", "ies")}
    told = [f"{many:,} {noun}{ends.get(noun, ('', 's'))[many != 1]}" for noun, many in counts.items()]
    refuse_impossible(plan, lay_out(plan).values)
    from equipoise.app.ready import make_ready, warnings_of_study

    make_ready()
    plan.measures.check(plan.arms([None] * len(plan.targets)))
    return ", ".join(told), warnings_of_study(plan)


CATALOGUE = Catalogue("studies", completion.list_studies, _entry, _sound)


def _show(study: Study, as_json: options.AsJson = False) -> None:
    """Show a study: its question, what is varied and how far, its design, and what it will cost."""
    from equipoise.experiments.studies.reading import load_study

    plan = load_study(study)
    answer(_document(plan), _pages(plan), as_json=as_json)


def new(name: NewName, scenario: Scenario = "over-a-barrel") -> None:
    """Write a commented file to start a study of your own from. It overwrites nothing."""

    def text(path: Path) -> str:
        return study_text(path, load_scenario(scenario), called_from(path.parent, scenario))

    CATALOGUE.start(name, text, "sweep")


studies = CATALOGUE.commands(_show, new)


def _document(plan: "Plan") -> dict[str, Any]:
    from equipoise.experiments.studies.designs import size

    factors = {
        target.key: {"unit": target.unit, "values": list(target.listed)}
        if target.listed
        else {"unit": target.unit, "low": target.low, "high": target.high, "scale": "log" if target.log else "linear"}
        for target in plan.targets
    }
    return plan.study.model_dump() | {"factors": factors, "points": size(plan.study.design, plan.targets)}


def _pages(plan: "Plan") -> Iterator[RenderableType]:
    from equipoise.experiments.studies.designs import size

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


def _range(target: "Target") -> str:
    unit = f" {target.unit}" if target.unit not in {"", "1", "text", "choice", "0 or 1"} else ""
    if target.listed:
        return ", ".join(setting(v) if isinstance(v, bool) else str(v) for v in target.listed) + unit
    return f"{number(target.low)} to {number(target.high)}{unit}" + (", by its logarithm" if target.log else "")

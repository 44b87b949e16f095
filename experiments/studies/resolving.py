"""From what a study says to a plan, or to everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from equipoise.experiments.changed import levers_of
from equipoise.experiments.studies.checks import (
    Mistakes,
    check_accounts,
    check_design,
    check_numbers,
    check_outcomes,
    widths_of,
)
from equipoise.experiments.studies.factors import Space, target_of
from equipoise.experiments.studies.plan import Plan
from equipoise.experiments.studies.study import Study
from equipoise.sim.characters import composed
from equipoise.sim.faults import SettingError
from equipoise.sim.files import from_folder, load_policy, load_scenario, with_settings
from equipoise.sim.files.checking import NOTHING, complained, complaints, empty_texts
from equipoise.sim.files.settings import PREFIX, targets_of, with_levers
from equipoise.sim.measures import NO_MEASURES, measures_of
from equipoise.sim.policy import Levers
from equipoise.sim.wording import otherwise, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.study import Factor
    from equipoise.sim.faults import Place
    from equipoise.sim.measures import Measures
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


def resolve(stated: Mapping[str, Any], folder: Path, found: Mistakes, measures: Measures) -> Plan | None:
    """Resolve a study; measures that are handed over stand in place of those of the file that it names.

    None when anything is wrong.
    """
    for empty in empty_texts(stated, Study):
        found.lines.append((empty.places[0], complained(empty, empty.places[0], {})))
    if "at_most" in stated and not stated.get("until"):
        words = "means nothing where no interval is to become narrower: state [until], or --until-ci OUTCOME=WIDTH"
        found.wrong(("at_most",), "at_most", stated["at_most"], words)
    study, unsound = _in_shape(dict(stated), found)
    own = _measures(study, folder, found, measures)
    scenario = _scenario(study, folder, found) if "scenario" not in unsound else None
    if scenario is None:
        if own is not None:
            check_outcomes(study, own, len(study.policies), found)
        return None
    return _settled(study, unsound, scenario, _policies(study, scenario, folder, found), own, found)


def resolve_with(
    stated: Mapping[str, Any], scenario: Scenario, policies: list[Policy], measures: Measures, found: Mistakes
) -> Plan | None:
    """Resolve a study whose scenario, policies and measures are at hand, so that none of their files is needed.

    None when anything is wrong.
    """
    study, unsound = _in_shape(dict(stated), found)
    changed = _with_run(scenario, study, found)
    return None if changed is None else _settled(study, unsound, changed, policies, measures, found)


def _settled(
    study: Study,
    unsound: set[str],
    scenario: Scenario,
    policies: list[Policy],
    measures: Measures | None,
    found: Mistakes,
) -> Plan | None:
    settings, places = _flattened(study.settings)
    keys = len(targets_of(scenario)) + len(policies) * len(Levers.model_fields)
    outcomes = len((measures or NO_MEASURES).by_name)
    if not check_numbers(study, len(settings), outcomes, len(scenario.account_names), keys, found):
        return None
    scenario, policies = _set(scenario, policies, settings, places, found)
    targets, sound = _targets(study, Space(scenario, policies), settings, found)
    measured = [] if measures is None else check_outcomes(study, measures, len(policies), found)
    accounts = check_accounts(study, scenario, found)
    if "design" not in unsound:
        check_design(study.design, targets, found, complete=sound and "factors" not in unsound)
    if found.lines or unsound or measures is None:
        return None
    filled = {"settings": settings, "outcomes": measured, "accounts": accounts, "measures": ""}
    return Plan(_filled_in(study, scenario, policies, targets, filled), scenario, policies, targets, measures)


def _filled_in(
    study: Study, scenario: Scenario, policies: list[Policy], targets: list[Target], filled: dict[str, Any]
) -> Study:
    full = [_spelled_out(factor, target) for factor, target in zip(study.factors, targets, strict=True)]
    return study.model_copy(
        update={
            **filled,
            "factors": full,
            "policies": [policy.name for policy in policies],
            "seed": scenario.run.seed,
            "rounds": scenario.run.rounds,
        }
    )


def _spelled_out(factor: Factor, target: Target) -> Factor:
    """A factor by its full key, its numbers of the kind that it sets: 0 and 0.0 are one study."""
    ends = {} if factor.low is None else {"low": target.low, "high": target.high}
    values = {} if factor.values is None else {"values": list(target.listed)}
    return factor.model_copy(update={"key": target.key, **ends, **values})


def _in_shape(stated: dict[str, Any], found: Mistakes) -> tuple[Study, set[str]]:
    """The study, without those of its parts that are not in shape, and their names."""
    try:
        return Study.model_validate(stated, strict=True), set()
    except ValidationError as error:
        wrong = complaints(error, Study)
    seen: set[str] = set()
    for complaint in wrong:
        place = complaint.places[0]
        worded = complaint._replace(words=_OF_ANY_KIND.get((place[0], place[2:3]), complaint.words))
        if place[0] == "until" and len(place) > 1:
            worded = worded._replace(words=worded.words + otherwise(worded.value, widths_of(str(place[1]))))
        line = complained(worded, _factor_key(stated, place) or place, stated)
        if line not in seen:
            found.lines.append((place, line))
        seen.add(line)
    unsound = {str(complaint.places[0][0]) for complaint in wrong}
    rest = {name: value for name, value in stated.items() if name not in unsound}
    return Study.model_validate({"scenario": "unstated", **rest}, strict=True), unsound


_OF_ANY_KIND: dict[tuple[str | int, Place], str] = {
    ("factors", ("low",)): "must be a number",
    ("factors", ("high",)): "must be a number",
    ("factors", ("values",)): "must be a list of numbers, of texts, or of true and false, that is not empty",
    ("settings", ()): "must be a table: keys under [settings]",
    ("until", ()): "must be a half-width above 0 for an outcome, under [until]",
}
"""What is said of values that may be of several kinds, by where they stand."""


def _factor_key(stated: Mapping[str, Any], place: Place) -> str | None:
    """What a message calls something inside a factor: ``factors.market.rivals.low``."""
    array, *position = place
    if array != "factors" or not position[1:]:
        return None
    try:
        key = stated["factors"][position[0]]["key"]
    except (LookupError, TypeError):
        return None
    inside = str(position[1])
    return f"factors.{shown(key)}.{inside}" if isinstance(key, str) and key and inside != "key" else None


def _flattened(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Place]]:
    """Settings by key, whether their dots stand in quotes or make tables, and where each stands."""
    flat: dict[str, Any] = {}
    places: dict[str, Place] = {}

    def walk(table: Mapping[str, Any], key: str, place: Place) -> None:
        for name, value in table.items():
            inner = f"{key}.{name}" if key else str(name)
            if isinstance(value, dict):
                walk(value, inner, (*place, name))
            else:
                flat[inner] = value
                places[inner] = (*place, name)

    walk(settings, "", ("settings",))
    return flat, places


def _named(name: str, folder: Path) -> str:
    """A shipped one by name, one's own by its path from the study's folder."""
    return str(folder / name) if name.endswith(".toml") else name


def _measures(study: Study, folder: Path, found: Mistakes, given: Measures) -> Measures | None:
    if given.own or not study.measures:
        return given
    return found.attempt(("measures",), "measures", study.measures, measures_of, folder / study.measures)


def _scenario(study: Study, folder: Path, found: Mistakes) -> Scenario | None:
    where = _named(study.scenario, folder)
    scenario = found.attempt(("scenario",), "scenario", study.scenario, load_scenario, where)
    return None if scenario is None else _with_run(scenario, study, found)


def _with_run(scenario: Scenario, study: Study, found: Mistakes) -> Scenario | None:
    run = {"run.replications": study.replications}
    run |= {f"run.{name}": value for name in ("seed", "rounds") if (value := getattr(study, name)) is not None}
    try:
        return with_settings(scenario, run)
    except SettingError as error:
        found.lines += [(("rounds",), line.removeprefix("run.")) for line in str(error).splitlines()]
        return None


def _policies(study: Study, scenario: Scenario, folder: Path, found: Mistakes) -> list[Policy]:
    policies: list[Policy] = []
    for k, name in enumerate(study.policies or scenario.policies):
        where = from_folder(name, folder) if study.policies else name
        policy = found.attempt(("policies", k), f"policies[{k + 1}]", name, load_policy, where)
        if policy is None:
            continue
        if composed(policy.name) in {composed(other.name) for other in policies}:
            found.wrong(("policies", k), f"policies[{k + 1}]", name, "is compared already")
        else:
            policies.append(policy)
    return policies


def _set(
    scenario: Scenario, policies: list[Policy], settings: dict[str, Any], places: dict[str, Place], found: Mistakes
) -> tuple[Scenario, list[Policy]]:
    """The scenario and the policies with the study's settings."""
    space = Space(scenario, policies)
    known: dict[str, Any] = {}
    for key, value in settings.items():
        full = space.full(key)
        if full is None:
            words = "unknown key" if found.many else space.unknown(key)
            found.wrong(places[key], f"settings.{shown(key)}", value, words)
        elif full.startswith("run."):
            name = full.removeprefix("run.")
            found.wrong(places[key], f"settings.{key}", value, f'is stated for the study, as "{name}" above')
        else:
            known[full] = value
    by_full = {space.full(key): place for key, place in places.items()}

    def note(error: SettingError) -> None:
        for line in str(error).splitlines():
            place = by_full.get(line.partition(" = ")[0], ("settings",))
            said = line.removeprefix("run.") if line.startswith("run.") else f"settings.{line}"
            if (place, said) not in found.lines:
                found.lines.append((place, said))

    try:
        scenario = with_settings(scenario, {k: v for k, v in known.items() if not k.startswith(PREFIX)})
    except SettingError as error:
        note(error)
    changed = []
    for policy in policies:
        try:
            changed.append(with_levers(policy, levers_of(policy, known)))
        except SettingError as error:
            note(error)
            changed.append(policy)
    return scenario, changed


def _targets(study: Study, space: Space, settings: Mapping[str, Any], found: Mistakes) -> tuple[list[Target], bool]:
    """What the factors set, and whether all of them are sound."""
    targets: dict[str, Target] = {}
    fixed = {space.full(key) for key in settings}
    for k, factor in enumerate(study.factors):
        target = target_of(factor, space, hint=not found.many)
        if isinstance(target, list):
            for inside, value, words in target:
                _note_factor(found, k, factor, inside, value, words)
        elif target.key in targets:
            _note_factor(found, k, factor, "", None, "is a factor already")
        elif target.key in fixed:
            _note_factor(found, k, factor, "", None, "stands under [settings] too; a factor is not fixed")
        else:
            targets[target.key] = target
    return [*targets.values()], len(targets) == len(study.factors)


def _note_factor(found: Mistakes, k: int, factor: Factor, inside: str, value: object, words: str) -> None:
    if inside in {"", "key"}:
        place: Place = ("factors", k, "key")
        found.wrong(place, f"factors.{shown(factor.key)}", NOTHING, words)
    else:
        found.wrong(("factors", k, inside), f"factors.{shown(factor.key)}.{inside}", value, words)

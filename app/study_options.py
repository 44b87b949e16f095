"""From the options of ``sweep`` to a study that can be played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.experiments.studies.checks import widths_of
from equipoise.experiments.studies.designs import USES
from equipoise.experiments.studies.reading import list_studies, load_study, make_study
from equipoise.experiments.studies.texts import factor_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.bounds import LONGEST_TEXT
from equipoise.sim.keys import split
from equipoise.sim.numbers import real
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.wording import did_you_mean, listed, otherwise, shown, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from equipoise.experiments.studies.executors import Executor
    from equipoise.experiments.studies.plan import Plan

SHORT = {"lhs": "latin-hypercube", "oat": "one-at-a-time"}  # short names of designs

_DIGITS = 9  # more than the number of any design has


def plan_of(study: str | None, stated: Mapping[str, Any], measures: Path | None) -> Plan:
    """Load a study by name or path, with what options state, or make one of options alone."""
    wrong: list[str] = []
    readers: dict[str, Callable[[Any], object]] = {
        "design": lambda text: _design(text, wrong),
        "factors": lambda texts: [factor_of(text) for text in texts],
        "settings": lambda texts: _pairs("--set", texts, wrong),
        "until": lambda texts: _widths(texts, wrong),
    }
    changes = {key: readers[key](value) if key in readers else value for key, value in stated.items()}
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    if study is not None:
        return load_study(study, changes, measures=measures or ())
    if "scenario" not in stated:
        raise EquipoiseError(
            f"name a study, one of {', '.join(list_studies())} or the path of a .toml file; "
            "or say what is played with --scenario NAME --vary KEY=RANGE"
        )
    name = stated["scenario"].rpartition("/")[2].removesuffix(".toml")
    return make_study({"name": name, **changes}, measures=measures or ())


def executor_of(threads: int | None, scheduler: str | None, workers: int | None) -> Executor:
    """Gather those who play."""
    if scheduler is None:
        from equipoise.experiments.studies.executors.threads import Threads  # noqa: PLC0415 - what an option has wrong is said without the engine

        if workers is not None:
            raise EquipoiseError("--workers is of a cluster; say --scheduler local with it, or --threads N instead")
        return Threads(threads)
    if threads is not None:
        raise EquipoiseError("--threads is of this process; a cluster has --workers N, or what its scheduler has")
    from equipoise.experiments.studies.executors.cluster import LOCAL, Cluster

    if workers is not None and scheduler != LOCAL:
        raise EquipoiseError("--workers is for --scheduler local; a scheduler that runs already has its own workers")
    return Cluster(scheduler, workers)


def _pairs(option: str, texts: Sequence[str], wrong: list[str], *, once: bool = False) -> dict[str, str]:
    """Texts ``key=value`` by key; of two with the same key the later holds, or none where each is stated once."""
    pairs: dict[str, str] = {}
    for text in texts:
        key, value = split(text[: LONGEST_TEXT + 1])
        if value is None or not key or len(text) > LONGEST_TEXT:
            wrong.append(f"{option} {written(text)}   is not key=value")
        elif once and key in pairs:
            wrong.append(f"{option} {written(text)}   is asked for twice")
        else:
            pairs[key] = value
    return pairs


def _widths(texts: Sequence[str], wrong: list[str]) -> dict[str, float]:
    widths: dict[str, float] = {}
    for name, text in _pairs("--until-ci", texts, wrong, once=True).items():
        width = real(text)
        if width is None or width < SMALLEST:
            near = otherwise(text, widths_of(name))
            why = f"must be a half-width above 0, as in {shown(name)}=0.005{near}"
            wrong.append(f"--until-ci {written(f'{name}={text}')}   {why}")
        else:
            widths[name] = width
    return widths


def _design(text: str, wrong: list[str]) -> dict[str, Any]:
    """A design from ``kind:number``."""
    name, colon, number = text.partition(":")
    kind = SHORT.get(name, name)
    uses = next((uses for known, uses in USES.items() if known == kind), None)
    if uses is None:
        wrong.append(f"--design {written(text)}   must be {listed(USES)}{did_you_mean(name, [*USES, *SHORT])}")
        return {}
    if not colon:
        return {"kind": kind}
    if not number.isascii() or not number.isdigit() or len(number) > _DIGITS:
        wrong.append(f"--design {written(text)}   has no number of {uses[0]} behind the colon, as in {name}:8")
        return {}
    return {"kind": kind, uses[0]: int(number)}

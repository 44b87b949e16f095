"""What is varied: a key with its range, as it is typed, or with the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.names import spoken
from equipoise.experiments.assumptions import usual_range
from equipoise.experiments.studies.factors import Space, Target, target_of
from equipoise.experiments.studies.study import Factor
from equipoise.experiments.studies.texts import factor_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.keys import parts_of
from equipoise.sim.parts import lever_of
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.arm import Arm
    from equipoise.sim.policy import Policy


def axes_of(arms: Sequence[Arm], texts: Sequence[str], option: str) -> list[Target]:
    """Resolve keys with ranges, ``hierarchy.contribution`` or ``hierarchy.contribution=0.2:0.6``.

    The ends may come in any order; ``:log`` may stand behind them.
    """
    scenario, policies = arms[0].scenario, [arm.policy for arm in arms]
    space = Space(scenario, policies)
    wrong: list[str] = []
    found: list[Target] = []
    for text in texts:
        stated = factor_of(text)
        key = space.full(stated["key"])
        if key is not None and set(stated) == {"key"} and not space.words(key):
            ends = usual_range(scenario, key, space.base(key))
            stated |= {} if ends is None else {"low": ends[0], "high": ends[1]}
        low, high = stated.get("low"), stated.get("high")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            stated |= {"low": high, "high": low}
        target = target_of(Factor.model_validate(stated), space)
        if isinstance(target, list):
            wrong += [f"{option} {written(text)}   {words}" for _, _, words in target]
        elif target.listed or target.kind not in {"number", "whole"}:
            wrong.append(
                f"{option} {written(text)}   is no range of numbers: put its values beside each other with sweep"
            )
        elif several := _with_several(policies, target.key):
            wrong.append(
                f"{option} {written(text)}   is no one number in {spoken(several)}, but differs by account or over "
                "time: with one it would be another policy"
            )
        else:
            found.append(target)
    keys = [target.key for target in found]
    wrong += [f"{option} {key}   is asked for twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if wrong:
        raise EquipoiseError("\n".join(wrong))
    return found


def _with_several(policies: Sequence[Policy], key: str) -> str:
    """Name the first policy in which a lever that is varied is more than one number; empty where none is."""
    if not key.startswith(PREFIX):
        return ""
    _, *named, lever = parts_of(key)
    asked = (one for one in policies if named in ([], [one.name]))
    return next((one.name for one in asked if lever_of(one, lever) is None), "")


def text_of(target: Target) -> str:
    """Write a range as it is typed, to the last digit."""
    return f"{target.key}={target.low!r}:{target.high!r}{':log' if target.log else ''}"

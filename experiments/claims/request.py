"""What is asked for of claims: which, on what luck, and how it is asked for again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import Field

from equipoise.experiments.again import Request
from equipoise.experiments.claims import claims_of, ids
from equipoise.experiments.claims.trial import check_settings
from equipoise.experiments.complete import of_run
from equipoise.experiments.kinds import AROUND, CLAIMS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import PLACES
from equipoise.sim.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.robust import Around
    from equipoise.experiments.claims.whole import Whole


Settings = dict[str, float | str | bool | None]
"""What was set in every arm, by key."""


class ClaimsRequest(Request):
    """What was asked for; ``beyond`` when no claim was named, so that what goes beyond them was tried as well."""

    what = CLAIMS

    claims: list[str] = Field(min_length=1)
    beyond: bool
    settings: Settings = Field(default_factory=dict)
    runs: int = of_run("replications")
    seed: int = of_run("seed")

    def check(self) -> None:
        """Claims are told in their own order, and what goes beyond them only with all of them."""
        _check(self.claims, self.settings)
        if self.beyond and self.settings:
            raise EquipoiseError("beyond = true   must be false where something was set")
        if self.beyond and self.claims != ids():
            raise EquipoiseError("beyond = true   must be false where only some claims were tried")

    def command(self) -> list[str]:
        """Claims are named unless all were tried, and more."""
        named = [] if self.beyond or (self.settings and self.claims == ids()) else self.claims
        return ["claims", *named, *_set(self.settings), "--runs", str(self.runs), "--seed", str(self.seed)]


class AroundRequest(Request):
    """Claims that were judged at so many points."""

    what = AROUND

    claims: list[str] = Field(min_length=1)
    points: int = Field(ge=PLACES.low, le=PLACES.high)
    settings: Settings = Field(default_factory=dict)
    runs: int = of_run("replications")
    seed: int = of_run("seed")

    def check(self) -> None:
        """Claims are told in their own order."""
        _check(self.claims, self.settings)

    def command(self) -> list[str]:
        """Claims are named unless all were judged."""
        named = [] if self.claims == ids() else self.claims
        luck = ["--points", str(self.points), "--runs", str(self.runs), "--seed", str(self.seed)]
        return ["claims", *named, "--robust", *_set(self.settings), *luck]


def _check(claims: list[str], settings: Settings) -> None:
    known = ids()
    if claims != [claim for claim in known if claim in set(claims)]:
        raise EquipoiseError(f"claims   must be some of {listed(known, 'and')}, in this order, each once")
    if settings:
        check_settings(claims_of(claims), settings)


def _set(settings: Settings) -> list[str]:
    """Settings as they are typed."""
    return [
        part
        for key, value in settings.items()
        for part in ("--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}")
    ]


def _plain(settings: Mapping[str, object]) -> Settings:
    return {key: value for key, value in settings.items() if isinstance(value, float | str | bool)}


def claims_request(whole: Whole) -> ClaimsRequest:
    """What has to be asked for to put the same claims to the test."""
    return ClaimsRequest(
        claims=[finding.claim.id for finding in whole.findings],
        beyond=whole.ablation is not None,
        settings=_plain(whole.settings),
        runs=whole.luck.runs,
        seed=whole.luck.seed,
    )


def around_request(around: Around) -> AroundRequest:
    """What has to be asked for to judge the same claims at the same points."""
    return AroundRequest(
        claims=[each.claim.id for each in around.found],
        points=len(around.scales),
        settings=_plain(around.settings),
        runs=around.luck.runs,
        seed=around.luck.seed,
    )

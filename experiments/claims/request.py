"""What is asked for of claims: which, on what luck, and how it is asked for again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import Field

from equipoise.experiments.again import Request
from equipoise.experiments.claims import claims_of, ids
from equipoise.experiments.claims.trial import check_settings
from equipoise.experiments.complete import of_run
from equipoise.experiments.kinds import CLAIMS
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import listed

if TYPE_CHECKING:
    from equipoise.experiments.claims.whole import Whole


class ClaimsRequest(Request):
    """What was asked for; ``beyond`` when no claim was named, so that what goes beyond them was tried as well."""

    what = CLAIMS

    claims: list[str] = Field(min_length=1)
    beyond: bool
    settings: dict[str, float | str | bool | None] = Field(default_factory=dict)
    runs: int = of_run("replications")
    seed: int = of_run("seed")

    def check(self) -> None:
        """Claims are told in their own order, and what goes beyond them only with all of them."""
        known = ids()
        if self.claims != [claim for claim in known if claim in set(self.claims)]:
            raise EquipoiseError(f"claims   must be some of {listed(known, 'and')}, in this order, each once")
        if self.settings:
            check_settings(claims_of(self.claims), self.settings)
        if self.beyond and self.settings:
            raise EquipoiseError("beyond = true   must be false where something was set")
        if self.beyond and self.claims != known:
            raise EquipoiseError("beyond = true   must be false where only some claims were tried")

    def command(self) -> list[str]:
        """Claims are named unless all were tried, and more."""
        named = [] if self.beyond or (self.settings and self.claims == ids()) else self.claims
        changed = [
            part
            for key, value in self.settings.items()
            for part in ("--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}")
        ]
        return ["claims", *named, *changed, "--runs", str(self.runs), "--seed", str(self.seed)]


def claims_request(whole: Whole) -> ClaimsRequest:
    """What has to be asked for to put the same claims to the test."""
    return ClaimsRequest(
        claims=[finding.claim.id for finding in whole.findings],
        beyond=whole.ablation is not None,
        settings={key: value for key, value in whole.settings.items() if isinstance(value, float | str | bool)},
        runs=whole.luck.runs,
        seed=whole.luck.seed,
    )

"""How near the shipped style at the table is to a best response, and negotiated terms to the best fixed ones."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.evidence import ratio_values
from equipoise.experiments.calibration.plays import RUNS, SEED, Play, Table, estimate, play_all
from equipoise.sim.arm import Arm
from equipoise.sim.batch import Batch
from equipoise.sim.decisions import Side, Stage
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk

STYLES: dict[str, tuple[tuple[str, float], ...]] = {
    "vendor": (
        *(("policy.concession", beta) for beta in (0.1, 0.25, 0.5, 2.0)),
        *(("policy.bluff", bluff) for bluff in (0.0, 1.0)),
        *(("policy.walk_away", margin) for margin in (0.05, 0.1, 0.2)),
    ),
    "account": tuple(("bargaining.account_concession", beta) for beta in (0.1, 0.5, 2.0)),
}
"""How a side may carry itself at the table in place of the shipped style."""


def best_responses(settings: Mapping[str, object] = {}, runs: int = RUNS) -> Table:
    """What a side gains by a style of its own while the other keeps to the shipped one, in per cent of what it gets.

    That is the vendor's profit, or the surplus of the account in question: all accounts have the style then.
    """
    scenarios = ("over-a-barrel", "strategic-vendor", "even-portfolio")
    styles = [(side, style) for side, own in STYLES.items() for style in own]
    ways = [settings, *({**settings, name: value} for _, (name, value) in styles)]
    chunks = play_all([Play("accommodating", scenario, way, runs) for scenario in scenarios for way in ways])
    gained = {side: [own_gain(chunk, side) for chunk in chunks] for side in STYLES}
    rows = [["side", "style", *scenarios]]
    for k, (side, (name, value)) in enumerate(styles, start=1):
        found = [gain(gained[side][first], gained[side][first + k]) for first in range(0, len(chunks), len(ways))]
        rows.append([side, f"{name.partition('.')[2]} {value:g}", *found])
    return rows


class Fixed(NamedTuple):
    """A play in which both sides propose terms that stand fixed, in place of those that they would propose."""

    play: Play
    terms: Mapping[str, float]


def play_fixed(fixed: Fixed) -> Chunk:
    """Play it with the seed of all tables: what the terms leave out is proposed as ever."""
    chosen = fixed.play
    batch = Batch(Arm.of(chosen.scenario, chosen.policy, chosen.settings, seed=SEED), range(chosen.runs))
    for stage in batch.play():
        if stage is Stage.TERMS:
            for name, value in fixed.terms.items():
                for side in Side.VENDOR, Side.ACCOUNT:
                    batch.worlds.sheet[f"{side.value}_{name}"][...] = value
    return batch.so_far()


def fixed_terms(settings: Mapping[str, object] = {}, runs: int = 400) -> Table:
    """What vendor and account gain by terms that stand fixed, in per cent of what the negotiated ones bring them."""
    scenarios = ("over-a-barrel", "even-portfolio")
    grid = product((None, 0.05, 0.06, 0.08, 0.1), (None, 0.0, 0.25, 0.5, 1.0))
    terms = [
        {name: value for name, value in (("support", support), ("commitment", commitment)) if value is not None}
        for support, commitment in grid
    ]
    plays = [Play("accommodating", scenario, settings, runs) for scenario in scenarios]
    chunks = list(in_order(play_fixed, [Fixed(one, own) for one in plays for own in terms], cores(None)))
    rows = [["support", "commitment", *(f"{scenario}: {side}" for scenario in scenarios for side in STYLES)]]
    for k, own in enumerate(terms[1:], start=1):
        words = [f"{own[name]:g}" if name in own else "negotiated" for name in ("support", "commitment")]
        gains = [
            gain(own_gain(chunks[first], side), own_gain(chunks[first + k], side))
            for first in range(0, len(chunks), len(terms))
            for side in STYLES
        ]
        rows.append([*words, *gains])
    return rows


def gain(usual: NDArray[np.float64], other: NDArray[np.float64]) -> str:
    """What the other way brings beyond the usual one, in per cent of it."""
    return estimate(100.0 * ratio_values(other - usual, usual), 1) + " %"


def own_gain(chunk: Chunk, side: str) -> NDArray[np.float64]:
    """What a side gets in each run."""
    return run_outcomes(chunk)["profit"] if side == "vendor" else account_outcomes(chunk, 0)["account_surplus"]


TABLES = {"styles": best_responses, "fixed": fixed_terms}
"""Tables by the mark of their place in the document."""

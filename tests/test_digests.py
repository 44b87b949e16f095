"""What must not change while the program is rebuilt: digests of runs, under every shipped scenario and policy.

``python -m tests.test_digests`` writes them anew, which is right only when the model itself is amended.
"""

import hashlib
import json
from collections.abc import Iterator
from math import cos, exp, log, log1p
from pathlib import Path

import numpy as np
import pytest

from equipoise.sim.arm import Arm
from equipoise.sim.compiler import jit
from equipoise.sim.files import list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.kernel import Chunk, play_chunk

RUNS = Path(__file__).parent / "digests" / "runs.json"
SEED, REPLICATIONS = 7, range(5)
KINDS = ("runs", "named", "records", "panel", "vendor")


def columns(chunk: Chunk, kind: str) -> list[str]:
    """The columns of one kind of row."""
    return list(getattr(chunk, kind).dtype.names)


def digest(chunk: Chunk, kind: str, names: list[str]) -> str:
    """One digest over the named columns of one kind of row."""
    rows, found = getattr(chunk, kind), hashlib.sha256()
    for name in names:
        found.update(np.ascontiguousarray(rows[name]).tobytes())
    return found.hexdigest()[:16]


def chunk_of(scenario: str, policy: str) -> Chunk:
    """Five runs with everything that can be kept of them."""
    played = load_scenario(scenario)
    return play_chunk(
        Arm(played, load_policy(policy), SEED, played.run.rounds), REPLICATIONS, relationships=True, panel=True
    )


@jit
def _transcendental(out: np.ndarray) -> None:
    for k in range(out.shape[0]):
        x = (k + 0.5) / out.shape[0]
        out[k] = exp(-3.0 * x) + log(x) + log1p(x) + cos(6.0 * x) + x**0.37


def arithmetic() -> str:
    """A digest of this machine's exp, log and cos: where their last bits differ, so do those of every run."""
    out = np.empty(20_000)
    _transcendental(out)
    return hashlib.sha256(out.tobytes()).hexdigest()[:16]


def kept() -> dict[str, object]:
    """What was kept of the runs."""
    document: dict[str, object] = json.loads(RUNS.read_text(encoding="utf-8"))
    return document


def pairs() -> Iterator[tuple[str, str]]:
    """Every shipped scenario with every shipped policy."""
    for scenario in list_scenarios():
        for policy in list_policies():
            yield scenario, policy


@pytest.mark.parametrize("scenario", list_scenarios())
def test_runs_are_the_same_to_the_last_bit(scenario: str) -> None:
    known = kept()
    if known["arithmetic"] != arithmetic():
        pytest.skip("exp, log or cos of this machine differ in their last bits from those that the digests are of")
    for policy in list_policies():
        chunk = chunk_of(scenario, policy)
        found = {kind: digest(chunk, kind, known["columns"][kind]) for kind in KINDS}
        assert found == known["digests"][f"{scenario} {policy}"], policy


def test_every_scenario_and_policy_has_its_digests() -> None:
    assert set(kept()["digests"]) == {f"{scenario} {policy}" for scenario, policy in pairs()}


def write() -> None:
    """Write all digests anew."""
    chunks = {f"{scenario} {policy}": chunk_of(scenario, policy) for scenario, policy in pairs()}
    names = {kind: columns(next(iter(chunks.values())), kind) for kind in KINDS}
    document = {
        "arithmetic": arithmetic(),
        "columns": names,
        "digests": {pair: {k: digest(chunk, k, names[k]) for k in KINDS} for pair, chunk in chunks.items()},
    }
    RUNS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

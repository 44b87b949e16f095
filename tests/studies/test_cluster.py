"""The cluster keeps the contract of executors, with a real scheduler and real worker processes, some of which die."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import dask
import distributed
import pytest

from equipoise import Outcome
from equipoise.analysis.extras import how_to_install
from equipoise.experiments.studies.executors import Executor
from equipoise.experiments.studies.executors.cluster import LOCAL, Cluster
from equipoise.experiments.studies.executors.contract import waited
from equipoise.experiments.studies.executors.likeness import likeness, play_if_alike
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.layout import layout_of, write_layout
from equipoise.experiments.studies.reading import load_study, make_study
from equipoise.experiments.studies.sweep import Progress, sweep
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.runner import CELLS
from equipoise.testing import ExecutorContract
from tests.cli.conftest import HANGS
from tests.studies.jobs import chunk_of, deadly, found_by, process_of

ROOT = Path(__file__).parents[2]


STUDY = {
    "scenario": "over-a-barrel",
    "factors": [{"key": "market.rivals", "values": [1, 4]}],
    "design": {"kind": "grid"},
    "replications": 5,
    "rounds": 4,
}


LONG = """
scenario = "over-a-barrel"
policies = ["accommodating"]
replications = 500

[design]
kind = "latin-hypercube"
points = 1000

[[factors]]
key = "market.rivals"
low = 0
high = 7
"""


@pytest.fixture(scope="module")
def shared() -> Iterator[Cluster]:
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}), Cluster(LOCAL, 2) as cluster:
        yield cluster


class TestCluster(ExecutorContract):
    @pytest.fixture
    def executor(self, shared: Cluster) -> Executor:
        return shared

    def test_it_closes_twice(self, executor: Executor) -> None:
        del executor  # others still need it
        with Cluster(LOCAL, 1) as cluster:
            cluster.close()


def test_nobody_else_on_the_machine_can_send_work(shared: Cluster) -> None:
    ((_, (address, _)),) = shared.map(found_by, [(1,)])
    assert address.startswith("tls://127.0.0.1:")
    with pytest.raises(EquipoiseError, match="speaks TLS, and Dask's configuration here names no certificate"):
        Cluster(address, patience=5.0)
    with pytest.raises(EquipoiseError, match="no scheduler answers"):
        Cluster(address.replace("tls", "tcp"), patience=5.0)
    with pytest.raises(OSError, match="TLS certificate does not match"):
        distributed.Client(address, security=distributed.Security.temporary(), timeout=HANGS, set_as_default=False)


def test_ctrl_c_is_kept_from_workers_before_they_are_up(shared: Cluster) -> None:
    """A terminal sends it to every process; those that are begun inherit that it is held back."""
    assert all(kept for _, (_, kept) in shared.map(found_by, [(k,) for k in range(6)]))
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_runs_are_the_same_bit_for_bit_as_in_this_process(shared: Cluster) -> None:
    items = [(policy, first) for policy in ("accommodating", "strategic") for first in range(0, 1000, 200)]
    here = {item: chunk_of(item) for item in items}
    assert dict(shared.map(chunk_of, items)) == here


def test_measures_of_somebody_s_own_go_with_the_work(shared: Cluster, tmp_path: Path) -> None:
    """As the text of their file, or, from Python, as the functions that they are."""
    (tmp_path / "mine.py").write_text(
        "from equipoise import Outcome\n"
        'MEASURES = [Outcome("mine", "1", "count", "Talks.", lambda run: run["talks"] * 2.0)]\n'
    )
    by = 2.0
    own = [Outcome("mine", "1", "count", "Talks.", lambda run: run["talks"] * by)]
    for k, measures in enumerate((tmp_path / "mine.py", own)):
        plan = make_study({**STUDY, "outcomes": ["mine", "survival"]}, measures=measures)
        with Threads(1) as threads:
            here = sweep(plan, tmp_path / f"here {k}", threads).table()
        assert sweep(plan, tmp_path / f"there {k}", shared).table().equals(here)


def test_a_worker_that_is_killed_takes_nothing_with_it(shared: Cluster) -> None:
    """Killed from outside, with a job under way and others waiting."""
    items = [("strategic", first) for first in range(0, 2000, 200)]
    here = {item: chunk_of(item) for item in items}
    (victim, *_) = {worker for _, worker in shared.map(process_of, [(k, 0.2) for k in range(6)])}
    results = shared.map(chunk_of, items)
    found = dict([next(results)])
    os.kill(victim, signal.SIGKILL)
    found |= dict(results)
    assert found == here


def test_a_job_under_way_when_its_worker_dies_is_played_again(shared: Cluster, tmp_path: Path) -> None:
    items = [(tmp_path / name, 0.05) for name in ("a", "once", "b")]
    assert dict(shared.map(deadly, items)) == dict.fromkeys(items, 1)
    assert (tmp_path / "once").exists()


def test_a_job_that_kills_every_worker_is_given_up(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.experiments.studies.executors.cluster.ATTEMPTS", 1)
    with pytest.raises(EquipoiseError, match="die, again and again, of the same job"):
        list(shared.map(deadly, [(tmp_path / "always", 0.0)]))
    assert dict(shared.map(deadly, [(tmp_path / "a", 0.0)])) == {(tmp_path / "a", 0.0): 1}


def test_a_sweep_whose_worker_is_killed_leaves_the_same_files(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.experiments.studies.parts._CELLS_A_PART", 4 * CELLS)
    plan = make_study(
        {
            "scenario": "over-a-barrel",
            "replications": 40,
            "factors": [{"key": "market.rivals", "low": 1, "high": 8}],
            "design": {"kind": "latin-hypercube", "points": 24},
        }
    )
    victims = [worker for _, worker in shared.map(process_of, [(k, 0.2) for k in range(4)])]

    def kill_one(at: Progress) -> None:
        if 0 < at.points < at.of and victims:
            os.kill(victims[0], signal.SIGKILL)
            victims.clear()

    sweep(plan, tmp_path / "cluster", shared, kill_one)
    assert victims == []
    with Threads(1) as thread:
        sweep(plan, tmp_path / "thread", thread)
    left = {path.relative_to(tmp_path / "cluster"): path.read_bytes() for path in (tmp_path / "cluster").rglob("*.*")}
    assert len(left) > 2
    assert left == {
        path.relative_to(tmp_path / "thread"): path.read_bytes() for path in (tmp_path / "thread").rglob("*.*")
    }


def test_ctrl_c_ends_a_sweep_and_all_of_its_workers_quietly(tmp_path: Path) -> None:
    """As a terminal sends it, to every process at once."""
    (tmp_path / "study.toml").write_text(LONG, encoding="utf-8")
    data = tmp_path / "long" / "data"
    data.mkdir(parents=True)
    layout = layout_of(load_study(tmp_path / "study.toml"))
    write_layout(data.parent, replace(layout, size=1))  # the first point is there soon, and the last one late
    options = ("--scheduler", "local", "--workers", "2", "--out", "long")
    begun = subprocess.Popen(
        [sys.executable, "-m", "equipoise.app.cli", "sweep", "study.toml", *options],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not any(data.iterdir()):
        assert begun.poll() is None
        time.sleep(0.05)
    os.killpg(begun.pid, signal.SIGINT)
    printed, said = begun.communicate(timeout=HANGS)
    assert (begun.returncode, printed) == (130, "")
    assert said.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in said


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a part of Dask as people do; whatever is left of it ends with the test."""
    begun: list[subprocess.Popen[bytes]] = []

    def one(part: str, *arguments: str, path: Path | str = ROOT) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", part, *arguments, "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": str(path)},
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        begun.append(process)
        return process

    yield one
    for process in reversed(begun):
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(start: Start, tmp_path: Path) -> tuple["subprocess.Popen[bytes]", str]:
    """A scheduler of its own, and its address."""
    told = tmp_path / "scheduler.json"
    process = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    while not told.exists() or not told.read_text():
        time.sleep(0.05)
        assert process.poll() is None
    return process, str(json.loads(told.read_text())["address"])


WORKER = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--memory-limit", "0")


def test_a_scheduler_that_goes_away_is_told_of(start: Start, scheduler: tuple["subprocess.Popen[bytes]", str]) -> None:
    process, address = scheduler
    start("worker", address, *WORKER)
    with Cluster(address) as cluster:
        assert cluster.workers == 1
        results = cluster.map(waited, ((k, 0.01) for k in count()))
        next(results)
        process.kill()
        with pytest.raises(EquipoiseError, match="went away"):
            list(results)


def test_workers_that_join_while_it_plays_are_used(
    start: Start, scheduler: tuple["subprocess.Popen[bytes]", str]
) -> None:
    _, address = scheduler
    start("worker", address, *WORKER)
    with Cluster(address) as cluster:
        seen: set[int] = set()
        for _, process in cluster.map(process_of, ((k, 0.02) for k in count())):
            if not seen:
                start("worker", address, *WORKER)
            seen.add(process)
            if len(seen) > 1:
                break
        assert len(seen) == 2


def test_a_worker_with_another_program_is_refused(
    start: Start, scheduler: tuple["subprocess.Popen[bytes]", str], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "src/equipoise", tmp_path / "equipoise")  # with what Python has compiled of it
    with (tmp_path / "equipoise/sim/luck.py").open("a") as source:
        source.write("\n# changed\n")
    start("worker", scheduler[1], *WORKER, path=tmp_path)
    with Cluster(scheduler[1]) as cluster, pytest.raises(EquipoiseError, match="All have to be the same"):
        list(cluster.map(sum, [(1, 2)]))


def test_a_worker_without_the_program_is_refused(
    start: Start, scheduler: tuple["subprocess.Popen[bytes]", str], tmp_path: Path
) -> None:
    missing = "raise ModuleNotFoundError(\"No module named 'equipoise'\", name='equipoise')\n"
    (tmp_path / "equipoise.py").write_text(missing)  # stands before an installation, if there is one
    start("worker", scheduler[1], *WORKER, path=tmp_path)
    with pytest.raises(EquipoiseError, match="cannot import Equipoise; install the same version everywhere"):
        Cluster(scheduler[1])


def test_a_job_of_another_program_is_not_played() -> None:
    assert play_if_alike(likeness(), sum, (1, 2)) == 3
    with pytest.raises(EquipoiseError, match="has program abc"):
        play_if_alike("program abc", sum, (1, 2))


def test_no_scheduler_is_a_message_that_says_how_to_start_one() -> None:
    with pytest.raises(EquipoiseError, match=r"no scheduler answers at tcp://127.0.0.1:9; start one with: dask sched"):
        Cluster("tcp://127.0.0.1:9", patience=0.5)
    with pytest.raises(EquipoiseError, match="no scheduler answers at nowhere://x"):
        Cluster("nowhere://x", patience=0.5)


def test_a_scheduler_without_workers_is_a_message(
    scheduler: tuple["subprocess.Popen[bytes]", str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = distributed.Client.wait_for_workers
    monkeypatch.setattr(
        distributed.Client, "wait_for_workers", lambda client, n, timeout: wait(client, n, timeout / 100)
    )
    with pytest.raises(EquipoiseError, match=f"has no workers, .* dask worker {scheduler[1]}"):
        Cluster(scheduler[1])


def test_without_dask_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EquipoiseError, match=re.escape(how_to_install("cluster"))):
        Cluster(LOCAL)


_: Callable[[str], Executor] = Cluster  # the checker holds it to the contract

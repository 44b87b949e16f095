"""What tests have executors play: a module that loads little, since every worker process that begins has to load it."""

import os
import signal
import time
from pathlib import Path


def process_of(item: tuple[int, float]) -> int:
    """Where a job is played."""
    time.sleep(item[1])
    return os.getpid()


def chunk_of(item: tuple[str, int]) -> bytes:
    """Runs of the base scenario, bit for bit."""
    from equipoise import Arm  # noqa: PLC0415 - a second, which no other job needs
    from equipoise.sim.kernel import play_chunk  # noqa: PLC0415 - likewise

    policy, first = item
    return play_chunk(Arm.of("base", policy, seed=7, rounds=40), range(first, first + 200)).runs.tobytes()


def deadly(item: tuple[Path, float]) -> int:
    """Kills its worker, until that has happened once if there is a place to write it down."""
    mark, wait = item
    time.sleep(wait)
    if mark.name == "always" or (mark.name == "once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 1


def found_by(_item: tuple[int]) -> tuple[str, bool]:
    """Where a worker finds its scheduler, and whether Ctrl-C is kept from it."""
    import distributed  # noqa: PLC0415 - it is optional

    return distributed.get_worker().scheduler.address, signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])

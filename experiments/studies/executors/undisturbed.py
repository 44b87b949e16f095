"""What Dask runs first in each worker process of a local cluster."""

from __future__ import annotations

import signal


def dask_setup(_worker: object) -> None:
    """Leave Ctrl-C, which a terminal sends to all processes, to the one that was started: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

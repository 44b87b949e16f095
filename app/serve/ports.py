"""Where the server is reached: a port that is free, and this machine's own address in its network."""

from __future__ import annotations

import socket
from contextlib import suppress

from equipoise.sim.faults import EquipoiseError

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - asked for by --lan
_TRIES = 50
_NOWHERE = ("192.0.2.1", 9)  # no machine has this address; nothing is sent to it


def bound(port: int, *, lan: bool) -> socket.socket:
    """Take a port, or the next that is free; whoever asks from now on is answered once the server is there."""
    for one in range(port, min(port + _TRIES, 65536)):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            found.bind((EVERYWHERE if lan else HERE, one))
            found.listen()  # until somebody listens, others may take the port as well
            return found
        found.close()
    raise EquipoiseError(f"no port from {port} to {port + _TRIES - 1} is free; give another with --port")


def own_address() -> str | None:
    """The address of this machine in its network; None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(_NOWHERE)  # asks the routes of this machine, and sends nothing
        return str(probe.getsockname()[0])
    return None

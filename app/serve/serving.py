"""The process: finds a port, serves until Ctrl-C, and says where it is to be reached."""

from __future__ import annotations

import secrets
import signal
import socket
import webbrowser
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING

import uvicorn

from equipoise.app.serve.application import application
from equipoise.app.serve.house import House
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - asked for by --lan
_TRIES = 50
_SECONDS_TO_OPEN = 0.4
_NOWHERE = ("192.0.2.1", 9)  # no machine has this address; nothing is sent to it


def data_folder(folder: Path) -> Path:
    """Make the folder in which rooms are kept, for this user alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise EquipoiseError(f"{shown(str(folder))}  cannot be used: {reason(error)}") from error
    return folder


def bound(port: int, *, lan: bool) -> socket.socket:
    """Take a port, or the next that is free."""
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


class _Server(uvicorn.Server):
    """Ends at the first Ctrl-C, whatever pages are open, and leaves signals as it found them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def serve(
    house: House, taken: socket.socket, workshops: list[str], *, lan: bool, opens: bool, say: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C.

    Parameters
    ----------
    house : House
        The rooms.
    taken : socket
        Where it listens.
    workshops : list of str
        What may be played.
    lan : bool
        Whether the room's network may reach it.
    opens : bool
        Whether to open the first page in the browser.
    say : callable
        Prints a line.
    """
    port = taken.getsockname()[1]
    names = {HERE, "localhost"}
    own = own_address() if lan else None
    if own is not None:
        names |= {own, socket.gethostname().lower()}
    hosts = frozenset(f"{name}:{port}" for name in names)
    address = f"http://{own}:{port}" if own is not None else None
    app = application(house, lambda: hosts, workshops, lambda: address)
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=1024,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    say(f"Equipoise is at http://{HERE}:{port}/ on this machine. Ctrl-C ends it.")
    if address is not None:
        say(f"In the room's network: {address}/")
        say("Others in that network can read along: use first names, or invented ones.")
    elif lan:
        say("This machine is in no network: nobody else reaches it.")
    say(f"Rooms and games are kept in {house.folder}")
    if opens:
        opening = Timer(_SECONDS_TO_OPEN, webbrowser.open, [f"http://{HERE}:{port}/"])
        opening.daemon = True
        opening.start()
    _Server(config).run(sockets=[taken])
    say(f"\nEnded. What was sent is kept in {house.folder}; the same command goes on with it.")


def draw() -> int:
    """Draw a seed."""
    return secrets.randbits(53)


__all__ = ["House", "bound", "data_folder", "draw", "serve"]

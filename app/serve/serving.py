"""The process: serves until Ctrl-C, and says where it is to be reached."""

from __future__ import annotations

import secrets
import signal
import socket
import webbrowser
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import uvicorn

from equipoise.app.serve.application import application
from equipoise.app.serve.explorer.desk import path_of
from equipoise.app.serve.explorer.shelf import Shelf
from equipoise.app.serve.memory import share_one_heap
from equipoise.app.serve.ports import HERE, own_address
from equipoise.app.serve.rules import Rules
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from equipoise.app.serve.explorer.flights import Flights
    from equipoise.app.serve.house import House

_SECONDS_TO_OPEN = 0.4


def data_folder(folder: Path) -> Path:
    """Make the folder in which rooms are kept, for this user alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise EquipoiseError(f"{shown(str(folder))}  cannot be used: {reason(error)}") from error
    return folder


class Server(uvicorn.Server):
    """Ends at the first Ctrl-C, whatever pages are open or wait for, and leaves signals as it found them."""

    def __init__(self, config: uvicorn.Config, flights: Flights) -> None:
        super().__init__(config)
        self._flights = flights

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of what is worked out, which takes longer than the second that other answers have."""
        self._flights.end_all()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals while it serves, and put back what took them before."""
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        if hasattr(signal, "SIGPIPE"):  # a command ends when its reader goes; a server does not when a phone goes away
            before[signal.SIGPIPE] = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def serve(
    house: House,
    taken: socket.socket,
    workshops: list[str],
    scenario: str,
    *,
    lan: bool,
    opens: bool,
    say: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C; with ``lan`` to the room's network. A scenario that is named is what is opened."""
    port = taken.getsockname()[1]
    names = {HERE, "localhost"}
    own = own_address() if lan else None
    if own is not None:
        names |= {own, socket.gethostname().lower()}
    hosts = frozenset(f"{name}:{port}" for name in names)
    address = f"http://{own}:{port}" if own is not None else None
    shelf = Shelf(house.folder, scenario)
    first = path_of(shelf.first) if shelf.first else "/"
    rules = Rules()
    app = application(house, lambda: hosts, workshops, lambda: address, shelf, rules)
    config = uvicorn.Config(
        app, ws="websockets-sansio", ws_max_size=1024, log_config=None, access_log=False, server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    say(f"Equipoise is at http://{HERE}:{port}{first} on this machine. Ctrl-C ends it.")
    if address is not None:
        say(f"In the room's network: {address}/")
        say("Open it on a phone now. If no page comes, let Python through this machine's firewall, or use a hotspot.")
        say("Others in that network can read along: use first names, or invented ones.")
        say("What if? asks them of the scenarios that come with the program: yours are shown on this machine alone.")
    elif lan:
        say("This machine is in no network: nobody else reaches it.")
    say(f"Rooms, games and scenarios of your own are kept in {house.folder}")
    if opens:
        opening = Timer(_SECONDS_TO_OPEN, webbrowser.open, [f"http://{HERE}:{port}{first}"])
        opening.daemon = True
        opening.start()
    share_one_heap()
    rules.begin()
    Server(config, app.state.desk.flights).run(sockets=[taken])
    say(f"\nEnded. What was sent is kept in {house.folder}; the same command goes on with it.")


def draw() -> int:
    """Draw a seed."""
    return secrets.randbits(53)

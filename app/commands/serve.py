"""``equipoise serve``: what-ifs and workshops in the browser, for one person or a room."""

from pathlib import Path
from typing import Annotated

import platformdirs

from equipoise.analysis.extras import needed
from equipoise.app.commands import completion, options
from equipoise.app.console import say
from equipoise.sim.whole_numbers import WholeNumber

EXAMPLES = (
    "equipoise serve",
    "equipoise serve over-a-barrel",
    "equipoise serve --lan --data tuesday",
    "equipoise serve --workshop own.toml --no-open",
)

_PORT = WholeNumber("port", 1, 65535)
_WORKSHOP = "A workshop besides the shipped ones, or one of them alone: a name, or the path of a .toml file."
_DATA = "The folder in which rooms, games and scenarios of your own are kept, for you alone."
_SCENARIO = "A scenario to open at once: a shipped name, or the path of a .toml file."

Opened = Annotated[str | None, options.argument("SCENARIO", _SCENARIO, completion.scenarios)]
Port = Annotated[int, options.number("--port", _PORT, "Port; the next free one where it is taken.")]
Lan = Annotated[bool, options.switch("--lan", "Let the room's network reach it, not this machine alone.")]
NoOpen = Annotated[bool, options.switch("--no-open", "Open no browser.")]
Data = Annotated[Path | None, options.path("--data", "FOLDER", _DATA, "the user's own")]
Chosen = Annotated[str | None, options.names("--workshop", completion.workshops, _WORKSHOP)]
Taken = Annotated[Path | None, options.path("--open", "FILE", "A room that was exported, to be gone on with or read.")]


def serve(
    scenario: Opened = None,
    port: Port = 8765,
    lan: Lan = False,
    no_open: NoOpen = False,
    data: Data = None,
    workshop: Chosen = None,
    open_: Taken = None,
) -> None:
    """Ask what if, or play workshops, in the browser.

    Starts a local server and opens its first page, or that of a scenario: move what you can do and what you know, and
    see what follows. Nothing goes to the internet. What is sent in a workshop is kept at once: after Ctrl-C, or a
    failure of the machine, the same command goes on where it was.
    """
    needed("starlette", "browser", "equipoise serve")
    needed("uvicorn", "browser", "equipoise serve")
    needed("websockets", "browser", "equipoise serve")
    needed("python_multipart", "browser", "equipoise serve")
    needed("segno", "browser", "equipoise serve")
    from equipoise.app.serve.ports import bound
    from equipoise.app.serve.rules import uncollected

    # The port is open before anything heavy is loaded: a browser that comes early waits, and is not turned away.
    with bound(port, lan=lan) as taken, uncollected():
        if (free := taken.getsockname()[1]) != port:
            say(f"Port {port} is taken: it is {free} this time.")
        from equipoise.app.serve.export import take_in
        from equipoise.app.serve.house import House
        from equipoise.app.serve.serving import data_folder, draw
        from equipoise.app.serve.serving import serve as serve_until_interrupted
        from equipoise.experiments.workshop.loading import list_workshops, load_workshop
        from equipoise.sim.files import load_scenario  # noqa: PLC0415 - once the port is open

        if workshop is not None:
            load_workshop(workshop)
        if scenario is not None:
            load_scenario(scenario)
        folder = data_folder(data if data is not None else platformdirs.user_data_path("equipoise") / "rooms")
        if open_ is not None:
            say(f"Room {take_in(open_, folder)} is there again.")
        chosen = [workshop] if workshop is not None else list_workshops()
        house = House(folder, draw)
        serve_until_interrupted(house, taken, chosen, scenario or "", lan=lan, opens=not no_open, say=say)

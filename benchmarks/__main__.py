"""``python -m benchmarks``: measure, and print every figure beside its goal."""

from __future__ import annotations

import argparse
import os
import platform

from benchmarks import (
    business,
    commands,
    deciding,
    drivers,
    earlier,
    explorer,
    explorer_gone,
    explorer_memory,
    explorer_page,
    explorer_start,
    long_rooms,
    luck,
    memory,
    negotiation,
    ranges,
    rooms,
    studies,
    threads,
)

BENCHMARKS = {
    "drivers": drivers.figures,
    "deciding": deciding.figures,
    "earlier": earlier.figures,
    "explorer": explorer.figures,
    "explorer-gone": explorer_gone.figures,
    "explorer-memory": explorer_memory.figures,
    "explorer-page": explorer_page.figures,
    "explorer-start": explorer_start.figures,
    "luck": luck.figures,
    "negotiation": negotiation.figures,
    "threads": threads.figures,
    "studies": studies.figures,
    "memory": memory.figures,
    "ranges": ranges.figures,
    "commands": commands.figures,
    "business": business.figures,
    "rooms": rooms.figures,
    "long-rooms": long_rooms.figures,
}


def main() -> None:
    """Run the benchmarks that were asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, beside the goals.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--full", action="store_true", help="also what takes minutes: a million runs")
    asked = parser.parse_args()
    if unknown := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    for name in asked.names or BENCHMARKS:
        for figure in BENCHMARKS[name](full=asked.full):
            print(figure, flush=True)


if __name__ == "__main__":
    main()

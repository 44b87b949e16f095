"""Where the scenarios are that come with the program."""

from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "scenarios"
"""Their folder; beside the engine in the source and in an installation."""

"""What can be wrong with what a person asked for, said to that person.

::

    EquipoiseError          anything below; its text is a whole message, and the command line exits with 2
    ├── ScenarioError       a scenario that does not exist, cannot be read, or contradicts itself
    ├── PolicyError         the same for a policy
    ├── StudyError          the same for a study
    ├── WorkshopError       the same for a workshop, a room, or what a table hands in
    ├── SettingError        a ``key=value`` that names nothing, or gives it a value that it cannot have
    ├── ArgumentError       an argument of a call from Python that is of the wrong kind, or out of range
    └── MoveError           an agent of somebody's own that fails, or decides what no rule can take

Anything else that is raised is a fault of the program.
"""

from __future__ import annotations

Place = tuple[str | int, ...]
"""Where a value stands in a file: its keys and positions from the outside in."""


def reason(error: OSError) -> str:
    """Say why the system refuses, as the end of a sentence."""
    why = error.strerror
    return why[:1].lower() + why[1:] if why else str(error)


class EquipoiseError(Exception):
    """A person's mistake; ``str(error)`` says what is wrong, where, and what is allowed."""


class ScenarioError(EquipoiseError):
    """A scenario that does not exist, cannot be read, or contradicts itself."""


class PolicyError(EquipoiseError):
    """A policy that does not exist, cannot be read, or is out of range."""


class StudyError(EquipoiseError):
    """A study that does not exist, cannot be read, or asks for what cannot be."""


class WorkshopError(EquipoiseError):
    """A workshop, a room or a slip that does not exist, cannot be read, or asks for what cannot be."""


class SettingError(EquipoiseError):
    """A ``key=value`` that names nothing, or gives it a value that it cannot have."""


class ArgumentError(EquipoiseError, ValueError):
    """An argument of a call from Python that is of the wrong kind, or out of range; a ``ValueError`` to Python."""


class MoveError(EquipoiseError):
    """An agent of somebody's own that fails, or decides what no rule can take."""

"""What a comparison tries, and a break-even and knowing ahead do not: a policy for one account alone."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.analysis.asked import Asked


def not_tried(found: Asked, *, on_a_page: bool) -> str:
    """Say that it was not tried and, where there is a terminal, how to ask for it."""
    if not found.one_account:
        return ""
    if on_a_page:
        return "A policy for one account alone was not tried here."
    options = shlex.join(["--policy", found.policies[0], "--policy", found.one_account])
    return f"A policy for one account alone was not tried here; {options} asks about one."

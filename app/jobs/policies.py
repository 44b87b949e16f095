"""Listing, showing and starting policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.app.console import indented, say, show, show_json
from equipoise.app.jobs.files import new_path, typed, write_new
from equipoise.app.jobs.listing import two_columns
from equipoise.app.jobs.parameters import line
from equipoise.app.jobs.starting import policy_text
from equipoise.sim.files import list_policies, load_policy
from equipoise.sim.parameters import section_declarations
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.sim.policy import Policy


def show_list(*, as_json: bool) -> None:
    """Print the shipped policies."""
    found = [load_policy(name) for name in list_policies()]
    if as_json:
        show_json([{"name": p.name, "title": p.title, "about": p.about} for p in found])
    else:
        show(two_columns([(policy.name, policy.title) for policy in found]))


def show_one(name: str, settings: Sequence[str], *, as_json: bool) -> None:
    """Print a policy."""
    policy = load_policy(name, settings)
    if as_json:
        show_json(policy.model_dump())
    else:
        show(*_pages(policy))


def start(name: str) -> None:
    """Write a policy to start from."""
    path = new_path(name, list_policies())
    write_new(path, policy_text(path))
    say(f"{path} is there to be changed; {typed('compare', 'over-a-barrel', '--policy', path)} plays it.")


def _pages(policy: Policy) -> Iterator[RenderableType]:
    yield Text(policy.title or policy.name, style="bold")
    if policy.about:
        yield Text(policy.about)
    levers = [(d, getattr(policy.levers, d.name)) for d in section_declarations("policy", Levers)]
    for heading, differing in (("Levers that differ from an accommodating vendor's", True), ("The others", False)):
        chosen = [(declared, value) for declared, value in levers if (value != declared.default) is differing]
        if chosen:
            yield Text(f"\n{heading}", style="bold")
        for declared, value in chosen:
            yield line(declared, value)
            yield indented(Text(declared.meaning), 4)

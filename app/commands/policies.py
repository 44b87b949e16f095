"""``equipoise policies``: what a vendor can do."""

from collections.abc import Iterator
from typing import Annotated, Any

from rich.console import RenderableType
from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.commands.catalogue import Catalogue, NewName
from equipoise.app.commands.parameters import line
from equipoise.app.console import answer, indented
from equipoise.app.files.templates import policy_text
from equipoise.sim.files import list_policies, load_policy
from equipoise.sim.parameters import section_declarations
from equipoise.sim.policy import Levers, Policy

Name = Annotated[
    str, options.argument("POLICY", "A shipped policy's name, or the path of a .toml file.", completion.policies)
]


def _entry(name: str) -> dict[str, Any]:
    return load_policy(name).model_dump(include={"name", "title", "about"})


def _sound(file: str) -> tuple[str, list[str]]:
    policy = load_policy(file)
    return policy.title or policy.name, []


CATALOGUE = Catalogue("policies", list_policies, _entry, _sound)


def _show(policy: Name, settings: options.Settings = None, as_json: options.AsJson = False) -> None:
    """Show a policy: what it does, and every lever with its meaning."""
    found = load_policy(policy, settings or [])
    answer(found.model_dump(), _pages(found), as_json=as_json)


def new(name: NewName) -> None:
    """Write a commented file to start a policy of your own from. It overwrites nothing."""
    CATALOGUE.start(name, policy_text, "compare", "over-a-barrel", "--policy")


policies = CATALOGUE.commands(_show, new)


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

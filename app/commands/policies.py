"""``equipoise policies``: what a vendor can do."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Annotated, Any

from rich.console import RenderableType
from rich.text import Text

from equipoise.app.commands import completion, options
from equipoise.app.commands.catalogue import Catalogue, NewName
from equipoise.app.commands.parameters import line
from equipoise.app.console import answer, indented
from equipoise.app.files.templates import policy_text
from equipoise.sim.files import list_policies, load_policy, split_settings
from equipoise.sim.parameters import section_declarations
from equipoise.sim.parts import parts
from equipoise.sim.policy import Levers, Policy

_DECLARED = [*section_declarations("policy", Levers)]
Name = Annotated[
    str, options.argument("POLICY", "A shipped policy's name, the path of a .toml file, or words.", completion.policies)
]


def _entry(name: str) -> dict[str, Any]:
    return load_policy(name).model_dump(include={"name", "title", "about"})


def _sound(file: str, _settings: object) -> tuple[str, list[str]]:
    policy = load_policy(file)
    return policy.title or policy.name, []


CATALOGUE = Catalogue("policies", list_policies, _entry, _sound)


def _show(policy: Name, settings: options.Settings = None, as_json: options.AsJson = False) -> None:
    """Show a policy: what it does, and every lever with its meaning."""
    from equipoise.app.arms import refuse_others
    from equipoise.experiments.changed import levers_of

    others, levers = split_settings(settings or [])
    found = load_policy(policy)
    found = load_policy(policy, others | levers_of(found, levers))
    refuse_others(levers, [found.name])
    answer(found.model_dump(), _pages(found), as_json=as_json)


def new(name: NewName) -> None:
    """Write a commented file to start a policy of your own from. It overwrites nothing."""
    CATALOGUE.start(name, policy_text, "compare", "over-a-barrel", "--policy")


policies = CATALOGUE.commands(_show, new)


def _pages(policy: Policy) -> Iterator[RenderableType]:
    yield Text(policy.title or policy.name, style="bold")
    if policy.about:
        yield Text(policy.about)
    found = parts(policy)
    differing: set[str] = set()
    for part, later in zip_longest(found, found[1:]):
        when = "" if len(found) == 1 else _rounds(part.round, later and later.round)
        own = {one.name: getattr(part.levers, one.name) for one in _DECLARED}
        apart = {one.name: own[one.name] for one in _DECLARED if own[one.name] != one.default}
        differing |= {*apart}
        if apart or when:
            yield from _levers(f"Levers that differ from an accommodating vendor's{when}", apart)
        for account in part.accounts:
            alone = {name: value for name, value in part.accounts[account].stated.items() if value != own[name]}
            differing |= {*alone}
            yield from _levers(f"What differs for {account}{when}", alone)
    if others := {one.name: one.default for one in _DECLARED if one.name not in differing}:
        yield from _levers("The others", others)


def _rounds(begin: int, end: int | None) -> str:
    return f", from round {begin} on" if end is None else f", in rounds {begin} to {end - 1}"


def _levers(heading: str, values: Mapping[str, object]) -> Iterator[RenderableType]:
    yield Text(f"\n{heading}", style="bold")
    for declared in _DECLARED:
        if declared.name in values:
            yield line(declared, values[declared.name])
            yield indented(Text(declared.meaning), 4)
    if not values:
        yield indented(Text("None."), 2)

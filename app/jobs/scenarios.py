"""Listing, showing and starting scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from equipoise.app.console import indented, say, show, show_document, show_json
from equipoise.app.jobs.files import called_from, new_path, typed, write_new
from equipoise.app.jobs.listing import two_columns
from equipoise.app.jobs.parameters import line
from equipoise.app.jobs.starting import scenario_text
from equipoise.sim.files import list_scenarios, load_policy, load_scenario, scenario_to_toml, with_settings
from equipoise.sim.parameters import declarations
from equipoise.sim.scenario import SHIPPED
from equipoise.sim.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.sim.parameters import Declaration
    from equipoise.sim.scenario import Account, Scenario


def show_list(*, as_json: bool) -> None:
    """Print the shipped scenarios."""
    found = [load_scenario(name) for name in list_scenarios()]
    if as_json:
        show_json(
            [
                {"name": s.name, "title": s.title, "question": s.question, "claims": s.claims, "policies": s.policies}
                for s in found
            ]
        )
    else:
        show(two_columns([(scenario.name, scenario.title) for scenario in found]))


def show_one(name: str, settings: Sequence[str], *, as_toml: bool, as_json: bool) -> None:
    """Print a scenario."""
    scenario = with_settings(load_scenario(name), settings)
    if as_toml:
        show_document(scenario_to_toml(scenario))
    elif as_json:
        show_json(_document(scenario))
    else:
        show(*_pages(scenario))


def show_schema() -> None:
    """Print the JSON Schema of scenario files."""
    show_document((SHIPPED / "schema.json").read_text(encoding="utf-8"))


def start(name: str, base: str | None) -> None:
    """Write a scenario to start from."""
    path = new_path(name, list_scenarios())
    loaded = load_scenario(base) if base is not None else None
    write_new(path, scenario_text(path, loaded, called_from(path.parent, base or "")))
    say(f"{path} is there to be changed; {typed('compare', path)} plays it.")


def _differing(scenario: Scenario) -> list[tuple[Declaration, object]]:
    """Parameters that differ from the defaults, with their values."""
    values = [(d, getattr(getattr(scenario.parameters, d.section), d.name)) for d in declarations()]
    return [(declared, value) for declared, value in values if value != declared.default]


def _document(scenario: Scenario) -> dict[str, Any]:
    stated = scenario.model_dump()
    return {
        key: stated[key]
        for key in ("name", "title", "question", "claims", "policies", "run", "parameters", "accounts", "segments")
    } | {"differs": {declared.key: value for declared, value in _differing(scenario)}}


def _pages(scenario: Scenario) -> Iterator[RenderableType]:
    yield Text(scenario.title or scenario.name, style="bold")
    if scenario.question:
        yield Text(scenario.question)
    if scenario.claims:
        yield Text(f"Claims behind it: {', '.join(scenario.claims)}.")
    yield Text("\nPolicies", style="bold")
    titles = [(policy.name, policy.title) for policy in map(load_policy, scenario.policies)]
    yield indented(two_columns(titles), 2)
    yield Text("\nAccounts", style="bold")
    yield from (indented(Text(f"{_called(account)}: {_described(account)}"), 2) for account in scenario.accounts)
    for segment in scenario.segments:
        opened = f"{segment.slots} slots, {100.0 * segment.knowledge:.0f}% known at the start"
        yield indented(Text(f"segment {segment.name}: {opened}"), 2)
    yield Text("\nWhat differs from the defaults", style="bold")
    differing = _differing(scenario)
    for declared, value in differing:
        yield line(declared, value).append(f"; default {declared.default}", style="dim")
        yield indented(Text(declared.meaning), 4)
    if not differing:
        yield Text("  No parameter.")
    run = scenario.run
    played = f"{run.rounds:,} rounds, {run.replications:,} times, with seed {run.seed}"
    yield Text(f"\nPlayed for {played}, unless options say otherwise.")


def _called(account: Account) -> str:
    return account.name if account.count == 1 else f"{account.name}, {account.count} of them"


def _described(account: Account) -> str:
    """The facts that are stated of an account."""
    traits = ("orientation", "own_margin", "support_worth", "level", "channel")
    facts = [f"size {number(account.size)}", *([account.type] if account.type is not None else [])]
    stated = [(trait.replace("_", " "), getattr(account, trait)) for trait in traits]
    facts += [f"{trait} {number(value)}" for trait, value in stated if value is not None]
    if account.reference:
        facts.append(f"a reference ({number(account.reference)})")
    if account.opens is not None:
        facts.append(f"opens {account.opens}")
    return ", ".join(facts)

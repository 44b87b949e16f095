"""``equipoise scenarios``: what can be played, and files of one's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from rich.console import RenderableType
from rich.text import Text

from equipoise.analysis.prose.numbers import percent
from equipoise.analysis.prose.stated import account_facts, own_levers
from equipoise.app.commands import completion, options
from equipoise.app.commands.catalogue import Catalogue, NewName, two_columns
from equipoise.app.commands.parameters import line
from equipoise.app.console import answer, indented, output, progress, show_document
from equipoise.app.files.new import called_from
from equipoise.app.files.templates import scenario_text
from equipoise.app.request import Request
from equipoise.sim.account import Account
from equipoise.sim.business.facts import stated
from equipoise.sim.files import (
    list_businesses,
    list_scenarios,
    load_policy,
    load_scenario,
    scenario_to_toml,
    split_settings,
    with_settings,
)
from equipoise.sim.files.settings import OWN
from equipoise.sim.parameters import Declaration, declarations
from equipoise.sim.scenario import Scenario
from equipoise.sim.shipped import SHIPPED
from equipoise.sim.wording import number

if TYPE_CHECKING:
    from equipoise.sim.business.understanding import Understanding

_BASE = "A scenario to start from; the file then states only what differs from it."

Base = Annotated[str | None, options.names("--base", completion.scenarios, _BASE)]
AsToml = Annotated[bool, options.switch("--toml", "Print it as a file with every default filled in.")]


def _entry(name: str) -> dict[str, Any]:
    return load_scenario(name).model_dump(include={"name", "title", "question", "claims", "policies"})


def _sound(file: str, settings: Sequence[str]) -> tuple[str, list[str]]:
    """Check a scenario, and the policies that it compares, as far as a few runs of a year."""
    from equipoise.app.arms import arms_of

    arms = arms_of([file], [], Request(settings))
    from equipoise.app.ready import make_ready, warnings_of

    make_ready()
    accounts, policies = len(arms[0].scenario.account_names), len(arms)
    told = f"{accounts} account{'s' * (accounts != 1)}, {policies} polic{'ies' if policies != 1 else 'y'}"
    return told, warnings_of(arms)


def _about(file: str, settings: Sequence[str]) -> Iterator[RenderableType]:
    """The business of a scenario as it is understood, if it states one; and its ranges."""
    scenario = _set(file, settings)
    yield from _understood(scenario)
    yield from _stated(scenario)
    yield from _ranges(scenario)


def _of_the_business(file: str, settings: Sequence[str]) -> dict[str, Any]:
    """The business of a scenario as it is understood, for JSON, if it states one."""
    found = _solved(_set(file, settings))
    if found is None:
        return {}
    from equipoise.experiments.business_document import business_document

    return {"business": business_document(found)}


def _set(file: str, settings: Sequence[str]) -> Scenario:
    return with_settings(load_scenario(file), split_settings(settings)[0])


def _stated(scenario: Scenario) -> Iterator[RenderableType]:
    """What is stated of accounts, and what holds for them whatever the policy."""
    from equipoise.app.pages.layout import heading

    if told := [*account_facts(scenario), *own_levers(scenario)]:
        yield Text()
        yield heading("Stated of accounts")
        yield from map(Text, told)


def _ranges(scenario: Scenario) -> Iterator[RenderableType]:
    """Which of its numbers are drawn for each run."""
    if scenario.varies:
        from equipoise.app.pages.ranges import ranges_page

        yield Text()
        yield from ranges_page(scenario)


def _understood(scenario: Scenario) -> Iterator[RenderableType]:
    found = _solved(scenario)
    if found is None:
        return
    from equipoise.app.pages.business import business_page

    yield Text()
    yield from business_page(found, output())


def _solved(scenario: Scenario) -> "Understanding | None":
    """How the business of a scenario is understood; its market is solved for that."""
    if scenario.business is None:
        return None
    from equipoise.app.ready import SOLVING, make_ready
    from equipoise.sim.business.understanding import understood  # noqa: PLC0415 - it is heavy to load

    make_ready()
    with progress(SOLVING, 1.0):
        return understood(scenario)


def shipped_scenarios() -> list[str]:
    """Name all that come with the program, those of whole businesses last."""
    return [*list_scenarios(), *list_businesses()]


CATALOGUE = Catalogue("scenarios", shipped_scenarios, _entry, _sound, _about, _of_the_business, settable=True)


def _show(
    scenario: options.Scenario,
    settings: options.Settings = None,
    as_toml: AsToml = False,
    as_json: options.AsJson = False,
) -> None:
    """Show a scenario: its question, what differs from the defaults, its accounts and policies."""
    found = with_settings(load_scenario(scenario), settings or [])
    if as_toml:
        show_document(scenario_to_toml(found))
    else:
        answer(_document(found), _pages(found), as_json=as_json)


def new(name: NewName, base: Base = None) -> None:
    """Write a commented file to start a scenario of your own from. It overwrites nothing."""

    def text(path: Path) -> str:
        loaded = load_scenario(base) if base is not None else None
        return scenario_text(path, loaded, called_from(path.parent, base or ""))

    CATALOGUE.start(name, text, "compare")


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    show_document((SHIPPED / "schema.json").read_text(encoding="utf-8"))


scenarios = CATALOGUE.commands(_show, new, schema)


def _differing(scenario: Scenario) -> list[tuple[Declaration, object]]:
    """Parameters that differ from the defaults, with their values."""
    values = [(d, getattr(getattr(scenario.parameters, d.section), d.name)) for d in declarations()]
    return [(declared, value) for declared, value in values if value != declared.default]


def _document(scenario: Scenario) -> dict[str, Any]:
    own = scenario.model_dump()
    return (
        {
            key: own[key]
            for key in ("name", "title", "question", "claims", "policies", "run", "parameters", "accounts", "segments")
        }
        | ({"business": own["business"]} if scenario.business is not None else {})
        | ({"ranges": own["ranges"], "draws": own["draws"]} if scenario.varies else {})
        | {"differs": {declared.key: value for declared, value in _differing(scenario)}}
    )


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
        opened = f"{segment.slots} slots, {percent(segment.knowledge, 0)} known at the start"
        yield indented(Text(f"segment {segment.name}: {opened}"), 2)
    yield from _understood(scenario)
    yield Text("\nWhat differs from the defaults", style="bold")
    differing = _differing(scenario)
    for declared, value in differing:
        yield line(declared, value).append(f"; default {declared.default}", style="dim")
        yield indented(Text(declared.meaning), 4)
    if not differing:
        yield Text("  No parameter.")
    yield from _ranges(scenario)
    run = scenario.run
    played = f"{run.rounds:,} rounds, {run.replications:,} times, with seed {run.seed}"
    yield Text(f"\nPlayed for {played}, unless options say otherwise.")


def _called(account: Account) -> str:
    return account.name if account.count == 1 else f"{account.name}, {account.count} of them"


def _plain(value: object) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _described(account: Account) -> str:
    """The facts that are stated of an account."""
    traits = ("orientation", "own_margin", "support_worth", "level", "channel")
    facts = [f"{fact.replace('_', ' ')} {_plain(value)}" for fact, value in stated(account).items()]
    facts = [*(facts or [f"size {number(account.size)}"]), *([account.type] if account.type is not None else [])]
    of_engine = [(trait.replace("_", " "), getattr(account, trait)) for trait in traits]
    facts += [f"{trait} {number(value)}" for trait, value in of_engine if value is not None]
    if account.reference:
        facts.append(f"a reference ({number(account.reference)})")
    if account.opens is not None:
        facts.append(f"opens {account.opens}")
    if account.policy is not None:
        facts += [f"{OWN}.{lever} {number(value)}" for lever, value in account.policy.stated.items()]
    return ", ".join(facts)

"""The report on a comparison; beside sentences, its first page has the business, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.business import behind, not_met, not_met_in_short, stands_out
from equipoise.analysis.prose.business_accounts import account_rows
from equipoise.analysis.prose.choosing import at_once
from equipoise.analysis.prose.headings import title_of
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import many
from equipoise.analysis.prose.stated import account_facts
from equipoise.app.measures import groups_of, parts_of
from equipoise.app.pages.answer import money_cells, rests_on_words
from equipoise.app.pages.assumed import assumed
from equipoise.app.pages.business import business_cells
from equipoise.app.pages.comparison import report_tables
from equipoise.app.pages.html import embedded, page
from equipoise.app.pages.layout import Cells
from equipoise.app.pages.not_compared import not_compared_words, options_for_them
from equipoise.app.pages.policies import described, policies_line
from equipoise.app.pages.ranges import ranges_cells
from equipoise.app.pages.rests_on import rests_on_legend, rests_on_table
from equipoise.app.pages.set_here import set_here
from equipoise.experiments.versions import installed_versions
from equipoise.sim.business.understanding import understood
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from equipoise.experiments.outputs import Material
    from equipoise.sim.account import Account
    from equipoise.sim.scenario import Scenario


def comparison_report(material: Material, command: str) -> str:
    """Make the page of the report."""
    comparison = material.comparison
    scenarios = list({arm.scenario.name: arm.scenario for arm in material.arms}.values())
    policies = list({arm.policy.name: arm.policy for arm in material.arms}.values())
    rests_on = comparison.rests_on
    images = embedded(material.images)
    return page(
        "comparison.html.j2", comparison=comparison,
        rests_on=rests_on and (rests_on_table(rests_on), rests_on_legend(rests_on), rests_on.sentence),
        rests_on_words=rests_on_words(comparison), at_once=at_once(comparison),
        span=years(comparison.rounds / ROUNDS_A_YEAR),
        money=[money_cells(comparison)] if comparison.horizons else [],
        tables=report_tables(comparison, parts_of(comparison, groups_of(scenarios))),
        businesses=[the_business(scenario) for scenario in scenarios],
        assumed=[*filter(None, [set_here(command)]), *assumed(scenarios[0], comparison, "on the second page")],
        not_compared=not_compared_words(material.arms), options_for_others=options_for_them(material.arms),
        ranges=[ranges_cells(comparison.ranges, len(scenarios))] if comparison.ranges else [],
        pictures=[(picture, images[picture.name]) for picture in material.pictures],
        policies=[(policy.name, described(policy)) for policy in policies],
        policies_line=policies_line(comparison, policies, scenarios),
        kept=material.kept, versions=installed_versions(), command=command,
    )  # fmt: skip


_MOST_ACCOUNTS = 12
_LARGEST = 4
"""Accounts of a stated business that have a row on the first page, which is one sheet of paper."""


class Described(NamedTuple):
    """A business on the first page: as the program understands a stated one, else what the scenario has of it."""

    title: str
    rows: list[tuple[str, str]]
    tables: list[Cells]  # of the largest accounts
    later: list[Cells]  # for the second page: the first year, all accounts, and what was taken for what is not stated
    sentences: list[str]
    behind: list[str]  # for the second page


def the_business(scenario: Scenario) -> Described:
    """Describe the business of a scenario."""
    one = understood(scenario)
    title = title_of(scenario) or scenario.name
    facts = account_facts(scenario)
    if one is None:
        return Described(title, _rows(scenario), [], [], [], facts)
    year, accounts, taken = business_cells(one, with_keys=False)
    largest = Cells(accounts.head, account_rows(one, _LARGEST))
    later = [year, *([accounts] if accounts.rows != largest.rows else []), *([taken] if taken.rows else [])]
    first = [*stands_out(one), *not_met_in_short(one)]
    return Described(title, [], [largest], later, first, [*behind(one), *not_met(one), *facts])


def _rows(scenario: Scenario) -> list[tuple[str, str]]:
    """What a scenario without a stated business has of it."""
    vendor = scenario.parameters.vendor
    flow = ROUNDS_A_YEAR * vendor.fixed_cost
    written = amounts(None, (vendor.cash, flow))
    rows = [
        ("Cash at the start", written.write(vendor.cash)),
        ("Fixed cost", f"{written.write(flow)} a year"),
        ("Places for accounts", f"{vendor.slots}, of which {len(scenario.account_names)} are held at the start"),
    ]
    shown = scenario.accounts[:_MOST_ACCOUNTS]
    rows += [(_called(account), _account(account)) for account in shown]
    if more := len(scenario.accounts) - len(shown):
        rows.append(("Besides", many(more, "further account")))
    return rows


def _called(account: Account) -> str:
    return account.name if account.count == 1 else f"{account.name}, {account.count} of them"


def _account(account: Account) -> str:
    """Size and orientation of an account."""
    size = f"buys {account.size:.3g} {'unit' if account.size == 1.0 else 'units'} a quarter"
    stated = account.orientation is not None or account.type is not None
    wants = f"orientation {account.orientation:.2g}" if account.orientation is not None else f"type {account.type}"
    return f"{size}; {wants if stated else 'orientation drawn anew each run'}"

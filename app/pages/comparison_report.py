"""The report on a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.measures import groups_of, parts_of
from equipoise.app.pages.answer import money_cells
from equipoise.app.pages.comparison import report_tables
from equipoise.app.pages.first_page import assumed, the_business
from equipoise.app.pages.html import embedded, page
from equipoise.app.pages.ranges import ranges_cells
from equipoise.app.pages.rests_on import rests_on_legend, rests_on_table
from equipoise.experiments.versions import installed_versions

if TYPE_CHECKING:
    from equipoise.experiments.outputs import Material


def comparison_report(material: Material, command: str) -> str:
    """Make the page of the report."""
    comparison = material.comparison
    scenarios = list({arm.scenario.name: arm.scenario for arm in material.arms}.values())
    policies = list({arm.policy.name: arm.policy for arm in material.arms}.values())
    rests_on = comparison.rests_on
    images = embedded(material.images)
    return page(
        "comparison.html.j2",
        comparison=comparison,
        rests_on=rests_on and (rests_on_table(rests_on), rests_on_legend(rests_on), rests_on.sentence),
        money=[money_cells(comparison, risk=True)] if comparison.horizons else [],
        tables=report_tables(comparison, parts_of(comparison, groups_of(scenarios))),
        businesses=[the_business(scenario) for scenario in scenarios],
        assumed=assumed(comparison, scenarios[0]),
        ranges=[ranges_cells(comparison.ranges, len(scenarios))] if comparison.ranges else [],
        pictures=[(picture, images[picture.name]) for picture in material.pictures],
        policies=policies,
        kept=material.kept,
        versions=installed_versions(),
        command=command,
    )

"""Tables that users read: a row a run, a relationship, a relationship and round, a vendor and round."""

from __future__ import annotations

from equipoise.sim.tables.naming import CAUSES, account_labels, cause_series
from equipoise.sim.tables.outcomes import outcomes_table
from equipoise.sim.tables.panel import PANEL_COLUMNS, panel_table
from equipoise.sim.tables.relationships import RELATIONSHIP_COLUMNS, relationships_table
from equipoise.sim.tables.vendor import VENDOR_PANEL_COLUMNS, vendor_panel_table

__all__ = [
    "CAUSES",
    "PANEL_COLUMNS",
    "RELATIONSHIP_COLUMNS",
    "VENDOR_PANEL_COLUMNS",
    "account_labels",
    "cause_series",
    "outcomes_table",
    "panel_table",
    "relationships_table",
    "vendor_panel_table",
]

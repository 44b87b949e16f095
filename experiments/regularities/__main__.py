"""Regenerates docs/regularities.md: ``python -m equipoise.experiments.regularities``, some minutes."""

from __future__ import annotations

import sys

from equipoise.experiments.regularities.page import OTHER_SEEDS, PAGE, regularities_page
from equipoise.experiments.regularities.population import QUICK_VENDORS
from equipoise.experiments.regularities.study import find_all

if __name__ == "__main__":
    print("in full", file=sys.stderr, flush=True)  # noqa: T201 - it takes a while, and somebody waits
    full = find_all()
    print("quick, and other populations", file=sys.stderr, flush=True)  # noqa: T201 - likewise
    quick = find_all(vendors=QUICK_VENDORS, why=False)
    others = [find_all(seed=seed, why=False) for seed in OTHER_SEEDS]
    PAGE.write_text(regularities_page(full, quick, others), encoding="utf-8", newline="\n")

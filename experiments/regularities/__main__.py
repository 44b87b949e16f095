"""Regenerates docs/regularities.md: ``python -m experiments.regularities``, a minute or two."""

from __future__ import annotations

import sys

from experiments.regularities.page import PAGE, regularities_page
from experiments.regularities.study import find_all

if __name__ == "__main__":
    print("in full", file=sys.stderr, flush=True)  # noqa: T201 - it takes a while, and somebody waits
    full = find_all()
    print("quick", file=sys.stderr, flush=True)  # noqa: T201 - likewise
    PAGE.write_text(regularities_page(full, find_all(quick=True)), encoding="utf-8", newline="\n")

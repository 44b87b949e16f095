"""The digest of the rules: a manifest says by it what played, and other sources give another."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from equipoise import sim

_NO_RULES = (
    *("files/", "faults.py", "wording.py", "numbers.py", "nearness.py", "doubts.py", "tables"),
    *("agents.py", "model.py"),
)
"""Sources that read, write and tell, or that drive single runs: nothing that an ensemble plays."""


@cache
def rules_digest() -> str:
    """Shorten the sources of the rules."""
    folder = Path(sim.__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(_NO_RULES):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]

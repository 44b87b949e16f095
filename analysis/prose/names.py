"""What arms are called in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.analysis.results import Comparison


def spoken(arm: str) -> str:
    """A name as a sentence has it: in quotes where its own commas would be taken for the sentence's."""
    return _in_quotes(arm) if "," in arm else arm


def in_list(arm: str) -> str:
    """A name among others: in quotes where it is of several words, which would read as more than one."""
    return _in_quotes(arm) if " " in arm else spoken(arm)


def _in_quotes(name: str) -> str:
    """The same in quotes, if it is not; those of names within it are others."""
    is_quoted = name[:1] == name[-1:] == '"' and '"' not in name[1:-1]
    within = name.replace('"', "'")
    return name if is_quoted else f'"{within}"'


_END = re.compile(r"[:.;](?:\s|$)")


def in_short(about: str) -> str:
    """The beginning of what a policy says of itself, as it stands behind its name."""
    words = " ".join(about.split())
    return _END.split(f"{words[:1].lower()}{words[1:]}", maxsplit=1)[0]


def as_spoken(comparison: Comparison) -> Comparison:
    """The same comparison, its arms called as sentences call them."""
    return replace(
        comparison,
        arms=[replace(arm, name=spoken(arm.name)) for arm in comparison.arms],
        differences=[
            replace(one, arm=spoken(one.arm), against=spoken(one.against), twin=spoken(one.twin))
            for one in comparison.differences
        ],
        horizons=[
            replace(
                horizon,
                arms={spoken(name): view for name, view in horizon.arms.items()},
                differences={spoken(name): view for name, view in horizon.differences.items()},
            )
            for horizon in comparison.horizons
        ],
        returns=[replace(one, arm=spoken(one.arm), against=spoken(one.against)) for one in comparison.returns],
    )

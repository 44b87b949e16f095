"""The dependence planes of several accounts, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.analysis.figures.labels import key, key_height
from equipoise.analysis.figures.plane import SUBTITLE, Track, draw_plane, track_of
from equipoise.analysis.figures.style import MARGIN, TEXT_SIZE, WIDTH, Picture, house_style, sheet
from equipoise.analysis.figures.text import measure, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.analysis.figures.by_round import ByRound

_LARGE = 2  # more columns than this are drawn small
_COLUMNS = (1, 2, 3, 2, 3, 3, 4, 4)  # by the number of accounts

_CAPTION = (
    "Planes as of one account alone, on the same scale. Above the diagonal the account depends on the vendor more "
    "than the vendor on it; below, the account has the upper hand. Each line is a mean over the runs in which that "
    "account is still held."
)


def dependence_by_account(arms: Mapping[str, Mapping[str, ByRound]], accounts: Sequence[str]) -> Picture:
    """Draw the dependence planes of several accounts."""
    names, columns = list(arms), _COLUMNS[len(accounts) - 1]
    tracks = {label: {name: track_of(by[label]) for name, by in arms.items() if label in by} for label in accounts}
    title = _title(tracks)
    left, gap, rows = 0.95, 0.3, -(-len(accounts) // columns)
    side = (WIDTH - left - MARGIN - gap * (columns - 1)) / columns
    with house_style():
        headings = [shorten(label, side, TEXT_SIZE, lines=2, bold=True) for label in accounts]
        heading = max(measure(words, TEXT_SIZE)[1] for words in headings) + 0.06
        above, pitch = key_height(names, WIDTH), heading + side + 0.4
        page = sheet(title, SUBTITLE, above + rows * pitch + 0.45)
        key(page, names)
        for k, (words, by_arm) in enumerate(zip(headings, tracks.values(), strict=True)):
            row, column = divmod(k, columns)
            across, down = left + column * (side + gap), above + row * pitch
            page.text(across, down + heading - 0.06 - measure(words, TEXT_SIZE)[1], words, weight="bold")
            axes = page.axes(across, down + heading, side, side)
            draw_plane(axes, names, by_arm, small=columns > _LARGE)
            axes.tick_params(labelleft=column == 0, labelbottom=k + columns >= len(accounts))
        middle, bottom = left + (WIDTH - left - MARGIN) / 2, above + rows * pitch
        page.text(middle, bottom, "Vendor's dependence on the account", ha="center")
        up: dict[str, Any] = {"rotation": 90, "rotation_mode": "anchor", "ha": "center"}
        page.text(0.45, bottom / 2, "Account's dependence on the vendor", **up)
    return Picture("dependence-by-account", title, _CAPTION, page.figure)


def _title(tracks: Mapping[str, Mapping[str, Track]]) -> str:
    """Say on which account the vendor ends up depending most, and on which least."""
    ends = {
        account: float(np.mean([track.points[-1, 0] for track in by_arm.values() if len(track.points)]))
        for account, by_arm in tracks.items()
        if any(len(track.points) for track in by_arm.values())
    }
    if not ends:
        return "No account is held long enough to be drawn"
    most, least = max(ends, key=lambda account: ends[account]), min(ends, key=lambda account: ends[account])
    said = f"The vendor ends up depending most on {most} ({ends[most]:.2f})"
    return f"{said}, least on {least} ({ends[least]:.2f}); means over the arms" if most != least else said

"""How much room text takes, and where to break it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

Renderer: TypeAlias = Any  # of Matplotlib, which leaves its methods untyped
LINE = 1.25  # height of a line, in font sizes

_POINTS = 72.0


@lru_cache(maxsize=4096)
def _width(line: str, size: float, *, bold: bool) -> float:
    font = FontProperties(family=["DejaVu Sans"], size=size, weight="bold" if bold else "normal")
    width, _, _ = _renderer().get_text_width_height_descent(line, font, ismath=False)
    return float(width) / _POINTS


@lru_cache(maxsize=1)
def _renderer() -> Renderer:
    make: Renderer = RendererAgg
    return make(1, 1, _POINTS)


def measure(text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
    """Room that a text takes."""
    lines = text.split("\n")
    return max(_width(line, size, bold=bold) for line in lines), len(lines) * size * LINE / _POINTS


def baseline(size: float, line: int = 0) -> float:
    """Inches from the top of a text to the baseline of one of its lines, counted from 0."""
    return (0.95 + line * LINE) * size / _POINTS


def shorten(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> str:
    """Wrap a text, and cut what is beyond so many lines, with an ellipsis."""
    whole = wrap(text, room, size, bold=bold).split("\n")
    if len(whole) <= lines:
        return "\n".join(whole)
    last = whole[lines - 1]
    while last and _width(last + "\u2026", size, bold=bold) > room:
        last = last[:-1]
    return "\n".join([*whole[: lines - 1], last.rstrip() + "\u2026"])


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Break a text into lines that fit."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, room, size, bold=bold)
        lines += whole
    return "\n".join([*lines, line])


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Break one word; every piece but the last fills a line."""
    pieces = []
    while _width(word, size, bold=bold) > room:
        fits = max((n for n in range(1, len(word)) if _width(word[:n], size, bold=bold) <= room), default=1)
        behind = max(word.rfind(mark, 0, fits) for mark in "-/_") + 1
        cut = behind if behind > fits // 2 else fits
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]

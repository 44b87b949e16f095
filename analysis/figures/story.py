"""One run's story: price, support and commitment over time, with demands, red flags and the end."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from matplotlib.ticker import MaxNLocator, PercentFormatter

from equipoise.analysis.figures.labels import bands_of_arms
from equipoise.analysis.figures.palette import MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import YEARS, by_years, house_style, sheet
from equipoise.analysis.figures.text import wrap
from equipoise.analysis.prose.assumed import in_words
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.numbers import are, listed
from equipoise.analysis.prose.units import PLAIN
from equipoise.sim.rules.red_flags import FLAG_WORDS
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.prose.units import Units


MOST_ARMS = 4  # most arms of which a run is told

_ROWS = {
    "price": ("Price", "{price}; dotted: the best rival quote", 1.15),
    "support": ("Support", "{price}, at the vendor's cost; dotted: its efficient level", 1.15),
    "commitment": ("Commitment", "share of the account's wallet bound by contract", 0.9),
    "demands": ("Demands", "{money}; outlined: asked for, filled: granted", 0.9),
    "red_flags": ("Red flags", "", 0.9),
}
_CAUSES = {words: cause for cause, words in CAUSE_WORDS.items()}
_BESIDE = {"price": "quote", "support": "efficient_support"}
_LEFT, _GAP, _ABOVE = 2.6, 0.14, 0.36
_SUBTITLE = "Contract terms, demands and red flags, {step} by {step}, under the same luck. Shaded: after the end"
_CAPTION = (
    "One run out of {runs:,}, number {replication}. Of the runs in which {which}, it is the one nearest to the "
    "average in length and contribution margin. Arms face the same luck{unseen}. A single run shows how things come "
    "about; what happens on average stands in the other figures."
)
ANY = "the relationship with {account} goes differently between the arms shown (of all, if there is none)"


@house_style()
def story(  # noqa: PLR0913 - a run, of which account and of how many, and how it is written
    panels: Mapping[str, pl.DataFrame],
    account: str,
    rounds: int,
    replication: int,
    runs: int,
    which: str = "",
    arms: Sequence[str] = (),
    *,
    units: Units = PLAIN,
) -> Picture:
    """Draw what happens between the vendor and an account in one run.

    ``which`` says of which runs it is one; ``arms`` are all that are compared, where not all of them are told of.
    """
    unseen = [name for name in arms if name not in panels]
    not_shown = f"; {listed(unseen, most=inf)} {are(len(unseen))} not shown" if unseen else ""
    rows = {name: _of(panel, account) for name, panel in panels.items()}
    written = amounts(units.money, _limits(rows, "demands"))
    rows = rows if units.money is None else _in_units(rows, written)
    limits = {row: _limits(rows, row) for row in _ROWS if row != "red_flags"}
    (band,) = bands_of_arms(list(rows), _LEFT, list(arms))
    height = band.height + _ABOVE + sum(tall + _GAP for _, _, tall in _ROWS.values())
    page = sheet(_title(rows, account, replication, units), _SUBTITLE.format(step=units.step), height + 0.5)
    top = band.write(page, 0.0) + _ABOVE
    price = "money a unit" if units.money is None else "% of the list price"
    for row, (words, of, tall) in _ROWS.items():
        unit = of.format(price=price, money=written.unit)
        page.text(MARGIN, top, words, weight="bold")
        page.text(MARGIN, top + 0.2, wrap(unit, 1.5, SMALL_SIZE - 1), SMALL_SIZE - 1, color=QUIET)
        for column in band.columns:
            panel = rows[column.name]
            axes = page.axes(column.left, top, column.width, tall)
            _draw(axes, row, panel, column.position)
            _end(axes, panel, rounds)
            axes.set_xlim(-0.5, rounds + 0.5)
            if row in limits:
                axes.set_ylim(*limits[row])
            axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, min_n_ticks=1, steps=[1, 2, 4, 5, 8, 10]))
            if units.money is not None:
                by_years(axes, rounds, 5)
            if units.money is not None and row in _BESIDE:
                axes.yaxis.set_major_formatter(PercentFormatter(100.0, symbol="%"))
            axes.tick_params(labelleft=column.first, labelbottom=row == "red_flags")
            if row == "price":
                page.small(column.left, band.height - 0.06, _fate(panel, units), column.width, lines=2, color=QUIET)
        top += tall + _GAP
    page.text(
        _LEFT + (WIDTH - _LEFT - MARGIN) / 2,
        top + 0.18,
        "Round (a quarter)" if units.money is None else YEARS,
        ha="center",
    )
    chosen = which or ANY.format(account=account)
    caption = _CAPTION.format(runs=runs, replication=replication, which=chosen, unseen=not_shown)
    return page.picture("one-run", caption)


def _of(panel: pl.DataFrame, account: str) -> pl.DataFrame:
    """Rows of an account by round; a round that ended before rivals quoted has no quote."""
    quote = pl.when(pl.col("quote") > 0.0).then(pl.col("quote")).otherwise(float("nan"))
    return panel.filter(pl.col("account") == account).sort("round").with_columns(quote.alias("quote"))


def _draw(axes: Axes, row: str, panel: pl.DataFrame, position: int) -> None:
    """Draw one row of the story of one arm."""
    rounds = panel["round"].to_numpy()
    colour = arm_style(position).colour
    axes.grid(axis="x" if row == "red_flags" else "y")
    if row == "red_flags":
        _flags(axes, panel, colour)
    elif row == "demands":
        axes.bar(rounds, panel["asked"].to_numpy(), 0.8, facecolor="white", edgecolor=colour, linewidth=0.8)
        axes.bar(rounds, panel["granted"].to_numpy(), 0.8, facecolor=colour, edgecolor=colour, linewidth=0.8)
        axes.yaxis.set_major_locator(MaxNLocator(3))
    else:
        dot = "." if len(panel) == 1 else ""  # a step needs two rounds to be seen
        look: dict[str, Any] = {"where": "mid", "color": colour, "linewidth": 1.8, "clip_on": False}
        axes.step(rounds, panel[row].to_numpy(), marker=dot, **look)
        if row in _BESIDE:
            axes.plot(rounds, panel[_BESIDE[row]].to_numpy(), color=QUIET, linewidth=1.0, linestyle=(0, (1, 1.5)))
        axes.yaxis.set_major_locator(MaxNLocator(4))
        if row == "commitment":
            axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
            axes.set_yticks([0, 0.5, 1])


def _in_units(rows: Mapping[str, pl.DataFrame], written: Amounts) -> dict[str, pl.DataFrame]:
    """The rows of a business: prices in per cent of the list price, and demands in the currency."""
    factors = dict.fromkeys(("price", "quote", "support", "efficient_support"), 100.0)
    factors |= dict.fromkeys(("asked", "granted"), written.scale)
    scaled = [pl.col(name) * factor for name, factor in factors.items()]
    return {name: panel.with_columns(scaled) for name, panel in rows.items()}


def _flags(axes: Axes, panel: pl.DataFrame, colour: str) -> None:
    """Draw a strip for every flag, filled in the rounds in which it is up."""
    flags, rounds = panel["red_flags"].to_numpy(), panel["round"].to_numpy()
    for strip, bit in enumerate(FLAG_WORDS):
        up = rounds[(flags & bit) > 0]
        spells = [spell for spell in np.split(up, np.flatnonzero(np.diff(up) > 1) + 1) if len(spell)]
        bars = [(float(spell[0]) - 0.5, float(len(spell))) for spell in spells]
        axes.broken_barh(bars, (strip - 0.3, 0.6), facecolor=colour)
    axes.set_ylim(len(FLAG_WORDS) - 0.5, -0.5)
    axes.set_yticks(range(len(FLAG_WORDS)), list(FLAG_WORDS.values()), fontsize=SMALL_SIZE - 1)


def _end(axes: Axes, panel: pl.DataFrame, rounds: int) -> None:
    """Mark the end, and shade what is after it."""
    if _cause(panel) == CAUSE_WORDS[Cause.NONE]:
        return
    last = int(panel["round"][-1]) + 0.5
    axes.axvspan(last, rounds + 0.5, facecolor="#f2f2f2", edgecolor="none", zorder=0)
    axes.axvline(last, color=QUIET, linewidth=1.2)


def _cause(panel: pl.DataFrame) -> str:
    return str(panel["cause"][-1]) if len(panel) else CAUSE_WORDS[Cause.NONE]


def _fate(panel: pl.DataFrame, units: Units) -> str:
    cause = _cause(panel)
    if cause == CAUSE_WORDS[Cause.NONE]:
        return f"{cause} at the horizon"
    last = int(panel["round"][-1])
    when = f"round {last}" if units.money is None else units.when(last)
    return f"ends in {when} ({in_words(_CAUSES[cause])})"


def _title(rows: Mapping[str, pl.DataFrame], account: str, replication: int, units: Units) -> str:
    """Say how the relationship goes, arms that go alike together."""
    fates: dict[str, list[str]] = {}
    for name, panel in rows.items():
        fates.setdefault(_fate(panel, units), []).append(name)
    ends = "; ".join(f"{fate} with {listed(names, most=inf)}" for fate, names in fates.items())
    return f"{account} in run {replication}: {ends}"


def _limits(rows: Mapping[str, pl.DataFrame], row: str) -> tuple[float, float]:
    """The same limits for all arms."""
    if row == "commitment":
        return 0.0, 1.0
    columns: Sequence[str] = {
        "demands": ("asked", "granted"),
        "price": ("price", "quote"),
        "support": ("support", "efficient_support"),
    }[row]
    values = np.concatenate([panel[column].to_numpy() for panel in rows.values() for column in columns])
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    if row != "price":
        low = min(low, 0.0)
    room = 0.06 * (high - low) or 0.1
    return low - (room if row == "price" else 0.0), high + room

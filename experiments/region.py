"""Where being a strategic vendor pays: what docs/calibration.md says of the study that stands beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from equipoise.analysis.association import spearman
from equipoise.analysis.figures.palette import INK, MARGIN, SMALL_SIZE, arm_style
from equipoise.analysis.figures.style import Picture, house_style, sheet
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.reading import load_study

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.experiments.studies.plan import Plan

STUDY = Path(__file__).resolve().parent.parent / "docs" / "calibration-region.toml"
RESULTS = STUDY.with_suffix(".csv")
MEASURES = ("contribution_margin", "survival", "contribution", "gtm_failure")
"""Margin, survival and money a round of the account; and whether the vendor itself fails, where ahead is worse."""

CONTRIBUTION, ORIENTATION, WORTH, FIRST_GUESS = 0.4, 0.6, 1.5, 0.5
"""Where the space is parted: contribution at level 5, orientation, worth of support, first guess of orientation."""

COPIED = "hierarchy.imitable"
"""What rivals can copy: the axis that every lead is told over."""

SURE_OF_ONE = 0.11
"""Rank correlation over 300 points that chance exceeds once in twenty axes."""

FAILS = 0.1
"""Lead in the chance of failing from which the vendor counts as failing more often."""


@cache
def plan() -> Plan:
    """The study: a Latin hypercube, half of every default either way."""
    return load_study(STUDY)


@cache
def points() -> NDArray[np.float64]:
    """Its design, shape (points, factors): shares of each range."""
    unit = lay_out(plan()).unit
    assert unit is not None, "a Latin hypercube has its points in the unit cube"  # noqa: S101 - for mypy
    return unit


def leads_of(table: pl.DataFrame) -> NDArray[np.float64]:
    """The strategic vendor's leads at the points of the study's table, and the half-widths of their 95% intervals.

    Shape (points, 2 * measures), in the order of :data:`MEASURES`.
    """
    last = plan().policies[-1].name
    own = table.filter(policy=last, account=plan().accounts[-1]).sort("point")
    every = table.filter(policy=last, account="all").sort("point")
    chosen = [every if measure == "gtm_failure" else own for measure in MEASURES]
    reach = float(stdtrit(plan().study.replications - 1.0, 0.975))
    leads = [rows[f"{measure}_lead"].to_numpy() for measure, rows in zip(MEASURES, chosen, strict=True)]
    errors = [rows[f"{measure}_lead_se"].to_numpy() for measure, rows in zip(MEASURES, chosen, strict=True)]
    return np.stack([*leads, *(reach * error for error in errors)], axis=1).astype(np.float64)


def save(results: NDArray[np.float64]) -> None:
    """Write the leads of every point, and the half-widths of their intervals, beside the document."""
    names = [*MEASURES, *(f"{measure}_half_width" for measure in MEASURES)]
    np.savetxt(RESULTS, results, fmt="%.6f", delimiter=",", header=",".join(names), comments="")


def load() -> NDArray[np.float64]:
    """What :func:`save` wrote, to six decimals."""
    return np.asarray(np.loadtxt(RESULTS, delimiter=",", skiprows=1, ndmin=2))


def correlations(results: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank correlation (Spearman) of each factor with each lead; NaN where one does not vary by more than rounding."""
    return np.array([[spearman(share, lead).value for lead in results.T[: len(MEASURES)]] for share in points().T])


def _parts() -> dict[str, NDArray[np.bool_]]:
    """Parts of the space, by what a strategist would ask."""
    values = np.array(lay_out(plan()).values, np.float64)
    found = {target.key: values[:, k] for k, target in enumerate(plan().targets)}
    contributes = found["hierarchy.contribution"] >= CONTRIBUTION
    wants = found["accounts.Giant.orientation"] >= ORIENTATION
    screen = found["policy.strategic.screen"]
    modest = found["product.support_worth"] <= WORTH
    return {
        "the whole space": np.ones(len(values), bool),
        f"contribution at level 5 at least {CONTRIBUTION} (its default)": contributes,
        f"contribution below {CONTRIBUTION}": ~contributes,
        f"orientation at least {ORIENTATION}": wants,
        f"orientation below {ORIENTATION}": ~wants,
        f"worth of support at most {WORTH} (its default)": modest,
        f"worth of support above {WORTH}": ~modest,
        f"screen at most {FIRST_GUESS}, the first guess of orientation": screen <= FIRST_GUESS,
        f"screen above {FIRST_GUESS}": screen > FIRST_GUESS,
        f"contribution at least {CONTRIBUTION}, orientation at least {ORIENTATION}": contributes & wants,
        f"the same, and worth of support at most {WORTH}": contributes & wants & modest,
        f"contribution below {CONTRIBUTION}, orientation below {ORIENTATION}": ~contributes & ~wants,
    }


def tables(results: NDArray[np.float64], most: int = 14) -> dict[str, list[list[str]]]:
    """Tables ``region``, where the strategic vendor wins, and ``separators``, what tells that from where it loses."""
    leads, sure = results[:, : len(MEASURES)], results[:, len(MEASURES) :]
    whole = np.ones(len(leads), bool)
    region = [["part of the space", "points", "margin", "survival", "both", "money", "fails", "median leads"]]
    for name, part in _parts().items():
        region.append(_row(name, leads > 0, leads, part))
    region.append(_row("the vendor fails no more often, give or take .1", leads > 0, leads, ~_fails(leads)))
    region.append(_row("the vendor fails more often, by more than .1", leads > 0, leads, _fails(leads)))
    region.append([*_row("the whole space: clearly ahead (95%)", leads > sure, leads, whole)[:-1], ""])
    region.append([*_row("the whole space: clearly behind (95%)", leads < -sure, leads, whole)[:-1], ""])
    strength = correlations(results)
    strongest = np.argsort(-np.nan_to_num(np.abs(strength)).max(axis=1), kind="stable")[:most]
    found = [
        [f"`{plan().targets[k].key}`", *("-" if np.isnan(value) else f"{value:+.2f}" for value in strength[k])]
        for k in strongest
    ]
    return {"region": region, "separators": [["parameter", "margin", "survival", "money", "fails"], *found]}


def of_copying(results: NDArray[np.float64]) -> str:
    """Say how the axis that nobody knows correlates, beside what it does when it alone is moved."""
    which = [target.key for target in plan().targets].index(COPIED)
    values = correlations(results)[which]
    told = " / ".join("-" if np.isnan(value) else f"{value:+.2f}" for value in values)
    strong = np.nanmax(np.abs(values), initial=0.0) > SURE_OF_ONE
    return (
        f"`{COPIED}`, drawn from 0 to .5, correlates {told} with them, {'beyond' if strong else 'within'} what chance "
        "does to one axis. That is how much of what differs between these points goes with it, on the one account, "
        f"while {len(plan().targets) - 1} other axes move. How far it moves a lead by itself, over the whole vendor, "
        "stands in [10](#10-what-the-size-of-the-lead-hangs-on)."
    )


def _fails(leads: NDArray[np.float64]) -> NDArray[np.bool_]:
    fails: NDArray[np.bool_] = leads[:, MEASURES.index("gtm_failure")] > FAILS
    return fails


def _row(name: str, holds: NDArray[np.bool_], leads: NDArray[np.float64], part: NDArray[np.bool_]) -> list[str]:
    """Points of a part, the shares of them in which something holds by each measure, and the median leads."""
    if not part.any():
        return [name, "0", *["-"] * (len(MEASURES) + 2)]
    margin, survival, money, fails = holds[part].T
    shares = [f"{share.mean():.0%}" for share in (margin, survival, margin & survival, money, fails)]
    middle = " / ".join(f"{lead:+.3f}" for lead in np.median(leads[part][:, :-1], axis=0))
    return [name, str(part.sum()), *shares, middle]


def picture(results: NDArray[np.float64]) -> Picture:
    """Draw the leads in margin and in survival of every point."""
    title = "What being strategic to a large account changes, over half of every default either way"
    subtitle = "The strategic vendor's lead over the accommodating one, each mark a point of the hypercube"
    caption = "Right of the line the strategic vendor keeps the account more often; above it, the margin is higher."
    fails = _fails(results[:, : len(MEASURES)])
    with house_style():
        page = sheet(title, subtitle, 5.6)
        ax = page.axes(MARGIN + 0.75, 0.1, page.width - 2 * MARGIN - 0.8, 4.8)
        for words, part, look in (
            ("the vendor fails no more often, give or take .1", ~fails, arm_style(1)),
            ("the vendor fails more often, by more than .1", fails, arm_style(2)),
        ):
            x, y = results[part, 1], results[part, 0]
            ax.scatter(x, y, s=22, marker=look.marker, facecolors="none", edgecolors=look.colour, label=words)
        low, high = ax.get_ylim()
        ax.set_ylim(low - 0.3 * (high - low), high + 0.12 * (high - low))  # room for words beyond the marks
        _quarters(ax, results[:, :2] > 0)
    return Picture("calibration-region", title, caption, page.figure)


def _quarters(ax: Axes, ahead: NDArray[np.bool_]) -> None:
    """Mark the quarters of the plane, and the share of points in each."""
    ax.axhline(0.0, color=INK, linewidth=0.8)
    ax.axvline(0.0, color=INK, linewidth=0.8)
    ax.set_xlabel("lead in survival of the account over ten years")
    ax.set_ylabel("lead in contribution margin")
    ax.legend(loc="lower right", frameon=False, borderaxespad=0.0)
    margin, survival = ahead.T
    for x, y, side, part, words in (
        (0.99, 0.97, "right", margin & survival, "ahead on both"),
        (0.01, 0.97, "left", margin & ~survival, "ahead on margin alone"),
        (0.01, 0.17, "left", ~margin & ~survival, "ahead on neither"),
        (0.99, 0.17, "right", ~margin & survival, "ahead on survival alone"),
    ):
        share = f"{words}: {part.mean():.0%}"
        ax.text(x, y, share, transform=ax.transAxes, ha=side, va="center", fontsize=SMALL_SIZE + 1, weight="bold")

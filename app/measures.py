"""What a printed comparison shows: which measures, of whom, and under which heading."""

from __future__ import annotations

from math import isnan
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.contrast import ALL
from equipoise.analysis.prose.endings import only_for_cash
from equipoise.analysis.prose.numbers import NOTHING, Figure, scale
from equipoise.analysis.results import Difference
from equipoise.app.rows import Part, Row, by_the_year, in_units, money_part
from equipoise.sim.characters import as_spelt
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.outcomes import OUTCOMES
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from equipoise.analysis.results import ArmResult, Comparison
    from equipoise.sim.outcome import Kind
    from equipoise.sim.scenario import Scenario

MEDIAN = "median_length"  # the median length of relationships, which survival curves tell, and no outcome does
FEW = 3  # most named accounts, and most arms, for which more than margin and survival of each account is shown

_LABELS = {
    MEDIAN: "Median length, rounds",
    "survival": "Held to the end %",
    "survival_1y": "Held for one year %",
    "survival_3y": "Held for three years %",
    "survival_10y": "Held for ten years %",
    "kept": "Not lost %",
    "gtm_failure": "Go-to-market failed %",
    "dependence_vendor": "Vendor's dependence",
    "dependence_account": "Account's dependence",
    "price": "Price a unit",
}
_OF_ALL = (
    "contribution_margin", "annual_retention", "survival_3y", "survival", "kept", MEDIAN, "gtm_failure",
    "cost_to_serve", "free_support", "account_surplus", "dependence_vendor", "dependence_account",
)  # fmt: skip
_OF_FEW = (
    "contribution", "contribution_margin", "survival_3y", "survival", MEDIAN, "free_support", "dependence_vendor",
    "dependence_account",
)  # fmt: skip
_OF_MANY = ("contribution", "contribution_margin", "survival_3y", "survival")


class Group(NamedTuple):
    """Accounts that are shown as one: one that stands alone, or those of a ``count``."""

    label: str
    names: tuple[str, ...]


def groups_of(scenarios: Sequence[Scenario], chosen: Collection[str] = ()) -> list[Group]:
    """Group the accounts of scenarios as their files do: those of one ``count`` together."""
    found: dict[str, tuple[str, ...]] = {}
    for account in (account for scenario in scenarios for account in scenario.accounts):
        found[account.name] = tuple(dict.fromkeys((*found.get(account.name, ()), *account.called)))
    groups = [
        Group(name if names == (name,) else f"{name}: {len(names)} accounts, averaged", names)
        for name, names in found.items()
    ]
    if not chosen:
        return groups
    alone = {name: Group(name, (name,)) for names in found.values() for name in names}
    choice = {**alone, **dict(zip(found, groups, strict=True))}
    chosen = [as_spelt(name, choice) for name in chosen]
    for name in chosen:
        if name not in choice:
            there = f"; there are {listed(found, 'and')}" if found else "; there are none"
            raise EquipoiseError(f'there is no account "{name}"{did_you_mean(name, choice) or there}')
    return [choice[name] for name in chosen]


def label(name: str, kind: Kind, unit: str) -> str:
    """Name a measure as a table does, with its unit."""
    if name in _LABELS:
        return _LABELS[name]
    words = name.replace("_", " ").capitalize()
    if scale(kind) != 1.0:
        return f"{words} %"
    unit = unit.partition("/")[0]
    return words if unit in {"1", "money", words.lower()} else f"{words}, {unit}"


def parts_of(comparison: Comparison, groups: Sequence[Group], *, every: bool = False) -> list[Part]:
    """Choose what is shown of a comparison; measures of one's own are shown in any case."""
    everyone = Group(ALL, (ALL,))
    own = comparison.measures.own
    of_run = [outcome.name for outcome in OUTCOMES if outcome.of_run is not None]
    whole = [name for name in _OF_ALL if name != "gtm_failure" or not only_for_cash(comparison)]
    names = [*(_with_median(of_run) if every else whole), *(o.name for o in own if o.of_run is not None)]
    parts = [*money_part(comparison), Part("All accounts", [_row(comparison, everyone, name) for name in names])]
    of_account = [outcome.name for outcome in OUTCOMES if outcome.of_account is not None]
    few = max(len(groups), len(comparison.arms)) <= FEW
    chosen = _with_median(of_account) if every else _OF_FEW if few else _OF_MANY
    names = [*chosen, *(o.name for o in own if o.of_account is not None)]
    return parts + [Part(group.label, [_row(comparison, group, name) for name in names]) for group in groups]


def own_part(comparison: Comparison) -> list[Part]:
    """Measures of one's own, of all accounts and of each; none where nobody declared any."""
    own = comparison.measures.own
    whole = [_row(comparison, Group(ALL, (ALL,)), one.name) for one in own if one.of_run is not None]
    parts = [Part("All accounts", whole)] if whole else []
    names = [one.name for one in own if one.of_account is not None]
    accounts = comparison.arms[0].accounts if names else ()
    return parts + [
        Part(account, [_row(comparison, Group(account, (account,)), name) for name in names]) for account in accounts
    ]


def _with_median(names: list[str]) -> list[str]:
    place = names.index("relationship_length") + 1
    return [*names[:place], MEDIAN, *names[place:]]


def _row(comparison: Comparison, group: Group, measure: str) -> Row:
    outcome = comparison.measures.by_name.get(measure)
    kind: Kind = "time" if outcome is None else outcome.kind
    unit = "rounds" if outcome is None else outcome.unit
    arms, differences = (
        [_figure(side, group, measure) for side in sides] for sides in (comparison.arms, comparison.differences)
    )
    row = Row(label(measure, kind, unit), kind, arms, differences)
    if comparison.money is None:
        return by_the_year(row) if kind == "money" and unit.endswith("/round") else row
    return in_units(comparison.money, row, unit)


def _figure(side: ArmResult | Difference, group: Group, measure: str) -> Figure:
    """A figure of a group: its accounts' average, whose error is at most the average of theirs."""
    return _average(list(_figures(side, group, measure)))


def _figures(side: ArmResult | Difference, group: Group, measure: str) -> Iterator[Figure]:
    if measure == MEDIAN:
        curves = {} if isinstance(side, Difference) else side.survival
        yield from (Figure(*curves[name].median) for name in group.names if name in curves)
    elif group.label == ALL:
        yield Figure.of(side.outcomes[measure])
    else:
        yield from (Figure.of(side.accounts[name][measure]) for name in group.names if name in side.accounts)


def _average(figures: list[Figure]) -> Figure:
    there = [figure for figure in figures if not isnan(figure.mean)]
    if not there:
        return NOTHING
    return Figure(fmean(f.mean for f in there), fmean(f.low for f in there), fmean(f.high for f in there))

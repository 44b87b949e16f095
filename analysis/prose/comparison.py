"""A comparison in words: what differs, why, and what the runs cannot show."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, Contrast, account_spoken_of, alike, contrast, direction
from equipoise.analysis.prose.choosing import held_together
from equipoise.analysis.prose.decision import decision
from equipoise.analysis.prose.endings import causes, main_cause, notable, only_for_cash
from equipoise.analysis.prose.idle import idle_words
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import earns, money_first, years
from equipoise.analysis.prose.names import as_spoken, spoken
from equipoise.analysis.prose.numbers import (
    apart,
    are,
    capital,
    fixed,
    in_runs,
    interval,
    listed,
    more,
    paragraph,
    percent,
    percent_within,
    points,
)  # fmt: skip
from equipoise.analysis.prose.programme import programme
from equipoise.analysis.prose.ranges import over_ranges
from equipoise.analysis.prose.verdict import NO_ERROR, sides, verdict
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Difference
    from equipoise.sim.money import Money

PLAIN_TO_SEE = 0.01  # the same of a share or an index that is written with two decimals
LEAST_GRANTED = 0.0005  # the same of what demands cost, as a share of revenue

_FEW = 100  # runs below which none are spoken of that were not played


def with_words(comparison: Comparison) -> Comparison:
    """Add a sentence to each difference, the answer, and what to do."""
    named = held_together(as_spoken(comparison))
    sentences = [sentence(named, one) for one in named.differences]
    programmes = [programme(named, one) for one in named.returns]
    differences = [replace(one, sentence=said) for one, said in zip(comparison.differences, sentences, strict=True)]
    returns = [replace(one, sentence=said) for one, said in zip(comparison.returns, programmes, strict=True)]
    said = paragraph(answer(named), over_ranges(named.ranges, len({arm.scenario for arm in named.arms})))
    words = replace(comparison, differences=differences, returns=returns, answer=said)
    return with_decision(words)


def with_decision(comparison: Comparison) -> Comparison:
    """Add what to do."""
    found = decision(held_together(as_spoken(comparison)))
    names = {spoken(arm.name): arm.name for arm in comparison.arms}
    return replace(comparison, decision=found and replace(found, arm=names[found.arm]))


def sentence(comparison: Comparison, difference: Difference) -> str:
    """Say what one arm does against the first, and why.

    Margin and survival with the causes of ending that changed; what the margin's change consists of; what both come to
    in money when they don't go the same way; a change in failures of the go-to-market.
    """
    pair = contrast(comparison, difference)
    if pair.twin:
        return _same_vendor([pair], comparison.money)
    margin, survival = direction(pair.change["contribution_margin"]), direction(pair.change["survival"])
    link = {1: " and", 0: "; it", -1: ", but"}[margin * survival]
    earned = earns(comparison, pair.arm)
    parts = [f"{pair.arm} earns {earned}." if earned else ""]
    who = "It" if earned else pair.arm
    parts += [
        f"{who} {_margin(pair)}{link} {_survival(pair)}{causes(pair) if _held(pair) else ''}.",
        _margin_consists_of(pair),
    ]
    if margin != survival:
        parts.append(_money(pair, comparison.money))
    return paragraph(*parts, _failures(comparison, pair))


def _held(pair: Contrast) -> bool:
    """Whether anything is held to the end under either arm: if not, how it ended makes no difference."""
    return any(side["survival"].mean for side in (pair.here, pair.there))


def _margin(pair: Contrast) -> str:
    change = pair.change["contribution_margin"]
    if isnan(change.mean):
        if isnan(pair.here["contribution_margin"].mean):
            return f"has no revenue {pair.on} to compare margins of"
        return f"has revenue {pair.on} in no run in which {pair.against} has any"
    if alike(change):
        return f"keeps exactly the contribution margin of {pair.against} {pair.on}, in every run"
    if direction(change) or pair.constant(change):
        within = interval(change) if direction(change) else f"the same in every run, {NO_ERROR}"
        margin = f"{points(change.mean)} {more(change.mean)} contribution margin {pair.on}"
        return f"keeps {margin} than {pair.against} ({within})"
    shown = "" if isnan(change.low) else f" ({interval(change)} points)"
    return f"keeps a contribution margin {pair.on} that {pair.runs} cannot tell from that of {pair.against}{shown}"


def _survival(pair: Contrast) -> str:
    change = pair.change["survival"]
    if isnan(change.mean):
        return "has no account to hold"
    both = [side["survival"].mean for side in (pair.here, pair.there)]
    if not any(both):
        whom = "no account" if pair.account == ALL else f"{pair.account} in no run"
        return f"holds {whom} {_until(pair.rounds)}, nor does {pair.against}"
    few = pair.replications < _FEW
    if few and pair.account == ALL:
        here, there = apart(both[0], both[1], percent)
    else:
        (here, base), (there, _) = (in_runs(share, change.mean, pair.replications) for share in both)
    until = _until(pair.rounds)
    against = f"against {there}{f' of {base}' if few and pair.account != ALL else ''}"
    if alike(change):
        against += ", the same in every run"
    elif pair.constant(change):
        against += f", one and the same difference in every run, {NO_ERROR}"
    elif not direction(change):
        against += f", no difference that {pair.runs} can show"
    if pair.account == ALL:
        return f"holds {here} of {'all' if few else '100'} accounts {until} {against}"
    return f"holds {pair.account} {until} in {here} of {base} {'run' if base == '1' else 'runs'} {against}"


def _margin_consists_of(pair: Contrast) -> str:
    """The parts that sum to the margin's change (gross margin, cost to serve, demands), and what goes with them."""
    change, here, there = pair.change, pair.here, pair.there
    gross, serving, margin = change["gross_margin"], change["cost_to_serve"], change["contribution_margin"]
    granted = gross.mean - serving.mean - margin.mean
    # The error of a sum is at most the sum of the errors.
    luck = sum((part.high - part.low) / 2.0 for part in (gross, serving, margin))
    parts = []
    if direction(change["price"]) and direction(gross):
        per_cent = percent(abs(change["price"].mean) / there["price"].mean)
        link = "and" if direction(change["price"]) == direction(gross) else "but"
        price = f"its price is {per_cent} {_higher(change['price'])}"
        parts.append(f"{price}, {link} gross margin {points(gross.mean)} {_higher(gross)}")
    if direction(serving):
        parts.append(f"serving costs {points(serving.mean)} of revenue {more(serving.mean)}")
    if abs(granted) > max(luck, LEAST_GRANTED):
        parts.append(f"demands cost {points(granted)} {more(granted)}")
    if notable(change["vendor_share"], PLAIN_TO_SEE) and _shown(pair, "vendor_share"):
        share, was = apart(here["vendor_share"].mean, there["vendor_share"].mean, percent)
        parts.append(f"its share of what there is to divide is {share} against {was}")
    if notable(change["dependence_account"], PLAIN_TO_SEE) and _shown(pair, "dependence_account"):
        depends, did = apart(here["dependence_account"].mean, there["dependence_account"].mean, _decimals, 2)
        whose = "the average account depends" if pair.account == ALL else f"{pair.account} depends"
        parts.append(f"{whose} on it {more(change['dependence_account'].mean)} ({depends} against {did})")
    return f"{capital('; '.join(parts))}." if parts else ""


def _money(pair: Contrast, money: Money | None) -> str:
    """What margin and survival come to together, where they don't go the same way."""
    change = pair.change["contribution"]
    if alike(change):
        return f"In money, contribution {_over(pair.rounds)}, both are the same in every run."
    if not direction(change) and not pair.constant(change):
        return f"In money, contribution {_over(pair.rounds)}, {pair.runs} show no difference."
    own, first = (ROUNDS_A_YEAR * side["contribution"].mean for side in (pair.here, pair.there))
    written = amounts(money, (own, first))
    here, there = apart(own, first, written.write, written.places)
    shown = f", by the same in every run, {NO_ERROR}" if pair.constant(change) else ""
    return f"In money it brings {more(change.mean)}: a contribution of {here} a year against {there}{shown}."


def _failures(comparison: Comparison, pair: Contrast) -> str:
    """How much more often the go-to-market fails: cash runs out, or a plan is missed."""
    change = pair.failures
    if not direction(change):
        return ""
    many, of = in_runs(abs(change.mean), change.mean, pair.replications)
    what = "cash runs out" if only_for_cash(comparison) else "cash runs out, or the plan is missed,"
    return f"With {pair.arm} {what} in {many} {'more' if change.mean > 0.0 else 'fewer'} of {of} runs."


def _until(rounds: int) -> str:
    """To the horizon, in years, in which people live."""
    return f"for {years(rounds / ROUNDS_A_YEAR)}"


def _over(rounds: int) -> str:
    return f"over {years(rounds / ROUNDS_A_YEAR)}"


def _shown(pair: Contrast, measure: str) -> bool:
    """Whether the means beside a difference go its way: they may not, where the two are not of the same runs."""
    return (pair.here[measure].mean - pair.there[measure].mean) * pair.change[measure].mean > 0.0


def _higher(change: Estimate) -> str:
    return "higher" if change.mean > 0.0 else "lower"


def _decimals(value: float, places: int) -> str:
    return fixed(value, places)


def answer(comparison: Comparison) -> str:
    """Answer the scenario's question: in money, then on margin, and on survival.

    Arms are set against the first alone, since that is what has been tested.
    """
    account, arm, until = account_spoken_of(comparison), comparison.arms[0], _until(comparison.rounds)
    what = "all accounts" if account == ALL else account
    contrasts = [contrast(comparison, difference) for difference in comparison.differences]
    twins = dict.fromkeys(pair.twin for pair in contrasts if pair.twin)
    same = [_same_vendor([pair for pair in contrasts if pair.twin == twin], comparison.money) for twin in twins]
    contrasts = [pair for pair in contrasts if not pair.twin]
    money = money_first(comparison, contrasts)
    if contrasts:
        margin = verdict(sides(contrasts, "contribution_margin"), f"contribution margin on {what}", 1)
        survival = verdict(sides(contrasts, "survival"), f"survival of {what} {until}", 0)
        both = [direction(c.change["contribution_margin"]) * direction(c.change["survival"]) for c in contrasts]
        link = "But in" if min(both) < 0 and max(both) < 1 else "In"
        return paragraph(*same, *money, f"In {margin}. {link} {survival}{main_cause(contrasts)}.")
    own = arm.outcomes if account == ALL else arm.accounts[account]
    kept, held = own["contribution_margin"], own["survival"]
    keeps = f"keeps a contribution margin of {percent_within(kept)} on {what}"
    survives = f"Survival {until} is {percent_within(held)}"
    return paragraph(
        *same,
        *money,
        f"{arm.name} {f'has no revenue on {what} to keep a margin of' if isnan(kept.mean) else keeps}.",
        f"{'It has no account to hold' if isnan(held.mean) else survives}.",
    )


def _same_vendor(contrasts: list[Contrast], money: Money | None) -> str:
    """Which arms are another one under another name, and why others come to the same."""
    names = [each.arm for each in contrasts if each.idle is None]
    vendor = f"{listed(names)} {are(len(names))} the same vendor as {contrasts[0].twin} here" if names else ""
    idle = [idle_words(each.arm, each.twin, each.idle, money) for each in contrasts if each.idle is not None]
    return paragraph(f"{vendor}: in every run all that is measured is the same." if vendor else "", *idle)

"""A comparison in words: what differs, why, and what the runs cannot show."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, Contrast, account_spoken_of, alike, contrast, direction
from equipoise.analysis.phrases import in_runs, interval, listed, percent, percent_within, points
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Difference

WORTH_SAYING = 0.005
"""Least change in the chance of an ending that is put into words, if it is more than luck."""

PLAIN_TO_SEE = 0.01
"""The same of a share or an index that is written with two decimals."""

LEAST_GRANTED = 0.0005
"""The same of what demands cost, as a share of revenue."""

_FEW = 100  # runs below which none are spoken of that were not played

_NO_ERROR = "which shows no error"

CAUSES_NAMED = 3
"""Most causes of ending that a sentence names."""

_ENDED = {
    Cause.NO_DEAL: "found no deal at renewal",
    Cause.COLLAPSE: "ended in collapsed talks",
    Cause.UNDERCUT: "left for a rival",
    Cause.REFUSED_DEMAND: "ended over a refused demand",
    Cause.CHARTER: "ended with a dissolved charter",
    Cause.VENDOR_FAILED: "went down with the vendor",
    Cause.TAKEN: "were taken away",
    Cause.EXIT: "closed for reasons of its own, having been held",
}


def with_words(comparison: Comparison) -> Comparison:
    """Add a sentence to each difference, and the answer.

    The same with ``sentence`` of each difference and ``answer``.
    """
    told = [replace(difference, sentence=sentence(comparison, difference)) for difference in comparison.differences]
    return replace(comparison, differences=told, answer=answer(comparison))


def sentence(comparison: Comparison, difference: Difference) -> str:
    """Say what one arm does against the first, and why.

    Margin and survival with the causes of ending that changed; what the margin's change consists of; what both come to
    in money when they don't go the same way; a change in failures of the go-to-market.
    """
    seen = contrast(comparison, difference)
    if seen.twin:
        return f"{seen.arm} is the same vendor as {seen.twin} here: in every run all that is measured is the same."
    margin, survival = direction(seen.change["contribution_margin"]), direction(seen.change["survival"])
    link = {1: " and", 0: "; it", -1: ", but"}[margin * survival]
    parts = [f"{seen.arm} {_margin(seen)}{link} {_survival(seen)}{_causes(seen)}.", _margin_consists_of(seen)]
    if margin != survival:
        parts.append(_money(seen))
    parts.append(_failures(seen))
    return " ".join(part for part in parts if part)


def _margin(seen: Contrast) -> str:
    change = seen.change["contribution_margin"]
    if isnan(change.mean):
        return f"has no revenue {seen.on} to compare margins of"
    if direction(change):
        return (
            f"keeps {points(change.mean)} {_degree(change)} contribution margin {seen.on} than {seen.against} "
            f"({interval(change)})"
        )
    if alike(change):
        return f"keeps exactly the contribution margin of {seen.against} {seen.on}, in every run"
    if seen.constant(change):
        return (
            f"keeps {points(change.mean)} {_degree(change)} contribution margin {seen.on} than {seen.against} "
            f"(the same in every run, {_NO_ERROR})"
        )
    shown = "" if isnan(change.low) else f" ({interval(change)} points)"
    return f"keeps a contribution margin {seen.on} that {seen.runs} cannot tell from that of {seen.against}{shown}"


def _survival(seen: Contrast) -> str:
    change = seen.change["survival"]
    if isnan(change.mean):
        return "has no account to hold"
    both = [side["survival"].mean for side in (seen.here, seen.there)]
    few = seen.replications < _FEW
    if few and seen.account == ALL:
        here, there = (percent(share, 0) for share in both)
    else:
        (here, base), (there, _) = (in_runs(share, change.mean, seen.replications) for share in both)
    against = f"against {there}{f' of {base}' if few and seen.account != ALL else ''}"
    if alike(change):
        against += ", the same in every run"
    elif seen.constant(change):
        against += f", one and the same difference in every run, {_NO_ERROR}"
    elif not direction(change):
        against += f", no difference that {seen.runs} can show"
    if seen.account == ALL:
        return f"holds {here} of {'all' if few else '100'} accounts to round {seen.rounds} {against}"
    return (
        f"holds {seen.account} to round {seen.rounds} in {here} of {base} {'run' if base == '1' else 'runs'} {against}"
    )


def _causes(seen: Contrast) -> str:
    """The causes of ending that changed by more than luck."""
    changed = _changed(seen)[:CAUSES_NAMED]
    phrases = [_ending(seen, cause, change, base=k == 0) for k, (cause, change) in enumerate(changed)]
    if not phrases:
        return ""
    return f"{':' if direction(seen.change['survival']) else ', though'} {listed(phrases)}"


def _changed(seen: Contrast) -> list[tuple[Cause, Estimate]]:
    changes = [(cause, seen.endings[CAUSE_WORDS[cause]]) for cause in _ENDED if CAUSE_WORDS[cause] in seen.endings]
    told = [(cause, e) for cause, e in changes if _notable(e, WORTH_SAYING)]
    # Closing is nobody's doing and changes only with the time in which it can happen: it is told last.
    return sorted(told, key=lambda pair: (pair[0] == Cause.EXIT, -abs(pair[1].mean)))


def _ending(seen: Contrast, cause: Cause, change: Estimate, *, base: bool) -> str:
    more = change.mean > 0.0
    held = "" if cause != Cause.EXIT else " longer" if more else " less long"
    # Accounts of all runs together are a share; one account's are runs.
    many, of = in_runs(abs(change.mean), change.mean, 100 if seen.account == ALL else seen.replications)
    return f"{many} {'more' if more else 'fewer'}{f' in {of}' if base else ''} {_ENDED[cause]}{held}"


def _margin_consists_of(seen: Contrast) -> str:
    """The parts that sum to the margin's change (gross margin, cost to serve, demands), and what goes with them."""
    change, here, there = seen.change, seen.here, seen.there
    gross, serving, margin = change["gross_margin"], change["cost_to_serve"], change["contribution_margin"]
    granted = gross.mean - serving.mean - margin.mean
    # The error of a sum is at most the sum of the errors.
    luck = sum((part.high - part.low) / 2.0 for part in (gross, serving, margin))
    parts = []
    if direction(change["price"]) and direction(gross):
        per_cent = percent(abs(change["price"].mean) / there["price"].mean)
        way = "higher" if change["price"].mean > 0.0 else "lower"
        parts.append(f"its price is {per_cent} {way}, and gross margin {points(gross.mean)} {way}")
    if direction(serving):
        parts.append(f"serving costs {points(serving.mean)} of revenue {_degree(serving)}")
    if abs(granted) > max(luck, LEAST_GRANTED):
        parts.append(f"demands cost {points(granted)} {'more' if granted > 0.0 else 'less'}")
    if _notable(change["vendor_share"], PLAIN_TO_SEE):
        share, was = percent(here["vendor_share"].mean, 0), percent(there["vendor_share"].mean, 0)
        parts.append(f"its share of what there is to divide is {share} against {was}")
    if _notable(change["dependence_account"], PLAIN_TO_SEE):
        depends, did = (f"{side['dependence_account'].mean:.2f}" for side in (here, there))
        whose = "accounts depend" if seen.account == ALL else f"{seen.account} depends"
        parts.append(f"{whose} on it {_degree(change['dependence_account'])} ({depends} against {did})")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _money(seen: Contrast) -> str:
    """What margin and survival come to together, where they don't go the same way."""
    change = seen.change["contribution"]
    if alike(change):
        return f"In money, contribution over the {seen.rounds} rounds, both are the same in every run."
    if not direction(change) and not seen.constant(change):
        return f"In money, contribution over the {seen.rounds} rounds, {seen.runs} show no difference."
    here, there = seen.here["contribution"].mean, seen.there["contribution"].mean
    shown = f", by the same in every run, {_NO_ERROR}" if seen.constant(change) else ""
    return f"In money it brings {_degree(change)}: a contribution of {here:.3g} a round against {there:.3g}{shown}."


def _failures(seen: Contrast) -> str:
    change = seen.failures
    if not direction(change):
        return ""
    more = "more" if change.mean > 0.0 else "fewer"
    many, of = in_runs(abs(change.mean), change.mean, seen.replications)
    return f"Its go-to-market fails in {many} {more} of {of} runs."


def _notable(change: Estimate, least: float) -> bool:
    return direction(change) != 0 and abs(change.mean) >= least


def _degree(change: Estimate) -> str:
    return "more" if change.mean > 0.0 else "less"


def answer(comparison: Comparison) -> str:
    """Answer the scenario's question in two sentences: on margin, and on survival.

    Arms are set against the first alone, since that is what has been tested.
    """
    account, arm = account_spoken_of(comparison), comparison.arms[0]
    what = "all accounts" if account == ALL else account
    contrasts = [contrast(comparison, difference) for difference in comparison.differences]
    twins = dict.fromkeys(seen.twin for seen in contrasts if seen.twin)
    told = "".join(f"{_the_same([seen for seen in contrasts if seen.twin == twin])} " for twin in twins)
    contrasts = [seen for seen in contrasts if not seen.twin]
    if contrasts:
        margin = _verdict(contrasts, "contribution_margin", f"contribution margin on {what}", 1)
        survival = _verdict(contrasts, "survival", f"survival of {what} to round {comparison.rounds}", 0)
        both = [direction(c.change["contribution_margin"]) * direction(c.change["survival"]) for c in contrasts]
        return told + (
            f"In {margin}. {'But in' if min(both) < 0 and max(both) < 1 else 'In'} {survival}{_main_cause(contrasts)}."
        )
    seen = arm.outcomes if account == ALL else arm.accounts[account]
    kept, held = seen["contribution_margin"], seen["survival"]
    keeps = f"keeps a contribution margin of {percent_within(kept)} on {what}"
    until = f"Survival to round {comparison.rounds} is {percent_within(held)}"
    return told + (
        f"{arm.name} {f'has no revenue on {what} to keep a margin of' if isnan(kept.mean) else keeps}. "
        f"{'It has no account to hold' if isnan(held.mean) else until}."
    )


def _the_same(contrasts: list[Contrast]) -> str:
    """Which arms are another one under another name."""
    seen, names = contrasts[0], listed([each.arm for each in contrasts])
    are = "is the same vendor" if len(contrasts) == 1 else "are the same vendor"
    return f"{names} {are} as {seen.twin} here: in every run all that is measured is the same."


def _verdict(contrasts: list[Contrast], measure: str, what: str, digits: int) -> str:
    """Which arms beat the first on a measure, which it beats, which are the same, and which cannot be told from it."""
    first = contrasts[0]
    if isnan(first.there[measure].mean):
        return f"{what} there is nothing to compare"

    def group(sign: int, *, exactly: bool = False) -> list[str]:
        found = [seen for seen in contrasts if direction(seen.change[measure]) == sign]
        found = [seen for seen in found if alike(seen.change[measure]) is exactly]
        found.sort(key=lambda seen: -seen.here[measure].mean)
        return [f"{seen.arm} ({percent(seen.here[measure].mean, digits)})" for seen in found]

    reference = f"{first.against} ({percent(first.there[measure].mean, digits)})"
    steady = [seen for seen in contrasts if seen.constant(seen.change[measure])]
    contrasts = [seen for seen in contrasts if seen not in steady]
    better, worse, untold, level = group(1), group(-1), group(0), group(0, exactly=True)
    said = []
    if better:
        which = f", which beats {listed(worse)}" if worse else ""
        said.append(f"{listed(better)} {'beats' if len(better) == 1 else 'beat'} {reference}{which}")
    elif worse:
        said.append(f"{reference} beats {listed(worse)}")
    if level:
        are = "is" if len(level) == 1 else "are"
        said.append(f"{listed(level)} {are} the same as {first.against if said else reference} in every run")
    if untold:
        said.append(f"{first.runs} cannot tell {listed(untold)} from {first.against if said else reference}")
    for seen in steady:
        than = first.against if said else reference
        name = f"{seen.arm} ({percent(seen.here[measure].mean, digits)})"
        said.append(f"{name} has {_degree(seen.change[measure])} than {than} by the same in every run, {_NO_ERROR}")
    return f"{what}, {'; '.join(said)}"


def _main_cause(contrasts: list[Contrast]) -> str:
    """The ending that changed most, under the arm whose survival changed most."""
    changed = [seen for seen in contrasts if direction(seen.change["survival"])]
    if not changed:
        return ""
    seen = max(changed, key=lambda seen: abs(seen.change["survival"].mean))
    endings = [(cause, e) for cause, e in _changed(seen) if e.mean * seen.change["survival"].mean < 0.0]
    return f"; under {seen.arm}, {_ending(seen, *endings[0], base=True)}" if endings else ""

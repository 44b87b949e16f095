"""A comparison in words: what differs, why, and what the runs cannot show."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, Contrast, account_spoken_of, alike, contrast, direction, in_question
from equipoise.analysis.prose.names import as_spoken
from equipoise.analysis.prose.numbers import (
    apart,
    are,
    capital,
    in_runs,
    interval,
    listed,
    more,
    paragraph,
    percent,
    percent_within,
    places_apart,
    points,
)  # fmt: skip
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Difference

WORTH_SAYING = 0.005  # least change in the chance of an ending that is put into words, if it is more than luck
PLAIN_TO_SEE = 0.01  # the same of a share or an index that is written with two decimals
LEAST_GRANTED = 0.0005  # the same of what demands cost, as a share of revenue

_FEW = 100  # runs below which none are spoken of that were not played

_NO_ERROR = "which shows no error"

CAUSES_NAMED = 3  # most causes of ending that a sentence names

_ENDED = {
    Cause.NO_DEAL: "found no deal at renewal",
    Cause.COLLAPSE: "ended in collapsed talks",
    Cause.UNDERCUT: "left for a rival",
    Cause.REFUSED_DEMAND: "ended over a refused demand",
    Cause.CHARTER: "ended with a dissolved charter",
    Cause.VENDOR_FAILED: "went down with the vendor",
    Cause.TAKEN: "were taken away",
    Cause.EXIT: "closed for reasons of its own, as is assumed, having been held",
}


def with_words(comparison: Comparison) -> Comparison:
    """Add a sentence to each difference, and the answer."""
    named = as_spoken(comparison)
    sentences = [sentence(named, one) for one in named.differences]
    differences = [replace(one, sentence=said) for one, said in zip(comparison.differences, sentences, strict=True)]
    return replace(comparison, differences=differences, answer=answer(named))


def sentence(comparison: Comparison, difference: Difference) -> str:
    """Say what one arm does against the first, and why.

    Margin and survival with the causes of ending that changed; what the margin's change consists of; what both come to
    in money when they don't go the same way; a change in failures of the go-to-market.
    """
    pair = contrast(comparison, difference)
    if pair.twin:
        return _same_vendor([pair])
    margin, survival = direction(pair.change["contribution_margin"]), direction(pair.change["survival"])
    link = {1: " and", 0: "; it", -1: ", but"}[margin * survival]
    parts = [f"{pair.arm} {_margin(pair)}{link} {_survival(pair)}{_causes(pair)}.", _margin_consists_of(pair)]
    if margin != survival:
        parts.append(_money(pair))
    return paragraph(*parts, _failures(pair))


def _margin(pair: Contrast) -> str:
    change = pair.change["contribution_margin"]
    if isnan(change.mean):
        if isnan(pair.here["contribution_margin"].mean):
            return f"has no revenue {pair.on} to compare margins of"
        return f"has revenue {pair.on} in no run in which {pair.against} has any"
    if alike(change):
        return f"keeps exactly the contribution margin of {pair.against} {pair.on}, in every run"
    if direction(change) or pair.constant(change):
        within = interval(change) if direction(change) else f"the same in every run, {_NO_ERROR}"
        margin = f"{points(change.mean)} {more(change.mean)} contribution margin {pair.on}"
        return f"keeps {margin} than {pair.against} ({within})"
    shown = "" if isnan(change.low) else f" ({interval(change)} points)"
    return f"keeps a contribution margin {pair.on} that {pair.runs} cannot tell from that of {pair.against}{shown}"


def _survival(pair: Contrast) -> str:
    change = pair.change["survival"]
    if isnan(change.mean):
        return "has no account to hold"
    both = [side["survival"].mean for side in (pair.here, pair.there)]
    few = pair.replications < _FEW
    if few and pair.account == ALL:
        here, there = apart(both[0], both[1], percent)
    else:
        (here, base), (there, _) = (in_runs(share, change.mean, pair.replications) for share in both)
    against = f"against {there}{f' of {base}' if few and pair.account != ALL else ''}"
    if alike(change):
        against += ", the same in every run"
    elif pair.constant(change):
        against += f", one and the same difference in every run, {_NO_ERROR}"
    elif not direction(change):
        against += f", no difference that {pair.runs} can show"
    if pair.account == ALL:
        return f"holds {here} of {'all' if few else '100'} accounts to round {pair.rounds} {against}"
    return (
        f"holds {pair.account} to round {pair.rounds} in {here} of {base} {'run' if base == '1' else 'runs'} {against}"
    )


def _causes(pair: Contrast) -> str:
    """The causes of ending that changed by more than luck."""
    changed = _changed(pair)[:CAUSES_NAMED]
    phrases = [_ending(pair, cause, change, base=k == 0) for k, (cause, change) in enumerate(changed)]
    if not phrases:
        return ""
    return f"{':' if direction(pair.change['survival']) else ', though'} {listed(phrases)}"


def _changed(pair: Contrast) -> list[tuple[Cause, Estimate]]:
    changes = [(cause, pair.endings[CAUSE_WORDS[cause]]) for cause in _ENDED if CAUSE_WORDS[cause] in pair.endings]
    notable = [(cause, e) for cause, e in changes if _notable(e, WORTH_SAYING)]
    # Closing is nobody's doing and changes only with the time in which it can happen: it comes last.
    return sorted(notable, key=lambda pair: (pair[0] == Cause.EXIT, -abs(pair[1].mean)))


def _ending(pair: Contrast, cause: Cause, change: Estimate, *, base: bool) -> str:
    rises = change.mean > 0.0
    held = "" if cause != Cause.EXIT else " longer" if rises else " less long"
    # Accounts of all runs together are a share; one account's are runs.
    many, of = in_runs(abs(change.mean), change.mean, 100 if pair.account == ALL else pair.replications)
    return f"{many} {'more' if rises else 'fewer'}{f' in {of}' if base else ''} {_ENDED[cause]}{held}"


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
    if _notable(change["vendor_share"], PLAIN_TO_SEE) and _shown(pair, "vendor_share"):
        share, was = apart(here["vendor_share"].mean, there["vendor_share"].mean, percent)
        parts.append(f"its share of what there is to divide is {share} against {was}")
    if _notable(change["dependence_account"], PLAIN_TO_SEE) and _shown(pair, "dependence_account"):
        depends, did = apart(here["dependence_account"].mean, there["dependence_account"].mean, _decimals, 2)
        whose = "accounts depend" if pair.account == ALL else f"{pair.account} depends"
        parts.append(f"{whose} on it {more(change['dependence_account'].mean)} ({depends} against {did})")
    return f"{capital('; '.join(parts))}." if parts else ""


def _money(pair: Contrast) -> str:
    """What margin and survival come to together, where they don't go the same way."""
    change = pair.change["contribution"]
    if alike(change):
        return f"In money, contribution over the {pair.rounds} rounds, both are the same in every run."
    if not direction(change) and not pair.constant(change):
        return f"In money, contribution over the {pair.rounds} rounds, {pair.runs} show no difference."
    here, there = apart(pair.here["contribution"].mean, pair.there["contribution"].mean, _digits, 3)
    shown = f", by the same in every run, {_NO_ERROR}" if pair.constant(change) else ""
    return f"In money it brings {more(change.mean)}: a contribution of {here} a round against {there}{shown}."


def _failures(pair: Contrast) -> str:
    change = pair.failures
    if not direction(change):
        return ""
    many, of = in_runs(abs(change.mean), change.mean, pair.replications)
    return f"Its go-to-market fails in {many} {'more' if change.mean > 0.0 else 'fewer'} of {of} runs."


def _notable(change: Estimate, least: float) -> bool:
    return direction(change) != 0 and abs(change.mean) >= least


def _shown(pair: Contrast, measure: str) -> bool:
    """Whether the means beside a difference go its way: they may not, where the two are not of the same runs."""
    return (pair.here[measure].mean - pair.there[measure].mean) * pair.change[measure].mean > 0.0


def _higher(change: Estimate) -> str:
    return "higher" if change.mean > 0.0 else "lower"


def _decimals(value: float, places: int) -> str:
    return f"{value:.{places}f}"


def _digits(value: float, digits: int) -> str:
    return f"{value:.{digits}g}"


def answer(comparison: Comparison) -> str:
    """Answer the scenario's question in two sentences: on margin, and on survival.

    Arms are set against the first alone, since that is what has been tested.
    """
    account, arm = account_spoken_of(comparison), comparison.arms[0]
    what = "all accounts" if account == ALL else account
    contrasts = [contrast(comparison, difference) for difference in comparison.differences]
    twins = dict.fromkeys(pair.twin for pair in contrasts if pair.twin)
    same = [_same_vendor([pair for pair in contrasts if pair.twin == twin]) for twin in twins]
    contrasts = [pair for pair in contrasts if not pair.twin]
    if contrasts:
        margin = _verdict(contrasts, "contribution_margin", f"contribution margin on {what}", 1)
        survival = _verdict(contrasts, "survival", f"survival of {what} to round {comparison.rounds}", 0)
        both = [direction(c.change["contribution_margin"]) * direction(c.change["survival"]) for c in contrasts]
        link = "But in" if min(both) < 0 and max(both) < 1 else "In"
        return paragraph(*same, f"In {margin}. {link} {survival}{_main_cause(contrasts)}.")
    own = arm.outcomes if account == ALL else arm.accounts[account]
    kept, held = own["contribution_margin"], own["survival"]
    keeps = f"keeps a contribution margin of {percent_within(kept)} on {what}"
    until = f"Survival to round {comparison.rounds} is {percent_within(held)}"
    return paragraph(
        *same,
        f"{arm.name} {f'has no revenue on {what} to keep a margin of' if isnan(kept.mean) else keeps}.",
        f"{'It has no account to hold' if isnan(held.mean) else until}.",
    )


def _same_vendor(contrasts: list[Contrast]) -> str:
    """Which arms are another one under another name."""
    names, vendor = listed([each.arm for each in contrasts]), f"{are(len(contrasts))} the same vendor"
    return f"{names} {vendor} as {contrasts[0].twin} here: in every run all that is measured is the same."


def _verdict(contrasts: list[Contrast], measure: str, what: str, least: int) -> str:
    """Which arms beat the first on a measure, which it beats, which are the same, and which cannot be told from it."""
    first = contrasts[0]
    if isnan(first.there[measure].mean):
        return f"{what} there is nothing to compare"
    groups: dict[str, list[Contrast]] = {}
    for pair in sorted(contrasts, key=lambda pair: -pair.here[measure].mean):
        groups.setdefault(_group(pair, pair.change[measure]), []).append(pair)
    sure = [pair for name in ("better", "worse", "steady") for pair in groups.get(name, ())]
    places = places_apart([(pair.here[measure].mean, pair.there[measure].mean) for pair in sure], percent, least)
    reference = f"{first.against} ({percent(first.there[measure].mean, places)})"

    def named(name: str) -> str:
        return listed([_with_level(pair, measure, places, sure=pair in sure) for pair in groups[name]])

    def against() -> str:
        return first.against if clauses else reference

    beaten = f"beats {named('worse')}" if "worse" in groups else ""
    clauses = [f"{reference} {beaten}"] if beaten else []
    if "better" in groups:
        ahead = f"{named('better')} {'beats' if len(groups['better']) == 1 else 'beat'} {reference}"
        clauses = [f"{ahead}, which {beaten}" if beaten else ahead]
    if "same" in groups:
        clauses.append(f"{named('same')} {are(len(groups['same']))} the same as {against()} in every run")
    if "unclear" in groups:
        clauses.append(f"{first.runs} cannot tell {named('unclear')} from {against()}")
    if "nothing" in groups:
        names = [pair.arm for pair in groups["nothing"]]
        clauses.append(f"{listed(names)} {'has' if len(names) == 1 else 'have'} nothing to set against {against()}")
    for pair in groups.get("steady", ()):
        has = f"{_with_level(pair, measure, places, sure=True)} has {more(pair.change[measure].mean)} than {against()}"
        clauses.append(f"{has} by the same in every run, {_NO_ERROR}")
    return f"{what}, {'; '.join(clauses)}"


def _group(pair: Contrast, change: Estimate) -> str:
    """What a difference says of an arm against the first."""
    if isnan(change.mean):
        return "nothing"
    if pair.constant(change):
        return "steady"
    return "same" if alike(change) else {1: "better", -1: "worse", 0: "unclear"}[direction(change)]


def _with_level(pair: Contrast, measure: str, places: int, *, sure: bool) -> str:
    """An arm with what it has of a measure, and a word of warning where that goes the other way."""
    other = sure and not _shown(pair, measure)
    where = "; the order is that of the runs that both have" if other else ""
    return f"{pair.arm} ({percent(pair.here[measure].mean, places)}{where})"


def _main_cause(contrasts: list[Contrast]) -> str:
    """The ending that changed most, under the arm whose survival changed most."""
    pair = in_question(contrasts)
    if pair is None or not direction(pair.change["survival"]):
        return ""
    endings = [(cause, e) for cause, e in _changed(pair) if e.mean * pair.change["survival"].mean < 0.0]
    return f"; under {pair.arm}, {_ending(pair, *endings[0], base=True)}" if endings else ""

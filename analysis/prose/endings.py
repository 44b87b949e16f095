"""What ended more or fewer relationships, in words."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, direction, in_question
from equipoise.analysis.prose.numbers import in_runs, listed
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from equipoise.analysis.contrast import Contrast
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison

WORTH_SAYING = 0.005  # least change in the chance of an ending that is put into words, if it is more than luck

CAUSES_NAMED = 3  # most causes of ending that a sentence names

_ENDED = {
    Cause.NO_DEAL: "found no deal at renewal",
    Cause.COLLAPSE: "ended in collapsed talks",
    Cause.UNDERCUT: "left for a rival",
    Cause.REFUSED_DEMAND: "ended over a refused demand",
    Cause.VENDOR_FAILED: "ended as cash ran out",
    Cause.TAKEN: "were taken away",
    Cause.EXIT: "closed for reasons of its own, as is assumed, having been held",
}


def notable(change: Estimate, least: float) -> bool:
    """Whether a change is more than luck, and as large as that."""
    return direction(change) != 0 and abs(change.mean) >= least


def causes(pair: Contrast) -> str:
    """The causes of ending that changed by more than luck."""
    changed = _changed(pair)[:CAUSES_NAMED]
    phrases = [_ending(pair, cause, change, base=k == 0) for k, (cause, change) in enumerate(changed)]
    if not phrases:
        return ""
    return f"{':' if direction(pair.change['survival']) else ', though'} {listed(phrases)}"


def _changed(pair: Contrast) -> list[tuple[Cause, Estimate]]:
    changes = [(cause, pair.endings[CAUSE_WORDS[cause]]) for cause in _ENDED if CAUSE_WORDS[cause] in pair.endings]
    told = [(cause, e) for cause, e in changes if notable(e, WORTH_SAYING)]
    # Closing is nobody's doing and changes only with the time in which it can happen: it comes last.
    return sorted(told, key=lambda pair: (pair[0] == Cause.EXIT, -abs(pair[1].mean)))


def _ending(pair: Contrast, cause: Cause, change: Estimate, *, base: bool) -> str:
    rises = change.mean > 0.0
    held = "" if cause != Cause.EXIT else " longer" if rises else " less long"
    # Accounts of all runs together are a share; one account's are runs.
    many, of = in_runs(abs(change.mean), change.mean, 100 if pair.account == ALL else pair.replications)
    return f"{many} {'more' if rises else 'fewer'}{f' in {of}' if base else ''} {_ENDED[cause]}{held}"


def main_cause(contrasts: list[Contrast]) -> str:
    """The ending that changed most, under the arm whose survival changed most."""
    pair = in_question(contrasts)
    if pair is None or not direction(pair.change["survival"]):
        return ""
    endings = [(cause, e) for cause, e in _changed(pair) if e.mean * pair.change["survival"].mean < 0.0]
    return f"; under {pair.arm}, {_ending(pair, *endings[0], base=True)}" if endings else ""


def only_for_cash(comparison: Comparison) -> bool:
    """Whether all failures are for want of cash."""
    if not comparison.horizons:
        return False
    longest = comparison.horizons[-1]
    failed = {arm.name: arm.outcomes["gtm_failure"].mean for arm in comparison.arms}
    return all(isclose(longest.arms[name].cash_out.mean, chance) for name, chance in failed.items())

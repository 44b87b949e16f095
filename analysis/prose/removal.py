"""What a twin says, in sentences that can be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, direction
from equipoise.analysis.prose.numbers import capital, digits, fixed, listed, many, paragraph, percent, points
from equipoise.analysis.removal import Verdict

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Removal, Twin

_ONE_IN_100 = 0.01

_TOLD = 0.05  # accounts, below which a change in wins is not told
_WHOLE = 0.1  # a share from which on no decimals are told

_PLACES = {
    "mutual dependence": "The two depend on each other.",
    "over a barrel": "The vendor is over a barrel.",
    "the account depends on you": "The account depends on the vendor, and not the vendor on it.",
    "independent": "Neither depends on the other.",
}


def sentence(removal: Removal, twin: Twin) -> str:
    """Say what one account's removal comes to: failure and the verdict, what goes with it, its side, the quarter."""
    if twin.rise.runs == 0:
        return f"{twin.account} is held in no run {_after(removal)}: there is nothing to lose."
    loss = capital(f"{_when(removal, twin)}{_failure(twin)}")
    quarter = _PLACES[twin.quadrant] if len(twin.quadrants) == 1 else ""
    return paragraph(loss, _goes_with_it(twin), _other_side(twin), quarter)


def _when(removal: Removal, twin: Twin) -> str:
    if removal.round == 0:
        return ""
    return f"{_after(removal)}, where it is still held ({_percent(twin.held.mean)} of runs), "


def _after(removal: Removal) -> str:
    return f"after {many(removal.round, 'round')}"


def _failure(twin: Twin) -> str:
    failure, rise = twin.vendor["gtm_failure"], twin.rise
    way = direction(rise)
    here, there = _percent(failure.whole.mean), _percent(failure.without.mean)
    chance = "the chance that the go-to-market fails"
    if rise.runs == 1:
        pair = ["fails" if one.mean else "does not fail" for one in (failure.whole, failure.without)]
        once = f"is seen in one run, in which the go-to-market {pair[0]} with it and {pair[1]} without it"
        return f"losing {twin.account} {once}: {_verdict(twin)}."
    if alike(rise):
        effect = f"leaves {chance} at {here}, the same in every run"
    elif way and here != there:
        effect = f"{'raises' if way > 0 else 'lowers'} {chance} from {here} to {there}"
    else:
        effect = f"leaves {chance} at about {here}"
    return f"losing {twin.account} {effect} ({_change(rise)}): {_verdict(twin)}."


def _change(rise: Estimate) -> str:
    """A rise in points with its interval, such as ``+58 points, 55 to 61``."""
    mean, low, high = _in_100(rise)
    return f"{'+' if float(mean) > 0.0 else ''}{mean} points, {low} to {high}"


def _in_100(chance: Estimate) -> list[str]:
    """A chance and its ends in a hundred, with a decimal where it is small."""
    places = 0 if abs(chance.mean) >= _WHOLE else 1
    return [fixed(100.0 * value, places) for value in (chance.mean, chance.low, chance.high)]


def _verdict(twin: Twin) -> str:
    least = points(twin.threshold).replace(".0 ", " ")
    return {
        Verdict.YES: "it is a strategic account",
        Verdict.NO: f"it is not a strategic account, which takes {least}",
        Verdict.UNDECIDED: f"too few runs to say whether it is a strategic account, which takes {least}",
    }[twin.strategic_account]


def _goes_with_it(twin: Twin) -> str:
    """Contribution lost in all and of the account's own, wins lost, and what is won in its place."""
    lost, own, wins = (twin.vendor[name].change for name in ("contribution", "own_contribution", "wins_elsewhere"))
    parts = []
    if direction(lost):
        moves = "falls" if lost.mean < 0.0 else "rises"
        parts.append(f"contribution {moves} by {_money(lost)} a round (its own was {_money(own)})")
    if direction(wins) and abs(wins.mean) >= _TOLD:
        fewer = "fewer" if wins.mean < 0.0 else "more"
        parts.append(f"{abs(wins.mean):.1f} accounts {fewer} are won elsewhere")
    # A plan that counts wins counts these too: losing an account can even make failure rarer.
    instead = twin.vendor["wins"].change.mean - wins.mean
    if instead >= _TOLD and wins.runs > 1:
        parts.append(f"{instead:.1f} accounts are won in its place")
    return f"With it, {listed(parts)}." if parts else ""


def _money(change: Estimate) -> str:
    size = abs(change.mean)
    return f"{size:.{digits(size, 2)}f}"


def _other_side(twin: Twin) -> str:
    mean, low, high = _in_100(twin.buyer["business_failure"])
    chance = f"{mean}% of runs ({low} to {high})"
    verdict = {
        Verdict.YES: "the vendor is strategic to it",
        Verdict.NO: "the vendor is not strategic to it",
        Verdict.UNDECIDED: "too few runs to say whether the vendor is strategic to it",
    }[twin.strategic_vendor]
    return f"Without the vendor, its own business fails within a year in {chance}: {verdict}."


def _percent(share: float) -> str:
    return percent(share, 0 if share == 0.0 or share >= _ONE_IN_100 else 1)

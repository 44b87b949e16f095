"""What a twin says, in sentences that can be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, direction
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import apart, are, capital, digits, fixed, listed, paragraph, percent, points
from equipoise.analysis.prose.units import Units
from equipoise.analysis.removal import Strategic
from equipoise.analysis.results import OPENING
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.removal import Removal, Twin
    from equipoise.sim.money import Money

_ONE_IN_100 = 0.01

_ITS_BOOKS = (
    "That is by its margin alone: its own overhead, by which it would fail sooner, and its cash, by which it would "
    "fail later, are not known."
)

_TOLD = 0.05  # accounts, below which a change in wins is not told
_NAMED = 2  # accounts that a title names, beside those that are strategic
_WHOLE = 0.1  # a share from which on no decimals are told

_PLACES = {
    "mutual dependence": "The two depend on each other.",
    "over a barrel": "The vendor is over a barrel.",
    "the account depends on you": "The account depends on the vendor, and not the vendor on it.",
    "independent": "Neither depends on the other.",
}


def sentence(removal: Removal, twin: Twin) -> str:
    """Say what one account's removal comes to: failure, what goes with it, its side, the quarter."""
    if twin.rise.runs == 0:
        return f"{twin.account} is held in no run {_after(removal)}: there is nothing to lose."
    loss = capital(f"{_when(removal, twin)}{_failure(twin)}")
    quarter = _PLACES[twin.quadrant] if len(twin.quadrants) == 1 else ""
    return paragraph(loss, _goes_with_it(twin, removal.money), _other_side(twin, removal.money), quarter)


def beside_comparison(removal: Removal) -> str:
    """Say which figure of a comparison is the same as one here, and what changes are of, here and there.

    Nothing where an account is taken away later on: all is counted from then.
    """
    known = [twin.vendor["profit"].whole for twin in removal.twins if twin.rise.runs]
    if removal.round or not known:
        return ""
    a_year = ROUNDS_A_YEAR * known[0].mean
    earned = f"{amounts(removal.money, [a_year]).write(a_year)} a year"
    a_round = f" ({Units().flow(known[0].mean)})" if removal.money is None else ""
    all_years = removal.rounds / ROUNDS_A_YEAR
    opens = f"; a decision opens with {years(OPENING)}" if all_years > OPENING else ""
    return (
        f"With all its accounts {spoken(removal.policy)} earns {earned} over {years(all_years)}{a_round}, which is "
        f"what equipoise compare shows of it over all years{opens}. Changes here are what the loss of an account does, "
        "there what another policy does. The go-to-market fails where cash runs out, or a plan is missed."
    )


def title(removal: Removal) -> str:
    """Name who is strategic to whom, and say of whom these runs cannot tell."""
    held = [twin for twin in removal.twins if twin.rise.runs]
    if not held:
        return f"No account is held {_after(removal)}"
    to_vendor = _by_answer([(twin.account, twin.strategic_account) for twin in held])
    to_account = _by_answer([(twin.account, twin.strategic_vendor) for twin in held])
    yes, open_ = to_vendor[Strategic.YES], to_vendor[Strategic.UNDECIDED]
    if not yes and open_:
        first = f"These runs cannot tell whether {_named(open_)} {are(len(open_))} strategic to the vendor"
    else:
        who = f"{listed(yes)} {are(len(yes))}" if yes else "No account is"
        first = f"{who} strategic to the vendor{f', of {_named(open_)} it cannot be told' if open_ else ''}"
    yes, open_ = to_account[Strategic.YES], to_account[Strategic.UNDECIDED]
    if not yes and open_:
        return f"{first}; these runs cannot tell whether the vendor is strategic to {_named(open_)}"
    whom = "nobody" if not yes else f"all {len(yes)}" if _NAMED < len(yes) == len(removal.twins) else _named(yes)
    return f"{first}; the vendor is strategic to {whom}{f', of {_named(open_)} it cannot be told' if open_ else ''}"


def _by_answer(answers: Iterable[tuple[str, Strategic]]) -> dict[Strategic, list[str]]:
    found: dict[Strategic, list[str]] = {answer: [] for answer in Strategic}
    for account, answer in answers:
        found[answer].append(account)
    return found


def _named(accounts: Sequence[str]) -> str:
    """A few accounts by name, more as a number."""
    return listed(accounts) if len(accounts) <= _NAMED else f"{len(accounts)} accounts"


def _when(removal: Removal, twin: Twin) -> str:
    if removal.round == 0:
        return ""
    return f"{_after(removal)}, where it is still held ({_percent(twin.held.mean)} of runs), "


def _after(removal: Removal) -> str:
    return f"after {Units(removal.money).span(removal.round)}"


def _failure(twin: Twin) -> str:
    failure, rise = twin.vendor["gtm_failure"], twin.rise
    way = direction(rise)
    here, there = _percent(failure.whole.mean), _percent(failure.without.mean)
    if way and here == there:
        here, there = apart(failure.whole.mean, failure.without.mean, percent)
    chance = "the chance that the go-to-market fails"
    if rise.runs == 1:
        pair = ["fails" if one.mean else "does not fail" for one in (failure.whole, failure.without)]
        once = f"is seen in one run, in which the go-to-market {pair[0]} with it and {pair[1]} without it"
        return f"losing {twin.account} {once}: {_answer(twin)}."
    if alike(rise):
        effect = f"leaves {chance} at {here}, the same in every run"
    elif way:
        effect = f"{'raises' if way > 0 else 'lowers'} {chance} from {here} to {there}"
    elif max(abs(rise.low), abs(rise.high)) < twin.threshold:
        effect = f"leaves {chance} at about {here}"
    else:
        effect = f"changes {chance} by nothing that these runs can show, from {here} to {there}"
    return f"losing {twin.account} {effect} ({_change(rise)}): {_answer(twin)}."


def _change(rise: Estimate) -> str:
    """A rise in points with its interval, such as ``+58 points, 55 to 61``."""
    mean, low, high = _in_100(rise)
    return f"{'+' if float(mean) > 0.0 else ''}{mean} points, {low} to {high}"


def _in_100(chance: Estimate) -> list[str]:
    """A chance and its ends in a hundred, with a decimal where it is small."""
    places = 0 if abs(chance.mean) >= _WHOLE else 1
    return [fixed(100.0 * value, places) for value in (chance.mean, chance.low, chance.high)]


def _answer(twin: Twin) -> str:
    least = points(twin.threshold).replace(".0 ", " ")
    return {
        Strategic.YES: "it is a strategic account",
        Strategic.NO: f"it is not a strategic account, which takes {least}",
        Strategic.UNDECIDED: f"{_why(twin.vendor_unstated)} whether it is a strategic account, which takes {least}",
    }[twin.strategic_account]


def _why(unstated: Sequence[str]) -> str:
    """Say why a verdict is left open."""
    return f"without {listed(unstated)}, which nobody states, it cannot be said" if unstated else "too few runs to say"


def _goes_with_it(twin: Twin, money: Money | None) -> str:
    """Contribution lost in all and of the account's own, wins lost, and what is won in its place."""
    lost, own, wins = (twin.vendor[name].change for name in ("contribution", "own_contribution", "wins_elsewhere"))
    parts = []
    if direction(lost):
        moves = "falls" if lost.mean < 0.0 else "rises"
        fall, its_own = _a_time(money, lost, own)
        parts.append(f"contribution {moves} by {fall} (its own was {'-' if own.mean > 0.0 else ''}{its_own})")
    if direction(wins) and abs(wins.mean) >= _TOLD:
        fewer = "fewer" if wins.mean < 0.0 else "more"
        parts.append(f"{abs(wins.mean):.1f} accounts {fewer} are won elsewhere")
    # A plan that counts wins counts these too: losing an account can even make failure rarer.
    all_wins = twin.vendor["wins"].change
    instead = all_wins.mean - wins.mean
    # The error of a difference is at most the sum of the errors.
    luck = sum((change.high - change.low) / 2.0 for change in (all_wins, wins))
    if instead > max(luck, _TOLD):
        parts.append(f"{instead:.1f} accounts are won in its place")
    return f"With it, {listed(parts)}." if parts else ""


def _a_time(money: Money | None, lost: Estimate, own: Estimate) -> tuple[str, str]:
    """Write two changes a round, or a year of a business; the second beside the first, without its unit."""
    sizes = [abs(change.mean) for change in (lost, own)]
    if money is None:
        first, second = (f"{size:.{digits(size, 2)}f}" for size in sizes)
        return f"{first} a round", second
    written = amounts(money, [ROUNDS_A_YEAR * size for size in sizes])
    return f"{written.write(ROUNDS_A_YEAR * sizes[0])} a year", written.number(ROUNDS_A_YEAR * sizes[1])


def _other_side(twin: Twin, money: Money | None) -> str:
    if twin.buyer_unstated:
        return (
            f"Whether its own business would fail without the vendor is not told: that rests on "
            f"{listed(twin.buyer_unstated)}, which nobody states."
        )
    mean, low, high = _in_100(twin.buyer["business_failure"])
    chance = f"{mean}% of runs ({low} to {high})"
    answer = {
        Strategic.YES: "the vendor is strategic to it",
        Strategic.NO: "the vendor is not strategic to it",
        Strategic.UNDECIDED: "too few runs to say whether the vendor is strategic to it",
    }[twin.strategic_vendor]
    unknown = "" if money is None else f" {_ITS_BOOKS}"
    return f"Without the vendor, its own business fails within a year in {chance}: {answer}.{unknown}"


def _percent(share: float) -> str:
    return percent(share, 0 if share == 0.0 or share >= _ONE_IN_100 else 1)

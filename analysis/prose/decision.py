"""What to do: one policy or the other, what that brings, costs and risks, as far as the runs tell."""

from __future__ import annotations

from math import ceil, floor, inf, isnan, log10
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import account_spoken_of, alike, contrast, way
from equipoise.analysis.prose.choosing import not_chosen
from equipoise.analysis.prose.idle import idle_words
from equipoise.analysis.prose.losing import all_lose
from equipoise.analysis.prose.money_first import (
    WORTH,
    disagreement,
    gain,
    lead_of,
    leads,
    told,
    too_small,
    worth_of,
    years,
)
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import capital, in_runs, listed, paragraph, percent
from equipoise.analysis.prose.one_account import others_alone, spoken_of, told_first
from equipoise.analysis.prose.programme import discounting
from equipoise.analysis.prose.rests_on import decided_by
from equipoise.analysis.prose.risk import (
    APART,
    after_ruin,
    by_account,
    hardly_replaced,
    kept_and_solvent,
    loss_and_cash,
)
from equipoise.analysis.results import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.contrast import Contrast
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Horizon, OneAccount, Verdict

MOST_FAIL = 0.5
"""Share of runs from which on a business is said to fail."""


def decision(comparison: Comparison) -> Decision | None:
    """Say what to do, by profit over what pages open with, with the risk and the longest view beside it.

    None where nothing is compared, or no horizon is there to judge by.
    """
    opening = comparison.opening
    if opening is None or not comparison.differences:
        return None
    account = account_spoken_of(comparison)
    pairs = [contrast(comparison, difference) for difference in comparison.differences]
    own = [pair for pair in pairs if not pair.twin]
    first, fails = comparison.arms[0].name, _fails(comparison, opening)
    if not own:
        words = f"There is nothing to decide: {_nothing_between(pairs, comparison)}"
        return Decision("business fails" if fails else "same policy", first, account, (paragraph(fails, words),))
    verdict, arm, words = _judged(comparison, opening, own)
    instead = _instead(comparison, opening)
    if fails:
        record = f"For the record, against {first}: {_earned(opening, arm, comparison)}."
        said = [paragraph(fails, record), paragraph(kept_and_solvent(comparison, arm, account), after_ruin(comparison))]
        behind = filter(None, [loss_and_cash(comparison)])
        return Decision("business fails", arm, account, tuple(filter(None, said)), details=tuple(behind))
    found = next(one for one in comparison.returns if one.arm == arm)
    said = [
        paragraph(
            _fails_later(comparison),
            _choose_one_account(instead, comparison, opening, arm) if instead else "",
            f"Between {arm} and {first} with all accounts: {words[0].lower()}{words[1:]}" if instead else words,
            all_lose(comparison),
            _nothing_between(pairs, comparison),
            disagreement(comparison, [pair for pair in own if pair.arm == arm]),
        ),
        paragraph(kept_and_solvent(comparison, arm, account), after_ruin(comparison), hardly_replaced(comparison, arm)),
        paragraph(found.sentence, discounting(found)),
        spoken_of(comparison),
    ]
    alone = told_first(comparison)
    details = [paragraph(by_account(comparison, arm), others_alone(comparison)), loss_and_cash(comparison)]
    return Decision(
        verdict,
        arm,
        account,
        tuple(filter(None, said)),
        _rests_on(comparison, arm),
        tuple(filter(None, details)),
        instead.policy if instead else "",
        alone.account if alone else "",
    )


def _nothing_between(pairs: Sequence[Contrast], comparison: Comparison) -> str:
    """Say of arms that come to the same as another which are one policy with it, and why others never act."""
    groups: dict[str, list[str]] = {}
    for pair in (one for one in pairs if one.twin and one.idle is None):
        groups.setdefault(pair.twin, [pair.twin]).append(pair.arm)
    one_policy = [f"{listed(names)} are the same policy here, alike in every run." for names in groups.values()]
    idle = [idle_words(pair.arm, pair.twin, pair.idle, comparison.money) for pair in pairs if pair.idle is not None]
    return paragraph(*one_policy, *idle)


def _judged(comparison: Comparison, opening: Horizon, own: Sequence[Contrast]) -> tuple[Verdict, str, str]:
    """The verdict, the arm that it is about, and what leads to it."""
    changes = {pair.arm: opening.differences[pair.arm].profit for pair in own}
    over = years(opening.years)
    lead = {name: leads(comparison, change) for name, change in changes.items()}
    ahead = [name for name in changes if lead[name] > 0]
    if ahead:
        best = max(ahead, key=lambda name: changes[name].mean)
        words = f"Over {over}, {_choose(comparison, best)}: it earns {gain(comparison, changes[best])}."
        return "recommended", best, f"{words}{_beyond(comparison, opening, best)}"
    arm = max(changes, key=lambda name: _later(comparison, name))
    if all(towards < 0 for towards in lead.values()):
        others = "" if len(own) == 1 else "none of the others earns more; "
        words = f"Over {over}, {_keep(comparison)}: {others}{arm} earns {gain(comparison, changes[arm])}."
        return "not recommended", arm, f"{words}{_beyond(comparison, opening, arm)}"
    still = arm if not lead[arm] else next(name for name in changes if not lead[name])
    verdict, arm, words = _undecided(comparison, opening, still)
    longest = comparison.horizons[-1]
    more = "" if longest is opening else _another(comparison, longest, arm, f" Over {years(longest.years)}")
    return verdict, arm, f"{words}{more}{_between(comparison, arm)}{not_chosen(comparison, opening, arm)}"


def _instead(comparison: Comparison, opening: Horizon) -> OneAccount | None:
    """The decision's policy with one account alone, where that clearly leads all that was compared.

    Its account was chosen in other runs than these, so that it is not the best of several by luck.
    """
    found = comparison.one_account
    if found is None:
        return None
    gained = [view.profit for view in found.views if view.years == opening.years and leads(comparison, view.profit) > 0]
    others = [change.profit for change in opening.differences.values()]
    return found if gained and all(_clearly_more(gained[0], change) for change in others) else None


def _clearly_more(one: Estimate, other: Estimate) -> bool:
    """Whether one lead over the first arm is clear of another."""
    return not way(other) > 0 or one.low > other.high


def _choose_one_account(found: OneAccount, comparison: Comparison, opening: Horizon, arm: str) -> str:
    """Say what to choose where it is one account alone, and what the longest view says of it."""
    first, longest = comparison.arms[0].name, comparison.horizons[-1]
    at = {view.years: view.profit for view in found.views}
    best = f", with the best of the {found.tried} largest accounts, chosen in runs apart" if found.tried > 1 else ""
    said = f"Over {years(opening.years)}, choose {spoken(found.policy)} in place of {first}: it earns "
    said += f"{gain(comparison, at[opening.years])}{best}."
    if longest is opening:
        return said
    later = at[longest.years]
    said += f" Over {years(longest.years)} it earns {gain(comparison, later)}"
    all_of_them = longest.differences[arm].profit
    if all_of_them.low > max(later.high, 0.0):
        return f"{said}, and {arm} with all accounts earns more: {gain(comparison, all_of_them)}."
    return f"{said}."


def _earned(opening: Horizon, arm: str, comparison: Comparison) -> str:
    """What an arm earns more or less, without any advice."""
    return f"{arm} earns {gain(comparison, opening.differences[arm].profit)} over {years(opening.years)}"


def _longer(comparison: Comparison, arm: str) -> str:
    """What the longest view says of an arm, and which other would be ahead by it."""
    opening, longest = comparison.horizons[0], comparison.horizons[-1]
    opening = comparison.opening or opening
    if longest is opening:
        return ""
    change, over = longest.differences[arm].profit, years(longest.years)
    if way(change) == way(opening.differences[arm].profit):
        said = f" Over {over} it earns {gain(comparison, change)}."
    elif way(change):
        said = f" Over {over} it is the other way round: {arm} earns {gain(comparison, change)}."
    else:
        said = f" Over {over} these runs cannot tell it from {comparison.arms[0].name} in profit."
    return said + _another(comparison, longest, arm, " By that view")


def _beyond(comparison: Comparison, opening: Horizon, arm: str) -> str:
    """What further views say of an arm that leads, or of the last that does not, and how the others stand."""
    others = not_chosen(comparison, opening, arm)
    return f"{_longer(comparison, arm)}{_between(comparison, arm)}{others}"


def _between(comparison: Comparison, arm: str) -> str:
    """Which other arm leads over horizons beside those that a decision tells of."""
    views = [view for view in comparison.horizons if view not in told(comparison)]
    return "".join(_another(comparison, view, arm, f" Over {years(view.years)}") for view in views)


def _another(comparison: Comparison, view: Horizon, arm: str, start: str) -> str:
    """Which other arm clearly earns more than one over a horizon, and more than the first."""
    profits = {name: one.profit for name, one in view.differences.items()}
    best = max(profits, key=lambda name: -inf if isnan(profits[name].mean) else profits[name].mean)
    if best == arm or way(profits[best]) <= 0 or not _clearly_more(profits[best], profits[arm]):
        return ""
    return f"{start} {best} earns most: {gain(comparison, profits[best])} than {comparison.arms[0].name}."


def _later(comparison: Comparison, arm: str) -> float:
    change = comparison.horizons[-1].differences[arm].profit.mean
    return -inf if isnan(change) else change


def _undecided(comparison: Comparison, opening: Horizon, arm: str) -> tuple[Verdict, str, str]:
    """No arm is clearly ahead in money, and one is not clearly behind."""
    change, over = opening.differences[arm].profit, years(opening.years)
    first, pair = comparison.arms[0], f"{arm} or {comparison.arms[0].name}"
    worth = worth_of(comparison)
    longer = _over_longest(comparison, arm)
    if alike(change):
        return "no difference", arm, f"Over {over} it makes no difference in money: {pair}, profit is the same{longer}."
    written = lead_of(comparison, change)
    between = f" ({written.within(change)} {written.unit} a year)" if change.known else ""
    if too_small(comparison, change):
        within = f"within {percent(WORTH)} of revenue{between}"
        said = f"Over {over} it makes no difference in money, {pair}: profit is the same {within}{longer}."
        return "no difference", arm, said
    runs = "one run" if comparison.replications == 1 else f"{comparison.replications:,} runs"
    need = _enough(comparison.replications, change, worth)
    enough = f"; about {need:,} runs would tell" if need else ""
    open_ = f"{capital(runs)} cannot tell whether {arm} earns more or less than {first.name} over {over}{between}"
    return "cannot tell", arm, f"{open_}{enough}{longer}."


def _enough(runs: int, change: Estimate, worth: float) -> int:
    """Runs that would tell, if the mean is right: a difference from none, or that it is too small to matter.

    Rounded up to two digits; 0 where these runs give no idea.
    """
    size = abs(change.mean)
    apart = max(size, worth - size) if worth > 0.0 else size
    if not change.known or not apart > 0.0:
        return 0
    need = runs * ((change.high - change.low) / 2.0 / apart) ** 2
    step = 10 ** max(floor(log10(max(need, 1.0))) - 1, 0)
    return int(ceil(need / step) * step)


def _over_longest(comparison: Comparison, arm: str) -> str:
    """What the longest view says of money, where the opening one leaves it open."""
    horizons = told(comparison)
    if len(horizons) < 2:  # noqa: PLR2004 - the opening view and the longest
        return ""
    change = horizons[-1].differences[arm].profit
    return f"; over {years(horizons[-1].years)} {arm} earns {gain(comparison, change)}" if way(change) else ""


def _choose(comparison: Comparison, arm: str) -> str:
    """Prefer another arm than the first; what a business does today is kept to, wherever it stands."""
    if _of_policies(comparison):
        if any(one.name == arm and one.policy == comparison.today for one in comparison.arms):
            return f"keep to {arm} and not {comparison.arms[0].name}"
        return f"choose {arm} in place of {comparison.arms[0].name}"
    return f"{arm} is the better case than {comparison.arms[0].name}"


def _keep(comparison: Comparison) -> str:
    """Prefer the first arm; only what a business does today can be kept to."""
    first = comparison.arms[0]
    if not _of_policies(comparison):
        return f"{first.name} is the better case"
    return f"keep to {first.name}" if first.policy == comparison.today else f"{first.name} is the better choice"


def _of_policies(comparison: Comparison) -> bool:
    """Whether arms differ in what the vendor does, and not in the case alone."""
    return len({arm.policy for arm in comparison.arms}) > 1


def _fails(comparison: Comparison, horizon: Horizon) -> str:
    """That the business itself fails, whatever is done."""
    chances = [view.cash_out.mean for view in horizon.arms.values()]
    if min(chances) <= MOST_FAIL:
        return ""
    start = f"Cash runs out within {years(horizon.years)} in {_range(chances, comparison)} under each of these"
    if max(chances) - min(chances) >= APART and any(way(one.cash_out) for one in horizon.differences.values()):
        least = min(horizon.arms, key=lambda name: horizon.arms[name].cash_out.mean)
        return f"{start}, least often with {least}: choose by that, if at all."
    return f"{start}, whatever is done: nobody should choose between them on what follows."


def _fails_later(comparison: Comparison) -> str:
    """That it fails later on, or that a plan is missed under every arm."""
    longest = comparison.horizons[-1]
    chances = [view.cash_out.mean for view in longest.arms.values()]
    if min(chances) > MOST_FAIL:
        within = years(longest.years)
        return f"Mind that cash runs out within {within} in {_range(chances, comparison)} under each."
    failed = [arm.outcomes["gtm_failure"].mean for arm in comparison.arms if "gtm_failure" in arm.outcomes]
    if failed and min(failed) > MOST_FAIL:
        return f"Mind that the plan is missed, or cash runs out, in {_range(failed, comparison)} under each."
    return ""


def _range(chances: Sequence[float], comparison: Comparison) -> str:
    """The least and the greatest of some chances, in runs."""
    found = [in_runs(chance, 1.0, comparison.replications) for chance in (min(chances), max(chances))]
    (low, base), (high, _) = found
    return f"{low if low == high else f'{low} to {high}'} of {base} runs"


def _rests_on(comparison: Comparison, arm: str) -> str:
    """Which number that is not stated the decision on an arm rests on most, and where it turns."""
    if comparison.first_look is not None and spoken(comparison.first_look.arm) == arm:
        return comparison.first_look.sentence
    found = comparison.rests_on
    return "" if found is None or spoken(found.arm) != arm else decided_by(found)

"""Reading sentences as somebody would who has only the figures beside them: words, names and numbers, nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

from equipoise.analysis.contrast import ALL, account_spoken_of
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.results import Comparison

NUMBER = r"-?\d[\d,]*(?:\.\d+)?"


def standing(change: Estimate) -> str:
    """What a paired difference allows to say of an arm against the first."""
    if isnan(change.value):
        return "nothing"
    if change.low > 0.0:
        return "ahead"
    if change.high < 0.0:
        return "behind"
    if change.same or change.value == change.low == change.high == 0.0:
        return "same"
    steady = isnan(change.low) and change.value != 0.0 and change.runs > 1
    return ("steadily ahead" if change.value > 0.0 else "steadily behind") if steady else "unclear"


def number(words: str) -> float:
    """A number as it is written."""
    return float(words.replace(",", ""))


def rounded(written: str, value: float) -> bool:
    """Whether a number is another one, as written with its decimals."""
    places = len(written.partition(".")[2])
    return abs(number(written) - value) <= 0.5000001 * 10.0**-places


@dataclass
class Verdicts:
    """Arms by what a sentence of the answer says of them, and the level that stands behind each name."""

    of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    warned: set[str] = field(default_factory=set)  # whose level is not of the runs that the order is of


def verdicts(answer: str, measure: str, names: list[str]) -> Verdicts:
    """Read the sentence of an answer that is about a measure."""
    start = re.search(rf"[Ii]n {measure}[^,]*?, ", answer)
    found = Verdicts()
    if start is None:
        return found
    text = answer[start.end() :]
    text = re.split(r"\. (?:But in|In) |; under |\.$", text)[0]
    one = "|".join(map(re.escape, names))
    for name, level, warned in re.findall(rf"({one}) \(({NUMBER})%(; the order[^)]*)?\)", text):
        found.levels[name] = level
        if warned:
            found.warned.add(name)
    text = re.sub(r"\([^)]*\)", "", text)
    for clause in text.split("; "):
        _clause(clause, one, names[0], found.of)
    return found


def _clause(clause: str, one: str, first: str, found: dict[str, str]) -> None:
    if " beat" in clause:
        before, *after = re.split(r" beats? ", clause)
        where = "ahead"
        for part in (before, *after):
            named = re.findall(one, part)
            if first in named:
                assert len(named) == 1, clause
                where = "behind"
                continue
            found.update(dict.fromkeys(named, where))
        return
    words = {
        "cannot tell": "unclear", "the same as": "same", "nothing to set": "nothing",
        "has more than": "steadily ahead", "has less than": "steadily behind",
    }  # fmt: skip
    (said,) = [where for word, where in words.items() if word in clause]
    found.update(dict.fromkeys((name for name in re.findall(one, clause) if name != first), said))


def levels_said(title: str) -> list[tuple[str, str]]:
    """Arms with what a title says they have, in its order."""
    return [(name, level) for level, name in re.findall(rf"({NUMBER})%(?: of runs)? with (\w+)", title)]


def title_agrees(
    title: str, first: str, levels: Mapping[str, float], changes: Mapping[str, Estimate], named: Sequence[str] = ()
) -> None:
    """Whether a title's order, names, numbers and doubts are those of the figures."""
    where = {name: standing(change) for name, change in changes.items()}
    said = levels_said(title)
    for name, level in said:
        assert rounded(level, 100.0 * levels[name]), title
    names = [name for name, _ in said]
    if first not in names:
        assert not names, title
        assert isnan(levels[first]), title
        return
    place = names.index(first)
    for above in names[:place]:
        assert where[above].endswith("ahead"), title
        assert number(dict(said)[above]) >= number(dict(said)[first]), title
    for below in names[place + 1 :]:
        assert where[below].endswith("behind"), title
        assert number(dict(said)[below]) <= number(dict(said)[first]), title
    for name in re.findall(r"(\w+) \(", title.partition("cannot tell")[2]):
        assert where[name] == "unclear", title
    for name, side in where.items():
        shown = levels[name] > levels[first] if side.endswith("ahead") else levels[name] < levels[first]
        if side.endswith(("ahead", "behind")) and shown:
            assert min(levels[n] for n in names) <= levels[name] <= max(levels[n] for n in names), title
            assert len(names) > 1, title  # somebody who is surely ahead or behind is not passed over
            assert name not in re.findall(r"(\w+) \(", title.partition("cannot tell")[2]), title
    if "the same in every run with" in title:
        assert set(where.values()) <= {"same", "nothing"}, title
    assert_told(title, first, {name: where[name] for name in named})


def assert_told(title: str, first: str, named: Mapping[str, str]) -> None:
    """Whether a title names the reference and other arms, and says of them what the figures say."""
    for asked, where in named.items():
        assert_one_told(title, first, asked, where)


def assert_one_told(title: str, first: str, asked: str, where: str) -> None:
    """The same of one."""
    assert re.search(rf"\b{first}\b", title), title
    assert re.search(rf"\b{asked}\b", title), title
    order = [name for name in re.findall(r"\w+", title.partition("; ")[0]) if name in {first, asked}]
    if order in ([asked, first], [first, asked]):
        assert where.endswith("ahead" if order[0] == asked else "behind") or where in {"same", "nothing"}, title


def sides(comparison: Comparison, measure: str) -> tuple[dict[str, float], dict[str, Estimate]]:
    """Levels of all arms, and differences of those behind the first, of what sentences are about."""
    account = account_spoken_of(comparison)
    levels = {
        arm.name: (arm.outcomes if account == ALL else arm.accounts[account])[measure].value for arm in comparison.arms
    }
    changes = {
        each.arm: (each.outcomes if account == ALL else each.accounts[account])[measure]
        for each in comparison.differences
    }
    return levels, changes


def judged(change: Estimate, threshold: float = 0.1) -> str:
    """Whether a rise is strategic, by its whole interval."""
    return "yes" if change.low >= threshold else "no" if change.high < threshold else "undecided"

"""Sentences about effects that claims predict agree with them: the two by two, what a lead is made of, red flags."""

import re
from dataclasses import replace
from math import isnan, nan

from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.prose import lead
from equipoise.analysis.prose.alarms import ranking
from equipoise.analysis.prose.squares import square_words
from tests import reading
from tests.drawn import NAMES, effects
from tests.reading import NUMBER, number


@given(st.tuples(*[effects()] * 9))
def test_what_a_two_by_two_says(drawn: tuple[ClaimedEffect, ...]) -> None:
    keys = ("account strategic", "vendor strategic", "interaction")
    measures = ("contribution_margin", "gtm_failure", "dependence")
    tables = {m: dict(zip(keys, drawn[3 * k : 3 * k + 3], strict=True)) for k, m in enumerate(measures)}
    text = square_words(
        tables | {"dependence_vendor": tables["dependence"], "dependence_account": tables["dependence"]}
    )
    margin, failures, depends = text.split(". ")
    account, vendor, both = (reading.standing(effect) for effect in tables["contribution_margin"].values())
    assert ("takes" in margin) == (account == "behind"), margin
    assert ("adds" in margin) == (account == "ahead"), margin
    assert ("brings" in margin) == (vendor == "ahead"), margin
    assert ("costs" in margin) == (vendor == "behind"), margin
    if vendor in {"ahead", "behind"}:
        assert (", more where" in margin) == (both == vendor), margin  # a larger gain, or a larger cost
        assert (", less where" in margin) == (both in {"ahead", "behind"} and both != vendor), margin
    of_account, of_vendor, together = (reading.standing(effect) for effect in tables["gtm_failure"].values())
    one, other = failures.split("; ")[:2]
    for part, where in ((one, of_account), (other, of_vendor)):
        assert ("more often" in part) == (where == "ahead"), failures
        assert ("less often" in part) == (where == "behind"), failures
    apart = re.search(r"; that (saves|brings) [\d.]+ (fewer|more) failures in 100 with a strategic account", failures)
    assert (apart is not None) == (together in {"ahead", "behind"}), failures
    if apart:
        assert apart[1] == ("saves" if of_vendor == "behind" else "brings"), failures
        assert (apart.groups() in {("brings", "more"), ("saves", "fewer")}) == (together == "ahead"), failures
    told = re.search(
        r"it makes [\d.]+ points (more|less) of it with a strategic account than with an ordinary one", margin
    )
    assert (told is not None) == (vendor not in {"ahead", "behind"} and both in {"ahead", "behind"}), margin
    assert told is None or (told[1] == "more") == (both == "ahead"), margin
    for part, key in zip(depends.split("strategic, and the account"), keys, strict=False):
        effect = tables["dependence"][key]
        for way in re.findall(r"depends? (more|less), by|account (more|less), by|^ (more|less), by", part):
            assert reading.standing(effect) == ("ahead" if "more" in way else "behind"), depends
    check_treatment(
        depends.partition(": ")[2], {"account": tables["dependence"][keys[0]], "vendor": tables["dependence"][keys[1]]}
    )


def check_treatment(said: str, took: dict[str, ClaimedEffect]) -> None:
    """Whether the cells are called what their dependence says that they are."""
    small = {name for name, effect in took.items() if max(map(abs, effect.interval())) < 0.05}
    where = {
        name: "no" if name in small or reading.standing(effect) == "behind" else
        "yes" if reading.standing(effect) == "ahead" else "cannot tell"
        for name, effect in took.items()
    }  # fmt: skip
    assert ("both are" in said) == (set(where.values()) == {"yes"}), said
    assert ("neither is" in said) == (set(where.values()) == {"no"}), said
    for name, is_ in re.findall(r"(?<!whether )the (account|vendor) is (not|what)", said):
        assert where[name] == ("no" if is_ == "not" else "yes"), said
    assert {*re.findall(r"whether the (\w+) is", said)} == {n for n in where if where[n] == "cannot tell"}, said


@given(effects(), st.tuples(*[effects()] * 3))
def test_what_a_lead_is_made_of(whole: ClaimedEffect, drawn: tuple[ClaimedEffect, ...]) -> None:
    parts = dict(zip(NAMES[:3], drawn, strict=True))
    text = lead.without(whole, parts)
    if reading.standing(whole) != "ahead":
        assert "no lead that could be taken apart" in text
        return
    less, _, doubt = text.partition("these runs cannot tell")
    lost = {name for name in parts if reading.standing(parts[name]) == "behind"}
    open_ = {name for name in parts if reading.standing(parts[name]) in {"same", "unclear"}}
    by = {part: set(re.findall("|".join(NAMES), part)) for part in text.split("; ")}
    assert next((named for part, named in by.items() if "earns less" in part), set()) == lost, less
    assert next((named for part, named in by.items() if "cannot tell" in part), set()) == open_, doubt
    largest = lead.largest_shares(parts)
    if largest.startswith("The largest"):
        named = set(re.findall("|".join(NAMES), largest))
        assert min(parts[n].low for n in named) > max(parts[n].high for n in parts if n not in named), largest


@st.composite
def areas(draw: st.DrawFn) -> ClaimedEffect:
    """An area under a curve less a half, as it may come out, also unknown."""
    found = draw(effects("area"))
    return replace(found, value=nan, error=nan) if draw(st.integers(0, 5)) == 0 else found


@given(st.lists(areas(), min_size=1, max_size=3))
def test_how_well_red_flags_are_said_to_rank(drawn: list[ClaimedEffect]) -> None:
    text = ranking(drawn)
    known = [area for area in drawn if not isnan(area.value)]
    assert "nan" not in text
    if not known:
        assert "cannot tell" in text, text
        return
    ends = [number(end) for end in re.findall(rf"({NUMBER})%", text.partition(" of pairs")[0])]
    ranked = sorted(50.0 + 100.0 * area.value for area in known)
    assert all(
        abs(said - end) <= 0.5000001 for said, end in zip((ends[0], ends[-1]), (ranked[0], ranked[-1]), strict=True)
    )
    where = [reading.standing(area) for area in drawn]
    worse = re.findall(r"worse than a coin in (\d) of", text)
    doubt = re.findall(r"in (\d) of \d places these runs cannot tell", text)
    assert [*map(int, worse)] == [where.count("behind")] * ("behind" in where), text
    open_ = sum(each in {"same", "unclear", "nothing"} for each in where)
    assert [*map(int, doubt)] == [open_] * (open_ > 0), text

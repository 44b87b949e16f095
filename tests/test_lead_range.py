"""The range beside an answer: its figures are those of the same runs at both ends, and its sentence is theirs."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from equipoise.analysis.contrast import contrast, in_question
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.prose.lead_range import range_words
from equipoise.analysis.results import Comparison, LeadRange
from equipoise.experiments import lead_range
from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.lead_range import with_range
from equipoise.sim.arm import Arm
from equipoise.sim.money import Money
from tests import drawn
from tests.reading import NUMBER, number, rounded, standing

PAIR = ("accommodating", "strategic")
WORDS = {
    "ahead of": {"ahead", "steadily ahead"},
    "behind": {"behind", "steadily behind"},
    "level with": {"same"},
    "not to be told from": {"unclear"},
    "not to be set against": {"nothing"},
}
CLAUSE = re.compile(
    rf"(?:is|, and) ({'|'.join(WORDS)}) (?:anna|it) at (\d+)%(?: \(([^)]*)\))?(?: and at (\d+)%(?: \(([^)]*)\))?)?"
)


def arms(*settings: str, policies: tuple[str, ...] = PAIR, scenario: str = "over-a-barrel") -> list[Arm]:
    return [Arm.of(scenario, policy, settings, rounds=12) for policy in policies]


def ranged(*settings: str, runs: int = 40, policies: tuple[str, ...] = PAIR) -> Comparison:
    played = arms(*settings, policies=policies)
    return with_range(compare(played, runs), played)


def lead(there: float = 0.5) -> st.SearchStrategy[Estimate]:
    return st.sampled_from([1, 20, 2_000]).flatmap(lambda runs: drawn.pairs(there, runs)).map(lambda pair: pair[1])


def test_a_lead_stands_in_one_step_with_the_profits_of_its_page() -> None:
    """An answer in millions, and a lead of 640 thousand that would be in thousands by itself."""
    lead = Estimate(0.64, 0.52, 0.76, runs=500)
    ends = [(0.0, {3.0: lead}), (0.5, {3.0: replace(lead, value=0.61)})]
    found, money = LeadRange("new", "old", 500, [0.25], ends), Money("EUR", 1e6)
    assert "by 640 thousand EUR a year, 520 to 760" in range_words(found, money)
    assert "by 0.640 million EUR a year, 0.520 to 0.760" in range_words(found, money, [7.9, 8.6])


LEADS = st.fixed_dictionaries({3.0: lead(), 10.0: lead()})
SMALL = {3.0: Estimate(0.001, 0.0005, 0.0015, runs=500), 10.0: Estimate(0.003, 0.001, 0.005, runs=500)}


@given(LEADS, LEADS, st.sampled_from([0.0, 0.25, 0.5, 0.8]))
@example(SMALL, SMALL | {10.0: Estimate(-12_345.0, -13_000.0, -11_690.0, runs=500)}, 0.25)
def test_the_sentence_says_what_its_figures_say(
    least: dict[float, Estimate], most: dict[float, Estimate], taken: float
) -> None:
    found = LeadRange("bert", "anna", 500, [taken], [(0.0, least), (0.5, most)])
    said = range_words(found)
    assert "nan" not in said
    assert f"here {100 * taken:.0f}%" in said
    assert ("beyond" in said) == (taken > 0.5)
    assert "500 runs at each end" in said
    if least == most:
        assert said.endswith("is the same at both ends (500 runs at each end, under the same luck).")
        return
    _, three, ten, _ = re.split(r"over three years |; over ten years | \(500 runs at each end", said)
    for clause, length in ((three, 3.0), (ten, 10.0)):
        told = [
            (words, share, figure)
            for words, *ends in CLAUSE.findall(clause)
            for share, figure in zip(ends[::2], ends[1::2], strict=True)
            if share
        ]
        assert [share for _, share, _ in told] == ["0", "50"]
        for (words, _, figure), lead_there in zip(told, (least[length], most[length]), strict=True):
            assert standing(lead_there) in WORDS[words], said
            check_figure(figure, lead_there)


def check_figure(figure: str, lead_there: Estimate) -> None:
    """What stands in brackets: by how much, and the interval, without signs where words say on which side it lies."""
    numbers = re.findall(NUMBER, figure)
    stands = standing(lead_there)
    if stands in {"nothing", "same"}:
        assert not numbers
        return
    ends = [lead_there.low, lead_there.high] if lead_there.known else []
    assert ("no interval" in figure) == (not ends)
    values = ends if stands == "unclear" and ends else [abs(lead_there.value), *sorted(map(abs, ends))]
    assert len(numbers) == len(values)
    for written, value in zip(numbers, values, strict=True):
        assert rounded(written, value), figure
    nearest = min(abs(end) for end in ends) if ends else 0.0
    if stands in {"ahead", "behind"} and nearest > 0.0001:  # no end is written as if it were nothing
        assert all(number(written) != 0.0 for written in numbers)


@given(drawn.results())
def test_it_is_about_the_arm_of_which_the_answer_names_a_cause(comparison: Comparison) -> None:
    contrasts = [contrast(comparison, difference) for difference in comparison.differences]
    chosen = in_question(contrasts)
    assert (chosen is None) == all(pair.twin for pair in contrasts)
    changes = {pair.arm: pair.change["survival"] for pair in contrasts if not pair.twin}
    clear = {arm: abs(one.value) for arm, one in changes.items() if standing(one) in {"ahead", "behind"}}
    if clear:
        assert chosen is not None
        assert clear[chosen.arm] == max(clear.values())
    named = re.search(r"; under (\w+), ", comparison.answer)
    if named is not None:
        assert chosen is not None
        assert chosen.arm == named[1]


@pytest.mark.parametrize(("share", "end"), [("0", 0), ("0.5", 1)])
def test_each_end_is_what_the_comparison_is_there(share: str, end: int) -> None:
    found = ranged(f"hierarchy.imitable={share}")
    assert found.lead_range is not None
    _, there = found.lead_range.ends[end]
    assert there == {view.years: view.differences["strategic"].profit for view in found.horizons[-1:]}
    assert there != found.lead_range.ends[1 - end][1]
    assert f"here {100 * float(share):.0f}%, of a range from 0 to 50%" in found.lead_range.sentence


def test_an_end_has_as_many_runs_as_tell_it_and_never_more_than_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lead_range, "RUNS", 25)
    for asked, played in ((40, 25), (10, 10)):
        found = ranged(runs=asked).lead_range
        assert found is not None
        assert found.replications == found.ends[0][1][3.0].runs == played
        assert f"({played} runs at each end, under the same luck)." in found.sentence


def test_a_value_beyond_the_range_is_said_to_be() -> None:
    found = ranged("hierarchy.imitable=0.8").lead_range
    assert found is not None
    assert "here 80%, beyond the range from 0 to 50%." in found.sentence


def test_where_nothing_is_built_that_could_be_copied_both_ends_are_the_same() -> None:
    found = ranged("switches.contribution=off").lead_range
    assert found is not None
    assert "is the same at both ends" in found.sentence


def test_scenarios_that_differ_in_it_are_each_said_with_their_own() -> None:
    played = [
        replace(arm, policy=arms()[1].policy) for one in ("0.1", "0.3") for arm in arms(f"hierarchy.imitable={one}")[:1]
    ]
    found = with_range(compare(played, 20, names=["one", "other"]), played)
    assert found.lead_range is not None
    assert "here 10 and 30%" in found.lead_range.sentence
    assert "is the same at both ends" in found.lead_range.sentence


@pytest.mark.parametrize(
    ("settings", "policies"),
    [(["switches.imitation=off"], PAIR), ([], ("strategic",)), ([], ("accommodating", "accommodating"))],
)
def test_there_is_none_where_no_lead_hangs_on_it(settings: list[str], policies: tuple[str, ...]) -> None:
    played, told = arms(*settings, policies=policies), list[float]()
    comparison = compare(played, 20, names=["one", "other"][: len(played)])
    assert with_range(comparison, played, progress=told.append) is comparison
    assert sum(told) == 1.0
    assert to_json(comparison)["lead_range"] is None


@pytest.mark.parametrize("off", [0, 1])
def test_there_is_none_where_one_of_two_has_no_rivals_who_copy(off: int) -> None:
    settings = [("switches.imitation=off",) if k == off else () for k in range(2)]
    played = [arms(*stated)[1] for stated in settings]
    assert with_range(compare(played, 20, names=["one", "other"]), played).lead_range is None

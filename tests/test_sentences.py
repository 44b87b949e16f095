"""Sentences and titles agree with the figures beside them: sign, order and doubt, over whatever results may come."""

import re
from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.analysis.contrast import ALL
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.figures import account_drawn, draw
from equipoise.analysis.figures.levers import levers
from equipoise.analysis.figures.wording import EVERY, compared, spoken_of
from equipoise.analysis.frontier import Candidate, Frontier, Objective, standing
from equipoise.analysis.prose import dependence, frontier, removal, titles
from equipoise.analysis.prose.numbers import percent
from equipoise.analysis.prose.sensitivity import most, sentence
from equipoise.analysis.removal import Removal, Twin
from equipoise.analysis.results import Comparison, Difference
from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.ranking import Basis, Ranking, directions
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.tornado import Tornado
from equipoise.experiments.compare import compare
from equipoise.experiments.twins.play import play_twins
from equipoise.sim.arm import Arm
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from tests import comparisons, reading, strategies
from tests.drawn import FIRST, MEASURES, MOVE, NAMES, OTHERS, REACH, SHARE, findings, results, twins
from tests.reading import NUMBER, number


def check_answer(comparison: Comparison) -> None:
    """The answer names the arms that its figures allow, on margin and on survival."""
    names = [arm.name for arm in comparison.arms]
    told = [each.arm for each in comparison.differences if not (each.same or each.twin)]
    for measure, words in (("contribution_margin", "contribution margin"), ("survival", "survival")):
        levels, changes = reading.sides(comparison, measure)
        if not told or isnan(levels[names[0]]):
            continue
        said = reading.verdicts(comparison.answer, words, names)
        assert said.of == {name: reading.standing(changes[name]) for name in told}, comparison.answer
        for name, level in said.levels.items():
            assert reading.rounded(level, 100.0 * levels[name]), comparison.answer
        for name, where in said.of.items():
            if where in {"ahead", "behind"}:
                shown = number(said.levels[name]) - number(said.levels[names[0]])
                agrees = shown >= 0.0 if where == "ahead" else shown <= 0.0
                assert agrees or name in said.warned, comparison.answer


def check_sentence(comparison: Comparison, difference: Difference) -> None:
    """Each phrase of a difference's sentence goes the way of its own figure."""
    text = difference.sentence
    assert "nan" not in text
    levels = {m: reading.sides(comparison, m)[0] for m in MEASURES}
    change = {m: reading.sides(comparison, m)[1][difference.arm] for m in MEASURES}
    if difference.same or difference.twin:
        assert ("the same vendor" if difference.idle is None else "comes to the same as") in text
        return
    for words, measure in (
        (r"points (more|less) contribution margin", "contribution_margin"),
        (r"price is [\d.]+% (higher|lower)", "price"),
        (r"gross margin [\d.]+ points (higher|lower)", "gross_margin"),
        (r"serving costs [\d.]+ points of revenue (more|less)", "cost_to_serve"),
        (r"depends? on it (more|less) \(", "dependence_account"),
        (r"In money it brings (more|less):", "contribution"),
        (r"cash runs out(?:, or the plan is missed,)? in [\d.]+ (more|fewer) of", "gtm_failure"),
    ):
        where = reading.standing(change[measure] if measure != "gtm_failure" else difference.outcomes[measure])
        for way in re.findall(words, text):
            assert where.removeprefix("steadily ") == ("ahead" if way in {"more", "higher"} else "behind"), text
    where = reading.standing(change["contribution_margin"])
    assert ("cannot tell" in text) == (where == "unclear"), text
    links = {(1, 1): " and holds", (-1, -1): " and holds", (1, -1): ", but holds", (-1, 1): ", but holds"}
    signs = {"ahead": 1, "behind": -1}
    both = (signs.get(where, 0), signs.get(reading.standing(change["survival"]), 0))
    assert links.get(both, "; it h") in text, text
    assert ("no difference that" in text) == (reading.standing(change["survival"]) == "unclear"), text
    for a, b in re.findall(rf"\(({NUMBER}) against ({NUMBER})\)", text):
        assert (number(a) - number(b)) * change["dependence_account"].value >= 0.0, text
    held = rf"holds (?:Giant for [\w.]+ years? in )?({NUMBER})%? of .*? against ({NUMBER})"
    for here, there in re.findall(held, text):
        apart = levels["survival"][difference.arm] - levels["survival"][difference.against]
        assert (number(here) - number(there)) * apart >= 0.0, text


@given(results())
@settings(max_examples=60)
def test_answers_and_sentences_of_a_comparison(comparison: Comparison) -> None:
    check_answer(comparison)
    for difference in comparison.differences:
        check_sentence(comparison, difference)


@given(results())
@settings(max_examples=50)
def test_titles_say_what_the_answer_says(comparison: Comparison) -> None:
    label = account_drawn(comparison) or EVERY
    for measure in ("contribution_margin", "survival", "free_support"):
        title = compared(comparison, label, measure, percent, 1)
        reading.title_agrees(title, FIRST, *reading.sides(comparison, measure), spoken_of(comparison)[1:])
    ends = {arm.name: arm.endings[ALL] for arm in comparison.arms}
    changes = {each.arm: each.endings[ALL] for each in comparison.differences}
    title = titles.endings("all", FIRST, ends, changes, percent, named=spoken_of(comparison)[1:])
    for cause in re.findall("\u201c(.*)\u201d: ", title):
        levels = {name: own[cause].value for name, own in ends.items()}
        of_cause = {name: own[cause] for name, own in changes.items()}
        reading.title_agrees(title, FIRST, levels, of_cause)
        clear = any(reading.standing(change).endswith(("ahead", "behind")) for change in of_cause.values())
        assert clear == ("such as" not in title), title
    if "such as" in title:
        sure = [c for own in changes.values() for k, c in own.items() if any(e[k].value > 0.0 for e in ends.values())]
        assert not any(reading.standing(change).endswith(("ahead", "behind")) for change in sure), title


# What is won and lost with an account


@given(st.tuples(*map(twins, ("Giant", "North", "South"))))
@settings(max_examples=50)
def test_what_an_accounts_loss_comes_to(drawn: tuple[Twin, ...]) -> None:
    found = Removal("scenario", "", "accommodating", 7, 500, 40, 0, list(drawn))
    for twin in drawn:
        check_loss(found, twin)
    check_who_is_strategic(found)


def check_loss(found: Removal, twin: Twin) -> None:
    """One account's sentence: which way failure, contribution and wins go, and both verdicts."""
    text, failure = removal.sentence(found, twin), twin.vendor["gtm_failure"]
    where = reading.standing(twin.rise)
    assert ("raises the chance" in text) == (where == "ahead"), text
    assert ("lowers the chance" in text) == (where == "behind"), text
    for here, there in re.findall(rf"(?:raises|lowers) .* from ({NUMBER})% to ({NUMBER})%", text):
        assert (number(there) - number(here)) * failure.change.value >= 0.0, text
    if "leaves the chance" in text:
        assert where in {"same", "unclear"}, text
        assert where == "same" or max(abs(twin.rise.low), abs(twin.rise.high)) < twin.threshold, text
    whose = {
        "yes": "it is a strategic account",
        "no": "it is not a strategic",
        "undecided": "too few runs to say whether it",
    }
    assert whose[reading.judged(twin.rise)] in text, text
    other = {"yes": "the vendor is strategic to it", "no": "the vendor is not", "undecided": "whether the vendor is"}
    assert other[reading.judged(twin.buyer["business_failure"])] in text, text
    for way in re.findall(r"contribution (falls|rises)", text):
        assert reading.standing(twin.vendor["contribution"].change) == ("ahead" if way == "rises" else "behind"), text
    for own in re.findall(rf"its own was ({NUMBER})", text):
        assert reading.rounded(own, twin.vendor["own_contribution"].whole.value), text
    for way in re.findall(r"accounts (fewer|more) are won", text):
        assert reading.standing(twin.vendor["wins_elsewhere"].change) == ("ahead" if way == "more" else "behind"), text
    if "won in its place" in text:
        every, elsewhere = twin.vendor["wins"].change, twin.vendor["wins_elsewhere"].change
        assert every.low > elsewhere.high - 1e-9, text


def check_who_is_strategic(found: Removal) -> None:
    """The plane's title: who is strategic to whom, and of whom it cannot be told, as in the sentences."""
    to_vendor, to_account = removal.title(found).split("; ")
    verdicts = {twin.account: reading.judged(twin.rise) for twin in found.twins}
    others = {twin.account: reading.judged(twin.buyer["business_failure"]) for twin in found.twins}
    for part, judgement in ((to_vendor, verdicts), (to_account, others)):
        sure, doubt = re.split(r", of |cannot tell whether", part)[0], re.search(r", of .*|cannot tell whether.*", part)
        of = {verdict: {name for name in judgement if judgement[name] == verdict} for verdict in ("yes", "undecided")}
        assert set(re.findall("Giant|North|South", sure)) in (of["yes"], set()), part
        assert (doubt is not None) == bool(of["undecided"]), part
        if doubt:
            assert set(re.findall("Giant|North|South", doubt[0])) in (of["undecided"], set()), part
        assert ("No account is" in part or "nobody" in part) == (not of["yes"] and not of["undecided"]), part


# Frontiers


@given(st.lists(st.tuples(MOVE, MOVE, REACH), min_size=4, max_size=4), st.booleans())
def test_who_is_beaten_on_a_frontier(moves: list[tuple[float, float, float]], less: bool) -> None:
    objectives = (Objective("margin", "share", "share"), Objective("cost_to_serve", "share", "share", more=not less))
    names = [("front-1", "one"), ("front-1", "two"), ("front-2", "one"), ("front-2", "two")]
    against: dict[str, dict[str, tuple[Estimate, Estimate]]] = {name: {} for pair in names for name in pair}
    for (point, shipped), (one, other, reach) in zip(names, moves, strict=True):
        for name, whom, sign in ((point, shipped, 1.0), (shipped, point, -1.0)):
            first, second = (Estimate(sign * v, sign * v - reach, sign * v + reach, runs=99) for v in (one, other))
            against[name][whom] = (first, second)
    mean = Estimate(0.2, 0.1, 0.3, runs=99)
    of = {
        name: Candidate(name, "", {}, (mean, mean), (0.2, 0.2), (mean, mean), standing(objectives, own), own)
        for name, own in against.items()
    }
    points, shipped = [of["front-1"], of["front-2"]], [of["one"], of["two"]]
    found = Frontier("s", "", "Giant", objectives, [], {}, points, shipped, np.full((9, 2), 0.1), 7, 99, 8, 50, 40)
    sign = -1.0 if less else 1.0
    beaten = {
        name
        for name in ("one", "two")
        if any(a.high < 0.0 and max(sign * b.low, sign * b.high) < 0.0 for a, b in against[name].values())
    }
    title, told = frontier.title(found), frontier.answer(found)
    count = {0: "beat none of", 1: "beat 1 of", 2: "beat all of"}[len(beaten)]
    assert count in title, title
    said = told.partition(" told of, on Giant. ")[2].partition(". On fresh luck")[0]
    assert {
        0: said == "No shipped policy is clearly beaten on both objectives",
        1: said == f"Of the shipped policies {min(beaten, default='')} is beaten on both",
        2: said == "Every shipped policy is beaten on both objectives by one of them",
    }[len(beaten)], told


# What moves an outcome


@given(findings())
def test_which_lever_matters_most_and_which_way(finding: Ranking) -> None:
    text, strength = sentence(finding), finding.strength
    first = int(np.nanargmax(strength.value))
    ties = {n for n, high in zip(finding.factors, strength.high, strict=True) if high >= strength.low[first]}
    sure = strength.low[first] > 0.0
    named = set(re.findall("|".join(NAMES), text))
    assert named == ((ties | {finding.factors[first]}) if sure else set()), text
    assert ("cannot rank" in text) == (sure and len(named) > 1), text
    assert set(re.findall("|".join(NAMES), most(finding))) == named
    for way in re.findall(r"(rises with it|falls as it rises)", text):
        assert finding.direction[first] == (1 if way.startswith("rises") else -1), text
    if "becomes" in text and "turns" not in text:
        low, high = (number(part) for part in re.findall(rf"({NUMBER})% becomes ({NUMBER})%", text)[0])
        result = finding.result
        assert isinstance(result, Tornado)
        assert (high - low) * result.swing.value[first] >= 0.0, text


def test_a_figure_of_levers_is_headed_by_what_the_sentence_says() -> None:
    rows = Measured(*np.array([(0.5, 0.4, 0.6), (-0.2, -0.3, -0.1), (0.0, -0.1, 0.1)]).T)
    basis = Basis(9, 9, constant=False, used=30, needed=2, what=("run", "runs"), varied=(True,) * 3)
    one = Ranking(
        "o", "survival", "share", "1", tuple(NAMES[:3]), RankRegression(rows, 0.9, 9, 0), directions(rows), basis=basis
    )
    assert levers([one]).title == "anna matters most to survival"
    assert (
        "What matters most to survival is anna: its rank coefficient is +0.50, and survival rises with it."
        in sentence(one)
    )


# Dependence


@given(st.dictionaries(st.sampled_from(NAMES), st.tuples(SHARE, SHARE, st.floats(0.0, 0.1)), min_size=1))
def test_who_needs_whom(drawn: dict[str, tuple[float, float, float]]) -> None:
    ends = {name: dependence.End(vendor, account, reach, reach) for name, (vendor, account, reach) in drawn.items()}
    text = dependence.one_account("Giant", ends)
    for part in text.split("; "):
        arms = [name for name in ends if name in part] or list(ends)
        for name in arms:
            gap, reach = ends[name].vendor - ends[name].account, ends[name].reach_of_gap
            if "cannot tell" in part:
                assert gap - reach <= 0.0 <= gap + reach, text
            elif "more than" in part:
                assert gap - reach > 0.0, text
            elif "less than" in part:
                assert gap + reach < 0.0, text
            else:
                assert abs(gap) + reach < 0.02 + 1e-9, text
            assert str(ends[name]) in part, text
    several = dependence.several_accounts({name: {"arm": end} for name, end in ends.items()})
    if (named := re.search(r"most on (\w+) \(", several)) is not None:
        own = ends[named[1]]
        assert all(own.vendor - own.reach > e.vendor + e.reach - 1e-12 for n, e in ends.items() if n != named[1]), (
            several
        )
    if (named := re.search(r"least on (\w+) \(", several)) is not None:
        own = ends[named[1]]
        assert all(own.vendor + own.reach < e.vendor - e.reach + 1e-12 for n, e in ends.items() if n != named[1]), (
            several
        )


# As it is played


@pytest.mark.parametrize(("scenario", "seed"), [("over-a-barrel", 1), ("strategic-vendor", 2), ("even-portfolio", 3)])
def test_shipped_scenarios_under_other_luck(scenario: str, seed: int) -> None:
    arms = [
        Arm.of(scenario, policy, seed=seed, rounds=10) for policy in ("accommodating", "strategic", "transactional")
    ]
    played = comparisons.played_arms(arms, 30)
    comparison = played.comparison
    check_answer(comparison)
    for difference in comparison.differences:
        check_sentence(comparison, difference)
    pictures = {each.name: each.title for each in draw(comparison, played.scenarios, played.by_round)}
    first = comparison.arms[0].name
    for name, measure in (
        ("survival", "survival"),
        ("margin-by-round", "contribution_margin"),
        ("given-away", "free_support"),
    ):
        reading.title_agrees(pictures[name], first, *reading.sides(comparison, measure), spoken_of(comparison)[1:])
    twin = play_twins(arms[0], [], 30)
    for each in twin.twins:
        check_loss(twin, each)


@given(strategies.scenarios(most=6), strategies.policies(), st.integers(0, 99))
@settings(max_examples=8)
def test_generated_scenarios_and_policies(scenario: Scenario, policy: Policy, seed: int) -> None:
    arms = [
        Arm(scenario, each, seed, 6) for each in (Policy(name=FIRST), policy.model_copy(update={"name": OTHERS[0]}))
    ]
    comparison = compare(arms, 12)
    check_answer(comparison)
    for difference in comparison.differences:
        check_sentence(comparison, difference)
    for measure in ("contribution_margin", "survival"):
        title = compared(comparison, account_drawn(comparison) or EVERY, measure, percent, 1)
        reading.title_agrees(title, FIRST, *reading.sides(comparison, measure), spoken_of(comparison)[1:])


def test_a_title_names_the_arms_that_are_furthest_from_the_first() -> None:
    levels = {"anna": 0.5, "bert": 0.6, "cleo": 0.9, "dora": 0.2, "emil": 0.4}
    changes = {
        name: Estimate(level - 0.5, level - 0.55, level - 0.45) for name, level in levels.items() if name != "anna"
    }
    said = titles.set_against("anna", levels, changes, percent)
    assert said == "90% with cleo, 50% with anna, 20% with dora"
    named = titles.set_against("anna", levels, changes, percent, named=["emil", "anna", "bert"])
    assert named == "90% with cleo, 60% with bert, 50% with anna, 40% with emil, 20% with dora"
    changes["bert"] = Estimate(0.1, -0.1, 0.3)
    named = titles.set_against("anna", levels, changes, percent, named=["bert"])
    assert named == f"{said}; these runs cannot tell bert (60%) from anna"


def test_an_account_is_named_alone_only_if_it_stands_out() -> None:
    ends = {
        name: {"arm": dependence.End(v, 0.1, r, r)}
        for name, v, r in (("anna", 0.6, 0.1), ("bert", 0.45, 0.1), ("cleo", 0.1, 0.01))
    }
    said = dependence.several_accounts(ends)
    assert said.startswith(
        "With arm the vendor ends up depending most on anna or bert, these runs cannot tell which, least on cleo (0.10)"
    )
    alone = dependence.several_accounts({name: ends[name] for name in ("anna", "cleo")})
    assert alone == "With arm the vendor ends up depending most on anna (0.60), least on cleo (0.10)"
    assert dependence.several_accounts({name: ends[name] for name in ("anna", "bert")}) == (
        "With arm the vendor ends up depending on each alike, as far as these runs can tell"
    )

"""Relationships in force: what is stated of an account holds, and nothing is signed before its date."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.batch import Batch
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.faults import ArgumentError
from equipoise.sim.files import load_policy
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.policy import Policy
from equipoise.sim.rules.lasting import WEIGHED, Signs, lasting_fit
from equipoise.sim.scenario import Scenario
from equipoise.sim.session import Session
from equipoise.sim.state import Cause
from tests.restated import halfway, held, restarted, went_on, world_at
from tests.strategies import policies, scenarios

FACTS = {"price": 1.04, "support": 0.09, "commitment": 0.3, "age": 12, "renews": 3, "channel": 0.4, "level": 3.2}
QUIET = {"portfolio.exit_hazard": 0.0, "communication.reorganisation": 0.0, "market.attention": 0.0, "win_hazard": 0.0}


def played(*accounts: Account, policy: str = "accommodating", rounds: int = 12, **settings: object) -> Chunk:
    arm = Arm.of(Scenario(accounts=list(accounts)), policy, QUIET | settings, seed=7, rounds=rounds)
    return play_chunk(arm, range(20), relationships=True, panel=True)


def test_the_first_round_trades_under_the_contract_that_is_stated() -> None:
    first = played(Account(name="own", size=2.0, **FACTS), Account(name="other")).panel[:, 0, 0]
    for fact in ("price", "support", "commitment"):
        assert np.all(first[fact] == FACTS[fact])
    assert np.all(first["start"] == -12)
    assert np.all(first["tenure"] == 12)
    assert np.all(first["together"] == 12)
    assert np.all(first["exchanges"] == -1.0)
    assert np.all(first["revenue"] == first["bought"] * 2.0 * 1.04)
    assert np.all((first["vendor_share"] > 0.0) & (first["vendor_share"] < 1.0))
    assert np.all(first["pie_vendor"] != 0.0)


@pytest.mark.parametrize("renews", [0, 1, 3, 4])
def test_a_contract_is_renewed_on_its_date_and_not_before(renews: int) -> None:
    panel = played(Account(name="own", renews=renews, age=9), **{"switches.collapse": False}).panel[:, :, 0]
    talks = panel["exchanges"] >= 0.0
    assert np.all(talks[:, renews])
    assert not talks[:, :renews].any()
    assert np.all(panel["signed"][:, renews] == renews)
    assert np.all(panel["renews"][:, renews] == renews + 4)


def test_the_date_is_drawn_over_the_accounts_own_term_when_it_is_not_stated() -> None:
    panel = played(Account(name="own", price=1.0, term=6, count=10)).panel[:, 0, :10]
    assert set(panel["renews"].ravel()) == {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}
    full = played(Account(name="own", price=1.0, term=6), first_contracts="full").panel[:, 0, 0]
    assert set(full["renews"]) == {6.0}


def test_talks_about_a_contract_in_force_may_collapse_and_first_talks_may_not() -> None:
    often = {"bargaining.collapse": 0.5, "switches.comeback": False}
    first = [
        played(account, **often).panel["cause"][:, 0, 0]
        for account in (Account(name="own"), Account(name="own", renews=0, age=0, price=0.95))
    ]
    assert not np.any(first[0] == Cause.COLLAPSE)
    assert np.any(first[1] == Cause.COLLAPSE)


def test_lock_in_follows_from_age_and_commitment_or_is_stated() -> None:
    rate = Scenario().parameters.lock_in.lock_in_rate
    expected = 0.3 * (1.0 - (1.0 - rate) ** 13)  # the round to come adds its part
    assert played(Account(name="own", **FACTS)).panel["lock_in"][0, 0, 0] == pytest.approx(expected)
    stated = played(Account(name="own", **FACTS | {"lock_in": 0.8})).panel["lock_in"][0, 0, 0]
    assert stated == pytest.approx(0.8 + rate * (0.3 - 0.8))


def test_records_count_rounds_of_the_run_alone() -> None:
    chunk = played(Account(name="own", **FACTS), Account(name="other"))
    assert np.all(chunk.named["rounds"] <= 12)
    assert np.all(chunk.named["start"] == 0.0)
    assert np.all(chunk.runs["relationships"] == 2.0)
    arm = Arm.of(Scenario(accounts=[Account(name="own", **FACTS)]), "accommodating", rounds=12)
    table = Ensemble(arm, 5).relationships
    assert (table["end"] == table["start"] + table["rounds"] - 1).all()
    panel = Ensemble(arm, 5).panel()
    assert panel.filter(pl.col("round") == 0)["price_change"].is_null().all()
    assert panel.filter(pl.col("round") == 0)["contract_age"].to_list() == [1] * 5


def test_a_charter_in_force_is_reviewed_after_a_whole_period_and_lapses_then_if_nobody_wants_it() -> None:
    panel = played(Account(name="own", charter=True, renews=4, orientation=0.6)).panel[:, :, 0]
    review = Scenario().parameters.charter.review
    assert np.all(panel["charter"][:, : review - 1] == 1.0)
    assert np.all(panel["effort"][:, 0] == 0.6)
    assert np.all(panel["charter"][:, review] == 0.0)
    off = played(Account(name="own", charter=True), **{"switches.charter": False}).panel[:, :, 0]
    assert not off["charter"].any()


def test_a_belief_that_is_stated_is_held() -> None:
    panel = played(Account(name="own", belief=0.9), Account(name="same")).panel[:, 0]
    assert np.all(panel["belief"][:, 0] > panel["belief"][:, 1])
    assert panel["belief"][:, 0].mean() > panel["belief"][:, 1].mean() + 0.2


def test_an_account_may_have_a_market_of_its_own_and_a_newcomer_in_its_place_has_the_vendors() -> None:
    account = Account(name="own", rivals=1, quote_mean=1.2, term=9, price=1.3, lock_in=0.7)
    settings = {"portfolio.exit_hazard": 0.5, "win_hazard": 1.0, "replace_ratio": 0.0, "vendor.slots": 1}
    panel = played(account, rounds=20, **settings).panel[:, :, 0]
    own, later = panel["generation"] == 0.0, (panel["generation"] > 0.0) & (panel["active"] > 0.0)
    assert np.all(panel["alternative"][own] > 1.0)
    plain = played(Account(name="plain")).panel[0, 0, 0]
    assert later.any()
    for column in ("rivals", "quote_mean", "alternative", "quote_location", "term"):
        assert set(panel[column][later]) == {plain[column]}, column
    fresh = later & (panel["start"] == np.arange(20))
    assert np.all(panel["lock_in"][fresh] == 0.0)
    assert np.all(panel["signed"][fresh & (panel["exchanges"] >= 0.0) & (panel["cause"] == 0.0)] >= 0.0)


def test_what_an_account_states_alone_leaves_the_others_as_they_were() -> None:
    plain = played(Account(name="a"), Account(name="b"))
    market = Scenario().parameters.market
    same = played(Account(name="a", rivals=market.rivals, quote_mean=market.quote_mean, term=4), Account(name="b"))
    for kind in ("runs", "named", "records", "panel", "vendor"):
        assert getattr(plain, kind).tobytes() == getattr(same, kind).tobytes(), kind


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (Account(name="own", renews=9), "must not be above 8, as bargaining.term = 4"),
        (Account(name="own", renews=7, term=3), "must not be above 6, as its term = 3"),
        (Account(name="own", price=1.0, leaves=0), "no contract with it is in force"),
        (Account(name="own", unique=0.3), "holds for a contract in force, and none is stated"),
        (Account(name="own", level=3.0, level_at_rest=True), "holds for a contract in force, and none is stated"),
    ],
)
def test_what_contradicts_a_contract_in_force_is_refused_in_words(account: Account, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        Arm.of(Scenario(accounts=[account]))


@given(scenarios(), policies(), st.integers(0, 2**32))
@settings(max_examples=40)
def test_every_row_of_every_relationship_in_force_is_a_number(scenario: Scenario, policy: Policy, seed: int) -> None:
    arm = Arm(scenario, policy, seed, 10)
    chunk = play_chunk(arm, range(2), relationships=True, panel=True)
    served = chunk.panel[chunk.panel["active"] > 0.0]
    for name in served.dtype.names or ():
        assert np.isfinite(served[name]).all(), name
    for name in ("commitment", "lock_in", "belief", "channel", "effort"):
        assert np.all((served[name] >= 0.0) & (served[name] <= 1.0)), name
    assert np.all((served["level"] >= 1.0) & (served["level"] <= 5.0))


@given(scenarios(), policies())
@settings(max_examples=10)
def test_sessions_and_batches_begin_as_the_ensemble_does(scenario: Scenario, policy: Policy) -> None:
    arm = Arm(scenario, policy, 7, 4)
    batch, session = Batch(arm, range(2), panel=True), Session(arm)
    for _ in batch.play():
        pass
    expected = play_chunk(arm, range(2), panel=True)
    assert batch.out.panel.tobytes() == expected.panel.tobytes()
    assert session.out.panel.tobytes() == expected.panel[:1].tobytes()


@given(st.floats(0.01, 0.99), st.floats(0.01, 1.0), st.floats(0.0, 1.0), st.integers(0, 1000), st.floats(-3.0, 3.0))
def test_a_fit_is_one_of_those_that_begin(u: float, spread: float, known: float, rounds: int, premium: float) -> None:
    signs = Signs(known, float(rounds), premium, 1.0, 0.8, 0.35, 0.9, 0.05, 1.6)
    assert abs(fit(u, spread, signs)) <= 2.5 * spread
    more = signs._replace(premium=premium + 0.1)
    assert fit(u, spread, more) >= fit(u, spread, signs) - 1e-12
    plain = signs._replace(known=0.0, rounds=0.0, stated=0.0)
    assert fit(u, spread, plain) <= fit(min(u + 0.05, 0.999), spread, plain)


def fit(u: float, spread: float, signs: Signs) -> float:
    return lasting_fit(u, spread, signs, np.zeros(WEIGHED))


@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 0.99),
            st.sampled_from([0.0, 0.2, 0.5]),
            st.integers(0, len(Signs._fields)),
            st.floats(0.1, 0.9),
        ),
        min_size=2,
        max_size=12,
    )
)
def test_what_a_fit_was_reckoned_from_before_does_not_matter(calls: list[tuple[float, float, int, float]]) -> None:
    weighed, signs = np.zeros(WEIGHED), Signs(0.5, 8.0, 0.1, 1.0, 0.8, 0.35, 0.9, 0.05, 1.6)
    for u, spread, other, value in calls:  # one sign after the other is another, or none is
        if other < len(signs):
            signs = signs._replace(**{Signs._fields[other]: value})
        assert lasting_fit(u, spread, signs, weighed) == fit(u, spread, signs)


def test_a_relationship_that_is_stated_anew_goes_on_nearly_alike() -> None:
    """Strategic accounts of five years, over two more: what goes on, what is stated anew, and what begins afresh.

    What cannot be stated is drawn or inferred: the fit, capability, what the vendor has seen of orientation, reviews
    passed and missed, and memories of the last talks.
    """
    arm = Arm.of("base", load_policy("strategic"), {}, seed=3, rounds=28)
    runs, found = halfway(arm, range(200), 20), []
    for k in range(200):
        world, luck = world_at(runs, k), range(4 * k, 4 * k + 4)
        if len(held(world)) > 2:
            anew, afresh = (restarted(arm, world, 20, luck, fresh=fresh) for fresh in (False, True))
            found.append([went_on(arm, world, 20, luck), anew, afresh])
    on, anew, afresh = np.moveaxis(np.array(found), 1, 0)
    bias, fresh_bias = np.abs((anew - on).mean(0)), np.abs((afresh - on).mean(0))
    assert np.all(fresh_bias > [0.01, 0.04])
    assert np.all(bias < 0.01)
    assert bias[1] < fresh_bias[1] / 5.0


KNOWN = {"price": 0.95, "commitment": 0.2, "renews": 4, "age": 8, "own_margin": 0.4, "support_worth": 1.5}
LIVELY = {"demands.demand_rate": 1.0, "switches.collapse": False}
TOLD = [  # a fact, two values, in which column and until when the second is above (1) or below (-1), and its placebo
    ("price", 0.9, 1.0, "dependence_vendor", 0, 1, {}),
    ("support", 0.02, 0.12, "level", 3, 1, {"hierarchy.level_rate": 0.0}),
    ("commitment", 0.0, 0.6, "lock_in", 3, 1, {"lock_in.lock_in_rate": 0.0}),
    ("age", 0, 40, "lock_in", 0, 1, {"lock_in.lock_in_rate": 0.0}),
    ("renews", 0, 4, "signed", 0, -1, {}),
    ("lock_in", 0.0, 0.9, "dependence_account", 0, 1, {"lock_in.switching_cost": 0.0}),
    ("belief", 0.05, 0.95, "asked", 3, 1, {"switches.fear": False}),
    ("channel", 0.05, 0.9, "level_seen", 0, -1, {"switches.channel": False}),
    ("level", 1.5, 4.0, "dependence_account", 0, 1, {"hierarchy.contribution": 0.0}),
    ("charter", False, True, "effort", 0, 1, {"switches.charter": False}),
]


@pytest.mark.parametrize(("fact", "one", "other", "column", "when", "sign", "off"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_stated_of_a_relationship_does_what_it_says(
    fact: str, one: float, other: float, column: str, when: int, sign: int, off: dict[str, object]
) -> None:
    def change(**settings: object) -> np.ndarray:
        accounts = (Account(name="own", **KNOWN | {fact: value}) for value in (one, other))
        panels = (played(account, **LIVELY | settings).panel for account in accounts)
        low, high = (panel[column][:, : when + 1, 0].sum(axis=1) for panel in panels)
        return sign * (high - low)

    assert np.all(change() >= 0.0)
    assert np.mean(change() > 0.0) > 0.9
    if off:
        assert not change(**off).any()

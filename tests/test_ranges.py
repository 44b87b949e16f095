"""Numbers that are drawn for each run: what may vary, what is drawn, and that nothing else bears on it."""

from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.arm import Arm
from equipoise.sim.batch import Batch
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.faults import ScenarioError, SettingError
from equipoise.sim.files import load_scenario, scenario_to_toml, with_settings
from equipoise.sim.files.settings import targets_of
from equipoise.sim.kernel import play_chunk
from equipoise.sim.model import RelationshipModel
from equipoise.sim.playing import Agents, play_models
from equipoise.sim.ranges import Draws, Range, is_whole, owner_of, with_values
from equipoise.sim.scenario import Scenario
from equipoise.sim.session import Session
from equipoise.sim.wording import numeric, range_of

VARYING = {
    "market.rivals": "3..6", "product.unit_cost": "0.4..0.45..0.6", "accounts.Giant.size": [2.0, 4.0],
    "hierarchy.expectation_growth": "0.0..0.05", "accounts.Giant.price": "0.8..1.1", "accounts.Giant.age": "0..30",
}  # fmt: skip
"""Among them what is worked out before the first round: growth, over longer lives than others; a contract in force."""
RUNS = 12


def giant(settings: dict[str, Any] | None = None) -> Scenario:
    return with_settings(load_scenario("over-a-barrel"), VARYING if settings is None else settings)


def arm(scenario: Scenario, policy: str = "strategic", rounds: int = 10) -> Arm:
    return Arm.of(scenario, policy, rounds=rounds)


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(one.tobytes() == other.tobytes())


POINTS = {
    "market.rivals": 4,
    "product.unit_cost": 0.5,
    "accounts.Giant.size": 3.0,
    "hierarchy.expectation_growth": 0.02,
}
NO_WIDTH = {key: [value, value] for key, value in POINTS.items()}


def test_a_range_without_width_is_the_number_for_every_driver() -> None:
    point, wide = arm(giant(POINTS)), arm(giant(NO_WIDTH))
    assert wide.scenario.varies
    parts = ("runs", "named", "records", "panel", "vendor")
    for driver in (
        lambda one: play_chunk(one, range(RUNS), relationships=True, panel=True),
        lambda one: play_models(one, Agents(VendorAgent, AccountAgent), range(2)),
        lambda one: play_alone(one, 1),
        play_batch,
    ):
        first, other = driver(point), driver(wide)
        for name in parts:
            assert alike(getattr(first, name), getattr(other, name)), name


def play_alone(one: Arm, replication: int) -> Any:
    return Session(one, [], replication).so_far()


def play_batch(one: Arm) -> Any:
    batch = Batch(one, range(3), panel=True)
    for _ in batch.play():
        pass
    return batch.so_far()


def test_every_driver_plays_what_was_drawn() -> None:
    one = arm(giant())
    chunk = play_chunk(one, range(RUNS), panel=True)
    for replication in (0, 5):
        values = one.scenario.drawn(one.seed, replication)
        alone = play_chunk(arm(giant(values)), [replication], panel=True)
        assert alike(chunk.panel[replication : replication + 1], alone.panel)
        assert alike(Session(one, [], replication).so_far().panel, alone.panel)
    model = RelationshipModel(one.scenario, "strategic", replication=5, rounds=10)
    assert model.situation == with_values(one.scenario, one.scenario.drawn(one.seed, 5))
    model.run_model()
    assert model.panel().equals(Ensemble(one, RUNS).panel([5]))
    assert alike(play_batch(one).panel, chunk.panel[:3])


def test_tables_read_the_numbers_of_the_run() -> None:
    one = arm(giant())
    ensemble = Ensemble(one, RUNS)
    drawn = pl.DataFrame([{"replication": r, **one.scenario.drawn(one.seed, r)} for r in range(RUNS)])
    outcomes = ensemble.outcomes
    assert outcomes.select(drawn.columns).equals(drawn.cast({"market.rivals": pl.Float64}))
    for table in (ensemble.panel(), ensemble.vendor_panel()):
        both = table.join(drawn, on="replication")
        assert (both["unit_cost"] == both["product.unit_cost"]).all()
        assert (both["rivals"] == both["market.rivals"]).all()
    for replication in (0, 7):
        alone = Ensemble(arm(giant(one.scenario.drawn(one.seed, replication))), RUNS)
        assert ensemble.panel([replication]).equals(alone.panel([replication]))
        assert ensemble.vendor_panel([replication]).equals(alone.vendor_panel([replication]))


def test_arms_are_paired_and_threads_do_not_matter() -> None:
    scenario = giant()
    keys = scenario.drawn_keys
    first, other = (Ensemble(arm(scenario, policy), RUNS, threads=2) for policy in ("accommodating", "strategic"))
    assert first.outcomes.select(keys).equals(other.outcomes.select(keys))
    assert Ensemble(arm(scenario), RUNS, threads=1).outcomes.equals(other.outcomes)
    assert Ensemble(arm(scenario), 5).outcomes.equals(other.outcomes.head(5))


def test_a_draw_depends_on_nothing_but_seed_run_and_key() -> None:
    alone, together = giant({"market.rivals": "3..6"}), giant()
    for replication in range(20):
        assert alone.drawn(7, replication)["market.rivals"] == together.drawn(7, replication)["market.rivals"]
    assert [alone.drawn(7, r) for r in range(20)] != [alone.drawn(8, r) for r in range(20)]


@pytest.mark.parametrize(
    ("one", "law"),
    [
        (Range(key="product.unit_cost", low=0.2, high=0.6), stats.uniform(0.2, 0.4)),
        (Range(key="product.unit_cost", low=0.2, likely=0.3, high=0.6), stats.triang(0.25, 0.2, 0.4)),
        (Range(key="product.unit_cost", low=0.2, likely=0.2, high=0.6), stats.triang(0.0, 0.2, 0.4)),
        (Range(key="product.unit_cost", low=0.2, likely=0.6, high=0.6), stats.triang(1.0, 0.2, 0.4)),
    ],
)
def test_draws_have_their_law(one: Range, law: Any) -> None:
    scenario = Scenario(ranges=[one])
    drawn = [scenario.drawn(7, replication)[one.key] for replication in range(2_000)]
    assert stats.kstest(drawn, law.cdf).pvalue > 0.01
    assert one.low <= min(drawn)
    assert max(drawn) <= one.high


def test_whole_numbers_are_drawn_whole_ends_included() -> None:
    scenario = Scenario(ranges=[Range(key="market.rivals", low=3, high=6)])
    drawn = [scenario.drawn(7, replication)["market.rivals"] for replication in range(4_000)]
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == [3.0, 4.0, 5.0, 6.0]
    assert stats.chisquare(counts).pvalue > 0.01


def test_streams_of_keys_are_independent() -> None:
    scenario = giant({"market.quote_mean": "0.8..1.2", "product.unit_cost": "0.4..0.6"})
    drawn = np.array([[*scenario.drawn(7, replication).values()] for replication in range(2_000)])
    assert stats.spearmanr(drawn).pvalue > 0.01


FILE = """
base = "over-a-barrel"
[market]
rivals = [3, 6]
[product]
unit_cost = { low = 0.4, likely = 0.45, high = 0.6 }
[[accounts]]
name = "Giant"
size = [2.0, 4.0]
"""


def test_a_file_states_ranges_and_whoever_restates_a_key_drops_them(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, FILE))
    assert {one.key: one for one in scenario.ranges} == {
        "market.rivals": Range(key="market.rivals", low=3.0, high=6.0),
        "product.unit_cost": Range(key="product.unit_cost", low=0.4, likely=0.45, high=0.6),
        "accounts.Giant.size": Range(key="accounts.Giant.size", low=2.0, high=4.0),
    }
    assert (scenario.parameters.market.rivals, scenario.parameters.product.unit_cost) == (5, 0.45)
    heir = written(tmp_path, 'base = "own.toml"\n[market]\nrivals = 2\n[[accounts]]\nname = "Giant"\n', "heir.toml")
    kept = load_scenario(heir)
    assert kept.drawn_keys == ["product.unit_cost", "accounts.Giant.size"]
    assert kept.parameters.market.rivals == 2
    nobody = load_scenario(written(tmp_path, 'base = "own.toml"\naccounts = []\n', "none.toml"))
    assert set(nobody.drawn_keys) == {"market.rivals", "product.unit_cost"}
    assert with_settings(scenario, {"rivals": 4, "product.unit_cost": "0.1..0.2"}).ranges == [
        Range(key="accounts.Giant.size", low=2.0, high=4.0),
        Range(key="product.unit_cost", low=0.1, high=0.2),
    ]
    again = written(tmp_path, scenario_to_toml(scenario), "again.toml")
    assert load_scenario(again).model_copy(update={"name": scenario.name}) == scenario


WRONG = [
    ("[market]\nrivals = [6, 3]", ":3  market.rivals = [...]   the lower end comes first: 3, then 6"),
    ("[market]\nrivals = [3, 6.5]", "every number of the range must be a whole number from 0 to 1,000, but 6.5 is not"),
    ("[market]\nrivals = [-1, 6]", "every number of the range must be a whole number from 0 to 1,000, but -1 is not"),
    ("[market]\nrivals = [3, 9999]", "but 9999 is not"),
    ('[market]\nrivals = [3, "many"]', 'but "many" is not'),
    ("[market]\nrivals = [false, true]", "but false is not"),
    ("[market]\nrivals = [3, 4, 6]", "a range is [low, high], or { low = , likely = , high = }"),
    ("[market]\nrivals = { low = 3 }", "a range is [low, high], or { low = , likely = , high = }"),
    ("[market]\nrivals = { low = 3, likely = 7, high = 6 }", "the likely value lies between the two ends, but 7"),
    ("[switches]\nfear = [false, true]", "switches.fear = [...]   must be true or false"),
    ('[bargaining]\nstakes = ["bargained", "bargained"]', "bargaining.stakes = [...]   must be"),
    ("[vendor]\nslots = [8, 12]", "vendor.slots = [...]   is the same for all runs, and cannot be a range"),
    ("[run]\nrounds = [8, 12]", "run.rounds = [...]   is the same for all runs, and cannot be a range"),
    ("[bargaining]\nexchanges = [8, 12]", "is the same for all runs, and cannot be a range"),
    ('[[accounts]]\nname = "A"\ncount = [1, 2]', ":4  accounts.A.count = [...]   is the same for all runs"),
    ('[[accounts]]\nname = "A"\nrenews = [0, 9]\nterm = 4', ":4  accounts.A.renews = 5   a contract ends within its"),
    ("[newcomers]\norientation_low = [0.1, 0.9]\norientation_high = 0.8", "must not be above orientation_high"),
    ('[[ranges]]\nkey = "market.rival"\nlow = 1.0\nhigh = 2.0', "is no number of this scenario"),
    ('[[ranges]]\nkey = "market.rivals"\nlow = 1.5\nhigh = 2.0', "but 1.5 is not"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_cannot_be_a_range_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(written(tmp_path, f"\n{text}\n"))
    assert words in str(caught.value)
    assert "own.toml:" in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("market.rivals=6..3", "market.rivals = [...]   the lower end comes first: 3, then 6"),
        ("market.rivals=3..5000", "market.rivals = [...]   every number of the range"),
        ("vendor.slots=8..12", "vendor.slots = [...]   is the same for all runs"),
        ("switches.fear=0..1", 'switches.fear = "0..1"   must be true or false'),
        ("market.rivals=3..a", 'market.rivals = "3..a"   must be a whole number'),
    ],
)
def test_what_cannot_be_a_range_is_refused_as_a_setting(setting: str, words: str) -> None:
    with pytest.raises(SettingError) as caught:
        with_settings(load_scenario("base"), [setting])
    assert words in str(caught.value)


def test_conflicts_are_looked_for_at_the_ends_of_all_ranges() -> None:
    apart = {"newcomers.orientation_low": "0.1..0.4", "newcomers.orientation_high": "0.5..0.9"}
    with_settings(load_scenario("base"), apart)
    with pytest.raises(SettingError, match=r"must not be above orientation_high = 0.3 \(with newcomers"):
        with_settings(load_scenario("base"), apart | {"newcomers.orientation_high": "0.3..0.9"})


DRAWS = "rivals,product.unit_cost,accounts.Giant.size\n3,0.4,2\n5,0.5,3\n4,0.6,4\n"


def test_a_row_of_a_file_of_draws_is_taken_whole(tmp_path: Path) -> None:
    written(tmp_path, DRAWS, "posterior.csv")
    pl.read_csv(tmp_path / "posterior.csv").write_parquet(tmp_path / "posterior.parquet")
    csv, parquet = (
        load_scenario(written(tmp_path, f'base = "over-a-barrel"\ndraws = "posterior.{kind}"\n', "own.toml"))
        for kind in ("csv", "parquet")
    )
    assert csv == parquet
    assert csv.parameters.market.rivals == 4
    assert isclose(csv.parameters.product.unit_cost, 0.5)
    rows = [tuple(csv.drawn(7, replication).values()) for replication in range(600)]
    found, counts = np.unique(rows, axis=0, return_counts=True)
    assert sorted(map(tuple, found.tolist())) == [(3.0, 0.4, 2.0), (4.0, 0.6, 4.0), (5.0, 0.5, 3.0)]
    assert stats.chisquare(counts).pvalue > 0.01
    again = load_scenario(written(tmp_path, scenario_to_toml(csv), "again.toml"))
    assert again.draws == csv.draws
    assert with_settings(csv, {"market.rivals": 2}).drawn_keys == ["product.unit_cost", "accounts.Giant.size"]
    values = csv.drawn(7, 3)
    one, alone = play_chunk(arm(csv), [3], panel=True), play_chunk(arm(giant(values)), [3], panel=True)
    assert alike(one.panel, alone.panel)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "posterior.csv can't be read"),
        ("market.rival\n3\n", 'has a column "market.rival", which is no key of a number'),
        ("policy.focus\n0.1\n", "a lever is what is decided, and cannot be a range"),
        ("market.rivals\n3\n\nmany\n", 'posterior.csv:4 has "many" in column "market.rivals", which is no number'),
        ("market.rivals\n3\nNaN\n", 'posterior.csv:3 has "NaN" in column "market.rivals", which is no number'),
        ("market.rivals,rivals.x\n3,\n4,1\n", 'posterior.csv:2 has nothing in column "rivals.x"'),
        ("market.rivals,market.attention\n3,0.5,9\n", "posterior.csv:2 has 3 cells, where there are 2 columns"),
        ("market.rivals,market.attention\n3\n", "posterior.csv:2 has 1 cell, where there are 2 columns"),
        ("market.rivals;market.attention\n3;0,5\n", "has semicolons between its columns; write commas, and"),
        ("market.rivals\tmarket.attention\n3\t0.5\n", "has tabs between its columns"),
        ("market.rivals,market.rivals\n3,4\n", 'has the column "market.rivals" twice'),
        ("", "posterior.csv is empty"),
        ("market.rivals\n3\n3.5\n", 'posterior.csv:3 has 3.5 in column "market.rivals", which must be a whole number'),
        ("market.attention\n0.50\n6.10\n0.4\n", 'posterior.csv:3 has 6.10 in column "market.attention", which must be'),
        ("vendor.slots\n8\n", "is the same for all runs"),
        ("market.rivals\n", "has no rows of draws"),
        ("market.rivals\n" + "3\n" * 15_001, "holds 15,001 numbers, more than 15,000"),
    ],
)
def test_a_file_of_draws_that_cannot_be_is_refused(tmp_path: Path, text: str | None, words: str) -> None:
    if text is not None:
        written(tmp_path, text, "posterior.csv")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(written(tmp_path, 'draws = "posterior.csv"\n'))
    assert words in str(caught.value)
    assert "own.toml:1  draws" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_most_draws_are_read_again(tmp_path: Path) -> None:
    scenario = Scenario(draws=[Draws(key="product.unit_cost", values=[k / 30_001 for k in range(1, 15_001)])])
    assert load_scenario(written(tmp_path, scenario_to_toml(scenario))).draws == scenario.draws


def test_a_file_of_draws_as_a_spreadsheet_program_writes_it_is_read(tmp_path: Path) -> None:
    written(tmp_path, "\ufeffmarket.rivals, product.unit_cost\r\n3, 0.5\r\n4, 0.6\r\n,\r\n", "posterior.CSV")
    found = load_scenario(written(tmp_path, 'draws = "posterior.CSV"\n')).draws
    assert {one.key: one.values for one in found} == {"market.rivals": [3.0, 4.0], "product.unit_cost": [0.5, 0.6]}


@pytest.mark.parametrize(("name", "words"), [("draws.xlsx", "is no .csv or .parquet file"), ("a.csv", "can't be read")])
def test_what_is_no_file_of_draws_is_refused(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ScenarioError, match=f"own.toml:1  draws.*{words}"):
        load_scenario(written(tmp_path, f'draws = "{name}"\n'))


@pytest.mark.parametrize("name", ["over-a-barrel", "market-entry", "timing-chips"])
def test_every_number_that_is_stated_may_be_a_range_but_what_a_run_is_laid_out_by(name: str) -> None:
    scenario = load_scenario(name)
    varied, refused = set(), {}
    for key, target in targets_of(scenario).items():
        owner = owner_of(scenario, key)
        value = None if owner is None or key.startswith("policy.") else getattr(*owner)
        if owner is None or value is None or not numeric(target.field):
            continue
        step = 1 if is_whole(type(owner[0]), owner[1]) else 1e-3 * (abs(value) or 1.0)
        allowed = range_of(target.field)
        low, high = max(value - step, allowed.low), min(value + step, allowed.high)
        try:
            changed = with_settings(scenario, {key: [low, high]})
        except SettingError as error:
            refused[key] = str(error)
            continue
        assert low <= changed.drawn(7, 0)[key] <= high
        assert changed.drawn_keys == [key]
        varied.add(key)
    assert len(varied) > 90
    told = (
        "is the same for all runs",
        "states it already",
        "is stated too",
        "more left than twice its length",
        "none is decl",
    )
    assert [key for key, words in refused.items() if not any(one in words for one in told)] == []

"""A manifest is complete, and as it was written: whatever is missing, there twice or changed is said, key by key."""

import json
from pathlib import Path

import pytest

from equipoise.experiments.seal import FORMAT
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError, Place
from equipoise.sim.kernel import play_chunk
from tests.manifests.manifests import (
    KINDS,
    Json,
    Kind,
    Twice,
    arms,
    at,
    comparison,
    comparison_in,
    places,
    resealed,
    with_value,
    without,
    write_comparison,
)

WRONG: list[Json] = [
    None,
    "",
    "x",
    "\x1b[31m",
    "a" * 200_000,
    True,
    -1,
    0.5,
    10**30,
    2**62,
    1e300,
    [],
    {},
    [[[]]],
    [{}],
]
"""Values of every kind: of the wrong type, empty, out of range, too large, in each other."""

FREE: list[Place] = [("study", "settings"), ("study", "until"), ("levers",)]
"""Tables in which any key of some kind may stand, or none: another study, but one."""

CHANGED = "has been changed since it was written"


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kind, bytes]:
    kind: Kind = request.param(tmp_path_factory.mktemp("kind"))
    return kind, kind.path.read_bytes()


@pytest.fixture
def kind(made: tuple[Kind, bytes]) -> Kind:
    kind, content = made
    kind.path.write_bytes(content)
    return kind


def put(kind: Kind, document: Json) -> None:
    kind.path.write_text(json.dumps(document), encoding="utf-8")


def refusal(kind: Kind, document: Json) -> str:
    """What is said of a document that is put in place of the manifest; nothing when it is taken."""
    put(kind, document)
    try:
        kind.read()
    except EquipoiseError as error:
        return str(error)
    return ""


def test_as_it_was_written_it_is_taken_in_any_order_of_keys(kind: Kind) -> None:
    kind.read()
    document = kind.document
    assert document["format"] == FORMAT
    assert refusal(kind, dict(reversed(document.items()))) == ""


def test_without_any_one_of_its_keys_it_is_refused(kind: Kind) -> None:
    document = kind.document
    for number, place in enumerate(places(document)):
        if number % 5 == 0 or len(place) == 1:
            said = refusal(kind, without(document, place))
            assert str(kind.path) in said, place
        if isinstance(place[-1], str) and place[0] not in {"what", "format", "digest"} and place[:-1] not in FREE:
            again = refusal(kind, resealed(without(document, place)))
            assert place[-1] in again, (place, again)
            assert CHANGED not in again


def test_with_any_one_of_its_keys_twice_it_is_refused(kind: Kind) -> None:
    document = kind.document
    for place in places(document):
        if isinstance(place[-1], str):
            table = Twice(at(document, place[:-1]), place[-1])
            twice = with_value(document, place[:-1], table) if place[:-1] else table
            assert f'"{place[-1]}" twice in one table' in refusal(kind, twice), place


def test_with_any_entry_twice_or_a_key_too_many_it_is_refused(kind: Kind) -> None:
    document = kind.document
    for place in places(document):
        value = at(document, place)
        more: list[Json] = []
        if isinstance(value, list):
            more = [[*value, value[0]]] if value else []
        elif isinstance(value, dict):
            more = [{**value, "extra": 1}]
        for larger in more:
            assert refusal(kind, resealed(with_value(document, place, larger))), place
    assert "extra" in refusal(kind, resealed({**document, "extra": 1}))


@pytest.mark.parametrize("name", ["\x1b[31m", " other", "a\u202eb"])
def test_a_name_in_a_manifest_is_held_to_the_rule_of_files(name: str, tmp_path: Path) -> None:
    kind = comparison(tmp_path)
    for place in (("arms", 0, "name"), ("arms", 0, "scenario"), ("arms", 1, "policy"), ("scenarios", "tiny", "name")):
        told = refusal(kind, resealed(with_value(kind.document, place, name)))
        assert "must not begin" in told or "control character" in told, (place, told)
        comparison(tmp_path)


def test_with_any_value_changed_it_is_named_as_changed(kind: Kind) -> None:
    document = kind.document
    for number, place in enumerate(places(document)):
        wrong = WRONG[number % len(WRONG)]
        if wrong != at(document, place):
            assert str(kind.path) in refusal(kind, with_value(document, place, wrong)), place


def test_with_any_value_changed_and_a_digest_to_match_it_is_refused_or_allowed(kind: Kind) -> None:
    document = kind.document
    taken = 0
    for number, place in enumerate(places(document)):
        for wrong in (WRONG[number % len(WRONG)], WRONG[(7 * number + 3) % len(WRONG)]):
            said = refusal(kind, resealed(with_value(document, place, wrong)))
            assert len(said) < 6_000, place
            assert "Traceback" not in said
            assert "\x1b" not in said
            taken += not said
    assert taken < 100


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("replications",), 0, "replications = 0   must be a whole number from 1 to 100,000,000"),
        (("replications",), 10**12, "replications = 1000000000000   must be a whole number from 1 to 100,000,000"),
        (("arms",), [], "arms = []   must be a list of one arm or more"),
        (("arms", 1), None, "arms[2] = None   must be a table"),
        (("arms", 1, "seed"), 5.9, "arms[2].seed = 5.9   must be a whole number from 0 to"),
        (("arms", 1, "seed"), "5", 'arms[2].seed = "5"   must be a whole number from 0 to'),
        (("arms", 1, "seed"), 6, "can only be compared under the same seed"),
        (("arms", 1, "rounds"), True, "arms[2].rounds = true   must be a whole number from 1 to 100,000"),
        (("arms", 1, "name"), "accommodating", "two arms are called accommodating"),
        (("arms", 0, "policy"), "othr", 'arms[1].policy = "othr"   is not in the manifest; did you mean "other"?'),
        (("versions", "numpy"), "\x1b[2J", "versions.numpy = "),
        (("scenarios", "tiny", "parameters", "market", "rivals"), -1, "rivals = -1   must be a whole number from 0 to"),
        (("scenarios", "tiny", "accounts", 1, "name"), "Giant", "another account has this name"),
        (("scenarios", "tiny", "accounts", 1, "opens"), "old", "must be a segment"),
        (("scenarios", "tiny", "accounts", 0, "name"), "all", "no account may be called"),
        (("scenarios", "tiny", "parameters", "vendor", "cash"), -1.0, "cash = -1.0   must be a number from 0 to 1e12"),
        (("policies", "other", "levers", "focus"), 1.5, "levers.focus = 1.5   must be a number from 0 to 1"),
        (("policies", "other", "name"), "another", 'arms[2].policy = "other"   must be "another", to agree'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_is_allowed(
    place: tuple[str | int, ...], value: Json, said: str, tmp_path: Path
) -> None:
    kind = comparison(tmp_path)
    changed = with_value(kind.document, place, value)
    by_hand = refusal(kind, changed)
    assert said in by_hand
    assert CHANGED in by_hand
    with_digest = refusal(kind, resealed(changed))
    assert said in with_digest
    assert CHANGED not in with_digest


def test_a_change_by_hand_is_told_with_the_way_forward(tmp_path: Path) -> None:
    kind = comparison(tmp_path)
    said = refusal(kind, with_value(kind.document, ("scenarios", "tiny", "parameters", "vendor", "cash"), 3.0))
    assert CHANGED in said
    assert "change a scenario's file, or say --set KEY=VALUE to equipoise compare" in said


def test_rounds_that_the_scenario_is_too_large_for_are_refused(tmp_path: Path) -> None:
    kind = comparison(tmp_path)
    document = kind.document
    for arm in document["arms"]:
        arm["rounds"] = 100_000
    document["scenarios"]["tiny"]["parameters"]["vendor"]["slots"] = 1_000
    assert "too large a run" in refusal(kind, resealed(document))


def test_what_is_allowed_under_a_digest_of_its_own_can_be_played(tmp_path: Path) -> None:
    kind = comparison(tmp_path)
    document = kind.document
    played = 0
    for number, place in enumerate(places(document["scenarios"]["tiny"]["parameters"])):
        value = (0, 1, 1e-300, 0.9)[number % 4]
        put(kind, resealed(with_value(document, ("scenarios", "tiny", "parameters", *place), value)))
        try:
            arm = comparison_in(kind.path).arms[0]
        except EquipoiseError:
            continue
        play_chunk(Arm(arm.scenario, arm.policy, arm.seed, 2), range(1))
        played += 1
    assert played > 20


def test_an_earlier_version_and_a_later_one_are_told(kind: Kind) -> None:
    document = kind.document
    early, late = (refusal(kind, {**document, "format": form}) for form in (FORMAT - 1, FORMAT + 1))
    assert f"is of format {FORMAT - 1}" in early
    assert "written by an earlier version" in early
    assert "written by a later version" in late
    for other in ([], {}, "not JSON", *({**document, "format": form} for form in (None, "2", 2.0, True, [], -1))):
        assert "is not a manifest" in refusal(kind, other)


def test_what_is_written_of_what_was_read_is_the_same(tmp_path: Path) -> None:
    kind = comparison(tmp_path)
    found = comparison_in(kind.path)
    write_comparison(tmp_path / "again.json", found.arms, found.replications, found.names)
    assert (tmp_path / "again.json").read_bytes() == kind.path.read_bytes()
    assert [arm.seed for arm in found.arms] == [arm.seed for arm in arms()]

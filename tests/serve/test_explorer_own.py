"""Scenarios of one's own in the explorer: checked, kept, made of files, and nobody else's business."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from equipoise.app.serve.application import application
from equipoise.app.serve.explorer.import_words import in_page_words
from equipoise.app.serve.explorer.scenario_file import NOT_ALONE
from equipoise.app.serve.explorer.shelf import Shelf
from equipoise.app.serve.guard import LONGEST_FILES, LONGEST_TEXT
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario
from tests.cli.conftest import within
from tests.serve.conftest import HERE, HOST, WORKSHOP, Site
from tests.serve.explorers import BROKEN, SMALL, Asked, state_of

NASTY = "<img src=x onerror=alert(1)>"
COLUMNS = "account,annual\n"


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


def sent(asked: Asked, files: dict[str, str], client: TestClient | None = None, **fields: str) -> Any:
    parts = [("files", (name, text.encode())) for name, text in files.items()]
    return (client or asked.client).post("/x/import", files=parts, data=fields, headers={"origin": HERE})


def test_a_text_is_checked_line_by_line(asked: Asked) -> None:
    sound = asked.one("check", toml=SMALL)
    assert (sound["faults"], sound["cost"], sound["form"]["title"]) == ([], "", "Small")
    found = asked.one("check", toml=BROKEN)["faults"]
    lines = BROKEN.splitlines()
    assert {(one["key"], lines[one["line"] - 1]) for one in found} == {
        ("run.rouns", "rouns = 12"), ("accounts.Giant.size", "size = -4.0")
    }  # fmt: skip
    assert any('did you mean "rounds"' in one["message"] for one in found)
    (syntax,) = asked.one("check", toml="title = \n")["faults"]
    assert syntax["line"] == 1
    (nothing,) = asked.one("check", toml="")["faults"]
    (no_text,) = asked.one("check", toml='title = "\ud800"')["faults"]
    assert "UTF-8" in no_text["message"]
    assert str(asked.site.folder) not in json.dumps([syntax, nothing, no_text])
    assert "fewer" in asked.one("check", toml=SMALL + "\n[vendor]\nslots = 4000\n")["cost"]


def test_own_figures_begin_with_what_stands_on_the_page(asked: Asked) -> None:
    """As its file does: text, form and what is kept; what cannot be played is told at its line."""
    asked.own()
    moved = state_of("small", {"accounts.Giant.size": 2, "vendor.cash": 3}) | {"seed": 4}
    found = asked.one("check", state=moved)
    link = asked.last("answer", state=moved)["link"]
    assert found["toml"] == asked.client.get(link.replace("/x/small?", "/x/small/scenario.toml?")).text != SMALL
    assert (found["faults"], found["form"]["cash"], found["form"]["accounts"][0]["size"]) == ([], "3.0", "2.0")
    assert asked.one("own", name="moved", toml=found["toml"])["faults"] == []
    assert asked.page("/x/moved")["opening"]["seed"] == 4
    assert asked.one("check", state=state_of("small", focus=7))["toml"] == SMALL
    wrong = asked.one("check", state=state_of("small", {"accounts.Giant.size": -3, "nosuch.key": 1}))
    (fault,) = wrong["faults"]
    assert (fault["key"], wrong["toml"].splitlines()[fault["line"] - 1]) == ("accounts.Giant.size", "size = -3.0")
    (none,) = asked.one("check", state=state_of("nosuch"))["faults"]
    assert none["message"] == 'There is no such scenario here: "nosuch"'


def test_own_figures_say_where_what_was_changed_cannot_stand_in_the_file(asked: Asked) -> None:
    asked.own("base-of-mine")
    assert asked.one("own", name="mine", toml='base = "base-of-mine.toml"\n')["faults"] == []
    (fault,) = asked.one("check", state=state_of("mine", {"accounts.Giant.orientation": "none"}))["faults"]
    assert fault["message"] == NOT_ALONE


def test_what_is_kept_may_stand_on_what_was_kept_before(asked: Asked) -> None:
    asked.own("base-of-mine")
    text = 'base = "base-of-mine.toml"\n[[accounts]]\nname = "Giant"\nsize = 3.0\n'
    assert asked.one("own", name="mine", toml=text)["faults"] == []
    sizes = [one["preset"] for one in asked.page("/x/mine")["controls"] if one["key"] == "accounts.Giant.size"]
    assert sizes == [3.0]
    assert asked.one("check", toml='base = "nowhere.toml"\n')["faults"]
    assert sorted(one.name for one in (asked.site.folder / "scenarios").iterdir()) == ["base-of-mine.toml", "mine.toml"]


def test_the_checker_of_the_page_is_that_of_the_command(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "scenario.toml").write_text(BROKEN)
    said = within(tmp_path, "scenarios", "check", "scenario.toml").err.splitlines()
    found = asked.one("check", toml=BROKEN)["faults"]
    assert [f"Line {one.removeprefix('scenario.toml:').replace('  ', ': ', 1)}" for one in said] == [
        one["message"] for one in found
    ]


def test_what_is_kept_is_opened_under_its_name(asked: Asked) -> None:
    found = asked.one("own", name="mine", toml=SMALL)
    assert found == {"name": "mine", "link": "/x/mine", "faults": []}
    path = asked.site.folder / "scenarios/mine.toml"
    assert path.read_text() == SMALL
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    changed = SMALL.replace('"Small"', '"Smaller"')
    assert asked.one("own", name="mine.toml", toml=changed)["link"] == "/x/mine"
    assert asked.page("/x/mine")["scenario"]["title"] == "Smaller"
    assert sorted(one.name for one in path.parent.iterdir()) == ["mine.toml"]


def test_a_scenario_takes_the_place_of_itself_alone(asked: Asked) -> None:
    """What was kept under another name is not lost to who gives that name again."""
    mine, other = asked.own("mine"), asked.own("other", SMALL.replace('"Small"', '"Other"'))
    changed = SMALL.replace('"Small"', '"Smaller"')
    found = asked.one("own", name="other.toml ", toml=changed, at="/x/mine")
    assert "other is another scenario of yours: open that to change it" in found["faults"][0]["message"]
    assert '"Other"' in other.read_text()
    assert asked.one("own", name="mine", toml=changed, at="/x/mine")["link"] == "/x/mine"
    assert '"Smaller"' in mine.read_text()
    assert asked.one("own", name="third", toml=changed, at="/x/mine")["link"] == "/x/third"


@pytest.mark.parametrize(
    "name",
    ["over-a-barrel", "timing-chips", "../mine", "a/b", "..\\mine", "/srv/mine", "", ".", "..", ".hidden", "con",
     "x" * 200, "a\0b", " "],
)  # fmt: skip
def test_no_other_file_is_written(asked: Asked, name: str) -> None:
    shipped = load_scenario("over-a-barrel")
    found = asked.one("own", name=name, toml=SMALL)
    assert [one["message"] for one in found["faults"]]
    assert "link" not in found
    assert [*asked.site.folder.rglob("*.toml")] == []
    assert load_scenario("over-a-barrel") == shipped


def test_what_is_wrong_is_not_kept(asked: Asked) -> None:
    assert len(asked.one("own", name="mine", toml=BROKEN)["faults"]) == 2
    assert [*asked.site.folder.rglob("*.toml")] == []


def test_one_that_was_broken_by_hand_is_told_of(asked: Asked) -> None:
    asked.own().write_text(BROKEN)
    got = asked.client.get("/x/small")
    assert got.status_code == 422
    assert "accounts.Giant.size" in got.text
    assert "small: there is something wrong with it" in asked.client.get("/").text


def test_files_come_to_what_the_command_makes_of_them(asked: Asked, tmp_path: Path) -> None:
    assert within(tmp_path, "accounts", "example").code == 0
    files = {path.name: path.read_text() for path in sorted(tmp_path.glob("*.csv"))}
    assert within(tmp_path, "accounts", "import", *files).code == 0
    found = sent(asked, files).json()
    assert found["faults"] == []
    assert found["toml"] == (tmp_path / "mine/mine.toml").read_text()
    assert (asked.site.folder / "scenarios/mine.toml").read_text() == found["toml"]
    page = (tmp_path / "mine/import.md").read_text().replace("\\", "")
    assert all(sentence.replace("\\", "") in in_page_words(page) for sentence in found["read"])
    assert [one["title"] for one in found["tables"]] == ["What is written", "Where every amount went"]
    assert asked.page("/x/mine")["scenario"]["title"].startswith("Our business: ")
    assert sent(asked, files).json()["link"] == "/x/mine-2"


@pytest.mark.parametrize(
    "files",
    [
        {"accounts.csv": COLUMNS + "North,12.345\nSouth,x\n"},
        {"accounts.csv": "a,b\n1,2\n"},
        {"accounts.csv": COLUMNS + "North Works Ltd,100\nNorth Works Ltd.,200\nNorth Worx Ltd,300\n"},
        {"accounts.pdf": "%PDF"},
        {"accounts.csv": ""},
    ],
)
def test_files_that_cannot_be_read_are_refused_as_by_the_command(
    asked: Asked, files: dict[str, str], tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = within(tmp_path, "accounts", "import", *files)
    found = sent(asked, files).json()
    if done.code == 0:
        assert found["faults"] == []
        return
    said = [one["message"] for one in found["faults"] if not one.get("open")]
    assert said
    assert all(line in in_page_words(done.err) for line in said)
    assert "Traceback" not in json.dumps(found)


def test_no_file_is_no_import(asked: Asked) -> None:
    assert "no file was sent" in sent(asked, {}, name="x").json()["faults"][0]["message"]
    found = sent(asked, {"../../up.csv": COLUMNS + "North,100\n"}, name="../up").json()
    assert "path" in found["faults"][0]["message"]
    assert [*asked.site.folder.rglob("up*")] == []


def test_what_files_do_not_tell_is_asked_and_answered(asked: Asked) -> None:
    """Whether two names are one account, and which mark is the decimal one: each with what may be chosen."""
    names = {"accounts.csv": COLUMNS + "North Works Ltd,100\nNorth Works Ltd.,200\n"}
    [fault] = sent(asked, names).json()["faults"]
    assert fault["options"] == ["same", "different"]
    assert sent(asked, names, **{fault["key"]: "same"}).json()["read"][0].startswith("1 account ")
    assert sent(asked, names, **{fault["key"]: "different"}).json()["read"][0].startswith("2 accounts ")
    marks = {"accounts.csv": COLUMNS + "North,12.345\nSouth,15.500\n"}
    [fault] = sent(asked, marks).json()["faults"]
    assert (fault["key"], fault["options"]) == ("decimal", [",", "."])
    assert "27.84" in sent(asked, marks, decimal=".").json()["read"][0]


def test_a_column_that_nobody_knows_is_asked_about_and_read_as_it_is_answered(asked: Asked) -> None:
    files = {"accounts.csv": "Kd.;Ums. 24;Notes\nNorth;420000;x\nSouth;380000;y\n"}
    first = sent(asked, files).json()
    assert "accounts.csv has no column" in first["faults"][0]["message"]
    about = {one["message"]: one for one in first["faults"] if one.get("open")}
    name, revenue, notes = (next(one for said, one in about.items() if part in said) for part in ("Kd", "Ums", "Notes"))
    assert 'as "420000",' in revenue["message"]
    assert {"leave it out", "account: its name", "revenue a year"} <= {*revenue["options"]}
    answers = {name["key"]: "account: its name", revenue["key"]: "revenue a year", notes["key"]: "leave it out"}
    found = sent(asked, files, **answers).json()
    assert (found["faults"], found["link"]) == ([], "/x/mine")
    assert found["read"][0].startswith("2 accounts with 800,000.00")
    again = {"name": "mine", "mapping": found["mapping"], notes["key"]: "type of buyer"}
    wrong = sent(asked, files, **again).json()
    assert '"x"' in wrong["faults"][0]["message"]
    assert sent(asked, files, mapping=found["mapping"]).json()["link"] == "/x/mine"  # in its own place
    assert [one["key"] for one in sent(asked, files, mapping=found["mapping"], name="other").json()["faults"]] == [
        notes["key"]
    ]


def test_what_was_worked_on_is_not_written_over_by_what_is_read_again(asked: Asked) -> None:
    files = {"accounts.csv": COLUMNS + "North,420000\nSouth,380000\n"}
    found = sent(asked, files).json()
    path = asked.site.folder / "scenarios/mine.toml"
    path.write_text(path.read_text() + "# my own\n")
    assert sent(asked, files, mapping=found["mapping"]).json()["link"] == "/x/mine-2"
    assert "# my own" in path.read_text()


def test_names_are_shown_as_text(asked: Asked) -> None:
    title = '</script><script>alert(1)</script>{{ 7 * 7 }}" \\u202e'
    text = SMALL.replace('"Giant"', json.dumps(NASTY)).replace('"Small"', json.dumps(title))
    asked.own("nasty", text)
    got = asked.client.get("/x/nasty")
    assert "<img" not in got.text
    assert "<script>alert" not in got.text
    assert asked.page("/x/nasty")["scenario"]["accounts"][0] == NASTY
    assert asked.page("/x/nasty")["scenario"]["title"] == title
    assert "<script>alert" not in asked.client.get("/").text
    state = state_of("nasty", {f'accounts."{NASTY}".size': 2.0})
    last = asked.last("answer", state=state)
    assert NASTY in last["comparison"]["arms"][0]["accounts"]
    page = asked.page(last["link"])
    assert page["state"]["facts"] == state["facts"]
    rows = asked.client.get(last["link"].replace("?", "/data.csv?chart=outcomes&", 1))
    assert rows.headers["content-type"].startswith("text/csv")
    assert rows.headers["x-content-type-options"] == "nosniff"


def test_others_in_the_network_see_shipped_scenarios_alone(asked: Asked) -> None:
    asked.own()
    with TestClient(asked.client.app, base_url=HERE, client=("192.168.1.9", 5)) as guest:
        for act in ("check", "own"):
            got = guest.post(f"/x/{act}", content=json.dumps({"name": "x", "toml": SMALL}), headers={"origin": HERE})
            assert (got.status_code, "machine" in got.text) == (403, True)
        assert sent(asked, {"a.csv": COLUMNS}, guest).status_code == 403
        assert guest.get("/x/small").status_code == 404
        assert '"small"' not in guest.get("/").text
        got = guest.post("/x/answer", content=json.dumps({"state": state_of("small")}), headers={"origin": HERE})
        assert "no such scenario" in got.json()["faults"][0]["message"]
        page = guest.get("/x/base")
        assert page.status_code == 200
        assert '"toml":' not in page.text
    assert [one.name for one in (asked.site.folder / "scenarios").iterdir()] == ["small.toml"]


def test_a_file_that_the_command_was_given_is_served_and_never_written(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL)
    shelf = Shelf(asked.site.folder, str(path))
    assert (shelf.first, Shelf(asked.site.folder, "base").first, Shelf(asked.site.folder).first) == ("mine", "base", "")
    app = application(asked.site.house, lambda: {HOST}, [WORKSHOP], shelf=shelf)
    given = Asked(Site(asked.site.folder, TestClient(app, base_url=HERE, client=("127.0.0.1", 5)), asked.site.house))
    assert given.page("/x/mine")["scenario"]["title"] == "Small"
    last = given.last("answer", state=state_of("mine"))
    assert str(path) in last["command"]
    assert last["link"].startswith("/x/mine?")
    assert given.one("own", name="mine", toml=SMALL)["faults"]
    assert Shelf(asked.site.folder, str(tmp_path / "base.toml")).first == "base.toml"


@pytest.mark.parametrize(("act", "most"), [("check", LONGEST_TEXT), ("own", LONGEST_TEXT), ("answer", 16 * 1024)])
def test_more_than_anybody_needs_is_not_read(asked: Asked, act: str, most: int) -> None:
    for size, status in ((most - 100, {200, 422}), (most + 1, {413})):
        got = asked.client.post(f"/x/{act}", content=b" " * size, headers={"origin": HERE})
        assert got.status_code in status


def test_files_have_a_limit_of_their_own(asked: Asked) -> None:
    assert sent(asked, {"a.csv": "x" * 1_000_000}).status_code == 200
    assert sent(asked, {"a.csv": "x" * LONGEST_FILES}).status_code == 413


def test_a_file_that_was_opened_is_shown_on_this_machine_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL, encoding="utf-8")
    shelf = Shelf(tmp_path / "data", str(path))
    guests = shelf.for_guests()
    assert shelf.asked("mine") == str(path)
    assert "mine" in {one.name for one in shelf.presets()}
    with pytest.raises(EquipoiseError, match="no such scenario here"):
        guests.asked("mine")
    assert "mine" not in {one.name for one in guests.presets()}
    assert guests.asked("over-a-barrel") == "over-a-barrel"

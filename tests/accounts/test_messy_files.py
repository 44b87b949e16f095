"""Files that went wrong in any way give a business whose amounts add up, or a message of ours: never a traceback.

``EQUIPOISE_MESSY=100000`` plays more of them, in a process for each share that ``EQUIPOISE_MESSY_SEED`` begins.
"""

import os
import random
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from equipoise.app.pages.accounts import import_html, import_markdown, span_of
from equipoise.experiments.accounts.by_account.ledger import MERGED, USED
from equipoise.experiments.accounts.files.faults import AccountsError
from equipoise.experiments.accounts.importing import Asked, Imported, import_files
from equipoise.experiments.accounts.rows.tables import Options
from equipoise.experiments.accounts.written.scenario_text import Business, scenario_text
from equipoise.sim.files import load_scenario
from tests.accounts.fuzz import messy_file

MANY = int(os.environ.get("EQUIPOISE_MESSY", "400"))
SEED = int(os.environ.get("EQUIPOISE_MESSY_SEED", "0"))
DAY = date(2025, 1, 15)
MOST_CHARACTERS = 8_000
ASKED = (Asked(), Asked(Options(".", "month-first")), Asked(Options(",", "day-first"), date(2024, 6, 30), "EUR"))


def check(found: Imported, plain: Decimal | None, path: Path) -> None:
    ledger = found.ledger
    assert plain is None or ledger.read == plain
    assert all(amount > 0 for amount in ledger.revenue.values())
    if ledger.whole is None or len(ledger.whole.year) == 4:
        used = ledger.fates.get(USED, Decimal(0)) + ledger.fates.get(MERGED, Decimal(0))
        assert abs(used - sum(ledger.revenue.values())) <= Decimal("0.005") * len(ledger.revenue)
    business = Business("mine", found.currency, ledger.revenue, found.facts, found.gross_margin, span_of(found))
    text = scenario_text(business)
    assert len(tomllib.loads(text)["accounts"]) >= 1
    path.write_text(text, encoding="utf-8")
    load_scenario(path)
    tomllib.loads(found.mapping)
    page = import_html(found, "mine")
    assert "<b>x</b>" not in page
    assert import_markdown(found, "mine")


def test_no_messy_file_gives_anything_but_a_business_or_a_message(tmp_path: Path) -> None:
    luck = random.Random(SEED)
    businesses = plainly = 0
    for _ in range(MANY):
        name, content, plain = messy_file(luck)
        path = tmp_path / name
        path.write_bytes(content)
        try:
            check(import_files([path], luck.choice(ASKED), DAY), plain, tmp_path / "mine.toml")
            businesses += 1
            plainly += plain is not None
        except AccountsError as error:  # of the import; a scenario that is refused is a fault
            said = str(error)
            assert said
            assert len(said) < MOST_CHARACTERS
            assert all(line.isprintable() for line in said.split("\n"))
        except BaseException as error:
            kept = tmp_path.with_suffix(path.suffix)
            kept.write_bytes(content)
            error.add_note(f"{kept}: {content[:1500]!r}")
            raise
    assert businesses > MANY / 20
    assert plainly > MANY / 40


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\0\0", b"Account", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"sep=;\n", b"a;b\n1;2\n"]
)
def test_next_to_nothing_is_a_message(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(AccountsError, match=r"empty\.csv"):
        import_files([path], Asked(), DAY)

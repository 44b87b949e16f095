"""What is typed as an answer is an amount or a share, or there is a message: never a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from equipoise.experiments.accounts.files.documents import document_of
from equipoise.experiments.accounts.files.limits import LARGEST_AMOUNT
from equipoise.experiments.accounts.written.asking import MOST, Interview
from equipoise.experiments.accounts.written.typed import amount, share

TYPED = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"[-+(€]?[0-9.,' ]{1,45} ?(k|Mio\.?|%|EUR|tsd)?\)?", fullmatch=True),
    st.integers(0, 10**60).map(str),
)

_OWN = """policies = ["accommodating", "strategic"]
[business]
[[accounts]]
name = "Aerion, SE"
revenue = 300
[[accounts]]
name = "Bremer"
revenue = 100
"""


@given(TYPED)
@example("1" * 29)
@example("9" * 17 + " Mio")
@example("0." + "1" * 39)
@example("٣٤")
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    value, wrong = amount(typed)
    assert 0.0 <= value < LARGEST_AMOUNT
    assert not (wrong and value)
    part, refused = share(typed)
    assert refused or 0.0 < part < 1.0


@pytest.mark.parametrize("typed", ["1" * 29, "9" * 17 + " Mio"])
def test_an_amount_of_too_many_digits_is_said_to_be_too_large(typed: str) -> None:
    assert "larger than any amount" in amount(typed)[1]


@given(st.lists(TYPED, min_size=MOST, max_size=MOST))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_takes_whatever_is_typed(tmp_path: Path, answers: list[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text(_OWN, encoding="utf-8")
    found = Interview(path)
    for question, typed in zip(found.questions(), answers, strict=True):
        reply = found.reply(question, typed)
        assert bool(reply.wrong) or bool(reply.understood) or not typed.strip(" ,:")
    found.save()
    document_of(path)

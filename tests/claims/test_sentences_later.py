"""The same on the later seeds, with the evidence: see :mod:`tests.claims.seeds`."""

import pytest

from tests.claims.seeds import LATER, check_sentences


@pytest.mark.parametrize("seed", LATER)
def test_no_sentence_contradicts_its_figures_or_its_verdict_on_later_seeds(seed: int) -> None:
    check_sentences(seed)

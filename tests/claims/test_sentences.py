"""No sentence about a claim contradicts its figures or its verdict, and what compares stands under a condition."""

import re

import pytest

from equipoise.experiments.claims.claim import Claim
from equipoise.experiments.claims.reading import Relation
from tests.claims.seeds import CLAIMS, SEEDS, check_sentences

COMPARES = re.compile(
    r"\b(more|less|fewer|higher|lower|greater|larger|smaller|better|worse|safer|dearer|most|only|none|nobody|nothing|"
    r"never|hardly|pays?|costs? the|loses|gains|wins|keeps|helps|buys|submits|probably|possible|rises|falls|"
    r"missing|cannot|the same in|as many|no difference)\b"
)
"""Words that say which of two is which, that something is so, or that it cannot be told."""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_contradicts_its_figures_or_its_verdict(seed: int) -> None:
    check_sentences(seed)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_what_compares_stands_under_a_condition_on_effects_that_are_shown(claim: Claim) -> None:
    shown = {*claim.effects, *claim.placebos, *claim.also}
    for reading in claim.readings:
        for sentence in reading:
            assert {effect for effect, _where in sentence.condition} <= shown, sentence.words
            if "cannot tell" in sentence.words:
                assert Relation.OPEN in {where for _effect, where in sentence.condition}, sentence.words
            if not sentence.condition:
                assert not COMPARES.search(sentence.words), sentence.words
                assert sentence is reading[-1], "a sentence without a condition hides those behind it"

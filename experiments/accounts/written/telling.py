"""Words of a name by which an account is known, and those that many names have."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.aliases import ALIASES, EITHER, OWN_TURNOVER, PROFILE
from equipoise.experiments.accounts.columns.names import LEGAL_FORMS, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST, _LONG = 2, 5
"""Letters of a word that tells, and from which on a word that begins with it tells as much."""

_COMMON = """
account accounts aerospace afrika agency airlines airport america asia association austria auto automotive bahn bank
bau board business center central centre chain chemical chemicals chemie city claims club commercial communications
computer construction consulting council county data department deutsch deutsche deutschland digital direct distribution
east electric electronics elektro energie energy engineering enterprise enterprises entertainment europa europe european
express fabrik farm federal finance financial food foods foundation france free general german germany giant global gmbh
gold government green gross group gruppe guild hafen handel haus health home hospital hotel house industrie industrial
industries industry institute instruments insurance international italia japan jr klein klinik labs large life logistics
london machine management manufacturing marine market markets maschinenbau media medical medium metal metall mid mills
ministry mobile motor motors national network networks new next nord north northern note notes office oil old ost other
others paper partner partners pharma plant plastics port power press prime products professional public rail railways
real red region regional research resources retail retailer school science second security services shipping shop sinn
small smart society software solar solutions south southern special stadt stadtwerke stahl star state steel stone store
stores studio sud supplies supply swiss system systems tech technik technologies technology telecom textile tools trade
trading transport travel trust union united university usa utilities verlag water web werk werke west western wholesale
wood works world
"""
"""Words of names that tell nothing of whose they are."""

_NAMES = frozenset({"sap"})
"""Words that columns are called by and that are names."""


def telling_words(name: str) -> frozenset[str]:
    """Words of a name that tell whose it is: none that is a legal form, a number, or common."""
    return frozenset(
        word
        for word in words_of(name)
        if len(word) >= _SHORTEST and not word.isdigit() and word not in LEGAL_FORMS and word not in _common()
    )


def tells(word: str, telling: Collection[str]) -> bool:
    """Whether a word is one of those that tell, or begins with one of them that is long."""
    return word in telling or any(word[:length] in telling for length in range(_LONG, len(word)))


@cache
def _common() -> frozenset[str]:
    """Common words, and those that columns are called by."""
    columns = [*ALIASES, *(name for names in ALIASES.values() for name in names), *EITHER, *OWN_TURNOVER, *PROFILE]
    return frozenset(word for text in (_COMMON, *columns) for word in words_of(text)) - _NAMES

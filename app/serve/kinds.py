"""What a room's log may say: its header, and of each kind of event the body, and what it is about."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from equipoise.app.serve.people import LONGEST_NAME
from equipoise.app.serve.state import PACES
from equipoise.app.serve.teams import MODES
from equipoise.experiments.workshop.workshop import Workshop

MOST_TABLES = 30
_LAST_SECOND = 250_000_000_000.0  # later than every date

Text: TypeAlias = Annotated[str, Field(max_length=400)]
Number: TypeAlias = Annotated[int, Field(ge=1, lt=2**31)]
Digest: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Seat: TypeAlias = Literal["vendor", "account"]
Texts: TypeAlias = dict[Text, Text]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class SeatedTable(_Body):
    """A table of a room, and its luck."""

    name: str = Field(pattern=r"^[1-9][0-9]?$")
    counterpart: Text
    replication: int = Field(ge=0, lt=2**31)


class Header(_Body):
    """What is played."""

    code: str = Field(pattern=r"^[A-Z]{4}$")
    alone: bool
    typed: bool = False
    seed: int = Field(ge=0, lt=2**53)
    tables: list[SeatedTable] = Field(min_length=1, max_length=MOST_TABLES)
    workshop: Workshop
    text: str
    versions: dict[str, Any]


class Exported(_Body):
    """An event, as an export has it."""

    seq: Number
    table: Text
    at: float = Field(ge=0.0, lt=_LAST_SECOND)
    actor: str = Field(pattern=r"^(board|door|clock|[1-9][0-9]{0,8})$")
    kind: str
    body: dict[str, Any]
    key: Text | None = None


class _Nothing(_Body):
    pass


class _Person(_Body):
    person: Number


class _Predicted(_Person):
    year: Text


class _Guessed(_Person):
    side: Seat
    year: Number
    guess: Texts


class _Resolved(_Person):
    text: Text
    shown: bool


class _Key(_Body):
    role: Literal["board", "screen"]
    digest: Digest


class _Sat(_Body):
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    side: Seat | Literal["both"]
    digest: Digest


class _Changed(_Person):
    side: Seat | None = None
    digest: Digest | None = None


class _Opened(_Body):
    year: Number


class _Paced(_Body):
    pace: str = Field(pattern=f"^({'|'.join(PACES)})$")


class _Mode(_Body):
    mode: str = Field(pattern=f"^({'|'.join(MODES)})$")


class _Answered(_Body):
    question: Text
    answer: Texts
    vote: bool = False


class _Proposed(_Answered):
    side: Seat


class _Suggested(_Person):
    subject: Text
    side: Seat
    answer: Texts


class _Program(_Body):
    side: Seat
    on: bool


class _Reopened(_Body):
    again: bool
    year: Number | None = None
    decision: bool = False


class _Timed(_Body):
    on: bool = False
    paused: bool = False
    more: bool = False
    waits: bool = False


class _Message(_Body):
    text: Text
    side: Seat | None = None


class _Nudged(_Body):
    side: Seat
    question: Text


class About(Enum):
    """What an event is about."""

    ROOM = "the room"
    TABLE = "a table"
    EITHER = "either"


class Says(NamedTuple):
    """What an event of a kind says."""

    body: type[BaseModel]
    about: About


KINDS = {
    "predicted": Says(_Predicted, About.TABLE),
    "guessed": Says(_Guessed, About.TABLE),
    "resolved": Says(_Resolved, About.TABLE),
    "key": Says(_Key, About.ROOM),
    "sat": Says(_Sat, About.EITHER),
    "changed": Says(_Changed, About.EITHER),
    "removed": Says(_Person, About.ROOM),
    "captain": Says(_Person, About.TABLE),
    "opened": Says(_Opened, About.ROOM),
    "paced": Says(_Paced, About.ROOM),
    "answered": Says(_Answered, About.TABLE),
    "proposed": Says(_Proposed, About.TABLE),
    "suggested": Says(_Suggested, About.TABLE),
    "mode": Says(_Mode, About.ROOM),
    "declined": Says(_Nothing, About.TABLE),
    "program": Says(_Program, About.TABLE),
    "reopened": Says(_Reopened, About.TABLE),
    "timed": Says(_Timed, About.ROOM),
    "said": Says(_Message, About.EITHER),
    "nudged": Says(_Nudged, About.TABLE),
    "ended": Says(_Nothing, About.ROOM),
    "revealed": Says(_Nothing, About.ROOM),
}
"""Every kind of event; what each does stands in ``state.py``."""

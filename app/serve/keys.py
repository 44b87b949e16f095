"""Keys and codes: who holds a key's address is let in, and nobody has to remember a password."""

from __future__ import annotations

import hashlib
import re
import secrets

_SECRET_BYTES = 16  # 128 bits
_ROOM_BYTES = 4
_CODE_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
"""Without what looks alike, and without vowels, so that no word comes out."""
_CODE_LENGTH = 4
_KEY = re.compile(r"([0-9a-f]{8})\.[A-Za-z0-9_-]{22}")


def new_room() -> str:
    """Draw the name of a room's file; it is no secret."""
    return secrets.token_hex(_ROOM_BYTES)


def new_key(room: str) -> str:
    """Draw a key: the room, and a secret."""
    return f"{room}.{secrets.token_urlsafe(_SECRET_BYTES)}"


def room_of(key: str) -> str | None:
    """The room of a key; None where it has not the form of one."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_code() -> str:
    """Draw the code by which people join."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def as_code(typed: str) -> str:
    """A code as somebody typed it."""
    return "".join(typed.split()).upper()[:_CODE_LENGTH]

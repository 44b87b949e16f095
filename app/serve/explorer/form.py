"""The form beside the text of a scenario: it shows what stands there, and writes into it; the text is what counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from equipoise.app.serve.explorer.form_ranges import range_in_words, range_typed
from equipoise.experiments.accounts.written.typed import amount
from equipoise.sim.keys import joined
from equipoise.sim.numbers import real

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

    from tomlkit import TOMLDocument

_NUMBER = re.compile(r"[+-]?\d[\d_]*(\.\d+)?([eE][+-]?\d+)?")
_TEXTS = frozenset({"title", "question", "name"})
_TABLE = {False: "vendor", True: "business"}
_OF_A_BUSINESS = {"fixed_cost": "overhead", "own_margin": "its_margin"}
"""What a field is of a business, where that has another key; fields are called as without one."""
_SHARE, _AMOUNT = "revenue_share", "revenue"
"""What the size of an account is of a business."""
_WHOLE = 1000.0
"""From where on nobody writes .0 behind an amount."""
_MARGINS = frozenset({"margin", "own_margin", "its_margin"})
"""Shares that people say in per cent."""
_AMOUNTS = frozenset({_AMOUNT, "overhead", "cash"})
"""What is money of a business, and may be typed as people say it: 250k, or 9.6 million."""
_OF_ALL = ("title", "question")
_OF_THE_VENDOR = ("cash", "fixed_cost")
_OF_AN_ACCOUNT = ("name", "size", "margin", "orientation", "own_margin")


def form_of(text: str, faults: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any] | None:
    """Read what the form shows of a scenario, and what is wrong with it; None where the text cannot be read."""
    found = _read(text)
    if found is None:
        return None
    told = {one["key"]: one["message"] for one in faults}

    def part(keys: Mapping[str, str], table: Mapping[str, Any], *called: str) -> dict[str, Any]:
        """Fields of a table by their keys, and what is told of them, under which messages have it."""
        wrong = {name: told[one + key] for name, key in keys.items() for one in called if one + key in told}
        return {**{name: _shown(table, key) for name, key in keys.items()}, "faults": wrong}

    def account(place: int, one: Mapping[str, Any]) -> dict[str, Any]:
        keys = {name: _key(found, name, one) for name in _OF_AN_ACCOUNT}
        return part(keys, one, f"accounts[{place}].", f"{joined(('accounts', _shown(one, 'name')))}.")

    vendor = {name: _key(found, name) for name in _OF_THE_VENDOR}
    own = part(vendor, found.get(_table(found), {}), f"{_table(found)}.")
    texts = part({name: name for name in _OF_ALL}, found, "")
    return {
        **texts, **own, "faults": texts["faults"] | own["faults"], "business": "business" in found,
        "accounts": [account(place, one) for place, one in enumerate(_accounts(found), 1)],
    }  # fmt: skip


def written(text: str, put: Mapping[str, Any]) -> str:
    """Write into a text what was put into the form: a field, of the account in that place, or one more or less."""
    found = _read(text)
    if found is None:
        return text
    field, place, accounts = str(put.get("field", "")), put.get("account"), _accounts(found)
    if field == "account":
        _add_or_drop(found, place)
    elif isinstance(place, int) and 0 <= place < len(accounts):
        _set(accounts[place], _key(found, field, accounts[place]), put.get("value"), money="business" in found)
    elif field in _OF_THE_VENDOR:
        table = found.setdefault(_table(found), tomlkit.table())
        _set(table, _key(found, field), put.get("value"), money="business" in found)
    elif field in _TEXTS:
        _set(found, field, put.get("value"))
    return tomlkit.dumps(found)


def _read(text: str) -> TOMLDocument | None:
    try:
        found = tomlkit.parse(text)
    except TOMLKitError:
        return None
    tables = [found.get(_table(found), {}), *_accounts(found)]
    return found if all(hasattr(one, "get") for one in tables) else None


def _accounts(found: TOMLDocument) -> list[Any]:
    stated = found.get("accounts", [])
    return stated if isinstance(stated, list) else [stated]


def _table(found: TOMLDocument) -> str:
    return _TABLE["business" in found]


def _key(found: TOMLDocument, field: str, account: Mapping[str, Any] | None = None) -> str:
    """What a field is called in the file: the size of an account of a business as it has it, or as others have it."""
    if "business" not in found:
        return field
    if account is None or field != "size":
        return _OF_A_BUSINESS.get(field, field)
    return next((key for one in (account, *_accounts(found)) for key in (_AMOUNT, _SHARE) if key in one), _SHARE)


def _shown(table: Mapping[str, Any], key: str) -> str:
    """What stands there, as people write it; what no field of a form is for, as the file has it."""
    value = table.get(key, "")
    if (said := range_in_words(value)) is not None:
        return said
    if isinstance(value, bool | list | dict):
        return tomlkit.item(value).as_string().strip()
    return str(value).strip().removesuffix(".0" if isinstance(value, float) and abs(value) >= _WHOLE else "")


def _add_or_drop(found: TOMLDocument, place: object) -> None:
    """Drop the account in a place, or add one at the end."""
    accounts = _accounts(found)
    if isinstance(place, int):
        if 0 <= place < len(accounts):
            del accounts[place]
        return
    one = tomlkit.table()
    one["name"] = f"Account {len(accounts) + 1}"
    if not accounts:
        found["accounts"] = tomlkit.aot()
    found["accounts"].append(one)


def _set(table: MutableMapping[str, Any], key: str, value: object, *, money: bool = False) -> None:
    """Set a key as it was typed: a number or a range where it is one; without anything, the key is gone."""
    text = str(value or "").strip()

    def number(typed: str) -> object | None:
        if _NUMBER.fullmatch(typed):
            return tomlkit.value(typed)
        if key in _MARGINS and typed.endswith("%"):
            per_cent = real(typed[:-1].strip())
            return None if per_cent is None else round(per_cent / 100.0, 6)
        found, wrong = amount(typed) if money and key in _AMOUNTS else (0.0, "no amount")
        return None if wrong else int(found) if found.is_integer() else found

    if not text:
        table.pop(key, None)
        return
    found = text if key in _TEXTS else number(text)
    found = range_typed(text, number) if found is None else found
    table[key] = text if found is None else found

"""What a policy comes to over time: ``[[then]]`` of a file, over the policy that it names, or what held until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.sim.faults import PolicyError
from equipoise.sim.files.checking import NOTHING, Complaint
from equipoise.sim.files.inheriting import inherit
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.sim.policy import Policy

_WHAT = ("levers", "accounts")


def complete_changes(stated: dict[str, Any], find: Callable[[str], Policy]) -> list[Complaint]:
    """Put under each ``[[then]]`` all that holds from its round on; say what is wrong with the policies named."""
    complaints: list[Complaint] = []
    before = {"levers": Levers().model_dump() | _table(stated, "levers"), "accounts": _table(stated, "accounts")}
    changes: list[Any] = []
    for k, entry in enumerate(stated["then"]):
        if not isinstance(entry, dict):
            changes.append(entry)
            continue
        own = {key: value for key, value in entry.items() if key != "policy"}
        if "policy" in entry:
            named, wrong = _named(entry["policy"], find)
            before = before if named is None else named
            complaints += [Complaint((("then", k, "policy"),), entry["policy"], wrong)] if wrong else []
        elif not {*_WHAT} & entry.keys():
            words = 'must say what changes: policy = "...", [then.levers] or [then.accounts.NAME]'
            complaints.append(Complaint((("then", k),), entry, words))
        whole = inherit(own, before).stated
        changes.append(whole)
        before = {what: _table(whole, what) for what in _WHAT}
    stated["then"] = changes
    return complaints


def is_carried_on(complaint: Complaint, own: dict[str, Any]) -> bool:
    """Tell whether a complaint is of what a ``[[then]]`` has from before it, where it is complained of already."""
    place = complaint.places[0]
    if place[0] != "then" or complaint.value is NOTHING:
        return False
    at: Any = own
    for part in place:
        try:
            at = at[part]
        except (KeyError, IndexError, TypeError):
            return True
    return False


def _table(stated: dict[str, Any], name: str) -> dict[str, Any]:
    found = stated.get(name, {})
    return found if isinstance(found, dict) else {}


def _named(asked: object, find: Callable[[str], Policy]) -> tuple[dict[str, Any] | None, str]:
    """What the policy that is named states, or why it cannot be used."""
    if not isinstance(asked, str):
        return None, "must be the name or the path of a policy"
    try:
        policy = find(asked)
    except PolicyError as fault:
        return None, "\n    ".join(str(fault).splitlines())
    if policy.then:
        return None, "changes over time itself; state each of its parts under a [[then]]"
    return policy.model_dump(include={*_WHAT}, exclude_none=True), ""

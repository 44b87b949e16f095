"""Policies to begin from: what their levers are; where these differ by account or over time, that in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.numbers import capital, listed
from equipoise.analysis.prose.stated import since
from equipoise.app.serve.explorer.controls import first_controls
from equipoise.app.serve.explorer.desk import document, shelf_of, text_of, whole
from equipoise.app.serve.explorer.labels import shown_as
from equipoise.experiments.explorer.loaded import policy_called, scenario_called
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies
from equipoise.sim.files.words import FOR_SOME, is_in_words
from equipoise.sim.keys import quoted
from equipoise.sim.parts import lever_of, parts
from equipoise.sim.policy import Levers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from equipoise.experiments.explorer.state import State
    from equipoise.sim.parts import Part
    from equipoise.sim.policy import Policy

    Controls = Sequence[Mapping[str, Any]]

_WHY = (
    "This policy has a lever more than once, by account or over time: no one control could show it, or move it. "
    "Change its words, or start from another policy."
)
_USUAL = "as an accommodating vendor"


def policies_of(scenario: str, *played: str) -> list[str]:
    """List what a side may begin from, as states call it: what is shipped, what is compared, and what is played."""
    there = [*list_policies(), *scenario_called(scenario).policies]
    return [*dict.fromkeys([*there, *(one for one in played if _can_be_read(one))])]


def _can_be_read(policy: str) -> bool:
    try:
        policy_called(policy)
    except EquipoiseError:  # which is told where it is to be played
        return False
    return True


def examples(accounts: Sequence[str]) -> list[str]:
    """Show how a policy is put into words, for an account of the scenario, in quotes where its name needs them."""
    over_time = "accommodating, then strategic from year 2"
    for account in accounts[:1]:
        for spelt in (account, quoted(account)):
            if _is_for(words := f"strategic for {spelt}, else accommodating", account):
                return [words, over_time]
    return [over_time]


def _is_for(words: str, account: str) -> bool:
    try:
        return [*policy_called(words).accounts] == [account]
    except EquipoiseError:
        return False


def policy_on_page(asked: str, controls: Controls) -> dict[str, Any]:
    """Lay a policy out: each lever as one number, or null where it has several, and then all of it in words."""
    policy = policy_called(asked)
    levers = {name: lever_of(policy, name) for name in Levers.model_fields}
    words = [_WHY, *_in_words(policy, controls)] if None in levers.values() else []
    return {"name": asked, "title": policy.title or policy.name, "levers": levers, "words": words}


def offered(state: State, decision: Mapping[str, Any] | None) -> str:
    """The choice that is neither A nor B, in words from which a side can begin; empty where it is one of them.

    So it is of sides with levers of their own, or policies from files, which words cannot say.
    """
    as_shipped = all(side.policy in list_policies() and not side.levers for side in state.sides)
    return str(decision["instead"]) if decision is not None and as_shipped else ""


def put_in_words(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer with a policy that was typed, or what is wrong with it, in the words of the commands."""
    shelf, typed = shelf_of(request), " ".join(text_of(body, "policy").split())
    try:
        scenario = shelf.asked(text_of(body, "scenario"))
    except EquipoiseError as error:
        return document({"faults": whole(error)})
    own = scenario_called(scenario)
    try:
        shelf.check_policy(scenario, typed)
        policy = policy_called(typed)
        Arm.of(own, policy)
    except EquipoiseError as error:
        for_one = f'"{examples(own.account_names)[0]}"'
        return document({"faults": whole(EquipoiseError(str(error).replace(FOR_SOME, for_one)))})
    name = policy.name if is_in_words(typed) else typed
    return document({"faults": [], "policy": policy_on_page(name, first_controls(scenario, ()))})


def _in_words(policy: Policy, controls: Controls) -> Iterator[str]:
    """Say of each stretch of time what is done, with whom; accounts with which the same is done stand together."""
    found = parts(policy)
    for part in found:
        said: dict[str, list[str]] = {}
        for account in part.accounts:
            said.setdefault(_said(part.of(account), controls), []).append(account)
        lines = [(listed(names, most=len(names)), words) for words, names in said.items()]
        whose = "all others" if lines else "all accounts"
        for accounts, words in [*lines, (whose, _said(part.levers.model_dump(), controls))]:
            yield capital(f"{_when(part, found)}{accounts}: {words}.")


def _when(part: Part, found: Sequence[Part]) -> str:
    if len(found) == 1:
        return ""
    return f"{since(part.round)}, " if part.round else "at first, "


def _said(levers: Mapping[str, float], controls: Controls) -> str:
    """Name the levers that differ from an accommodating vendor's, by their labels and in their units."""
    usual: Iterable[Mapping[str, Any]] = (one for one in controls if one["key"] in levers)
    differing = [
        f"{one['label'].lower()} {shown_as(one, levers[one['key']])}"
        for one in usual
        if levers[one["key"]] != one["default"]
    ]
    return "; ".join(differing) or _USUAL

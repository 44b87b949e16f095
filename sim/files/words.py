"""Policies in words: ``strategic for Giant, else accommodating``; ``accommodating, then strategic from round 4``."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.characters import composed
from equipoise.sim.faults import PolicyError
from equipoise.sim.files.bounds import LONGEST_TEXT
from equipoise.sim.keys import quoted, split, unquoted
from equipoise.sim.parameters.declare import LONGEST_NAME
from equipoise.sim.parts import between, parts, shared_out, whole
from equipoise.sim.wording import in_quotes, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from equipoise.sim.parts import Part
    from equipoise.sim.policy import Policy

FOR_SOME = '"strategic for Giant, else accommodating"'
OVER_TIME = '"accommodating, then strategic from round 4"'
"""How a policy is put into words, as messages show it."""

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|,|[^\s,]+')
_MARKS = frozenset({"for", "then", "else"})
_THEN, _ELSE = frozenset({"then"}), frozenset({"else"})
_JOINS = frozenset({",", "and"})
_WHEN = 3  # "from round 4", "from year 2"


class Turn(NamedTuple):
    """What is said of the rounds from one on."""

    round: int
    chosen: tuple[tuple[str, tuple[str, ...]], ...]  # policies, each with the accounts that it is for
    others: str  # the policy for all others
    when: str = ""  # as it was said: "round 4" or "year 2"


def is_in_words(asked: object) -> TypeGuard[str]:
    """Tell whether a policy is put into words, and not asked for by its name or its path."""
    if not isinstance(asked, str) or len(asked) > LONGEST_TEXT or _MARKS.isdisjoint(tokens := _TOKEN.findall(asked)):
        return False
    return not (asked.endswith(".toml") and {"then", "else"}.isdisjoint(tokens)) and not _is_file(asked)


def apart(asked: str) -> tuple[str, str]:
    """Tell a name of its own from the policy that gets it, ``mine=strategic``; no name where none is given."""
    name, policy = split(asked)
    if policy is None or not _MARKS.isdisjoint(_TOKEN.findall(name)) or _is_file(asked):
        return "", asked
    return unquoted(name), policy


def renamed(asked: str, name: Callable[[str], str]) -> str:
    """Call every policy otherwise that words speak of; words that cannot be understood stay as they are."""
    if not is_in_words(asked):
        return name(asked)
    try:
        turns = _turns(asked)
    except PolicyError:
        return asked
    return _spelt(turns, name)


def in_words(asked: str, find: Callable[[str], Policy]) -> Policy:
    """Make the policy that words describe, of those that they name; its name are the words."""
    try:
        turns = _turns(asked)
        named = [policy for turn in turns for policy in (*(policy for policy, _ in turn.chosen), turn.others)]
        found = {policy: find(policy) for policy in named}
    except PolicyError as fault:
        raise PolicyError(f"{written(asked)}   {fault}") from None
    name = _spelt(turns, lambda policy: found[policy].name)
    if len(name) > LONGEST_NAME:
        raise PolicyError(f"{written(asked)}   is longer than {LONGEST_NAME} characters; write it as a file of its own")
    taken: list[Part] = []
    for turn, later in zip(turns, [*(turn.round for turn in turns[1:]), float("inf")], strict=True):
        chosen = {account: parts(found[policy]) for policy, accounts in turn.chosen for account in accounts}
        taken += between(shared_out(chosen, parts(found[turn.others])), turn.round, later)
    return whole(name, taken)


def for_one_alone(policy: Policy, account: str, others: Policy) -> Policy:
    """Make the policy that is one with an account, and another with all others."""
    return whole(_alone(policy, account, others), shared_out({account: parts(policy)}, parts(others)))


def can_be_had_alone(policy: Policy, account: str, others: Policy) -> bool:
    """Whether the name of such a policy is no longer than names are."""
    return len(_alone(policy, account, others)) <= LONGEST_NAME


def _alone(policy: Policy, account: str, others: Policy) -> str:
    return _spelt([Turn(0, ((policy.name, (account,)),), others.name)], str)


def _turns(asked: str) -> list[Turn]:
    """Understand words."""
    said = list(_split(_TOKEN.findall(asked), _THEN))
    turns = [_turn(0, said[0])]
    for tokens in said[1:]:
        start, unit, number = tokens[-_WHEN:] if len(tokens) > _WHEN else ("", "", "")
        if start != "from" or unit not in {"round", "year"}:
            raise PolicyError(f"does not say from when; write {OVER_TIME}")
        if not re.fullmatch("[0-9]{1,6}", number):
            raise PolicyError(f"from {unit} {in_quotes(number)}: must be a whole number")
        begin = int(number) if unit == "round" else ROUNDS_A_YEAR * (int(number) - 1)
        if begin <= turns[-1].round:
            before = f"a run begins in {'round 0' if unit == 'round' else 'year 1'}, and a change comes in a later one"
            after = f"{unit} {int(number)} does not come after {turns[-1].when}"
            raise PolicyError(before if begin <= 0 else after)
        turns.append(_turn(begin, tokens[:-_WHEN])._replace(when=f"{unit} {int(number)}"))
    return turns


def _turn(number: int, tokens: list[str]) -> Turn:
    some, *others = _split(tokens, _ELSE)
    chosen = tuple(_clauses(some)) if "for" in some else ()
    if chosen and not others:
        raise PolicyError(f"does not say what holds for all others; write {FOR_SOME}")
    if chosen and (place := _when_within(some)) is not None:
        begin, end = place, place + _WHEN
        rest, what, when = _text(others[0]), _text([*some[:begin], *some[end:]]), _text(some[begin:end])
        words = in_quotes(f"{rest}, then {what}, else {rest} {when}")
        raise PolicyError(f"says from when of some accounts alone; write {words}")
    if len(others) > 1 or (others and not chosen) or any("for" in rest for rest in others):
        raise PolicyError(f"is not clear; write {FOR_SOME}")
    names = [composed(account) for _, accounts in chosen for account in accounts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise PolicyError(f"names the account {in_quotes(twice)} twice")
    return Turn(number, chosen, _name(others[0] if others else some, "a policy"))


def _when_within(tokens: list[str]) -> int | None:
    """Where words say from when, behind an account; None where they do not."""
    starts = range(len(tokens) - _WHEN + 1)
    return next((k for k in starts if tokens[k] == "from" and tokens[k + 1] in {"round", "year"}), None)


def _text(tokens: Sequence[str]) -> str:
    return " ".join(tokens).replace(" ,", ",")


def _clauses(tokens: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each policy with its accounts; what stands after a comma, up to the next "for", is a policy again."""
    starts: list[tuple[int, int]] = []
    for place, word in enumerate(tokens):
        if word == "for":
            start = place
            while start and tokens[start - 1] != ",":
                start -= 1
            starts.append((start, place))
    for k, (start, place) in enumerate(starts):
        end = starts[k + 1][0] - 1 if k + 1 < len(starts) else len(tokens)
        joined = [one for one, after in pairwise((*tokens[place + 1 : end], "")) if (one, after) != (",", "and")]
        accounts = tuple(_name(account, "an account") for account in _split(joined, _JOINS))
        yield _name(tokens[start if k else 0 : place], "a policy"), accounts


def _split(tokens: Sequence[str], marks: frozenset[str]) -> Iterator[list[str]]:
    """Cut words at marks; a comma before a mark belongs to it."""
    piece: list[str] = []
    for word in tokens:
        if word not in marks:
            piece.append(word)
            continue
        yield piece[:-1] if word != "," and piece[-1:] == [","] else piece
        piece = []
    yield piece


def _name(tokens: list[str], what: str) -> str:
    if not tokens or "," in tokens:
        raise PolicyError(f"lacks the name of {what}, or has a comma too many")
    return unquoted(tokens[0]) if len(tokens) == 1 else " ".join(tokens)


def _spelt(turns: Sequence[Turn], name: Callable[[str], str]) -> str:
    """Put into words what was understood of them."""
    first, *later = (_spelt_turn(turn, name) for turn in turns)
    changes = [f"{said} from {turn.when}" for turn, said in zip(turns[1:], later, strict=True)]
    return ", then ".join([first, *changes])


def _spelt_turn(turn: Turn, name: Callable[[str], str]) -> str:
    some = [f"{_plain(name(policy))} for {_listed([*map(_plain, accounts)])}" for policy, accounts in turn.chosen]
    others = _plain(name(turn.others))
    return f"{', '.join(some)}, else {others}" if some else others


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0]


def _plain(name: str) -> str:
    """A name, in quotes where it holds what means something else."""
    tokens = _TOKEN.findall(name)
    plain = " ".join(tokens) == name and not {*_MARKS, *_JOINS, "from"} & {*tokens} and '"' not in name
    return name if plain else quoted(name)


def _is_file(asked: str) -> bool:
    try:
        return Path(asked).is_file()
    except (OSError, ValueError):  # a path that nothing can have
        return False

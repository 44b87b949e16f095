"""Questions about a business on the terminal, one after the other; Enter skips one, and what that costs is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.console import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.asking import Question

_ENOUGH = frozenset({"quit", "exit", "q"})


def interview(questions: Sequence[Question]) -> int:
    """Ask one question after the other, and count the answers; "quit", or the end of the input, ends it."""
    answered = 0
    for k, question in enumerate(questions):
        say(f"\n{k + 1} of {len(questions)}. {question.words}")
        say(f"   Enter skips it: {question.skipping}.")
        taken = _answered(question)
        if taken is None:
            break
        answered += taken
    return answered


def _answered(question: Question) -> bool | None:
    """Whether a question is answered; None when somebody has had enough, or nothing more can be read."""
    while True:
        try:
            typed = input("   > ").strip()
        except (EOFError, OSError, UnicodeDecodeError):
            say("")
            return None
        if typed.casefold() in _ENOUGH:
            return None
        if not typed:
            return False
        if not (wrong := question.answer(typed)):
            return True
        say(f"   {wrong}.")

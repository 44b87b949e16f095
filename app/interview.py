"""Questions about a business on the terminal, one after the other; Enter skips one, and what that costs is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.console import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.written.asking import Interview, Question

_ENOUGH = frozenset({"quit", "exit", "q"})
_SKIPPED = frozenset({"", "-", "?", "don't know", "dont know", "no idea", "unknown", "n/a"})


def interview(whole: Interview, questions: Sequence[Question]) -> int:
    """Ask one question after the other, and count the answers; "quit", or the end of the input, ends it.

    What each answer was understood as is said, and to which question one is wanted still: lines that come from a file
    are seen to be out of step.
    """
    answered = 0
    for k, question in enumerate(questions):
        say(f"\n{k + 1} of {len(questions)}. {question.words}")
        say(f"   Enter skips it: {question.skipping}.")
        taken = _answered(whole, question, k + 1)
        if taken is None:
            break
        answered += taken
    return answered


def _answered(whole: Interview, question: Question, number: int) -> bool | None:
    """Whether a question is answered; None when somebody has had enough, or nothing more can be read."""
    while True:
        try:
            typed = input("   > ").strip()
        except (EOFError, OSError, UnicodeDecodeError):
            say("")
            return None
        if typed.casefold() in _ENOUGH:
            return None
        if typed.casefold().replace("\u2019", "'") in _SKIPPED:
            return False
        reply = whole.reply(question, typed)
        if not reply.wrong:
            say(f"   Understood: {reply.understood}.")
            return True
        say(f"   {reply.wrong}. This is still question {number}.")

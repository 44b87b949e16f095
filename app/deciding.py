"""What ``breakeven`` and ``worth-knowing`` share: a question about one scenario; what is found, written and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.arms import arms_of, note_levers
from equipoise.app.console import progress
from equipoise.app.outputs import say_agreement, show_result
from equipoise.app.pages.breakeven import breakeven_page
from equipoise.app.pages.knowing import knowing_page
from equipoise.app.ready import make_ready, warn_of
from equipoise.experiments.breakeven.outputs import BreakEvenResult, KnowingResult
from equipoise.experiments.breakeven.question import Question
from equipoise.experiments.breakeven.task import BreakEvenTask
from equipoise.experiments.folder import check_folder
from equipoise.experiments.kinds import FIGURES, KINDS
from equipoise.experiments.result import save_result
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from equipoise.app.request import Request
    from equipoise.experiments.breakeven.knowing import KnowingTask


def question_of(
    scenario: str,
    policies: Sequence[str],
    outcome: str | None,
    account: str | None,
    request: Request,
    most: int | None = None,
) -> Question:
    """Lay a question out, of the policies that are named or the scenario's first; refuse a wrong folder at once."""
    if request.out is not None:
        check_folder(request.out)
    arms = arms_of([scenario], policies, request)[: None if policies else most]
    return Question.of(arms, outcome=outcome, account=account, measures=request.measures or ())


def find_and_show(task: BreakEvenTask | KnowingTask, request: Request) -> None:
    """Look for what was asked, and print it; it is all written, or nothing is."""
    if request.accounts or request.panel is not None:
        raise EquipoiseError(
            f"a manifest {KINDS[task.what].whose} is repeated as it was, without --account and --panel"
        )
    if request.out is not None:
        check_folder(request.out)
    if isinstance(task, BreakEvenTask):
        note_levers([axis.key for axis in task.axes], [arm.policy.name for arm in task.question.arms])
    make_ready()
    warn_of(task.question.arms)
    with progress("Playing", 1.0) as done:
        result: BreakEvenResult | KnowingResult = (
            BreakEvenResult(task.play(request.threads, done), task)
            if isinstance(task, BreakEvenTask)
            else KnowingResult(task.play(request.threads, done), task)
        )
    page = breakeven_page(result.found) if isinstance(result, BreakEvenResult) else knowing_page(result.found)
    if request.out is not None:
        save_result(result, request.out)
    show_result(
        result.document, page, as_json=request.as_json, out=request.out, written=_written,
        offer="For the numbers as a file, and the figure where there is one, add --out DIR.",
    )  # fmt: skip
    say_agreement(request, result.file, result.document)


def _written(folder: Path) -> str:
    figure = "The figure, its numbers" if (folder / FIGURES).exists() else "The numbers"
    return f"{figure} and the manifest are in {folder}."

"""The steps of putting a guest right: ticked, ticked again, taken back.

Whoever has begun is acting, and the time of that first act is kept; nothing here says that the guest is even.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import select

from delightdesk.desk.owed_lines import ProblemView
from delightdesk.desk.problem_reading import view
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import PROBLEM_NEXT, check_step
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import ProblemState, RecoveryStep, label
from delightdesk.store.tables import Problem, ProblemStep
from delightdesk.store.work import Work

S = ProblemState
_TO_ACT = (S.OPEN, S.REOPENED)


def step(work: Work, problem_id: int, which: RecoveryStep, note: str = "", seen: int | None = None) -> ProblemView:
    """One step was done, or done once more. The first one makes the problem acting; a fix does not make it even."""
    problem = seen_problem(work, problem_id, seen)
    if problem.state is S.LOST and which is not RecoveryStep.FOLLOW_UP:
        raise Invalid("This problem was given up. Nothing was saved. Please open it again first.")
    tick(work, problem, which, kept_words(note))
    values: dict[str, Any] = {"first_act_at": first_act(work, problem)}
    if problem.state in _TO_ACT:
        values["state"] = S.ACTING
    if which is RecoveryStep.FIX:
        values["waiting"] = False
    if not work.change(problem, **values):
        work.touch(problem)
    return told(work, problem, "problem.step", f"{_capital(label(which))}: {problem.what}")


def unstep(work: Work, problem_id: int, which: RecoveryStep, seen: int | None = None) -> ProblemView:
    """A step was ticked by mistake. The problem stays as far as it is."""
    problem = seen_problem(work, problem_id, seen)
    row = _row(work, problem_id, which)
    if row is None or row.deleted_at is not None:
        return view(work, problem_id)
    work.remove(row)
    work.touch(problem)
    return told(work, problem, "problem.unstep", f"Not done after all, {label(which)}: {problem.what}")


def tick(work: Work, problem: Problem, which: RecoveryStep, note: str = "") -> None:
    """Write a step down inside another act, which says what it did."""
    row = _row(work, problem.id or 0, which)
    if row is None:
        work.add(
            ProblemStep(
                created_at=work.now,
                problem_id=problem.id or 0,
                step=which,
                done_by=work.person.id,
                done_at=work.now,
                note=note,
            )
        )
        return
    gone = row.deleted_at is not None
    work.change(
        row,
        deleted_at=None,
        done_by=work.person.id,
        done_at=not_before(work, None if gone else row.done_at),
        times=1 if gone else row.times + 1,
        note=note or ("" if gone else row.note),
    )


def steps_done(work: Work, problem_id: int) -> frozenset[RecoveryStep]:
    """The steps that were done, as this transaction sees them."""
    rows = work.session.exec(select(ProblemStep).where(ProblemStep.problem_id == problem_id))
    return frozenset(row.step for row in rows if row.deleted_at is None)


def seen_problem(work: Work, problem_id: int, seen: int | None) -> Problem:
    """The problem, when it still is as the person looked at it. Raises `NotFound`, `Stale`."""
    problem = work.get(Problem, problem_id, "problem")
    work.check_seen(problem, seen)
    return problem


def move(work: Work, problem: Problem, to: ProblemState, **values: Any) -> None:
    """Bring a problem into another state of its life. Raises `Invalid` when that cannot follow."""
    check_step("This problem", problem.state, to, PROBLEM_NEXT)
    work.change(problem, state=to, **values)


def told(work: Work, problem: Problem, action: str, summary: str) -> ProblemView:
    """Say what was done, and show the problem as it is now."""
    work.did(action, summary, problem.guest_id)
    return view(work, problem.id or 0)


def not_before(work: Work, *instants: datetime | None) -> datetime:
    """Now, or the latest of ``instants`` where the clock of this PC was set back meanwhile."""
    return max((work.now, *(instant for instant in instants if instant is not None)))


def first_act(work: Work, problem: Problem) -> datetime:
    """When somebody first acted, which is now when nobody has."""
    return problem.first_act_at or not_before(work, problem.reported_at)


def _row(work: Work, problem_id: int, which: RecoveryStep) -> ProblemStep | None:
    """The one row of a step, also when it was taken back before."""
    work.session.flush()
    query = select(ProblemStep).where(ProblemStep.problem_id == problem_id, ProblemStep.step == which)
    return work.session.exec(query).first()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Reading problems: as lines, as one whole, and which of a guest's problems is the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from delightdesk.desk import on_file_reading as reading
from delightdesk.desk import task_reading, wallet
from delightdesk.desk.dossier import visit_of
from delightdesk.desk.on_file import ProblemOnFile, VisitOnFile
from delightdesk.desk.owed_lines import ProblemLine, ProblemView, SpentLine, StepLine
from delightdesk.desk.task_lines import Look, due_words
from delightdesk.domain.lifecycle import OPEN_PROBLEMS, RUNNING_PROBLEMS
from delightdesk.domain.money import show_money
from delightdesk.domain.problem_kinds import kind_of
from delightdesk.domain.promise_clock import running
from delightdesk.domain.recovery import next_step
from delightdesk.domain.vocabulary import ProblemState, RecoveryStep, label
from delightdesk.store.tables import Gesture, GestureLine, PlaybookRow, Problem, ProblemStep, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

_PROBLEM, _STEP, _STAFF = table_of(Problem), table_of(ProblemStep), table_of(Staff)
_GESTURE, _LINE, _PLAYBOOK = table_of(Gesture), table_of(GestureLine), table_of(PlaybookRow)
_id: BindParameter[Any] = bindparam("problem")

_ONE = reading.PROBLEMS.where(_PROBLEM.c.id == _id)
_STEPS = (
    select(_STEP.c.step, _STEP.c.done_at, _STEP.c.note, _STEP.c.times, _STAFF.c.name)
    .join(_STAFF, _STAFF.c.id == _STEP.c.done_by)
    .where(_STEP.c.problem_id == _id, _STEP.c.deleted_at.is_(None))
)
_COST = (
    select(func.coalesce(func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned)), 0))
    .where(_LINE.c.gesture_id == _GESTURE.c.id, _LINE.c.deleted_at.is_(None))
    .scalar_subquery()
)
_SPENT = (
    select(
        _GESTURE.c.id, _GESTURE.c.version, _GESTURE.c.title, _GESTURE.c.state, _COST, _GESTURE.c.payer,
        _GESTURE.c.approval, _GESTURE.c.claim,
    )
    .where(_GESTURE.c.problem_id == _id, _GESTURE.c.deleted_at.is_(None))
    .order_by(_GESTURE.c.id)
)  # fmt: skip
_REPORTER = select(_STAFF.c.name).where(_STAFF.c.id == bindparam("person"))
_PLAN = select(_PLAYBOOK.c.entry, _PLAYBOOK.c.house).where(_PLAYBOOK.c.key == bindparam("key"))


def view(work: Work, problem_id: int) -> ProblemView:
    """Everything about one problem. Raises `NotFound`."""
    from delightdesk.desk import outcomes

    if work.writes:
        work.session.flush()
    problem, on_file = work.get(Problem, problem_id, "problem"), one(work, problem_id)
    purse = wallet.for_problem(work, problem_id)
    is_even = problem.even_at is not None and problem.state not in OPEN_PROBLEMS
    return ProblemView(
        line=line(work, on_file),
        cause=problem.cause,
        fault=problem.fault,
        spoiled=problem.spoiled,
        waiting=problem.waiting,
        reported_by=next((name for (name,) in work.rows(_REPORTER, person=problem.reported_by)), ""),
        reported_text=due_words(Look.of(work), problem.reported_at),
        first_act_minutes=minutes(problem.reported_at, problem.first_act_at),
        even_minutes=minutes(problem.reported_at, problem.even_at if is_even else None),
        steps=step_lines(work, problem_id),
        confirmed=problem.confirmed,
        close_reason=problem.close_reason,
        answer=problem.answer,
        playbook_title=_plan_title(work, problem.playbook),
        owed=task_reading.listing(work, problem_id=problem_id),
        gestures=_spent(work, problem_id),
        spent=purse.spent,
        limit=purse.limit,
        left=purse.left,
        wallet_text=purse.text,
        outcomes=outcomes.of_problem(work, problem_id),
        currency=work.house.currency,
    )


def of_guest(work: Work, guest_id: int) -> tuple[ProblemLine, ...]:
    """The guest's newest problems, at most twenty, newest first."""
    return tuple(line(work, row) for row in rows_of(work, reading.PROBLEMS_OF_GUEST, guest=guest_id))


def at_hand(work: Work, guest_id: int) -> ProblemLine | None:
    """The guest's problem that is to be put right now: open before even, newest first; None when there is none."""
    found = pick(rows_of(work, reading.PROBLEMS_OF_GUEST, guest=guest_id), visit_of(work, guest_id))
    return line(work, found) if found else None


def pick(problems: Sequence[ProblemOnFile], visit: VisitOnFile | None) -> ProblemOnFile | None:
    """The one at hand among a guest's problems.

    What the guest still has counts whenever it began. What is even counts in its own visit, or while there is none:
    later it is told as a prior problem.
    """
    mine = [
        row for row in problems
        if row.state in OPEN_PROBLEMS
        or (row.state is ProblemState.EVEN and (visit is None or row.visit_id in (visit.id, None)))
    ]  # fmt: skip
    return max(mine, key=lambda row: (row.state in OPEN_PROBLEMS, row.reported_at, row.id), default=None)


def one(work: Work, problem_id: int) -> ProblemOnFile:
    """One problem as it is on file. Raises `NotFound`."""
    found = rows_of(work, _ONE, problem=problem_id)
    if not found:
        raise not_here("problem")
    return found[0]


def line(work: Work, row: ProblemOnFile) -> ProblemLine:
    """The problem as the board shows it."""
    is_over = row.state not in RUNNING_PROBLEMS and not row.to_come
    until = row.closed_at if is_over and row.closed_at else work.now
    return ProblemLine(
        id=row.id,
        version=row.version,
        guest_id=row.guest_id,
        guest_name=row.guest_name or "",
        guest_marks=row.guest_marks,
        room=row.room,
        what=row.what,
        kind=row.kind,
        kind_label=kind_of(row.kind).label,
        severity=row.severity,
        state=row.state,
        reported_at=row.reported_at,
        since_text=running(row.reported_at, until),
        owner_id=row.owner_id,
        owner=row.owner or "",
        offered_to_id=row.offered_to,
        offered_to=row.asked or "",
        next_step=_next(work, row),
        is_over=is_over,
    )


def steps_of(row: ProblemOnFile) -> frozenset[RecoveryStep]:
    """The steps that were done."""
    return frozenset(RecoveryStep(key) for key in (row.steps or "").split(",") if key)


def step_lines(work: Work, problem_id: int) -> tuple[StepLine, ...]:
    """All steps in the order in which they work, those done with who and when."""
    done = {step: rest for step, *rest in work.rows(_STEPS, problem=problem_id)}
    lines = []
    for step in RecoveryStep:
        at, note, times, name = done.get(step, (None, "", 0, ""))
        lines.append(StepLine(step, label(step), f"{name} {due_words(Look.of(work), at)}" if at else "", note, times))
    return tuple(lines)


def minutes(since: datetime, until: datetime | None) -> int | None:
    """Whole minutes between two instants, or None while the second is not known."""
    return None if until is None else round((until - since).total_seconds() / 60)


def rows_of(work: Work, statement: Select[Any], **values: object) -> tuple[ProblemOnFile, ...]:
    """Problems as a statement made from `on_file_reading.PROBLEMS` finds them."""
    return tuple(ProblemOnFile(*row) for row in work.rows(statement, **values))


def _next(work: Work, row: ProblemOnFile) -> str:
    """The next thing to do; what is planted says itself when."""
    if row.state not in RUNNING_PROBLEMS and row.next_call is not None:
        return f"ask again {due_words(Look.of(work), row.next_call)}"
    return next_step(row.state, steps_of(row), row.severity, row.fault)


def _spent(work: Work, problem_id: int) -> tuple[SpentLine, ...]:
    return tuple(
        SpentLine(key, version, title, state, cost, show_money(cost, work.house.currency), payer, approval, claim)
        for key, version, title, state, cost, payer, approval, claim in work.rows(_SPENT, problem=problem_id)
    )


def _plan_title(work: Work, key: str) -> str:
    for entry, house in work.rows(_PLAN, key=key) if key else ():
        return str({**entry, **house}.get("title", key))
    return ""

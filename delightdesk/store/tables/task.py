"""What somebody owes: to a guest, or to the house on a guest's behalf."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from delightdesk.domain.vocabulary import TaskKind, TaskState
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Task(Kept, table=True):
    """One thing owed: a promise, a delivery, a follow-up, a thing to mend, something left behind, anything to do.

    One table for all of them, so that the board, passing work on and the orphan list are written once.
    owner_id: empty only while it stands on the orphan list. offered_to: who was asked to take it over; until they
    accept, the owner stays. warn_at: from when it should be looked at (see `domain.promise_clock`).
    told_at: when the guest was last told how it stands. missed_at: the time it was first to be kept by and was not,
    where a new one was given since: what is kept then is kept late. who: the department that does it.
    say: the words to say.
    note: a longer wait that was quoted, why a limit was gone beyond. reason: why it ended undone.
    """

    __table_args__ = (
        Index("ix_task_state", "state", "due_at"),
        sparse_index("ix_task_guest_id", "guest_id"),
        sparse_index("ix_task_visit_id", "visit_id"),
        sparse_index("ix_task_problem_id", "problem_id"),
        sparse_index("ix_task_gesture_id", "gesture_id"),
        sparse_index("ix_task_owner_id", "owner_id"),
    )

    kind: TaskKind = Field(sa_type=text_enum(TaskKind))
    title: str = Field(max_length=200)
    state: TaskState = Field(default=TaskState.OPEN, sa_type=text_enum(TaskState))
    guest_id: int | None = Field(default=None, foreign_key="guest.id")
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    problem_id: int | None = Field(default=None, foreign_key="problem.id")
    gesture_id: int | None = Field(default=None, foreign_key="gesture.id")
    room: str = Field(default="", max_length=40)
    due_at: datetime | None = Field(default=None)
    warn_at: datetime | None = Field(default=None)
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    offered_to: int | None = Field(default=None, foreign_key="staff.id")
    made_by: int = Field(foreign_key="staff.id")
    who: str = Field(default="", max_length=80)
    say: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=300)
    told_at: datetime | None = Field(default=None)
    missed_at: datetime | None = Field(default=None)
    done_at: datetime | None = Field(default=None)
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    reason: str = Field(default="", max_length=200)
    playbook: str = Field(default="", max_length=40)
    unexpected: bool = Field(default=False)

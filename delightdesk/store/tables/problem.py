"""What went wrong for a guest, and how far it is put right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from delightdesk.domain.vocabulary import CloseReason, Fault, ProblemState, RecoveryStep
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Problem(Kept, table=True):
    """One problem. It has an owner from its first second, and none only while it stands on the orphan list.

    guest_id: empty while only a room is known. kind: a key of `domain.problem_kinds`. severity: 1 irritation to 5 harm.
    cause_key: the cause without word order and small words, by which repeated causes are counted.
    offered_to: who was asked to take it over; until they accept, the owner stays.
    first_act_at, even_at, beyond_at, closed_at: aware instants, empty until it happened.
    spoiled: the price of what was spoiled, minor units. confirmed: the guest said that it is fixed.
    answer: what was said when closing asked about a step that was left out.
    """

    __table_args__ = (
        Index("ix_problem_state", "state", "reported_at"),
        Index("ix_problem_cause", "cause_key", "reported_at"),
        sparse_index("ix_problem_guest_id", "guest_id"),
        sparse_index("ix_problem_visit_id", "visit_id"),
        sparse_index("ix_problem_owner_id", "owner_id"),
    )

    guest_id: int | None = Field(default=None, foreign_key="guest.id")
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    room: str = Field(default="", max_length=40)
    what: str = Field(max_length=300)
    kind: str = Field(default="other", max_length=40)
    severity: int = Field(default=2)
    cause: str = Field(default="", max_length=120)
    cause_key: str = Field(default="", max_length=120)
    fault: Fault = Field(default=Fault.OURS, sa_type=text_enum(Fault))
    state: ProblemState = Field(default=ProblemState.OPEN, sa_type=text_enum(ProblemState))
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    offered_to: int | None = Field(default=None, foreign_key="staff.id")
    reported_by: int = Field(foreign_key="staff.id")
    reported_at: datetime
    first_act_at: datetime | None = Field(default=None)
    even_at: datetime | None = Field(default=None)
    beyond_at: datetime | None = Field(default=None)
    closed_at: datetime | None = Field(default=None)
    confirmed: bool = Field(default=False)
    waiting: bool = Field(default=False)
    spoiled: int | None = Field(default=None)
    close_reason: CloseReason | None = Field(default=None, sa_type=text_enum(CloseReason), nullable=True)
    answer: str = Field(default="", max_length=300)
    playbook: str = Field(default="", max_length=40)


class ProblemStep(Kept, table=True):
    """One step of putting it right that was done. ``note``: what was offered, or who was called."""

    __tablename__ = "problem_step"
    __table_args__ = (UniqueConstraint("problem_id", "step", name="uq_problem_step"),)

    problem_id: int = Field(foreign_key="problem.id", index=True)
    step: RecoveryStep = Field(sa_type=text_enum(RecoveryStep))
    done_by: int = Field(foreign_key="staff.id")
    done_at: datetime
    times: int = Field(default=1)
    note: str = Field(default="", max_length=300)

"""A gesture given, or on its way, and its basket."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from delightdesk.domain.vocabulary import Approval, Claim, GestureState, Payer, Purpose, Reaction
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Gesture(Kept, table=True):
    """One gesture to one guest. Money stands in its lines, in minor units of the house's currency.

    idea_key: the catalogue idea it came from, empty for one made up on the spot. family: what counts as "the
    same again". why: the reason it was chosen for. due_at: when it should be ready. doer: who makes it happen.
    """

    __table_args__ = (
        Index("ix_gesture_state", "state", "due_at"),
        Index("ix_gesture_created", "created_at"),
        sparse_index("ix_gesture_visit_id", "visit_id"),
        sparse_index("ix_gesture_problem_id", "problem_id"),
        sparse_index("ix_gesture_approval", "approval"),
    )

    guest_id: int = Field(foreign_key="guest.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    idea_key: str = Field(default="", max_length=40)
    family: str = Field(default="", max_length=40)
    title: str = Field(max_length=120)
    state: GestureState = Field(default=GestureState.PLANNED, sa_type=text_enum(GestureState))
    purpose: Purpose = Field(default=Purpose.KINDNESS, sa_type=text_enum(Purpose))
    why: str = Field(default="", max_length=300)
    due_at: datetime | None = Field(default=None)
    place: str = Field(default="", max_length=80)
    doer: str = Field(default="", max_length=80)
    private: bool = Field(default=True)
    payer: Payer = Field(default=Payer.HOUSE, sa_type=text_enum(Payer))
    planned_by: int = Field(foreign_key="staff.id")
    delivered_by: int | None = Field(default=None, foreign_key="staff.id")
    delivered_at: datetime | None = Field(default=None)
    reaction: Reaction | None = Field(default=None, sa_type=text_enum(Reaction), nullable=True)
    guest_words: str = Field(default="", max_length=500)
    closed_reason: str = Field(default="", max_length=200)
    problem_id: int | None = Field(default=None, foreign_key="problem.id")
    urgent: bool = Field(default=False)
    approval: Approval | None = Field(default=None, sa_type=text_enum(Approval), nullable=True)
    asked_of: int | None = Field(default=None, foreign_key="staff.id")
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None)
    bent: str = Field(default="", max_length=200)
    claim: Claim | None = Field(default=None, sa_type=text_enum(Claim), nullable=True)
    claim_from: str = Field(default="", max_length=80)


class GestureLine(Kept, table=True):
    """One item of the basket. ``actual`` stays empty until somebody knows what it really cost."""

    __tablename__ = "gesture_line"

    gesture_id: int = Field(foreign_key="gesture.id", index=True)
    what: str = Field(max_length=80)
    planned: int = Field(default=0)
    actual: int | None = Field(default=None)

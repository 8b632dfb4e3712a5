"""What came later."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from delightdesk.domain.vocabulary import OutcomeKind
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Outcome(Kept, table=True):
    """A return, a referral, a review or a sale, told beside what was given. Nobody claims that one caused the other.

    amount: minor units of the house's currency, None where there is none to tell.
    """

    __table_args__ = (
        sparse_index("ix_outcome_gesture_id", "gesture_id"),
        sparse_index("ix_outcome_problem_id", "problem_id"),
    )

    guest_id: int = Field(foreign_key="guest.id", index=True)
    gesture_id: int | None = Field(default=None, foreign_key="gesture.id")
    problem_id: int | None = Field(default=None, foreign_key="problem.id")
    kind: OutcomeKind = Field(sa_type=text_enum(OutcomeKind))
    on: date
    amount: int | None = Field(default=None)
    note: str = Field(default="", max_length=200)

"""What guests asked of the house about their own data, and the mark that keeps an erased guest from coming back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from delightdesk.domain.vocabulary import RequestKind
from delightdesk.store.tables.columns import Kept, text_enum


class RightsRequest(Kept, table=True):
    """One request of a guest. ``due_on``: a month after it came in (GDPR Art. 12), by then it has its answer.

    words: what they asked, in their words. done_at, done_by: when it was answered, and by whom.
    """

    __tablename__ = "rights_request"

    guest_id: int = Field(foreign_key="guest.id", index=True)
    kind: RequestKind = Field(sa_type=text_enum(RequestKind))
    received_on: date
    due_on: date
    words: str = Field(default="", max_length=500)
    done_at: datetime | None = Field(default=None)
    done_by: int | None = Field(default=None, foreign_key="staff.id")


class Forgotten(SQLModel, table=True):
    """A guest who was erased: the number they had, and keyed digests of what an import would know them by.

    Nothing in it can be read back; it only answers whether a row is theirs (see `domain.forgetting`). ``guest_id``
    is no foreign key, because an older backup may not have had the guest yet.
    """

    guest_id: int = Field(primary_key=True)
    at: datetime
    marks: list[str] = Field(default_factory=list, sa_type=JSON)

"""What is known of a guest, one line a fact, and the questions asked."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from delightdesk.domain.vocabulary import Lifetime, Moment, NoteKind, NoteSource
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Note(Kept, table=True):
    """One fact. ``sightings`` and ``confirmed_on`` tell a guess from a habit (see domain.habits).

    Of a sensitive note: consent: the guest's words when they agreed to it being kept; consent_by, consent_at: who
    asked, and when. lifetime: `VISIT` goes at departure, `LASTING` stays because the guest asked for it.
    expires_on: from this day of the house on it is taken out for good.
    disputed: the guest's own words where they say the note is not so; disputed_at: when they said it.
    """

    __table_args__ = (sparse_index("ix_note_visit_id", "visit_id"), sparse_index("ix_note_expires_on", "expires_on"))

    guest_id: int = Field(foreign_key="guest.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    author_id: int = Field(foreign_key="staff.id")
    kind: NoteKind = Field(sa_type=text_enum(NoteKind))
    text: str = Field(max_length=1000)
    source: NoteSource = Field(default=NoteSource.GUEST, sa_type=text_enum(NoteSource))
    lifetime: Lifetime = Field(default=Lifetime.LASTING, sa_type=text_enum(Lifetime))
    until: date | None = Field(default=None)
    moment: Moment | None = Field(default=None, sa_type=text_enum(Moment), nullable=True)
    sightings: int = Field(default=1)
    confirmed_on: date | None = Field(default=None)
    consent: str = Field(default="", max_length=200)
    consent_by: int | None = Field(default=None, foreign_key="staff.id")
    consent_at: datetime | None = Field(default=None)
    expires_on: date | None = Field(default=None)
    disputed: str = Field(default="", max_length=500)
    disputed_at: datetime | None = Field(default=None)
    import_run: int | None = Field(default=None)


class Asked(Kept, table=True):
    """A question from the pack that was put to a guest, or skipped, so that it is not put twice."""

    __table_args__ = (sparse_index("ix_asked_note_id", "note_id"),)

    guest_id: int = Field(foreign_key="guest.id", index=True)
    question: str = Field(max_length=40)
    note_id: int | None = Field(default=None, foreign_key="note.id")

"""What there is to celebrate."""

from __future__ import annotations

from sqlmodel import Field

from delightdesk.domain.vocabulary import NoteSource, OccasionKind
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Occasion(Kept, table=True):
    """A day that matters to a guest. Day and month may be missing for an occasion of one visit (a honeymoon).

    year: the first year, so that a 20th anniversary in 2026 says 2006; None when nobody told.
    """

    __table_args__ = (sparse_index("ix_occasion_visit_id", "visit_id"),)

    guest_id: int = Field(foreign_key="guest.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    kind: OccasionKind = Field(sa_type=text_enum(OccasionKind))
    day: int | None = Field(default=None)
    month: int | None = Field(default=None)
    year: int | None = Field(default=None)
    whose: str = Field(default="", max_length=80)
    secret: bool = Field(default=False)
    secret_from: str = Field(default="", max_length=80)
    source: NoteSource = Field(default=NoteSource.GUEST, sa_type=text_enum(NoteSource))
    import_run: int | None = Field(default=None)

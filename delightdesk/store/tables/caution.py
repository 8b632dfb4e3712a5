"""What a guest, or somebody in the party, must not be given."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from delightdesk.domain.vocabulary import CautionKind, NoteSource
from delightdesk.store.tables.columns import Kept, text_enum


class Caution(Kept, table=True):
    """One thing to avoid; `domain.cautions` says which tags of a gesture its subject touches."""

    guest_id: int = Field(foreign_key="guest.id", index=True)
    kind: CautionKind = Field(sa_type=text_enum(CautionKind))
    subject: str = Field(max_length=80)
    whose: str = Field(default="the guest", max_length=80)
    said_on: date
    source: NoteSource = Field(default=NoteSource.GUEST, sa_type=text_enum(NoteSource))
    expires_on: date | None = Field(default=None)

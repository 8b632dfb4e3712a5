"""The guest, and how guests stand to each other."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from delightdesk.domain.vocabulary import BondKind
from delightdesk.store.tables.columns import Kept, sparse_index, text_enum


class Guest(Kept, table=True):
    """Somebody the house welcomes.

    display_name: the full name as shown and sorted by; never empty. call_me: the name they like to be called.
    say_as: how the name is said ("SHOOLTS"). customer_ref: the number another system knows them by.
    alcohol_ok: they told us a drink is welcome; what they must not have is a `Caution`.
    erased_at: nothing of who they were is left; the row stays because costs and visits are counted by it.
    """

    __table_args__ = (sparse_index("ix_guest_merged_into", "merged_into"),)

    first: str = Field(default="", max_length=300)
    last: str = Field(default="", max_length=300)
    title: str = Field(default="", max_length=20)
    display_name: str = Field(max_length=300)
    call_me: str = Field(default="", max_length=80)
    say_as: str = Field(default="", max_length=80)
    language: str = Field(default="", max_length=40)
    country: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    customer_ref: str = Field(default="", max_length=64)
    tier: str = Field(default="", max_length=40)
    incognito: bool = Field(default=False)
    gift_restricted: bool = Field(default=False)
    alcohol_ok: bool = Field(default=False)
    needs_reassurance: bool = Field(default=False)
    earlier_visits: int = Field(default=0)
    merged_into: int | None = Field(default=None, foreign_key="guest.id")
    erased_at: datetime | None = Field(default=None)
    import_run: int | None = Field(default=None)


class Apart(Kept, table=True):
    """Two guests who look like one and are not, as somebody said: they are not offered to be merged again."""

    guest_id: int = Field(foreign_key="guest.id", index=True)
    other_id: int = Field(foreign_key="guest.id", index=True)


class Bond(Kept, table=True):
    """``guest`` is the ``kind`` of ``other``: A is the partner of B, A is the booker of B."""

    guest_id: int = Field(foreign_key="guest.id", index=True)
    other_id: int = Field(foreign_key="guest.id", index=True)
    kind: BondKind = Field(sa_type=text_enum(BondKind))

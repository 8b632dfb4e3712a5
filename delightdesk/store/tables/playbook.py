"""The playbooks as the house keeps them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from delightdesk.store.tables.columns import Kept


class PlaybookRow(Kept, table=True):
    """One playbook.

    entry: the plan as the pack last shipped it. house: the fields the house changed, kept apart so that a newer pack
    replaces ``entry`` and never what the house decided. own: made by the house, in no pack.
    """

    __tablename__ = "playbook"
    __table_args__ = (UniqueConstraint("key", name="uq_playbook_key"),)

    key: str = Field(max_length=40)
    entry: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    house: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    own: bool = Field(default=False)
    active: bool = Field(default=True)
    pack_version: int = Field(default=0)

"""The house: one row, what the owner set."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Boolean, Date, Integer, String, Time, false, text
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from delightdesk.domain.vocabulary import AlcoholRule, Sector, SensitiveRule
from delightdesk.store.tables.columns import Kept, Loose, LooseJson, loose_text, text_enum


class House(Kept, table=True):
    """The settings of this desk; there is exactly one row, id 1.

    at_desk: who sat down at it last, whom the next start takes for the person at the desk.
    shifts: the hours as `domain.shifts` reads them; empty for the usual ones of the sector. draft_minutes: how long
    before a shift ends its handover is spoken of. lobby_*: what a guest may read with the lobby screen up;
    lobby_after: idle minutes until it comes by itself, 0 for never. discreet: begin with codes for sensitive words.
    keys: keys of the house's own, by the id of the command.
    desk_id: which desk this is, the same in all its backups. secret: what digests of erased guests are keyed with.
    sensitive_rule, keep_sensitive: when a sensitive note is kept, and how many days after departure it goes.
    keep_guests, keep_sheets: months after a guest's last visit, and after a handover, until they are due to go; 0 for
    never. tidies_itself: what is due goes without being asked. cared_on: the day it was last looked at.
    second_backups: a second folder for backups, such as a stick or a share; empty for none.
    """

    name: str = Field(sa_type=loose_text(120))
    sector: Sector = Field(sa_type=Loose(text_enum(Sector), Sector.HOTEL))
    currency: str = Field(sa_type=Loose(String(3), "EUR"))
    zone: str = Field(default="", sa_type=loose_text(64))
    day_starts: time = Field(default=time(4, 0), sa_type=Loose(Time(), time(4, 0)))
    day_first: bool = Field(default=True, sa_type=Loose(Boolean(), True))
    delight_allowance: int = Field(default=3000, sa_type=Loose(Integer(), 3000))
    problem_allowance: int = Field(default=10000, sa_type=Loose(Integer(), 10000))
    alcohol_rule: AlcoholRule = Field(default=AlcoholRule.ASK, sa_type=Loose(text_enum(AlcoholRule), AlcoholRule.ASK))
    theme: str = Field(default="", sa_type=loose_text(40))
    catalogue_version: int = Field(default=0, sa_type=Loose(Integer(), 0))
    is_demo: bool = Field(default=False, sa_type=Loose(Boolean(), False))
    at_desk: int | None = Field(default=None, foreign_key="staff.id")
    pack_seen_at: datetime | None = Field(default=None, sa_type=Loose(UTCDateTime(), None))
    shifts: str = Field(default="", sa_type=loose_text(300), sa_column_kwargs={"server_default": text("''")})
    draft_minutes: int = Field(default=30, sa_type=Loose(Integer(), 30), sa_column_kwargs={"server_default": "30"})
    lobby_welcome: str = Field(default="", sa_type=loose_text(200), sa_column_kwargs={"server_default": text("''")})
    lobby_talk: str = Field(default="", sa_type=loose_text(800), sa_column_kwargs={"server_default": text("''")})
    lobby_wifi: str = Field(default="", sa_type=loose_text(200), sa_column_kwargs={"server_default": text("''")})
    lobby_hours: str = Field(default="", sa_type=loose_text(400), sa_column_kwargs={"server_default": text("''")})
    lobby_after: int = Field(default=2, sa_type=Loose(Integer(), 2), sa_column_kwargs={"server_default": "2"})
    discreet: bool = Field(default=False, sa_type=Loose(Boolean(), False), sa_column_kwargs={"server_default": false()})
    desk_id: str = Field(default="", sa_type=loose_text(32), sa_column_kwargs={"server_default": text("''")})
    secret: str = Field(default="", sa_type=loose_text(64), sa_column_kwargs={"server_default": text("''")})
    sensitive_rule: SensitiveRule = Field(
        default=SensitiveRule.ASK,
        sa_type=Loose(text_enum(SensitiveRule), SensitiveRule.ASK),
        sa_column_kwargs={"server_default": "ask"},
    )
    keep_sensitive: int = Field(default=0, sa_type=Loose(Integer(), 0), sa_column_kwargs={"server_default": "0"})
    keep_guests: int = Field(default=24, sa_type=Loose(Integer(), 24), sa_column_kwargs={"server_default": "24"})
    keep_sheets: int = Field(default=12, sa_type=Loose(Integer(), 12), sa_column_kwargs={"server_default": "12"})
    tidies_itself: bool = Field(
        default=False, sa_type=Loose(Boolean(), False), sa_column_kwargs={"server_default": false()}
    )
    cared_on: date | None = Field(default=None, sa_type=Loose(Date(), None))
    second_backups: str = Field(default="", sa_type=loose_text(400), sa_column_kwargs={"server_default": text("''")})
    keys: dict[str, str] = Field(default_factory=dict, sa_type=LooseJson, sa_column_kwargs={"server_default": "{}"})

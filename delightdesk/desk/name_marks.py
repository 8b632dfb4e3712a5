"""The signs before a guest's name, read together with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Table, case

from delightdesk.domain.name_marks import INCOGNITO, NO_GIFTS

if TYPE_CHECKING:
    from delightdesk.desk.on_file import GuestOnFile


def marks_of(guest: GuestOnFile) -> str:
    """The signs of a guest who is read already."""
    return (INCOGNITO if guest.incognito else "") + (NO_GIFTS if guest.gift_restricted else "")


def marks_column(guest: Table) -> ColumnElement[str]:
    """The signs of the guest in ``guest``, which may be joined from outside and then has none."""
    return case(
        (guest.c.incognito & guest.c.gift_restricted, INCOGNITO + NO_GIFTS),
        (guest.c.incognito, INCOGNITO),
        (guest.c.gift_restricted, NO_GIFTS),
        else_="",
    )

"""Asking whether the person at the desk may do something, and who could instead."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from delightdesk.domain.errors import NotAllowed
from delightdesk.domain.permissions import Act, may, roles_for
from delightdesk.domain.vocabulary import Role, label
from delightdesk.store.tables import JournalEntry, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_STAFF, _ACT = table_of(Staff), table_of(JournalEntry)
_LAST_ACT = select(func.max(_ACT.c.id)).where(_ACT.c.person_id == _STAFF.c.id).scalar_subquery()
_WHO_MAY = (
    select(_STAFF.c.id, _STAFF.c.name)
    .where(_STAFF.c.role.in_(bindparam("roles", expanding=True)), _STAFF.c.deleted_at.is_(None))
    .order_by(_LAST_ACT.desc().nulls_last(), _STAFF.c.id)
)


def require(work: Work, act: Act) -> None:
    """Raise `NotAllowed` when the role of the person at the desk does not reach; the sentence names who may."""
    if may(work.person.role, act):
        return
    names = " or ".join(name for _, name in who_may(work, act)[:3])
    who = names or f"A {label(roles_for(act)[0])}"
    raise NotAllowed(f"{who} can {act.value}. Nothing was changed. F9 changes who is at the desk.")


def allowed(work: Work, act: Act) -> bool:
    """True when the person at the desk may do it."""
    return may(work.person.role, act)


def who_may(work: Work, act: Act) -> tuple[tuple[int, str], ...]:
    """The people (id, name) who may do it, whoever did something at the desk last first: they are likeliest here."""
    rows = work.rows(_WHO_MAY, roles=[Role(role) for role in roles_for(act)])
    return tuple((person, name) for person, name in rows)

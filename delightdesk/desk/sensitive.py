"""What is sensitive of guests, for the codes that stand in its place on the screens."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, or_, select

from delightdesk.domain.discreet import Told, of_caution, of_note, of_occasion
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, NoteKind, VisitStatus
from delightdesk.store.tables import Bond, Caution, Note, Occasion, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_CAUTION, _NOTE, _OCCASION, _BOND = table_of(Caution), table_of(Note), table_of(Occasion), table_of(Bond)
_VISIT = table_of(Visit)
_GUESTS: BindParameter[Any] = bindparam("guests", expanding=True)


def _of(table: Table, *columns: Any, where: Any = None) -> Select[Any]:
    """Removed ones too: what was said of them still stands in the journal, and the rest keeps its numbers."""
    query = select(table.c.guest_id, *columns).where(table.c.guest_id.in_(_GUESTS))
    query = query if where is None else query.where(where)
    return query.order_by(table.c.guest_id, table.c.id)


_CAUTIONS = _of(_CAUTION, _CAUTION.c.kind, _CAUTION.c.subject)
_NOTES = _of(
    _NOTE, _NOTE.c.kind, _NOTE.c.text,
    where=_NOTE.c.kind.in_((*sorted(SENSITIVE_KINDS), NoteKind.SECURITY)),
)  # fmt: skip
_SECRETS = _of(_OCCASION, _OCCASION.c.kind, _OCCASION.c.secret_from, where=_OCCASION.c.secret)
_BONDS = select(_BOND.c.guest_id, _BOND.c.other_id).where(
    or_(_BOND.c.guest_id.in_(_GUESTS), _BOND.c.other_id.in_(_GUESTS)), _BOND.c.deleted_at.is_(None)
)
_TODAY = select(_VISIT.c.guest_id).where(
    or_(_VISIT.c.status == VisitStatus.IN_HOUSE, _VISIT.c.arrive == bindparam("today")), _VISIT.c.deleted_at.is_(None)
)


def told(work: Work, guest_ids: Collection[int]) -> dict[int, tuple[Told, ...]]:
    """What is sensitive of each guest: their own first, then of those they belong to. Guests without any are there."""
    wanted = sorted(set(guest_ids))
    if not wanted:
        return {}
    bonds = [tuple(row) for row in work.rows(_BONDS, guests=wanted)]
    own = _own(work, sorted({*wanted, *(each for pair in bonds for each in pair)}))
    found = {guest: list(own.get(guest, ())) for guest in wanted}
    for one, other in bonds:
        for guest, companion in ((one, other), (other, one)):
            if guest in found:
                found[guest] += own.get(companion, ())
    return {guest: tuple(all_) for guest, all_ in found.items()}


def of_today(work: Work) -> tuple[Told, ...]:
    """What is sensitive of anybody who is here or comes today."""
    guests = [guest for (guest,) in work.rows(_TODAY, today=work.today)]
    return tuple(each for all_ in told(work, guests).values() for each in all_)


def _own(work: Work, guests: list[int]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for guest, kind, subject in work.rows(_CAUTIONS, guests=guests):
        found.setdefault(guest, []).append(of_caution(kind, subject))
    for guest, kind, text in work.rows(_NOTES, guests=guests):
        note = of_note(kind, text)
        found.setdefault(guest, []).extend(() if note is None else (note,))
    for guest, kind, secret_from in work.rows(_SECRETS, guests=guests):
        found.setdefault(guest, []).append(of_occasion(kind, secret_from))
    return found

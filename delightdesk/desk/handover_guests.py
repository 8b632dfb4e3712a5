"""The guests of a handover, read: who is still to come, who is in the house, and why to care for each of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.occasions import due
from delightdesk.domain.vocabulary import CautionKind, OccasionKind, VisitStatus
from delightdesk.store.tables import Caution, Guest, Occasion, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work


class VisitToday(NamedTuple):
    """A visit of today, with what is to be known of the guest at first sight."""

    id: int
    guest_id: int
    ref: str
    room: str
    arrive: date
    depart: date | None
    eta: time | None
    status: VisitStatus
    name: str
    incognito: bool
    gift_restricted: bool
    earlier_visits: int

    @property
    def is_here(self) -> bool:
        """True while the guest is in the house."""
        return self.status is VisitStatus.IN_HOUSE


class GuestToday(NamedTuple):
    """A visit of today with the reasons to care. occasions: those that touch the visit, secret ones among them."""

    visit: VisitToday
    occasions: tuple[OccasionDue, ...]
    cautions: tuple[str, ...]
    is_first: bool


class _Told(NamedTuple):
    """An occasion as it is on file."""

    visit_id: int | None
    kind: OccasionKind
    day: int | None
    month: int | None
    year: int | None
    whose: str
    secret: bool
    secret_from: str


_VISIT, _GUEST = table_of(Visit), table_of(Guest)
_OCCASION, _CAUTION = table_of(Occasion), table_of(Caution)
_today: BindParameter[Any] = bindparam("today")
_guests: BindParameter[Any] = bindparam("guests", expanding=True)
_EXPECTED = _VISIT.c.status == VisitStatus.EXPECTED
_TODAY = (
    select(
        *(_VISIT.c[name] for name in VisitToday._fields[:8]), _GUEST.c.display_name, _GUEST.c.incognito,
        _GUEST.c.gift_restricted, _GUEST.c.earlier_visits,
    )
    .join(_GUEST, _GUEST.c.id == _VISIT.c.guest_id)
    .where(
        or_(
            and_(_EXPECTED, _VISIT.c.arrive == _today),
            and_(_EXPECTED, _VISIT.c.arrive < _today, _VISIT.c.depart > _today),
            _VISIT.c.status == VisitStatus.IN_HOUSE,
        ),
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
)  # fmt: skip
_OCCASIONS = select(_OCCASION.c.guest_id, *(_OCCASION.c[name] for name in _Told._fields)).where(
    _OCCASION.c.guest_id.in_(_guests), _OCCASION.c.deleted_at.is_(None)
)
_CAUTIONS = (
    select(_CAUTION.c.guest_id, _CAUTION.c.subject, _CAUTION.c.kind)
    .where(
        _CAUTION.c.guest_id.in_(_guests),
        _CAUTION.c.deleted_at.is_(None),
        or_(_CAUTION.c.expires_on.is_(None), _CAUTION.c.expires_on >= _today),
    )
    .order_by(_CAUTION.c.id)
)
_VISITS = select(_VISIT.c.guest_id, _VISIT.c.status).where(
    _VISIT.c.guest_id.in_(_guests), _VISIT.c.deleted_at.is_(None)
)
"""Not asked by status, or SQLite would go through every visit that ever ended."""


def guests_today(work: Work) -> tuple[GuestToday, ...]:
    """Everybody still to come on the house's day, by their hour, and everybody in the house, by room.

    Whoever comes after midnight belongs to the evening before, so they stand last of those with an hour.
    """
    visits = [VisitToday._make(row) for row in work.rows(_TODAY, today=work.today)]
    if not visits:
        return ()
    ids = sorted({visit.guest_id for visit in visits})
    occasions: dict[int, list[_Told]] = {}
    for guest_id, *rest in work.rows(_OCCASIONS, guests=ids):
        occasions.setdefault(guest_id, []).append(_Told(*rest))
    cautions: dict[int, list[str]] = {}
    for guest_id, subject, kind in work.rows(_CAUTIONS, guests=ids, today=work.today):
        allergy = kind is CautionKind.ALLERGEN
        cautions.setdefault(guest_id, []).append(f"{subject} allergy, ask again today" if allergy else subject)
    been = {guest for guest, status in work.rows(_VISITS, guests=ids) if status is VisitStatus.LEFT}
    found = [
        GuestToday(
            visit,
            _due(visit, occasions.get(visit.guest_id, []), work.today),
            tuple(dict.fromkeys(cautions.get(visit.guest_id, ()))),
            visit.guest_id not in been and not visit.earlier_visits,
        )
        for visit in visits
    ]
    return tuple(sorted(found, key=lambda guest: _order(guest.visit, work.house.day_starts)))


def _due(visit: VisitToday, told: list[_Told], today: date) -> tuple[OccasionDue, ...]:
    """The occasions that touch this visit; one that was told for another visit does not."""
    found = (
        due(
            each.kind, each.day, each.month, each.year, arrive=visit.arrive, depart=visit.depart or visit.arrive,
            today=today, whose=each.whose, secret=each.secret, secret_from=each.secret_from,
        )
        for each in told
        if each.visit_id in (None, visit.id)
    )  # fmt: skip
    return tuple(each for each in found if each is not None)


def _order(visit: VisitToday, day_starts: time) -> tuple[Any, ...]:
    if visit.is_here:
        return (1, visit.room.zfill(8), visit.name, visit.id)
    after_midnight = visit.eta is not None and visit.eta < day_starts
    return (0, visit.eta is None, after_midnight, visit.eta or time(), visit.name, visit.id)

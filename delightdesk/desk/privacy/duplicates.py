"""Guests who may stand here twice: found without comparing everybody with everybody, offered with reasons.

Reading takes a moment of the file, comparing takes none of it: with very many guests it is done beside everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from sqlalchemy import func, or_, select

from delightdesk.desk.name_marks import marks_column
from delightdesk.domain import alike
from delightdesk.domain.alike import WORTH_A_LOOK, Known
from delightdesk.domain.clock import ago
from delightdesk.domain.errors import DeskError, Invalid
from delightdesk.domain.vocabulary import OccasionKind
from delightdesk.store.tables import Apart, Guest, Occasion, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST = 200
"""As many pairs as anybody looks through."""

Tell = Callable[[int, int], None]

_GUEST, _OCCASION, _APART, _VISIT = table_of(Guest), table_of(Occasion), table_of(Apart), table_of(Visit)
_GUESTS = select(
    _GUEST.c.id, _GUEST.c.first, _GUEST.c.last, _GUEST.c.email, _GUEST.c.phone, _GUEST.c.customer_ref
).where(_GUEST.c.deleted_at.is_(None), _GUEST.c.merged_into.is_(None), _GUEST.c.erased_at.is_(None))
_BIRTHDAYS = select(_OCCASION.c.guest_id, _OCCASION.c.month, _OCCASION.c.day).where(
    _OCCASION.c.kind == OccasionKind.BIRTHDAY,
    _OCCASION.c.whose.in_(("", "the guest")),
    _OCCASION.c.month.is_not(None),
    _OCCASION.c.day.is_not(None),
    _OCCASION.c.deleted_at.is_(None),
)
_APARTS = select(_APART.c.guest_id, _APART.c.other_id).where(_APART.c.deleted_at.is_(None))


class Stopped(DeskError):  # noqa: N818 - said as a fact
    """Somebody stopped the look; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two guests who look alike. detail: how to tell them apart: contact, visits, when they were last here."""

    id: int
    version: int
    name: str
    detail: str
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two guests who may be one. score: 0 to 100. because: the reasons in words, the strongest first."""

    a: Twin
    b: Twin
    score: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody who may be compared, and whom somebody said not to offer again."""

    guests: list[Known]
    apart: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two guests by number, as alike as `Pair` says."""

    a: int
    b: int
    score: int
    because: tuple[str, ...]


def duplicates(work: Work, limit: int = MOST, tell: Tell | None = None) -> tuple[Pair, ...]:
    """The pairs worth a look, the likeliest first. ``tell`` is told how far it is, and may raise `Stopped`."""
    return named(work, compare(register(work), limit, tell))


def register(work: Work) -> Register:
    """Read everybody; with a hundred thousand guests it takes about a second."""
    days = birthdays(work)
    guests = [
        alike.known(number, first, last, email, phone, ref, days.get(number))
        for number, first, last, email, phone, ref in work.rows(_GUESTS)
    ]
    return Register(guests, frozenset(_key(a, b) for a, b in work.rows(_APARTS)))


def birthdays(work: Work) -> dict[int, tuple[int, int]]:
    """Month and day of the guests' own birthdays, by guest."""
    return {guest: (month, day) for guest, month, day in work.rows(_BIRTHDAYS)}


def compare(known: Register, limit: int = MOST, tell: Tell | None = None) -> tuple[Likely, ...]:
    """Compare those who have something in common; the file is not needed for it."""
    found = []
    for a, b in alike.pairs(alike.without_shared(known.guests), tell):
        likeness = alike.compare(a, b)
        if likeness.score >= WORTH_A_LOOK and _key(a.id, b.id) not in known.apart:
            found.append(Likely(*_key(a.id, b.id), likeness.score, likeness.because))
    return tuple(nlargest(limit, found, key=lambda each: (each.score, -each.a, -each.b)))


def named(work: Work, likely: tuple[Likely, ...]) -> tuple[Pair, ...]:
    """The pairs with names; those of whom one is gone meanwhile are left out, and those told apart."""
    apart = {_key(a, b) for a, b in work.rows(_APARTS)}
    likely = tuple(pair for pair in likely if (pair.a, pair.b) not in apart)
    people = twins(work, {each for pair in likely for each in (pair.a, pair.b)})
    return tuple(
        Pair(people[pair.a], people[pair.b], pair.score, pair.because)
        for pair in likely
        if pair.a in people and pair.b in people
    )


def not_same(work: Work, a: int, b: int) -> None:
    """Remember that these are two people, so that they are not offered again. Undo forgets it."""
    one, other = work.get(Guest, a, "guest"), work.get(Guest, b, "guest")
    if one.id == other.id:
        raise Invalid("These are the same guest already. Nothing was changed.")
    first, second = _key(a, b)
    if work.rows(_APARTS.where(or_(_is(first, second), _is(second, first)))):
        return
    work.add(Apart(created_at=work.now, guest_id=first, other_id=second))
    work.did("guests.apart", "Two guests who look alike are not the same", first)


def _is(a: int, b: int) -> Any:
    return (_APART.c.guest_id == a) & (_APART.c.other_id == b)


def _key(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def twins(work: Work, ids: set[int]) -> dict[int, Twin]:
    """These guests with what tells them apart, by number; who is gone is left out."""
    if not ids:
        return {}
    wanted = sorted(ids)
    visits = {
        guest: (many, last)
        for guest, many, last in work.rows(
            select(_VISIT.c.guest_id, func.count(), func.max(_VISIT.c.arrive))
            .where(_VISIT.c.guest_id.in_(wanted), _VISIT.c.deleted_at.is_(None))
            .group_by(_VISIT.c.guest_id)
        )
    }
    rows = work.rows(
        select(
            _GUEST.c.id, _GUEST.c.version, _GUEST.c.display_name, _GUEST.c.email, _GUEST.c.phone, marks_column(_GUEST)
        ).where(_GUEST.c.id.in_(wanted), _GUEST.c.deleted_at.is_(None), _GUEST.c.merged_into.is_(None))
    )
    return {
        number: Twin(number, version, name, _detail(work, email, phone, *visits.get(number, (0, None))), marks)
        for number, version, name, email, phone, marks in rows
    }


def _detail(work: Work, email: str, phone: str, many: int, last: Any) -> str:
    seen = f"{many} visit{'' if many == 1 else 's'}, last {ago(last, work.today)}" if many else "no visit"
    if last is not None and last > work.today:
        seen = f"{many} visit{'' if many == 1 else 's'}, one to come"
    return " · ".join(filter(None, (email, phone, seen)))

"""What hangs on one guest comes over to another; what stands twice then is folded into one row.

Of two the same, the row of the guest who is kept stays and learns what only the other knew; the stricter of two wins.
Rows that were taken away before come over as well, so that nothing is left behind that nobody finds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import or_
from sqlmodel import col, select

from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.store.tables import (
    Apart,
    Asked,
    Bond,
    Caution,
    Gesture,
    HandoverLine,
    Note,
    Occasion,
    Outcome,
    Problem,
    ReviewItem,
    RightsRequest,
    Task,
    Visit,
)
from delightdesk.store.tables.columns import Kept
from delightdesk.store.work import Work

Row = TypeVar("Row", bound=Kept)

_FAR = {
    VisitStatus.NO_SHOW: 0, VisitStatus.CANCELLED: 1, VisitStatus.ENQUIRY: 2, VisitStatus.EXPECTED: 3,
    VisitStatus.IN_HOUSE: 4, VisitStatus.LEFT: 5,
}  # fmt: skip
_BLANKS_OF_VISIT = ("second_ref", "room", "room_type", "depart", "eta", "child_ages", "flags")
_CONSENT = ("consent", "consent_by", "consent_at", "lifetime", "expires_on")


def fold(work: Work, keep: int, other: int) -> None:
    """Give ``keep`` everything that hangs on ``other``. The journal entry is up to the caller."""
    visits = _visits(work, keep, other)
    for kind in (Gesture, Problem, Task):
        for row in _of(work, kind, other, visits):
            _bring(work, row, keep, other, visits)
    for plain in (Outcome, HandoverLine, RightsRequest):
        for row in _of(work, plain, other):
            _bring(work, row, keep, other)
    _doubles(work, Note, keep, other, visits, _same_note, _note_learns)
    _doubles(work, Caution, keep, other, visits, _same_caution, _caution_learns)
    _doubles(work, Occasion, keep, other, visits, _same_occasion, _occasion_learns)
    _doubles(work, Asked, keep, other, visits, lambda row: row.question, _learns_nothing)
    _doubles(work, ReviewItem, keep, other, visits, lambda row: (row.quote, row.understood), _learns_nothing)
    _pairs(work, Bond, keep, other, lambda row: (row.guest_id, row.other_id, row.kind))
    _pairs(work, Apart, keep, other, lambda row: frozenset((row.guest_id, row.other_id)))


def _of(work: Work, kind: type[Row], guest: int, visits: Iterable[int] = ()) -> Sequence[Row]:
    """The rows of a guest, and those of their visits: a problem may know its visit and not its guest."""
    table: Any = kind
    mine = table.guest_id == guest
    if visits:
        mine = or_(mine, col(table.visit_id).in_(list(visits)))
    return work.session.exec(select(kind).where(mine).order_by(col(table.id))).all()


def _bring(work: Work, row: Any, keep: int, other: int, visits: dict[int, int] | None = None, **more: Any) -> None:
    values = {**more}
    if row.guest_id == other:
        values["guest_id"] = keep
    if visits and row.visit_id in visits:
        values["visit_id"] = visits[row.visit_id]
    work.change(row, **values)


def _visits(work: Work, keep: int, other: int) -> dict[int, int]:
    """Bring the visits over; gives for each that stood twice which one it is now."""
    mine = [row for row in _of(work, Visit, keep) if row.deleted_at is None]
    folded: dict[int, int] = {}
    for row in _of(work, Visit, other):
        same = next((each for each in mine if row.deleted_at is None and _same_visit(each, row)), None)
        if same is None:
            work.change(row, guest_id=keep)
            continue
        folded[row.id or 0] = same.id or 0
        values = {name: getattr(row, name) for name in _BLANKS_OF_VISIT if not getattr(same, name)}
        values["status"] = max(same.status, row.status, key=lambda status: _FAR[status])
        values |= {name: max(getattr(same, name), getattr(row, name)) for name in ("adults", "children", "infants")}
        work.change(same, **values)
        work.change(row, guest_id=keep, deleted_at=work.now)
    return folded


def _same_visit(one: Visit, other: Visit) -> bool:
    """The same booking in the same room; without a reference the same days in the same room."""
    if one.arrive != other.arrive or (one.room and other.room and one.room != other.room):
        return False
    if one.ref and other.ref:
        return one.ref.casefold() == other.ref.casefold()
    return bool(one.room and one.room == other.room and one.depart == other.depart)


def _doubles(
    work: Work,
    kind: type[Row],
    keep: int,
    other: int,
    visits: dict[int, int],
    same: Callable[[Any], Hashable],
    learns: Callable[[Any, Any], dict[str, Any]],
) -> None:
    """Bring rows over; one that the kept guest has already teaches it and is taken away."""
    has_visit = hasattr(kind, "visit_id")
    mine = {same(row): row for row in _of(work, kind, keep) if row.deleted_at is None}
    for row in _of(work, kind, other, visits if has_visit else ()):
        known = mine.get(same(_Moved(row, visits))) if row.deleted_at is None else None
        if known is None:
            _bring(work, row, keep, other, visits if has_visit else None)
        elif known is not row:
            work.change(known, **learns(known, row))
            _bring(work, row, keep, other, visits if has_visit else None, deleted_at=work.now)


class _Moved:
    """A row as it will stand: its visit is the one it was folded into."""

    def __init__(self, row: Any, visits: dict[int, int]) -> None:
        self._row, self._visits = row, visits

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._row, name)
        return self._visits.get(value, value) if name == "visit_id" else value


def _learns_nothing(_known: Any, _row: Any) -> dict[str, Any]:
    return {}


def _same_note(row: Note) -> Hashable:
    return row.kind, " ".join(row.text.casefold().split()), row.visit_id


def _note_learns(known: Note, row: Note) -> dict[str, Any]:
    """The newer consent stands; a word the guest disputes stays disputed."""
    values: dict[str, Any] = {
        "sightings": known.sightings + row.sightings,
        "confirmed_on": max(filter(None, (known.confirmed_on, row.confirmed_on)), default=None),
    }
    if row.consent_at is not None and (known.consent_at is None or row.consent_at > known.consent_at):
        values |= {name: getattr(row, name) for name in _CONSENT}
    if row.disputed and not known.disputed:
        values |= {"disputed": row.disputed, "disputed_at": row.disputed_at}
    return values


def _same_caution(row: Caution) -> Hashable:
    return row.kind, row.subject.casefold(), row.whose.casefold()


def _caution_learns(known: Caution, row: Caution) -> dict[str, Any]:
    ends = (known.expires_on, row.expires_on)
    return {
        "said_on": max(known.said_on, row.said_on),
        "expires_on": None if None in ends else max(day for day in ends if day is not None),
    }


def _same_occasion(row: Occasion) -> Hashable:
    whose = row.whose.casefold()
    return row.kind, row.day, row.month, row.visit_id, "" if whose == "the guest" else whose


def _occasion_learns(known: Occasion, row: Occasion) -> dict[str, Any]:
    return {
        "year": known.year or row.year,
        "secret": known.secret or row.secret,
        "secret_from": known.secret_from or row.secret_from,
    }


def _pairs(work: Work, kind: type[Any], keep: int, other: int, same: Callable[[Any], Hashable]) -> None:
    """What ties two guests: nobody is tied to themselves, and the same tie stands once."""
    query = select(kind).where(
        or_(
            col(kind.guest_id).in_((keep, other)),
            col(kind.other_id).in_((keep, other)),
        )
    )
    rows = work.session.exec(query.order_by(col(kind.id))).all()
    there = {same(row) for row in rows if row.deleted_at is None and other not in (row.guest_id, row.other_id)}
    for row in rows:
        if other not in (row.guest_id, row.other_id):
            continue
        is_gone = row.deleted_at is not None
        ends = {name: keep if getattr(row, name) == other else getattr(row, name) for name in ("guest_id", "other_id")}
        if ends["guest_id"] == ends["other_id"]:
            if not is_gone:
                work.remove(row)
            continue
        work.change(row, **ends)
        if not is_gone and same(row) in there:
            work.remove(row)
        elif not is_gone:
            there.add(same(row))

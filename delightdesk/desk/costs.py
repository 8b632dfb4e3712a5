"""The cost book: what was given cost how much, for what, who pays in the end, and whose doing it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from delightdesk.desk import claims, outcomes
from delightdesk.desk.claims import ClaimLine
from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.owed_lines import OutcomeLine
from delightdesk.desk.permitted import allowed, require
from delightdesk.domain.clock import house_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.domain.vocabulary import Claim, GestureState, Payer, Purpose
from delightdesk.store.tables import Gesture, GestureLine, Guest, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

DELIGHT, RECOVERY = "delight", "recovery"
_EARLIEST, _LATEST = date(1970, 1, 1), date(9000, 1, 1)
_DAY = timedelta(days=1)

_GESTURE, _LINE, _GUEST, _STAFF = table_of(Gesture), table_of(GestureLine), table_of(Guest), table_of(Staff)
_AT = func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at)
_person: BindParameter[Any] = bindparam("person")
_LINES = (
    select(
        _LINE.c.id, _GESTURE.c.id, _GESTURE.c.guest_id, _GUEST.c.display_name, _AT, _LINE.c.what, _GESTURE.c.title,
        _LINE.c.planned, _LINE.c.actual, _GESTURE.c.problem_id, _GESTURE.c.purpose, _GESTURE.c.payer, _STAFF.c.name,
        _GESTURE.c.state, _GESTURE.c.claim, marks_column(_GUEST),
    )
    .join(_GESTURE, _GESTURE.c.id == _LINE.c.gesture_id)
    .join(_GUEST, _GUEST.c.id == _GESTURE.c.guest_id)
    .join(_STAFF, _STAFF.c.id == _GESTURE.c.planned_by)
    .where(
        _AT.between(bindparam("since"), bindparam("until")),
        _LINE.c.deleted_at.is_(None),
        _GESTURE.c.deleted_at.is_(None),
        _GESTURE.c.state != GestureState.WAITING,
        or_(
            _GESTURE.c.state.not_in((GestureState.DECLINED, GestureState.CANCELLED)),
            and_(_LINE.c.actual.is_not(None), _LINE.c.actual > 0),
        ),
        or_(_person.is_(None), _GESTURE.c.planned_by == _person),
    )
    .order_by(_AT, _LINE.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CostLine:
    """One item of one gesture. Money in minor units.

    id: of the item. on: the house's day it was delivered, or planned while it is not. actual: what it comes to as far
    as known, ``is_known`` when somebody said so and it is not just what was planned. person: who planned it.
    """

    id: int
    gesture_id: int
    guest_id: int
    guest_name: str
    on: date
    what: str
    title: str
    planned: int
    actual: int
    is_known: bool
    purpose: str
    payer: Payer
    person: str
    state: GestureState
    claim: Claim | None
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class LaterLine:
    """What came later beside a gesture and what that cost, in minor units; that one made the other is not said."""

    gesture_id: int
    guest_id: int
    guest_name: str
    title: str
    cost: int
    outcome: OutcomeLine
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class CostBook:
    """The lines of some days, oldest first, and their totals in minor units.

    planned, actual: of all lines. by_purpose ("delight", "recovery"), by_payer (`Payer` values), by_person (names):
    each of them shares out ``actual`` to the cent. claims: what others should pay back for gestures of these days.
    later: what came after gestures of these days, whenever it came.
    """

    currency: str
    planned: int
    actual: int
    by_purpose: dict[str, int]
    by_payer: dict[str, int]
    by_person: dict[str, int]
    claims: tuple[ClaimLine, ...]
    lines: tuple[CostLine, ...]
    later: tuple[LaterLine, ...]


def book(work: Work, first: date, last: date, *, person_id: int | None = None) -> CostBook:
    """The costs of these house days, both included. Not everybody may read more than their own.

    What waits for a yes has cost nothing yet; what was not given counts where money was spent on it all the same.
    Raises `Invalid` when the days are in the wrong order, `NotAllowed` for somebody else's costs.
    """
    if first > last:
        raise Invalid("The first day is after the last one. Nothing was counted. Please swap them.", "first")
    if person_id is not None and person_id != work.person.id:
        require(work, Act.READ_ALL_COSTS)
    if not allowed(work, Act.READ_ALL_COSTS):
        person_id = work.person.id
    lines = _lines(work, first, last, person_id)
    return CostBook(
        currency=work.house.currency,
        planned=sum(line.planned for line in lines),
        actual=sum(line.actual for line in lines),
        by_purpose=_sums(((line.purpose, line.actual) for line in lines), (DELIGHT, RECOVERY)),
        by_payer=_sums(((line.payer.value, line.actual) for line in lines), tuple(payer.value for payer in Payer)),
        by_person=_sums(((line.person, line.actual) for line in lines), ()),
        claims=claims.within(work, first, last, person_id),
        lines=lines,
        later=_later(work, first, lines),
    )


def _lines(work: Work, first: date, last: date, person_id: int | None) -> tuple[CostLine, ...]:
    """Read a day more at both ends: only the house's own clock says which day an hour of the night belongs to."""
    since, until = _midnight(max(first, _EARLIEST) - 2 * _DAY), _midnight(min(last, _LATEST) + 3 * _DAY)
    found = []
    for row in work.rows(_LINES, since=since, until=until, person=person_id):
        line_id, gesture_id, guest_id, guest_name, at, what, title, planned, actual, problem_id, purpose, *rest = row
        on = house_day(at, work.house.day_starts, work.zone)
        if first <= on <= last:
            is_recovery = problem_id is not None or purpose is Purpose.PROBLEM
            cost = planned if actual is None else actual
            found.append(
                CostLine(
                    line_id, gesture_id, guest_id, guest_name, on, what, title, planned, cost, actual is not None,
                    RECOVERY if is_recovery else DELIGHT, *rest,
                )
            )  # fmt: skip
    return tuple(found)


def _later(work: Work, first: date, lines: tuple[CostLine, ...]) -> tuple[LaterLine, ...]:
    found = outcomes.beside_gestures(work, first)
    gestures = {line.gesture_id: line for line in lines if line.gesture_id in found}
    costs = _sums(((str(line.gesture_id), line.actual) for line in lines), ())
    return tuple(
        LaterLine(key, line.guest_id, line.guest_name, line.title, costs[str(key)], outcome, line.guest_marks)
        for key, line in gestures.items()
        for outcome in found[key]
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _sums(amounts: Iterable[tuple[str, int]], always: tuple[str, ...]) -> dict[str, int]:
    sums = dict.fromkeys(always, 0)
    for name, amount in amounts:
        sums[name] = sums.get(name, 0) + amount
    return sums

"""Reading what was given over some days: counted in groups, listed, and what came later beside it.

The gestures of a span are gone over once, and every way of grouping them reads what that found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from delightdesk.desk.insight_days import Days, clocks, night_long, night_values, on_clock, second_of
from delightdesk.desk.name_marks import marks_column
from delightdesk.domain.vocabulary import GestureState, Purpose, Reaction, VisitStatus
from delightdesk.store.tables import Gesture, GestureLine, Guest, Staff, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

LISTED = 200
"""How many gestures are listed."""
_GESTURE, _LINE = table_of(Gesture), table_of(GestureLine)
_GUEST, _STAFF = table_of(Guest), table_of(Staff)
_VISIT, _EARLIER = table_of(Visit), table_of(Visit).alias("earlier")


class Counted(NamedTuple):
    """One group of gestures. ``kind`` tells what ``key`` and ``other`` are (see `gestures`); cost in minor units."""

    kind: str
    key: str
    other: str
    reaction: Reaction | None
    number: int
    cost: int


class Came(NamedTuple):
    """The visits of one kind of guest, what was given in them and what that cost. by_night: None without an hour."""

    is_returning: bool
    by_night: bool | None
    visits: int
    given: int
    cost: int


class Given(NamedTuple):
    """One gesture as it is listed."""

    gesture_id: int
    guest_id: int
    guest_name: str
    title: str
    at: datetime
    by: str
    planned_by: int
    cost: int
    reaction: Reaction | None
    words: str
    marks: str


_person: BindParameter[Any] = bindparam("person")
_at = func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at)
_GIVER = func.coalesce(_GESTURE.c.delivered_by, _GESTURE.c.planned_by)
_NOT_GIVEN = (GestureState.DECLINED, GestureState.CANCELLED)
_COST = (
    select(func.coalesce(func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned)), 0))
    .where(
        _LINE.c.gesture_id == _GESTURE.c.id,
        _LINE.c.deleted_at.is_(None),
        or_(_GESTURE.c.state.not_in(_NOT_GIVEN), and_(_LINE.c.actual.is_not(None), _LINE.c.actual > 0)),
    )
    .correlate(_GESTURE)
    .scalar_subquery()
)
"""What a gesture cost, as the cost book counts: what was not given only where money was spent all the same."""

_touched = (
    select(
        func.date(second_of(_at), on_clock(_at, "day")).label("on"),
        (_at >= bindparam("middle")).label("is_now"),
        (_GESTURE.c.state == GestureState.DELIVERED).label("is_given"),
        (func.time(second_of(_at), on_clock(_at, "night")) < night_long).label("by_night"),
        or_(_GESTURE.c.problem_id.is_not(None), _GESTURE.c.purpose == Purpose.PROBLEM).label("is_recovery"),
        _GESTURE.c.visit_id,
        _GESTURE.c.idea_key,
        _GESTURE.c.title,
        _GIVER.label("giver"),
        _GESTURE.c.planned_by,
        type_coerce(_GESTURE.c.payer, String).label("payer"),
        _GESTURE.c.reaction,
        _COST.label("cost"),
    )
    .where(
        _at >= bindparam("since"),
        _at < bindparam("until"),
        _GESTURE.c.deleted_at.is_(None),
        _GESTURE.c.state != GestureState.WAITING,
    )
    .cte("touched")
)
_t = _touched.c


_OWN_COST = or_(_person.is_(None), _t.planned_by == _person)
_OWN_GIFT = or_(_person.is_(None), _t.giver == _person)
_day = (
    select(
        _t.on,
        _t.is_given,
        case((_t.cost == 0, "free"), else_="paid").label("price"),
        case((_t.is_recovery, "recovery"), else_="delight").label("what_for"),
        _t.payer,
        _t.reaction,
        _OWN_COST.label("is_own"),
        func.count().label("count"),
        func.sum(_t.cost).label("cost"),
    )
    .group_by(_t.on, _t.is_given, "price", "what_for", _t.payer, _t.reaction, "is_own")
    .cte("by_day")
)
"""A few groups for each day first: from them the figures of the days are added up in no time."""
_d = _day.c
_visit = (
    select(_t.visit_id, func.count().label("given"), func.sum(_t.cost).label("cost"))
    .where(_t.is_given, _t.visit_id.is_not(None))
    .group_by(_t.visit_id)
    .cte("by_visit")
)
_WERE_HERE = (VisitStatus.IN_HOUSE, VisitStatus.LEFT)
_came = (
    select(
        or_(
            _GUEST.c.earlier_visits > 0,
            select(_EARLIER.c.id)
            .where(
                _EARLIER.c.guest_id == _VISIT.c.guest_id,
                _EARLIER.c.arrive < _VISIT.c.arrive,
                _EARLIER.c.status.in_(_WERE_HERE),
                _EARLIER.c.deleted_at.is_(None),
            )
            .exists(),
        ).label("is_returning"),
        (func.time(_VISIT.c.eta, bindparam("eta_shift", type_=String)) < night_long).label("by_night"),
        func.coalesce(_visit.c.given, 0).label("given"),
        func.coalesce(_visit.c.cost, 0).label("cost"),
    )
    .select_from(_VISIT)
    .join(_GUEST, _GUEST.c.id == _VISIT.c.guest_id)
    .outerjoin(_visit, _visit.c.visit_id == _VISIT.c.id)
    .where(
        _VISIT.c.arrive.between(bindparam("first"), bindparam("last")),
        _VISIT.c.status.not_in(tuple(status for status in VisitStatus if status not in _WERE_HERE)),
        _VISIT.c.deleted_at.is_(None),
    )
    .cte("came")
)
"""Who came in these days, and what they were given by now. The days are named first, so that their index is used."""
_c = _came.c
_KIND = (_c.is_returning, func.coalesce(_c.by_night, ""))
_NOTHING = literal("")
_NONE = type_coerce(null(), _GESTURE.c.reaction.type)
_HOUR = case((_t.by_night, "night"), else_="day")
_NOW = and_(_t.is_given, _t.is_now)


def _group(kind: str, keys: tuple[Any, Any], reaction: Any, count: Any, cost: Any, *which: Any) -> Any:
    key, other = (cast(each, String).label(name) for each, name in zip(keys, ("key", "other"), strict=True))
    sums = (type_coerce(each, Integer) for each in (count, func.sum(cost)))
    by = (key, other) if reaction is _NONE else (key, other, reaction)
    return select(literal(kind), key, other, reaction, *sums).where(*which).group_by(*by)


GROUPS: CompoundSelect[Any] = union_all(
    _group("day", (_d.on, _d.price), _d.reaction, func.sum(_d.count), _d.cost, _d.is_given),
    _group("cost", (_d.on, _d.what_for), _NONE, func.sum(_d.count), _d.cost, _d.is_own),
    _group("payer", (_d.on, _d.payer), _NONE, func.sum(_d.count), _d.cost, _d.is_own),
    _group("what", (_t.idea_key, _t.title), _t.reaction, func.count(), _t.cost, _NOW),
    _group("who", (_t.giver, _NOTHING), _t.reaction, func.count(), _t.cost, _NOW, _OWN_GIFT),
    _group("hour", (_HOUR, _NOTHING), _t.reaction, func.count(), _t.cost, _NOW),
    _group("came", _KIND, _NONE, func.count(), _c.cost),
    _group("came with", _KIND, _NONE, func.sum(_c.given), _c.cost),
)
"""Nothing of it says who a guest is."""
_newest = (
    select(_GESTURE.c.id)
    .where(
        _GESTURE.c.state.not_in(tuple(state for state in GestureState if state is not GestureState.DELIVERED)),
        _GESTURE.c.delivered_at >= bindparam("middle"),
        _GESTURE.c.delivered_at < bindparam("until"),
        _GESTURE.c.deleted_at.is_(None),
    )
    .order_by(_GESTURE.c.delivered_at.desc(), _GESTURE.c.id.desc())
    .limit(LISTED)
)
"""Which are listed is found before anything else is read of them, and by their hour: nearly all are delivered."""
_LIST = (
    select(
        _GESTURE.c.id, _GESTURE.c.guest_id, _GUEST.c.display_name, _GESTURE.c.title, _GESTURE.c.delivered_at,
        _STAFF.c.name, _GESTURE.c.planned_by, _COST, _GESTURE.c.reaction, _GESTURE.c.guest_words,
        marks_column(_GUEST),
    )
    .join(_GUEST, _GUEST.c.id == _GESTURE.c.guest_id)
    .join(_STAFF, _STAFF.c.id == _GIVER)
    .where(_GESTURE.c.id.in_(_newest))
    .order_by(_GESTURE.c.delivered_at.desc(), _GESTURE.c.id.desc())
)  # fmt: skip


def gestures(work: Work, days: Days, person_id: int | None) -> list[Counted]:
    """What was given in both spans, counted in groups; costs and people only of ``person_id`` where one is named.

    Kinds: "day" (day, "free" or "paid"); of these days alone "what" (key of the idea, title), "who" (id of who gave
    it) and "hour" ("day", "night"); of all that the cost book counts "cost" (day, "delight" or "recovery") and "payer"
    (day, payer); "came" and "came with" for `visits`.
    """
    values: dict[str, Any] = {"since": days.since, "middle": days.middle, "until": days.until, "person": person_id}
    values |= {"first": days.first, "last": days.last}
    rows = work.session.connection().execute(GROUPS, {**values, **clocks(work, days), **night_values(work)}).all()
    return [Counted._make(row) for row in rows]


def given(work: Work, days: Days) -> list[Given]:
    """The newest gestures of these days, at most `LISTED`."""
    return [Given._make(row) for row in work.rows(_LIST, middle=days.middle, until=days.until)]


def visits(counted: Iterable[Counted]) -> list[Came]:
    """Who came in these days, new or returning, by day or by night, and what they were given."""
    rows = list(counted)
    with_ = {(row.key, row.other): row.number for row in rows if row.kind == "came with"}
    return [
        Came(row.key == "1", row.other == "1" if row.other else None, row.number, with_[row.key, row.other], row.cost)
        for row in rows
        if row.kind == "came"
    ]

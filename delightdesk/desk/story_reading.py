"""The statements from which the story of the line-up is told; see `story_telling` for what may be said of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select

from delightdesk.desk.left_behind import RETURNED
from delightdesk.domain.recovery import HARM
from delightdesk.domain.vocabulary import (
    GestureState,
    ProblemState,
    Purpose,
    Reaction,
    TaskKind,
    TaskState,
    VisitStatus,
)
from delightdesk.store.tables import (
    Bond,
    Caution,
    Gesture,
    GestureLine,
    Guest,
    Note,
    Occasion,
    Problem,
    Staff,
    Task,
    Visit,
)
from delightdesk.store.tables.columns import table_of

WARM = (Reaction.MOVED, Reaction.DELIGHTED)

NOT_DELIVERED = tuple(state for state in GestureState if state is not GestureState.DELIVERED)
"""Named one by one: asked for what is delivered, SQLite walks every gesture that ever was."""

_UNTOLD_KINDS = ("safety", "food.allergen")

_BOND, _CAUTION, _GESTURE, _GUEST, _LINE = (table_of(each) for each in (Bond, Caution, Gesture, Guest, GestureLine))
_NOTE, _OCCASION, _PROBLEM = table_of(Note), table_of(Occasion), table_of(Problem)
_STAFF, _TASK, _VISIT = table_of(Staff), table_of(Task), table_of(Visit)

COST = (
    select(func.coalesce(func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned)), 0))
    .where(_LINE.c.gesture_id == _GESTURE.c.id, _LINE.c.deleted_at.is_(None))
    .scalar_subquery()
)
"""What a gesture came to, as far as known."""


class Given(NamedTuple):
    """A gesture that was taken warmly."""

    at: datetime
    guest_id: int
    idea_key: str
    title: str
    purpose: Purpose
    reaction: Reaction
    guest_words: str
    cost: int


class PutRight(NamedTuple):
    """A problem after which things were better than before."""

    at: datetime
    kind: str
    reported_at: datetime
    first_act_at: datetime | None
    cost: int


class Kept(NamedTuple):
    """A promise that was kept on time."""

    at: datetime
    due_at: datetime


class Back(NamedTuple):
    """Something left behind that is back."""

    at: datetime
    guest_id: int | None
    title: str
    reaction: Reaction | None


GIVEN = (
    select(
        _GESTURE.c.delivered_at, _GESTURE.c.guest_id, _GESTURE.c.idea_key, _GESTURE.c.title, _GESTURE.c.purpose,
        _GESTURE.c.reaction, _GESTURE.c.guest_words, COST,
    )
    .join(_GUEST, and_(_GUEST.c.id == _GESTURE.c.guest_id, _GUEST.c.deleted_at.is_(None)))
    .where(
        _GESTURE.c.created_at >= bindparam("planned"),
        _GESTURE.c.delivered_at >= bindparam("since"),
        _GESTURE.c.state.not_in(NOT_DELIVERED),
        _GESTURE.c.reaction.in_(WARM),
        _GESTURE.c.family != RETURNED,
        _GESTURE.c.deleted_at.is_(None),
    )
    .order_by(_GESTURE.c.delivered_at.desc())
    .limit(1)
)  # fmt: skip
_SPENT = (
    select(func.coalesce(func.sum(COST), 0))
    .where(
        _GESTURE.c.problem_id == _PROBLEM.c.id,
        _GESTURE.c.deleted_at.is_(None),
        _GESTURE.c.state == GestureState.DELIVERED,
    )
    .scalar_subquery()
)
PUT_RIGHT = (
    select(_PROBLEM.c.beyond_at, _PROBLEM.c.kind, _PROBLEM.c.reported_at, _PROBLEM.c.first_act_at, _SPENT)
    .where(
        _PROBLEM.c.state == ProblemState.BEYOND,
        _PROBLEM.c.reported_at >= bindparam("planned"),
        _PROBLEM.c.beyond_at >= bindparam("since"),
        _PROBLEM.c.severity < HARM,
        _PROBLEM.c.kind.not_in(_UNTOLD_KINDS),
        _PROBLEM.c.deleted_at.is_(None),
    )
    .order_by(_PROBLEM.c.beyond_at.desc())
    .limit(1)
)
KEPT = (
    select(_TASK.c.done_at, _TASK.c.due_at)
    .where(
        _TASK.c.kind == TaskKind.PROMISE,
        _TASK.c.state == TaskState.DONE,
        _TASK.c.due_at >= bindparam("since"),
        _TASK.c.done_at >= bindparam("since"),
        _TASK.c.deleted_at.is_(None),
    )
    .order_by(_TASK.c.done_at.desc())
    .limit(200)
)
BACK = (
    select(_TASK.c.done_at, _TASK.c.guest_id, _TASK.c.title, _GESTURE.c.reaction)
    .outerjoin(_GESTURE, _GESTURE.c.id == _TASK.c.gesture_id)
    .where(
        _TASK.c.kind == TaskKind.LEFT_BEHIND,
        _TASK.c.state.in_((TaskState.DONE, TaskState.DONE_LATE)),
        _TASK.c.done_at >= bindparam("since"),
        _TASK.c.deleted_at.is_(None),
    )
    .order_by(_TASK.c.done_at.desc())
    .limit(1)
)
_NOT_LEFT = tuple(status for status in VisitStatus if status is not VisitStatus.LEFT)
_LAST_DAY = func.coalesce(_VISIT.c.depart, _VISIT.c.arrive)
WERE_HERE = (
    select(_GUEST.c.id, _GUEST.c.display_name, _GUEST.c.call_me, _VISIT.c.room)
    .join(_VISIT, _VISIT.c.guest_id == _GUEST.c.id)
    .where(
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
        or_(
            _VISIT.c.status == VisitStatus.IN_HOUSE,
            and_(
                _VISIT.c.arrive >= bindparam("planned_day"),
                _VISIT.c.arrive <= bindparam("today"),
                _VISIT.c.status.not_in(_NOT_LEFT),
                bindparam("day") <= _LAST_DAY,
            ),
        ),
    )
)
STAFF_NAMES = select(_STAFF.c.name)
GUEST_NAMES = select(
    _GUEST.c.display_name, _GUEST.c.first, _GUEST.c.last, _GUEST.c.call_me, _GUEST.c.say_as, _GUEST.c.email
).where(_GUEST.c.id == bindparam("guest"))
PARTY_NAMES = select(_GUEST.c.display_name, _GUEST.c.call_me).join(
    _BOND,
    or_(
        and_(_BOND.c.guest_id == bindparam("guest"), _BOND.c.other_id == _GUEST.c.id),
        and_(_BOND.c.other_id == bindparam("guest"), _BOND.c.guest_id == _GUEST.c.id),
    ),
)
NOTES = select(_NOTE.c.text).where(_NOTE.c.guest_id == bindparam("guest"))
CAUTIONS = select(_CAUTION.c.subject).where(_CAUTION.c.guest_id == bindparam("guest"))
OCCASIONS = select(_OCCASION.c.guest_id, _OCCASION.c.kind, _OCCASION.c.secret).where(
    _OCCASION.c.guest_id.in_(bindparam("guests", expanding=True)), _OCCASION.c.deleted_at.is_(None)
)

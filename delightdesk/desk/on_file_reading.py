"""The statements that read what is on file of one guest.

They are made once, when the program starts, with names for what changes: ``guest``, ``visit``, ``party`` (ids),
``today``. To build a statement anew costs several times what it takes to run it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Column, Select, String, Table, bindparam, case, cast, func, or_, select

from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.on_file import (
    BondOnFile,
    CautionOnFile,
    Companion,
    GestureOnFile,
    GuestOnFile,
    NoteOnFile,
    OccasionOnFile,
    ProblemOnFile,
    VisitOnFile,
)
from delightdesk.domain.lifecycle import OPEN_TASKS
from delightdesk.domain.vocabulary import (
    SENSITIVE_KINDS,
    TRAVELS_TOGETHER,
    Approval,
    GestureState,
    Lifetime,
    NoteKind,
    RecoveryStep,
    TaskKind,
    VisitStatus,
)
from delightdesk.store.tables import (
    Asked,
    Bond,
    Caution,
    Gesture,
    GestureLine,
    Guest,
    Note,
    Occasion,
    Problem,
    ProblemStep,
    Staff,
    Task,
    Visit,
)
from delightdesk.store.tables.columns import table_of

NEWEST = 20
"""How many notes, gestures and visits a card shows; older ones stay in the file."""

MOST_OF_A_PARTY = 300
"""How many who travel along are looked at; a wedding party is one, and one allergy in it counts."""

MOST_GESTURES = 300
"""How many of a guest's own gestures the surprise guard looks back on."""

NOT_GIVEN = (GestureState.CANCELLED, GestureState.DECLINED)
LIKES = (NoteKind.USUAL, NoteKind.PREFERENCE)
_WEIGHTY = (*LIKES, NoteKind.PROMISE, NoteKind.REASSURANCE, NoteKind.PRIOR_PROBLEM)
"""Kinds that the brief and the suggester read, so they are never crowded out by newer small notes."""

_GUEST, _BOND, _VISIT, _OCCASION = table_of(Guest), table_of(Bond), table_of(Visit), table_of(Occasion)
_CAUTION, _NOTE, _GESTURE, _LINE = table_of(Caution), table_of(Note), table_of(Gesture), table_of(GestureLine)
_ASKED = table_of(Asked)
_PROBLEM, _STEP, _TASK = table_of(Problem), table_of(ProblemStep), table_of(Task)
_OWNER, _OFFERED = table_of(Staff).alias("owner"), table_of(Staff).alias("offered")

_guest: BindParameter[Any] = bindparam("guest")
_visit: BindParameter[Any] = bindparam("visit")
_today: BindParameter[Any] = bindparam("today")
_party: BindParameter[Any] = bindparam("party", expanding=True)


def _columns(table: Table, names: tuple[str, ...]) -> list[Column[Any]]:
    return [table.c[name] for name in names]


def _of_guest(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return select(*_columns(table, names)).where(table.c.guest_id == _guest, table.c.deleted_at.is_(None))


GUEST = select(*_columns(_GUEST, GuestOnFile._fields)).where(_GUEST.c.id == _guest, _GUEST.c.deleted_at.is_(None))

VISITS = _of_guest(_VISIT, VisitOnFile._fields).order_by(_VISIT.c.arrive.desc(), _VISIT.c.id.desc()).limit(NEWEST)

_IN_HOUSE = _VISIT.c.status == VisitStatus.IN_HOUSE
_COMING = _VISIT.c.status.in_((VisitStatus.EXPECTED, VisitStatus.ENQUIRY))
_AHEAD = func.coalesce(_VISIT.c.depart, _VISIT.c.arrive) >= _today
LIVE_VISITS = (
    _of_guest(_VISIT, VisitOnFile._fields)
    .where(or_(_IN_HOUSE, _COMING & _AHEAD))
    .order_by(case((_IN_HOUSE, 0), else_=1), _VISIT.c.arrive)
    .limit(NEWEST)
)
"""The visits that may be the current one, soonest first: of somebody with more visits than are read."""

VISITS_THAT_ENDED = select(func.count()).where(
    _VISIT.c.guest_id == _guest, _VISIT.c.deleted_at.is_(None), _VISIT.c.status == VisitStatus.LEFT
)

BONDS = (
    select(*_columns(_BOND, BondOnFile._fields), *_columns(_GUEST, Companion._fields))
    .where(
        or_(
            (_BOND.c.guest_id == _guest) & (_BOND.c.other_id == _GUEST.c.id),
            (_BOND.c.other_id == _guest) & (_BOND.c.guest_id == _GUEST.c.id),
        ),
        _BOND.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
    .limit(MOST_OF_A_PARTY)
)

PAIRS_OF_PARTY = select(_BOND.c.guest_id, _BOND.c.other_id).where(
    or_(_BOND.c.guest_id.in_(_party), _BOND.c.other_id.in_(_party)),
    _BOND.c.kind.in_(TRAVELS_TOGETHER),
    _BOND.c.deleted_at.is_(None),
)

NAMES = select(*_columns(_GUEST, Companion._fields)).where(_GUEST.c.id.in_(_party), _GUEST.c.deleted_at.is_(None))

SAME_BOOKING = (
    select(*_columns(_GUEST, Companion._fields))
    .join(_VISIT, _VISIT.c.guest_id == _GUEST.c.id)
    .where(
        _VISIT.c.ref == bindparam("ref"),
        _VISIT.c.arrive == bindparam("arrive"),
        _GUEST.c.id != _guest,
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
    .limit(MOST_OF_A_PARTY)
)

ALSO_THAT_DAY = (
    select(*_columns(_GUEST, Companion._fields))
    .join(_VISIT, _VISIT.c.guest_id == _GUEST.c.id)
    .where(
        _GUEST.c.id.in_(_party),
        _VISIT.c.arrive == bindparam("arrive"),
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
)

OCCASIONS = _of_guest(_OCCASION, OccasionOnFile._fields).order_by(_OCCASION.c.id.desc()).limit(NEWEST)

OCCASIONS_OF_PARTY = (
    select(*_columns(_OCCASION, OccasionOnFile._fields), _VISIT.c.arrive)
    .outerjoin(_VISIT, _VISIT.c.id == _OCCASION.c.visit_id)
    .where(_OCCASION.c.guest_id.in_(_party), _OCCASION.c.deleted_at.is_(None))
    .order_by(_OCCASION.c.id)
    .limit(NEWEST)
)

CAUTIONS_OF_PARTY = (
    select(*_columns(_CAUTION, CautionOnFile._fields))
    .where(
        _CAUTION.c.guest_id.in_(_party),
        _CAUTION.c.deleted_at.is_(None),
        or_(_CAUTION.c.expires_on.is_(None), _CAUTION.c.expires_on >= _today),
    )
    .order_by(_CAUTION.c.id)
)

_NOTES = (
    _of_guest(_NOTE, NoteOnFile._fields)
    .where(
        or_(_NOTE.c.expires_on.is_(None), _NOTE.c.expires_on >= _today),
        or_(_NOTE.c.until.is_(None), _NOTE.c.until >= _today, _NOTE.c.kind == NoteKind.SECURITY),
    )
    .order_by(case((_NOTE.c.kind.in_(_WEIGHTY), 0), else_=1), _NOTE.c.id.desc())
    .limit(2 * NEWEST)
)
"""What still holds, the weighty kinds first; of a security note the day only says when to look at it again."""

_SENSITIVE = _NOTE.c.kind.in_(sorted(SENSITIVE_KINDS))
_NOT_FOR_ONE_VISIT = or_(_NOTE.c.lifetime != Lifetime.VISIT, _NOTE.c.visit_id.is_(None))

NOTES = _NOTES.where(or_(~_SENSITIVE, _NOT_FOR_ONE_VISIT))
"""Without what a guest agreed to until a departure that is over."""

NOTES_IN_VISIT = _NOTES.where(or_(_NOT_FOR_ONE_VISIT, _NOTE.c.visit_id == _visit))
"""Without what was noted for another visit only."""

SENSITIVE_OF_PARTY = (
    select(_NOTE.c.text)
    .outerjoin(_VISIT, (_VISIT.c.id == _NOTE.c.visit_id) & _VISIT.c.deleted_at.is_(None))
    .where(
        _NOTE.c.guest_id.in_(_party),
        _SENSITIVE,
        _NOTE.c.deleted_at.is_(None),
        _NOTE.c.disputed == "",
        or_(_NOTE.c.expires_on.is_(None), _NOTE.c.expires_on >= _today),
        or_(
            _NOT_FOR_ONE_VISIT,
            _VISIT.c.status.in_((VisitStatus.ENQUIRY, VisitStatus.EXPECTED, VisitStatus.IN_HOUSE)),
        ),
    )
    .order_by(_NOTE.c.id)
)
"""What the filter reads and nobody else."""

_GIVEN_AT = func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at)
_GESTURES = (
    select(*(_GIVEN_AT if name == "given_at" else _GESTURE.c[name] for name in GestureOnFile._fields))
    .where(_GESTURE.c.deleted_at.is_(None))
    .order_by(_GESTURE.c.id.desc())
)
GESTURES = _GESTURES.where(_GESTURE.c.guest_id == _guest).limit(MOST_GESTURES)
GESTURES_OF_PARTY = _GESTURES.where(_GESTURE.c.guest_id.in_(_party), _GESTURE.c.created_at >= bindparam("since")).limit(
    100
)

_SPENT = func.coalesce(_LINE.c.actual, _LINE.c.planned)
COSTS = (
    select(_LINE.c.gesture_id, func.sum(_LINE.c.planned), func.sum(_SPENT), func.count(_LINE.c.actual))
    .join(_GESTURE, _GESTURE.c.id == _LINE.c.gesture_id)
    .where(_GESTURE.c.guest_id == _guest, _LINE.c.deleted_at.is_(None))
    .group_by(_LINE.c.gesture_id)
)
"""Of each of a guest's gestures what was planned, what it came to, and of how many lines that is known."""

SPENT = (
    select(func.coalesce(func.sum(_SPENT), 0))
    .join(_GESTURE, _GESTURE.c.id == _LINE.c.gesture_id)
    .where(
        _GESTURE.c.id != bindparam("besides", 0),
        _GESTURE.c.deleted_at.is_(None),
        _LINE.c.deleted_at.is_(None),
        _GESTURE.c.state.not_in((*NOT_GIVEN, GestureState.WAITING)),
        or_(_GESTURE.c.approval.is_(None), _GESTURE.c.approval != Approval.REFUSED),
    )
)
"""What counts against an allowance, without one gesture when it is named as ``besides``."""

SPENT_IN_VISIT = SPENT.where(
    _GESTURE.c.guest_id == _guest, _GESTURE.c.visit_id == _visit, _GESTURE.c.problem_id.is_(None)
)
SPENT_ON_PROBLEM = SPENT.where(_GESTURE.c.problem_id == bindparam("problem"))

QUESTIONS_ASKED = select(_ASKED.c.question).where(_ASKED.c.guest_id == _guest, _ASKED.c.deleted_at.is_(None))

_STEPS = (_STEP.c.problem_id == _PROBLEM.c.id) & _STEP.c.deleted_at.is_(None)
_TO_COME = (
    (_TASK.c.problem_id == _PROBLEM.c.id)
    & (_TASK.c.kind == TaskKind.FOLLOW_UP)
    & _TASK.c.state.in_(OPEN_TASKS)
    & _TASK.c.deleted_at.is_(None)
)
_DUE = func.coalesce(_TASK.c.due_at, _TASK.c.due_at)
"""Asked for the bare column, SQLite walks every open task in the order of its hour, once for each problem."""
_OF_PROBLEM: dict[str, Any] = {
    "guest_name": _GUEST.c.display_name,
    "owner": _OWNER.c.name,
    "owner_role": _OWNER.c.role,
    "asked": _OFFERED.c.name,
    "steps": select(func.aggregate_strings(cast(_STEP.c.step, String), ",")).where(_STEPS).scalar_subquery(),
    "apologies": (
        select(func.sum(_STEP.c.times)).where(_STEPS, _STEP.c.step == RecoveryStep.APOLOGISE).scalar_subquery()
    ),
    "to_come": select(func.count(_TASK.c.id)).where(_TO_COME).scalar_subquery(),
    "guest_marks": marks_column(_GUEST),
    "next_call": select(func.min(_DUE)).where(_TO_COME).scalar_subquery(),
}
PROBLEMS = (
    select(*(_OF_PROBLEM[name] if name in _OF_PROBLEM else _PROBLEM.c[name] for name in ProblemOnFile._fields))
    .outerjoin_from(_PROBLEM, _GUEST, _GUEST.c.id == _PROBLEM.c.guest_id)
    .outerjoin(_OWNER, _OWNER.c.id == _PROBLEM.c.owner_id)
    .outerjoin(_OFFERED, _OFFERED.c.id == _PROBLEM.c.offered_to)
    .where(_PROBLEM.c.deleted_at.is_(None))
)
"""Every problem; what reads them narrows it down."""

PROBLEMS_OF_GUEST = PROBLEMS.where(_PROBLEM.c.guest_id == _guest).order_by(_PROBLEM.c.id.desc()).limit(NEWEST)

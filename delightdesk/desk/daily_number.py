"""The one number of the daily card: what wants telling most today, and honest about how little it may rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, select

from delightdesk.desk.story_reading import COST, NOT_DELIVERED, WARM
from delightdesk.domain.vocabulary import Reaction, TaskKind, TaskState
from delightdesk.store.tables import Gesture, Problem, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

WEEK = timedelta(days=7)
FEW = 5
"""With fewer cases than these a figure says that it means little."""

SLOW = 15
"""Minutes until something was done from which on that is the number to tell."""

_PLANNED_BEFORE = timedelta(days=30)

_GESTURE, _PROBLEM, _TASK = table_of(Gesture), table_of(Problem), table_of(Task)


class _Promise(NamedTuple):
    at: datetime
    state: TaskState
    missed_at: datetime | None

    @property
    def is_kept(self) -> bool:
        return self.state is TaskState.DONE and self.missed_at is None


class _Act(NamedTuple):
    at: datetime
    first_act_at: datetime


class _Given(NamedTuple):
    at: datetime
    reaction: Reaction | None
    cost: int


_PROMISES = select(_TASK.c.due_at, _TASK.c.state, _TASK.c.missed_at).where(
    _TASK.c.kind == TaskKind.PROMISE,
    _TASK.c.state.in_((TaskState.DONE, TaskState.DONE_LATE, TaskState.MISSED, TaskState.OPEN, TaskState.PREPARED)),
    _TASK.c.due_at >= bindparam("since"),
    _TASK.c.due_at <= bindparam("now"),
    _TASK.c.deleted_at.is_(None),
)
_ACTS = select(_PROBLEM.c.reported_at, _PROBLEM.c.first_act_at).where(
    _PROBLEM.c.reported_at >= bindparam("since"),
    _PROBLEM.c.first_act_at.is_not(None),
    _PROBLEM.c.deleted_at.is_(None),
)
_GIVEN = select(_GESTURE.c.delivered_at, _GESTURE.c.reaction, COST).where(
    _GESTURE.c.created_at >= bindparam("planned"),
    _GESTURE.c.delivered_at >= bindparam("since"),
    _GESTURE.c.state.not_in(NOT_DELIVERED),
    _GESTURE.c.deleted_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its sentence. cases: on how many it rests; wants: something is weak and wants telling first."""

    number: str
    says: str
    cases: int
    wants: bool = False


def number(work: Work) -> Figure:
    """What is weak first; else the figures take turns from day to day, those that rest on enough before the others."""
    found = [figure for figure in (_promises(work), _first_acts(work), *_gestures(work)) if figure is not None]
    weak = next((figure for figure in found if figure.wants), None)
    if weak is not None:
        return weak
    firm = [figure for figure in found if figure.cases >= FEW] or found
    if not firm:
        return Figure(
            "0", "gestures, problems or promises were noted in the last seven days. Today's first one counts.", 0
        )
    return firm[work.today.toordinal() % len(firm)]


def _promises(work: Work) -> Figure | None:
    rows = [_Promise(*row) for row in work.rows(_PROMISES, since=work.now - 2 * WEEK, now=work.now)]
    now, before = _split(work, rows)
    if not now:
        return None
    kept, earlier = sum(each.is_kept for each in now), sum(each.is_kept for each in before)
    then = f", the week before {earlier} of {len(before)}" if before else ""
    were = "promise was" if len(now) == 1 else "promises were"
    says = f"{were} kept on time in the last seven days{then}.{_few(len(now))}"
    return Figure(f"{kept} of {len(now)}", says, len(now), wants=kept < len(now))


def _first_acts(work: Work) -> Figure | None:
    now, before = _split(work, [_Act(*row) for row in work.rows(_ACTS, since=work.now - 2 * WEEK)])
    if not now:
        return None
    middle = _median(now)
    then = f"; the week before {_median(before)} min" if before else ""
    says = f"until somebody did something about a problem, the middle of the last seven days{then}.{_few(len(now))}"
    return Figure(f"{middle} min", says, len(now), wants=middle > SLOW and len(now) >= FEW)


def _gestures(work: Work) -> Sequence[Figure]:
    since = work.now - WEEK
    rows = [_Given(*row) for row in work.rows(_GIVEN, since=since, planned=since - _PLANNED_BEFORE)]
    known = [each for each in rows if each.reaction is not None]
    found = []
    if known:
        warm, silent = sum(each.reaction in WARM for each in known), len(rows) - len(known)
        rest = f" Of {silent} more nobody noted how it was taken." if silent else ""
        says = f"gestures of the last seven days left a guest moved or delighted.{rest}{_few(len(known))}"
        found.append(Figure(f"{warm} of {len(known)}", says, len(known)))
    if rows:
        free = sum(not each.cost for each in rows)
        says = f"gestures of the last seven days cost nothing at all.{_few(len(rows))}"
        found.append(Figure(f"{free} of {len(rows)}", says, len(rows)))
    return found


_Row = TypeVar("_Row", _Promise, _Act)


def _split(work: Work, rows: Sequence[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Those of the last seven days, and of the seven before."""
    since = work.now - WEEK
    return [each for each in rows if each.at > since], [each for each in rows if each.at <= since]


def _median(acts: Sequence[_Act]) -> int:
    return round(median((each.first_act_at - each.at).total_seconds() for each in acts) / 60)


def _few(cases: int) -> str:
    return f" Only {cases} so far, too few to mean much." if cases < FEW else ""

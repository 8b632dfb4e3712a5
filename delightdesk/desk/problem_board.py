"""The board of problems: whatever needs a person first, and how quickly somebody acted today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import and_, bindparam, or_, select

from delightdesk.desk import on_file_reading as reading
from delightdesk.desk.on_file import ProblemOnFile
from delightdesk.desk.owed_lines import ProblemLine
from delightdesk.desk.problem_reading import line, minutes, rows_of
from delightdesk.domain.clock import at_house
from delightdesk.domain.lifecycle import OPEN_PROBLEMS, OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.permissions import Act, may
from delightdesk.domain.recovery import HARM
from delightdesk.domain.vocabulary import ProblemState, TaskKind
from delightdesk.store.tables import Guest, Problem, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST = 1000

_PROBLEM, _TASK, _GUEST = table_of(Problem), table_of(Task), table_of(Guest)
_STILL_TO_HEAR = select(_TASK.c.problem_id).where(
    _TASK.c.kind == TaskKind.FOLLOW_UP,
    _TASK.c.state.in_(OPEN_TASKS),
    _TASK.c.problem_id.is_not(None),
    _TASK.c.deleted_at.is_(None),
)
_OVER = tuple(state for state in ProblemState if state not in RUNNING_PROBLEMS)
_BOARD = (
    reading.PROBLEMS.where(
        or_(
            _PROBLEM.c.state.in_(RUNNING_PROBLEMS),
            and_(
                _PROBLEM.c.state.in_(_OVER),
                or_(_PROBLEM.c.closed_at >= bindparam("since"), _PROBLEM.c.id.in_(_STILL_TO_HEAR)),
            ),
        ),
        or_(_GUEST.c.id.is_(None), _GUEST.c.deleted_at.is_(None)),
    )
    .order_by(_PROBLEM.c.state.in_(_OVER), _PROBLEM.c.severity.desc(), _PROBLEM.c.reported_at)
    .limit(MOST)
)
_TODAY = select(_PROBLEM.c.reported_at, _PROBLEM.c.first_act_at, _PROBLEM.c.even_at, _PROBLEM.c.state).where(
    _PROBLEM.c.state.in_(tuple(ProblemState)),
    _PROBLEM.c.reported_at >= bindparam("since"),
    _PROBLEM.c.deleted_at.is_(None),
)
"""All states are named so that the index by state and time finds them."""


@dataclass(frozen=True, slots=True)
class ProblemBoard:
    """A headline with the counts and today's medians, and the lines in the order in which a person is needed."""

    headline: str
    lines: tuple[ProblemLine, ...]


def board(work: Work, *, days: int = 2) -> ProblemBoard:
    """Every problem that runs or is still to be followed up, and at the end those over within ``days``."""
    rows = sorted(rows_of(work, _BOARD, since=work.now - timedelta(days=days)), key=_order)
    return ProblemBoard(_headline(work, rows), tuple(line(work, row) for row in rows))


def _order(row: ProblemOnFile) -> tuple[int, int, float, int]:
    """The worse first, then the longer there; what is over stands newest first."""
    place, since = _place(row), row.reported_at.timestamp()
    if place == _LAST and row.closed_at is not None:
        return place, 0, -row.closed_at.timestamp(), -row.id
    return place, -row.severity, since, row.id


_LAST = 7


def _place(row: ProblemOnFile) -> int:
    """Where a problem stands: nobody's, harm without a manager, open again, open, acting, even, to be heard, over."""
    if row.state in RUNNING_PROBLEMS and row.owner_id is None:
        return 0
    with_manager = row.owner_role is not None and may(row.owner_role, Act.CLOSE_HARM)
    if row.state in OPEN_PROBLEMS and row.severity >= HARM and not with_manager:
        return 1
    if row.state in _PLACES:
        return _PLACES[row.state]
    return 6 if row.to_come else _LAST


_PLACES = {ProblemState.REOPENED: 2, ProblemState.OPEN: 3, ProblemState.ACTING: 4, ProblemState.EVEN: 5}


def _headline(work: Work, rows: Iterable[ProblemOnFile]) -> str:
    """ "3 open · 1 fixed, not yet better · median to first act 3 min, to fixed 25 min today"."""
    rows = list(rows)
    still_open = sum(row.state in OPEN_PROBLEMS for row in rows)
    even = sum(row.state is ProblemState.EVEN for row in rows)
    nobodys = sum(_place(row) == 0 for row in rows)
    parts = [f"{still_open} open" if still_open else "none open"]
    parts += [f"{nobodys} nobody's"] if nobodys else []
    parts += [f"{even} fixed, not yet better"] if even else []
    return " · ".join([*parts, *_medians(work)])


def _medians(work: Work) -> list[str]:
    """How long it took with those reported today, as the middle one of all: one bad hour does not hide the others."""
    begins = at_house(work.today, work.house.day_starts, work.zone)
    rows = work.rows(_TODAY, since=begins)
    act = _median((reported, first) for reported, first, *_ in rows)
    even = _median((reported, at) for reported, _, at, state in rows if state not in OPEN_PROBLEMS)
    told = [f"to first act {act} min"] if act is not None else []
    told += [f"to fixed {even} min"] if even is not None else []
    return [f"median {', '.join(told)} today"] if told else []


def _median(spans: Iterable[tuple[datetime, datetime | None]]) -> int | None:
    known = [each for since, until in spans if (each := minutes(since, until)) is not None]
    return round(median(known)) if known else None

"""Forgetting a guest who asks for it: in the desk, in its index and journal, and in every backup within reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from delightdesk.desk.permitted import require
from delightdesk.desk.privacy import purging, tombstones
from delightdesk.desk.privacy.erasing import Counts, and_merged, erase_guests
from delightdesk.desk.privacy.journal_blanking import ids
from delightdesk.desk.privacy.known_by import told_of
from delightdesk.desk.privacy.purging import Left, Purged, reapply, reapply_in
from delightdesk.desk.privacy.tombstones import Tombstone, born, known
from delightdesk.desk.safety import backups
from delightdesk.domain.errors import DeskError
from delightdesk.domain.forgetting import marks_of
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.vocabulary import GestureState, VisitStatus
from delightdesk.store import bulk
from delightdesk.store.house_file import HouseFile
from delightdesk.store.sweeping import sweep
from delightdesk.store.tables import Gesture, GestureLine, Guest, Note, Problem, Task, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

__all__ = [
    "ForgetPreview", "ForgetReport", "catch_up", "check_may", "count", "forget", "known", "preview", "reapply",
    "reapply_in",
]  # fmt: skip

_GUEST, _VISIT, _NOTE, _GESTURE = table_of(Guest), table_of(Visit), table_of(Note), table_of(Gesture)
_LINE, _PROBLEM, _TASK = table_of(GestureLine), table_of(Problem), table_of(Task)
_guest: BindParameter[Any] = bindparam("guest")
_WHO = select(_GUEST.c.display_name, _GUEST.c.merged_into, _GUEST.c.deleted_at, _GUEST.c.version).where(
    _GUEST.c.id == _guest
)
_COUNTS = select(
    *(
        select(func.count()).where(table.c.guest_id == _guest, table.c.deleted_at.is_(None), *more).scalar_subquery()
        for table, more in (
            (_VISIT, ()),
            (_NOTE, ()),
            (_GESTURE, (_GESTURE.c.state == GestureState.DELIVERED,)),
            (_TASK, (_TASK.c.state.in_(OPEN_TASKS),)),
            (_PROBLEM, (_PROBLEM.c.state.in_(RUNNING_PROBLEMS),)),
            (_VISIT, (_VISIT.c.status == VisitStatus.IN_HOUSE,)),
        )
    ),
    select(func.coalesce(func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned)), 0))
    .join(_GESTURE, _GESTURE.c.id == _LINE.c.gesture_id)
    .where(
        _GESTURE.c.guest_id == _guest,
        _GESTURE.c.state == GestureState.DELIVERED,
        _LINE.c.deleted_at.is_(None),
        _GESTURE.c.deleted_at.is_(None),
    )
    .scalar_subquery(),
)
_FORGOTTEN = "SELECT count(*) FROM forgotten"


@dataclass(frozen=True, slots=True)
class ForgetPreview:
    """What would go and what would stay. goes, stays, for_good: one sentence each, without the name.

    cost: of the gestures given, in minor units, which stays. open_things: tasks and problems that are not over.
    """

    guest_id: int
    name: str
    version: int
    visits: int
    notes: int
    gestures: int
    cost: int
    open_things: int
    is_in_house: bool
    goes: str
    stays: str
    for_good: str


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was erased. backups: how many copies were rewritten. still_to_purge: those that were not, with what to do.

    is_swept: no free place of the file holds a byte of it; where it is False, that is done on another day.
    """

    guest_id: int
    erased: Counts
    backups: int
    still_to_purge: tuple[Left, ...]
    is_swept: bool


def preview(work: Work, guest_id: int) -> ForgetPreview:
    """What forgetting this guest would do; of one who was made one with another, that other. Raises `NotFound`."""
    guest_id, name, version = _who(work, guest_id)
    visits, notes, gestures, tasks, problems, here, cost = work.rows(_COUNTS, guest=guest_id)[0]
    stays = f"{_many(visits, 'visit')} and {show_money(cost, work.house.currency)} given, under no name"
    return ForgetPreview(
        guest_id, name, version, visits, notes, gestures, cost, tasks + problems, bool(here),
        goes=f"name, contacts, {_many(notes, 'note')}, what was said and written, in the journal and backups too",
        stays=f"{stays}, so that counts and costs stay right",
        for_good="nothing of it can be undone, and no import or backup brings it back",
    )  # fmt: skip


def count(work: Work) -> int:
    """How many guests were erased because they asked for it."""
    ((number,),) = work.raw.execute(_FORGOTTEN).fetchall()
    return int(number)


def check_may(work: Work) -> None:
    """Raise `NotAllowed` when the person at the desk may erase nobody; the sentence names who may."""
    require(work, Act.ERASE)


def forget(
    house_file: HouseFile,
    person_id: int | None,
    guest_id: int,
    *,
    tell: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> ForgetReport:
    """Erase a guest for good. Once the first transaction is through, the rest is caught up on another day if need be.

    tell: is told how many backups are done, of how many. stop: asked between two of them. Raises `NotAllowed`,
    `NotFound`; nothing was changed then.
    """
    with house_file.writing(person_id) as work:
        check_may(work)
        guest_id, _, _ = _who(work, guest_id)
        theirs = and_merged(work, (guest_id,))
        told = told_of(work.raw, theirs)
        ((secret,),) = work.raw.execute("SELECT secret FROM house WHERE id = 1").fetchall()
        marks = marks_of(secret, told.known_by())
        tombstones.add(work.raw, [Tombstone(each, work.now, (*marks, _born(work, each))) for each in sorted(theirs)])
        erased = erase_guests(work, theirs, told)
        _answer_requests(work, theirs)
        work.did("guest.erased", "A guest was erased", guest_id, undoable=False)
        now = work.now
    _write_beside(house_file, is_swept=False)
    is_swept = _swept(house_file)
    purged = purging.purge(house_file.path, now, told=told, tell=tell, stop=stop)
    return ForgetReport(guest_id, erased, purged.done, purged.left, is_swept)


def catch_up(house_file: HouseFile, *, stop: Callable[[], bool] = lambda: False) -> Purged:
    """Do what could not be done when somebody was forgotten: a stick was away, another window held the file.

    stop: asked between two copies of the desk.
    """
    with house_file.reading() as work:
        if not count(work):
            return Purged()
        now = work.now
    if not tombstones.is_swept(house_file.path):
        _swept(house_file)
    return purging.purge(house_file.path, now, stop=stop)


def _swept(house_file: HouseFile) -> bool:
    is_swept = sweep(house_file.path)
    if is_swept:
        _write_beside(house_file, is_swept=True)
    return is_swept


def _write_beside(house_file: HouseFile, *, is_swept: bool) -> None:
    with house_file.reading() as work:
        ((second,),) = work.raw.execute("SELECT second_backups FROM house WHERE id = 1").fetchall()
    try:
        with backups.undisturbed(backups.folder_of(house_file.path)):
            tombstones.write_beside(house_file.path, second, is_swept=is_swept)
    except DeskError:
        return  # the desk itself knows, and the day's look writes it again


def _answer_requests(work: Work, theirs: frozenset[int]) -> None:
    """Whatever they had asked for: there is nothing left to tell or to correct."""
    work.raw.execute(
        "UPDATE rights_request SET version = version + 1, done_at = ?, done_by = ?"
        " WHERE done_at IS NULL AND guest_id IN (SELECT value FROM json_each(?))",
        (bulk.instant(work.now), work.person.id, ids(theirs)),
    )


def _who(work: Work, guest_id: int) -> tuple[int, str, int]:
    """The guest meant, their name and version. Raises `NotFound` for one who is not here, or not any more."""
    seen: set[int] = set()
    while guest_id not in seen:
        seen.add(guest_id)
        rows = work.rows(_WHO, guest=guest_id)
        if not rows:
            break
        name, merged_into, deleted_at, version = rows[0]
        if merged_into is None:
            if deleted_at is not None:
                break
            return guest_id, name, version
        guest_id = merged_into
    raise not_here("guest")


def _born(work: Work, guest_id: int) -> str:
    ((created_at,),) = work.raw.execute("SELECT created_at FROM guest WHERE id = ?", (guest_id,)).fetchall()
    return born(created_at)


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

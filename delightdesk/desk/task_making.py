"""Taking something on: a promise from one line, or any other task, with its owner and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from delightdesk.desk import task_reading
from delightdesk.desk.dossier import guest_of, visit_of
from delightdesk.desk.on_file import VisitOnFile
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.domain.capacity import over_limit
from delightdesk.domain.captured import said_by
from delightdesk.domain.clock import at_house
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_TASKS
from delightdesk.domain.promise_clock import warn_at
from delightdesk.domain.promising import due_of, read_promise
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import TaskKind
from delightdesk.store.tables import Task, Visit
from delightdesk.store.work import Work

TITLE_LENGTH = 200
NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised; ``warning`` when it goes beyond what the house can do, else empty."""

    task: OwedLine
    warning: str


def promise(
    work: Work, guest_id: int | None, text: str, *, due: datetime | None = None, quoted: str = "", despite: str = ""
) -> Promised:
    """Keep a promise made in one line: "sea view by 6pm". ``due`` goes before the time the words tell.

    A promise beyond a limit of the house is kept and told with a warning, unless the longer wait that was ``quoted``,
    or why it was made ``despite`` the limit, is given. Raises `Invalid` when there is nothing promised.
    """
    visit = _visit(work, guest_id)
    words = kept_words(text, TITLE_LENGTH)
    found = read_promise(
        words, work.now.astimezone(work.zone), day_first=work.house.day_first, depart=visit.depart if visit else None
    )
    note = _note(quoted, despite)
    due = due or found.due
    title = _title(found.text, due, found.due_words)
    task_id = _keep(work, guest_id, title, due, visit, note)
    if work.changes:
        work.did("promise.made", f"Promised: {title}", guest_id)
    return Promised(task_reading.view(work, task_id), "" if note else _over_limit(work, words, visit))


def quote(work: Work, task_id: int, text: str, seen: int | None = None) -> OwedLine:
    """Keep the longer wait that was quoted, or why a limit was gone beyond."""
    task = work.get(Task, task_id, "task")
    words = kept_words(text, NOTE_LENGTH)
    if not words:
        raise Invalid("Please say in a few words what was quoted, or why. Nothing was saved.", "text")
    if work.change(task, seen=seen, note=words):
        work.did("task.quoted", f"{task.title}: {words}", task.guest_id)
    return task_reading.view(work, task_id)


def caught_promise(
    work: Work, guest_id: int, text: str, due_words: str, *, visit_id: int | None = None, told_before: bool = False
) -> Promised:
    """Keep a promise that one-line capture found. The caller says what it `did`.

    ``visit_id``: the visit that is meant, where somebody knows it. ``told_before``: it stood on a booking, so its hours
    are those of the day of arrival. A time nobody can read stays in the words.
    """
    visit = _visit(work, guest_id, visit_id)
    on = visit.arrive if visit and told_before else work.today
    depart = visit.depart if visit else None
    due = due_of(due_words, _here(work, on), day_first=work.house.day_first, depart=depart) if due_words else None
    task_id = _keep(work, guest_id, _title(text, due, due_words), due, visit)
    return Promised(task_reading.view(work, task_id), _over_limit(work, text, visit))


def understood(work: Work, task: OwedLine) -> str:
    """How a promise was taken: "Promise: sea view, by 18:00 today"."""
    if task.due is None:
        return f"Promise: {task.title}"
    today = " today" if task.due.astimezone(work.zone).date() == work.now.astimezone(work.zone).date() else ""
    return f"Promise: {task.title}, by {task.due_text}{today}"


def _keep(
    work: Work, guest_id: int | None, title: str, due: datetime | None, visit: VisitOnFile | None, note: str = ""
) -> int:
    """The task of a promise; the same one told twice is there once."""
    visit_id = visit.id if visit else None
    same = _same_promise(work, guest_id, visit_id, kept_words(title, TITLE_LENGTH), due)
    if same is None:
        return add(work, TaskKind.PROMISE, title, guest_id=guest_id, visit_id=visit_id, due=due, note=note)
    if note:
        work.change(same, note=note)
    return same.id or 0


def add(
    work: Work,
    kind: TaskKind,
    title: str,
    *,
    guest_id: int | None = None,
    visit_id: int | None = None,
    room: str = "",
    due: datetime | None = None,
    owner_id: int | None = None,
    problem_id: int | None = None,
    gesture_id: int | None = None,
    who: str = "",
    say: str = "",
    note: str = "",
    playbook: str = "",
    unexpected: bool = False,
) -> int:
    """Take one thing on; the owner is the person at the desk unless told otherwise. The caller says what it `did`.

    Without ``visit_id`` it belongs to the guest's current visit. Raises `Invalid` without a title.
    """
    title = kept_words(title, TITLE_LENGTH)
    if not title:
        raise Invalid("What is owed needs a few words. Nothing was saved.", "title")
    if visit_id is None:
        visit = _visit(work, guest_id)
        visit_id = visit.id if visit else None
    task = Task(
        created_at=work.now,
        kind=kind,
        title=title,
        guest_id=guest_id,
        visit_id=visit_id,
        problem_id=problem_id,
        gesture_id=gesture_id,
        room=kept_words(room, 40),
        due_at=due,
        warn_at=warn_at(work.now, due, kind) if due else None,
        owner_id=owner_id or work.person.id,
        made_by=work.person.id,
        who=kept_words(who, 80),
        say=kept_words(say, 200),
        note=kept_words(note, NOTE_LENGTH),
        playbook=kept_words(playbook, 40),
        unexpected=unexpected,
    )
    return work.add(task).id or 0


def _visit(work: Work, guest_id: int | None, visit_id: int | None = None) -> VisitOnFile | None:
    """The visit that is meant, or else the guest's current one. Raises `NotFound` for a guest who is not here."""
    if guest_id is None:
        return None
    guest_of(work, guest_id)
    if visit_id is not None:
        row = work.get(Visit, visit_id, "visit")
        return VisitOnFile(*(getattr(row, name) for name in VisitOnFile._fields))
    return visit_of(work, guest_id)


def _title(text: str, due: datetime | None, due_words: str) -> str:
    """What was promised; a time nobody can count from here stays in the words."""
    return text if due or not due_words or not text else f"{text}, {said_by(due_words)}"


def _here(work: Work, on: date) -> datetime:
    """What the house's clock shows; the beginning of the house's day ``on`` when that is still to come."""
    now = at_house(on, work.house.day_starts, work.zone) if on > work.today else work.now
    return now.astimezone(work.zone)


def _note(quoted: str, despite: str) -> str:
    parts = [f"Quoted: {quoted.strip()}" if quoted.strip() else "", despite.strip()]
    return kept_words(" · ".join(part for part in parts if part), NOTE_LENGTH)


def _over_limit(work: Work, text: str, visit: VisitOnFile | None) -> str:
    """The warning that a promise is beyond what the house can do, or empty."""
    from delightdesk.desk import playbooks

    party = visit.adults + visit.children + visit.infants if visit else 0
    found = over_limit(playbooks.books(work), text, party)
    if found is None:
        return ""
    book, many = found
    of = book.most_of or "people"
    return f"{many} {of} are over the house's limit of {book.most}. Quote a longer wait, or say why."


def _same_promise(
    work: Work, guest_id: int | None, visit_id: int | None, title: str, due: datetime | None
) -> Task | None:
    query = select(Task).where(
        Task.kind == TaskKind.PROMISE,
        col(Task.guest_id) == guest_id,
        col(Task.visit_id) == visit_id,
        col(Task.due_at) == due,
        col(Task.state).in_(OPEN_TASKS),
        col(Task.deleted_at).is_(None),
    )
    rows = work.session.exec(query.order_by(col(Task.id)))
    return next((row for row in rows if row.title.casefold() == title.casefold()), None)

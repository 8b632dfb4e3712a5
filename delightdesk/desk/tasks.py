"""What somebody owes, and what becomes of it: prepared, done, missed, let go, told about, passed on.

A task is taken on in `task_making` and read in `task_reading`; both are offered here by their names. Every act takes
the version that was looked at, moves only as `domain.lifecycle` allows, and is one entry in the journal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import col, select

from delightdesk.desk import owning
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.desk.task_making import NOTE_LENGTH, TITLE_LENGTH, Promised, add, promise, quote
from delightdesk.desk.task_reading import falls_due, listing, of_guest, view
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_GESTURES, OPEN_TASKS, TASK_NEXT, check_step, task_word
from delightdesk.domain.promise_clock import warn_at
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import GestureState, Reaction, TaskKind, TaskState
from delightdesk.store.tables import Gesture, Task
from delightdesk.store.work import Work

__all__ = [
    "Promised", "accept", "add", "cancel", "close_delivery", "done", "edit", "falls_due", "listing",
    "miss", "of_guest", "offer", "prepare", "promise", "quote", "release", "take", "told", "turn_down", "view",
    "withdraw",
]  # fmt: skip


def prepare(work: Work, task_id: int, seen: int | None = None) -> OwedLine:
    """Everything is ready; what is left is to hand it over. The gesture of a delivery stands ready with it."""
    from delightdesk.desk import gestures

    task = _moving(work, task_id, TaskState.PREPARED, seen)
    work.change(task, state=TaskState.PREPARED)
    gesture = _gesture(work, task)
    if gesture is not None and gesture.state in (GestureState.PLANNED, GestureState.APPROVED):
        gestures.mark_ready(work, gesture.id or 0)
        return view(work, task_id)
    return _did(work, task, "task.prepared", "Prepared")


def done(
    work: Work, task_id: int, *, reaction: Reaction | None = None, words: str = "", seen: int | None = None
) -> OwedLine:
    """Done, or kept; late when its time was over. A delivery gives its gesture, with how the guest took it.

    Something left behind is returned. ``words``: what the guest said, kept with the gesture or with the task.
    """
    from delightdesk.desk import gestures, left_behind

    task = _moving(work, task_id, TaskState.DONE, seen)
    if task.kind is TaskKind.LEFT_BEHIND:
        return left_behind.returned(work, task_id, reaction=reaction, words=words)
    gesture = _gesture(work, task)
    said = kept_words(words, NOTE_LENGTH) if gesture is None else ""
    work.change(task, note=said or task.note, **_as_done(work, task))
    if gesture is not None:
        gestures.deliver(work, gesture.id or 0, reaction, words)
        return view(work, task_id)
    verb = "Kept" if task.kind is TaskKind.PROMISE else "Done"
    return _did(work, task, "task.done", f"{verb} late" if task.state is TaskState.DONE_LATE else verb)


def miss(work: Work, task_id: int, reason: str = "", seen: int | None = None) -> OwedLine:
    """It was not done and will not be. An overdue promise that may still be kept late stays open instead."""
    return _end(work, task_id, TaskState.MISSED, "Missed", reason, seen)


def release(work: Work, task_id: int, reason: str = "", seen: int | None = None) -> OwedLine:
    """The guest does not need it any more. The gesture of a delivery counts as declined."""
    return _end(work, task_id, TaskState.RELEASED, "Released by the guest", reason, seen)


def cancel(work: Work, task_id: int, reason: str = "", seen: int | None = None) -> OwedLine:
    """The house takes it back, with the gesture of a delivery."""
    return _end(work, task_id, TaskState.CANCELLED, "Cancelled", reason, seen)


def told(work: Work, task_id: int, *, new_due: datetime | None = None, seen: int | None = None) -> OwedLine:
    """The guest was called and knows how it stands. ``new_due`` is a new true time, with a new warning before it.

    The time that was given first stays in the note. Raises `Invalid` for a new time that is over.
    """
    task = _open(work, task_id, seen)
    if new_due is None:
        work.change(task, told_at=work.now)
        return _did(work, task, "task.told", "Guest told")
    if new_due <= work.now:
        raise Invalid("The new time is over already. Nothing was saved. Please give a time that will be kept.", "due")
    note = task.note
    if task.due_at is not None and new_due != task.due_at:
        first = f"first {task.due_at.astimezone(work.zone):%a %d %b %H:%M}"
        note = kept_words(" · ".join(filter(None, (task.note, first))), NOTE_LENGTH)
    is_missed = task.due_at is not None and task.due_at <= work.now
    work.change(task, told_at=work.now, note=note, missed_at=task.missed_at or (task.due_at if is_missed else None))
    _set_due(work, task, new_due)
    return _did(work, task, "task.told", "Guest told a new time")


def edit(work: Work, task_id: int, *, title: str, due: datetime | None, seen: int | None = None) -> OwedLine:
    """Change the words or the time. Raises `Invalid` without words."""
    task = _open(work, task_id, seen)
    words = kept_words(title, TITLE_LENGTH)
    if not words:
        raise Invalid("What is owed needs a few words. Nothing was saved.", "title")
    work.change(task, title=words)
    if due != task.due_at:
        _set_due(work, task, due)
    return _did(work, task, "task.edited", "Edited") if work.changes else view(work, task_id)


def offer(work: Work, task_id: int, to_id: int, seen: int | None = None) -> OwedLine:
    """Ask somebody to take it over; the owner stays until they accept."""
    task = work.get(Task, task_id, "task")
    return _passed(work, task, "task.offered", owning.offer(work, task, to_id, seen))


def accept(work: Work, task_id: int, seen: int | None = None) -> OwedLine:
    """Take over what one was asked to."""
    task = work.get(Task, task_id, "task")
    return _passed(work, task, "task.accepted", owning.accept(work, task, seen))


def turn_down(work: Work, task_id: int, seen: int | None = None) -> OwedLine:
    """Say no to what one was asked to take over."""
    task = work.get(Task, task_id, "task")
    return _passed(work, task, "task.turned_down", owning.turn_down(work, task, seen))


def take(work: Work, task_id: int, seen: int | None = None) -> OwedLine:
    """Take what stands on the orphan list."""
    task = work.get(Task, task_id, "task")
    return _passed(work, task, "task.taken", owning.take(work, task, seen))


def withdraw(work: Work, task_id: int, seen: int | None = None) -> OwedLine:
    """Take an offer back before it was answered."""
    task = work.get(Task, task_id, "task")
    return _passed(work, task, "task.withdrawn", owning.withdraw(work, task, seen))


def close_delivery(work: Work, gesture_id: int, state: TaskState, reason: str = "") -> None:
    """End the open task of a gesture, or mark it prepared; there may be none. The caller says what it `did`.

    Done after its time is done late, whichever of the two was asked for.
    """
    for task in _deliveries(work, gesture_id):
        if state is TaskState.PREPARED:
            work.change(task, state=state)
        elif state is TaskState.DONE:
            work.change(task, **_as_done(work, task))
        else:
            work.change(task, state=state, offered_to=None, reason=kept_words(reason, 200))


def _open(work: Work, task_id: int, seen: int | None) -> Task:
    task = work.get(Task, task_id, "task")
    work.check_seen(task, seen)
    if task.state not in OPEN_TASKS:
        word = task_word(task.kind, task.state).replace("_", " ")
        raise Invalid(f"“{task.title}” is {word} already. Nothing was changed.")
    return task


def _moving(work: Work, task_id: int, to: TaskState, seen: int | None) -> Task:
    task = _open(work, task_id, seen)
    check_step(f"“{task.title}”", task.state, to, TASK_NEXT)
    return task


def _as_done(work: Work, task: Task) -> dict[str, Any]:
    """Done by whoever is at the desk, now; late when its time was over, whatever new time was given since."""
    late = task.missed_at is not None or (task.due_at is not None and task.due_at <= work.now)
    state = TaskState.DONE_LATE if late else TaskState.DONE
    return {"state": state, "done_at": work.now, "done_by": work.person.id, "offered_to": None}


def _end(work: Work, task_id: int, to: TaskState, verb: str, reason: str, seen: int | None) -> OwedLine:
    """End it undone, and the gesture of a delivery with it."""
    from delightdesk.desk import gestures

    task = _moving(work, task_id, to, seen)
    why = kept_words(reason, 200)
    work.change(task, state=to, offered_to=None, reason=why)
    gesture = _gesture(work, task)
    if gesture is None:
        return _did(work, task, f"task.{to.value}", verb)
    if to is TaskState.RELEASED:
        gestures.decline(work, gesture.id or 0, why)
    else:
        gestures.cancel(work, gesture.id or 0, why)
    return view(work, task_id)


def _set_due(work: Work, task: Task, due: datetime | None) -> None:
    work.change(task, due_at=due, warn_at=warn_at(work.now, due, task.kind) if due else None)
    gesture = _gesture(work, task)
    if gesture is not None:
        work.change(gesture, due_at=due)


def _gesture(work: Work, task: Task) -> Gesture | None:
    """The gesture that a delivery is about, while it is still to be given."""
    if task.kind is not TaskKind.DELIVERY or task.gesture_id is None:
        return None
    gesture = work.get(Gesture, task.gesture_id, "gesture")
    return gesture if gesture.state in OPEN_GESTURES else None


def _deliveries(work: Work, gesture_id: int) -> list[Task]:
    work.session.flush()
    query = select(Task).where(
        Task.gesture_id == gesture_id,
        Task.kind == TaskKind.DELIVERY,
        col(Task.state).in_(OPEN_TASKS),
        col(Task.deleted_at).is_(None),
    )
    return list(work.session.exec(query.order_by(col(Task.id))))


def _passed(work: Work, task: Task, action: str, summary: str) -> OwedLine:
    work.did(action, summary, task.guest_id)
    return view(work, task.id or 0)


def _did(work: Work, task: Task, action: str, verb: str) -> OwedLine:
    work.did(action, f"{verb}: {task.title}", task.guest_id)
    return view(work, task.id or 0)

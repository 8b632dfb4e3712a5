"""Starting a playbook: its steps become tasks of whoever starts it, for a problem, a guest or a missed promise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from delightdesk.desk.dossier import guest_of, visit_of
from delightdesk.desk.knowing import aloud
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import TaskKind, TaskState
from delightdesk.store.tables import Problem, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import OwedLine

_TASK = table_of(Task)
_OPEN = select(_TASK.c.title).where(
    _TASK.c.playbook == bindparam("playbook"), _TASK.c.state.in_(OPEN_TASKS), _TASK.c.deleted_at.is_(None)
)
_OPEN_OF_PROBLEM = _OPEN.where(_TASK.c.problem_id == bindparam("problem"))
_OPEN_OF_GUEST = _OPEN.where(_TASK.c.problem_id.is_(None), _TASK.c.guest_id.is_not_distinct_from(bindparam("guest")))


@dataclass(frozen=True, slots=True)
class _For:
    """What a plan is started for. about: the promise that was missed, for the titles of the tasks."""

    guest_id: int | None
    problem_id: int | None = None
    visit_id: int | None = None
    room: str = ""
    about: str = ""


def start(
    work: Work, key: str, *, problem_id: int | None = None, guest_id: int | None = None, task_id: int | None = None
) -> tuple[OwedLine, ...]:
    """Make one task of every step, due from now on; returns them in the order of the plan.

    ``task_id`` is a promise that was missed: it stays open until it is kept late. Raises `NotFound`, and `Invalid`
    when the plan is no longer offered, runs already, or what it is for is over.
    """
    from delightdesk.desk import playbooks, tasks

    plan = next((found for found in playbooks.books(work) if found.key == key), None)
    if plan is None:
        title = playbooks.book(work, key).title
        raise Invalid(f"The playbook {title} is not offered any more. Nothing was started. Please choose another.")
    for_ = _found(work, problem_id, guest_id, task_id)
    titles = [f"{step.title} ({for_.about})" if for_.about else step.title for step in plan.steps]
    if _is_under_way(work, key, for_, titles):
        raise Invalid(f"{plan.title} is under way here already. Nothing was started twice. Its tasks are still open.")
    name = aloud(guest_of(work, for_.guest_id)) if for_.guest_id is not None else ""
    made = [
        tasks.add(
            work, TaskKind.TO_DO, title, guest_id=for_.guest_id, visit_id=for_.visit_id, problem_id=for_.problem_id,
            room=for_.room, due=work.now + step.within, who=step.who, say=spoken(step.say, name), playbook=key,
        )
        for step, title in zip(plan.steps, titles, strict=True)
    ]  # fmt: skip
    if problem_id is not None:
        work.change(work.get(Problem, problem_id, "problem"), playbook=key)
    work.did("playbook.started", f"Started the playbook {plan.title}", for_.guest_id)
    return tuple(tasks.view(work, task) for task in made)


def spoken(say: str, name: str) -> str:
    """The words to say with the name in them, or so that nobody misses it."""
    if name:
        return clean(say.replace("{name}", name), 200)
    without = re.sub(r"\{name\}[,:]? |[,;]? ?\{name\}", "", say).strip()
    return without[:1].upper() + without[1:]


def _is_under_way(work: Work, key: str, for_: _For, titles: list[str]) -> bool:
    """Tasks of the same plan are open; with a promise only those of that promise count, because there may be two."""
    if for_.problem_id is not None:
        rows = work.rows(_OPEN_OF_PROBLEM, playbook=key, problem=for_.problem_id)
    else:
        rows = work.rows(_OPEN_OF_GUEST, playbook=key, guest=for_.guest_id)
    return any(not for_.about or title in titles for (title,) in rows)


def _found(work: Work, problem_id: int | None, guest_id: int | None, task_id: int | None) -> _For:
    if problem_id is not None:
        return _of_problem(work, problem_id)
    if task_id is not None:
        return _of_promise(work, task_id)
    if guest_id is not None:
        return _of_guest(work, guest_id)
    raise Invalid("A playbook is started for a problem, a guest or a promise. Nothing was started.")


def _of_problem(work: Work, problem_id: int) -> _For:
    problem = work.get(Problem, problem_id, "problem")
    if problem.state not in RUNNING_PROBLEMS:
        raise Invalid("That problem is over. Nothing was started. Please reopen it first.")
    return _For(problem.guest_id, problem_id, problem.visit_id, problem.room)


def _of_promise(work: Work, task_id: int) -> _For:
    promise = work.get(Task, task_id, "promise")
    if promise.kind is not TaskKind.PROMISE or promise.state not in OPEN_TASKS | {TaskState.MISSED}:
        raise Invalid("That is no promise that waits to be kept. Nothing was started.")
    place = _of_guest(work, promise.guest_id) if promise.guest_id is not None else _For(None)
    return _For(
        promise.guest_id,
        promise.problem_id,
        promise.visit_id or place.visit_id,
        promise.room or place.room,
        clean(promise.title, 100),
    )


def _of_guest(work: Work, guest_id: int) -> _For:
    guest_of(work, guest_id)
    visit = visit_of(work, guest_id)
    return _For(guest_id, visit_id=visit.id, room=visit.room) if visit is not None else _For(guest_id)

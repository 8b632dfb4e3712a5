"""What somebody has to see to because of a gesture: one task from its yes to its end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from delightdesk.desk import tasks
from delightdesk.domain.vocabulary import GestureState, TaskKind, TaskState
from delightdesk.store.tables import Gesture, Staff
from delightdesk.store.work import Work

_FOLLOWS: Mapping[GestureState, TaskState] = MappingProxyType(
    {
        GestureState.WAITING: TaskState.CANCELLED,
        GestureState.READY: TaskState.PREPARED,
        GestureState.DELIVERED: TaskState.DONE,
        GestureState.DECLINED: TaskState.RELEASED,
        GestureState.CANCELLED: TaskState.CANCELLED,
    }
)


def owe(work: Work, gesture: Gesture) -> None:
    """Put the delivery on the list of whoever planned it; of somebody who left meanwhile, whoever said yes has it."""
    planner = gesture.planned_by
    if planner != work.person.id and work.session.get_one(Staff, planner).deleted_at is not None:
        planner = work.person.id
    tasks.add(
        work, TaskKind.DELIVERY, gesture.title, guest_id=gesture.guest_id, visit_id=gesture.visit_id,
        due=gesture.due_at, owner_id=planner, problem_id=gesture.problem_id, gesture_id=gesture.id, who=gesture.doer,
    )  # fmt: skip


def follow(work: Work, gesture: Gesture, reason: str = "") -> None:
    """Let the open task follow the state of its gesture."""
    if gesture.state in _FOLLOWS:
        tasks.close_delivery(work, gesture.id or 0, _FOLLOWS[gesture.state], reason)

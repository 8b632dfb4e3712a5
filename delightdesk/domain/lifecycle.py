"""The lives of a gesture, a problem and a task: which state may follow which.

One table each, so that screens, command line and jobs cannot disagree, and so that random sequences of acts can be
tried against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import GestureState, ProblemState, TaskKind, TaskState, label

G, P, T = GestureState, ProblemState, TaskState
State = TypeVar("State", bound=StrEnum)

GESTURE_NEXT: Mapping[GestureState, frozenset[GestureState]] = {
    G.WAITING: frozenset({G.PLANNED, G.APPROVED, G.DECLINED, G.CANCELLED}),
    G.PLANNED: frozenset({G.WAITING, G.APPROVED, G.READY, G.DELIVERED, G.DECLINED, G.CANCELLED}),
    G.APPROVED: frozenset({G.WAITING, G.READY, G.DELIVERED, G.DECLINED, G.CANCELLED}),
    G.READY: frozenset({G.WAITING, G.DELIVERED, G.DECLINED, G.CANCELLED}),
    G.DELIVERED: frozenset(),
    G.DECLINED: frozenset(),
    G.CANCELLED: frozenset(),
}

PROBLEM_NEXT: Mapping[ProblemState, frozenset[ProblemState]] = {
    P.OPEN: frozenset({P.ACTING, P.EVEN, P.LOST}),
    P.ACTING: frozenset({P.EVEN, P.LOST}),
    P.EVEN: frozenset({P.BEYOND, P.LOST, P.REOPENED}),
    P.BEYOND: frozenset({P.REOPENED}),
    P.LOST: frozenset({P.REOPENED}),
    P.REOPENED: frozenset({P.ACTING, P.EVEN, P.LOST}),
}

_ENDS = frozenset({T.DONE, T.DONE_LATE, T.MISSED, T.RELEASED, T.CANCELLED})
TASK_NEXT: Mapping[TaskState, frozenset[TaskState]] = {
    T.OPEN: _ENDS | {T.PREPARED},
    T.PREPARED: _ENDS,
    **{state: frozenset() for state in _ENDS},
}

OPEN_GESTURES = frozenset({G.WAITING, G.PLANNED, G.APPROVED, G.READY})
"""Gestures that somebody still has to see to."""

OPEN_PROBLEMS = frozenset({P.OPEN, P.ACTING, P.REOPENED})
"""Problems the guest still has."""

RUNNING_PROBLEMS = OPEN_PROBLEMS | {P.EVEN}
"""Problems that are not over: merely fixed is not yet better than before."""

OPEN_TASKS = frozenset({T.OPEN, T.PREPARED})
"""Tasks that somebody still has to see to."""

_PROMISE_WORDS = {
    T.OPEN: "made",
    T.PREPARED: "prepared",
    T.DONE: "kept",
    T.DONE_LATE: "kept_late",
    T.MISSED: "missed",
    T.RELEASED: "released",
    T.CANCELLED: "cancelled",
}


def check_step(what: str, now: State, to: State, table: Mapping[State, frozenset[State]]) -> None:
    """Raise `Invalid` when ``to`` cannot follow ``now``; ``what`` names the thing in the sentence."""
    if to not in table[now]:
        raise Invalid(f"{what} is {label(now)} already, so it cannot become {label(to)}. Nothing was changed.")


def task_word(kind: TaskKind, state: TaskState) -> str:
    """The state as it is told: a promise is made and kept, everything else is open and done."""
    return _PROMISE_WORDS[state] if kind is TaskKind.PROMISE else state.value

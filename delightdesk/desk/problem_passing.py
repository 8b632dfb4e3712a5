"""Passing a problem on: it stays with its owner until somebody else says yes."""

from __future__ import annotations

from collections.abc import Callable

from delightdesk.desk import owning
from delightdesk.desk.owed_lines import ProblemView
from delightdesk.desk.permitted import allowed
from delightdesk.desk.problem_raising import manager_knows
from delightdesk.desk.problem_steps import told
from delightdesk.domain.permissions import Act
from delightdesk.domain.recovery import HARM
from delightdesk.store.tables import Problem
from delightdesk.store.work import Work


def offer(work: Work, problem_id: int, to_id: int, seen: int | None = None) -> ProblemView:
    """Ask somebody to take it over; until they accept, the owner stays."""
    problem = work.get(Problem, problem_id, "problem")
    return told(work, problem, "problem.offered", owning.offer(work, problem, to_id, seen))


def accept(work: Work, problem_id: int, seen: int | None = None) -> ProblemView:
    """Yes: it is theirs from now on."""
    return _taken(work, problem_id, "problem.accepted", owning.accept, seen)


def turn_down(work: Work, problem_id: int, seen: int | None = None) -> ProblemView:
    """No: it stays where it is."""
    problem = work.get(Problem, problem_id, "problem")
    return told(work, problem, "problem.turned_down", owning.turn_down(work, problem, seen))


def take(work: Work, problem_id: int, seen: int | None = None) -> ProblemView:
    """Take what nobody owns."""
    return _taken(work, problem_id, "problem.taken", owning.take, seen)


def withdraw(work: Work, problem_id: int, seen: int | None = None) -> ProblemView:
    """Take an offer back before it was answered."""
    problem = work.get(Problem, problem_id, "problem")
    return told(work, problem, "problem.withdrawn", owning.withdraw(work, problem, seen))


def _taken(
    work: Work, problem_id: int, action: str, taking: Callable[[Work, Problem, int | None], str], seen: int | None
) -> ProblemView:
    """Harm that a manager has taken over needs nobody to tell them any more."""
    problem = work.get(Problem, problem_id, "problem")
    said = taking(work, problem, seen)
    if problem.severity == HARM and allowed(work, Act.CLOSE_HARM):
        manager_knows(work, problem)
    return told(work, problem, action, said)

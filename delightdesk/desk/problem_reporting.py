"""Reporting a problem, and setting right what was guessed of it.

Whoever types it owns it, whoever's fault it was: the guest is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from delightdesk.desk import gestures
from delightdesk.desk.dossier import visit_of
from delightdesk.desk.owed_lines import ProblemView
from delightdesk.desk.permitted import require
from delightdesk.desk.problem_raising import call_manager, fix_the_cause, manager_knows, open_tasks
from delightdesk.desk.problem_reading import view
from delightdesk.desk.problem_steps import seen_problem, told
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.domain.problem_guess import cause_key, guess
from delightdesk.domain.problem_kinds import KINDS, SEVERITIES
from delightdesk.domain.recovery import HARM
from delightdesk.domain.rooms import bare_room
from delightdesk.domain.text import clean, kept_words
from delightdesk.domain.vocabulary import Fault, TaskKind, VisitStatus
from delightdesk.store.tables import Guest, Problem, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST_MONEY = 10**9

_STILL_WAITING = frozenset({"arrival.wait", "arrival.not_ready", "food.late", "clinic.wait"})
"""Kinds in which the guest stands and waits from the first second."""

_GUEST, _VISIT = table_of(Guest), table_of(Visit)
_IN_HOUSE = (
    select(_VISIT.c.guest_id, _VISIT.c.room)
    .join(_GUEST, _GUEST.c.id == _VISIT.c.guest_id)
    .where(
        _VISIT.c.status == VisitStatus.IN_HOUSE,
        _VISIT.c.room != "",
        _VISIT.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
)


def report(
    work: Work,
    text: str,
    *,
    guest_id: int | None = None,
    room: str = "",
    kind: str | None = None,
    severity: int | None = None,
    fault: Fault | None = None,
    spoiled: int | None = None,
) -> ProblemView:
    """A problem from a few words: "412 shower cold and no towels". What is not told is guessed from them.

    Without ``guest_id`` the guest is the one in house in that room, when exactly one is. ``spoiled``: the price of
    what was spoiled, minor units. Raises `Invalid` without words, `NotFound` for a guest who is not here.
    """
    said = kept_words(text)
    if not said:
        raise Invalid("Please say in a few words what is wrong. Nothing was saved yet.", "what")
    guessed = guess(said, work.house.sector)
    room = kept_words(room, 40) or guessed.room
    if guest_id is None:
        guest_id = _guest_in(work, room)
    else:
        work.get(Guest, guest_id, "guest")
    visit = visit_of(work, guest_id) if guest_id is not None else None
    kind = known_kind(kind or guessed.kind)
    severity = known_severity(guessed.severity if severity is None else severity)
    problem = Problem(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=visit.id if visit else None,
        room=room or (visit.room if visit else ""),
        what=guessed.what or said,
        kind=kind,
        severity=severity,
        cause=kept_words(guessed.cause, 120),
        cause_key=cause_key(guessed.cause)[:120],
        fault=fault or guessed.fault,
        owner_id=work.person.id,
        reported_by=work.person.id,
        reported_at=work.now,
        waiting=kind in _STILL_WAITING,
        spoiled=known_price(spoiled),
    )
    work.add(problem)
    call_manager(work, problem)
    fix_the_cause(work, problem)
    return told(work, problem, "problem.reported", f"Problem: {problem.what}")


def change(
    work: Work,
    problem_id: int,
    *,
    what: str | None = None,
    room: str | None = None,
    guest_id: int | None = None,
    kind: str | None = None,
    severity: int | None = None,
    cause: str | None = None,
    fault: Fault | None = None,
    spoiled: int | None = None,
    waiting: bool | None = None,
    seen: int | None = None,
) -> ProblemView:
    """Set right what was guessed, or told wrong. What is None stays as it is."""
    given = {
        "what": what, "room": room, "guest_id": guest_id, "kind": kind, "severity": severity, "cause": cause,
        "fault": fault, "spoiled": spoiled, "waiting": waiting,
    }  # fmt: skip
    values = {name: value for name, value in given.items() if value is not None}
    return set_right(work, problem_id, values, seen)


def set_right(work: Work, problem_id: int, given: dict[str, Any], seen: int | None) -> ProblemView:
    """Save checked values of a problem. Raises `Invalid` naming the field, `NotAllowed`, `Stale`."""
    problem = seen_problem(work, problem_id, seen)
    values = {name: _checked(name, value) for name, value in given.items()}
    if problem.severity == HARM > values.get("severity", HARM):
        require(work, Act.CLOSE_HARM)
    if "cause" in values:
        values["cause_key"] = cause_key(values["cause"])[:120]
    if values.get("guest_id", problem.guest_id) != problem.guest_id:
        values["visit_id"] = _visit_id(work, values["guest_id"])
    was_harm, old_cause, old_guest = problem.severity == HARM, problem.cause_key, problem.guest_id
    if not work.change(problem, **values):
        return view(work, problem_id)
    if problem.guest_id != old_guest:
        _take_along(work, problem)
    if problem.severity < HARM:
        manager_knows(work, problem)
    elif not was_harm:
        call_manager(work, problem)
        gestures.hold_for_harm(work, problem_id)
    if problem.cause_key != old_cause:
        fix_the_cause(work, problem)
    return told(work, problem, "problem.changed", f"Problem changed: {problem.what}")


def known_kind(kind: str) -> str:
    """A kind of problem that there is. Raises `Invalid`."""
    if kind not in KINDS:
        raise Invalid(f"“{clean(kind, 40)}” is no kind of problem. Nothing was saved. Please choose one.", "kind")
    return kind


def known_severity(severity: int) -> int:
    """A severity from 1, irritation, to 5, harm. Raises `Invalid`."""
    if severity not in SEVERITIES:
        raise Invalid("How bad it is goes from 1, an irritation, to 5, harm. Nothing was saved yet.", "severity")
    return severity


def known_price(spoiled: int | None) -> int | None:
    """The price of what was spoiled, minor units. Raises `Invalid`."""
    if spoiled is not None and not 0 <= spoiled <= MOST_MONEY:
        raise Invalid("A price must be between 0 and ten million. Nothing was saved.", "spoiled")
    return spoiled


def _checked(name: str, value: Any) -> Any:
    if name == "what":
        if not (value := kept_words(value)):
            raise Invalid("Please say in a few words what is wrong. Nothing was saved yet.", "what")
        return value
    checks: dict[str, Callable[[Any], Any]] = {
        "kind": known_kind,
        "severity": known_severity,
        "spoiled": known_price,
        "room": lambda room: kept_words(room, 40),
        "cause": lambda cause: kept_words(cause, 120),
    }
    return checks[name](value) if name in checks else value


def _visit_id(work: Work, guest_id: int | None) -> int | None:
    if guest_id is None:
        return None
    work.get(Guest, guest_id, "guest")
    visit = visit_of(work, guest_id)
    return visit.id if visit else None


def _take_along(work: Work, problem: Problem) -> None:
    """What is still to be done for a problem is owed to the guest it is about, but for what one was given already."""
    for task in open_tasks(work, problem):
        if task.kind is not TaskKind.DELIVERY:
            work.change(task, guest_id=problem.guest_id, visit_id=problem.visit_id)


def _guest_in(work: Work, room: str) -> int | None:
    """The one guest in house in a room; None when nobody is, or several are and one cannot be told."""
    if not room:
        return None
    wanted = bare_room(room)
    found = {guest_id for guest_id, theirs in work.rows(_IN_HOUSE) if bare_room(theirs) == wanted}
    return found.pop() if len(found) == 1 else None

"""What came later: a return, a referral, a review, a sale. Told beside what was given, never as its effect."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from delightdesk.desk.dossier import guest_of
from delightdesk.desk.gesture_checks import existing
from delightdesk.desk.owed_lines import OutcomeLine
from delightdesk.desk.wallet import money
from delightdesk.domain.clock import MONTHS
from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import show_money
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import OutcomeKind, label
from delightdesk.store.tables import Gesture, Outcome
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_OUTCOME = table_of(Outcome)
_ALL = (
    select(
        _OUTCOME.c.gesture_id, _OUTCOME.c.id, _OUTCOME.c.version, _OUTCOME.c.kind, _OUTCOME.c.on, _OUTCOME.c.amount,
        _OUTCOME.c.note,
    )
    .where(_OUTCOME.c.deleted_at.is_(None))
    .order_by(_OUTCOME.c.on, _OUTCOME.c.id)
)  # fmt: skip
_OF_GUEST = _ALL.where(_OUTCOME.c.guest_id == bindparam("guest"))
_BESIDE_GESTURES = _ALL.where(_OUTCOME.c.gesture_id.is_not(None), _OUTCOME.c.on >= bindparam("since"))
_OF_PROBLEM = _ALL.where(_OUTCOME.c.problem_id == bindparam("problem"))


def link(
    work: Work,
    guest_id: int,
    kind: OutcomeKind,
    *,
    amount: int | None = None,
    note: str = "",
    gesture_id: int | None = None,
    problem_id: int | None = None,
    on: date | None = None,
) -> OutcomeLine:
    """Put what came later beside a gesture and its problem, or just beside the guest. ``amount`` in minor units.

    ``on`` is the house's day it came, today unless told. Raises `Invalid` for an amount that makes no sense or a
    gesture of somebody else, `NotFound`.
    """
    guest_of(work, guest_id)
    if problem_id is not None:
        existing(work, problem_id)
    if gesture_id is not None:
        gesture = work.get(Gesture, gesture_id, "gesture")
        if gesture.guest_id != guest_id:
            raise Invalid("That gesture was for somebody else. Nothing was saved. Please choose one of this guest's.")
        problem_id = problem_id or gesture.problem_id
    outcome = work.add(
        Outcome(
            created_at=work.now,
            guest_id=guest_id,
            gesture_id=gesture_id,
            problem_id=problem_id,
            kind=kind,
            on=on or work.today,
            amount=None if amount is None else money(amount),
            note=kept_words(note, 200),
        )
    )
    line = _line(work, outcome.id or 0, outcome.version, kind, outcome.on, outcome.amount, outcome.note)
    work.did("outcome.linked", line.text, guest_id)
    return line


def of_guest(work: Work, guest_id: int) -> dict[int | None, tuple[OutcomeLine, ...]]:
    """What came later for a guest, by the gesture it stands beside; under None what stands beside none."""
    return _read(work, _OF_GUEST, guest=guest_id)


def beside_gestures(work: Work, since: date) -> dict[int | None, tuple[OutcomeLine, ...]]:
    """What came on this day or later, by the gesture it stands beside."""
    return _read(work, _BESIDE_GESTURES, since=since)


def of_problem(work: Work, problem_id: int) -> tuple[OutcomeLine, ...]:
    """What stands beside a problem, the earliest first."""
    return tuple(line for lines in _read(work, _OF_PROBLEM, problem=problem_id).values() for line in lines)


def _read(work: Work, statement: Select[Any], **values: int | date) -> dict[int | None, tuple[OutcomeLine, ...]]:
    found: dict[int | None, tuple[OutcomeLine, ...]] = {}
    for gesture_id, *told in work.rows(statement, **values):
        found[gesture_id] = (*found.get(gesture_id, ()), _line(work, *told))
    return found


def _line(
    work: Work, outcome_id: int, version: int, kind: OutcomeKind, on: date, amount: int | None, note: str
) -> OutcomeLine:
    """In words that claim nothing: "£85,000 sale later (15 Jul)"."""
    day = f"{on.day} {MONTHS[on.month - 1][:3]}" + (f" {on.year}" if on.year != work.today.year else "")
    worth = f"{show_money(amount, work.house.currency)} " if amount is not None else ""
    told = f": {note}" if note else ""
    return OutcomeLine(outcome_id, version, kind, f"{worth}{label(kind)} later ({day}){told}", amount)

"""A problem typed field by field."""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.desk.problem_reporting import set_right
from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import exponent, parse_money
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Fault
from delightdesk.store.tables import Problem
from delightdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class ProblemForm:
    """A problem as typed. ``severity``: "1" to "5"; ``spoiled``: the price of what was spoiled, "12.50", or empty."""

    id: int
    version: int
    guest_id: int | None
    what: str
    room: str
    kind: str
    severity: str
    cause: str
    fault: Fault
    spoiled: str
    waiting: bool


def problem_form(work: Work, problem_id: int) -> ProblemForm:
    """The values for editing. Raises `NotFound`."""
    row = work.get(Problem, problem_id, "problem")
    return ProblemForm(
        id=row.id or 0,
        version=row.version,
        guest_id=row.guest_id,
        what=row.what,
        room=row.room,
        kind=row.kind,
        severity=str(row.severity),
        cause=row.cause,
        fault=row.fault,
        spoiled=_typed_money(row.spoiled, work.house.currency),
        waiting=row.waiting,
    )


def save_problem(work: Work, typed: ProblemForm) -> int:
    """Save an edited problem; returns its id. Raises `Invalid` naming the field, `NotAllowed`, `Stale`."""
    severity = typed.severity.strip()
    if severity not in ("1", "2", "3", "4", "5"):
        raise Invalid(f"“{clean(severity, 12)}” is no number from 1 to 5. Nothing was saved yet.", "severity")
    given = {
        "guest_id": typed.guest_id,
        "what": typed.what,
        "room": typed.room,
        "kind": typed.kind,
        "severity": int(severity),
        "cause": typed.cause,
        "fault": typed.fault,
        "spoiled": _money(typed.spoiled, work.house.currency),
        "waiting": typed.waiting,
    }
    return set_right(work, typed.id, given, typed.version).line.id


def _money(typed: str, currency: str) -> int | None:
    if not typed.strip():
        return None
    try:
        return parse_money(typed, currency)
    except Invalid as error:
        raise Invalid(str(error), "spoiled") from None


def _typed_money(amount: int | None, currency: str) -> str:
    if amount is None:
        return ""
    digits = exponent(currency)
    return f"{amount / 10**digits:.{digits}f}"

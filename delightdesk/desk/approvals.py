"""Saying yes or no to what is above somebody's allowance, one key away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from delightdesk.desk import deliveries, wallet
from delightdesk.desk.gesture_views import GestureView, view
from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.owed_lines import ApprovalLine
from delightdesk.desk.permitted import allowed, require, who_may
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import GESTURE_NEXT, OPEN_GESTURES
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.recovery import HARM
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Approval, GestureState
from delightdesk.store.tables import Gesture, GestureLine, Guest, Problem, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_GESTURE, _LINE, _GUEST = table_of(Gesture), table_of(GestureLine), table_of(Guest)
_STAFF, _PROBLEM = table_of(Staff), table_of(Problem)
_COST = (
    select(func.coalesce(func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned)), 0))
    .where(_LINE.c.gesture_id == _GESTURE.c.id, _LINE.c.deleted_at.is_(None))
    .scalar_subquery()
)
_ENDED = (GestureState.CANCELLED, GestureState.DECLINED)
_WAITING = (
    select(
        _GESTURE.c.id, _GESTURE.c.version, _GESTURE.c.title, _COST, _GESTURE.c.why, _STAFF.c.name, _GESTURE.c.asked_of,
        _GESTURE.c.guest_id, _GUEST.c.display_name, _GESTURE.c.state, func.coalesce(_PROBLEM.c.severity, 0),
        marks_column(_GUEST),
    )
    .join(_GUEST, _GUEST.c.id == _GESTURE.c.guest_id)
    .join(_STAFF, _STAFF.c.id == _GESTURE.c.planned_by)
    .outerjoin(_PROBLEM, _PROBLEM.c.id == _GESTURE.c.problem_id)
    .where(
        _GESTURE.c.approval == Approval.WAITING,
        _GESTURE.c.state.not_in(_ENDED),
        _GESTURE.c.deleted_at.is_(None),
        _GUEST.c.deleted_at.is_(None),
    )
    .order_by(_GESTURE.c.due_at.is_(None), _GESTURE.c.due_at, _GESTURE.c.id)
)  # fmt: skip


def waiting(work: Work) -> tuple[ApprovalLine, ...]:
    """Every gesture that waits for a yes: those for the person at the desk first, a guest who waits before the rest."""
    rows = work.rows(_WAITING)
    acts = {True: Act.DECIDE_ON_HARM, False: Act.APPROVE}
    names = {harm: dict(who_may(work, act)) for harm, act in acts.items()} if rows else {}
    found = []
    for gesture_id, version, title, cost, why, asked_by, asked_of, guest_id, guest_name, state, severity, marks in rows:
        harm = severity >= HARM
        found.append(
            ApprovalLine(
                gesture_id=gesture_id,
                version=version,
                title=title,
                cost=int(cost),
                cost_text=show_money(int(cost), work.house.currency),
                why=why,
                asked_by=asked_by,
                asked_of=names[harm].get(asked_of) or next(iter(names[harm].values()), ""),
                guest_id=guest_id,
                guest_name=guest_name,
                guest_marks=marks,
                started=state is not GestureState.WAITING,
                is_mine=allowed(work, acts[harm]),
            )
        )
    return tuple(sorted(found, key=lambda line: (not line.is_mine, line.started)))


def approve(work: Work, gesture_id: int, seen: int | None = None) -> GestureView:
    """Say yes. Somebody has to see to it from now on; what was urgent and has begun goes on with it.

    Raises `NotAllowed`, `Stale`, and `Invalid` when nobody waits for a yes any more.
    """
    gesture = _waiting(work, gesture_id, seen)
    was_held = gesture.state is GestureState.WAITING
    to = GestureState.APPROVED
    work.change(gesture, state=to if to in GESTURE_NEXT[gesture.state] else gesture.state, **_decided(work, yes=True))
    if was_held:
        deliveries.owe(work, gesture)
    return _did(work, gesture, "gesture.approved", f"Yes to {gesture.title}")


def refuse(work: Work, gesture_id: int, reason: str, seen: int | None = None) -> GestureView:
    """Say no. What was not given yet is cancelled; what was given stays given, and the no stands beside it."""
    gesture = _waiting(work, gesture_id, seen)
    why = kept_words(reason, 200)
    values = _decided(work, yes=False) | {"closed_reason": why}
    if gesture.state in OPEN_GESTURES:
        values["state"] = GestureState.CANCELLED
    work.change(gesture, **values)
    if gesture.state is GestureState.CANCELLED:
        deliveries.follow(work, gesture, why)
    return _did(work, gesture, "gesture.refused", f"No to {gesture.title}" + (f": {why}" if why else ""))


def _waiting(work: Work, gesture_id: int, seen: int | None) -> Gesture:
    gesture = work.get(Gesture, gesture_id, "gesture")
    require(work, Act.DECIDE_ON_HARM if wallet.is_harm(work, gesture.problem_id) else Act.APPROVE)
    work.check_seen(gesture, seen)
    if gesture.approval is not Approval.WAITING or gesture.state in _ENDED:
        raise Invalid(f"{gesture.title} waits for nobody's yes any more. Nothing was changed.")
    return gesture


def _decided(work: Work, *, yes: bool) -> dict[str, Any]:
    return {
        "approval": Approval.APPROVED if yes else Approval.REFUSED,
        "decided_by": work.person.id,
        "decided_at": work.now,
    }


def _did(work: Work, gesture: Gesture, action: str, summary: str) -> GestureView:
    work.did(action, summary, gesture.guest_id)
    work.session.flush()
    return view(work, gesture.id or 0)

"""Giving: a gesture is planned, made ready, delivered, and how the guest took it is kept.

Planning stands in `gesture_planning` and reading in `gesture_views`; both are offered here by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from delightdesk.desk import choosing, deliveries, wallet
from delightdesk.desk.dossier import gather
from delightdesk.desk.gesture_planning import plan, plan_own
from delightdesk.desk.gesture_views import BasketLine, GestureView, comes_to, line_rows, view
from delightdesk.desk.permitted import require
from delightdesk.desk.wallet import MOST_LINES, MOST_MONEY
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import GESTURE_NEXT, OPEN_GESTURES, check_step
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Approval, GestureState, Reaction, label
from delightdesk.store.tables import Gesture, GestureLine, Guest
from delightdesk.store.work import Work

__all__ = [
    "MOST_LINES", "MOST_MONEY", "BasketLine", "GestureView", "begin_urgent", "cancel", "choosing", "decline", "deliver",
    "gather", "hold_for_harm", "mark_ready", "none_today", "plan", "plan_own", "react", "set_lines", "view",
]  # fmt: skip

S = GestureState


def mark_ready(work: Work, gesture_id: int, seen: int | None = None) -> GestureView:
    """The gesture stands ready to be given."""
    return _move(work, gesture_id, seen, S.READY, "gesture.ready", "Ready")


def deliver(
    work: Work, gesture_id: int, reaction: Reaction | None = None, words: str = "", seen: int | None = None
) -> GestureView:
    """The guest has it. The reaction, one of five, may stay open; the guest's own words are optional."""
    return _move(
        work, gesture_id, seen, S.DELIVERED, "gesture.delivered", "Delivered",
        delivered_at=work.now, delivered_by=work.person.id, reaction=reaction, guest_words=kept_words(words, 500),
    )  # fmt: skip


def react(
    work: Work, gesture_id: int, reaction: Reaction | None, words: str = "", seen: int | None = None
) -> GestureView:
    """How the guest took a gesture that was delivered before. No reaction, or no words, leaves those known."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    work.check_seen(gesture, seen)
    if gesture.state is not S.DELIVERED:
        raise Invalid("A reaction belongs to a gesture that was delivered. Nothing was saved.")
    taken, said = reaction or gesture.reaction, kept_words(words, 500) or gesture.guest_words
    if not work.change(gesture, reaction=taken, guest_words=said):
        return view(work, gesture_id)
    return _done(
        work, gesture, "gesture.reaction", f"{gesture.title}: {label(reaction) if reaction else 'their words'}"
    )


def decline(work: Work, gesture_id: int, reason: str = "", seen: int | None = None) -> GestureView:
    """The guest did not want it; it is not offered again for a year."""
    return _end(work, gesture_id, seen, S.DECLINED, "gesture.declined", "Declined", reason)


def cancel(work: Work, gesture_id: int, reason: str = "", seen: int | None = None) -> GestureView:
    """The house took it back before it was given."""
    return _end(work, gesture_id, seen, S.CANCELLED, "gesture.cancelled", "Cancelled", reason)


def begin_urgent(work: Work, gesture_id: int, seen: int | None = None) -> GestureView:
    """It cannot wait for the yes: it goes ahead, and the yes is still asked for. Never where somebody was harmed."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    work.check_seen(gesture, seen)
    if gesture.state is not S.WAITING:
        raise Invalid(f"{gesture.title} is {label(gesture.state)} already. Nothing was changed.")
    if wallet.is_harm(work, gesture.problem_id):
        require(work, Act.DECIDE_ON_HARM)
        yes = Approval.APPROVED
        work.change(
            gesture, state=S.APPROVED, urgent=True, approval=yes, decided_by=work.person.id, decided_at=work.now
        )
    else:
        work.change(gesture, state=S.PLANNED, urgent=True)
    deliveries.owe(work, gesture)
    return _done(work, gesture, "gesture.urgent", f"Begun before the yes: {gesture.title}")


def hold_for_harm(work: Work, problem_id: int) -> None:
    """A problem turned out as harm: what is on its way for it waits for whoever decides.

    The caller says what it `did`.
    """
    query = select(Gesture).where(Gesture.problem_id == problem_id, col(Gesture.deleted_at).is_(None))
    for gesture in work.session.exec(query.order_by(col(Gesture.id))):
        if gesture.state in OPEN_GESTURES - {S.WAITING} and gesture.approval is not Approval.APPROVED:
            _settle(work, gesture, comes_to(line_rows(work, gesture.id or 0)))


def set_lines(
    work: Work, gesture_id: int, lines: Sequence[tuple[str, int, int | None]], seen: int | None = None
) -> GestureView:
    """Replace the basket: each line is (what, planned, actual). Lines keep their place by order.

    A gesture still on its way that comes to more than before is settled with the wallet anew, by the allowance of
    whoever made it dearer; what was delivered is only recorded.
    """
    gesture = work.get(Gesture, gesture_id, "gesture")
    basket = wallet.basket_of([(what, planned) for what, planned, _ in lines])
    actuals = [None if actual is None else wallet.money(actual) for _, _, actual in lines]
    work.check_seen(gesture, seen)
    rows = line_rows(work, gesture_id)
    before, held = comes_to(rows), [(row.what, row.planned) for row in rows]
    for row, (what, planned), actual in zip(rows, basket, actuals, strict=False):
        work.change(row, what=what, planned=planned, actual=actual)
    for (what, planned), actual in list(zip(basket, actuals, strict=True))[len(rows) :]:
        work.add(GestureLine(created_at=work.now, gesture_id=gesture_id, what=what, planned=planned, actual=actual))
    for row in rows[len(basket) :]:
        work.remove(row)
    if work.changes:
        work.session.flush()
        cost = comes_to(line_rows(work, gesture_id))
        if not _settled_anew(work, gesture, cost, is_dearer=cost > before, is_other=basket != held):
            work.touch(gesture)
        work.did("gesture.basket", f"Basket of {gesture.title}", gesture.guest_id)
    work.session.flush()
    return view(work, gesture_id)


def none_today(work: Work, guest_id: int) -> str:
    """Record that nothing is given today: an answer, not a gap."""
    guest = work.get(Guest, guest_id, "guest")
    work.did("gesture.none_today", "None today", guest.id)
    return "None today, noted"


def _settled_anew(work: Work, gesture: Gesture, cost: int, *, is_dearer: bool, is_other: bool) -> bool:
    """Ask the wallet again about a basket that changed; True when that changed the gesture.

    What waits already goes on waiting. Where somebody was harmed every other basket is decided on, dearer or not.
    """
    if gesture.state not in OPEN_GESTURES - {S.WAITING}:
        return False
    if not is_dearer and not (is_other and wallet.is_harm(work, gesture.problem_id)):
        return False
    return _settle(work, gesture, cost)


def _settle(work: Work, gesture: Gesture, cost: int) -> bool:
    """What the wallet says of it now; True when that changed the gesture."""
    settled = wallet.settle(work, gesture, cost)
    if settled.approval is None:
        return False
    to = settled.state if settled.state in GESTURE_NEXT[gesture.state] else gesture.state
    is_changed = work.change(gesture, **(settled._asdict() | {"state": to}))
    if to is S.WAITING:
        deliveries.follow(work, gesture)
    return is_changed


def _move(
    work: Work, gesture_id: int, seen: int | None, to: GestureState, action: str, verb: str, **values: Any
) -> GestureView:
    gesture = work.get(Gesture, gesture_id, "gesture")
    work.check_seen(gesture, seen)
    if to in (S.READY, S.DELIVERED):
        _check_goes_ahead(work, gesture)
    check_step(gesture.title, gesture.state, to, GESTURE_NEXT)
    work.change(gesture, state=to, **values)
    deliveries.follow(work, gesture, values.get("closed_reason", ""))
    return _done(work, gesture, action, f"{verb}: {gesture.title}")


def _check_goes_ahead(work: Work, gesture: Gesture) -> None:
    """Refuse what lacks the yes it takes."""
    if gesture.state is S.WAITING:
        who = wallet.waits_for(wallet.asked_name(work, gesture.problem_id, gesture.asked_of))
        raise Invalid(f"{gesture.title} {who}. Nothing was changed.")


def _end(
    work: Work, gesture_id: int, seen: int | None, to: GestureState, action: str, verb: str, reason: str
) -> GestureView:
    """Nobody has to say yes any more to what is not given."""
    values: dict[str, Any] = {"closed_reason": kept_words(reason, 200)}
    if work.get(Gesture, gesture_id, "gesture").approval is Approval.WAITING:
        values |= {"approval": None, "asked_of": None}
    return _move(work, gesture_id, seen, to, action, verb, **values)


def _done(work: Work, gesture: Gesture, action: str, summary: str) -> GestureView:
    work.did(action, summary, gesture.guest_id)
    work.session.flush()
    return view(work, gesture.id or 0)

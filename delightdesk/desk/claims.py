"""What others should pay back: the guest is ours whoever's fault it was, so the house pays first and claims later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from delightdesk.desk.gesture_views import GestureView, view
from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.permitted import allowed, require
from delightdesk.domain.clock import house_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Claim, GestureState, Payer, label
from delightdesk.store.tables import Gesture, GestureLine, Guest, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_GESTURE, _LINE, _GUEST, _STAFF = table_of(Gesture), table_of(GestureLine), table_of(Guest), table_of(Staff)
_NOT_GIVEN = (GestureState.DECLINED, GestureState.CANCELLED)
_AMOUNT = func.sum(func.coalesce(_LINE.c.actual, _LINE.c.planned))
_CLAIMS = (
    select(
        _GESTURE.c.id, _GESTURE.c.version, _GESTURE.c.guest_id, _GUEST.c.display_name, _GESTURE.c.title,
        func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at), _AMOUNT, _GESTURE.c.payer,
        _GESTURE.c.claim_from, _GESTURE.c.claim, _STAFF.c.id, _STAFF.c.name, marks_column(_GUEST),
    )
    .join(_LINE, _LINE.c.gesture_id == _GESTURE.c.id)
    .join(_GUEST, _GUEST.c.id == _GESTURE.c.guest_id)
    .join(_STAFF, _STAFF.c.id == _GESTURE.c.planned_by)
    .where(
        _GESTURE.c.claim.is_not(None),
        _GESTURE.c.state != GestureState.WAITING,
        or_(_GESTURE.c.state.not_in(_NOT_GIVEN), _LINE.c.actual > 0),
        _GESTURE.c.deleted_at.is_(None),
        _LINE.c.deleted_at.is_(None),
    )
    .group_by(_GESTURE.c.id, _GUEST.c.id, _STAFF.c.id)
    .having(_AMOUNT > 0)
)  # fmt: skip
_ORDER = (Claim.TO_CLAIM, Claim.CLAIMED, Claim.REFUSED, Claim.PAID_BACK)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What somebody should pay back for one gesture. ``amount`` in minor units, as far as known.

    claim_from: who exactly ("Bay Laundry"), empty while nobody said. on: the house's day it was delivered or planned.
    """

    gesture_id: int
    version: int
    guest_id: int
    guest_name: str
    title: str
    on: date
    amount: int
    amount_text: str
    payer: Payer
    claim_from: str
    claim: Claim
    person: str
    guest_marks: str = ""


def listing(work: Work) -> tuple[ClaimLine, ...]:
    """Everything claimed or to claim, what still has to be claimed first, the oldest of each before the rest.

    Whoever may not read the whole cost book sees what they gave themselves.
    """
    return _read(work, None if allowed(work, Act.READ_ALL_COSTS) else work.person.id)


def within(work: Work, first: date, last: date, person_id: int | None) -> tuple[ClaimLine, ...]:
    """Those of gestures of these house days, of one person when asked."""
    return tuple(line for line in _read(work, person_id) if first <= line.on <= last)


def mark(work: Work, gesture_id: int, payer: Payer, claim_from: str = "", seen: int | None = None) -> GestureView:
    """Say who really pays. Anybody else than the house stands among the claims from now on.

    Once it was claimed only those who settle claims may say otherwise. Raises `NotAllowed`, `Stale`.
    """
    gesture = work.get(Gesture, gesture_id, "gesture")
    if gesture.claim not in (None, Claim.TO_CLAIM):
        require(work, Act.SETTLE_CLAIMS)
    by_house = payer is Payer.HOUSE
    claim = None if by_house else (gesture.claim if gesture.payer is payer and gesture.claim else Claim.TO_CLAIM)
    name = "" if by_house else kept_words(claim_from, 80) or (gesture.claim_from if gesture.payer is payer else "")
    if work.change(gesture, seen=seen, payer=payer, claim=claim, claim_from=name):
        pays = name or ("the house" if by_house else label(payer))
        work.did("gesture.payer", f"{gesture.title}: {pays} pays", gesture.guest_id)
        work.session.flush()
    return view(work, gesture_id)


def settle(work: Work, gesture_id: int, claim: Claim, seen: int | None = None) -> GestureView:
    """Say where getting the money back stands. Raises `NotAllowed`, `Stale`, `Invalid` when the house pays itself."""
    require(work, Act.SETTLE_CLAIMS)
    gesture = work.get(Gesture, gesture_id, "gesture")
    work.check_seen(gesture, seen)
    if gesture.claim is None:
        raise Invalid(f"The house pays for {gesture.title} itself, so there is nothing to claim. Nothing was changed.")
    if work.change(gesture, claim=claim):
        work.did("gesture.claim", f"{gesture.title}: {label(claim)}", gesture.guest_id)
        work.session.flush()
    return view(work, gesture_id)


def _read(work: Work, person_id: int | None) -> tuple[ClaimLine, ...]:
    found = []
    for gesture_id, version, guest_id, guest, title, at, amount, payer, source, claim, who, name, marks in work.rows(
        _CLAIMS
    ):
        if person_id in (None, who):
            on, text = house_day(at, work.house.day_starts, work.zone), show_money(int(amount), work.house.currency)
            found.append(
                ClaimLine(
                    gesture_id,
                    version,
                    guest_id,
                    guest,
                    title,
                    on,
                    int(amount),
                    text,
                    payer,
                    source,
                    claim,
                    name,
                    marks,
                )
            )
    return tuple(sorted(found, key=lambda line: (_ORDER.index(line.claim), line.on, line.gesture_id)))

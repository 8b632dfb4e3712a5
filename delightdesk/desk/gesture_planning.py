"""Planning a gesture: what was suggested, or made up on the spot, is saved as the wallet decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from delightdesk.desk import deliveries, gesture_checks, wallet
from delightdesk.desk.dossier import gather, guest_of, visit_of
from delightdesk.desk.gesture_views import GestureView, view_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Approval, Claim, GestureState, Payer, Purpose
from delightdesk.store.tables import Gesture, GestureLine
from delightdesk.store.work import Work

S = GestureState


def plan(
    work: Work,
    guest_id: int,
    idea: str,
    *,
    form: int = 0,
    lines: Sequence[tuple[str, int]] | None = None,
    due: datetime | None = None,
    place: str | None = None,
    private: bool | None = None,
    doer: str | None = None,
    problem_id: int | None = None,
    urgent: bool = False,
    payer: Payer = Payer.HOUSE,
    claim_from: str = "",
) -> GestureView:
    """Log a suggested gesture. Whatever is not given is taken from the suggestion; the problem is the one at hand.

    The filter runs again inside this transaction: what another window learned a second ago still stops it.
    Above the allowance it waits for a yes, or begins at once when it is ``urgent`` (see `wallet.settle`).
    Raises `Invalid` with the cause when the gesture is ruled out by now.
    """
    dossier = gather(work, guest_id)
    found = gesture_checks.offered(work, dossier, idea)
    chosen = gesture_checks.form_of(found, idea, form)
    source = gesture_checks.idea_of(work, chosen.idea)
    basket = wallet.basket_of(lines if lines is not None else chosen.lines)
    gesture_checks.check_left_out(source, chosen, found, basket)
    problem_id = gesture_checks.problem_for(work, dossier, source.purposes, problem_id)
    gesture = Gesture(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=dossier.visit.id if dossier.visit else None,
        problem_id=problem_id,
        idea_key=chosen.idea,
        family=source.family,
        title=chosen.title,
        purpose=Purpose.PROBLEM if problem_id else gesture_checks.purpose_of(source, dossier),
        why=kept_words("; ".join(found.why), 300),
        due_at=due or found.ready_by,
        place=kept_words(place if place is not None else found.place, 80),
        doer=kept_words(doer if doer is not None else found.who, 80),
        private=not found.public if private is None else private,
        planned_by=work.person.id,
        urgent=urgent,
        payer=payer,
        claim_from=kept_words(claim_from, 80),
    )
    return log(work, gesture, basket, dossier.guest.display_name)


def plan_own(
    work: Work,
    guest_id: int,
    title: str,
    lines: Sequence[tuple[str, int]],
    *,
    due: datetime | None = None,
    place: str = "",
    doer: str = "",
    private: bool = True,
    purpose: Purpose = Purpose.KINDNESS,
    problem_id: int | None = None,
    urgent: bool = False,
    payer: Payer = Payer.HOUSE,
    claim_from: str = "",
) -> GestureView:
    """Log a gesture made up on the spot, for the problem the guest still has, if any.

    Only the allowance is checked, as with `plan`: the person knows what is in the basket.
    """
    guest, visit = guest_of(work, guest_id), visit_of(work, guest_id)
    title = kept_words(title, 120)
    if not title:
        raise Invalid("The gesture needs a name. Nothing was logged.", "title")
    basket = wallet.basket_of(lines)
    problem_id = gesture_checks.problem_for_own(work, guest_id, problem_id)
    gesture = Gesture(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=visit.id if visit else None,
        problem_id=problem_id,
        family=f"own:{title.casefold()}"[:40],
        title=title,
        purpose=Purpose.PROBLEM if problem_id else purpose,
        due_at=due,
        place=kept_words(place, 80),
        doer=kept_words(doer, 80) or work.person.name,
        private=private,
        planned_by=work.person.id,
        urgent=urgent,
        payer=payer,
        claim_from=kept_words(claim_from, 80),
    )
    return log(work, gesture, basket, guest.display_name)


def log(work: Work, gesture: Gesture, basket: wallet.Basket, guest_name: str, *, is_given: bool = False) -> GestureView:
    """Save a new gesture as the wallet decides, with its basket and what somebody has to see to.

    ``is_given``: the guest has it already, unless it has to wait.
    """
    for name, value in wallet.settle(work, gesture, sum(cost for _, cost in basket))._asdict().items():
        setattr(gesture, name, value)
    gesture.claim = None if gesture.payer is Payer.HOUSE else Claim.TO_CLAIM
    is_given = is_given and gesture.state is not S.WAITING
    if is_given:
        gesture.state, gesture.delivered_at, gesture.delivered_by = S.DELIVERED, work.now, work.person.id
    work.add(gesture)
    rows = [
        work.add(GestureLine(created_at=work.now, gesture_id=gesture.id or 0, what=what, planned=planned))
        for what, planned in basket
    ]
    if gesture.state in OPEN_GESTURES - {S.WAITING}:
        deliveries.owe(work, gesture)
    shown = view_of(work, gesture, guest_name, rows)
    waits = f", {wallet.waits_for(shown.asked_of)}" if gesture.approval is Approval.WAITING else ""
    work.did("gesture.bent" if gesture.bent else "gesture.planned", gesture.title + waits, gesture.guest_id)
    return shown

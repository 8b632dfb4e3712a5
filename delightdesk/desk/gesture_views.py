"""One gesture as it is shown, with its basket and where the yes to it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from delightdesk.desk import choosing, wallet
from delightdesk.domain.money import show_money
from delightdesk.domain.vocabulary import Approval, Claim, GestureState, Payer, Reaction
from delightdesk.store.tables import Gesture, GestureLine, Guest
from delightdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One item. Money in minor units; ``actual`` is None until known."""

    id: int
    what: str
    planned: int
    actual: int | None


@dataclass(frozen=True, slots=True)
class GestureView:
    """One gesture with its basket.

    asked_of: the name of whoever can say the yes it waits for, empty when it waits for none or nobody is there to ask.
    claim, claim_from: where getting the money back stands, and from whom. bent: why a rule was bent.
    """

    id: int
    version: int
    guest_id: int
    guest_name: str
    title: str
    state: GestureState
    lines: tuple[BasketLine, ...]
    planned: int
    actual: int | None
    cost_text: str
    due: datetime | None
    due_text: str
    place: str
    doer: str
    private: bool
    reaction: Reaction | None
    words: str
    why: str
    currency: str
    problem_id: int | None = None
    approval: Approval | None = None
    asked_of: str = ""
    urgent: bool = False
    payer: Payer = Payer.HOUSE
    claim: Claim | None = None
    claim_from: str = ""
    bent: str = ""


def view(work: Work, gesture_id: int) -> GestureView:
    """One gesture. Raises `NotFound`."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    guest = work.get(Guest, gesture.guest_id, "guest")
    return view_of(work, gesture, guest.display_name, line_rows(work, gesture_id))


def view_of(work: Work, gesture: Gesture, guest_name: str, rows: Sequence[GestureLine]) -> GestureView:
    """The gesture of these rows."""
    lines = tuple(BasketLine(row.id or 0, row.what, row.planned, row.actual) for row in rows)
    planned = sum(line.planned for line in lines)
    is_known = any(line.actual is not None for line in lines)
    cost = comes_to(rows)
    waits = gesture.approval is Approval.WAITING
    return GestureView(
        id=gesture.id or 0,
        version=gesture.version,
        guest_id=gesture.guest_id,
        guest_name=guest_name,
        title=gesture.title,
        state=gesture.state,
        lines=lines,
        planned=planned,
        actual=cost if is_known else None,
        cost_text=show_money(cost, work.house.currency),
        due=gesture.due_at,
        due_text=choosing.when_words(work, gesture.due_at),
        place=gesture.place,
        doer=gesture.doer,
        private=gesture.private,
        reaction=gesture.reaction,
        words=gesture.guest_words,
        why=gesture.why,
        currency=work.house.currency,
        problem_id=gesture.problem_id,
        approval=gesture.approval,
        asked_of=wallet.asked_name(work, gesture.problem_id, gesture.asked_of) if waits else "",
        urgent=gesture.urgent,
        payer=gesture.payer,
        claim=gesture.claim,
        claim_from=gesture.claim_from,
        bent=gesture.bent,
    )


def line_rows(work: Work, gesture_id: int) -> list[GestureLine]:
    """What is in the basket, in its order."""
    query = select(GestureLine).where(GestureLine.gesture_id == gesture_id, col(GestureLine.deleted_at).is_(None))
    return list(work.session.exec(query.order_by(col(GestureLine.id))))


def comes_to(rows: Sequence[GestureLine]) -> int:
    """What a basket costs as far as is known: the actual cost of each item, else the planned one."""
    return sum(row.planned if row.actual is None else row.actual for row in rows)

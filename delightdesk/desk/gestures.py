"""Giving: a gesture is planned, made ready, delivered, and how the guest took it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from delightdesk.desk import catalogue, choosing
from delightdesk.desk.dossier import Dossier, gather, guest_of, spent_in, visit_of
from delightdesk.desk.knowing import approver
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Form, Suggestion
from delightdesk.domain.money import show_money
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import GestureState, Purpose, Reaction, Role, label
from delightdesk.store.tables import Gesture, GestureLine, Guest
from delightdesk.store.work import Work

S = GestureState
_NEXT: dict[GestureState, frozenset[GestureState]] = {
    S.PLANNED: frozenset({S.APPROVED, S.READY, S.DELIVERED, S.DECLINED, S.CANCELLED}),
    S.APPROVED: frozenset({S.READY, S.DELIVERED, S.DECLINED, S.CANCELLED}),
    S.READY: frozenset({S.DELIVERED, S.DECLINED, S.CANCELLED}),
    S.DELIVERED: frozenset(),
    S.DECLINED: frozenset(),
    S.CANCELLED: frozenset(),
}
MOST_LINES = 12
MOST_MONEY = 10**9


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One item. Money in minor units; ``actual`` is None until known."""

    id: int
    what: str
    planned: int
    actual: int | None


@dataclass(frozen=True, slots=True)
class GestureView:
    """One gesture with its basket."""

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
) -> GestureView:
    """Log a suggested gesture. Whatever is not given is taken from the suggestion.

    The filter runs again inside this transaction: what another window learned a second ago still stops it.
    Raises `Invalid` with the cause when the gesture is ruled out by now.
    """
    dossier = gather(work, guest_id)
    found = _offered(work, dossier, idea)
    if not 0 <= form < len(found.forms):
        raise Invalid("That form of the gesture is not offered. Nothing was logged. Please choose again.", "form")
    chosen = found.forms[form]
    if idea != found.idea:
        chosen = next(each for each in found.forms if each.idea == idea)
    source = _idea(work, chosen.idea)
    basket = _basket(lines if lines is not None else chosen.lines)
    _check_left_out(source, chosen, found, basket)
    gesture = Gesture(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=dossier.visit.id if dossier.visit else None,
        idea_key=chosen.idea,
        family=source.family,
        title=chosen.title,
        state=_state_for(work, dossier.spent, chosen.title, basket),
        purpose=_purpose(source, dossier),
        why=clean("; ".join(found.why), 300),
        due_at=due or found.ready_by,
        place=clean(place if place is not None else found.place, 80),
        doer=clean(doer if doer is not None else found.who, 80),
        private=not found.public if private is None else private,
        planned_by=work.person.id,
    )
    return _log(work, gesture, basket, dossier.guest.display_name)


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
) -> GestureView:
    """Log a gesture made up on the spot. Only the allowance is checked: the person knows what is in the basket."""
    guest, visit = guest_of(work, guest_id), visit_of(work, guest_id)
    title = clean(title, 120)
    if not title:
        raise Invalid("The gesture needs a name. Nothing was logged.", "title")
    basket = _basket(lines)
    gesture = Gesture(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=visit.id if visit else None,
        family=f"own:{title.casefold()}"[:40],
        title=title,
        state=_state_for(work, spent_in(work, visit), title, basket),
        purpose=purpose,
        due_at=due,
        place=clean(place, 80),
        doer=clean(doer, 80) or work.person.name,
        private=private,
        planned_by=work.person.id,
    )
    return _log(work, gesture, basket, guest.display_name)


def mark_ready(work: Work, gesture_id: int) -> GestureView:
    """The gesture stands ready to be given."""
    return _move(work, gesture_id, S.READY, "gesture.ready", "Ready")


def deliver(work: Work, gesture_id: int, reaction: Reaction | None = None, words: str = "") -> GestureView:
    """The guest has it. The reaction, one of five, may stay open; the guest's own words are optional."""
    return _move(
        work, gesture_id, S.DELIVERED, "gesture.delivered", "Delivered",
        delivered_at=work.now, delivered_by=work.person.id, reaction=reaction, guest_words=clean(words, 500),
    )  # fmt: skip


def react(work: Work, gesture_id: int, reaction: Reaction | None, words: str = "") -> GestureView:
    """How the guest took a gesture that was delivered before. No reaction, or no words, leaves those known."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    if gesture.state is not S.DELIVERED:
        raise Invalid("A reaction belongs to a gesture that was delivered. Nothing was saved.")
    taken, said = reaction or gesture.reaction, clean(words, 500) or gesture.guest_words
    if not work.change(gesture, reaction=taken, guest_words=said):
        return view(work, gesture_id)
    return _done(
        work, gesture, "gesture.reaction", f"{gesture.title}: {label(reaction) if reaction else 'their words'}"
    )


def decline(work: Work, gesture_id: int, reason: str = "") -> GestureView:
    """The guest did not want it; it is not offered again for a year."""
    return _move(work, gesture_id, S.DECLINED, "gesture.declined", "Declined", closed_reason=clean(reason, 200))


def cancel(work: Work, gesture_id: int, reason: str = "") -> GestureView:
    """The house took it back before it was given."""
    return _move(work, gesture_id, S.CANCELLED, "gesture.cancelled", "Cancelled", closed_reason=clean(reason, 200))


def set_lines(
    work: Work, gesture_id: int, lines: Sequence[tuple[str, int, int | None]], seen: int | None = None
) -> GestureView:
    """Replace the basket: each line is (what, planned, actual). Lines keep their place by order."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    basket = _basket([(what, planned) for what, planned, _ in lines])
    actuals = [None if actual is None else _money(actual) for _, _, actual in lines]
    work.check_seen(gesture, seen)
    rows = _line_rows(work, gesture_id)
    for row, (what, planned), actual in zip(rows, basket, actuals, strict=False):
        work.change(row, what=what, planned=planned, actual=actual)
    for (what, planned), actual in list(zip(basket, actuals, strict=True))[len(rows) :]:
        work.add(GestureLine(created_at=work.now, gesture_id=gesture_id, what=what, planned=planned, actual=actual))
    for row in rows[len(basket) :]:
        work.remove(row)
    if work.changes:
        work.touch(gesture)
        work.did("gesture.basket", f"Basket of {gesture.title}", gesture.guest_id)
    work.session.flush()
    return view(work, gesture_id)


def none_today(work: Work, guest_id: int) -> str:
    """Record that nothing is given today: an answer, not a gap."""
    guest = work.get(Guest, guest_id, "guest")
    work.did("gesture.none_today", "None today", guest.id)
    return "None today, noted"


def view(work: Work, gesture_id: int) -> GestureView:
    """One gesture. Raises `NotFound`."""
    gesture = work.get(Gesture, gesture_id, "gesture")
    guest = work.get(Guest, gesture.guest_id, "guest")
    return _view(work, gesture, guest.display_name, _line_rows(work, gesture_id))


def _view(work: Work, gesture: Gesture, guest_name: str, rows: Sequence[GestureLine]) -> GestureView:
    lines = tuple(BasketLine(row.id or 0, row.what, row.planned, row.actual) for row in rows)
    planned = sum(line.planned for line in lines)
    actual = None
    if any(line.actual is not None for line in lines):
        actual = sum(line.planned if line.actual is None else line.actual for line in lines)
    return GestureView(
        id=gesture.id or 0,
        version=gesture.version,
        guest_id=gesture.guest_id,
        guest_name=guest_name,
        title=gesture.title,
        state=gesture.state,
        lines=lines,
        planned=planned,
        actual=actual,
        cost_text=show_money(planned if actual is None else actual, work.house.currency),
        due=gesture.due_at,
        due_text=choosing.when_words(work, gesture.due_at),
        place=gesture.place,
        doer=gesture.doer,
        private=gesture.private,
        reaction=gesture.reaction,
        words=gesture.guest_words,
        why=gesture.why,
        currency=work.house.currency,
    )


def _offered(work: Work, dossier: Dossier, idea: str) -> Suggestion:
    """The suggestion of that idea as it stands now."""
    advice = choosing.advise_on(work, dossier, idea)
    for found in advice.suggestions:
        if found.idea == idea or any(form.idea == idea for form in found.forms):
            return found
    for out in advice.ruled_out:
        if out.idea == idea:
            swap = f" {out.swap_title} would be safe." if out.swap_title else ""
            raise Invalid(f"{out.title} is ruled out: {'; '.join(out.because)}. Nothing was logged.{swap}", "idea")
    raise NotFound("That gesture does not fit this guest just now. Nothing was logged. Please choose from the list.")


def _idea(work: Work, key: str) -> Idea:
    return next(idea for idea in catalogue.ideas(work) if idea.key == key)


def _check_left_out(source: Idea, chosen: Form, found: Suggestion, basket: list[tuple[str, int]]) -> None:
    """Refuse a basket composed before somebody told what had to be left out of it."""
    safe = {what for what, _ in chosen.lines}
    unsafe = {part.what for part in source.parts} - safe
    for what, _ in basket:
        if what in unsafe:
            why = next((text for text in found.left_out if text.startswith(f"{what} left out")), f"{what} left out")
            raise Invalid(f"{why}. Nothing was logged. Please open the card again and choose anew.", "lines")


def _state_for(work: Work, spent: int, title: str, basket: list[tuple[str, int]]) -> GestureState:
    """Planned within the allowance; above it approved, by whoever may say yes and is at the desk."""
    cost = sum(planned for _, planned in basket)
    left = work.house.delight_allowance - spent
    if cost == 0 or cost <= left:
        return S.PLANNED
    if work.person.role in (Role.MANAGER, Role.LEAD):
        return S.APPROVED
    raise NotAllowed(
        f"{title} is above what is left of your allowance ({show_money(max(0, left), work.house.currency)}). "
        f"Nothing was logged. {approver(work) or 'Nobody at the desk'} can say yes."
    )


def _purpose(idea: Idea, dossier: Dossier) -> Purpose:
    """What this gesture was for: the occasion or first visit at hand, else the idea's own first purpose."""
    if Purpose.OCCASION in idea.purposes and dossier.due:
        return Purpose.OCCASION
    if Purpose.FIRST_VISIT in idea.purposes and dossier.earlier_visits == 0:
        return Purpose.FIRST_VISIT
    for purpose in (Purpose.USUAL, Purpose.NERVOUS, Purpose.KINDNESS):
        if purpose in idea.purposes:
            return purpose
    return min(idea.purposes, default=Purpose.KINDNESS)


def _money(amount: int) -> int:
    if not 0 <= amount <= MOST_MONEY:
        raise Invalid("A cost must be between 0 and ten million. Nothing was saved.", "cost")
    return amount


def _basket(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    basket = [(clean(what, 80), _money(planned)) for what, planned in lines]
    basket = [(what, planned) for what, planned in basket if what or planned]
    if any(not what for what, _ in basket):
        raise Invalid("Each line of the basket needs a name. Nothing was saved.", "what")
    if len(basket) > MOST_LINES:
        raise Invalid(f"A basket holds up to {MOST_LINES} lines. Nothing was saved.", "lines")
    return basket


def _log(work: Work, gesture: Gesture, basket: list[tuple[str, int]], guest_name: str) -> GestureView:
    work.add(gesture)
    rows = [
        work.add(GestureLine(created_at=work.now, gesture_id=gesture.id or 0, what=what, planned=planned))
        for what, planned in basket
    ]
    work.did("gesture.planned", gesture.title, gesture.guest_id)
    return _view(work, gesture, guest_name, rows)


def _move(work: Work, gesture_id: int, to: GestureState, action: str, verb: str, **values: Any) -> GestureView:
    gesture = work.get(Gesture, gesture_id, "gesture")
    if to not in _NEXT[gesture.state]:
        raise Invalid(
            f"{gesture.title} is {label(gesture.state)} already, so it cannot become {label(to)}. Nothing was changed."
        )
    work.change(gesture, state=to, **values)
    return _done(work, gesture, action, f"{verb}: {gesture.title}")


def _done(work: Work, gesture: Gesture, action: str, summary: str) -> GestureView:
    work.did(action, summary, gesture.guest_id)
    work.session.flush()
    return view(work, gesture.id or 0)


def _line_rows(work: Work, gesture_id: int) -> list[GestureLine]:
    query = select(GestureLine).where(GestureLine.gesture_id == gesture_id, col(GestureLine.deleted_at).is_(None))
    return list(work.session.exec(query.order_by(col(GestureLine.id))))

"""Whether a suggested gesture may still be given as it was chosen, and what it is for."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select

from delightdesk.desk import catalogue, choosing
from delightdesk.desk.dossier import Dossier
from delightdesk.desk.problem_reading import pick
from delightdesk.desk.wallet import Basket
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Form, Suggestion
from delightdesk.domain.lifecycle import OPEN_PROBLEMS
from delightdesk.domain.vocabulary import Purpose
from delightdesk.store.tables import Problem
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

_PROBLEM = table_of(Problem)
_HERE = select(_PROBLEM.c.id).where(_PROBLEM.c.id == bindparam("problem"), _PROBLEM.c.deleted_at.is_(None))
_STILL_THERE = (
    select(_PROBLEM.c.id)
    .where(
        _PROBLEM.c.guest_id == bindparam("guest"),
        _PROBLEM.c.state.in_(OPEN_PROBLEMS),
        _PROBLEM.c.deleted_at.is_(None),
    )
    .order_by(_PROBLEM.c.reported_at.desc(), _PROBLEM.c.id.desc())
    .limit(1)
)


def offered(work: Work, dossier: Dossier, idea: str) -> Suggestion:
    """The suggestion of that idea as it stands now. Raises `Invalid` with the cause when it is ruled out."""
    advice = choosing.advise_on(work, dossier, idea)
    for found in advice.suggestions:
        if found.idea == idea or any(form.idea == idea for form in found.forms):
            return found
    for out in advice.ruled_out:
        if out.idea == idea:
            swap = f" {out.swap_title} would be safe." if out.swap_title else ""
            raise Invalid(f"{out.title} is ruled out: {'; '.join(out.because)}. Nothing was logged.{swap}", "idea")
    raise NotFound("That gesture does not fit this guest just now. Nothing was logged. Please choose from the list.")


def form_of(found: Suggestion, idea: str, form: int) -> Form:
    """The form that was chosen, by its number or by its own key. Raises `Invalid`."""
    if not 0 <= form < len(found.forms):
        raise Invalid("That form of the gesture is not offered. Nothing was logged. Please choose again.", "form")
    if idea != found.idea:
        return next(each for each in found.forms if each.idea == idea)
    return found.forms[form]


def idea_of(work: Work, key: str) -> Idea:
    """The idea in the catalogue."""
    return next(idea for idea in catalogue.ideas(work) if idea.key == key)


def check_left_out(source: Idea, chosen: Form, found: Suggestion, basket: Basket) -> None:
    """Refuse a basket composed before somebody told what had to be left out of it."""
    safe = {what for what, _ in chosen.lines}
    unsafe = {part.what for part in source.parts} - safe
    for what, _ in basket:
        if what in unsafe:
            why = next((text for text in found.left_out if text.startswith(f"{what} left out")), f"{what} left out")
            raise Invalid(f"{why}. Nothing was logged. Please open the card again and choose anew.", "lines")


def purpose_of(idea: Idea, dossier: Dossier) -> Purpose:
    """What a gesture for no problem was for: the occasion or first visit at hand, else the idea's own first purpose."""
    if Purpose.OCCASION in idea.purposes and dossier.due:
        return Purpose.OCCASION
    if Purpose.FIRST_VISIT in idea.purposes and dossier.earlier_visits == 0:
        return Purpose.FIRST_VISIT
    for purpose in (Purpose.USUAL, Purpose.NERVOUS, Purpose.KINDNESS):
        if purpose in idea.purposes:
            return purpose
    return min(idea.purposes, default=Purpose.KINDNESS)


def problem_for(work: Work, dossier: Dossier, purposes: Collection[Purpose], given: int | None) -> int | None:
    """The problem a suggested gesture is for: the one given, or the one at hand when the idea is good for problems."""
    if given is not None:
        return existing(work, given)
    at_hand = pick(dossier.problems, dossier.visit) if Purpose.PROBLEM in purposes else None
    return at_hand.id if at_hand else None


def problem_for_own(work: Work, guest_id: int, given: int | None) -> int | None:
    """The problem a gesture of one's own making is for: the one given, or the newest the guest still has."""
    if given is not None:
        return existing(work, given)
    return next((found for (found,) in work.rows(_STILL_THERE, guest=guest_id)), None)


def existing(work: Work, problem_id: int) -> int:
    """The id, when the problem is here. Raises `NotFound`."""
    if not work.rows(_HERE, problem=problem_id):
        raise not_here("problem")
    return problem_id

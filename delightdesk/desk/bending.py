"""Rules bent kindly: a late departure, breakfast after hours. It costs nothing, and the reason is kept."""

from __future__ import annotations

from delightdesk.desk import gesture_checks
from delightdesk.desk.dossier import guest_of, visit_of
from delightdesk.desk.gesture_planning import log
from delightdesk.desk.gesture_views import GestureView
from delightdesk.domain.bending import refuse_bend
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Purpose
from delightdesk.store.tables import Gesture
from delightdesk.store.work import Work


def bend(work: Work, guest_id: int, rule: str, reason: str, problem_id: int | None = None) -> GestureView:
    """Log a rule bent for a guest: a gesture that costs nothing and is given at once.

    Where somebody was harmed it waits for the manager like everything else. Raises `Invalid` without a rule or a
    reason, and for what nobody may bend: age, safety, the law.
    """
    guest, visit = guest_of(work, guest_id), visit_of(work, guest_id)
    rule, reason = kept_words(rule, 80), kept_words(reason, 200)
    if not rule:
        raise Invalid("Please say which rule was bent. Nothing was logged.", "rule")
    refused = refuse_bend(rule)
    if refused:
        raise Invalid(refused, "rule")
    if not reason:
        raise Invalid("Please say why in a few words. Nothing was logged.", "reason")
    problem = gesture_checks.problem_for_own(work, guest_id, problem_id)
    gesture = Gesture(
        created_at=work.now,
        guest_id=guest_id,
        visit_id=visit.id if visit else None,
        problem_id=problem,
        family=f"bent:{rule.casefold()}"[:40],
        title=rule,
        purpose=Purpose.PROBLEM if problem else Purpose.KINDNESS,
        doer=work.person.name,
        planned_by=work.person.id,
        bent=reason,
    )
    return log(work, gesture, [(rule, 0)], guest.display_name, is_given=True)

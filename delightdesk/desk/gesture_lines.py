"""The gestures of a card: what was given or is on its way, whose yes is missing, and what came later."""

from __future__ import annotations

from delightdesk.desk import choosing, outcomes, wallet
from delightdesk.desk.dossier import Dossier
from delightdesk.desk.lines import GestureLine
from delightdesk.desk.on_file import GestureOnFile
from delightdesk.desk.on_file_reading import NEWEST
from delightdesk.desk.owed_lines import OutcomeLine
from delightdesk.domain.clock import house_day, spoken_day
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.money import show_money
from delightdesk.domain.vocabulary import Approval, GestureState, label
from delightdesk.store.work import Work


def gesture_lines(work: Work, dossier: Dossier) -> tuple[GestureLine, ...]:
    """The newest gestures of the guest."""
    later = outcomes.of_guest(work, dossier.guest.id) if dossier.gestures else {}
    return tuple(_line(work, gesture, dossier, later.get(gesture.id, ())) for gesture in dossier.gestures[:NEWEST])


def _line(work: Work, gesture: GestureOnFile, dossier: Dossier, later: tuple[OutcomeLine, ...]) -> GestureLine:
    planned, actual = dossier.costs.get(gesture.id, (0, None))
    cost = planned if actual is None else actual
    on = house_day(gesture.given_at, work.house.day_starts, work.zone)
    when = choosing.when_words(work, gesture.due_at) if gesture.state in OPEN_GESTURES else spoken_day(on, work.today)
    waiting = _waiting(work, gesture)
    state = "" if gesture.state is GestureState.WAITING else f"{label(gesture.state)} {when}"
    told = (state, label(gesture.reaction) if gesture.reaction else "", waiting)
    return GestureLine(
        id=gesture.id,
        version=gesture.version,
        title=gesture.title,
        state=gesture.state,
        text=" · ".join((gesture.title, ", ".join(filter(None, told)), *(line.text for line in later))),
        cost=cost,
        cost_text=show_money(cost, work.house.currency),
        on=on,
        due=gesture.due_at,
        reaction=gesture.reaction,
        words=gesture.guest_words,
        this_visit=dossier.visit is not None and gesture.visit_id == dossier.visit.id,
        approval=gesture.approval,
        waiting=waiting,
    )


def _waiting(work: Work, gesture: GestureOnFile) -> str:
    """Whose yes is missing, or that it was a no."""
    if gesture.approval is Approval.WAITING:
        return wallet.waits_for(wallet.asked_name(work, gesture.problem_id, gesture.asked_of))
    return "refused" if gesture.approval is Approval.REFUSED else ""

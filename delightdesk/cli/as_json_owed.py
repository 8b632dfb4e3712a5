"""The JSON of what is owed, of problems and of what is given; nobody's owner is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk.gestures import GestureView
    from delightdesk.desk.lines import SuggestionLine
    from delightdesk.desk.owed_lines import OutcomeLine, OwedLine, ProblemLine, ProblemView
    from delightdesk.desk.playbooks import PlaybookLine
    from delightdesk.desk.problems import Even
    from delightdesk.desk.tasks import Promised


def of_owed(line: OwedLine) -> dict[str, Any]:
    """One thing owed; a problem among them has the kind "problem", and its ``id`` is that of the problem."""
    return {
        "id": line.id,
        "kind": line.kind or "problem",
        "guest": line.guest_id,
        "name": line.guest_name,
        "room": line.room,
        "title": line.title,
        "due": line.due,
        "owner": line.owner or None,
        "offered_to": line.offered_to or None,
        "state": line.state,
        "urgency": line.urgency.name.lower(),
        "severity": line.severity or None,
        "problem": line.problem_id,
        "gesture": line.gesture_id,
        "who": line.who,
        "say": line.say,
        "note": line.note,
    }


def of_promised(promised: Promised) -> dict[str, Any]:
    """A promise; ``warning`` is empty when the house can do it."""
    return {**of_owed(promised.task), "warning": promised.warning}


def of_problem_line(line: ProblemLine) -> dict[str, Any]:
    """One problem in a list; ``since`` is when it was reported, ``next`` the next thing to do."""
    return {
        "id": line.id,
        "guest": line.guest_id,
        "name": line.guest_name,
        "room": line.room,
        "what": line.what,
        "category": line.kind,
        "severity": line.severity,
        "state": line.state,
        "since": line.reported_at,
        "owner": line.owner or None,
        "offered_to": line.offered_to or None,
        "next": line.next_step,
        "over": line.is_over,
    }


def of_problem(view: ProblemView) -> dict[str, Any]:
    """Everything about one problem; what may still be spent on it is of whoever asks."""
    return {
        **of_problem_line(view.line),
        "cause": view.cause,
        "fault": view.fault,
        "spoiled": view.spoiled,
        "waiting": view.waiting,
        "reported_by": view.reported_by,
        "first_act_minutes": view.first_act_minutes,
        "even_minutes": view.even_minutes,
        "steps": [
            {"step": each.step, "done": each.done_text, "times": each.times, "note": each.note} for each in view.steps
        ],
        "confirmed": view.confirmed,
        "close_reason": view.close_reason,
        "answer": view.answer,
        "playbook": view.playbook_title,
        "owed": [of_owed(line) for line in view.owed],
        "gestures": [
            {
                "id": each.gesture_id,
                "title": each.title,
                "state": each.state,
                "cost": each.cost,
                "payer": each.payer,
                "approval": each.approval,
                "claim": each.claim,
            }
            for each in view.gestures
        ],
        "spent": view.spent,
        "limit": view.limit,
        "left": view.left,
        "currency": view.currency,
        "outcomes": [of_outcome(each) for each in view.outcomes],
    }


def of_even(even: Even) -> dict[str, Any]:
    """A problem that is even, what could be given beyond it, and when the guest is heard from again."""
    return {
        **of_problem(even.view),
        "proposals": [_proposal(each) for each in even.proposals],
        "planted": [of_owed(line) for line in even.planted],
    }


def _proposal(each: SuggestionLine) -> dict[str, Any]:
    return {
        name: getattr(each, name) for name in ("idea", "title", "why", "cost", "who", "ready_by", "say", "cautions")
    }


def of_outcome(line: OutcomeLine) -> dict[str, Any]:
    """What came later; ``amount`` is null where there is none."""
    return {"id": line.id, "kind": line.kind, "text": line.text, "amount": line.amount}


def of_gesture(view: GestureView) -> dict[str, Any]:
    """One gesture with its basket; ``asked_of`` is who can say the yes it waits for."""
    return {
        "id": view.id,
        "guest": view.guest_id,
        "name": view.guest_name,
        "title": view.title,
        "state": view.state,
        "lines": [{"what": each.what, "planned": each.planned, "actual": each.actual} for each in view.lines],
        "planned": view.planned,
        "actual": view.actual,
        "currency": view.currency,
        "due": view.due,
        "place": view.place,
        "who": view.doer,
        "private": view.private,
        "reaction": view.reaction,
        "words": view.words,
        "why": view.why,
        "problem": view.problem_id,
        "approval": view.approval,
        "asked_of": view.asked_of or None,
        "urgent": view.urgent,
        "payer": view.payer,
        "claim": view.claim,
        "claim_from": view.claim_from,
        "bent": view.bent,
    }


def of_playbook(line: PlaybookLine) -> dict[str, Any]:
    """One plan as it can be started by its key."""
    names = ("key", "title", "state", "answers", "limit", "steps", "options", "partner", "interim")
    return {name: getattr(line, name) for name in names}

"""The JSON of the house's own pages: the cost book, the people, the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from delightdesk.cli.as_json_owed import of_outcome

if TYPE_CHECKING:
    from delightdesk.desk.claims import ClaimLine
    from delightdesk.desk.costs import CostBook, CostLine, LaterLine
    from delightdesk.desk.journal_reading import JournalLine
    from delightdesk.desk.people import PersonLine


def of_costs(book: CostBook) -> dict[str, Any]:
    """Totals and lines in minor units; each of the three sums shares out ``actual`` to the cent."""
    return {
        "currency": book.currency,
        "planned": book.planned,
        "actual": book.actual,
        "by_purpose": book.by_purpose,
        "by_payer": book.by_payer,
        "by_person": book.by_person,
        "lines": [_cost(line) for line in book.lines],
        "claims": [_claim(line) for line in book.claims],
        "outcomes": [_outcome(line) for line in book.later],
    }


def _cost(line: CostLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "gesture": line.gesture_id,
        "guest": line.guest_id,
        "name": line.guest_name,
        "on": line.on,
        "what": line.what,
        "title": line.title,
        "planned": line.planned,
        "actual": line.actual,
        "known": line.is_known,
        "purpose": line.purpose,
        "payer": line.payer,
        "person": line.person,
        "state": line.state,
        "claim": line.claim,
    }


def _claim(line: ClaimLine) -> dict[str, Any]:
    return {
        "gesture": line.gesture_id,
        "guest": line.guest_id,
        "name": line.guest_name,
        "on": line.on,
        "title": line.title,
        "amount": line.amount,
        "payer": line.payer,
        "claim_from": line.claim_from,
        "claim": line.claim,
        "person": line.person,
    }


def _outcome(line: LaterLine) -> dict[str, Any]:
    return {
        **of_outcome(line.outcome),
        "gesture": line.gesture_id,
        "guest": line.guest_id,
        "name": line.guest_name,
        "title": line.title,
        "cost": line.cost,
    }


def of_person(line: PersonLine) -> dict[str, Any]:
    """One person; an allowance that follows the house's is null, ``owns`` counts open tasks and problems."""
    return {
        "id": line.id,
        "name": line.name,
        "role": line.role,
        "pin": line.has_pin,
        "closed": line.is_closed,
        "delight_allowance": line.delight_allowance,
        "problem_allowance": line.problem_allowance,
        "owns": line.owns,
    }


def of_act(line: JournalLine) -> dict[str, Any]:
    """One act; ``undone`` says that it was taken back."""
    return {
        "id": line.id,
        "at": line.at,
        "person": line.person,
        "action": line.action,
        "summary": line.summary,
        "guest": line.guest_id,
        "name": line.guest_name,
        "undone": line.is_undone,
    }

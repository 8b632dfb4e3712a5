"""What people do at the desk, one module a job. Each function takes a unit of work and returns frozen views.

The modules are resolved on first use (PEP 562), so that a screen can name `desk.cards` and be fully typed, and
yet SQLModel is first imported inside the database thread, after the first frame is painted.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk import (
        approvals,
        baskets,
        bending,
        brief,
        cards,
        catalogue,
        claims,
        costs,
        demo,
        drafts,
        facts,
        finding,
        gestures,
        guests,
        handover,
        handover_standing,
        house,
        imports,
        insights,
        journal_reading,
        lineup,
        notes,
        outcomes,
        owed_board,
        owning,
        people,
        pins,
        playbooks,
        privacy,
        problem_board,
        problem_knowing,
        problems,
        questions,
        radar,
        review,
        safety,
        sensitive,
        settings,
        tasks,
        today,
        touch_points,
        undo,
        visits,
        wallet,
    )

__all__ = [
    "approvals", "baskets", "bending", "brief", "cards", "catalogue", "claims", "costs", "demo", "drafts", "facts",
    "finding", "gestures", "guests", "handover", "handover_standing", "house", "imports", "insights",
    "journal_reading", "lineup", "notes", "outcomes", "owed_board", "owning", "people", "pins", "playbooks",
    "privacy", "problem_board", "problem_knowing", "problems", "questions", "radar", "review", "safety",
    "sensitive", "settings", "tasks", "today", "touch_points", "undo", "visits", "wallet",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"delightdesk.desk.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

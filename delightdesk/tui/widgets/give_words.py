"""How it is told that a gesture waits for somebody's yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk.domain.vocabulary import Approval, GestureState
from delightdesk.tui.safe import clean

if TYPE_CHECKING:
    from delightdesk.desk.gestures import GestureView


def whose_yes(name: str) -> str:
    """Whose yes is missing: "waits for Ana's yes"."""
    return f"waits for {clean(name, 60)}'s yes" if name else "waits for a yes, nobody to ask yet"


def waits_in(view: GestureView) -> str:
    """What to tell after logging something that waits, and the way to begin all the same; empty when it does not."""
    if view.approval is not Approval.WAITING:
        return ""
    told = whose_yes(view.asked_of).capitalize() if not view.asked_of else f"W{whose_yes(view.asked_of)[1:]}"
    return f"{told} · g, then s starts it now" if view.state is GestureState.WAITING else f"{told}, and may begin"

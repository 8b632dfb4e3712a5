"""Logging what a give panel hands over, wherever the panel stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.clock import at_house
from delightdesk.tui.widgets.give_words import waits_in

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp
    from delightdesk.tui.widgets.give_panel import Giving


async def log_gesture(app: DeskApp, guest_id: int, idea: str, giving: Giving) -> str:
    """Save it; returns what to tell. Raises `DeskError`."""
    due = _hour(app, giving.when)
    view = await app.save(
        lambda work: desk.gestures.plan(
            work, guest_id, idea, form=giving.form, lines=giving.lines, due=due, place=giving.place,
            private=giving.private,
        )
    )  # fmt: skip
    return waits_in(view) or f"Logged: {view.title}, {view.doer} {view.due_text}, {view.cost_text}"


def _hour(app: DeskApp, typed: str) -> datetime | None:
    """The instant of "18:00" or "tomorrow 09:00"; None for an empty field. Raises `Invalid`."""
    from delightdesk.domain.typed_days import read_due

    house = app.house
    if not typed or house is None:
        return None
    day, at = read_due(typed, app.local_now(), day_first=house.day_first)
    return at_house(day, at, house.zone)

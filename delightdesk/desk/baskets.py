"""What is in a gesture and what it costs, typed as one line: planned until it was given, actual from then on."""

from __future__ import annotations

from delightdesk.desk import gestures
from delightdesk.desk.gestures import GestureView
from delightdesk.domain.basket_line import read_items, write_items
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import GestureState
from delightdesk.store.work import Work


def as_line(work: Work, gesture_id: int) -> str:
    """The basket as it can be typed over: "champagne £22, melon £6". Raises `NotFound`."""
    view = gestures.view(work, gesture_id)
    items = [(line.what, line.planned if line.actual is None else line.actual) for line in view.lines]
    return write_items(items, view.currency)


def retype(work: Work, gesture_id: int, typed: str, seen: int | None = None) -> GestureView:
    """Put another basket in. Before it was given the amounts are planned ones; afterwards they are what it really cost.

    An item bought on top of a given basket was planned at nothing, one that was not needed cost nothing.
    Raises `Invalid` for an amount that is none or a gesture that was never given, `Stale` when somebody was faster.
    """
    view = gestures.view(work, gesture_id)
    items = read_items(typed, view.currency)
    if view.state in (GestureState.DECLINED, GestureState.CANCELLED):
        raise Invalid("This gesture was not given, so it costs nothing. Nothing was changed.", "lines")
    if view.state is not GestureState.DELIVERED:
        return gestures.set_lines(work, gesture_id, [(what, cost, None) for what, cost in items], seen)
    left, known = list(items), []
    for line in view.lines:
        found = next((item for item in left if item[0] == line.what), None)
        if found is not None:
            left.remove(found)
        known.append((line.what, line.planned, found[1] if found else 0))
    return gestures.set_lines(work, gesture_id, [*known, *((what, 0, cost) for what, cost in left)], seen)

"""How a shift begins in the demo house: what the last one left, of which one line is still to be taken over; first
checks that are done; two touch points with an idea.

Written through the jobs themselves, like `demo_troubles`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from delightdesk.desk import handover, lineup, shift_now, touch_points
from delightdesk.domain.shifts import last_shift
from delightdesk.domain.vocabulary import Sector
from delightdesk.store.work import Work

BEFORE_THE_REST = timedelta(minutes=95)
"""How long ago the handover was left at the latest; what went wrong since is news to nobody's sheet."""

_FREE_LINES = {
    Sector.HOTEL: "Lift two stops hard on the third floor; the engineer comes at nine tomorrow",
    Sector.RESTAURANT: "Table nine wobbles since lunch; a wedge lies underneath",
    Sector.SHOP: "The left drawer of the till sticks; pull and lift",
    Sector.CLINIC: "The bell at the ramp is too quiet; look out of the window now and then",
}
_IDEAS = {
    Sector.HOTEL: (("door", "Two steps out from behind the desk for everybody who arrives"),
                   ("goodbye", "Carry one bag as far as the car")),
    Sector.RESTAURANT: (("street", "One dish of the day in chalk, with who cooks it"),
                        ("goodbye", "The coat held open, and the next table already in mind")),
    Sector.SHOP: (("window", "One thing that moves"), ("return", "Say first that it is no trouble")),
    Sector.CLINIC: (("waiting", "A true time, said every ten minutes"), ("after", "One call, just to ask")),
}  # fmt: skip
_CHECKS_DONE = 3


def left_at(work: Work) -> datetime:
    """When the last shift left its handover: five minutes before its end, and before what is going on now."""
    last = last_shift(work.now, shift_now.hours(work), work.house.day_starts, work.zone)
    return min(last.ends_at - timedelta(minutes=5), work.now - BEFORE_THE_REST)


def leave(work: Work) -> int:
    """The person at the desk leaves the shift's handover; returns its id."""
    handover.add_line(work, _FREE_LINES[work.house.sector])
    return handover.leave(work).id or 0


def take_over(work: Work, sheet_id: int) -> None:
    """The person at the desk takes over line after line, all but one that nobody has to read back."""
    work.session.flush()
    lines = [line for line in handover.read(work, sheet_id).lines if line.id is not None and not line.is_settled]
    kept_back = next((line for line in reversed(lines) if not line.critical), lines[-1])
    for line in lines:
        if line is not kept_back and line.id is not None:
            words = f"{line.who} {line.what} {line.due_text}" if line.critical else ""
            handover.accept(work, line.id, words)
            work.session.flush()


def begin(work: Work) -> None:
    """The first checks of the shift are done, and two touch points have an idea and somebody."""
    for line in lineup.show_ready(work).lines[:_CHECKS_DONE]:
        lineup.tick(work, line.key)
    for key, idea in _IDEAS[work.house.sector]:
        touch_points.save(work, key, idea=idea, owner_id=work.person.id)

"""The guests that fit what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.domain.clock import MONTHS
from delightdesk.domain.name_marks import marked, marks_in
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, pad
from delightdesk.tui.widgets.marked import Marked

if TYPE_CHECKING:
    from delightdesk.desk.finding import SearchHit

_FLAGS = {"caution": "!", "occasion": "♥", "first": "1st"}
_FLAGS_WIDE, _ROOM_WIDE, _WHEN_WIDE = 5, 4, 5


class Hits(Marked["SearchHit"]):
    """Guests with a mark. It is moved from the find box, so the list itself takes no focus."""

    MORE_AT = 1  # beside the mark: at the right stands the hour

    def __init__(self, hits: Sequence[SearchHit], today: date, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(lambda hit, width, is_marked: row(hit, width, self.today, is_marked), hits, empty=empty, id=id)
        self.today = today

    def show_found(self, hits: Sequence[SearchHit], today: date, *, empty: str, keep: bool = False) -> None:
        """Show other guests. ``keep`` leaves the mark on the same guest if still there, else it goes to the first."""
        before = self.current.id if keep and self.current else None
        self.today = today
        self.put(hits, cursor=next((place for place, hit in enumerate(hits) if hit.id == before), 0), empty=empty)


def row(hit: SearchHit, width: int, today: date, under_cursor: bool) -> Line:
    """One guest in ``width`` cells: signs before the name, name, room, at most three flags, when."""
    room = pad(clean(hit.room, 20), _ROOM_WIDE)
    tail = f" {room} {pad(flags(hit.flags), _FLAGS_WIDE)} {when(hit, today):>{_WHEN_WIDE}}"
    name = pad(marked(clean(hit.name, 300), marks_in(hit.flags)), max(4, width - 2 - cell_len(tail)))
    mark = "▸ " if under_cursor else "  "
    manner = "cursor" if under_cursor else ("quiet" if hit.status in ("left", "cancelled", "no_show") else "plain")
    return ((mark + name + tail, manner),)


def flags(words: Sequence[str]) -> str:
    """The flags in signs, as many as fit and at most three, the most careful first."""
    shown = ""
    for sign in [sign for word, sign in _FLAGS.items() if word in words][:3]:
        if cell_len(shown + sign) <= _FLAGS_WIDE:
            shown += sign
    return shown


def when(hit: SearchHit, today: date) -> str:
    """When the guest comes, or where the visit stands, in five cells."""
    if hit.status == "in_house":
        return "in"
    if hit.status in ("left", "no_show"):
        return "left" if hit.status == "left" else "—"
    if hit.status == "cancelled":
        return "off"
    if hit.status == "expected" and hit.arrive is not None:
        if hit.arrive == today:
            return hit.eta or "today"
        return f"{hit.arrive.day}{MONTHS[hit.arrive.month - 1][:3]}"
    return "—"

"""The guests that fit what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message

from delightdesk.domain.clock import MONTHS
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, Lines, pad, wrap

if TYPE_CHECKING:
    from delightdesk.desk.finding import SearchHit

_FLAGS = {"incognito": "inc", "caution": "!", "occasion": "♥", "first": "1st", "gift_restricted": "g"}
_FLAGS_WIDE, _ROOM_WIDE, _WHEN_WIDE = 5, 4, 5


class Hits(Lines):
    """A list with a cursor. The cursor is moved from the find box, so the list itself takes no focus."""

    MORE_AT = 1  # beside the mark: at the right stands the hour

    class Chosen(Message):
        """A guest was pointed at with the mouse."""

    def __init__(self, hits: Sequence[SearchHit], today: date, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.today = today
        self.hits: Sequence[SearchHit] = hits
        self.empty = empty
        self.cursor = 0

    @property
    def current(self) -> SearchHit | None:
        """The guest under the cursor."""
        return self.hits[self.cursor] if self.cursor < len(self.hits) else None

    def put(self, hits: Sequence[SearchHit], today: date, *, empty: str, keep: bool = False) -> None:
        """Show other guests. ``keep`` leaves the cursor on the same guest if still there, else it goes to the first."""
        before, filled = self.current.id if keep and self.current else None, self._filled
        self.hits, self.today, self.empty = hits, today, empty
        self.cursor = next((place for place, hit in enumerate(hits) if hit.id == before), 0)
        self._follow()
        self.refresh(Region(0, 0, self.size.width, max(filled, self._filled)))

    def step(self, by: int) -> None:
        """Move the cursor, stopping at both ends."""
        if self.hits:
            self.cursor = max(0, min(self.cursor + by, len(self.hits) - 1))
            self._follow()
            self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are: guests, or the lines that say why there are none."""
        return len(self.hits) or len(self._why())

    @property
    def _filled(self) -> int:
        """How many rows from the top on are not blank; those below need no painting."""
        return min(self.count, self.size.height)

    def line_at(self, place: int) -> Line:
        """One row, made when it is painted."""
        if place < len(self.hits):
            return row(self.hits[place], self.size.width, self.today, place == self.cursor)
        why = () if self.hits else self._why()
        return ((f" {why[place]}", "quiet"),) if place < len(why) else ()

    def _why(self) -> list[str]:
        return [line for part in self.empty.split("\n") for line in wrap(part, self.size.width - 2)]

    def _follow(self) -> None:
        self.top = max(min(self.top, self.cursor), self.cursor - max(1, self.size.height) + 1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """Point at the guest under the pointer."""
        place = self.top + event.y
        if place < len(self.hits):
            self.cursor = place
            self.refresh()
            self.post_message(self.Chosen())


def row(hit: SearchHit, width: int, today: date, under_cursor: bool) -> Line:
    """One guest in ``width`` cells: name, room, at most three flags, when."""
    room = pad(clean(hit.room, 20), _ROOM_WIDE)
    tail = f" {room} {pad(flags(hit.flags), _FLAGS_WIDE)} {when(hit, today):>{_WHEN_WIDE}}"
    name = pad(clean(hit.name, 300), max(4, width - 2 - cell_len(tail)))
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

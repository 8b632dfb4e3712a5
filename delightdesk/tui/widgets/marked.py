"""A list with a mark: rows made when they are painted, a mark that stays on its row when the rows change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message

from delightdesk.domain.discreet import guests_in
from delightdesk.tui.widgets.lines import Line, Lines, wrap

Row = TypeVar("Row")


class Marked(Lines, Generic[Row]):
    """Rows of one kind. ``draw`` makes a row's line for a width, marked or not; ``empty`` says why there are none."""

    whose: int | None = None
    """The guest all rows are of, where the rows do not say so themselves."""

    class Chosen(Message):
        """A row was pointed at with the mouse."""

    def __init__(
        self,
        draw: Callable[[Row, int, bool], Line],
        rows: Sequence[Row] = (),
        *,
        empty: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self.rows = rows
        self.empty = empty
        self.cursor = 0

    @property
    def current(self) -> Row | None:
        """The row at the mark."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def put(self, rows: Sequence[Row], *, cursor: int = 0, top: int | None = None, empty: str | None = None) -> None:
        """Show other rows, the mark at ``cursor`` or on the last row; ``top`` keeps the place on the screen.

        ``empty`` changes the words that say why there are none.
        """
        filled = self._filled
        self.rows = rows
        self.empty = self.empty if empty is None else empty
        self.cursor = max(0, min(cursor, len(rows) - 1))
        if top is not None:
            self.top = top
        self._follow()
        self.refresh(Region(0, 0, self.size.width, max(filled, self._filled)))

    def step(self, by: int) -> bool:
        """Move the mark, stopping at both ends; False when it stood at that end already."""
        before = self.cursor
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        self._follow()
        self.refresh()
        return self.cursor != before

    @property
    def views(self) -> Sequence[object]:
        """The rows."""
        return tuple(self.rows)

    @property
    def count(self) -> int:
        """How many lines there are: rows, or the words that say why there are none."""
        return len(self.rows) or len(self._why())

    def draw_row(self, place: int) -> Line:
        """The line of one row as it may be shown."""
        return self._draw(self._told(self.rows[place]), self.size.width, place == self.cursor)

    @property
    def to_show(self) -> Row | None:
        """The row at the mark as it may be shown; acts are done on `current`."""
        return None if self.current is None else self._told(self.current)

    def _told(self, row: Row) -> Row:
        """Only what may be of a guest is ever covered."""
        if not getattr(self.app, "discreet", False):
            return row
        is_of_a_guest = self.whose is not None or hasattr(row, "guest_id") or any(guests_in(row))
        return self.covered(row, self.whose) if is_of_a_guest else row

    @property
    def _filled(self) -> int:
        """How many rows of the screen are not blank; those below need no painting."""
        return min(self.count, self.size.height)

    def line_at(self, place: int) -> Line:
        """One line, made when it is painted."""
        if place < len(self.rows):
            return self.draw_row(place)
        why = () if self.rows else self._why()
        return ((f" {why[place]}", "quiet"),) if place < len(why) else ()

    def _why(self) -> list[str]:
        return [line for part in self.empty.split("\n") for line in wrap(part, max(10, self.size.width - 2))]

    def _follow(self) -> None:
        height = max(1, self.size.height)
        self.top = max(0, min(max(min(self.top, self.cursor), self.cursor - height + 1), self.furthest))

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """Mark the row under the pointer."""
        place = self.top + event.y
        if place < len(self.rows):
            self.cursor = place
            self.refresh()
            self.post_message(self.Chosen())

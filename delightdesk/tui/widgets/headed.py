"""A list with headings: they take a line each and are never marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rich.cells import cell_len
from textual import events

from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut
from delightdesk.tui.widgets.marked import Marked

Row = TypeVar("Row")


class Headed(Marked[Row]):
    """Subclasses say in `titles` below which heading each row stands; rows of one heading follow each other."""

    shown: Sequence[int | str] = ()
    """What stands in each line: the place of a row, or a heading."""

    def titles(self, rows: Sequence[Row]) -> Sequence[str]:
        """The heading of each row, in the order of the rows."""
        raise NotImplementedError

    def put(self, rows: Sequence[Row], *, cursor: int = 0, top: int | None = None, empty: str | None = None) -> None:
        """Show other rows under their headings."""
        before, self.shown = len(self.shown), _headed(self.titles(rows))
        super().put(rows, cursor=cursor, top=top, empty=empty)
        if before > len(self.shown):
            self.refresh()

    @property
    def count(self) -> int:
        """Headings take a line each."""
        return len(self.shown) or super().count

    def line_at(self, place: int) -> Line:
        """A heading or a row."""
        if not self.shown:
            return super().line_at(place)
        found = self.shown[place] if place < len(self.shown) else ""
        if isinstance(found, int):
            return self.draw_row(found)
        return heading_line(found, self.size.width) if found else ()

    def _follow(self) -> None:
        """Keep the mark in sight, and the heading above it where it is the first below one."""
        height = max(1, self.size.height)
        last = self.shown.index(self.cursor) if self.rows else 0
        first = last - 1 if last and isinstance(self.shown[last - 1], str) else last
        self.top = max(0, min(max(min(self.top, first), last - height + 1), self.furthest))

    def on_click(self, event: events.Click) -> None:
        """Mark the row under the pointer."""
        event.prevent_default()
        place = self.top + event.y
        found = self.shown[place] if place < len(self.shown) else ""
        if isinstance(found, int):
            self.cursor = found
            self.refresh()
            self.post_message(self.Chosen())


def _headed(titles: Sequence[str]) -> list[int | str]:
    """The places of the rows in their order, with a heading before the first below each."""
    shown: list[int | str] = []
    for place, title in enumerate(titles):
        if not place or title != titles[place - 1]:
            shown.append(title)
        shown.append(place)
    return shown


def heading_line(title: str, width: int) -> Line:
    """The heading with a rule to the end of the line."""
    words = cut(clean(title, 200), max(4, width - 4))
    return (("─ ", "rule"), (words, "label"), (" " + "─" * max(0, width - cell_len(words) - 3), "rule"))

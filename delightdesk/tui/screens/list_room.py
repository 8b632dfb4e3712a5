"""A room that is a list: what it is, its columns, its rows, the marked one in full, keys.

It follows what is saved, here or in another window, and keeps mark and place. Rooms say what to read and how a row
looks; everything that is the same in all of them stands here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import Words
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, whole_parts
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

Row = TypeVar("Row")


class ListRoom(Screen[None], Generic[Row]):
    """Subclasses make the list with its keys, and say how to `fetch`, `heading` and `in_full`.

    same: what tells that a row fetched again is the one that was marked.
    """

    DEFAULT_CSS = """
    ListRoom {
        layout: vertical;
        .room--head { height: 1; padding: 0 1; text-style: bold; color: $primary; }
        .room--columns { height: 1; color: $text-muted; }
        .room--more { height: 2; background: $surface; }
    }
    """

    def __init__(self, name: str, rows: Marked[Row], same: Callable[[Row], object]) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.is_read = False
        self.room_name, self.list, self._same = name, rows, same
        self.columns, self.more = Lines(), Lines()
        self.columns.add_class("room--columns")
        self.more.add_class("room--more")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Top line, headline, columns, rows, the marked one in full, keys."""
        yield TopLine.of(self.desk_app)
        yield Words(self.room_name, classes="room--head")
        yield from self.above()
        yield self.columns
        yield self.list
        yield self.more
        yield KeyLine()

    def above(self) -> Sequence[Widget]:
        """What some rooms put between headline and columns."""
        return ()

    async def fetch(self) -> None:
        """Read the rows and hand them to `put`. Raises `DeskError`."""
        raise NotImplementedError

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        raise NotImplementedError

    def in_full(self, row: Row, width: int) -> list[Line]:
        """The marked row, nothing left out that the lines can hold."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read."""
        self.set_focus(self.list)
        self.run_worker(self.read(), exit_on_error=False)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.columns.show([self.heading(self.size.width)])
        self.show_more()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self.read, "read")

    @in_turn
    async def read(self) -> None:
        """Fetch, telling in words what cannot be read."""
        try:
            await self.fetch()
        finally:
            self.is_read = True  # keys typed ahead wait for the rows, and not for ever where they cannot be read

    def put(self, rows: Sequence[Row], headline: str, empty: str) -> None:
        """Show rows; the mark stays on its row."""
        marked = self.list.current
        places = {self._same(row): place for place, row in enumerate(rows)}
        place = places.get(self._same(marked), self.list.cursor) if marked is not None else 0
        self.list.put(rows, cursor=place, top=self.list.top, empty=empty)
        self.query_one(".room--head", Words).say(whole_parts(headline, max(20, self.size.width - 2)))
        self.show_more()

    def show_more(self) -> None:
        """The marked row in full; what the keys can do hangs on it."""
        row = self.list.to_show
        self.more.show(self.in_full(row, max(20, self.size.width)) if row is not None else [], top=0)
        self.refresh_bindings()

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self.show_more()

    @in_turn
    async def action_page(self, by: int) -> None:
        """A screenful on or back."""
        self.action_mark(by * max(1, self.list.size.height - 1))

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.set_focus(self.list)
        self.show_more()

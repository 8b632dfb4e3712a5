"""The gestures of the house: what came with the pack, what the house made of it, and what it added."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.screen import Screen

from delightdesk import desk
from delightdesk.tui.messages import Changed
from delightdesk.tui.modals.idea_form import make
from delightdesk.tui.safe import Words
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.idea_list import GROUP, FilterLine, IdeaList, heading, headline, in_full, row
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.catalogue import IdeaLine
    from delightdesk.tui.app import DeskApp

EMPTY = "There are no gestures yet. Press a to add the first of your own."
NOTHING_FITS = "No gesture fits these words. Esc shows all of them again; then a adds one of your own."


class CatalogueScreen(Screen[None]):
    """The list. It follows what is saved, here or in another window, and keeps mark and place."""

    CSS_PATH = "catalogue.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.lines: tuple[IdeaLine, ...] = ()

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Top line, how many, filter, columns, gestures, the marked one in full, keys."""
        app = self.desk_app
        house = app.house
        assert house is not None
        self.list = IdeaList(row, empty="One moment, please.")
        self.filter_line = FilterLine(self._filter)
        self.filter_line.add_class("catalogue--filter")
        self.columns = Lines()
        self.columns.add_class("catalogue--columns")
        self.more = Lines()
        self.more.add_class("catalogue--more")
        yield TopLine(house.name, house.person, app.local_now, is_demo=house.is_demo or app.is_demo)
        yield Words(GROUP, classes="catalogue--head")
        yield self.filter_line
        yield self.columns
        yield self.list
        yield self.more
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the catalogue."""
        self.set_focus(self.list)
        self.run_worker(self._read(), exit_on_error=False)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.columns.show([heading(self.size.width)])
        self._show_more()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self._read, "catalogue")

    @in_turn
    async def _read(self) -> None:
        await self._fetch()

    async def _fetch(self) -> None:
        self.lines = await self.desk_app.ask(desk.catalogue.listing)
        self.query_one(".catalogue--head", Words).say(headline(self.lines))
        self._filter()

    def _filter(self, key: str = "") -> None:
        """Show what fits; the mark goes to ``key`` in the middle of the list, or stays on its gesture."""
        typed = self.filter_line.value
        marked = key or (self.list.current.key if self.list.current else "")
        kept = tuple(line for line in self.lines if desk.catalogue.fits(line, typed)) if typed.strip() else self.lines
        place = next((place for place, line in enumerate(kept) if line.key == marked), self.list.cursor)
        top = place - self.list.size.height // 2 if key else self.list.top
        self.list.put(kept, cursor=place, top=top, empty=NOTHING_FITS if self.lines else EMPTY)
        self._show_more()

    def _show_more(self) -> None:
        line = self.list.current
        self.more.show(in_full(line, max(20, self.size.width)) if line is not None else [], top=0)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self._show_more()

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        self.action_mark(by * max(1, self.list.size.height - 1))

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.set_focus(self.list)
        self._show_more()

    def action_find(self) -> None:
        """Type what to look for."""
        self.set_focus(self.filter_line)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.set_focus(self.list)

    def action_show_all(self) -> None:
        """Every gesture again, the mark staying on its own."""
        self.filter_line.value = ""
        self.set_focus(self.list)

    def action_leave(self) -> None:
        """First show all gestures again, then leave."""
        if self.filter_line.value:
            self.action_show_all()
        else:
            self.desk_app.action_show_desk()

    def action_edit(self) -> None:
        """The form of the gesture at the mark."""
        line = self.list.current
        if line is not None:
            self.app.push_screen(make(line.key, is_own=line.is_own))

    def action_add(self) -> None:
        """An empty form for a gesture of the house's own; once saved, the mark is on it."""
        self.app.push_screen(make("", is_own=True, saved=self._added))

    def _added(self, key: str) -> None:
        self.filter_line.value = ""
        self.run_worker(self._find_added(key), exit_on_error=False)

    @in_turn
    async def _find_added(self, key: str) -> None:
        await self._fetch()
        self._filter(key)

    @in_turn
    async def action_switch(self) -> None:
        """Offer it no longer, or again."""
        line = self.list.current
        if line is None:
            return
        is_on = line.state == "off"
        await self.desk_app.save(lambda work: desk.catalogue.set_active(work, line.key, is_on))
        self.desk_app.tell("Offered again · u undoes" if is_on else "No longer offered · u undoes")
        await self._fetch()

    @in_turn
    async def action_reset(self) -> None:
        """The pack's own text again."""
        line = self.list.current
        if line is None:
            return
        await self.desk_app.save(lambda work: desk.catalogue.reset(work, line.key))
        self.desk_app.tell("Back to the pack's text · u undoes")
        await self._fetch()

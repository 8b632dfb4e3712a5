"""One handover sheet on the screen: headline, lines, the marked line in full. Nothing in it signs anything."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from delightdesk.domain.vocabulary import HandoverState
from delightdesk.tui import sheet_files
from delightdesk.tui.begun import begun
from delightdesk.tui.coaching import Coached
from delightdesk.tui.messages import Changed
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.sheet_list import SheetList
from delightdesk.tui.widgets.sheet_text import headline, in_full, nothing
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import Sheet
    from delightdesk.tui.app import DeskApp

_LEAST_MORE, _LEAST_MORE_TALL, _TALL = 4, 6, 34
"""Rows for the marked line in full, on a small screen and on a tall one; the list has what is left."""
_LIST_WHILE_READING = 3
_LINE_TALL = 3
"""Rows of a line that is asked for; where what was understood needs more, the line in full gives way."""


class _Headline(Lines):
    DEFAULT_CSS = """
    _Headline { height: 2; &> .lines--red { color: $error; text-style: bold; } }
    """
    COMPONENT_CLASSES = {"lines--red"}  # noqa: RUF012 - Textual's own way


class SheetRoom(Screen[None]):
    """Whoever builds on it says how the sheet is read."""

    CSS = "SheetRoom .room--more { background: $surface; }"
    is_read_only = True

    def __init__(self, rows: SheetList) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.is_read = self.is_reading = False
        self.sheet: Sheet | None = None
        self.list, self.head, self.more = rows, _Headline(), Lines()
        self.more.add_class("room--more")
        self.panel: AskLine | None = None
        self._seen_save = 0
        self._written_over = ""

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_touched(self) -> bool:
        """A line holds words that are not saved."""
        return self.panel is not None and bool(self.panel.line.value.strip())

    def compose(self) -> ComposeResult:
        """Top line, headline, lines, the marked one in full, keys."""
        self.body = Vertical(self.head, self.list, self.more)
        yield TopLine.of(self.desk_app)
        yield self.body
        yield KeyLine()

    def on_mount(self) -> None:
        """Read."""
        self.set_focus(self.list)
        self.run_worker(self.read(), exit_on_error=False)

    def on_resize(self) -> None:
        """Rows go where they are needed."""
        self._show_head()
        self._share_rows()
        self.show_more()

    def on_changed(self, message: Changed) -> None:
        """Somebody saved something."""
        if self._seen_save < message.save:
            in_background(self, self.read, "sheet")

    async def get_sheet(self) -> Sheet:
        """Ask for the sheet. Raises `DeskError`."""
        raise NotImplementedError

    @in_turn
    async def read(self) -> None:
        """Read the sheet, telling in words why it cannot be read."""
        try:
            await self.fetch()
        finally:
            self.is_read = True  # keys typed ahead wait for the lines, and not for ever where they cannot be read

    async def fetch(self) -> None:
        """Read the sheet and show it. Raises `DeskError`."""
        self._seen_save = self.desk_app.saves
        self.put(await self.get_sheet())

    # Showing

    def put(self, sheet: Sheet) -> None:
        """Show a sheet; the mark stays on its line."""
        self._seen_save = self.desk_app.saves
        self.sheet = sheet
        self.list.show_lines(sheet.lines, nothing(sheet))
        self._show_head()
        self._share_rows()
        self.show_more()

    def _show_head(self) -> None:
        if self.sheet is not None:
            lines = headline(self.sheet, max(20, self.size.width), is_read_only=self.is_read_only)
            self.head.show(lines, top=0)
            self.head.styles.height = len(lines)

    def _share_rows(self) -> None:
        """The list gets all it needs up to the least the line in full must have; a line being read has the most."""
        tall = self.size.height
        free = tall - 2 - max(2, self.head.count) - (_LINE_TALL if self.panel is not None else 0)
        least = _LEAST_MORE_TALL if tall >= _TALL else _LEAST_MORE
        rows = _LIST_WHILE_READING if self.is_reading else min(max(self.list.count, 3), free - least)
        self.list.styles.height = max(_LIST_WHILE_READING, rows)

    def show_more(self) -> None:
        """The marked line in full; what the keys can do hangs on it."""
        line = self.list.to_show
        self.more.show(in_full(line, max(20, self.size.width)) if line is not None else [], top=0)
        self.refresh_bindings()

    # Moving

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self.show_more()

    @in_turn
    async def action_page(self, by: int) -> None:
        """A screenful on or back, of the line being read or of the list."""
        if self.is_reading:
            self.more.move(by * max(1, self.more.size.height - 1))
        else:
            self.action_mark(by * max(1, self.list.size.height - 1))

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.set_focus(self.list)
        self.show_more()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the line at the mark."""
        line = self.list.current
        if action == "read_line":
            return line is not None
        if action == "open_item":
            return line is not None and (line.problem_id is not None or line.guest_id is not None)
        if action == "save_file":
            return self.sheet is not None
        return super().check_action(action, parameters)

    @in_turn
    async def action_read_line(self) -> None:
        """Give the marked line the most of the screen, or the list again."""
        self.is_reading = not self.is_reading
        self._share_rows()

    def action_open_item(self) -> None:
        """The problem over this sheet, or the guest's card."""
        line = self.list.current
        if line is not None and line.problem_id is not None:
            self.desk_app.show_problem(line.problem_id)
        elif line is not None and line.guest_id is not None:
            self.desk_app.show_guest(line.guest_id)

    async def action_leave(self) -> None:
        """First the list again, then back."""
        if self.is_reading:
            await self.action_read_line()
        else:
            self.dismiss()

    # One line at the foot

    async def open_line(
        self,
        place: str,
        prompt: str,
        keep: Callable[[str], Awaitable[None]],
        *,
        understand: Callable[[str], str] | None = None,
        coached: Coached | None = None,
        value: str = "",
        after_leaving: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line. ``keep`` saves it; the line closes then, and stays with its words when that fails.

        What was left in it without saving is offered again for as long as the window is open; ``after_leaving`` is
        called then.
        """
        words, key = begun(self.desk_app), f"handover {place}"

        async def done(text: str, _: bool) -> None:
            await self._keep_line(key, keep, text)

        async def left(text: str) -> None:
            words[key] = text
            self.close_line()
            if after_leaving is not None:
                after_leaving()

        self.close_line()
        echo = None if understand is None else lambda text, _: understand(text)
        self.panel = AskLine(prompt, done, left, understand=echo, coached=coached, value=words.get(key, "") or value)
        await self.body.mount(self.panel)
        self.set_focus(self.panel.line)
        self._share_rows()

    @in_turn
    async def _keep_line(self, key: str, keep: Callable[[str], Awaitable[None]], text: str) -> None:
        line = self.panel
        await keep(text)
        begun(self.desk_app).pop(key, None)
        if self.panel is line:
            self.close_line()

    def close_line(self) -> None:
        """Not awaited: the line may be the one whose key is being acted on, and would wait for itself."""
        if self.panel is not None:
            self.set_focus(self.list)
            self.panel.display = False
            self.panel.remove()
            self.panel = None
            self._share_rows()

    # As a file

    @in_turn
    async def action_save_file(self) -> None:
        """Ask where to; the ending says as what."""
        if self.sheet is not None:
            self._written_over = ""
            value = str(sheet_files.folder() / sheet_files.name_of(self.sheet))
            await self.open_line(
                f"file {self.sheet.day} {self.sheet.shift}", "Where to? The ending says as what.",
                partial(self._write, self.sheet), understand=sheet_files.understood, value=value,
            )  # fmt: skip

    async def _write(self, sheet: Sheet, typed: str) -> None:
        may_replace, self._written_over = typed == self._written_over, typed
        path = await asyncio.to_thread(sheet_files.write, sheet, typed, may_replace=may_replace)
        self.desk_app.tell(f"Written to {path}")


def is_waiting(sheet: Sheet | None) -> bool:
    """Whether the sheet was left and nobody has taken all of it."""
    return sheet is not None and sheet.state is HandoverState.LEFT
